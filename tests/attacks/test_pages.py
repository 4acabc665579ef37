"""The ticket of a list opens what a committed entry names, once, to its own agency, and while no consent changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hub.casework.opening import list_own
from hub.db.errors import DatabaseRefused
from hub.ledger.append import append_page
from hub.ledger.entry import Event, TicketScope
from hub.ledger.page import Page
from hub.terms.access import Look
from hub.terms.families import Asked
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Level, Partition, Purpose
from tests.attacks.by_hand import aged, entry_of, part_of, refused, sqlstate, stored
from tests.attacks.families import cell, consent, family, withdraw
from tests.kreis import F01
from tests.whole import assert_ledger_is_whole

OURS = FamilyNumber("FAM-2026-781")


def _page(kreis, group, *families):
    """A list that nobody decided: everything named so in these families, as its writer chose."""
    parts = []
    for number in families:
        cells = stored(kreis.superuser(), "family_name", number)
        [(epoch,)] = kreis.superuser().execute("select consent_epoch from core.family where number = %s", (number,))
        entry = entry_of(kreis, group, number=number)
        looks = tuple(Look(one.id, Partition(one.partition), one.version, Level.FULL) for one in cells)
        parts.append(part_of(entry, TicketScope(epoch, looks)))
    return Page(replace(entry_of(kreis, group, Event.LISTED), family=None, family_seq=1), tuple(parts))


def _values(db, page):
    return [row for row in db.rows("select * from record.read_page(%s)", (page.entry.id,)) if row[1]]


def test_a_page_opens_once_what_its_entry_names(every_kreis):
    """A second reading finds it used."""
    house, page = every_kreis.house("jobcenter"), _page(every_kreis, "jobcenter", F01)
    append_page(house.db, house.writer, page)

    assert _values(house.db, page)
    assert "HB023" == refused(_values, house.db, page)


@pytest.mark.parametrize("thief", ["jugendamt", "provider"])
def test_another_agency_gets_nothing_for_it(every_kreis, thief):
    """The entry is not theirs."""
    house, page = every_kreis.house("jobcenter"), _page(every_kreis, "jobcenter", F01)
    append_page(house.db, house.writer, page)

    assert "HB020" == refused(_values, every_kreis.house(thief).db, page)


def test_an_uncommitted_entry_opens_nothing(every_kreis):
    """Rolled back, the look would be in no log."""
    house, page = every_kreis.house("jobcenter"), _page(every_kreis, "jobcenter", F01)

    with pytest.raises(DatabaseRefused, match="HB021"), house.db.begin() as tx:
        append_page(tx, house.writer, page)
        _values(tx, page)

    house.writer.give_back(1)


def test_a_withdrawal_in_one_family_shuts_the_page(kreis):
    """And it is asked anew, for all of them."""
    kreis.load(
        family(
            OURS,
            "X81",
            [cell("family_name", "X81-1", "Müller", owner="jobcenter")],
            consents=[consent("X81-C1", "X81-1", ["U01"])],
        )
    )
    house, page = kreis.house("jobcenter"), _page(kreis, "jobcenter", F01, OURS)
    append_page(house.db, house.writer, page)

    withdraw(kreis, "X81-C1", "X81-1", OURS)

    assert "HB024" == refused(_values, house.db, page)


def test_an_old_page_opens_nothing(kreis):
    """Half a minute is enough."""
    house, page = kreis.house("jobcenter"), _page(kreis, "jobcenter", F01)
    append_page(house.db, house.writer, page)
    aged(kreis.superuser(), page.entry.id, datetime.now(UTC) - timedelta(seconds=31))

    assert "HB022" == refused(_values, house.db, page)


def test_what_an_entry_says_of_its_families_cannot_be_changed_unnoticed(kreis):
    """The leaf holds the hash of the commitments; of those nobody changes one."""
    coach, house = kreis.principal("U01"), kreis.house("jobcenter")
    list_own(house, coach, Purpose.FAM_JOINT_SUPPORT, Asked(), kreis.at)

    superuser = kreis.superuser()

    assert "42501" == sqlstate(superuser, "update ledger.part_commitments set commitments = commitments")
    assert_ledger_is_whole(superuser, kreis.keys)
