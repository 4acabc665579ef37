"""Other ways to write the same bytes durably, each as a function that a process opens and each of its threads calls.

The bare INSERT has one table with one key and checks nothing; `insert_packed` is the same as fast as we know to make
it: arrays in the server's binary form and stored as they are, as the hub sends and keeps them. The chain keeps a head
row, locked `for update` from the reading of the last hash until the commit; once as an application does it, once in a
single call of a function, which spares three round trips under the lock. All but `insert_sealed` are given bytes that
were made before: they build, salt, hash and encrypt nothing. `insert_sealed` makes them anew for each entry, as the hub
does, and writes them as `insert_packed` does, each in a statement of its own.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

import psycopg

from bench._looks import Place, as_text, looks_at, new_families
from hub.db.database import Database
from hub.ledger.append import append
from hub.ledger.entry import Entry
from hub.ledger.lines import Line, line_of

Act = Callable[[], object]
Opened = Callable[[], Act]
"""Called once in each thread."""

TABLES = """
    create schema peer;
    create table peer.entry (place bigint generated always as identity primary key, facts jsonb not null,
        leaf bytea not null, segments bytea[] not null, cells uuid[], partitions text[], versions integer[],
        levels smallint[]);
    create table peer.chain (place bigint primary key, hash bytea not null, facts jsonb not null,
        leaf bytea not null, segments bytea[] not null, cells uuid[], partitions text[], versions integer[],
        levels smallint[]);
    create table peer.head (place bigint not null, hash bytea not null) with (fillfactor = 50);
    insert into peer.head values (0, '');
    create function peer.link(p_facts jsonb, p_leaf bytea, p_segments bytea[], p_cells uuid[], p_partitions text[],
        p_versions integer[], p_levels smallint[]) returns void language plpgsql as $$
    declare
        link peer.head;
    begin
        select * into link from peer.head for update;
        link := (link.place + 1, sha256(link.hash || p_leaf));
        insert into peer.chain values (link.place, link.hash, p_facts, p_leaf, p_segments, p_cells, p_partitions,
                                       p_versions, p_levels);
        update peer.head set (place, hash) = (link.place, link.hash);
    end $$;
    alter table peer.entry alter column segments set storage external;
    alter table peer.entry set (toast_tuple_target = 8160);
    alter table peer.chain alter column segments set storage external;
    alter table peer.chain set (toast_tuple_target = 8160);
    create table peer.packed (like peer.entry including all);
    alter table peer.packed alter column cells set storage external, alter column partitions set storage external,
        alter column versions set storage external, alter column levels set storage external;
    alter table peer.packed set (toast_tuple_target = 8160);
"""
_GIVEN = "%s::jsonb, %b, %b, %s::uuid[], %s::text[], %s::int[], %s::smallint[]"
_COLUMNS = "facts, leaf, segments, cells, partitions, versions, levels"
INSERT = f"insert into peer.entry ({_COLUMNS}) values ({_GIVEN})"
INSERT_PACKED = f"insert into peer.packed ({_COLUMNS}) values (%s::jsonb, %b, %s, %s, %s, %s, %s)"
LINK = f"insert into peer.chain (place, hash, {_COLUMNS}) values (%s, %b, {_GIVEN})"
LINK_IN_ONE = f"select peer.link({_GIVEN})"


def make_tables(url: str) -> None:
    """The peers' tables, stored as the hub stores what is encrypted."""
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True) as owner:
        owner.execute(TABLES)


def hub(place: Place, entry: Entry, threads: int) -> Opened:
    """`hub.ledger.append`: the entry is built, salted, encrypted and written, with number, index, ticket and all."""
    house = place.house(place.database(threads))
    return _appending(lambda one: append(house.db, house.writer, one), entry)


def insert_sealed(place: Place, entry: Entry, threads: int) -> Opened:
    """The hub's own code up to the database, and there one bare INSERT for each entry."""
    db = place.database(threads, "hub_owner")
    writer = place.house(db).writer

    def write(one: Entry) -> None:
        line = line_of(writer, one)
        db.rows(INSERT_PACKED, line.alone)
        line.committed()

    return _appending(write, entry)


def _appending(write: Callable[[Entry], object], entry: Entry) -> Opened:
    def thread() -> Act:
        entries = looks_at(entry, new_families())
        return lambda: write(next(entries))

    return thread


def made_before(kind: str, place: Place, line: Line, threads: int) -> Opened:
    """The peers that are given their bytes."""
    db, write = place.database(threads, "hub_owner"), MADE_BEFORE[kind]
    sent = line.alone if kind == "insert_packed" else as_text(line)
    return lambda: lambda: write(db, sent)


def _link(db: Database, sent: tuple[Any, ...]) -> None:
    with db.begin() as tx:
        [(place, last)] = tx.rows("select place, hash from peer.head for update")
        link = sha256(last + sent[1]).digest()
        tx.rows(LINK, (place + 1, link, *sent))
        tx.rows("update peer.head set place = %s, hash = %b", (place + 1, link))


MADE_BEFORE: Mapping[str, Callable[[Database, tuple[Any, ...]], object]] = {
    "chain": _link,
    "chain_in_one_call": lambda db, sent: db.rows(LINK_IN_ONE, sent),
    "insert": lambda db, sent: db.rows(INSERT, sent),
    "insert_packed": lambda db, sent: db.rows(INSERT_PACKED, sent),
}
KINDS = ("hub", *MADE_BEFORE, "insert_sealed")
