"""What a process remembers of a family is what the database would say now: it is asked each time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from hub.consent.papers import Withdrawal
from hub.gate.consents import TakenBack, take_withdrawal
from hub.gate.contribute import contribute
from hub.terms.access import AccessRequest, Act
from hub.terms.changes import CellChange, Source
from hub.terms.ids import CellId, FieldId, new_id
from hub.terms.lists import Agency, Level, Owner, Purpose
from tests.kreis import F01

VERSION = "select record_version from core.family where number = %s"
CHANGED = "update core.family set record_version = record_version + 1 where number = %s"
OUTLINE = "update core.family set staff_related = true where number = %s"


@pytest.fixture
def open_by_others(kreis):
    """`open_by_others()`: what the Jugendamt's process shows, having seen the family before."""
    kreis.open("U07")
    return lambda: {value.field for value in kreis.open("U07").projection.shown}


def _contribute(kreis, field):
    who = kreis.principal("U01")
    person = next(iter(kreis.open("U01").projection.people))
    one = CellChange(
        CellId(new_id()),
        0,
        FieldId(field),
        frozenset({person}),
        Owner.JOBCENTER,
        {Level.FULL: "neu"},
        Source.PERSON,
        date(2026, 11, 16),
        who.id,
        entry=7,
    )
    request = AccessRequest(who, (who,), Act.CONTRIBUTE, Purpose.SGB2_INTEGRATION, F01, kreis.at)
    contribute(kreis.house("jobcenter"), request, [one])
    return one.cell


def test_the_outline_is_sent_once_and_again_after_a_change(kreis):
    """The same version: nothing travels. Another: everything, though nobody in this process changed it."""
    first = kreis.open("U01")
    known = kreis.house("jobcenter").known.get(F01)

    again = kreis.open("U01")
    same = kreis.house("jobcenter").known.get(F01)
    kreis.superuser().execute(CHANGED, (F01,))
    kreis.open("U01")

    assert known is same is not kreis.house("jobcenter").known.get(F01)
    assert first.projection.shown == again.projection.shown


def test_a_value_that_one_agency_adds_is_there_for_the_other_at_once(kreis):
    """Its process remembers the family from before, and asks whether that still holds."""
    kreis.open("U07")

    cell = _contribute(kreis, "sgb2_coop_plan_goal")

    assert cell in {value.cell for value in kreis.open("U07").projection.shown}


def test_a_withdrawal_at_one_agency_closes_the_windows_of_the_other_at_once(kreis, open_by_others):
    """What the process remembers of the papers is not what counts (D27)."""
    before = open_by_others()
    by = next(person for person, ref in kreis.open("U07").projection.people.items() if ref == "F01-1")
    withdrawal = Withdrawal(by, kreis.at - timedelta(seconds=1), Agency.JOBCENTER, kreis.at)

    take_withdrawal(kreis.house("jobcenter"), kreis.principal("U01"), kreis.at, TakenBack(F01, "C03", withdrawal))

    assert "sgb2_benefit_status" in before
    assert "sgb2_benefit_status" not in open_by_others()


def test_every_change_with_an_entry_about_a_family_has_a_version_of_its_own(kreis):
    """Two at once count twice: nobody remembers one of them as the other."""
    [(before,)] = kreis.superuser().execute(VERSION, (F01,)).fetchall()
    for who in ("U01", "U07"):
        kreis.open(who)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda field: _contribute(kreis, field), ["sgb2_coop_plan_goal", "sgb2_training_search"]))

    [(after,)] = kreis.superuser().execute(VERSION, (F01,)).fetchall()
    assert before + 2 <= after


def test_looks_do_not_raise_the_version(kreis):
    """Only what changes something does; else the outline would travel at every second look."""
    kreis.open("U01")
    [(before,)] = kreis.superuser().execute(VERSION, (F01,)).fetchall()

    for _ in range(3):
        kreis.open("U07")

    assert [(before,)] == kreis.superuser().execute(VERSION, (F01,)).fetchall()


def test_what_changes_without_a_version_is_not_seen_and_nobody_but_the_superuser_can(kreis):
    """The functions that write are the only way, and each passes the check that raises the version."""
    kreis.open("U01")

    kreis.superuser().execute(OUTLINE, (F01,))

    assert not kreis.house("jobcenter").known.get(F01).outline.family.staff_related
    kreis.superuser().execute(CHANGED, (F01,))
    kreis.open("U01")
    assert kreis.house("jobcenter").known.get(F01).outline.family.staff_related
