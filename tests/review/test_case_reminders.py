"""Days of cases: shown at the desk, brought to mind once by the clerk, over when the case moves on."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest

from hub.main.noticing import read_days
from hub.review.cases.reminding.passing import remind
from hub.terms.case_dues import DueKind
from hub.terms.case_words import CaseKind, Result, StepKind, StepReason, TellFamily
from hub.terms.cases import Board, Opening
from hub.terms.clock import legal_day
from hub.terms.lists import Agency
from tests.kreis import ROOT, Kreis
from tests.review.at_cases import Seat, looks_of, plant, seat

DAYS = read_days(ROOT)
STICHTAG = date(2026, 11, 16)


@pytest.fixture
def officer(kreis: Kreis) -> Seat:
    """The data protection officer at the desk of the Jobcenter."""
    return seat(kreis, "U16", agency=Agency.JOBCENTER)


def _remind(kreis: Kreis, day: date | None = None) -> int:
    at = kreis.at if day is None else datetime.fromisoformat(f"{day}T18:00:00+01:00")
    return remind(kreis.house("clerk"), DAYS, at)


def _board(officer: Seat) -> Board:
    return officer.cases.board(officer.principal, officer.session, officer.kreis.at)


def _days(officer: Seat) -> list[tuple[DueKind, date]]:
    board = _board(officer)
    return [(due.kind, due.day) for due in DAYS.all(board.cases, board.waiting)]


def _line(kreis: Kreis, officer: Seat):
    opening = Opening(CaseKind.LINE, entries=tuple(looks_of(kreis, "U01", 1)))
    return officer.read(officer.cases.open(officer.principal, officer.session, opening, kreis.at))


def test_a_use_in_an_emergency_has_three_working_days_before_and_after_it_is_a_case(kreis, officer):
    """From the use, not from the case (E8); it ends with a result, and other rules have no such day."""
    hit = plant(kreis, looks_of(kreis, "U01", 1), rule="emergency")
    plant(kreis, looks_of(kreis, "U01", 1))

    before = _days(officer)
    case = officer.read(officer.open(hit))
    opened = _days(officer)
    officer.take(case, StepKind.CLOSED, result=Result.PLAUSIBLE, reason=StepReason.CONTEXT)

    assert [(DueKind.EMERGENCY, date(2026, 11, 19))] == before
    assert [(DueKind.EMERGENCY, date(2026, 11, 19)), (DueKind.WAITING, date(2026, 11, 23))] == opened
    assert [] == _days(officer)


def test_a_case_that_stands_still_is_brought_to_mind_after_five_working_days(kreis, officer):
    """A step begins them anew; the clerk reminds from the working day before, and once."""
    case = _line(kreis, officer)

    early, first, again = (_remind(kreis, day) for day in (date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23)))
    kreis.at += timedelta(days=7)
    officer.take(case, StepKind.REVIEWED)

    assert (0, 1, 0) == (early, first, again)
    assert [(DueKind.WAITING, date(2026, 11, 30))] == _days(officer)
    assert 1 == _remind(kreis, date(2026, 11, 27))


def test_the_person_asked_has_their_days_and_then_it_goes_on(kreis, officer):
    """Five working days, in which nothing else is due."""
    case = officer.read(officer.open(plant(kreis, looks_of(kreis, "U04", 1))))
    officer.take(case, StepKind.ASKED)

    assert [(DueKind.ANSWER, date(2026, 11, 23))] == _days(officer)


def test_what_is_told_later_comes_back_on_its_day_though_the_case_is_closed(kreis, officer):
    """Nobody has to think of it."""
    case = officer.read(officer.open(plant(kreis, looks_of(kreis, "U01", 1))))
    officer.plausible(case)
    later = {"told": TellFamily.LATER, "told_on": date(2026, 12, 1), "reason": StepReason.PROTECTION}
    assert officer.take(officer.read(case.id), StepKind.TOLD, **later) is None

    assert [(DueKind.TELL, date(2026, 12, 1))] == _days(officer)
    assert (0, 1) == (_remind(kreis, date(2026, 11, 27)), _remind(kreis, date(2026, 11, 30)))


def test_an_officer_is_reminded_until_the_case_moves_on_and_nobody_else_is(kreis, officer):
    """One word at the start page, for officers of the controllers of the case."""
    hit = plant(kreis, looks_of(kreis, "U01", 1), rule="emergency")
    council = seat(kreis, "U17", agency=Agency.JOBCENTER)
    assert not officer.cases.is_reminded(officer.session)

    assert 1 == _remind(kreis, date(2026, 11, 18))

    assert officer.cases.is_reminded(officer.session)
    assert not council.cases.is_reminded(council.session)
    case = officer.read(officer.open(hit))
    _remind(kreis, date(2026, 11, 18))
    assert officer.cases.is_reminded(officer.session)
    officer.take(case, StepKind.CLOSED, result=Result.PLAUSIBLE, reason=StepReason.CONTEXT)
    assert not officer.cases.is_reminded(officer.session)


def test_two_clerks_at_once_remind_once(kreis, officer):
    """And each reminder is an entry that names the case and its day, and no person and no family."""
    _line(kreis, officer)
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda _: _remind(kreis, date(2026, 11, 23)), range(2)))

    superuser = kreis.superuser()
    assert [(1,)] == superuser.execute("select count(*) from review.reminder").fetchall()
    named = superuser.execute("select family_id, pseudonym from ledger.index where event = 'case.reminded'").fetchall()
    assert {(None, "N-00")} == {*named}


def test_reminders_go_with_their_case(kreis, officer):
    """Nothing of a case that was erased is left in them."""
    case = _line(kreis, officer)
    _remind(kreis, date(2026, 11, 23))

    kreis.superuser().execute("delete from review.case_step where case_id = %s", (case.id,))
    kreis.superuser().execute("delete from review.case_file where case_id = %s", (case.id,))

    assert [(0,)] == kreis.superuser().execute("select count(*) from review.reminder").fetchall()
    assert STICHTAG == legal_day(kreis.at)
