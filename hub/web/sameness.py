"""The same value held by two agencies is read once, if both may be seen."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

import orjson

from hub.terms.answers import Value
from hub.terms.ids import CellId
from hub.terms.lists import Agency


@dataclass(frozen=True, repr=False)
class Joined:
    """`kept` are the values to be read; `beside` says which of other owners read the same, by the cell kept."""

    kept: tuple[Value, ...]
    beside: Mapping[CellId, tuple[Value, ...]]


def join_alike(shown: Iterable[Value], agency: Agency) -> Joined:
    """Keep the reader's own of those that agree in field, persons, level, doubt and content; else the first."""
    values = tuple(shown)
    kept: dict[CellId, list[Value]] = {}
    spots: dict[Hashable, Value] = {}
    for value in sorted(values, key=lambda one: one.owner.value != agency.value):
        first = spots.setdefault(_spot(value), value)
        if first.owner is value.owner:
            kept[value.cell] = []
        else:
            kept[first.cell].append(value)
    in_order = tuple(value for value in values if value.cell in kept)
    return Joined(in_order, {cell: tuple(others) for cell, others in kept.items() if others})


def _spot(value: Value) -> Hashable:
    content = orjson.dumps(value.content, option=orjson.OPT_SORT_KEYS)
    return value.field, value.persons, value.part, value.level, value.disputed, value.bound, content
