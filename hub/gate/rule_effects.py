"""How many a change of the rules concerns today: decided by both sets for values that may or may not be there.

Asked is what somebody of the function would be shown of a value as such, of whoever takes part, by what is signed. So a
count tells nothing of what is stored. Only numbers leave; no family is looked at in anybody's name.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import product

from hub.consent.store import parse_papers
from hub.consent.tasks.store import ClerkRow, Stretch, load_clerk_page
from hub.gate.house import House
from hub.gate.judging import Signed, judge
from hub.identity.store import Member, load_circle
from hub.policy.policies import PolicySet
from hub.record.outline import parse_outline
from hub.terms.access import AccessRequest, Act, Context, Mandate, Outline, OutlineCell
from hub.terms.agreed import CellRef
from hub.terms.catalogue import Field
from hub.terms.clock import legal_day
from hub.terms.ids import CellId, PersonId
from hub.terms.lists import Level, Owner
from hub.terms.people import Family
from hub.terms.principals import Principal
from hub.terms.rule_changes import Counts

PAGE = 100
EVERY_LEVEL = sum(1 << level for level in Level)


Touched = set[tuple[CellRef, PersonId]]
"""About whom a cell of the matrix says something else."""


def count_effect(house: House, rules: tuple[PolicySet, PolicySet], cells: Sequence[CellRef], at: datetime) -> Counts:
    """Families and persons about whom somebody of the functions sees less, or more, each once; and how many cells.

    A cell is a person with a category, for one function and purpose: whom two cells concern counts in both.
    """
    families = narrower = wider = 0
    persons: set[PersonId] = set()
    for row in _rows(house, at):
        less, more = _touched(house, rules, row, (cells, at))
        mine = {person for _, person in less | more}
        families += bool(mine)
        persons |= mine
        narrower += len(less)
        wider += len(more)
    return Counts(families, len(persons), narrower, wider)


def _touched(
    house: House, rules: tuple[PolicySet, PolicySet], row: ClerkRow, asked: tuple[Sequence[CellRef], datetime]
) -> tuple[Touched, Touched]:
    """In one family: where somebody sees less, and where more."""
    cells, at = asked
    family = parse_outline(row.family, None, None).family
    assert family is not None
    circle, signed = tuple(load_circle(house.db, row.id)), _signed(house, row)
    less, more = Touched(), Touched()
    for cell in cells:
        for principal in _holders(circle, cell, at):
            outline = Outline(family, tuple(_supposed(family, rules[1], cell, principal)))
            found = _moved(rules, _request(principal, family, cell, at), outline, signed)
            less |= {(cell, person) for person in found[0]}
            more |= {(cell, person) for person in found[1]}
    return less, more


def _rows(house: House, at: datetime) -> Iterator[ClerkRow]:
    after = ""
    while rows := load_clerk_page(house.db, Stretch(after, PAGE), at):
        yield from rows
        after = rows[-1].number


def _signed(house: House, row: ClerkRow) -> Signed:
    return Signed(tuple(parse_papers(row.papers, house.policies.catalogue)))


def _holders(circle: Iterable[Member], cell: CellRef, at: datetime) -> Iterator[Principal]:
    """Everybody of the function whose case it is today."""
    day = legal_day(at)
    for one in circle:
        is_theirs = one.since is not None and one.since <= day <= (one.until or day)
        if one.principal.role is cell.role and is_theirs:
            yield one.principal


def _request(principal: Principal, family: Family, cell: CellRef, at: datetime) -> AccessRequest:
    context = Context(mandates={principal.id: Mandate(assigned=True)})
    return AccessRequest(principal, (principal,), Act.DISCLOSE, cell.purpose, family.number, at, context)


def _supposed(family: Family, policies: PolicySet, cell: CellRef, principal: Principal) -> Iterator[OutlineCell]:
    """One value of each field of the category, of each who could have it but their own agency, about each person."""
    own = str(principal.agency)
    fields = [one for one in policies.catalogue.fields if one.category is cell.category]
    for person, field in product(family.participants, fields):
        for owner in _owners(field, own):
            name = CellId(f"{person.id} {field.id} {owner}")
            yield OutlineCell(name, field.id, frozenset({person.id}), owner, levels=EVERY_LEVEL)


def _owners(field: Field, own: str) -> Sequence[Owner]:
    return sorted(owner for owner in field.owners if str(owner) != own)


def _moved(
    rules: tuple[PolicySet, PolicySet], request: AccessRequest, outline: Outline, signed: Signed
) -> tuple[set[PersonId], set[PersonId]]:
    """About whom less is shown than before, and about whom more."""
    was, now = (
        {one.cell.cell: one.level for one in judge(one_set, request, outline, signed).decision.shown}
        for one_set in rules
    )
    persons = {cell.cell: cell.persons for cell in outline.cells}
    less = {one for cell in persons for one in persons[cell] if now.get(cell, 0) < was.get(cell, 0)}
    more = {one for cell in persons for one in persons[cell] if now.get(cell, 0) > was.get(cell, 0)}
    return less, more
