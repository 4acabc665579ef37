"""Who stands in the picture and what binds them, as far as it is shown; what names somebody else is dropped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from hub.terms.answers import Value
from hub.terms.clock import age_on
from hub.terms.ids import FieldId, PersonId
from hub.terms.lists import Category, Level

W = TypeVar("W", bound=StrEnum)

FIELD = FieldId("sgb8_genogram")
NOT_BORN = "~"
PREGNANT = "Schwanger"
"""How a value about health says that somebody is pregnant: by its first word."""


class Sex(StrEnum):
    """Which symbol is drawn: circle, square, diamond; a triangle for a child that is not born yet."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNBORN = "unborn"


class BondKind(StrEnum):
    """How two people stand to each other as a couple."""

    MARRIED = "married"
    TOGETHER = "together"
    SEPARATED = "separated"
    DIVORCED = "divorced"


class Way(StrEnum):
    """How a child came to its parents."""

    BIRTH = "birth"
    ADOPTED = "adopted"
    FOSTER = "foster"


@dataclass(frozen=True, repr=False)
class Node:
    """One person. `age` are whole years, or a band such as `40–44` where no name may be shown; empty is not known."""

    ref: str
    sex: Sex
    name: str = ""
    age: str = ""
    born: date | None = None
    focus: bool = False
    deceased: bool = False
    households: frozenset[str] = frozenset()
    order: int = 99

    @property
    def is_band(self) -> bool:
        """An age group is written smaller than an age."""
        return not self.age.isdigit()


@dataclass(frozen=True)
class Bond:
    """A couple, or one that was."""

    pair: tuple[str, str]
    kind: BondKind


@dataclass(frozen=True)
class Descent:
    """A child and those of its parents that are shown."""

    child: str
    parents: tuple[str, ...]
    way: Way = Way.BIRTH


@dataclass(frozen=True, repr=False)
class Facts:
    """All that is drawn."""

    nodes: tuple[Node, ...] = ()
    bonds: tuple[Bond, ...] = ()
    descents: tuple[Descent, ...] = ()


def read_facts(shown: Iterable[Value], people: Mapping[PersonId, str], today: date) -> Facts:
    """Out of the values of one disclosure. A bond or a descent of somebody who is not shown is not drawn."""
    values = list(shown)
    cells = [value for value in values if value.field == FIELD and isinstance(value.content, dict)]
    nodes = {node.ref: node for node in (_node(cell, people, today) for cell in cells) if node is not None}
    expected = {node.ref: node for node in _unborn(values, people, nodes)}
    bonds = [bond for bond in (_bond(cell, people) for cell in cells) if bond is not None]
    descents = [descent for descent in (_descent(cell, nodes) for cell in cells) if descent is not None]
    return keep_whole(
        Facts(
            tuple(nodes[ref] for ref in sorted(nodes)) + tuple(expected[ref] for ref in sorted(expected)),
            tuple(bonds),
            (*descents, *(Descent(ref, (ref.rstrip(NOT_BORN),)) for ref in sorted(expected))),
        )
    )


def keep_whole(facts: Facts) -> Facts:
    """Without what names somebody who is not drawn, twice the same, or a child among its own forebears."""
    there = {node.ref for node in facts.nodes}
    bonds: dict[frozenset[str], Bond] = {}
    for bond in facts.bonds:
        if there >= set(bond.pair) and bond.pair[0] != bond.pair[1]:
            bonds.setdefault(frozenset(bond.pair), bond)
    children: dict[str, Descent] = {}
    for descent in facts.descents:
        parents = tuple(dict.fromkeys(one for one in descent.parents if one in there))[:2]
        if descent.child in there and parents and not _is_forebear(descent.child, parents, children):
            children.setdefault(descent.child, Descent(descent.child, parents, descent.way))
    return Facts(facts.nodes, tuple(bonds.values()), tuple(children.values()))


def _is_forebear(child: str, parents: Iterable[str], known: Mapping[str, Descent]) -> bool:
    line, seen = list(parents), set[str]()
    while line:
        one = line.pop()
        if one == child:
            return True
        if one not in seen and one in known:
            line += known[one].parents
        seen.add(one)
    return False


def _node(cell: Value, people: Mapping[PersonId, str], today: date) -> Node | None:
    content = cell.content
    if not isinstance(content, dict) or content.get("kind") != "node" or len(cell.persons) != 1:
        return None
    ref = people.get(next(iter(cell.persons)), "")
    if not ref:
        return None
    nameless = cell.level is not Level.FULL
    born, order, household = _day(content.get("born")), content.get("order"), content.get("household")
    end = _day(content.get("deceased")) or today
    return Node(
        ref=ref,
        sex=_word(Sex, content.get("sex")) or Sex.OTHER,
        name="" if nameless else str(content.get("name") or ""),
        age=str(content.get("age") or "") if nameless or born is None else str(age_on(born, end)),
        born=None if nameless else born,
        focus=content.get("focus") is True,
        deceased=bool(content.get("deceased")),
        households=frozenset(map(str, household)) if isinstance(household, list) else frozenset(),
        order=order if isinstance(order, int) else 99,
    )


def _unborn(values: Iterable[Value], people: Mapping[PersonId, str], nodes: Mapping[str, Node]) -> Iterable[Node]:
    """A child that is expected, where a whole value about the mother's health is shown that says so (K7)."""
    for value in values:
        ref = people.get(next(iter(value.persons)), "") if len(value.persons) == 1 else ""
        said = str(value.content) if value.category is Category.HEALTH and value.level is Level.FULL else ""
        if ref in nodes and said.split(",")[0].split(" ")[0].rstrip(".") == PREGNANT:
            yield Node(f"{ref}{NOT_BORN}", Sex.UNBORN, households=nodes[ref].households)


def _bond(cell: Value, people: Mapping[PersonId, str]) -> Bond | None:
    content = cell.content
    if not isinstance(content, dict) or content.get("kind") != "bond" or len(cell.persons) != 2:
        return None
    one, other = sorted(people.get(person, "") for person in cell.persons)
    kind = _word(BondKind, content.get("bond"))
    return Bond((one, other), kind) if kind else None


def _descent(cell: Value, nodes: Mapping[str, Node]) -> Descent | None:
    content = cell.content
    if not isinstance(content, dict) or content.get("kind") != "descent":
        return None
    child, parents = str(content.get("child")), content.get("parents")
    known = tuple(str(one) for one in parents if str(one) in nodes) if isinstance(parents, list) else ()
    return Descent(child, known, _word(Way, content.get("as")) or Way.BIRTH)


def _word(words: type[W], said: object) -> W | None:
    """A word of a closed list; anything else is none of it."""
    return next((word for word in words if word.value == said), None)


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
