"""Whoever wants the proof of consent gone before its day: with the clerk's sign-in past the program, or another's."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from hub.gate.clerk import CLERK
from hub.ledger.about_itself import about_the_log
from hub.ledger.append import append
from hub.ledger.entry import Entry, Event, Segment
from hub.terms.clock import legal_day
from tests.attacks.by_hand import sqlstate
from tests.gate.test_erasing_records import end_fam, erase, loader
from tests.gate.test_proof_ends import ENDED
from tests.kreis import STICHTAG, Kreis

DAY = legal_day(STICHTAG)
THROUGH = DAY - timedelta(days=1)
OVER = date.fromisoformat(ENDED) + timedelta(days=1)
"""What ended before this day is over today."""
ERASE = "select consent.erase_proofs(%s, %s, %s, %s)"
LEFT = "select (select count(*) from consent.paper), (select count(*) from consent.declaration),"
LEFT += (
    " (select count(*) from core.person), (select count(*) from core.holding), (select count(*) from identity.account)"
)
OTHERS = ["jobcenter", "jugendamt", "provider", "family", "oversight", "loader", "sequencer", "signer"]


def _entry(kreis: Kreis, erases: Segment | None = None) -> Entry:
    told = erases or {"rc": "consent_proof", "to": THROUGH.isoformat()}
    made = about_the_log(CLERK, kreis.at, kreis.house("clerk").policies.digest, Event.LOG_ERASED, told)
    return replace(made, erases=told)


def _announce(kreis: Kreis, erases: Segment | None = None) -> str:
    house, entry = kreis.house("clerk"), _entry(kreis, erases)
    append(house.db, house.writer, entry)
    return entry.id


def _left(kreis: Kreis) -> list[tuple[int, ...]]:
    return kreis.superuser().execute(LEFT).fetchall()


def _over(kreis: Kreis, tmp_path: Path, ended: str = ENDED) -> None:
    end_fam(kreis, ended)
    erase(loader(kreis, tmp_path), kreis)


@pytest.mark.parametrize("group", OTHERS)
def test_another_process_destroys_nothing(kreis: Kreis, tmp_path: Path, group: str) -> None:
    """Though it is over, and the clerk's entry says so: neither by the function nor by the tables."""
    _over(kreis, tmp_path)
    entry, before = _announce(kreis), _left(kreis)
    login = kreis.connect(f"hub_{group}")

    assert "42501" == sqlstate(login, ERASE, (entry, OVER, THROUGH, DAY))
    assert "42501" == sqlstate(login, "select consent.overdue_proofs(%s, %s)", (OVER, DAY))
    assert {"42501"} == {sqlstate(login, f"delete from {table}") for table in ("consent.paper", "core.person")}

    assert before == _left(kreis)


@pytest.mark.parametrize(
    ("before", "through", "day"),
    [
        (OVER + timedelta(days=1), DAY, DAY + timedelta(days=1)),  # as if it were tomorrow already
        (OVER + timedelta(days=1), THROUGH, DAY),  # as if a day less were kept
        (DAY, THROUGH, DAY),  # as if nothing were kept
    ],
)
def test_neither_another_day_nor_another_period_is_believed(
    kreis: Kreis, tmp_path: Path, before: date, through: date, day: date
) -> None:
    """On the last day of three years, with an entry of today that says whatever is asked for."""
    _over(kreis, tmp_path, DAY.replace(year=2023).isoformat())
    entry, left = _announce(kreis, {"rc": "consent_proof", "to": through.isoformat()}), _left(kreis)

    assert "HB020" == sqlstate(kreis.connect("hub_clerk"), ERASE, (entry, before, through, day))

    assert left == _left(kreis)


@pytest.mark.parametrize(
    "erases", [{"rc": "conference_room", "to": THROUGH.isoformat()}, {"rc": "consent_proof", "to": "2026-11-01"}]
)
def test_an_entry_that_says_something_else_destroys_nothing(kreis: Kreis, tmp_path: Path, erases: Segment) -> None:
    """Another class, or another day, than what is destroyed."""
    _over(kreis, tmp_path)
    entry, left = _announce(kreis, erases), _left(kreis)

    assert "HB020" == sqlstate(kreis.connect("hub_clerk"), ERASE, (entry, OVER, THROUGH, DAY))

    assert left == _left(kreis)


def test_of_a_family_whose_record_is_there_or_whose_fam_runs_nothing_goes(kreis: Kreis, tmp_path: Path) -> None:
    """Whoever has the clerk's sign-in names no family: which ones are over, the database says."""
    left, entry, login = _left(kreis), _announce(kreis), kreis.connect("hub_clerk")
    assert [(0,)] == login.execute(ERASE, (entry, OVER, THROUGH, DAY)).fetchall()
    end_fam(kreis, ENDED)
    assert [(0,)] == login.execute(ERASE, (entry, OVER, THROUGH, DAY)).fetchall()
    assert left == _left(kreis)

    erase(loader(kreis, tmp_path), kreis)

    assert [(1,)] == login.execute(ERASE, (entry, OVER, THROUGH, DAY)).fetchall()
    assert left != _left(kreis)


def test_nothing_goes_before_the_entry_is_there_for_good(kreis: Kreis, tmp_path: Path) -> None:
    """In the transaction of its own entry, which could be taken back together with what tells of it."""
    _over(kreis, tmp_path)
    house, entry, left = kreis.house("clerk"), _entry(kreis), _left(kreis)

    with pytest.raises(Exception, match="HB021"), house.db.begin() as tx:
        append(tx, house.writer, entry)
        tx.rows(ERASE, (entry.id, OVER, THROUGH, DAY))

    assert left == _left(kreis)
