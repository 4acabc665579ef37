"""A Kreis from which everything is missing that one member of staff never gets to see."""

from collections.abc import Set

from hub.casework.opening import open_family
from hub.terms.ids import FamilyNumber
from tests.attacks.families import Document
from tests.kreis import books
from tests.kreis_tables.seats import Seats

CELLS = """
    select c.cell_id::text, c.field_id, coalesce(c.provider, c.owner), array_agg(p.ref order by p.ref), c.entry, c.part
    from record.cell c join core.family f using (tenant_id, family_id)
    join record.subject s using (tenant_id, subjects_id) join core.person p using (tenant_id, person_id)
    where f.number = %s group by c.cell_id, c.field_id, c.provider, c.owner, c.entry, c.part
"""

Place = tuple[object, ...]
"""Family, field, owner, persons, entry, part."""


def never_seen(seats: Seats, ref: str, numbers: tuple[FamilyNumber, ...]) -> Set[Place]:
    """The cells of these families that somebody sees for none of the purposes of their role."""
    principal = seats.kreis.proven(seats.principal(ref))
    house = seats.kreis.house(principal.agency.value)
    purposes = seats.app(seats.group(ref)).extensions["desk"].purposes(principal)
    hidden: set[Place] = set()
    for number in numbers:
        rows = seats.kreis.superuser().execute(CELLS, (number,)).fetchall()
        stored = {cell: (number, field, owner, tuple(refs), *rest) for cell, field, owner, refs, *rest in rows}
        looks = [open_family(house, principal, number, purpose, seats.kreis.at) for purpose in purposes]
        seen = {stored[value.cell] for look in looks for value in look.projection.shown}
        hidden |= set(stored.values()) - seen
    return hidden


def stripped(document: Document, hidden: Set[Place]) -> Document:
    """The same document without these cells, save those that another cell or a paper refers to."""
    families = []
    for family in document["families"]:
        named = {cell["extract_of"] for cell in family["cells"] if "extract_of" in cell}
        named |= {entry for paper in family.get("consents", ()) for entry in paper.get("entries", ())}
        kept = [c for c in family["cells"] if c.get("id") in named or _place(family["number"], c) not in hidden]
        families.append(family | {"cells": kept})
    return {**document, "families": families}


def _place(number: str, cell: Document) -> Place:
    owner = cell.get("provider") or cell.get("owner") or next(iter(books().catalogue.by_id[cell["field"]].owners)).value
    return (number, cell["field"], owner, tuple(sorted(cell["persons"])), cell.get("entry", 1), cell.get("part", 1))
