"""A change of the record, closed with keys and laid out for `record.write_cells` in the database."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import NAMESPACE_OID, uuid5

import orjson

from hub.record.keys import Keyring, close_box, new_category_key, wrap_key
from hub.terms.catalogue import Catalogue, Field
from hub.terms.changes import CellChange
from hub.terms.ids import CellId, FamilyId, KeyId, PersonId, new_id
from hub.terms.lists import Category, Level, Owner, Partition, Sensitivity

ALWAYS = (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC))


@dataclass(frozen=True)
class KeyPlace:
    """What one key opens: the part of a record that one yes of the same persons can open; of single notes each."""

    subjects: str
    partition: Partition
    owner: Owner
    maker: str
    provider: str | None
    category: Category
    level: Level
    cell: CellId | None = None


@dataclass(frozen=True)
class Window:
    """That an agency may hold a key, why (`own`, or the consents), and when: from the first instant until the last."""

    holder: str
    basis: str
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Whose:
    """Whose yes a key needs: of everybody it is about, and the own signature of everybody who confided it (C5)."""

    persons: frozenset[PersonId]
    confiders: frozenset[PersonId] = frozenset()


@dataclass(frozen=True)
class Wrapping:
    """That one key of a family is wrapped for somebody by consent."""

    key: KeyId
    whose: Whose
    place: KeyPlace
    window: Window


@dataclass(frozen=True, repr=False)
class OpenKeys:
    """The keys of a family that this process holds in clear, for as long as one change lasts.

    `holder_keys` are those of a maker for a holder.
    """

    holder_keys: Mapping[tuple[str, str], bytes] = field(default_factory=dict)
    category_keys: Mapping[KeyPlace, tuple[KeyId, bytes]] = field(default_factory=dict)


Windows = Callable[[Whose, KeyPlace], Sequence[Window]]
"""Whom a new key is wrapped for besides its owner: the gate works it out from the consents."""


def confided_by(
    field: Field, persons: frozenset[PersonId], named: frozenset[PersonId], *, is_entrusted: bool
) -> frozenset[PersonId]:
    """Who confided an entry: whoever is named; else those it is about; nobody where nothing was entrusted (§ 65)."""
    by_nature = field.sensitivity is Sensitivity.ENTRUSTED_65
    return named or (persons if is_entrusted or by_nature else frozenset())


def subjects_id(family: FamilyId, persons: frozenset[PersonId]) -> str:
    """The id of a set of persons: the same set always has the same."""
    return str(uuid5(NAMESPACE_OID, "|".join([family, *sorted(persons)])))


def cell_place(family: FamilyId, cell: CellId, version: int, level: int) -> bytes:
    """Where a value belongs; sealed in with it, so that it opens nowhere else and no older one in its stead."""
    return f"cell|{family}|{cell}|{version}|{int(level)}".encode()


@dataclass(repr=False)
class Sheet:
    """The rows of one change. `author_agency` makes the keys of what is joint; the owner those of the rest."""

    family: FamilyId
    author_agency: str
    ring: Keyring
    catalogue: Catalogue
    keys: OpenKeys
    windows: Windows
    rows: dict[str, list[dict[str, object]]] = field(
        default_factory=lambda: {name: [] for name in ("subjects", "cells", "keys", "holders", "wrappings", "values")}
    )
    _holders: dict[tuple[str, str], bytes] = field(default_factory=dict)
    _categories: dict[KeyPlace, tuple[KeyId, bytes]] = field(default_factory=dict)
    _subjects: set[str] = field(default_factory=set)

    def document(self) -> bytes:
        """What the database function takes."""
        return orjson.dumps(self.rows)

    def add(self, changes: Iterable[CellChange]) -> None:
        """Close every text of these changes under its key."""
        for change in changes:
            self._add_cell(change)
            for level, text in change.texts.items():
                self._add_value(change, level, orjson.dumps(text))

    def _add_cell(self, change: CellChange) -> None:
        subjects = self._subjects_of(change.persons)
        self.rows["cells"].append(
            {
                "id": str(change.cell),
                "expected": change.expected,
                "partition": self.catalogue.by_id[change.field].partition,
                "family": str(self.family),
                "subjects": str(subjects),
                "field": change.field,
                "entry": change.entry,
                "owner": change.owner,
                "provider": change.provider,
                "levels": sum(1 << level for level in change.texts),
                "entrusted_to": change.entrusted_to and str(change.entrusted_to),
                "entrusted_by": sorted(map(str, change.entrusted_by)),
                "passed_on_at": change.passed_on_at,
                "disputed": change.disputed,
                "restricted_since": change.restricted_since,
                "part": change.part,
                "extract_of": change.extract_of,
            }
        )

    def _add_value(self, change: CellChange, level: Level, content: bytes) -> None:
        row = self.catalogue.by_id[change.field]
        confiders = confided_by(row, change.persons, change.entrusted_by, is_entrusted=change.entrusted_to is not None)
        # What consent cannot open stands under no key that a consent opens: above its ceiling no category has one,
        # and what was entrusted opens by itself or not at all (§ 65 SGB VIII).
        place = KeyPlace(
            subjects=self._subjects_of(change.persons),
            partition=row.partition,
            owner=change.owner,
            maker=self.author_agency if change.owner is Owner.JOINT else change.owner,
            provider=change.provider,
            category=row.category if level <= row.ceiling else Category.NONE,
            level=level,
            cell=change.cell if row.category is Category.SINGLE_NOTE or confiders else None,
        )
        key, clear = self._key_for(Whose(change.persons, confiders), place)
        self.rows["values"].append(
            {
                "partition": row.partition,
                "cell": str(change.cell),
                "level": int(level),
                "key": str(key),
                "content": _text(
                    close_box(clear, content, cell_place(self.family, change.cell, change.expected + 1, level))
                ),
                "author": change.author and str(change.author),
                "source": change.source,
                "stated_on": change.stated_on,
            }
        )

    def _subjects_of(self, persons: frozenset[PersonId]) -> str:
        subjects = subjects_id(self.family, persons)
        if subjects not in self._subjects:
            self._subjects.add(subjects)
            members = sorted(map(str, persons))
            self.rows["subjects"].append({"id": str(subjects), "family": str(self.family), "persons": members})
        return subjects

    def _key_for(self, whose: Whose, place: KeyPlace) -> tuple[KeyId, bytes]:
        known = self.keys.category_keys.get(place) or self._categories.get(place)
        if known:
            return known
        key, clear = KeyId(new_id()), new_category_key()
        self._categories[place] = (key, clear)
        self.rows["keys"].append(
            {
                "id": str(key),
                "family": str(self.family),
                "subjects": str(place.subjects),
                "partition": place.partition,
                "owner": place.owner,
                "maker": place.maker,
                "provider": place.provider,
                "category": place.category,
                "level": int(place.level),
                "cell": place.cell,
            }
        )
        for window in self.windows(whose, place):
            self._wrap(key, clear, place.maker, window)
        return key, clear

    def _wrap(self, key: KeyId, clear: bytes, maker: str, window: Window) -> None:
        under = self._holder_key(maker, window.holder)
        self.rows["wrappings"].append(
            {
                "key": key,
                "family": self.family,
                "maker": maker,
                "holder": window.holder,
                "basis": window.basis,
                "wrapped": _text(wrap_key(under, window.holder, key, clear)),
                "since": window.since,
                "until": window.until,
            }
        )

    def _holder_key(self, maker: str, holder: str) -> bytes:
        known = self.keys.holder_keys.get((maker, holder)) or self._holders.get((maker, holder))
        if known:
            return known
        kept = None if maker == holder else self._holder_key(maker, maker)
        clear, sealed = self.ring.new_holder_key(self.family, maker, holder)
        self._holders[maker, holder] = clear
        self.rows["holders"].append(
            {
                "family": str(self.family),
                "maker": maker,
                "holder": holder,
                "sealed": _text(sealed),
                "kept": kept and _text(close_box(kept, clear, kept_place(self.family, holder))),
            }
        )
        return clear


def kept_place(family: FamilyId, holder: str) -> bytes:
    """Where a maker's copy of another holder's key belongs."""
    return f"kept|{family}|{holder}".encode()


def _text(data: bytes) -> str:
    return b64encode(data).decode()
