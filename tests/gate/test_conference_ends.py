"""Conferences are moved and called off, what was used stays, and what comes up is told to whom it is for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hub.conference.holding import Rooms
from hub.conference.planning import Conferences
from hub.terms.conference_ends import DueKind, EndFault, EndWish
from hub.terms.conference_plans import GuestWish, MeetingWish, PlanFault, PlanOutcome, TopicWish
from hub.terms.conferences import GuestFunction, Meeting, MeetingKind, MeetingState
from hub.terms.ids import FamilyNumber
from hub.terms.minutes import MinutesWanted
from hub.terms.rooms import Move, Wish
from tests.conference.tables import Scribe, sentence
from tests.gate.test_seats_end import exclude
from tests.kreis import F01, Kreis

F02 = FamilyNumber("FAM-2025-007")
TEACHER = GuestWish(GuestFunction.SCHOOL, "Frau Lindenblatt")
TABLE = ("U01", "U07", "U12", "F01-1")


def test_a_conference_that_is_called_off_is_so_for_all_and_for_good(kreis: Kreis) -> None:
    """Each family has its entry; nobody is reminded of it, changes it, opens its room or its minutes."""
    number = _planned(kreis)
    assert [number] == [one.number for one in _room(kreis, "U07").due(kreis.principal("U07"), kreis.at)]

    assert _ends(kreis, "U01", number) is None

    assert MeetingState.CANCELLED is _found(kreis, "U07", number).state
    assert () == _room(kreis, "U07").due(kreis.principal("U07"), kreis.at)
    assert ["conference.cancelled"] * 2 == [event for event in _events(kreis) if event == "conference.cancelled"]
    own = _room(kreis, "family").own(kreis.principal("sandra.ahornwald", "family"), kreis.at).meetings
    assert [MeetingState.CANCELLED] == [one.state for one in own]
    assert EndFault.CHANGED is _ends(kreis, "U01", number)
    assert ((0, PlanFault.CHANGED),) == _changes(kreis, number, 2).faults
    assert Rooms(kreis.house("jobcenter")).look(kreis.principal("U01"), number, kreis.at) is None
    assert Scribe(kreis, "U01", MinutesWanted(number, 1)).opens() is None


@pytest.mark.parametrize("who", ["U07", "U08", "U12", "U16"])
def test_only_who_runs_it_calls_it_off(kreis: Kreis, who: str) -> None:
    """Whoever only sits there, and whoever does not, are told the same as of a number that is not there."""
    number = _planned(kreis)

    assert EndFault.UNKNOWN is _ends(kreis, who, number)
    assert EndFault.UNKNOWN is _ends(kreis, who, "K-2026-999")
    assert MeetingState.PLANNED is _found(kreis, "U01", number).state


def test_of_two_who_call_off_and_change_at_once_one_is_told(kreis: Kreis) -> None:
    """The version that was read decides."""
    number = _planned(kreis)
    assert _changes(kreis, number, 1).number

    assert EndFault.CHANGED is _ends(kreis, "U01", number)


def test_with_minutes_it_is_not_called_off_and_the_topic_stays(kreis: Kreis) -> None:
    """What is in the way is named, and nothing is kept."""
    number = _planned(kreis)
    Scribe(kreis, "U01", MinutesWanted(number, 1)).saves(sentence("Der Plan bleibt."))

    outcome = _changes(kreis, number, 1, topics=(TopicWish(F02, "Umgang", ("U01", "U07")),))

    assert EndFault.USED is _ends(kreis, "U01", number)
    assert ((1, PlanFault.TOPIC_MINUTES),) == outcome.faults
    assert {PlanFault.TOPIC_MINUTES: F01} == outcome.named


def test_a_seat_that_was_taken_in_the_room_stays(kreis: Kreis) -> None:
    """A colleague by name; who comes with an account of the family keeps the seat when the plan changes."""
    number = _planned(kreis)
    found = _found(kreis, "U01", number)
    rooms, me = Rooms(kreis.house("jobcenter")), kreis.principal("U01")
    rooms.move(me, Wish(number, Move.OPEN), kreis.at)
    for seat in found.topics[0].seats:
        if seat.ref in ("U07", "F01-1"):
            rooms.move(me, Wish(number, Move.COME, what=seat.id), kreis.at)
    kept = replace(_topics(kreis)[0], id=found.topics[0].id)

    without = _changes(kreis, number, 1, topics=(replace(kept, people=("U01", "U12", "F01-1")),))
    with_all = _changes(kreis, number, 1, topics=(replace(kept, people=("U01", "U07", "F01-1")),))

    assert (1, PlanFault.SEAT_USED) in without.faults
    assert {PlanFault.SEAT_USED: "Henrike Steinkauz"} == without.named
    assert with_all.number == number


def test_who_was_there_and_is_excluded_since_stands_in_no_change_s_way(kreis: Kreis) -> None:
    """Their seat stays, for they were there, and tells them nothing more; a seat anew they are not given."""
    number = _planned(kreis)
    rooms, me = Rooms(kreis.house("jobcenter")), kreis.principal("U01")
    rooms.move(me, Wish(number, Move.OPEN), kreis.at)
    [taken] = [one.id for one in _found(kreis, "U01", number).topics[0].seats if one.ref == "U12"]
    rooms.move(me, Wish(number, Move.COME, what=taken), kreis.at)
    exclude(kreis, "U12", F01)

    moved = _changes(kreis, number, 1, place="Raum 9")

    assert ((), number) == (moved.faults, moved.number)
    assert taken in {one.id for one in _found(kreis, "U01", number).topics[0].seats}
    assert () == _room(kreis, "U12").find(kreis.principal("U12"), number, kreis.at).meetings
    assert _room(kreis, "U01").plan(me, _wish(kreis, _topics(kreis)[0]), kreis.at).number is None


def test_a_moved_conference_says_from_when(kreis: Kreis) -> None:
    """For whoever is invited; a change of anything else says nothing of a move."""
    number = _planned(kreis)
    before = _found(kreis, "U01", number).starts
    assert _found(kreis, "U01", number).moved_from is None

    later = before + timedelta(days=1)
    assert _changes(kreis, number, 1, starts=later, ends=later + timedelta(hours=2)).number
    assert _changes(kreis, number, 2, starts=later, ends=later + timedelta(hours=2), place="Raum 9").number

    own = _room(kreis, "family").own(kreis.principal("sandra.ahornwald", "family"), kreis.at).meetings
    assert [(later, before)] == [(one.starts, one.moved_from) for one in own]


def test_each_topic_begins_when_those_before_it_are_over(kreis: Kreis) -> None:
    """Where it is said how long they take; together no longer than the conference."""
    first, second = _topics(kreis)
    timed = _wish(kreis, replace(first, duration=45), replace(second, duration=75))
    number = _plan(kreis, timed)
    found = _found(kreis, "U01", number)

    assert [found.starts, found.starts + timedelta(minutes=45)] == [one.starts for one in found.topics]
    assert [45, 75] == [one.duration for one in found.topics]
    late = _wish(kreis, replace(first, duration=46), replace(second, duration=75))
    assert ((0, PlanFault.TOO_LONG),) == _room(kreis, "U01").plan(kreis.principal("U01"), late, kreis.at).faults


def test_a_reason_holds_nothing_that_not_all_may_know(kreis: Kreis) -> None:
    """What the planner sees and U12 does not is found as in minutes, and the field is named."""
    secret = "ausbildung zur pflegehelferin in teilzeit"
    topic = replace(_topics(kreis)[0], reason=f"Es geht um: {secret}")

    outcome = _room(kreis, "U01").plan(kreis.principal("U01"), _wish(kreis, topic), kreis.at)

    assert [(1, PlanFault.SPILLED)] == list(outcome.faults)
    assert {PlanFault.SPILLED: "fam_goal"} == outcome.named
    assert "conference.planned" not in _events(kreis)


@pytest.mark.parametrize("said", ["Daniela", "Nesselgrund", "FAM-2026-A05", "am 3.11.", "0000 113001"])
def test_without_names_the_reason_has_none_either(kreis: Kreis, said: str) -> None:
    """Names of the own cases, numbers and days."""
    wish = replace(
        _wish(kreis, TopicWish(None, f"Familie A, {said}", ("U01", "U07", "U03"))), kind=MeetingKind.NAMELESS
    )

    outcome = _room(kreis, "U01").plan(kreis.principal("U01"), wish, kreis.at)

    assert ((1, PlanFault.TRACES),) == outcome.faults
    plain = replace(wish, topics=(replace(wish.topics[0], reason="Familie A"),))
    assert _room(kreis, "U01").plan(kreis.principal("U01"), plain, kreis.at).number


def test_advice_without_names_is_ended_by_its_moderator_once_it_began(kreis: Kreis) -> None:
    """Not before, not by others, and no case conference."""
    wish = replace(_wish(kreis, TopicWish(None, "Familie A", ("U01", "U07", "U03"))), kind=MeetingKind.NAMELESS)
    number, other = _plan(kreis, wish), _planned(kreis)
    begun = wish.starts + timedelta(minutes=5)

    assert EndFault.USED is _ends(kreis, "U01", number, MeetingState.CLOSED)
    assert EndFault.UNKNOWN is _ends(kreis, "U07", number, MeetingState.CLOSED, begun)
    assert EndFault.USED is _ends(kreis, "U01", other, MeetingState.CLOSED, begun)
    assert _ends(kreis, "U01", number, MeetingState.CLOSED, begun) is None
    assert MeetingState.CLOSED is _found(kreis, "U07", number).state


def test_what_comes_up_is_told_to_whoever_sits_there_alone(kreis: Kreis) -> None:
    """Within a week, the nearest first; a week before it is not yet."""
    number = _planned(kreis)

    for ref, wanted in (("U01", [number]), ("U12", [number]), ("U08", []), ("U06", [])):
        assert wanted == [one.number for one in _room(kreis, ref).due(kreis.principal(ref), kreis.at)]
    early = kreis.at - timedelta(days=7)
    assert () == _room(kreis, "U01").due(kreis.principal("U01"), early)


def test_minutes_wait_for_whoever_sat_there_of_the_other_agency(kreis: Kreis) -> None:
    """As soon as one agency confirmed; gone with the yes of the other."""
    number = _planned(kreis)
    jobcoach, asd = (Scribe(kreis, ref, MinutesWanted(number, 1)) for ref in ("U01", "U07"))
    jobcoach.saves(sentence("Der Plan bleibt."))
    assert [] == _waits(kreis, "U07")

    assert jobcoach.confirms() is None

    assert [number] == _waits(kreis, "U07")
    assert [] == [*_waits(kreis, "U01"), *_waits(kreis, "U12"), *_waits(kreis, "U08")]
    assert asd.confirms() is None
    assert [] == _waits(kreis, "U07")


def _waits(kreis: Kreis, ref: str) -> list[str]:
    found = _room(kreis, ref).due(kreis.principal(ref), kreis.at)
    return [one.number for one in found if one.what is DueKind.MINUTES]


def _topics(kreis: Kreis) -> tuple[TopicWish, TopicWish]:
    return TopicWish(F01, "Wie es weitergeht", TABLE, (TEACHER,)), TopicWish(F02, "Umgang", ("U01", "U07"))


def _wish(kreis: Kreis, *topics: TopicWish) -> MeetingWish:
    starts = kreis.at + timedelta(hours=30)
    return MeetingWish(MeetingKind.CASE, starts, starts + timedelta(hours=2), "Raum 1", "U01", topics)


def _planned(kreis: Kreis) -> str:
    return _plan(kreis, _wish(kreis, *_topics(kreis)))


def _plan(kreis: Kreis, wish: MeetingWish) -> str:
    outcome = _room(kreis, "U01").plan(kreis.principal("U01"), wish, kreis.at)
    assert outcome.number is not None, outcome.faults
    return outcome.number


def _changes(kreis: Kreis, number: str, version: int, **more: object) -> PlanOutcome:
    found = _found(kreis, "U01", number)
    topics = tuple(replace(one, id=was.id) for one, was in zip(_topics(kreis), found.topics, strict=True))
    wish = replace(_wish(kreis, *topics), number=number, version=version)
    return _room(kreis, "U01").plan(kreis.principal("U01"), replace(wish, **more), kreis.at)  # type: ignore[arg-type]  # fields of a wish


def _ends(
    kreis: Kreis, ref: str, number: str, state: MeetingState = MeetingState.CANCELLED, at: object = None
) -> EndFault | None:
    return _room(kreis, ref).end(kreis.principal(ref), EndWish(number, 1, state), at or kreis.at)  # type: ignore[arg-type]  # an instant


def _found(kreis: Kreis, ref: str, number: str) -> Meeting:
    [found] = _room(kreis, ref).find(kreis.principal(ref), number, kreis.at).meetings
    return found


def _room(kreis: Kreis, who: str) -> Conferences:
    group = who if who == "family" else kreis.principal(who).agency.value
    return Conferences(kreis.house(group))


def _events(kreis: Kreis) -> list[str]:
    return [event for (event,) in kreis.superuser().execute("select event from ledger.index order by entry_id")]
