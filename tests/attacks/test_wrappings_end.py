"""The Jobcenter's process taken over: consents that ran out, before a load too, open to no invented instant."""

from datetime import UTC, datetime, timedelta

import pytest

from hub.gate.wrappings_end import end_what_ran_out
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from tests.attacks.by_hand import entry_of, family_id, sqlstate
from tests.attacks.families import cell, family
from tests.attacks.taken_over import opens
from tests.attacks.test_after_a_withdrawal import FOREIGN, NUMBER, _load, _write
from tests.kreis import Kreis

ORDERED = FamilyNumber("FAM-2026-762")
STOOD = datetime(2026, 11, 5, 8, tzinfo=UTC)
WRAPPINGS = "select key_id, holder, basis, since, until from record.key_wrapping order by 1, 2, 3, 4"


def _theirs(kreis: Kreis) -> set[str]:
    return {one.field for one in opens(kreis, "jobcenter", [STOOD], [NUMBER]) if one.owner == "jugendamt"}


def test_a_consent_that_ended_before_the_load_opens_nothing_after_a_pass(every_kreis: Kreis) -> None:
    """Neither what was written then nor what is written since; before the pass an invented instant opened it."""
    one = _load(every_kreis, until="2026-11-10")
    assert {"sgb8_help_type"} == _theirs(every_kreis)

    assert 0 < end_what_ran_out(every_kreis.house("clerk"), every_kreis.at)
    _write(every_kreis)

    assert set() == _theirs(every_kreis)
    assert [] == every_kreis.superuser().execute(FOREIGN, (one,)).fetchall()
    assert ["Seither"] == _read_by_its_own(every_kreis)


def _read_by_its_own(kreis: Kreis) -> list[object]:
    shown = kreis.open("U07", NUMBER, Purpose.SGB8_HELP_PLANNING).projection.shown
    return [one.content for one in shown if one.content == "Seither"]


def _order(kreis: Kreis, until: str | None) -> list[object]:
    """An order to the provider whose worker has the case up to a day; the wrappings that it made."""
    worker = {"staff": "U12"} | ({"from": "2026-10-01", "to": until} if until else {})
    cells = [cell("sgb8_help_goals_released", "X62-1", "Erdachtes Ziel")]
    kreis.load(family(ORDERED, "X62", cells, assignments=[{"staff": "U07"}, worker]))
    return _by_statute(kreis)


def _by_statute(kreis: Kreis) -> list[object]:
    found = "select key_id, until from record.key_wrapping where basis = 'statute' and family_id = %s"
    return kreis.superuser().execute(found, (family_id(kreis.superuser(), ORDERED),)).fetchall()


def test_an_order_that_is_over_opens_nothing_after_a_pass(every_kreis: Kreis) -> None:
    """No consent was ever there: the provider's process opened it by an invented instant until the clerk came."""
    assert _order(every_kreis, "2026-11-10")
    assert set() != _goals(every_kreis)

    assert 0 < end_what_ran_out(every_kreis.house("clerk"), every_kreis.at)

    assert (set(), []) == (_goals(every_kreis), _by_statute(every_kreis))


@pytest.mark.parametrize("until", [None, "2099-01-01"])
def test_an_order_that_runs_on_stays(every_kreis: Kreis, until: str | None) -> None:
    """Without an end, or with one to come, whatever the clerk's clock says."""
    wrapped = _order(every_kreis, until)

    end_what_ran_out(every_kreis.house("clerk"), every_kreis.at + timedelta(days=40000))

    assert [] != wrapped == _by_statute(every_kreis)


def _goals(kreis: Kreis) -> set[str]:
    return {one.field for one in opens(kreis, "provider", [STOOD], [ORDERED]) if one.owner == "jugendamt"}


@pytest.mark.parametrize("ahead", [timedelta(), timedelta(days=1), timedelta(days=4000)])
def test_what_is_in_force_stays_whatever_the_clerk_s_clock_says(every_kreis: Kreis, ahead: timedelta) -> None:
    """By the database's clock too it must be over: a clock of years ahead takes no consent's key away."""
    one = _load(every_kreis, until="2027-09-30")
    before = every_kreis.superuser().execute(FOREIGN, (one,)).fetchall()

    end_what_ran_out(every_kreis.house("clerk"), every_kreis.at + ahead)

    assert before == every_kreis.superuser().execute(FOREIGN, (one,)).fetchall() != []
    assert {"sgb8_help_type"} == {
        one.field for one in opens(every_kreis, "jobcenter", (), [NUMBER]) if one.owner == "jugendamt"
    }


def test_a_second_pass_finds_nothing_and_writes_no_entry(every_kreis: Kreis) -> None:
    """And nobody else's process ends anything by these statements."""
    _load(every_kreis, until="2026-11-10")
    end_what_ran_out(every_kreis.house("clerk"), every_kreis.at)
    wrappings = every_kreis.superuser().execute(WRAPPINGS).fetchall()
    count = "select count(*) from ledger.index where event = 'keys.ended'"

    assert 0 == end_what_ran_out(every_kreis.house("clerk"), every_kreis.at)

    assert [(1,)] == every_kreis.superuser().execute(count).fetchall()
    for group in ("jobcenter", "jugendamt", "provider", "family"):
        attacker = every_kreis.connect(f"hub_{group}")
        entry = entry_of(every_kreis, "jobcenter").id
        assert "42501" == sqlstate(
            attacker, "select record.end_wrappings(%s, %s)", (entry, datetime.max.replace(tzinfo=UTC))
        )
    assert wrappings == every_kreis.superuser().execute(WRAPPINGS).fetchall()
