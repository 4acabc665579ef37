"""A table without names as one of those who sit there finds it; whoever does not sit there finds nothing."""

from dataclasses import dataclass, replace
from datetime import datetime

from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Entry, Event
from hub.record.conferences.store import load_meetings
from hub.record.sheets.store import Stand, load_stand, read_sheet
from hub.terms.clock import legal_day
from hub.terms.conferences import Meeting, MeetingKind, MeetingState, Topic
from hub.terms.ids import EntryId, new_id
from hub.terms.lists import Agency, Effect, Purpose
from hub.terms.nameless import SheetState, Sitting, Table

BOTH = frozenset({Agency.JOBCENTER.value, Agency.JUGENDAMT.value})
"""Whose officers may read what happened at a table of both."""


@dataclass(frozen=True, repr=False)
class Found:
    """The meeting, the topic at which somebody sits, and how its sheet stands."""

    meeting: Meeting
    topic: Topic
    stand: Stand

    def is_open(self, at: datetime) -> bool:
        """Whether something may still be brought: until the end of the day; then a sheet goes (`conference_sheet`)."""
        return self.meeting.state is not MeetingState.CLOSED and legal_day(at) <= legal_day(self.meeting.ends)


@by_rules_in_force
def look_at_table(house: House, sitting: Sitting) -> Table | None:
    """What lies on the table. A sheet is read against its entry, which names the meeting and no family.

    None for who does not sit there, written down; "there is none" and "not yours" are the same (A2).
    """
    found = find_table(house, sitting)
    if found is None:
        return None
    table = _table(found, sitting.at)
    if found.stand.state is not SheetState.SHOWN:
        return table
    ticket = append(house.db, house.writer, entry_at(house, sitting, Event.SHEET_READ))
    sheet = read_sheet(house.db, house.ring, ticket.entry, sitting.principal.id, found.topic.id)
    if sheet is None:
        return _table(find_table(house, sitting) or found, sitting.at)
    return replace(table, sheet=sheet)


@by_rules_in_force
def find_stand(house: House, sitting: Sitting) -> SheetState | None:
    """Whether there is a sheet, and nothing else: for pages that watch whether it was stopped. No entry."""
    found = _find(house, sitting)
    return found.stand.state if found is not None else None


def find_table(house: House, sitting: Sitting) -> Found | None:
    """The topic at which somebody sits; that somebody sits at none of that name is written down."""
    found = _find(house, sitting)
    if found is None:
        append(house.db, house.writer, entry_at(house, sitting, Event.DENIED, Effect.DENY))
    return found


def stand_of(house: House, sitting: Sitting, topic: Topic) -> Stand | None:
    """How a topic stands now to one of those who sit there."""
    return load_stand(house.db, sitting.principal.id, topic.id)


def entry_at(house: House, sitting: Sitting, event: Event, effect: Effect = Effect.PERMIT) -> Entry:
    """An entry of an act at the table: the meeting, and about no family."""
    who, digest = sitting.principal, house.policies.digest
    return Entry(
        id=EntryId(new_id()),
        event=event,
        at=sitting.at,
        principal=who,
        effect=effect,
        policies=digest,
        controllers=BOTH | {who.agency.value} if effect is Effect.PERMIT else frozenset({who.agency.value}),
        purpose=Purpose.CASE_CONFERENCE,
        subject={},
        access={
            "purpose": Purpose.CASE_CONFERENCE,
            "action": "nameless",
            "agency": who.agency,
            "role": who.role,
            "at": sitting.at.isoformat(timespec="milliseconds"),
            "meeting": sitting.meeting,
        },
        decision={"effect": effect, "policies": digest},
    )


def _find(house: House, sitting: Sitting) -> Found | None:
    meetings = load_meetings(house.db, house.ring, (sitting.principal.id, sitting.at), sitting.meeting)
    for meeting in meetings:
        topic = meeting.topic(sitting.position)
        if meeting.kind is MeetingKind.NAMELESS and topic is not None:
            stand = stand_of(house, sitting, topic)
            return Found(meeting, topic, stand) if stand is not None else None
    return None


def _table(found: Found, at: datetime) -> Table:
    return Table(
        meeting=found.meeting.number,
        position=found.topic.position,
        topics=tuple(one.position for one in found.meeting.topics),
        state=found.stand.state,
        is_own=found.stand.is_own,
        is_open=found.is_open(at),
        stopped_at=found.stand.stopped_at,
    )
