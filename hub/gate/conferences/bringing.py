"""Conferences as a load file brings them: each whole, with an entry for each of its families. What is there stays."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from hub.db.database import Transaction
from hub.gate.conferences.bringing_minutes import bring_minutes
from hub.gate.conferences.plans import begins
from hub.gate.conferences.tables import PURPOSE
from hub.gate.house import House
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.ledger.store import next_seq
from hub.record.conferences.store import Loadable, Planned, load_loadable, save_meeting
from hub.terms.conference_plans import NO_FAMILY, Brought, TopicWish
from hub.terms.conferences import Meeting, Seat, SeatKind, Topic
from hub.terms.ids import EntryId, StaffId, new_id
from hub.terms.lists import Agency, Owner, Role
from hub.terms.principals import Principal


class NotAsPlanned(RuntimeError):
    """Meetings name families or people that are not there: `faults` say where. Nothing is kept."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("meetings name somebody who is not there")
        self.faults = tuple(faults)


def bring_meetings(
    house: House, tx: Transaction, principal: Principal, at: datetime, brought: Sequence[Brought]
) -> int:
    """Add those that are not there yet; how many. Raises NotAsPlanned."""
    numbers = [topic.number for one in brought for topic in one.wish.topics if topic.number]
    known = load_loadable(tx, [one.number for one in brought], numbers)
    news = [one for one in brought if one.number not in known.there]
    faults = [fault for one in news for fault in _faults(one, known)]
    if faults:
        raise NotAsPlanned(faults)
    for one in news:
        _bring(house, tx, (principal, at), one, known)
    return len(news)


def _faults(one: Brought, known: Loadable) -> Iterator[str]:
    for place, topic in enumerate(one.wish.topics):
        where = f"{one.place_in_file}.topics[{place}]"
        if topic.number is not None and topic.number not in known.families:
            yield f"{where}.family: no such family, here or in the hub"
            continue
        people = known.families[topic.number][1] if topic.number else {}
        if any(ref not in one.staff and ref not in people for ref in topic.people):
            yield f"{where}.persons: not of that family"


def _bring(house: House, tx: Transaction, arriving: tuple[Principal, datetime], one: Brought, known: Loadable) -> None:
    wish, moderator = one.wish, one.staff[one.wish.moderator]
    meeting = Meeting(
        id=new_id(),
        number=one.number,
        kind=wish.kind,
        starts=wish.starts,
        ends=wish.ends,
        place=wish.place,
        moderator=moderator.id,
        state=one.state,
        version=0,
        topics=tuple(
            replace(_topic(one, place, topic, known), starts=starts)
            for place, (topic, starts) in enumerate(zip(wish.topics, begins(wish), strict=True), 1)
        ),
        agency=moderator.agency,
    )
    entries = [_write_down(house, tx, arriving, meeting, topic) for topic in meeting.topics]
    planned = Planned(moderator.id, moderator.agency, moderator.agency, arriving[1])
    save_meeting(tx, house.ring, entries, meeting, planned)
    faults = [
        fault
        for place in range(len(wish.topics))
        for fault in _minutes(house, tx, arriving, (one, meeting, place), known)
    ]
    if faults:
        raise NotAsPlanned(faults)


def _minutes(
    house: House,
    tx: Transaction,
    arriving: tuple[Principal, datetime],
    about: tuple[Brought, Meeting, int],
    known: Loadable,
) -> Iterator[str]:
    """The minutes of one topic, if there are any; where a value is not there, nothing of the file is kept."""
    one, meeting, place = about
    topic, told = meeting.topics[place], one.wish.topics[place].minutes
    if told is None or topic.family is None:
        return
    people = known.families[topic.family][1]
    for line in bring_minutes(house, tx, arriving, (meeting, topic, people), told):
        yield f"{one.place_in_file}.topics[{place}].minutes.lines[{line}]: no such joint value in that family"


def _write_down(
    house: House, tx: Transaction, arriving: tuple[Principal, datetime], meeting: Meeting, topic: Topic
) -> EntryId:
    told = {"conference": meeting.number, "kind": meeting.kind, "starts": meeting.starts.isoformat(timespec="minutes")}
    number, owners = topic.family or NO_FAMILY, frozenset({Owner.JOINT})
    touched = Touched(Event.CONFERENCE_PLANNED, number, owners=owners, purpose=PURPOSE, details=told)
    entry = change(EntryId(new_id()), *arriving, house.policies.digest, touched)
    seq = next_seq(tx, topic.family_id) if topic.family_id else 1
    append(tx, house.writer, replace(entry, family=topic.family_id, family_seq=seq))
    return entry.id


def _topic(one: Brought, place: int, wanted: TopicWish, known: Loadable) -> Topic:
    family, people = known.families[wanted.number] if wanted.number else (None, {})
    seats = [
        Seat(new_id(), SeatKind.STAFF, staff=one.staff[ref].id, role=one.staff[ref].role, who=one.staff[ref])
        if ref in one.staff
        else Seat(
            new_id(),
            SeatKind.PERSON,
            person=people[ref],
            who=Principal(StaffId(people[ref]), ref, Role.RELATIVE, Agency.FAMILY),
        )
        for ref in wanted.people
    ]
    guests = [Seat(new_id(), SeatKind.GUEST, guest=guest.function, name=guest.name) for guest in wanted.guests]
    return Topic(
        new_id(), place, wanted.number, wanted.reason, (*seats, *guests), family_id=family, duration=wanted.duration
    )
