"""Entries of several threads in one statement, against the database: durable together, refused one by one."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from time import monotonic, sleep

import pytest

from hub.db.database import Database
from hub.exchange.houses import open_group
from hub.gate.house import House
from hub.ledger.append import append
from hub.ledger.entry import Book, Entry, TicketScope, Touched, change
from hub.ledger.entry import Event as Kind
from hub.ledger.errors import LedgerUnavailable
from hub.ledger.store import next_seq
from hub.terms.access import Look, Ticket
from hub.terms.ids import CellId, EntryId, FamilyId, new_id
from hub.terms.lists import Level, Partition
from tests.kreis import F01, Kreis, books

WRITTEN = """
    select e.entry_id::text, e.xid::text, s.family_seq from ledger.entry e
    left join ledger.subject s using (tenant_id, entry_id) where e.writer_id = %s order by e.writer_seq
"""
BUCKETS = """
    select b.bucket_id from ledger.bucket b
    where not exists (select from ledger.payload p where b.bucket_id in (p.actor_bucket, p.case_bucket))
      and not exists (select from ledger.part p where b.bucket_id = p.bucket_id)
"""
LEAF = 2048


class Office:
    """A process whose first statement waits until all others queue."""

    def __init__(self, kreis: Kreis) -> None:
        self.kreis, self.begun, self.go = kreis, Event(), Event()
        db = Database(kreis.urls.url("hub_jobcenter"), size=8, observe=self._hold)
        kreis.stack.callback(db.close)
        self.house: House = open_group(db, books(), kreis.keys, "jobcenter")
        self.statements: list[str] = []

    def _hold(self, statement: str) -> None:
        if "ledger.append" in statement:
            self.statements.append(statement)
            self.begun.set()
            assert self.go.wait(60)

    def entry(self, number: int = 1, family: FamilyId | None = None) -> Entry:
        """Something done with a family; unless one is named, nobody else writes about it."""
        touched, who = Touched(Kind.RECORD_CHANGED, F01), self.kreis.principal("U01")
        made = change(EntryId(new_id()), who, self.kreis.at, self.house.policies.digest, touched)
        return replace(made, family=family or FamilyId(new_id()), family_seq=number)

    def at_once(self, first: Entry, others: Sequence[Entry]) -> list[Future[Ticket]]:
        """The others come while the first is being written."""
        queue = self.house.writer.together
        with ThreadPoolExecutor(8) as pool:
            told = [pool.submit(append, self.house.db, self.house.writer, first)]
            assert self.begun.wait(60)
            for many, one in enumerate(others, start=1):
                told.append(pool.submit(append, self.house.db, self.house.writer, one))
                until = monotonic() + 60
                while len(queue._waiting) < many:
                    assert monotonic() < until
                    sleep(0.001)
            self.go.set()
        return told

    def written(self) -> dict[str, tuple[str, int]]:
        """Entries of this process: in which transaction, under which number of their family."""
        rows = self.kreis.superuser().execute(WRITTEN, (self.house.writer.id,)).fetchall()
        return {entry: (xid, seq) for entry, xid, seq in rows}


@pytest.fixture
def office(every_kreis: Kreis) -> Office:
    """The Jobcenter's."""
    return Office(every_kreis)


def _family(kreis: Kreis) -> FamilyId:
    [(family,)] = kreis.superuser().execute("select family_id::text from core.family where number = %s", (F01,))
    return FamilyId(family)


def test_who_comes_meanwhile_is_written_in_one_transaction(office: Office) -> None:
    """Two statements for five entries, and each of them is there when its thread goes on."""
    entries = [office.entry() for _ in range(5)]

    told = office.at_once(entries[0], entries[1:])

    written = office.written()
    assert [one.id for one in entries] == [one.result().entry for one in told]
    assert {one.id for one in entries} == set(written)
    assert 2 == len(office.statements)
    assert 1 == len({written[one.id][0] for one in entries[1:]})


def test_a_number_that_was_taken_is_nobody_elses_trouble(office: Office) -> None:
    """Of two entries about one family one takes the next number after; the others are written where they stood."""
    family = _family(office.kreis)
    number = next_seq(office.kreis.house("jobcenter").db, family)
    append(
        office.kreis.house("jugendamt").db,
        office.kreis.house("jugendamt").writer,
        replace(office.entry(number, family), principal=office.kreis.principal("U07")),
    )
    late, later = office.entry(number, family), office.entry(number, family)
    entries = [office.entry(), office.entry(), late, later, office.entry()]

    told = office.at_once(entries[0], entries[1:])

    written = office.written()
    assert [one.id for one in entries] == [one.result().entry for one in told]
    assert {number + 1, number + 2} == {written[late.id][1], written[later.id][1]}
    assert [] == office.kreis.superuser().execute(BUCKETS).fetchall()


def _too_long(entry: Entry) -> Entry:
    return replace(entry, policies="x" * LEAF)


def _of_no_cell(entry: Entry) -> Entry:
    return replace(entry, ticket=TicketScope(0, (Look(CellId("nowhere"), Partition.FAM, 1, Level.FULL),)))


@pytest.mark.parametrize("spoil", [_too_long, _of_no_cell])
@pytest.mark.parametrize("bad", [1, 2, 3])
def test_an_entry_that_is_refused_fails_alone(office: Office, bad: int, spoil: Callable[[Entry], Entry]) -> None:
    """The others are there; its number goes to the next entry, so that there is no gap."""
    entries = [office.entry() for _ in range(4)]
    entries[bad] = spoil(entries[bad])

    told = office.at_once(entries[0], entries[1:])
    append(office.house.db, office.house.writer, office.entry())

    assert isinstance(told[bad].exception(), LedgerUnavailable)
    assert {one.id for place, one in enumerate(entries) if place != bad} < set(office.written())
    numbers = "select array_agg(writer_seq order by writer_seq) from ledger.entry where writer_id = %s"
    [(used,)] = office.kreis.superuser().execute(numbers, (office.house.writer.id,)).fetchall()
    assert [1, 2, 3, 4] == used


def test_nobody_waits_long_for_somebody_elses_change(office: Office) -> None:
    """A change holds a family's next number until it ends: who writes about other families goes on without."""
    family = _family(office.kreis)
    number = next_seq(office.kreis.house("jobcenter").db, family)
    other = office.kreis.house("jugendamt")
    held = replace(office.entry(number, family), principal=office.kreis.principal("U07"))
    entries = [office.entry(), office.entry(), office.entry(number, family), office.entry()]

    with ThreadPoolExecutor(1) as pool:
        with other.db.begin() as tx:
            append(tx, other.writer, held)
            waiting = pool.submit(office.at_once, entries[0], entries[1:])
            until = monotonic() + 60
            while not {entries[1].id, entries[3].id} <= set(office.written()):
                assert monotonic() < until
                sleep(0.01)
            assert entries[2].id not in office.written()
        told = waiting.result()

    assert [one.id for one in entries] == [one.result().entry for one in told]
    assert number + 1 == office.written()[entries[2].id][1]


def test_keys_come_along_once_with_the_first_entry_of_a_family(office: Office) -> None:
    """Under whichever bucket an entry of a group lies, its readers have the key."""
    entries = [replace(office.entry(), book=book) for book in (*Book, *Book)]

    office.at_once(entries[0], entries[1:])

    held = (
        "select count(distinct p.actor_bucket), count(k.holder) from ledger.payload p"
        " join ledger.bucket_key k on k.bucket_id = p.actor_bucket where p.entry_id = any(%s)"
    )
    ids = [one.id for one in entries]
    assert [(4, 12)] == office.kreis.superuser().execute(held, (ids,)).fetchall()
