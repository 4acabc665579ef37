"""The cells of a family in a load file."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from hub.exchange.parts import check_parts
from hub.exchange.reading import Document
from hub.exchange.walk import Walk
from hub.terms.answers import Json
from hub.terms.bound import mark_of
from hub.terms.catalogue import Field, Ownership
from hub.terms.changes import CellChange, Source
from hub.terms.ids import CellId, FieldId, PersonId, ProviderId, new_id
from hub.terms.lists import Agency, Level, Owner
from hub.terms.plain import DEEPEST_VALUE, LONGEST_VALUE, Flaw, flaws_of

_FLAWS = {
    Flaw.DEEP: f"must not be nested more than {DEEPEST_VALUE} times",
    Flaw.LONG: f"must not be empty nor longer than {LONGEST_VALUE} characters",
    Flaw.CONTROL: "must not hold control characters",
}
TEXTS = {"value": Level.FULL, "summary": Level.SUMMARY, "pseudonymised": Level.PSEUDONYMISED}


def read_cells(walk: Walk) -> Iterator[CellChange]:
    """Every cell that is whole; what is wrong with the others is noted."""
    places: set[tuple[object, ...]] = set()
    changes: dict[str, CellChange] = {}
    walk.cells.update({one["id"]: CellId(new_id()) for one in walk.document.get("cells", ()) if "id" in one})
    for number, one in enumerate(walk.document.get("cells", ())):
        place = f"cells[{number}]"
        row = walk.catalogue.by_id.get(FieldId(one["field"]))
        if row is None:
            walk.fault(f"{place}.field", "not a field of the catalogue")
            continue
        owner = _owner(walk, place, row, one)
        persons = [walk.person(f"{place}.persons[{n}]", ref) for n, ref in enumerate(one["persons"])]
        if owner is None or None in persons:
            continue
        change = _change(walk, place, one, (row, owner, frozenset(filter(None, persons))))
        spot = (change.field, change.persons, change.owner, change.provider, change.entry, change.part)
        if spot in places:
            walk.fault(place, "there is such a cell already: give it another entry number")
        places.add(spot)
        changes[place] = change
        yield change
    check_parts(walk, changes)


def _change(walk: Walk, place: str, one: Document, spot: tuple[Field, Owner, frozenset[PersonId]]) -> CellChange:
    row, owner, persons = spot
    confiders = [walk.person(f"{place}.entrusted_by[{n}]", ref) for n, ref in enumerate(one.get("entrusted_by", ()))]
    return CellChange(
        cell=walk.cells[one["id"]] if "id" in one else CellId(new_id()),
        expected=0,
        field=row.id,
        persons=persons,
        owner=owner,
        texts={level: _checked(walk, f"{place}.{key}", one[key]) for key, level in TEXTS.items() if key in one},
        source=Source(one.get("source", "person")),
        stated_on=walk.date(one, "on") or walk.day,
        author=walk.staff(f"{place}.author", one.get("author")),
        provider=ProviderId(one["provider"]) if owner is Owner.PROVIDER else None,
        entry=one.get("entry", 1),
        entrusted_to=walk.staff(f"{place}.entrusted_to", one.get("entrusted_to")),
        entrusted_by=frozenset(filter(None, confiders)),
        passed_on_at=datetime.fromisoformat(one["passed_on_at"]) if "passed_on_at" in one else None,
        disputed=one.get("disputed", False),
        restricted_since=walk.date(one, "restricted_since"),
        part=one.get("part", 1),
        extract_of=walk.cell(f"{place}.extract_of", one.get("extract_of")),
        bound=mark_of(walk.family, one["bound_source"]) if "bound_source" in one else None,
    )


def _owner(walk: Walk, place: str, row: Field, one: Document) -> Owner | None:
    """Whose the value is: what the catalogue says, and for fields of core what the file says."""
    stated = Owner(one["owner"]) if "owner" in one else None
    if row.ownership is Ownership.ENTERING and stated is None:
        walk.fault(f"{place}.owner", "needed: the agency that entered it")
        return None
    owner = stated or next(iter(row.owners))
    if owner not in row.owners:
        walk.fault(f"{place}.owner", f"must be {' or '.join(sorted(row.owners))} for this field")
        return None
    if owner is Owner.PROVIDER and walk.directory.agencies.get(one.get("provider", "")) is not Agency.PROVIDER:
        walk.fault(f"{place}.provider", "needed: the id of a provider, here or in the hub")
        return None
    return owner


def _checked(walk: Walk, place: str, value: Any) -> Json:
    """A value that can be shown; what is wrong with any other is noted."""
    for flaw in flaws_of(value):
        walk.fault(place, _FLAWS[flaw])
    return value  # type: ignore[no-any-return]  # JSON out of the parser
