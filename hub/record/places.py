"""Where keys and values belong: what a key opens, whose yes it needs, for whom and when it is wrapped."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import NAMESPACE_OID, uuid5

from hub.terms.catalogue import Field
from hub.terms.ids import CellId, FamilyId, KeyId, PersonId
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

    `holder_keys` are those of a maker for a holder; `whose` says whose yes each category key needs.
    """

    holder_keys: Mapping[tuple[str, str], bytes] = field(default_factory=dict)
    category_keys: Mapping[KeyPlace, tuple[KeyId, bytes]] = field(default_factory=dict)
    whose: Mapping[KeyPlace, Whose] = field(default_factory=dict)


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


def kept_place(family: FamilyId, holder: str) -> bytes:
    """Where a maker's copy of another holder's key belongs."""
    return f"kept|{family}|{holder}".encode()
