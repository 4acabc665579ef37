"""A plan as it is kept: the meeting with its seats, and an entry for each of its families."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from hub.gate.conferences.plans import Plan, begins, moderator_of
from hub.gate.conferences.tables import PURPOSE, Table
from hub.gate.house import House
from hub.ledger.entry import Entry, Event, Touched, change
from hub.terms.conference_plans import NO_FAMILY, Choice, Guest, GuestWish, TopicWish
from hub.terms.conferences import Meeting, MeetingState, Seat, SeatKind, Topic
from hub.terms.ids import EntryId, PersonId, StaffId, new_id
from hub.terms.lists import Agency, Owner, Role
from hub.terms.principals import Principal

_OWNERS = {Agency.JOBCENTER: Owner.JOBCENTER, Agency.JUGENDAMT: Owner.JUGENDAMT, Agency.PROVIDER: Owner.PROVIDER}


def meeting_of(plan: Plan) -> Meeting:
    """The meeting that is wanted; of a plan without faults."""
    wish, moderator = plan.wish, moderator_of(plan)
    assert moderator is not None
    before = plan.before
    return Meeting(
        id=before.id if before else _id_of(plan),
        number=before.number if before else "",
        kind=wish.kind,
        starts=wish.starts,
        ends=wish.ends,
        place=wish.place,
        moderator=moderator[0],
        state=MeetingState.PLANNED,
        version=wish.version if before else 0,
        topics=tuple(
            _topic(plan, place, one, starts)
            for place, (one, starts) in enumerate(zip(wish.topics, begins(wish), strict=True), 1)
        ),
        agency=before.agency if before else plan.principal.agency,
        planned_by=before.planned_by if before else plan.principal.id,
    )


def _id_of(plan: Plan) -> str:
    """One form makes one meeting, however often it is sent; nobody can name the form of somebody else."""
    return str(uuid5(UUID(plan.principal.id), plan.wish.key)) if plan.wish.key else new_id()


def is_same(one: Meeting, other: Meeting) -> bool:
    """Both say the same: what a form says of a plan, and nothing that the hub adds."""
    return _said(one) == _said(other)


def _said(one: Meeting) -> tuple[object, ...]:
    topics = [(topic.family, topic.reason, sorted(map(_sits, topic.seats))) for topic in one.topics]
    return one.kind, one.starts, one.ends, one.place, one.moderator, topics


def _sits(seat: Seat) -> tuple[str, str]:
    return str(seat.staff or seat.person or seat.guest), seat.name if seat.guest else ""


def _topic(plan: Plan, place: int, wanted: TopicWish, starts: datetime | None) -> Topic:
    was = plan.topics_before.get(wanted.id)
    stays = was is not None and was.family == wanted.number
    candidate = plan.table.candidates.get(wanted.number) if wanted.number else None
    return Topic(
        id=was.id if was and stays else new_id(),
        position=place,
        family=wanted.number,
        reason=wanted.reason,
        seats=tuple(_seats(plan, wanted, was.seats if was and stays else ())),
        starts=starts,
        duration=wanted.duration,
        family_id=candidate.facts.ties.family if candidate else None,
    )


def _seats(plan: Plan, wanted: TopicWish, before: tuple[Seat, ...]) -> Iterator[Seat]:
    """Colleagues first, then the family, then guests; whoever sat there keeps the seat."""
    choice = plan.choice(wanted) or Choice(NO_FAMILY)
    old = {one.ref: one for one in before if one.who}
    colleagues = {one.ref: one for one in choice.colleagues}
    people = {ref: person for person, ref in choice.people.items()}
    for ref in sorted(wanted.people, key=lambda one: (one in people, one)):
        if ref in old:
            yield old[ref]
        elif ref in colleagues:
            yield _of_colleague(colleagues[ref])
        else:
            yield _of_person(ref, people[ref])
    ids = {one.id for one in before if one.kind is SeatKind.GUEST}
    for guest in wanted.guests:
        yield _of_guest(guest, ids)


def _of_colleague(one: Guest) -> Seat:
    who = Principal(one.id, one.ref, one.role, one.agency)
    return Seat(new_id(), SeatKind.STAFF, staff=one.id, role=one.role, name=one.name, who=who)


def _of_person(ref: str, person: PersonId) -> Seat:
    who = Principal(StaffId(person), ref, Role.RELATIVE, Agency.FAMILY)
    return Seat(new_id(), SeatKind.PERSON, person=person, who=who)


def _of_guest(one: GuestWish, before: set[str]) -> Seat:
    return Seat(one.id if one.id in before else new_id(), SeatKind.GUEST, guest=one.function, name=one.name)


def entries_of(house: House, plan: Plan, meeting: Meeting) -> Iterator[Entry]:
    """One for each family that is spoken of, or was to be; without names one that is about nobody."""
    event = Event.CONFERENCE_CHANGED if plan.before else Event.CONFERENCE_PLANNED
    topics = {one.family: one for one in (*(plan.before.topics if plan.before else ()), *meeting.topics)}
    now = {one.family for one in meeting.topics}
    moved = (
        {} if not plan.before or plan.before.starts == meeting.starts else {"moved_from": _minute(plan.before.starts)}
    )
    for number, topic in topics.items():
        told = {
            "conference": meeting.number,
            "kind": meeting.kind,
            "starts": _minute(meeting.starts),
            "seats": sorted(_called(one) for one in topic.seats) if number in now else [],
            **moved,
        }
        persons = frozenset(one.person for one in topic.seats if one.person) if number in now else frozenset()
        owners = owners_of(topic)
        touched = Touched(event, number or NO_FAMILY, persons=persons, owners=owners, purpose=PURPOSE, details=told)
        yield entry_about(house, plan.table, touched)


def owners_of(topic: Topic) -> frozenset[Owner]:
    """Whose log an entry about it stands in: of all who sit there."""
    return frozenset(_OWNERS[one.agency] for one in topic.seats if one.agency in _OWNERS)


def entry_about(house: House, table: Table, touched: Touched) -> Entry:
    """An entry of whoever laid the table, about one of its families; or about none, without names."""
    asker = table.asker
    entry = change(EntryId(new_id()), asker.principal, asker.at, house.policies.digest, touched)
    one = table.candidates.get(touched.number)
    return replace(entry, family=one.facts.ties.family, family_seq=one.facts.ties.next_seq) if one else entry


def _minute(at: datetime) -> str:
    return at.isoformat(timespec="minutes")


def _called(one: Seat) -> str:
    """What the log calls a seat: a function, never a name."""
    if one.kind is SeatKind.GUEST:
        return f"guest:{one.guest}"
    return one.role or "family" if one.kind is SeatKind.STAFF else "family"
