"""A process of one agency, taken over whole: its sign-in by bare statements, its private key, its code."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import product
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hub.ledger.append import append
from hub.ledger.entry import TicketScope
from hub.record.keys import CannotOpen, open_box, unwrap_key
from hub.record.places import cell_place, kept_place
from hub.terms.access import Look
from hub.terms.ids import CellId, FamilyId, FamilyNumber, KeyId
from hub.terms.lists import Level, Partition
from tests.attacks.by_hand import Connection, entry_of
from tests.kreis import Kreis, numbers

CELLS = """
    select f.number, f.family_id::text, c.cell_id::text, c.field_id, c.owner, c.partition, c.version, v.level,
        array(select p.ref from record.subject m join core.person p using (tenant_id, person_id)
              where m.subjects_id = c.subjects_id order by p.ref),
        c.entrusted_to is not null or c.entrusted_by <> '{}', v.level = 3 or c.passed_on_at is null
    from record.cell c join core.family f using (tenant_id, family_id)
    join record.value v using (tenant_id, partition, cell_id, version) order by f.number, c.cell_id, v.level
"""
KEPT = "select family_id::text, holder, kept from record.holder_key where kept is not null"
WRAPPED = "select family_id::text, key_id::text, wrapped from record.key_wrapping"
BOXES = "select cell_id::text, version, level, key_id::text, content from record.value"
HOLDERS = ("jobcenter", "jugendamt", "provider", "family")


class Held(NamedTuple):
    """One text of one cell, as only the superuser can list it."""

    number: str
    family: str
    cell: str
    field: str
    owner: str
    partition: str
    version: int
    level: int
    persons: tuple[str, ...]
    confided: bool
    whole: bool
    """What is confided, or all of it: not the words that were passed on of it."""


def everything(superuser: Connection) -> list[Held]:
    """Every text of every cell of the Kreis, in its version of today."""
    rows = superuser.execute(CELLS).fetchall()
    return [Held(*row[:8], tuple(row[8]), *row[9:]) for row in rows]


def opens(
    kreis: Kreis, thief: str, instants: Iterable[datetime] = (), families: Iterable[FamilyNumber] = ()
) -> set[Held]:
    """What the thief opens of all there is: told all ids, with forged entries that name each cell at each level.

    Each entry says that it happens at one of the instants, or now; about these families, or the demo's.
    """
    found: set[Held] = set()
    held = everything(kreis.superuser())
    for number in families or numbers():
        of_family = [one for one in held if one.number == number]
        for instant in instants or (kreis.at,):
            found |= set(_opened(kreis, thief, (number, of_family), instant))
    return found


def _opened(kreis: Kreis, thief: str, family: tuple[FamilyNumber, list[Held]], instant: datetime) -> Iterator[Held]:
    house, (number, texts) = kreis.house(thief), family
    looks = tuple(Look(CellId(one.cell), Partition(one.partition), one.version, Level(one.level)) for one in texts)
    [(epoch,)] = (
        kreis.superuser().execute("select consent_epoch from core.family where number = %s", (number,)).fetchall()
    )
    entry = replace(entry_of(kreis, thief, number=number), at=instant, ticket=TicketScope(epoch, looks))
    append(house.db, house.writer, entry)
    rows = kreis.connect(f"hub_{thief}").execute("select * from record.read_cells(%s)", (entry.id,)).fetchall()
    keys = _keys(kreis, thief, FamilyId(texts[0].family), rows)
    for ordinal, key, box, *_ in rows:
        if ordinal and key in keys:
            one = texts[ordinal - 1]
            with suppress(CannotOpen):
                open_box(keys[key], box, cell_place(FamilyId(one.family), CellId(one.cell), one.version, one.level))
                yield one


def _keys(kreis: Kreis, thief: str, family: FamilyId, rows: list[tuple]) -> dict[int, AESGCM]:
    """Category keys by their number in the answer, with every holder key that the private key opens."""
    ring, holders, keys = kreis.house(thief).ring, {}, {}
    for _, number, box, _, maker in rows:
        if number == 0:
            with suppress(CannotOpen):
                holders[maker] = ring.open_holder_key(family, maker, box)
    for ordinal, number, box, key, maker in rows:
        if ordinal == 0 and number and maker in holders:
            with suppress(CannotOpen):
                keys[number] = AESGCM(unwrap_key(holders[maker], thief, str(key), box))
    return keys


def opens_of_a_dump(kreis: Kreis, thief: str) -> set[Held]:
    """What one private key opens of the whole database: every wrapping of every time, by every key that it leads to."""
    superuser, ring = kreis.superuser(), kreis.house(thief).ring
    holders: dict[str, list[bytes]] = defaultdict(list)
    for family, maker, sealed in superuser.execute("select family_id::text, maker, sealed from record.holder_key"):
        with suppress(CannotOpen):
            holders[family].append(ring.open_holder_key(FamilyId(family), maker, sealed))
    for family, holder, kept in superuser.execute(KEPT).fetchall():
        for key in list(holders[family]):
            with suppress(CannotOpen):
                holders[family].append(open_box(key, kept, kept_place(FamilyId(family), holder)))
    keys: dict[str, set[bytes]] = defaultdict(set)
    for family, key, wrapped in superuser.execute(WRAPPED).fetchall():
        for under, holder in product(holders[family], HOLDERS):
            with suppress(CannotOpen):
                keys[key].add(unwrap_key(under, holder, KeyId(key), wrapped))
    boxes = {
        (cell, version, level): (key, box) for cell, version, level, key, box in superuser.execute(BOXES).fetchall()
    }
    return {one for one in everything(superuser) if _is_opened(one, keys, *boxes[one.cell, one.version, one.level])}


def _is_opened(one: Held, keys: dict[str, set[bytes]], key: str, box: bytes) -> bool:
    for clear in keys[key]:
        with suppress(CannotOpen):
            open_box(clear, box, cell_place(FamilyId(one.family), CellId(one.cell), one.version, one.level))
            return True
    return False
