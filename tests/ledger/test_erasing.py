"""What the log may hold no longer is destroyed, on the day that the law says and against an entry that says so."""

from dataclasses import replace
from datetime import date, timedelta

import orjson
import pytest

from hub.db.errors import DatabaseRefused, NotThere
from hub.gate.keeping import Erased, erase_what_is_over, hold_back, holds, let_go, span_of
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.ledger.erasing.store import erase_log, erase_register, load_overdue
from hub.review.log import open_log
from hub.terms.clock import day_begins
from hub.terms.holds import Hold, HoldReason
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Agency, Purpose
from hub.terms.log import LogQuery
from tests.attacks.by_hand import entry_of
from tests.kreis import F01, Kreis
from tests.whole import open_payload

OVER = date(2027, 5, 17)
"""The day after the last of six months from the Stichtag."""
COUNTS = """
    select (select count(*) from ledger.payload p where p.entry_id = any(%(ids)s)),
           (select count(*) from ledger.index i where i.entry_id = any(%(ids)s)),
           (select count(*) from ledger.entry e where e.entry_id = any(%(ids)s))
"""


def _own_and_across(kreis: Kreis) -> tuple[str, str]:
    """A look at what is one's own, and one at what the other agency's part shows."""
    own = kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)
    across = kreis.open("U01")
    return str(own.entry), str(across.entry)


def _erase(kreis: Kreis, day: date = OVER) -> Erased:
    return erase_what_is_over(kreis.house("clerk"), day_begins(day))


def _left(kreis: Kreis, *entries: str) -> tuple[int, int, int]:
    [row] = kreis.superuser().execute(COUNTS, {"ids": list(entries)})
    return row


def _actor(kreis: Kreis, entry: str) -> object:
    return open_payload(kreis.superuser(), kreis.keys, entry).get("actor")


def _end_fam(kreis: Kreis, day: str) -> None:
    ended = "update core.family set status = 'ended', exit_date = %s where number = %s"
    kreis.superuser().execute(ended, (day, F01))


def test_nothing_goes_before_its_last_day_is_over(kreis: Kreis) -> None:
    """Six months to the day: on the day itself all is still there, and no entry tells of an erasure of it."""
    own, across = _own_and_across(kreis)

    _erase(kreis, OVER - timedelta(days=1))

    assert (2, 2, 2) == _left(kreis, own, across)
    assert _actor(kreis, own)


def test_the_day_after_who_did_what_is_gone_and_the_leaf_stays(every_kreis: Kreis) -> None:
    """The access log goes whole; of what another agency got, who acted goes, and what, why and whereby stays (H6)."""
    kreis = every_kreis
    own, across = _own_and_across(kreis)

    erased = _erase(kreis)

    assert erased.in_log > 2
    assert (0, 0, 1) == _left(kreis, own)
    assert (1, 1, 1) == _left(kreis, across)
    kept = open_payload(kreis.superuser(), kreis.keys, across)
    assert {"subject", "access", "decision", "note"} == set(kept)
    assert kreis.principal("U01").id not in orjson.dumps(kept).decode()
    [(pseudonym,)] = kreis.superuser().execute("select pseudonym from ledger.index where entry_id = %s", (across,))
    assert "" == pseudonym


def test_the_erasure_is_an_entry_whose_leaf_says_up_to_which_day(kreis: Kreis) -> None:
    """Committed before anything goes; a second pass finds nothing over and writes nothing down."""
    _own_and_across(kreis)

    _erase(kreis)
    again = _erase(kreis)

    assert 0 == again.in_log
    [(leaf,)] = kreis.superuser().execute(
        "select e.leaf from ledger.entry e join ledger.index i using (tenant_id, entry_id) where i.event = 'log.erase'"
    )
    assert {"rc": "access_log", "to": "2027-05-16"} == orjson.loads(leaf)["er"]


def test_the_log_can_still_be_read_and_tells_of_the_erasure(kreis: Kreis) -> None:
    """By the data protection officers of both agencies."""
    _own_and_across(kreis)
    _erase(kreis)

    for agency in (Agency.JOBCENTER, Agency.JUGENDAMT):
        officer = replace(kreis.principal("U16", "oversight"), agency=agency)
        told = open_log(kreis.house("oversight"), officer, LogQuery(), day_begins(OVER)).lines
        assert "log.erase" in {line.event for line in told}


def test_the_next_number_of_a_family_follows_its_last(kreis: Kreis) -> None:
    """Numbers go with their entries, save the newest: what comes is never numbered twice."""
    _own_and_across(kreis)
    numbers = "select family_seq from ledger.subject s join core.family f using (family_id) where f.number = %s"
    before = max(kreis.superuser().execute(numbers, (F01,)).fetchall())
    _erase(kreis)

    kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)

    assert (before[0] + 1,) == max(kreis.superuser().execute(numbers, (F01,)).fetchall())


@pytest.mark.parametrize("about", ["family", "entry"])
def test_what_is_held_back_stays_until_it_is_let_go(kreis: Kreis, about: str) -> None:
    """A complaint runs: its entries stay, those of others go; let go, they follow (G8)."""
    own, across = _own_and_across(kreis)
    other = str(kreis.open("U01", FamilyNumber("FAM-2025-011"), Purpose.SGB2_INTEGRATION).entry)
    house, officer = kreis.house("loader"), kreis.principal("U16", "oversight")
    place = {"family": F01} if about == "family" else {"entry": EntryId(own)}
    hold = Hold(new_id(), HoldReason.COMPLAINT, date(2028, 1, 1), kreis.at, **place)
    hold_back(house, officer, hold)

    _erase(kreis)

    assert (1, 1, 1) == _left(kreis, own)
    assert _actor(kreis, own)
    assert (0, 0, 1) == _left(kreis, other)
    let_go(house, officer, hold.id, day_begins(OVER))
    assert [True] == [one.lifted_at is not None for one in holds(house)]
    _erase(kreis)
    assert (0, 0, 1) == _left(kreis, own)
    assert _actor(kreis, across) is None


def test_a_hold_ends_on_its_day(kreis: Kreis) -> None:
    """Nobody has to think of it."""
    own, _ = _own_and_across(kreis)
    hold = Hold(new_id(), HoldReason.COURT, OVER, kreis.at, family=F01)
    hold_back(kreis.house("loader"), kreis.principal("U16", "oversight"), hold)

    _erase(kreis, OVER)
    assert (1, 1, 1) == _left(kreis, own)
    _erase(kreis, OVER + timedelta(days=1))
    assert (0, 0, 1) == _left(kreis, own)


def test_only_what_is_there_can_be_held_and_let_go(kreis: Kreis) -> None:
    """A family that nobody knows, an entry that was never written, a hold that is none: refused, nothing written."""
    house, officer = kreis.house("loader"), kreis.principal("U16", "oversight")
    for place in ({"family": FamilyNumber("FAM-1900-001")}, {"entry": EntryId(new_id())}):
        with pytest.raises(NotThere):
            hold_back(house, officer, Hold(new_id(), HoldReason.COURT, OVER, kreis.at, **place))
    with pytest.raises(NotThere):
        let_go(house, officer, new_id(), kreis.at)

    assert () == holds(house)
    assert [(0,)] == kreis.superuser().execute("select count(*) from ledger.index where event = 'log.hold'").fetchall()


def test_the_register_goes_three_years_after_the_end_of_fam(kreis: Kreis) -> None:
    """Not with the log; then by a list of entries that stays, so that whoever checks the log knows of which."""
    _, across = _own_and_across(kreis)
    _end_fam(kreis, "2026-12-01")
    _erase(kreis, date(2029, 12, 1))
    assert (1, 1, 1) == _left(kreis, across)

    erased = _erase(kreis, date(2029, 12, 2))

    assert 1 == erased.registers
    assert (0, 0, 1) == _left(kreis, across)
    [(listed,)] = kreis.superuser().execute("select count(*) from ledger.erased where entry_id = %s", (across,))
    assert 1 == listed


def test_nothing_is_destroyed_against_an_entry_that_says_something_else(kreis: Kreis) -> None:
    """Another day, another list, no erasure at all, or one that is not committed."""
    own, across = _own_and_across(kreis)
    house = kreis.house("clerk")
    span = span_of(house.policies.retention, OVER)
    looked = replace(entry_of(kreis, "jobcenter"), family=None)
    said = {"rc": "access_log", "to": "2027-05-15"}
    other = replace(looked, id=EntryId(new_id()), event=Event.LOG_ERASED, erases=said)
    for entry in (looked, other):
        append(house.db, house.writer, entry)

    for entry in (looked.id, other.id, EntryId(own), EntryId(new_id())):
        with pytest.raises(DatabaseRefused):
            erase_log(house.db, entry, span)
    _end_fam(kreis, "2020-01-01")
    [family] = load_overdue(house.db, span).registers
    with pytest.raises(DatabaseRefused):
        erase_register(house.db, other.id, family, span)

    assert (2, 2, 2) == _left(kreis, own, across)


def test_old_tickets_are_forgotten(kreis: Kreis) -> None:
    """What a look was allowed to read names family and cells: an hour, no longer."""
    _own_and_across(kreis)
    tickets = "select count(*) from ledger.ticket"
    assert [(0,)] != kreis.superuser().execute(tickets).fetchall()

    erase_what_is_over(kreis.house("clerk"), kreis.at + timedelta(minutes=61))

    assert [(0,)] == kreis.superuser().execute(tickets).fetchall()
