"""A seat lets nobody know more than they may today: excluded, after the end of a help, after the end of FAM."""

from datetime import date, timedelta

import pytest

from hub.conference.planning import Conferences
from hub.gate.conferences.calling_off import end_meeting
from hub.terms.conference_ends import EndFault, EndWish
from hub.terms.conference_plans import MeetingWish, PlanFault, TopicWish
from hub.terms.conferences import Meeting, MeetingKind, MeetingState
from hub.terms.ids import FamilyNumber
from tests.conference.tables import Scribe, lay_table, sentence
from tests.gate.held import planned
from tests.gate.test_erasing_records import end_fam
from tests.kreis import F01, Kreis

F02 = FamilyNumber("FAM-2025-007")
PLANNER = "U06"
"""Runs the meeting without a seat at it."""


def _table(kreis: Kreis) -> Meeting:
    return planned(kreis, {F01: ["U01", "U07", "U12"], F02: ["U01", "U07"]}, PLANNER)


def _sees(kreis: Kreis, ref: str) -> list[FamilyNumber | None]:
    """Of which families somebody finds a topic in their list."""
    principal = kreis.principal(ref)
    view = Conferences(kreis.house(principal.agency.value)).show(principal, kreis.at)
    return [topic.family for one in view.meetings for topic in one.topics]


def _asks(kreis: Kreis, ref: str, meeting: Meeting) -> list[object]:
    """What a process that was taken over gets out of the functions, whatever its pages would do."""
    who = kreis.principal(ref)
    db, day = kreis.connect(f"hub_{who.agency.value}"), kreis.at.date()
    rows = db.execute("select conference.of_staff(%s, %s, null, %s)", (who.id, meeting.number, day)).fetchall()
    told: list[object] = [topic["family"] for (document,) in rows for topic in document["topics"]]
    for topic in meeting.topics:
        [(minutes,)] = db.execute("select conference.minutes_of(%s, %s, %s)", (who.id, topic.id, day)).fetchall()
        told += [minutes] if minutes else []
    until = kreis.at + timedelta(days=30)
    rows = db.execute("select number from conference.coming(%s, %s, %s, %s)", (who.id, kreis.at, until, day)).fetchall()
    return told + [number for (number,) in rows]


def exclude(kreis: Kreis, ref: str, number: FamilyNumber = F01) -> None:
    kreis.superuser().execute(
        "insert into identity.conflict (tenant_id, staff_id, family_id, ground, declared_at)"
        " select f.tenant_id, %s, f.family_id, 'bias', now() from core.family f where number = %s",
        (kreis.principal(ref).id, number),
    )


def _end_help(kreis: Kreis, ref: str) -> None:
    """Their work with F01 ended yesterday."""
    until = kreis.at.date() - timedelta(days=1)
    kreis.superuser().execute(
        "update identity.assignment set until = %s where staff_id = %s"
        " and family_id = (select family_id from core.family where number = %s)",
        (until, kreis.principal(ref).id, F01),
    )


@pytest.mark.parametrize("ref", ["U01", "U07", PLANNER])
def test_who_is_excluded_after_the_planning_is_told_nothing_of_that_family(kreis: Kreis, ref: str) -> None:
    """Number, reason, who comes: whether they sit there or run it; of the other family as before (A13)."""
    meeting = _table(kreis)
    assert [F01, F02] == _sees(kreis, ref)

    exclude(kreis, ref)

    assert [F02] == _sees(kreis, ref)
    assert [F02, meeting.number] == _asks(kreis, ref, meeting)
    kreis.at += timedelta(days=1)
    assert [F02] == _asks(kreis, ref, meeting)


def test_of_a_meeting_about_that_family_alone_nothing_is_left(kreis: Kreis) -> None:
    """Not that there is one, neither in a list nor among what comes up."""
    meeting = planned(kreis, {F01: ["U01", "U07"]}, PLANNER)

    exclude(kreis, PLANNER)

    assert [] == _sees(kreis, PLANNER)
    assert [] == _asks(kreis, PLANNER, meeting)


def test_who_is_excluded_from_one_family_of_a_meeting_neither_changes_it_nor_calls_it_off(kreis: Kreis) -> None:
    """It would take the hidden topic along: the answer is that of a meeting that they do not run."""
    number = _table(kreis).number
    room, who, starts = Conferences(kreis.house("jobcenter")), kreis.principal(PLANNER), kreis.at + timedelta(days=8)
    topic = TopicWish(F02, "Wie es weitergeht", ("U01", "U07"))
    wish = MeetingWish(MeetingKind.CASE, starts, starts + timedelta(hours=1), "Raum 1", PLANNER, (topic,), number, 1)

    exclude(kreis, PLANNER)

    assert ((0, PlanFault.FAMILY),) == room.plan(who, wish, kreis.at).faults
    off = EndWish(number, 1, MeetingState.CANCELLED)
    assert EndFault.UNKNOWN is end_meeting(kreis.house("jobcenter"), who, off, kreis.at)
    assert [F01, F02] == _sees(kreis, "U07")


def test_who_is_excluded_neither_reads_nor_writes_nor_confirms_minutes(kreis: Kreis) -> None:
    """They sat there and wrote some of it."""
    wanted = lay_table(kreis)
    mine, asd = Scribe(kreis, "U01", wanted), Scribe(kreis, "U07", wanted)
    mine.saves(sentence("Der Morgenplan bleibt."))
    version = asd.opens().kept.version

    exclude(kreis, "U01")

    assert mine.opens() is None
    mine.saves(sentence("Noch etwas."), version=version)
    with pytest.raises(LookupError):
        mine.confirms(version)
    assert [("result", "Der Morgenplan bleibt.")] == asd.reads()


def test_a_provider_whose_order_ended_is_told_nothing_of_talks_that_are_over(kreis: Kreis) -> None:
    """U12 sat there; the day after, with the help the seat is over too (D28). While it runs they read of it."""
    meeting = _table(kreis)
    kreis.at += timedelta(days=1)
    assert [F01] == _asks(kreis, "U12", meeting)

    _end_help(kreis, "U12")

    assert [] == _asks(kreis, "U12", meeting)


def test_a_colleague_of_the_agencies_still_closes_the_talk_while_fam_runs(kreis: Kreis) -> None:
    """Who handed the case on confirms what they sat at."""
    meeting = _table(kreis)
    kreis.at += timedelta(days=1)

    _end_help(kreis, "U07")

    assert [F01, F02] == _asks(kreis, "U07", meeting)


def test_after_the_end_of_fam_a_talk_is_known_to_those_whose_case_it_is(kreis: Kreis) -> None:
    """Through the last day to all who sat there; then not to who planned it, and not to who handed it on (G2)."""
    meeting = _table(kreis)
    _end_help(kreis, PLANNER)
    end_fam(kreis, kreis.at.date().isoformat())
    assert [F01, F02] == _sees(kreis, PLANNER)
    kreis.at += timedelta(days=1)

    assert [F02] == _asks(kreis, PLANNER, meeting)
    assert [F01, F02] == _asks(kreis, "U07", meeting)
    _end_help(kreis, "U07")
    assert [F02] == _asks(kreis, "U07", meeting)


def test_after_the_end_of_fam_no_planner_is_told_who_works_with_the_family_at_the_other_agency(kreis: Kreis) -> None:
    """Though papers of before still stand; through the last day they are (decision 23)."""
    end_fam(kreis, kreis.at.date().isoformat())
    assert {"U01", "U07"} <= _colleagues(kreis, kreis.at.date())

    after = _colleagues(kreis, kreis.at.date() + timedelta(days=1))

    assert "U01" in after
    assert not after & {"U07", "U12"}


def _colleagues(kreis: Kreis, day: date) -> set[str]:
    rows = kreis.connect("hub_jobcenter").execute(
        "select ref from conference.colleagues(%s, array(select %s::uuid), %s)",
        (kreis.principal("U01").id, _family(kreis), day),
    )
    return {ref for (ref,) in rows}


def _family(kreis: Kreis) -> object:
    [(family,)] = kreis.superuser().execute("select family_id from core.family where number = %s", (F01,)).fetchall()
    return family
