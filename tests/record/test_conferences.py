"""Conferences as the database keeps them: who is told of what, and whose words open where."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from hub.db.database import Database
from hub.db.errors import CellChanged, DatabaseRefused, NotThere, NotYours
from hub.gate.house import House
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.record.conferences.store import (
    Planned,
    bring_meeting,
    load_invitable,
    load_meetings,
    load_meetings_of_person,
    save_meeting,
    take_meeting_number,
)
from hub.record.keys import Keyring
from hub.terms.conferences import GuestFunction, Meeting, MeetingKind, MeetingState, Seat, SeatKind, Topic
from hub.terms.ids import EntryId, FamilyNumber, PersonId, new_id
from hub.terms.lists import Agency
from tests.attacks.by_hand import entry_of, family_id
from tests.kreis import F01, Kreis

F02, F12 = FamilyNumber("FAM-2025-007"), FamilyNumber("FAM-2025-018")
REASON = "Wie es nach dem Sommer weitergeht"


def test_somebody_at_one_topic_is_told_nothing_of_the_others(kreis: Kreis) -> None:
    """U12 sits at the topic of F01 alone: no number, no reason, no seat of another family comes out."""
    kept = _keep(kreis, _meeting(kreis))

    [seen] = load_meetings(*_whose(kreis, "provider"), (kreis.principal("U12").id, kreis.at))
    [whole] = load_meetings(*_whose(kreis, "jobcenter"), (kreis.principal("U01").id, kreis.at))

    assert [F01] == [topic.family for topic in seen.topics]
    assert REASON == seen.topics[0].reason
    assert "Raum 2.14" == seen.place
    assert [F01, F02] == [topic.family for topic in whole.topics]
    assert kept == whole.number
    assert () == load_meetings(*_whose(kreis, "jugendamt"), (kreis.principal("U08").id, kreis.at))


def test_the_family_is_told_who_comes_to_its_own_topic(kreis: Kreis) -> None:
    """With the names of colleagues and guests; whoever does not sit there is told of nothing."""
    _keep(kreis, _meeting(kreis))

    [seen] = load_meetings_of_person(*_whose(kreis, "family"), _person(kreis, "F01-1"))

    assert [F01] == [topic.family for topic in seen.topics]
    names = [seat.name for seat in seen.topics[0].seats]
    assert ["Jonas Kranichfeld", "Ronja Haubentaucher", "", "Frau Lindenblatt"] == names
    assert () == load_meetings_of_person(*_whose(kreis, "family"), _person(kreis, "F02-1"))


def test_words_are_sealed_only_for_those_who_are_meant(kreis: Kreis) -> None:
    """The provider sits at the first topic: of the second no box is there for it, nor for the family's process."""
    _keep(kreis, _meeting(kreis))

    rows = kreis.superuser().execute(
        "select k.position, w.holder, w.box from conference.words w left join conference.topic k"
        " on k.tenant_id = w.tenant_id and k.id = w.topic"
    )
    boxes = rows.fetchall()

    assert {"family", "jobcenter", "provider"} == {holder for place, holder, _ in boxes if place == 1}
    assert {"jobcenter"} == {holder for place, holder, _ in boxes if place == 2}
    assert not [box for _, _, box in boxes if b"Linden" in box or b"Sommer" in box]
    assert 1 == len({len(box) for _, _, box in boxes})


def test_a_change_that_knew_an_older_version_is_refused_whole(kreis: Kreis) -> None:
    """The second of two who change at once is told so; what the first kept stands."""
    _keep(kreis, _meeting(kreis))
    [first] = load_meetings(*_whose(kreis, "jobcenter"), (kreis.principal("U01").id, kreis.at))
    _keep(kreis, replace(first, place="Raum 1"))

    with pytest.raises(CellChanged):
        _keep(kreis, replace(first, place="Raum 2", topics=first.topics[:1]), families=(F01, F02))

    [now] = load_meetings(*_whose(kreis, "jobcenter"), (kreis.principal("U01").id, kreis.at))
    assert ("Raum 1", 2, 2) == (now.place, now.version, len(now.topics))


def test_seats_that_stay_keep_their_ids(kreis: Kreis) -> None:
    """What hangs on a seat, such as who came when, survives another order of the table."""
    _keep(kreis, _meeting(kreis))
    [first] = load_meetings(*_whose(kreis, "jobcenter"), (kreis.principal("U01").id, kreis.at))
    topic = replace(first.topics[0], seats=first.topics[0].seats[:0:-1])

    _keep(kreis, replace(first, topics=(topic,)), families=(F01, F02))

    [now] = load_meetings(*_whose(kreis, "jobcenter"), (kreis.principal("U01").id, kreis.at))
    assert [seat.id for seat in topic.seats] == [seat.id for seat in now.topics[0].seats]


def test_nobody_plans_about_a_family_that_is_none_of_theirs(kreis: Kreis) -> None:
    """The database looks: U01 has nothing to do with F12, whatever entry stands beside the change."""
    foreign = Topic(new_id(), 1, F12, "", (), family_id=family_id(kreis.superuser(), F12))

    with pytest.raises(NotYours):
        _keep(kreis, replace(_meeting(kreis), topics=(foreign,)))


def test_a_person_of_another_family_takes_no_seat(kreis: Kreis) -> None:
    """Whoever sits there as somebody of the family is of that family."""
    meeting = _meeting(kreis)
    stranger = Seat(new_id(), SeatKind.PERSON, person=_person(kreis, "F02-1"))

    with pytest.raises(NotThere):
        _keep(kreis, replace(meeting, topics=(replace(meeting.topics[0], seats=(stranger,)),)))


def test_without_an_entry_about_each_family_nothing_is_kept(kreis: Kreis) -> None:
    """An entry about one family does not pay for another."""
    with pytest.raises(DatabaseRefused, match="HB012"):
        _keep(kreis, _meeting(kreis), families=(F01,))


def test_a_meeting_is_brought_by_its_id_to_whoever_has_part_in_it(kreis: Kreis) -> None:
    """To who sits at one topic that topic; whoever has no seat and planned nothing is brought nothing."""
    meeting = _meeting(kreis)
    _keep(kreis, meeting)

    brought = _brought(kreis, "U01", meeting)
    seen = _brought(kreis, "U12", meeting)

    assert brought is not None
    assert [F01, F02] == [topic.family for topic in brought.topics]
    assert [Agency.JOBCENTER, Agency.PROVIDER, Agency.FAMILY, None] == [one.agency for one in brought.topics[0].seats]
    assert seen is not None
    assert [F01] == [topic.family for topic in seen.topics]
    assert [None, None] == [_brought(kreis, ref, meeting) for ref in ("U02", "U07")]


def _brought(kreis: Kreis, ref: str, meeting: Meeting) -> Meeting | None:
    who = kreis.principal(ref)
    return bring_meeting(*_whose(kreis, who.agency.value), (who.id, kreis.at), meeting.id)


def test_whom_one_can_invite_works_with_the_family(kreis: Kreis) -> None:
    """At both agencies and the provider; for a family that is none of one's own nobody is told."""
    house, mine = kreis.house("jobcenter"), kreis.principal("U01").id
    families = [family_id(kreis.superuser(), number) for number in (F01, F12)]

    found = load_invitable(house.db, mine, families, kreis.at)

    assert {families[0]} == {family for family, _ in found}
    assert ["U01", "U06", "U07", "U12", "U13"] == sorted(one.ref for _, one in found)


def _meeting(kreis: Kreis) -> Meeting:
    mine, helper = kreis.principal("U01"), kreis.principal("U12")
    seats = (
        Seat(new_id(), SeatKind.STAFF, staff=mine.id, role="jobcoach", who=mine),
        Seat(new_id(), SeatKind.STAFF, staff=helper.id, role="provider_worker", who=helper),
        Seat(new_id(), SeatKind.PERSON, person=_person(kreis, "F01-1"), who=replace(mine, agency=Agency.FAMILY)),
        Seat(new_id(), SeatKind.GUEST, guest=GuestFunction.SCHOOL, name="Frau Lindenblatt"),
    )
    own = (Seat(new_id(), SeatKind.STAFF, staff=mine.id, role="jobcoach", who=mine),)
    topics = (
        Topic(new_id(), 1, F01, REASON, seats, family_id=family_id(kreis.superuser(), F01)),
        Topic(new_id(), 2, F02, "Zweites", own, family_id=family_id(kreis.superuser(), F02)),
    )
    starts = kreis.at + timedelta(days=8)
    ends = starts + timedelta(hours=2)
    return Meeting(new_id(), "", MeetingKind.CASE, starts, ends, "Raum 2.14", mine.id, MeetingState.PLANNED, 0, topics)


def _keep(kreis: Kreis, meeting: Meeting, families: Sequence[FamilyNumber] = ()) -> str:
    house, mine = kreis.house("jobcenter"), kreis.principal("U01")
    about = families or [one.family for one in meeting.topics if one.family]
    entries = [entry_of(kreis, "jobcenter", Event.CONFERENCE_PLANNED, number) for number in about]
    with house.db.begin() as tx:
        kept: list[EntryId] = [append(tx, house.writer, entry).entry for entry in entries]
        if not meeting.number:
            meeting = replace(meeting, number=take_meeting_number(tx, kreis.at))
        save_meeting(tx, house.ring, kept, meeting, Planned(mine.id, mine.agency, mine.agency, kreis.at))
    return meeting.number


def _whose(kreis: Kreis, group: str) -> tuple[Database, Keyring]:
    house: House = kreis.house(group)
    return house.db, house.ring


def _person(kreis: Kreis, ref: str) -> PersonId:
    [(found,)] = kreis.superuser().execute("select person_id::text from core.person where ref = %s", (ref,)).fetchall()
    return PersonId(found)
