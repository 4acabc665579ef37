"""The record in the database: outline out, cells out against a ticket, changes in with their entry."""

from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from hub.db.database import Database, Row, Transaction
from hub.record.confided import is_sealed_for_a_worker
from hub.record.keys import Keyring, open_box, unwrap_key
from hub.record.opening import opened
from hub.record.outline import parse_outline
from hub.record.places import (
    KeyPlace,
    OpenKeys,
    Whose,
    Window,
    Wrapping,
    confided_by,
    kept_place,
    subjects_id,
)
from hub.record.wrapper import Wrapper
from hub.record.writing import Sheet
from hub.terms.access import Outline, Ticket
from hub.terms.answers import Json
from hub.terms.catalogue import Catalogue
from hub.terms.changes import CellChange
from hub.terms.ids import CellId, EntryId, FamilyId, KeyId, PersonId, StaffId
from hub.terms.lists import Agency, Category, Level, Owner, Partition, Role
from hub.terms.principals import Principal


@dataclass(frozen=True)
class Directory:
    """Agencies by unit, staff by reference with a principal for each post, and the names that are taken."""

    agencies: Mapping[str, Agency]
    staff: Mapping[str, tuple[Principal, ...]]
    pseudonyms: frozenset[str]
    families: frozenset[str]
    consents: frozenset[str]
    family_ids: tuple[FamilyId, ...] = ()


def load_outline(db: Database, family: FamilyId) -> Outline:
    """A family before anything is read. One statement; holds no value, length, count or hash of one."""
    [texts] = db.rows("select * from record.outline(%s)", (family,))
    return parse_outline(*texts)


def read(db: Database, ring: Keyring, family: FamilyId, ticket: Ticket, grant: str = "") -> Mapping[CellId, Json]:
    """The values that a committed entry names, opened; what was confided to whose grant this is too. One statement.

    A cell whose key this agency does not hold is left out: the log then says more than was shown, the harmless way.
    """
    return opened(ring, family, ticket, db.rows("select * from record.read_cells(%s)", (ticket.entry,)), grant)


def read_page(db: Database, ring: Keyring, ticket: Ticket) -> Mapping[CellId, Json]:
    """The values that a committed entry names of several families, opened. One statement."""
    found: dict[FamilyId, list[Row]] = {}
    for family, *row in db.rows("select * from record.read_page(%s)", (ticket.entry,)) if ticket.looks else ():
        found.setdefault(FamilyId(family), []).append(tuple(row))
    values: dict[CellId, Json] = {}
    for family, rows in found.items():
        values |= opened(ring, family, ticket, rows)
    return values


def find_tokens(db: Database, wanted: Sequence[tuple[CellId, bytes]]) -> frozenset[tuple[CellId, bytes]]:
    """Which of these cells have these tokens in the index of this process's agency. One statement."""
    cells, tokens = [cell for cell, _ in wanted], [token for _, token in wanted]
    rows = db.rows("select * from record.find_tokens(%s::uuid[], %b)", (cells, tokens)) if wanted else []
    return frozenset(wanted[number - 1] for (number,) in rows)


def load_keys(db: Database | Transaction, ring: Keyring, family: FamilyId, catalogue: Catalogue) -> OpenKeys:
    """The keys under which this agency writes on in a family. One statement."""
    [(holders, keys)] = db.rows("select * from record.load_keys(%s)", (family,))
    me = ring.holder
    own = {holder: (sealed, kept) for holder, sealed, kept in holders or ()}
    if me not in own:
        return OpenKeys()
    mine = ring.open_holder_key(family, me, b64decode(own[me][0]))
    holder_keys = {(me, me): mine}
    for holder, (_, kept) in own.items():
        if kept:
            holder_keys[me, holder] = open_box(mine, b64decode(kept), kept_place(family, holder))
    boxes = [(_key_place(row, me), KeyId(row[0]), b64decode(row[8]), row) for row in keys or ()]
    confided = [(place, key, row) for place, key, box, row in boxes if is_sealed_for_a_worker(box)]
    opened = [
        (place, key, unwrap_key(mine, me, key, box), row)
        for place, key, box, row in boxes
        if not is_sealed_for_a_worker(box)
    ]
    return OpenKeys(
        holder_keys,
        {place: (key, clear) for place, key, clear, row in opened if not row[13]},
        {place: _whose(catalogue, row[9], row[10:13]) for place, _, _, row in opened},
        tuple((place, key, clear) for place, key, clear, row in opened if row[13]),
        {place: datetime.fromisoformat(row[14]) for place, *_, row in opened if row[14] and not row[13]},
        {place: key for place, key, row in confided if not row[13]},
    )


def write_cells(tx: Transaction, entry: EntryId, sheet: Sheet, changes: Iterable[CellChange]) -> None:
    """Add these changes to the record, in the transaction of their entry."""
    sheet.add(changes)
    tx.rows("select record.write_cells(%s, %s::jsonb)", (entry, sheet.document().decode()))


def mark_passed_on(tx: Transaction, entry: EntryId, note: tuple[CellId, StaffId], at: datetime) -> None:
    """Note that a confided note was passed on by this worker, in the transaction of their entry. Raises NotThere."""
    tx.rows("select record.pass_on(%s, %s, %s, %s)", (entry, *note, at))


def load_wrappings(db: Database | Transaction, family: FamilyId, catalogue: Catalogue) -> tuple[Wrapping, ...]:
    """For whom, why and how long keys of a family are wrapped by consent; no key. One statement."""
    rows = db.rows("select * from record.wrappings(%s)", (family,))
    return tuple(
        Wrapping(KeyId(row[0]), _whose(catalogue, row[1], row[13:16]), _place(family, row), Window(*row[9:13]))
        for row in rows
    )


def narrow_wrappings(tx: Transaction, entry: EntryId, ends: Iterable[tuple[Wrapping, datetime]]) -> None:
    """Let wrappings end earlier, in the transaction of the entry that says why; one that ends at once is deleted."""
    rows = [
        {
            "key": str(wrapping.key),
            "holder": wrapping.window.holder,
            "basis": wrapping.window.basis,
            "since": wrapping.window.since,
            "until": until,
        }
        for wrapping, until in ends
    ]
    tx.rows("select record.narrow_wrappings(%s, %s::jsonb)", (entry, orjson.dumps(rows).decode()))


def count_ended(db: Database, at: datetime) -> int:
    """How many wrappings by consent are over by the instant named and by the database's own clock. One statement."""
    [(count,)] = db.rows("select record.count_ended(%s)", (at,))
    return int(count)


def end_wrappings(tx: Transaction, entry: EntryId, at: datetime) -> int:
    """Delete these, in the transaction of an entry; how many."""
    [(count,)] = tx.rows("select record.end_wrappings(%s, %s)", (entry, at))
    return int(count)


def add_wrappings(tx: Transaction, entry: EntryId, wrapper: Wrapper) -> None:
    """Add wrappings for keys that exist, in the transaction of the entry that says why."""
    rows = {"holders": wrapper.holders, "wrappings": wrapper.wrappings}
    tx.rows("select record.add_wrappings(%s, %s::jsonb)", (entry, orjson.dumps(rows).decode()))


def write_family(tx: Transaction, entry: EntryId, document: Mapping[str, Any]) -> None:
    """Add a family with its people, holdings, assignments, deputies and relations."""
    tx.rows("select record.write_family(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))


def write_directory(tx: Transaction, entry: EntryId, document: Mapping[str, Any]) -> None:
    """Add agencies, staff, posts and accounts."""
    tx.rows("select record.write_directory(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))


def load_directory(db: Database) -> Directory:
    """What is there already, by the references of load files. For the loader alone. One statement."""
    rows = db.rows("select * from record.directory()")
    posts: dict[str, list[Principal]] = {}
    for kind, ref, key, role, agency, team in rows:
        if kind == "staff":
            posts.setdefault(ref, []).append(Principal(StaffId(key), ref, Role(role), Agency(agency), team))
    return Directory(
        agencies={ref: Agency(row[0]) for kind, ref, _, _, *row in rows if kind == "agency"},
        staff={ref: tuple(principals) for ref, principals in posts.items()},
        pseudonyms=frozenset(ref for kind, ref, *_ in rows if kind == "pseudonym"),
        families=frozenset(ref for kind, ref, *_ in rows if kind == "family"),
        consents=frozenset(ref for kind, ref, *_ in rows if kind == "consent"),
        family_ids=tuple(FamilyId(str(key)) for kind, _, key, *_ in rows if kind == "family"),
    )


def sync_catalogue(db: Database, catalogue: Catalogue) -> None:
    """Tell the database the fields, as the owner role. A field's bit, once given, stays (a refusal says HB032)."""
    rows = [
        {"field": f.id, "bit": f.bit, "partition": f.partition, "category": f.category, "ceiling": int(f.ceiling)}
        for f in catalogue.fields
    ]
    db.rows("select record.sync_fields(%s::jsonb)", (orjson.dumps(rows).decode(),))


def _key_place(row: list[Any], holder: str) -> KeyPlace:
    _, subjects, partition, owner, provider, category, level, cell = row[:8]
    return KeyPlace(
        subjects=subjects,
        partition=Partition(partition),
        owner=Owner(owner),
        maker=holder,
        provider=provider,
        category=Category(category),
        level=Level(level),
        cell=CellId(cell) if cell else None,
        bound=row[15],
    )


def _whose(catalogue: Catalogue, people: Iterable[str], entrusted: Sequence[Any]) -> Whose:
    persons = frozenset(map(PersonId, people))
    field, is_entrusted, confiders = entrusted
    if field is None:
        return Whose(persons)
    named = frozenset(map(PersonId, confiders))
    return Whose(persons, confided_by(catalogue.by_id[field], persons, named, is_entrusted=is_entrusted))


def _place(family: FamilyId, row: Row) -> KeyPlace:
    _, persons, partition, owner, maker, provider, category, level, cell = row[:9]
    return KeyPlace(
        subjects=subjects_id(family, frozenset(persons)),
        partition=Partition(partition),
        owner=Owner(owner),
        maker=maker,
        provider=provider,
        category=Category(category),
        level=Level(level),
        cell=cell,
        bound=row[16],
    )
