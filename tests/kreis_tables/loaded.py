"""What the load file of the demo Kreis says is there: beside the tables, the other half of what is expected."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from hub.terms.catalogue import Field
from hub.terms.lists import Category, Level, Owner, Sensitivity
from tests.kreis import books, demo
from tests.kreis_tables.reading import CODE_OF, ORDERED, Look

TEXTS = {Level.FULL: "value", Level.SUMMARY: "summary", Level.PSEUDONYMISED: "pseudonymised"}
SEALED = frozenset({Category.SINGLE_NOTE, Category.NONE})

Seen = tuple[str, tuple[str, ...], str, Any]
"""Field, persons, level and text: what somebody sees of one cell."""


@cache
def families() -> Mapping[str, Mapping[str, Any]]:
    """The families that are in the load file by now."""
    return {one["id"]: one for one in demo()["families"]}


def participants(family: str) -> list[str]:
    """Those about whom blanks are drawn: whoever takes part. A third person is cut out (B4)."""
    return [one["id"] for one in families()[family]["persons"] if one.get("kind", "participant") == "participant"]


def expected_values(look: Look) -> list[Seen]:
    """What the table opens of what is there: each at the highest level that its ceiling lets through."""
    locked = {one["id"] for one in families()[look.family]["persons"] if one.get("address_lock")}
    cells = [one for one in families()[look.family].get("cells", ()) if owner_of(one) is look.owner]
    return sorted((seen for one in cells for seen in _seen(look, one, locked)), key=str)


def owner_of(cell: Mapping[str, Any]) -> Owner:
    """Whose value it is."""
    field = _field(cell)
    return Owner(cell["owner"]) if "owner" in cell else next(iter(field.owners))


def _seen(look: Look, cell: Mapping[str, Any], locked: Iterable[str]) -> list[Seen]:
    field = _field(cell)
    if _is_sealed(cell, field) or (field.id == "address" and set(cell["persons"]) & set(locked)):
        return []
    if not (_is_ordered(look, field) or _is_consented(look, cell, field)):
        return []
    levels = [level for level, key in TEXTS.items() if key in cell and level <= field.ceiling]
    return [(field.id, tuple(sorted(cell["persons"])), levels[0].id, cell[TEXTS[levels[0]]])] if levels else []


def _is_sealed(cell: Mapping[str, Any], field: Field) -> bool:
    """Entrusted, child protection, restricted, no category that a consent could name: never in these tables."""
    if cell.get("entrusted_to") or cell.get("entrusted_by") or cell.get("restricted_since"):
        return True
    return field.category in SEALED or field.sensitivity in {Sensitivity.ENTRUSTED_65, Sensitivity.CHILD_PROTECTION}


def _is_ordered(look: Look, field: Field) -> bool:
    return look.purpose == "Z5" and field.id in ORDERED


def _is_consented(look: Look, cell: Mapping[str, Any], field: Field) -> bool:
    return all(look.state(person, CODE_OF[field.category]).startswith("C") for person in cell["persons"])


def _field(cell: Mapping[str, Any]) -> Field:
    return books().catalogue.by_id[cell["field"]]


def is_called_in(family: str, ref: str, day: date) -> bool:
    """Whether the case is theirs on this day, or they stand in for whose it is."""
    ties = [*families()[family].get("assignments", ()), *families()[family].get("deputies", ())]
    spans = [(one.get("from", "0000"), one.get("to", "9999")) for one in ties if one["staff"] == ref]
    return any(begin <= day.isoformat() <= end for begin, end in spans)
