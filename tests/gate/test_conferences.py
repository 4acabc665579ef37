"""Conferences at the gate: who may plan about whom, who learns of them, and what stands in the log."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from hub.conference.planning import Conferences
from hub.terms.conference_plans import NO_FAMILY, GuestWish, MeetingWish, PlanFault, TopicWish
from hub.terms.conferences import GuestFunction, Meeting, MeetingKind, SeatKind
from hub.terms.ids import FamilyNumber
from hub.terms.principals import Principal
from tests.gate.held import planned
from tests.kreis import F01, NOWHERE, Kreis, cases_of

F02, F12 = FamilyNumber("FAM-2025-007"), FamilyNumber("FAM-2025-018")
TABLE = ("U01", "U07", "U12", "F01-1")
TEACHER = GuestWish(GuestFunction.SCHOOL, "Frau Lindenblatt")


def test_a_plan_is_kept_and_each_side_is_told_of_its_own_topics(kreis: Kreis) -> None:
    """K-35 as it is planned: U12 hears of F01 alone, Sandra of her own topic, U08 of nothing."""
    number = _plan(kreis, "U01", _wish(kreis, _topic(F01), _topic(F02, ("U01", "U07"))))

    mine = _find(kreis, "U01", number)
    theirs = _find(kreis, "U12", number)

    assert mine is not None
    assert [F01, F02] == [one.family for one in mine.topics]
    assert theirs is not None
    assert [F01] == [one.family for one in theirs.topics]
    assert _find(kreis, "U08", number) is None
    own = _room(kreis, "family").own(_account(kreis, "sandra.ahornwald"), kreis.at)
    assert [(number, [F01])] == [(one.number, [topic.family for topic in one.topics]) for one in own.meetings]


@pytest.mark.parametrize("foreign", [F12, NOWHERE])
def test_about_a_family_of_others_nothing_is_planned(kreis: Kreis, foreign: FamilyNumber) -> None:
    """Not there and not theirs: one answer, and the refusal stands in the log."""
    before = len(_events(kreis))

    outcome = _room(kreis, "jobcenter").plan(kreis.principal("U01"), _wish(kreis, _topic(foreign, ("U01",))), kreis.at)

    assert ((1, PlanFault.FAMILY),) == outcome.faults
    assert "access.denied" in _events(kreis)[before:]
    assert "conference.planned" not in _events(kreis)


@pytest.mark.parametrize("stranger", ["U08", "U05", "F02-1", "F01-9", ""])
def test_nobody_is_asked_to_come_who_does_not_work_with_the_family(kreis: Kreis, stranger: str) -> None:
    """Nor anybody of another family: a reference that was made up finds nobody."""
    outcome = _room(kreis, "jobcenter").plan(
        kreis.principal("U01"), _wish(kreis, _topic(F01, ("U01", stranger))), kreis.at
    )

    assert ((1, PlanFault.PEOPLE),) == outcome.faults


@pytest.mark.parametrize("people", [("U01",), ("U06",), ()])
def test_a_case_conference_without_both_agencies_is_not_planned(kreis: Kreis, people: tuple[str, ...]) -> None:
    """Each of the two confirms the minutes: at every topic somebody of each works with the family."""
    room, mine = _room(kreis, "jobcenter"), kreis.principal("U01")

    alone = room.plan(mine, _wish(kreis, _topic(F01), _topic(F02, people)), kreis.at)

    assert ((2, PlanFault.AGENCIES),) == alone.faults


@pytest.mark.parametrize("people", [("U07", "F01-1"), ("U06", "U07")])
def test_whoever_moderates_is_there_for_their_agency(kreis: Kreis, people: tuple[str, ...]) -> None:
    """Ticked at the topic or not: they have part in its minutes."""
    assert _plan(kreis, "U01", _wish(kreis, _topic(F01, people)))


def test_a_provider_plans_nothing(kreis: Kreis) -> None:
    """It is asked to come; the table of functions lets the two agencies plan."""
    room, helper = _room(kreis, "provider"), kreis.principal("U12")

    assert not room.may_plan(helper)
    assert ((0, PlanFault.FAMILY),) == room.plan(helper, _wish(kreis, _topic(F01)), kreis.at).faults
    assert {} == room.choices(helper, [F01], kreis.at).choices


def test_of_one_form_sent_many_times_at_once_one_plan_is_kept(kreis: Kreis) -> None:
    """All are answered with its number, and its families have one entry of it."""
    wish = replace(_wish(kreis, _topic(F01)), key="a" * 32)
    room, planner = _room(kreis, "jobcenter"), kreis.principal("U01")

    with ThreadPoolExecutor(4) as at_once:
        numbers = {one.number for one in at_once.map(lambda _: room.plan(planner, wish, kreis.at), range(8))}

    assert ["K-2026-001"] == list(numbers)
    assert 1 == _events(kreis).count("conference.planned")
    theirs = _room(kreis, "jugendamt").plan(kreis.principal("U07"), replace(wish, moderator="U07"), kreis.at)
    assert "K-2026-002" == theirs.number


def test_only_who_runs_it_changes_it(kreis: Kreis) -> None:
    """U07 sits there and reads it; to change it is not theirs, as if it were not there."""
    number = _plan(kreis, "U01", _wish(kreis, _topic(F01)))
    wish = replace(_wish(kreis, _topic(F01)), number=number, version=1, moderator="U07")

    outcome = _room(kreis, "jugendamt").plan(kreis.principal("U07"), wish, kreis.at)

    assert ((0, PlanFault.FAMILY),) == outcome.faults


def test_of_two_changes_of_one_version_the_second_is_told(kreis: Kreis) -> None:
    """Nothing of it is kept."""
    number = _plan(kreis, "U01", _wish(kreis, _topic(F01)))
    changed = replace(_wish(kreis, _topic(F01)), number=number, version=1)
    _plan(kreis, "U01", replace(changed, place="Raum 1"))

    outcome = _room(kreis, "jobcenter").plan(kreis.principal("U01"), replace(changed, place="Raum 2"), kreis.at)

    assert ((0, PlanFault.CHANGED),) == outcome.faults
    found = _find(kreis, "U01", number)
    assert found is not None
    assert ("Raum 1", 2) == (found.place, found.version)


def test_a_moderator_of_the_other_agency_goes_on_with_the_plan(kreis: Kreis) -> None:
    """U07 moderates what U01 planned, reads the place, and may change it."""
    number = _plan(kreis, "U01", replace(_wish(kreis, _topic(F01)), moderator="U07"))
    wish = replace(_wish(kreis, _topic(F01)), number=number, version=1, moderator="U07", place="Jugendamt")

    assert number == _plan(kreis, "U07", wish)
    found = _find(kreis, "U01", number)
    assert found is not None
    assert "Jugendamt" == found.place


def test_a_help_plan_needs_the_jugendamt_and_a_jobcoach(kreis: Kreis) -> None:
    """§ 36 SGB VIII is the Jugendamt's; without a Jobcoach it is none of FAM."""
    room, mine = _room(kreis, "jugendamt"), kreis.principal("U07")
    wish = replace(_wish(kreis, _topic(F01, ("U07", "U12"))), kind=MeetingKind.HELP_PLAN, moderator="U07")

    assert ((1, PlanFault.HELP_PLAN),) == room.plan(mine, wish, kreis.at).faults
    assert room.plan(mine, replace(wish, topics=(_topic(F01, ("U07", "U01")),)), kreis.at).number


def test_without_names_no_family_is_named_and_nobody_of_one_comes(kreis: Kreis) -> None:
    """K-33: colleagues of both agencies; its entry is about no family."""
    wish = replace(_wish(kreis, TopicWish(None, "Familie A", ("U01", "U07", "U03"))), kind=MeetingKind.NAMELESS)
    number = _plan(kreis, "U01", wish)

    found = _find(kreis, "U03", number)

    assert found is not None
    assert [None] == [one.family for one in found.topics]
    named = replace(wish, topics=(_topic(F01),))
    assert ((1, PlanFault.NAMELESS),) == _room(kreis, "jobcenter").plan(kreis.principal("U01"), named, kreis.at).faults
    [about] = kreis.superuser().execute("select family_id from ledger.index where event = 'conference.planned'")
    assert (None,) == about
    refs = {
        one.ref
        for one in _room(kreis, "jobcenter").choices(kreis.principal("U01"), (), kreis.at).choices[NO_FAMILY].colleagues
    }
    assert {"U01", "U07", "U03", "U09"} <= refs
    assert not refs & {"U12", "U16", "U18", "U19"}


def test_every_family_has_its_own_entry_of_the_plan_and_of_each_change(kreis: Kreis) -> None:
    """Also the one that is spoken of no longer; the entry names functions and no person of the staff."""
    number = _plan(kreis, "U01", _wish(kreis, _topic(F01), _topic(F02, ("U01", "U07"))))
    found = _find(kreis, "U01", number)
    assert found is not None
    wish = replace(_wish(kreis, replace(_topic(F01), id=found.topics[0].id)), number=number, version=1)

    _plan(kreis, "U01", wish)

    rows = kreis.superuser().execute(
        "select i.event, f.number from ledger.index i join core.family f using (tenant_id, family_id)"
        " where i.event like 'conference.%' order by 1 desc, 2"
    )
    planned, changed = "conference.planned", "conference.changed"
    assert [(planned, F01), (planned, F02), (changed, F01), (changed, F02)] == rows.fetchall()


def test_who_stays_keeps_the_seat_and_guests_keep_theirs(kreis: Kreis) -> None:
    """By which the room knows later who came."""
    number = _plan(kreis, "U01", _wish(kreis, _topic(F01)))
    first = _find(kreis, "U01", number)
    assert first is not None
    topic = first.topics[0]
    guest = next(one for one in topic.seats if one.kind is SeatKind.GUEST)
    wanted = replace(
        _topic(F01, ("U07", "U01")), id=topic.id, guests=(replace(TEACHER, id=guest.id, name="Frau Linde"),)
    )

    _plan(kreis, "U01", replace(_wish(kreis, wanted), number=number, version=1))

    now = _find(kreis, "U01", number)
    assert now is not None
    before = {one.id for one in topic.seats if one.name in ("Jonas Kranichfeld", "Henrike Steinkauz")} | {guest.id}
    assert before == {one.id for one in now.topics[0].seats}
    assert "Frau Linde" in [one.name for one in now.topics[0].seats]


def test_the_list_costs_as_much_for_many_meetings_as_for_one(kreis: Kreis) -> None:
    """Names of all families come in one statement."""
    _plan(kreis, "U06", replace(_wish(kreis, _topic(F01)), moderator="U06"))
    one = _statements(kreis, "U06")
    planned(kreis, {number: ["U06"] for number in cases_of("U06")[:6]})

    assert 4 == one == _statements(kreis, "U06")


def _statements(kreis: Kreis, ref: str) -> int:
    room, mine = _room(kreis, "jobcenter"), kreis.principal(ref)
    room.show(mine, kreis.at)
    kreis.statements.clear()
    room.show(mine, kreis.at)
    return len(kreis.statements)


def _topic(number: FamilyNumber, people: Sequence[str] = TABLE) -> TopicWish:
    return TopicWish(number, "Wie es weitergeht", tuple(people), (TEACHER,))


def _wish(kreis: Kreis, *topics: TopicWish) -> MeetingWish:
    starts = kreis.at + timedelta(days=8)
    return MeetingWish(MeetingKind.CASE, starts, starts + timedelta(hours=2), "Raum 2.14", "U01", topics)


def _plan(kreis: Kreis, ref: str, wish: MeetingWish) -> str:
    principal = kreis.principal(ref)
    outcome = _room(kreis, principal.agency.value).plan(principal, wish, kreis.at)
    assert () == outcome.faults
    assert outcome.number is not None
    return outcome.number


def _find(kreis: Kreis, ref: str, number: str) -> Meeting | None:
    principal = kreis.principal(ref)
    found = _room(kreis, principal.agency.value).find(principal, number, kreis.at).meetings
    return found[0] if found else None


def _room(kreis: Kreis, group: str) -> Conferences:
    return Conferences(kreis.house(group))


def _account(kreis: Kreis, subject: str) -> Principal:
    return kreis.principal(subject, "family")


def _events(kreis: Kreis) -> list[str]:
    rows = kreis.superuser().execute("select event from ledger.index order by entry_id")
    return [event for (event,) in rows]
