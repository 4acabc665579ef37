"""Looking at the conferences that somebody may know of: those in which they sit, topic by topic.

That there is one, about which family and who comes, a seat lets somebody know. Names of the family's people are values
of the record: they are decided, written down and read as in every list.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hub.gate.anew import asked_anew
from hub.gate.conferences.tables import may_plan, name_families
from hub.gate.consent_view import disclose_look
from hub.gate.frames import seen_of
from hub.gate.house import House
from hub.gate.own_consents import judge_own
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Event, look
from hub.record.conferences.store import load_meetings, load_meetings_of_person
from hub.record.endings.store import load_due
from hub.terms.access import AccessRequest
from hub.terms.clock import age_on, legal_day
from hub.terms.conference_ends import DueKind, DueMeeting
from hub.terms.conference_plans import MeetingsView
from hub.terms.conferences import Meeting
from hub.terms.ids import EntryId, FamilyNumber, PersonId, new_id
from hub.terms.lists import Effect
from hub.terms.people import Family
from hub.terms.principals import Principal


@dataclass(frozen=True)
class Which:
    """One meeting by its number, or all that end after an instant."""

    number: str | None = None
    since: datetime | None = None


@by_rules_in_force
def look_at_meetings(house: House, principal: Principal, which: Which, at: datetime) -> MeetingsView:
    """The meetings of a colleague, with the names of their families. Four statements, one where there is no meeting.

    Raises LedgerUnavailable or DatabaseUnavailable: then nothing was read.
    """
    found = load_meetings(house.db, house.ring, (principal.id, at), which.number, which.since)
    numbers = _families(found)
    if not numbers:
        return MeetingsView(found)
    _, names = name_families(house, principal, numbers, at)
    return MeetingsView(found, names)


def look_at_due(house: House, principal: Principal, at: datetime, ahead: timedelta) -> tuple[DueMeeting, ...]:
    """What comes up for somebody of the agencies: that there is a meeting, its seat lets them know. One statement.

    A meeting that nobody runs any more is offered to whoever holds conferences alone.
    """
    due = load_due(house.db, principal.id, at, at + ahead)
    return due if may_plan(house, principal) else tuple(one for one in due if one.what is not DueKind.VACANT)


@by_rules_in_force
@asked_anew
def look_at_own_meetings(house: House, request: AccessRequest) -> MeetingsView:
    """Those to which somebody of a family is invited: who comes, and the names that they may see. Four statements.

    `request.only` are the fields by which people are named.
    """
    judged, facts = judge_own(house, request)
    if judged.outline.family is None or judged.decision.effect is Effect.DENY:
        return MeetingsView()
    found = load_meetings_of_person(house.db, house.ring, PersonId(request.principal.id))
    seen = seen_of(house, judged.outline.family, judged.decision)
    entry = look(EntryId(new_id()), judged.request, judged.decision, seen)
    access = {**entry.access, "action": "conferences", "conferences": [one.number for one in found]}
    entry = replace(entry, event=Event.CONFERENCES_READ, access=access)
    ties = facts.ties
    ticket = append(house.db, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))
    age = own_age(judged.outline.family, PersonId(request.principal.id), request.at)
    return MeetingsView(found, {request.family: disclose_look(house, judged, ticket).projection}, age)


def own_age(family: Family, me: PersonId, at: datetime) -> int | None:
    """How old somebody is who reads their own page, so that it speaks to them as it should."""
    born = next((one.born for one in family.persons if one.id == me), None)
    return age_on(born, legal_day(at)) if born is not None else None


def _families(meetings: Sequence[Meeting]) -> tuple[FamilyNumber, ...]:
    return tuple(dict.fromkeys(topic.family for one in meetings for topic in one.topics if topic.family))
