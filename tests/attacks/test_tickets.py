"""Values come out against a ticket: a committed, recent, unused entry of the same agency. Every other is refused."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hub.gate.contribute import contribute
from hub.ledger.append import append
from hub.ledger.errors import LedgerUnavailable
from hub.terms.ids import FamilyNumber
from tests.attacks.by_hand import aged, entry_of, family_id, forged, read_cells, refused, stored
from tests.attacks.families import cell, change_of, consent, family, withdraw
from tests.kreis import Kreis

OWN = "sgb2_coop_plan_goal"


@pytest.mark.unchanged
def test_an_unknown_ticket_is_refused(every_kreis: Kreis) -> None:
    """Nobody guesses a ticket."""
    assert "HB020" == refused(read_cells, every_kreis.house("jobcenter").db, entry_of(every_kreis, "jobcenter"))


@pytest.mark.unchanged
def test_an_entry_without_a_ticket_is_none(every_kreis: Kreis) -> None:
    """A refusal is an entry too, but opens nothing."""
    house, refusal = every_kreis.house("jobcenter"), every_kreis.open("U04")

    assert "HB020" == refused(read_cells, house.db, replace(entry_of(every_kreis, "jobcenter"), id=refusal.entry))


@pytest.mark.unchanged
def test_a_good_ticket_opens_what_it_names_and_a_second_time_nothing(every_kreis: Kreis) -> None:
    """Once: whoever overhears a ticket is too late."""
    house = every_kreis.house("jobcenter")
    [own] = stored(every_kreis.superuser(), OWN)
    entry = forged(every_kreis, "jobcenter", [own])
    append(house.db, house.writer, entry)

    assert [own.id] == read_cells(house.db, entry)
    assert "HB023" == refused(read_cells, house.db, entry)


@pytest.mark.unchanged
@pytest.mark.parametrize("thief", ["jugendamt", "provider", "family"])
def test_another_agencys_ticket_is_refused(every_kreis: Kreis, thief: str) -> None:
    """The ticket of one agency is worth nothing at another's login."""
    house = every_kreis.house("jobcenter")
    [own] = stored(every_kreis.superuser(), OWN)
    entry = forged(every_kreis, "jobcenter", [own])
    append(house.db, house.writer, entry)

    assert "HB020" == refused(read_cells, every_kreis.house(thief).db, entry)


@pytest.mark.unchanged
def test_a_ticket_of_the_same_transaction_is_refused(every_kreis: Kreis) -> None:
    """What may still be rolled back is not written down."""
    house = every_kreis.house("jobcenter")
    [own] = stored(every_kreis.superuser(), OWN)

    def look_and_roll_back() -> None:
        with house.db.begin() as tx:
            entry = forged(every_kreis, "jobcenter", [own])
            append(tx, house.writer, entry)
            read_cells(tx, entry)

    assert "HB021" == refused(look_and_roll_back)


@pytest.mark.unchanged
def test_nor_is_one_behind_a_savepoint(every_kreis: Kreis) -> None:
    """A released savepoint is not a commit."""
    house = every_kreis.house("jobcenter")
    [own] = stored(every_kreis.superuser(), OWN)

    def look_behind_a_savepoint() -> None:
        with house.db.begin() as tx:
            entry = forged(every_kreis, "jobcenter", [own])
            tx.rows("savepoint here")
            append(tx, house.writer, entry)
            tx.rows("release savepoint here")
            read_cells(tx, entry)

    assert "HB021" == refused(look_behind_a_savepoint)


@pytest.mark.unchanged
def test_a_ticket_of_somebody_elses_open_transaction_is_unknown(every_kreis: Kreis) -> None:
    """Read from another connection, what is not committed is not there."""
    house = every_kreis.house("jobcenter")
    [own] = stored(every_kreis.superuser(), OWN)
    with house.db.begin() as tx:
        entry = forged(every_kreis, "jobcenter", [own])
        append(tx, house.writer, entry)

        assert "HB020" == refused(read_cells, house.db, entry)


@pytest.mark.unchanged
@pytest.mark.parametrize(("seconds", "code"), [(31, "HB022"), (3600, "HB022"), (20, None)])
def test_an_old_ticket_is_refused(every_kreis: Kreis, seconds: int, code: str | None) -> None:
    """Half a minute, by the clock of the database."""
    house, superuser = every_kreis.house("jobcenter"), every_kreis.superuser()
    [own] = stored(superuser, OWN)
    entry = forged(every_kreis, "jobcenter", [own])
    append(house.db, house.writer, entry)
    aged(superuser, entry.id, datetime.now(UTC) - timedelta(seconds=seconds))

    assert code == refused(read_cells, house.db, entry)


def test_a_ticket_older_than_a_withdrawal_is_refused(every_kreis: Kreis) -> None:
    """Whatever it names: the family's consents are not what they were (D27)."""
    house = every_kreis.house("jobcenter")
    [own] = stored(every_kreis.superuser(), OWN)
    entry = forged(every_kreis, "jobcenter", [own])
    append(house.db, house.writer, entry)

    withdraw(every_kreis, "C01", "F01-1")

    assert "HB024" == refused(read_cells, house.db, entry)


def test_a_look_during_which_a_consent_is_withdrawn_is_asked_anew_and_shows_less(every_kreis: Kreis) -> None:
    """Between the entry and the reading somebody withdraws: what is shown is what is so then, and both are written."""
    before = every_kreis.open("U01").projection
    house, seen = every_kreis.house("jobcenter"), []

    def withdraw_once(statement: str) -> None:
        seen.append(statement)
        if "record.read_cells" in statement and sum("record.read_cells" in one for one in seen) == 1:
            withdraw(every_kreis, "C01", "F01-1")

    house.db.observe = withdraw_once
    after = every_kreis.open("U01").projection

    fields = [{(value.field, value.persons) for value in projection.shown} for projection in (before, after)]
    assert fields[1] < fields[0]
    assert 2 == sum("record.read_cells" in one for one in seen)
    assert not [value for value in after.shown if "C01" in value.because.consents]


def test_a_ticket_opens_no_cell_of_another_family(every_kreis: Kreis) -> None:
    """A forged entry about one family that names cells of another opens nothing of it."""
    every_kreis.load(family("FAM-2026-701", "X01", [cell("given_name", "X01-1", "Erdacht", owner="jobcenter")]))
    house, superuser = every_kreis.house("jobcenter"), every_kreis.superuser()
    [foreign] = stored(superuser, "given_name", FamilyNumber("FAM-2026-701"))
    [own] = stored(superuser, OWN)
    entry = forged(every_kreis, "jobcenter", [foreign, own])
    append(house.db, house.writer, entry)

    assert [own.id] == read_cells(house.db, entry)
    assert family_id(superuser) != foreign.family


@pytest.mark.unchanged
def test_a_forged_ticket_brings_no_cell_for_which_the_agency_holds_no_key(every_kreis: Kreis) -> None:
    """All cells of the other agency that nobody released: not even their ciphertext comes out."""
    house, superuser = every_kreis.house("jobcenter"), every_kreis.superuser()
    wanted = [
        one
        for field in ("sgb8_need_assessment", "sgb8_conversation_note", "sgb8_home_visit", "sgb8_case_number")
        for one in stored(superuser, field)
    ]
    entry = forged(every_kreis, "jobcenter", wanted)
    append(house.db, house.writer, entry)

    assert 4 == len(wanted)
    assert [] == read_cells(house.db, entry)


def test_a_forged_ticket_brings_nothing_above_the_ceiling_of_a_field(every_kreis: Kreis) -> None:
    """What no consent can open beyond a summary does not come out in full, though its category is released."""
    text = cell("sgb8_placement", "X02-1", "Wortlaut", summary="Kurz")
    helped = cell("sgb8_help_type", "X02-1", "Hilfe")
    paper = consent("X02-C1", "X02-1", ["U01"])
    every_kreis.load(family("FAM-2026-702", "X02", [text, helped], consents=[paper]))
    house, number = every_kreis.house("jobcenter"), FamilyNumber("FAM-2026-702")
    [placement] = stored(every_kreis.superuser(), "sgb8_placement", number)
    entry = forged(every_kreis, "jobcenter", [placement], number=number)
    append(house.db, house.writer, entry)

    assert [] == read_cells(house.db, entry)


def test_a_forged_ticket_brings_no_version_that_was_replaced(every_kreis: Kreis) -> None:
    """What was corrected is kept for who has to account for it; a look shows the record as it stands."""
    house = every_kreis.house("jobcenter")
    before = stored(every_kreis.superuser(), OWN)
    contribute(*change_of(every_kreis, OWN))
    entry = forged(every_kreis, "jobcenter", before)
    append(house.db, house.writer, entry)

    assert [] == read_cells(house.db, entry)


@pytest.mark.unchanged
@pytest.mark.parametrize("setting", ["off", "local", "remote_write"])
def test_an_entry_that_would_not_be_durable_is_not_taken(every_kreis: Kreis, setting: str) -> None:
    """An entry counts when it survives a power cut; else it is none, and there is no ticket."""
    house = every_kreis.house("jobcenter")
    entries = "select count(*) from ledger.entry"
    before = every_kreis.superuser().execute(entries).fetchone()

    with pytest.raises(LedgerUnavailable), house.db.begin() as tx:
        tx.rows(f"set local synchronous_commit = {setting}")
        append(tx, house.writer, entry_of(every_kreis, "jobcenter"))

    assert before == every_kreis.superuser().execute(entries).fetchone()
