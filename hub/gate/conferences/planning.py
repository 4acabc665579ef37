"""Planning a conference: kept whole with an entry for each of its families, or not at all.

About whom one may plan is what one may see for a conference; whom one may ask to come works with that family or is of
it. A family that is not there and one that is none of theirs have one answer, and a refusal is written down.
"""

from dataclasses import replace
from datetime import datetime

from hub.db.errors import CellChanged, DatabaseUnavailable, NotYours, ThereAlready
from hub.gate.anew import begun_anew
from hub.gate.conferences.plans import Plan, faults_of, moderator_of, named_in
from hub.gate.conferences.reasons import told_by_reasons
from hub.gate.conferences.seating import entries_of, is_same, meeting_of
from hub.gate.conferences.tables import advisers, choices_of, lay_table, may_plan, name_families, refuse_families
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.errors import NumberTaken
from hub.record.conferences.store import Planned, bring_meeting, load_meetings, save_meeting, take_meeting_number
from hub.record.endings.store import load_used
from hub.terms.conference_plans import NO_FAMILY, MeetingWish, PlanFault, PlanOutcome, PlanView
from hub.terms.conferences import Meeting, MeetingKind
from hub.terms.ids import FamilyNumber
from hub.terms.principals import Principal

TRIES = 8


@by_rules_in_force
def look_at_choices(house: House, principal: Principal, numbers: tuple[FamilyNumber, ...], at: datetime) -> PlanView:
    """Who can be asked to come for each of these families, with the names of its people; of others nothing.

    Four statements, one without any family; whoever wanted a family of others is written down as refused.
    """
    if not may_plan(house, principal):
        return PlanView()
    if not numbers:
        return PlanView({NO_FAMILY: advisers(house, principal, at)})
    table, names = name_families(house, principal, numbers, at)
    refuse_families(house, table)
    found = choices_of(house, table)
    return PlanView({number: replace(one, projection=names[number]) for number, one in found.items()})


@by_rules_in_force
def plan_meeting(house: House, principal: Principal, wish: MeetingWish, at: datetime) -> PlanOutcome:
    """Keep a plan, new or changed. Raises LedgerUnavailable and DatabaseUnavailable: then nothing was kept."""
    refused = _look_through(house, principal, wish, at)
    if refused is not None:
        return refused
    for _ in range(TRIES):
        try:
            return _plan_once(house, principal, wish, at)
        except NumberTaken:  # somebody wrote about one of the families meanwhile
            continue
        except CellChanged:
            return PlanOutcome(faults=((0, PlanFault.CHANGED),))
        except NotYours:  # one of its topics is hidden from them
            return PlanOutcome(faults=((0, PlanFault.FAMILY),))
    raise DatabaseUnavailable("these families keep changing")


@begun_anew
def _look_through(house: House, principal: Principal, wish: MeetingWish, at: datetime) -> PlanOutcome | None:
    """What stands there already, or is wrong; reasons are held against the record once, before anything is kept."""
    plan = _prepare(house, principal, wish, at)
    if isinstance(plan, PlanOutcome):
        return plan
    meeting = meeting_of(plan)
    is_sent = wish.key and not wish.number
    there = bring_meeting(house.db, house.ring, (principal.id, at), meeting.id) if is_sent else None
    return _answer_again(there, meeting) if there else told_by_reasons(house, principal, meeting, at)


def _plan_once(house: House, principal: Principal, wish: MeetingWish, at: datetime) -> PlanOutcome:
    plan = _prepare(house, principal, wish, at)
    if isinstance(plan, PlanOutcome):
        return plan
    meeting = meeting_of(plan)
    try:
        return PlanOutcome(_keep(house, plan, meeting))
    except ThereAlready:
        return _answer_again(bring_meeting(house.db, house.ring, (principal.id, at), meeting.id), meeting)


def _keep(house: House, plan: Plan, meeting: Meeting) -> str:
    with house.db.begin() as tx:
        number = meeting.number or take_meeting_number(tx, plan.wish.starts)
        entries = tuple(entries_of(house, plan, replace(meeting, number=number)))
        for entry in entries:
            append(tx, house.writer, entry)
        ids = [entry.id for entry in entries]
        save_meeting(tx, house.ring, ids, replace(meeting, number=number), _planned(plan, meeting))
    return number


def _answer_again(there: Meeting | None, meeting: Meeting) -> PlanOutcome:
    """The form was sent before: what stands there is the answer, unless it says something else, or is hidden now."""
    is_there = there is not None and is_same(there, meeting)
    return PlanOutcome(there.number) if there and is_there else PlanOutcome(faults=((0, PlanFault.SENT),))


def _before(house: House, principal: Principal, wish: MeetingWish, at: datetime) -> Meeting | None:
    """What stands there, for whoever runs it."""
    if wish.number is None:
        return None
    found = load_meetings(house.db, house.ring, (principal.id, at), wish.number)
    return found[0] if found and found[0].runs(principal.id) else None


def _prepare(house: House, principal: Principal, wish: MeetingWish, at: datetime) -> Plan | PlanOutcome:
    """The plan beside what stands there; or what is wrong with it: who wanted a family of others is written down."""
    before = _before(house, principal, wish, at)
    if not may_plan(house, principal) or (wish.number is not None and before is None):
        return PlanOutcome(faults=((0, PlanFault.FAMILY),))
    plan = _beside(house, principal, wish, before, at)
    faults = tuple(faults_of(plan))
    if faults:
        refuse_families(house, plan.table)
        return PlanOutcome(faults=faults, named=named_in(plan))
    return plan


def _beside(house: House, principal: Principal, wish: MeetingWish, before: Meeting | None, at: datetime) -> Plan:
    old = [one.family for one in before.topics if one.family] if before else []
    wanted = [one.number for one in wish.topics if one.number]
    table = lay_table(house, principal, [*wanted, *old], at)
    choices = choices_of(house, table)
    if wish.kind is MeetingKind.NAMELESS:
        choices = {NO_FAMILY: advisers(house, principal, at)}
    used = load_used(house.db, (principal.id, at), before.id) if before else ()
    return Plan(wish, before, table, choices, principal, at, used)


def _planned(plan: Plan, meeting: Meeting) -> Planned:
    moderator = moderator_of(plan)
    assert moderator is not None
    return Planned(plan.principal.id, meeting.agency, moderator[1], plan.at)
