"""Where keys and values belong: what a key opens, whose yes it needs, for whom and when it is wrapped."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import NAMESPACE_OID, uuid5

from hub.terms.catalogue import Field
from hub.terms.ids import CellId, FamilyId, KeyId, PersonId
from hub.terms.lists import Category, Level, Owner, Partition, Sensitivity

ALWAYS = (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC))


@dataclass(frozen=True)
class KeyPlace:
    """What one key opens: the part of a record that one yes of the same persons can open; of single notes each.

    Each entry too whose source is bound to secrecy: `bound` is its mark, and only a release from it opens the key.
    """

    subjects: str
    partition: Partition
    owner: Owner
    maker: str
    provider: str | None
    category: Category
    level: Level
    cell: CellId | None = None
    bound: str | None = None


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

    `holder_keys` are those of a maker for a holder; `category_keys` those under which is written; `earlier` those under
    which nothing new is: somebody held them once. `whose` says whose yes each place needs; `ends` when the first holder
    beside the maker of a key in use holds it no longer; `instead` which key a new one takes the place of: of
    what was confided this process holds none, and each version has its own.
    """

    holder_keys: Mapping[tuple[str, str], bytes] = field(default_factory=dict)
    category_keys: Mapping[KeyPlace, tuple[KeyId, bytes]] = field(default_factory=dict)
    whose: Mapping[KeyPlace, Whose] = field(default_factory=dict)
    earlier: Sequence[tuple[KeyPlace, KeyId, bytes]] = ()
    ends: Mapping[KeyPlace, datetime] = field(default_factory=dict)
    instead: Mapping[KeyPlace, KeyId] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[KeyPlace, KeyId, bytes]]:
        """Every key, in use or not."""
        yield from ((place, *key) for place, key in self.category_keys.items())
        yield from self.earlier

    def for_writing(self, at: datetime) -> "OpenKeys":
        """Without the keys that somebody held whose time is over by now: what is written from now on is not theirs."""
        over = {place for place, end in self.ends.items() if end <= at}
        return replace(
            self,
            category_keys={place: key for place, key in self.category_keys.items() if place not in over},
            instead={**self.instead, **{place: self.category_keys[place][0] for place in over}},
        )


Windows = Callable[[Whose, KeyPlace], Sequence[Window]]
"""Whom a new key is wrapped for besides its owner: the gate works it out from the consents."""


def confided_by(
    field: Field, persons: frozenset[PersonId], named: frozenset[PersonId], *, is_entrusted: bool
) -> frozenset[PersonId]:
    """Who confided an entry: whoever is named; else those it is about; nobody where nothing was entrusted (§ 65)."""
    by_nature = field.sensitivity is Sensitivity.ENTRUSTED_65
    return named or (persons if is_entrusted or by_nature else frozenset())


def is_reported(field: Field) -> bool:
    """Whether a provider writes it for the Jugendamt though no consent opens it (§§ 8a Abs. 4, 64 Abs. 1 SGB VIII).

    Each such entry has a key of its own, so that a rule opens it and nothing beside it. Health is never reported so.
    """
    own = field.sensitivity in (Sensitivity.ART9, Sensitivity.ENTRUSTED_65)
    return field.partition is Partition.PROVIDER and field.category is Category.NONE and not own


def takes_source(field: Field) -> bool:
    """Whether an entry may be marked as said by somebody bound to secrecy (§ 203 StGB). A mark shuts.

    Not where a provider tells the Jugendamt of a danger, which has to arrive (§ 8a Abs. 4 SGB VIII); and not where both
    agencies write together: it would be shut to both.
    """
    is_danger = is_reported(field) and field.sensitivity is Sensitivity.CHILD_PROTECTION
    return not is_danger and field.owners != {Owner.JOINT}


def subjects_id(family: FamilyId, persons: frozenset[PersonId]) -> str:
    """The id of a set of persons: the same set always has the same."""
    return str(uuid5(NAMESPACE_OID, "|".join([family, *sorted(persons)])))


def cell_place(family: FamilyId, cell: CellId, version: int, level: int) -> bytes:
    """Where a value belongs; sealed in with it, so that it opens nowhere else and no older one in its stead."""
    return f"cell|{family}|{cell}|{version}|{int(level)}".encode()


def kept_place(family: FamilyId, holder: str) -> bytes:
    """Where a maker's copy of another holder's key belongs."""
    return f"kept|{family}|{holder}".encode()
