"""A change of the record, closed with keys and laid out for `record.write_cells` in the database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import orjson

from hub.record.blind import IndexKeys, is_indexed, tokens_of
from hub.record.confided import is_confided
from hub.record.keys import Keyring, close_box, new_category_key
from hub.record.places import KeyPlace, OpenKeys, Whose, Windows, cell_place, confided_by, is_reported, subjects_id
from hub.record.wrapper import Wrapper, as_text
from hub.terms.catalogue import Catalogue
from hub.terms.changes import CellChange
from hub.terms.ids import FamilyId, KeyId, PersonId, new_id
from hub.terms.lists import Category, Level, Owner
from hub.terms.sealing import NOBODY

TABLES = ("subjects", "cells", "keys", "holders", "wrappings", "values", "tokens")


@dataclass(repr=False)
class Sheet:
    """The rows of one change. `author_agency` makes the keys of what is joint; the owner those of the rest."""

    family: FamilyId
    author_agency: str
    ring: Keyring
    catalogue: Catalogue
    keys: OpenKeys
    windows: Windows
    index: IndexKeys = field(default_factory=dict)
    rows: dict[str, list[dict[str, object]]] = field(
        default_factory=lambda: {
            name: [] for name in ("subjects", "cells", "keys", "holders", "wrappings", "values", "tokens")
        }
    )
    _categories: dict[KeyPlace, tuple[KeyId, bytes]] = field(default_factory=dict)
    _subjects: set[str] = field(default_factory=set)

    @cached_property
    def _wrapper(self) -> Wrapper:
        return Wrapper(self.family, self.ring, self.keys.holder_keys, self.rows["holders"], self.rows["wrappings"])

    def document(self) -> bytes:
        """What the database function takes."""
        return orjson.dumps(self.rows)

    def add(self, changes: Iterable[CellChange]) -> None:
        """Close every text of these changes under its key."""
        for change in changes:
            self._add_cell(change)
            for level, text in change.texts.items():
                self._add_value(change, level, orjson.dumps(text))
            self._add_tokens(change)

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
                "bound_source": change.bound,
            }
        )

    def _add_value(self, change: CellChange, level: Level, content: bytes) -> None:
        confiders = self._confiders_of(change)
        place = self._place_of(change, level, confiders)
        to_anybody = bool(confiders) and place.maker in self.ring.intakes
        is_alone = is_confided(change, level, to_anybody=to_anybody)
        staff = (change.entrusted_to or NOBODY) if is_alone else None
        key, clear = self._key_for(Whose(change.persons, confiders), place, staff)
        self.rows["values"].append(
            {
                "partition": place.partition,
                "cell": str(change.cell),
                "level": int(level),
                "key": str(key),
                "content": as_text(
                    close_box(clear, content, cell_place(self.family, change.cell, change.expected + 1, level))
                ),
                "author": change.author and str(change.author),
                "source": change.source,
                "stated_on": change.stated_on,
            }
        )

    def _confiders_of(self, change: CellChange) -> frozenset[PersonId]:
        row, is_entrusted = self.catalogue.by_id[change.field], change.entrusted_to is not None
        return confided_by(row, change.persons, change.entrusted_by, is_entrusted=is_entrusted)

    def _place_of(self, change: CellChange, level: Level, confiders: frozenset[PersonId]) -> KeyPlace:
        """What consent cannot open stands under no key that a consent opens: above its ceiling no category has one,
        and what was entrusted opens by itself or not at all (§ 65 SGB VIII).
        """
        row = self.catalogue.by_id[change.field]
        by_itself = row.category is Category.SINGLE_NOTE or confiders or is_reported(row) or change.bound
        return KeyPlace(
            subjects=self._subjects_of(change.persons),
            partition=row.partition,
            owner=change.owner,
            maker=self.author_agency if change.owner is Owner.JOINT else change.owner,
            provider=change.provider,
            category=row.category if level <= row.ceiling else Category.NONE,
            level=level,
            cell=change.cell if by_itself else None,
            bound=change.bound,
        )

    def _add_tokens(self, change: CellChange) -> None:
        """What can be searched of the full text, by whoever holds the owner's index key."""
        key, text = self.index.get(change.owner), change.texts.get(Level.FULL)
        if key is None or not is_indexed(change.field) or change.entrusted_to is not None or change.entrusted_by:
            return
        for token in tokens_of(key, self.family, change.field, text):
            self.rows["tokens"].append({"cell": str(change.cell), "token": as_text(token)})

    def _subjects_of(self, persons: frozenset[PersonId]) -> str:
        subjects = subjects_id(self.family, persons)
        if subjects not in self._subjects:
            self._subjects.add(subjects)
            members = sorted(map(str, persons))
            self.rows["subjects"].append({"id": str(subjects), "family": str(self.family), "persons": members})
        return subjects

    def _key_for(self, whose: Whose, place: KeyPlace, staff: str | None) -> tuple[KeyId, bytes]:
        """The key of a place, made and wrapped where there is none; `staff` is whose alone it is to be."""
        there = self.keys.category_keys.get(place)
        known = self._categories.get(place) or (there if staff is None else None)
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
                "instead": self.keys.instead.get(place) or (there and there[0]),
            }
        )
        if staff is not None:
            self._wrapper.confide(key, clear, place.maker, staff)
            return key, clear
        for window in self.windows(whose, place):
            self._wrapper.wrap(key, clear, place.maker, window)
        return key, clear
