"""The field catalogue: what may stand in a record, whose it is, and how far consent can open it.

A set of fields is an integer, bit `field.bit` of it. Bits are given once and never used again: a consent stores its
fields by id and a policy by rule, so a field that joins a category later is not covered by older consents.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from hub.terms.ids import FieldId
from hub.terms.lists import Category, Level, Owner, Partition, Purpose, Sensitivity


class Ownership(StrEnum):
    """How the owner of a field's values follows (R1 of the scenario format)."""

    ENTERING = "entering_agency"
    JOBCENTER = "jobcenter"
    JUGENDAMT = "jugendamt"
    PROVIDER = "provider"
    JOINT = "joint"


_OWNERS: dict[Ownership, frozenset[Owner]] = {
    Ownership.ENTERING: frozenset({Owner.JOBCENTER, Owner.JUGENDAMT}),
    Ownership.JOBCENTER: frozenset({Owner.JOBCENTER}),
    Ownership.JUGENDAMT: frozenset({Owner.JUGENDAMT}),
    Ownership.PROVIDER: frozenset({Owner.PROVIDER}),
    Ownership.JOINT: frozenset({Owner.JOINT}),
}


@dataclass(frozen=True)
class Field:
    """One row of `schemas/field-catalogue.csv`."""

    id: FieldId
    bit: int
    label: str
    partition: Partition
    section: str
    subject: str
    data_type: str
    sensitivity: Sensitivity
    default_purposes: frozenset[Purpose]
    basis_without_consent: str
    retention: str
    category: Category
    ceiling: Level
    ownership: Ownership

    @property
    def owners(self) -> frozenset[Owner]:
        """Who can own a value of this field."""
        return _OWNERS[self.ownership]

    @property
    def is_told_of(self) -> bool:
        """Whether a person is told that somebody saw theirs: not what was confided, nor what nobody across may know of.

        That there is any would be telling (F3).
        """
        kept = self.sensitivity in (Sensitivity.ENTRUSTED_65, Sensitivity.CHILD_PROTECTION)
        return not kept and self.ceiling > Level.NONE and self.category is not Category.NONE


Kind = tuple[bool, str]
"""Of a field: whether a person is told of it, and its category."""
STORED_BITS = 256
"""Of a set of fields in the database."""


class CatalogueFaulty(ValueError):
    """The catalogue cannot be used: the message names the line, the field and what is missing."""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All fields, ordered by bit. One is the same as another only if it is it: cheap as a key."""

    fields: tuple[Field, ...]

    @cached_property
    def kinds(self) -> Mapping[FieldId, Kind]:
        """Of each field."""
        return {field.id: (field.is_told_of, field.category.value) for field in self.fields}

    @cached_property
    def by_id(self) -> Mapping[FieldId, Field]:
        """The field of an id; a KeyError names an id that is not in the catalogue."""
        return {field.id: field for field in self.fields}

    def mask(self, fields: Iterable[Field]) -> int:
        """The set of these fields as one integer."""
        return sum(1 << field.bit for field in set(fields))

    @cached_property
    def width(self) -> int:
        """How many bits a set of fields takes."""
        return max((field.bit for field in self.fields), default=0) + 1

    @cached_property
    def consented(self) -> str:
        """A mark of all that a consent's meaning turns on: the same mark, and its fields are the same ones."""
        words = [f"{field.bit} {field.id} {field.category} {field.partition}" for field in self.fields]
        return sha256("\n".join(words).encode()).hexdigest()

    @cached_property
    def spreads(self) -> tuple[int, ...]:
        """By levels (bit 0 for the lowest): what to multiply a set of fields with so that it stands at each of them."""
        return tuple(sum(1 << level * self.width for level in range(3) if levels >> level & 1) for levels in range(8))

    @cached_property
    def repeats(self) -> tuple[int, ...]:
        """By level: what to multiply a set of fields with so that it stands at each level up to this one."""
        return tuple(self.spreads[(1 << level) - 1] for level in range(4))

    @cached_property
    def only_owners(self) -> Mapping[FieldId, Owner]:
        """The fields whose values can have but one owner, and that one."""
        return {field.id: next(iter(field.owners)) for field in self.fields if len(field.owners) == 1}

    @cached_property
    def sole_masks(self) -> Mapping[Owner, int]:
        """The fields that only this owner can have."""
        only = self.only_owners
        return {owner: self.mask(f for f in self.fields if only.get(f.id) is owner) for owner in Owner}

    @cached_property
    def all(self) -> int:
        """Every field."""
        return self.mask(self.fields)

    @cached_property
    def category_masks(self) -> Mapping[Category, int]:
        """The fields of each category."""
        return {category: self.mask(f for f in self.fields if f.category is category) for category in Category}

    @cached_property
    def partition_masks(self) -> Mapping[Partition, int]:
        """The fields of each partition."""
        return {partition: self.mask(f for f in self.fields if f.partition is partition) for partition in Partition}

    @cached_property
    def owner_masks(self) -> Mapping[Owner, int]:
        """The fields whose values can belong to each owner."""
        return {owner: self.mask(f for f in self.fields if owner in f.owners) for owner in Owner}

    @cached_property
    def ceiling_masks(self) -> Mapping[Level, int]:
        """The fields whose ceiling is at least this level."""
        return {level: self.mask(f for f in self.fields if f.ceiling >= level) for level in Level}


def mask_text(fields: int) -> str:
    """A set of fields as the database keeps it: bit by bit, the first one first."""
    return f"{fields:0{STORED_BITS}b}"[::-1]


def parse_catalogue(text: str, retention_classes: Iterable[str]) -> Catalogue:
    """Read the catalogue from CSV; refuse a field without category, owner, ceiling or retention class."""
    known = frozenset(retention_classes)
    fields = [_field(line, row, known) for line, row in enumerate(csv.DictReader(io.StringIO(text)), start=2)]
    for name in ("id", "bit"):
        values = [getattr(field, name) for field in fields]
        twice = {value for value in values if values.count(value) > 1}
        if twice:
            raise CatalogueFaulty(f"field catalogue: {name} given twice: {', '.join(map(str, sorted(twice)))}")
    return Catalogue(tuple(sorted(fields, key=lambda field: field.bit)))


def _field(line: int, row: Mapping[str, str], retention_classes: frozenset[str]) -> Field:
    where = f'field catalogue line {line}: field "{row.get("id", "")}"'
    try:
        field = Field(
            id=FieldId(row["id"]),
            bit=int(row["bit"]),
            label=row["label_de"],
            partition=Partition(row["partition"]),
            section=row["section"],
            subject=row["subject"],
            data_type=row["data_type"],
            sensitivity=Sensitivity(row["sensitivity"]),
            default_purposes=frozenset(Purpose(p) for p in row["default_purposes"].split(";") if p),
            basis_without_consent=row["legal_basis_without_consent"],
            retention=row["retention_class"],
            category=Category(row["consent_category"]),
            ceiling=_level(row["cross_share_ceiling"]),
            ownership=Ownership(row["owner"]),
        )
    except (KeyError, ValueError) as error:
        raise CatalogueFaulty(f"{where}: {error}") from error
    if field.retention not in retention_classes:
        raise CatalogueFaulty(f'{where}: unknown retention class "{field.retention}"')
    if not field.id or not field.default_purposes:
        raise CatalogueFaulty(f"{where}: id and default purposes are needed")
    return field


def _level(word: str) -> Level:
    for level in Level:
        if level.id == word:
            return level
    raise ValueError(f'unknown level "{word}"')
