"""Who has to be told that data came from the other agency, and that they were (Art. 14 GDPR, D31)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hub.casework.information import Information
from hub.terms.clock import legal_day, months_later
from hub.terms.ids import FamilyNumber
from hub.terms.information import HandedFault, HandedWish
from hub.terms.lists import Agency, Category, Effect, Purpose, Role
from hub.terms.parts import Wanted
from tests.attacks.families import withdraw
from tests.kreis import F01
from tests.whole import assert_ledger_is_whole

PLANNING = Purpose.FAM_JOINT_SUPPORT
DAY = date(2026, 11, 16)


def _open(kreis, ref="U07", number=F01, purpose=PLANNING):
    principal = kreis.principal(ref)
    desk = Information(kreis.house(principal.agency.value), {})
    return desk.open(principal, Wanted(FamilyNumber(number), purpose), kreis.at)


def _mark(kreis, sheets, day=DAY, ref="U07"):
    principal = kreis.principal(ref)
    desk = Information(kreis.house(principal.agency.value), {})
    wish = HandedWish(F01, PLANNING, tuple(one.key for one in sheets), day)
    return desk.mark(principal, wish, kreis.at)


def _by_person(view, kreis):
    refs = view.disclosure.projection.people
    return {(refs[one.person], one.agency): one for one in view.sheets}


def test_before_anybody_looked_nothing_is_due(kreis):
    """A consent alone is no look."""
    assert () == _open(kreis).sheets


def test_the_first_look_across_makes_a_sheet_due_for_each_person(kreis):
    """U01 looks: C01 opened it about Sandra, C02 about her children; due within a month, by function and no name."""
    kreis.open("U01")

    sheets = _by_person(_open(kreis), kreis)
    sandra = sheets["F01-1", Agency.JOBCENTER]

    assert {("F01-1", Agency.JOBCENTER), ("F01-2", Agency.JOBCENTER), ("F01-3", Agency.JOBCENTER)} == set(sheets)
    assert (True, date(2026, 12, 16), kreis.at) == (sandra.is_due, sandra.due_by, sandra.first_at)
    assert ((Role.JOBCOACH,), (PLANNING,), ("C01",)) == (sandra.roles, sandra.purposes, sandra.consents)
    assert Agency.JUGENDAMT in sandra.owners
    assert Category.HELP_TYPE in sandra.categories
    assert Category.HEALTH not in sandra.categories
    assert Category.HELP_TYPE not in sheets["F01-2", Agency.JOBCENTER].categories
    assert ("C02",) == sheets["F01-2", Agency.JOBCENTER].consents


def test_a_look_at_the_own_part_makes_nothing_due(kreis):
    """For an own task no consent opens anything."""
    kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)

    assert () == _open(kreis).sheets


def test_both_agencies_have_to_tell_of_their_own_looks(kreis):
    """The ASD's first look, too."""
    kreis.open("U07")
    kreis.open("U01")

    assert {Agency.JOBCENTER, Agency.JUGENDAMT} == {one.agency for one in _open(kreis, "U01").sheets}


def test_handing_over_is_kept_as_an_act_and_ends_what_is_due(kreis):
    """With its entry in the ledger; the sheets stay to be read."""
    kreis.open("U01")
    sheets = _open(kreis).sheets

    assert () == _mark(kreis, sheets)

    after = _open(kreis).sheets
    assert [False] * 3 == [one.is_due for one in after]
    assert {DAY} == {one.handed_on for one in after}
    rows = kreis.superuser().execute(
        "select i.event, count(*) from consent.informed n join ledger.index i using (tenant_id, entry_id) group by 1"
    )
    assert [("consent.informed", 3)] == rows.fetchall()
    assert_ledger_is_whole(kreis.superuser(), kreis.keys)


@pytest.mark.parametrize(("ref", "events"), [("U07", ["consent.informed"]), ("U08", [])])
def test_handing_over_reads_nothing_of_anybody(kreis, ref, events):
    """It is one entry, of the act; whose family it is not, does nothing."""
    kreis.open("U01")
    sheets, superuser = _open(kreis).sheets, kreis.superuser()
    before = set(superuser.execute("select entry_id, event from ledger.index").fetchall())

    faults = _mark(kreis, sheets, ref=ref)

    after = set(superuser.execute("select entry_id, event from ledger.index").fetchall())
    assert events == [event for _, event in after - before]
    assert bool(faults) is not bool(events)


def test_marking_one_leaves_the_others_due(kreis):
    """Everybody is told of their own."""
    kreis.open("U01")
    first, *rest = _open(kreis).sheets

    assert () == _mark(kreis, [first])

    assert {one.key for one in rest} == {one.key for one in _open(kreis).sheets if one.is_due}


def test_another_purpose_is_told_of_anew(kreis):
    """What was read for a conference was on no sheet about planning."""
    kreis.open("U01")
    _mark(kreis, _open(kreis).sheets)
    later = replace(kreis, at=kreis.at + timedelta(hours=1))
    later.open("U01", purpose=Purpose.CASE_CONFERENCE)

    sheets = _open(later).sheets

    assert all(one.is_due and one.first_at == later.at and one.handed_on == DAY for one in sheets)
    assert all(one.purposes == (PLANNING, Purpose.CASE_CONFERENCE) for one in sheets)


def test_a_withdrawal_does_not_take_away_the_duty_to_tell(kreis):
    """What was read was read (D28)."""
    kreis.open("U01")
    withdraw(replace(kreis, at=kreis.at + timedelta(hours=1)), "C01", "F01-1")

    later = replace(kreis, at=kreis.at + timedelta(hours=2))

    assert ("F01-1", Agency.JOBCENTER) in _by_person(_open(later), later)


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        (None, HandedFault.DAY),
        (date(2026, 11, 17), HandedFault.FUTURE),
        (date(2026, 11, 15), HandedFault.BEFORE_THE_LOOK),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_is_kept(kreis, day, fault):
    """Half of it is never kept either."""
    kreis.open("U01")
    sheets = _open(kreis).sheets

    assert (fault,) == _mark(kreis, sheets, day)
    assert all(one.is_due for one in _open(kreis).sheets)


def test_marking_what_is_not_due_marks_nothing(kreis):
    """A sheet of before something more was seen is another sheet; and the second click finds nothing."""
    kreis.open("U01")
    sheets = _open(kreis).sheets
    _mark(kreis, sheets)

    assert (HandedFault.NOBODY,) == _mark(kreis, sheets)


@pytest.mark.parametrize(("ref", "purpose"), [("U05", Purpose.LIVELIHOOD), ("U03", PLANNING)])
def test_whoever_may_not_look_at_consents_is_refused(kreis, ref, purpose):
    """Like a family that is not theirs; nothing is told."""
    kreis.open("U01")

    view = _open(kreis, ref, purpose=purpose)

    assert view.disclosure.effect is Effect.DENY
    assert () == view.sheets


def test_it_takes_as_many_statements_for_more_sheets(kreis):
    """Six, whatever the family's size."""
    _open(kreis)
    kreis.statements.clear()
    _open(kreis)
    before = len(kreis.statements)
    kreis.open("U01")
    kreis.statements.clear()

    _open(kreis)

    assert before == len(kreis.statements)


def test_a_month_ends_with_the_month():
    """First seen on 31 January, due on 28 February (§ 188 Abs. 3 BGB)."""
    assert date(2027, 2, 28) == months_later(legal_day(datetime(2027, 1, 31, 9, tzinfo=UTC)), 1)
