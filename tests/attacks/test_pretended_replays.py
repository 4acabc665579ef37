"""Whoever has the operator's sign-in says that a backup was put back and that a record had been erased: it stays."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import psycopg
import pytest

from hub.consent.journal import Line, add_lines
from hub.consent.store import load_journal_state
from hub.db.errors import DatabaseRefused, NotThere, StillKept
from hub.exchange.load import OPERATOR
from hub.gate.erasing_again import ErasedAgain, JournalContradicted, replay_erasures
from hub.gate.journal import ERASURES
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.record.erasing.store import Doomed, destroy
from hub.terms.ids import EntryId, FamilyId, FamilyNumber, new_id
from hub.terms.lists import Agency, Owner
from hub.terms.principals import machine
from tests.attacks.by_hand import family_id
from tests.gate.came_back import came_back, says
from tests.gate.test_erasing_records import loader, rows_of
from tests.kreis import F01, Kreis, to_be_spoilt

DAY = date(2026, 11, 10)
OTHER = FamilyNumber("FAM-2025-007")


@pytest.fixture
def kreis(server, request) -> Iterator[Kreis]:
    """Leaves are planted in it as no recovery would leave them."""
    with to_be_spoilt(server, request.config) as copy:
        yield copy


def _pretend(kreis: Kreis, number: FamilyNumber = F01, leaf: str | None = None, seq: int = 1, day: date = DAY) -> None:
    """A line of a journal that nobody wrote, put back past the program."""
    house, family = kreis.house("loader"), family_id(kreis.superuser(), number)
    event = Event.RECORD_ERASED_AGAIN if leaf else Event.RECORD_ERASED
    told = Touched(event, number, owners=frozenset({Owner.JOINT}))
    entry = change(EntryId(new_id()), OPERATOR, kreis.at, house.policies.digest, told)
    ended_by = kreis.at.date() - timedelta(days=1)
    with house.db.begin() as tx:
        [(place,)] = house.db.rows("select ledger.next_seq(%s)", (family,))
        append(tx, house.writer, replace(entry, family=family, family_seq=place))
        destroy(tx, entry.id, Doomed(family, day, ended_by, seq, EntryId(leaf) if leaf else None))


def _journal(kreis: Kreis, folder, *families: str) -> None:
    kreis_id, _ = load_journal_state(kreis.house("loader").db)
    said = {"erased": "family_record", "day": DAY.isoformat()}
    lines = [Line(kreis_id, seq, family, said) for seq, family in enumerate(families, start=1)]
    add_lines(folder / ERASURES, lambda last: [line for line in lines if line.seq > last])


def _replay(kreis: Kreis, folder) -> ErasedAgain:
    return replay_erasures(loader(kreis, folder), OPERATOR, kreis.at, folder)


def _vouch_by_hand(kreis: Kreis, group: str, day: date = DAY, event: Event = Event.RECORD_ERASURE_VOUCHED) -> None:
    """An agency's sign-in past the program; what it says of itself in the entry is the other agency."""
    house, family = kreis.house(group), family_id(kreis.superuser())
    told = Touched(event, F01, owners=frozenset({Owner.JOINT}))
    entry = change(EntryId(new_id()), machine("journal", Agency.JUGENDAMT), kreis.at, house.policies.digest, told)
    [(place,)] = house.db.rows("select ledger.next_seq(%s)", (family,))
    leaf = {"rc": "family_record", "to": day.isoformat()}
    append(house.db, house.writer, replace(entry, family=FamilyId(family), family_seq=place, erases=leaf))


def test_a_line_of_a_journal_alone_erases_nothing(kreis: Kreis, tmp_path) -> None:
    """By the program, which says what waits; and past it."""
    _journal(kreis, tmp_path, family_id(kreis.superuser()))
    before = rows_of(kreis)

    assert ErasedAgain(waiting=(F01,)) == _replay(kreis, tmp_path)
    with pytest.raises(StillKept):
        _pretend(kreis)

    assert before == rows_of(kreis)


def test_an_invented_leaf_erases_nothing(kreis: Kreis) -> None:
    """None at all; one of another day; one of another kind; and the own entry of that very moment."""
    own = kreis.open("U01").entry
    wrong = new_id(), came_back(kreis, "2026-11-11"), came_back(kreis, DAY.isoformat(), "record.erased_again"), own
    before = rows_of(kreis)
    for leaf in wrong:
        with pytest.raises(StillKept):
            _pretend(kreis, leaf=leaf)

    assert before == rows_of(kreis)


def test_a_leaf_counts_once(kreis: Kreis, tmp_path) -> None:
    """One record was erased on that day: of two lines one is put back, and its leaf erases no second record."""
    superuser = kreis.superuser()
    leaf = came_back(kreis, DAY.isoformat())
    _journal(kreis, tmp_path, family_id(superuser), family_id(superuser, OTHER))

    assert ErasedAgain(put_back=1, waiting=(OTHER,)) == _replay(kreis, tmp_path)
    for used in (leaf, None):
        with pytest.raises(StillKept):
            _pretend(kreis, OTHER, used, seq=2)

    assert ({0}, True) == (set(rows_of(kreis).values()), rows_of(kreis, OTHER)["record.key_wrapping"] > 0)
    assert ErasedAgain(known=1, waiting=(OTHER,)) == _replay(kreis, tmp_path)


def test_a_line_about_nobody_takes_its_leaf_along(kreis: Kreis, tmp_path) -> None:
    """The backup never knew that family: its leaf is left to no other record."""
    leaf = came_back(kreis, DAY.isoformat())
    _journal(kreis, tmp_path, new_id())
    assert ErasedAgain(unknown=1) == _replay(kreis, tmp_path)

    with pytest.raises(StillKept):
        _pretend(kreis, leaf=leaf, seq=2)


def test_two_at_once_do_not_share_a_leaf(kreis: Kreis) -> None:
    """Whatever the function saw before the other one was done, the table keeps one row a leaf."""
    leaf = came_back(kreis, DAY.isoformat())
    _pretend(kreis, leaf=leaf)
    row = "insert into record.erased (tenant_id, seq, family_id, day, leaf_id)"
    row += " select tenant_id, 2, family_id, '2026-11-10', %s from core.family where number = %s"

    with pytest.raises(psycopg.errors.UniqueViolation):
        kreis.superuser().execute(row, (leaf, OTHER))


@pytest.mark.parametrize("seq", [0, 2, 1_000_000])
def test_a_number_that_is_not_the_next_is_refused(kreis: Kreis, seq: int) -> None:
    """A number far ahead would make every line of the true journal look known."""
    leaf = came_back(kreis, DAY.isoformat())
    with pytest.raises(DatabaseRefused):
        _pretend(kreis, leaf=leaf, seq=seq)
    with pytest.raises(DatabaseRefused, match="HB012"):
        kreis.house("loader").db.rows("select record.erasure_of_nobody(%s, %s, %s)", (seq, new_id(), DAY))


def test_a_true_line_whose_number_somebody_took_is_noticed(kreis: Kreis, tmp_path) -> None:
    """The leaf was spent on another record under that number."""
    _pretend(kreis, OTHER, came_back(kreis, DAY.isoformat()))
    _journal(kreis, tmp_path, family_id(kreis.superuser()))

    with pytest.raises(JournalContradicted):
        _replay(kreis, tmp_path)


def test_both_agencies_together_put_a_line_back(kreis: Kreis, tmp_path) -> None:
    """No witness knows of it, or there are none. The word of one erases nothing, however often it is given."""
    _journal(kreis, tmp_path, family_id(kreis.superuser()))
    says(kreis, "jobcenter", F01, tmp_path)
    says(kreis, "jobcenter", F01, tmp_path)
    assert ErasedAgain(waiting=(F01,)) == _replay(kreis, tmp_path)

    says(kreis, "jugendamt", F01, tmp_path)

    assert ErasedAgain(put_back=1) == _replay(kreis, tmp_path)
    assert {0} == set(rows_of(kreis).values())


def test_an_agency_says_nothing_that_its_own_journal_does_not_hold(kreis: Kreis, tmp_path) -> None:
    """Neither without a line nor for what the database knows already."""
    with pytest.raises(NotThere):
        says(kreis, "jobcenter", F01, tmp_path)
    _journal(kreis, tmp_path, family_id(kreis.superuser()))
    with pytest.raises(NotThere):
        says(kreis, "jobcenter", OTHER, tmp_path)


@pytest.mark.parametrize("second", ["jobcenter", "loader", "clerk", "oversight"])
def test_one_agency_and_the_operator_are_not_two_agencies(kreis: Kreis, second: str) -> None:
    """Whatever the entry says of its writer, the database knows which sign-in wrote it."""
    _vouch_by_hand(kreis, "jobcenter")
    _vouch_by_hand(kreis, second)

    with pytest.raises(StillKept):
        _pretend(kreis)


def _age_words(kreis: Kreis) -> None:
    """As if the Jobcenter had said all of it the day before; the database's clock counts, not an entry's."""
    with closing(kreis.superuser()) as superuser:
        superuser.execute("set session_replication_role = replica")
        superuser.execute(
            "update ledger.entry e set created_at = now() - interval '24 hours 1 second' from ledger.index i"
            " where i.entry_id = e.entry_id and i.event = 'record.erasure_vouched' and e.agency = 'jobcenter'"
        )


def test_a_word_is_about_one_day_one_record_and_a_day_long(kreis: Kreis, tmp_path) -> None:
    """Of another day, of another kind, or from the day before yesterday, it counts for nothing."""
    _vouch_by_hand(kreis, "jobcenter", DAY + timedelta(days=1))
    _vouch_by_hand(kreis, "jobcenter", event=Event.RECORD_CHANGED)
    _vouch_by_hand(kreis, "jugendamt")
    with pytest.raises(StillKept):
        _pretend(kreis)
    _journal(kreis, tmp_path, family_id(kreis.superuser()))
    says(kreis, "jobcenter", F01, tmp_path)
    _age_words(kreis)
    with pytest.raises(StillKept):
        _pretend(kreis)
    with pytest.raises(StillKept):
        _pretend(kreis, OTHER)

    says(kreis, "jobcenter", F01, tmp_path)
    _pretend(kreis)
    assert {0} == set(rows_of(kreis).values())
