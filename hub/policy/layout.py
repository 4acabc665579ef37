"""An outline as masks: cells that no condition tells apart are taken together, and looked at once.

Made once for an outline, and remembered as long as the outline is the same one.
"""

from collections.abc import Hashable
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from hub.policy.packing import written
from hub.terms.access import Outline, OutlineCell
from hub.terms.catalogue import Catalogue, Field
from hub.terms.ids import CellId, FieldId, PersonId, ProviderId
from hub.terms.lists import Category, Owner, Sensitivity

_LOOKED_AT = ("persons", "entrusted_to", "entrusted_by", "passed_on", "disputed", "restricted", "discussed")
LOGS = frozenset({FieldId("access_log"), FieldId("disclosure_register")})
"""Their rows are looked at one by one: each has an age, a controller, and what is asked of it."""

_PROVIDER = Owner.PROVIDER  # named once: to look a member up costs more than to compare it

_facts = itemgetter(*map(OutlineCell._fields.index, _LOOKED_AT))
"""All that conditions look at in a cell, save its field, its name and whose it is."""


class Kind(NamedTuple):
    """Cells that differ only in their field and level.

    `owner` is None where each of the fields has one owner whoever enters it; `provider` is whose a provider's are;
    `by_entry` says that consent opens these only if it names them one by one (C7); `person` is whom alone they are
    about, None where that is several or nobody.
    """

    sample: OutlineCell
    persons: frozenset[PersonId]
    owner: Owner | None
    provider: ProviderId | None
    by_entry: bool
    person: PersonId | None


class Layout(NamedTuple):
    """All kinds of an outline, and for each cell the number of its kind and its field as a bit.

    `held` are the fields of each kind, packed by the levels of their texts. `together` are the cells that are looked
    at with others.
    """

    kinds: tuple[Kind, ...]
    held: tuple[int, ...]
    places: tuple[tuple[OutlineCell, int, int], ...]
    together: frozenset[CellId]


@lru_cache(maxsize=512)
def lay_out(catalogue: Catalogue, outline: Outline, apart: frozenset[CellId] = frozenset()) -> Layout:
    """The layout of an outline; the cells of `apart` are looked at by themselves, since a consent names them."""
    numbers: dict[Hashable, int] = {}
    texts: dict[Hashable, int] = {}
    samples: list[Kind] = []
    held: list[int] = []
    places = []
    providers = {cell.provider for cell in outline.cells if cell.provider is not None}
    only_one = providers.pop() if len(providers) == 1 else None
    for cell in outline.cells:
        owner, by_entry = _owner(catalogue, cell), is_by_entry(catalogue, cell)
        provider = cell.provider if cell.owner is _PROVIDER else only_one
        key: Hashable = (owner, provider, _facts(cell))
        if by_entry or cell.source is not None or cell.cell in apart or cell.field in LOGS:
            key = cell
        elif texts.setdefault((key, cell.field), cell.levels) != cell.levels:
            key = (key, cell.levels)  # a second entry of this field, with texts at other levels
        number = numbers.setdefault(key, len(numbers))
        if number == len(samples):
            samples.append(Kind(cell, cell.persons, owner, provider, by_entry, _only(cell.persons)))
            held.append(0)
        field = 1 << catalogue.by_id[cell.field].bit
        held[number] |= written(catalogue, field, cell.levels)
        places.append((cell, number, field))
    single = {number for key, number in numbers.items() if isinstance(key, OutlineCell)}
    together = frozenset(cell.cell for cell, number, _ in places if number not in single)
    return Layout(tuple(samples), tuple(held), tuple(places), together)


def kind_of(catalogue: Catalogue, cell: OutlineCell) -> Kind:
    """One cell by itself."""
    return Kind(cell, cell.persons, cell.owner, cell.provider, is_by_entry(catalogue, cell), _only(cell.persons))


def _only(persons: frozenset[PersonId]) -> PersonId | None:
    return next(iter(persons)) if len(persons) == 1 else None


def is_by_entry(catalogue: Catalogue, cell: OutlineCell) -> bool:
    """Consent opens this cell only if it names the very entry: confided things and single notes (C7)."""
    if cell.entrusted_to is not None or cell.entrusted_by or cell.passed_on:
        return True
    return cell.field in _fields_by_entry(catalogue)


@lru_cache(maxsize=64)
def _fields_by_entry(catalogue: Catalogue) -> frozenset[FieldId]:
    return frozenset(field.id for field in catalogue.fields if _is_single(field))


def _is_single(field: Field) -> bool:
    return field.category is Category.SINGLE_NOTE or field.sensitivity is Sensitivity.ENTRUSTED_65


def _owner(catalogue: Catalogue, cell: OutlineCell) -> Owner | None:
    """None if the field cannot have another; for what is no ordinary value, the cell's own."""
    return None if catalogue.only_owners.get(cell.field) is cell.owner else cell.owner
