"""Reading a paper from the one form that load files, scenarios and rows of the database share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TypeVar
from uuid import UUID

from hub.consent.nodes import Node, day, flag, instant, text
from hub.consent.papers import (
    STATED,
    Answer,
    Declaration,
    Notice,
    Paper,
    Pressure,
    Recipient,
    Relative,
    Staff,
    Team,
    Told,
    Way,
    Withdrawal,
)
from hub.terms.catalogue import Catalogue
from hub.terms.clock import BERLIN
from hub.terms.ids import CellId, ConsentId, FieldId, PersonId, StaffId, TeamId
from hub.terms.lists import Agency, Category, Level, Purpose
from hub.terms.people import Insight

FORMAT_DEFAULTS: Mapping[str, object] = {
    "level": "full",
    "way": "paper",
    "notices": ["purpose", "no_disadvantage", "withdrawal"],
    "languages": ["de"],
}
"""What the scenario format takes for said where a document is silent. Nothing else may be left to a default."""

_TEXT_KEYS = frozenset({"for", "categories", "fields", "entries", "recipients", "purposes", "deputies", "level"})
_TIME_KEYS = frozenset({"from", "to", "written_on", "invalid_since", "asked"})
_FORM_KEYS = frozenset({"way", "special_circumstances", "notices", "languages", "interpreter", "form_version", "bound"})
_WORD_KEYS = frozenset({"signed", "refused", "withdrawn"})
_DECLARATION_KEYS = frozenset({"by", "at", "insight", "pressure", "deputies"})
_WITHDRAWAL_KEYS = frozenset(
    {"by", "received_at", "received_by", "entered_at", "for", "categories", "recipients", "told"}
)
_TICKED = frozenset(Category) - {Category.NONE}
_USUAL_HOUR = time(10)

Item = TypeVar("Item")


@dataclass(frozen=True)
class Names:
    """Who and what the words of a document mean; raises KeyError or ValueError for what it does not know.

    `standard` is a document of its own: what a paper says where its document is silent.
    """

    person: Callable[[str], PersonId]
    staff: Callable[[str], StaffId]
    cell: Callable[[str], CellId]
    catalogue: Catalogue
    standard: Mapping[str, object] = field(default_factory=dict)


def names_by_id(catalogue: Catalogue) -> Names:
    """The names of the documents that `as_document` writes: the ids themselves."""
    return Names(
        person=lambda word: PersonId(_uuid(word)),
        staff=lambda word: StaffId(_uuid(word)),
        cell=lambda word: CellId(_uuid(word)),
        catalogue=catalogue,
    )


def parse_paper(document: Mapping[str, object], paper_id: ConsentId, ref: str, names: Names) -> Paper:
    """Read one consent. What is wrong is said with its place in the document, never with its value."""
    node = _open(document, ref, names)
    categories = _set(node.some_or_all("categories", _category))
    return Paper(
        id=paper_id,
        ref=ref,
        persons=node.some("for", names.person),
        categories=categories,
        fields=_fields(node, categories, names.catalogue),
        recipients=node.some_or_all("recipients", lambda word: read_recipient(word, names)),
        purposes=_set(node.some_or_all("purposes", Purpose)),
        valid_from=node.one("from", day),
        valid_to=node.one("to", day),
        way=node.one("way", Way),
        level=node.one("level", _level),
        notices=frozenset(node.each("notices", Notice)),
        languages=frozenset(node.each("languages", text)),
        interpreter=frozenset(node.each("interpreter", text)),
        declarations=(said := _declarations(node, names)),
        deputies=node.maybe("deputies", flag, default=False) or _includes_deputies(said),
        entries=frozenset(node.each("entries", names.cell)),
        withdrawals=tuple(_withdrawal(part, names) for part in node.parts("withdrawn", _WITHDRAWAL_KEYS)),
        special_circumstances=node.maybe("special_circumstances", _reason, None),
        written_on=node.maybe("written_on", day, None),
        invalid_since=node.maybe("invalid_since", day, None),
        form_version=node.maybe("form_version", text, None),
        asked_on=node.each("asked", day),
        bound=node.maybe("bound", text, None),
    )


def _reason(said: object) -> str:
    """That there is one; never the sentence itself."""
    return STATED if text(said) else ""


def _open(document: Mapping[str, object], ref: str, names: Names) -> Node:
    node = Node(f"consent {ref}", {**names.standard, **document})
    node.only(_TEXT_KEYS | _TIME_KEYS | _FORM_KEYS | _WORD_KEYS)
    return node


def _fields(node: Node, categories: frozenset[Category] | None, catalogue: Catalogue) -> int:
    """Those that the text listed, else all that its categories have in this catalogue."""
    if "fields" in node.content:
        return sum({1 << bit for bit in node.each("fields", lambda word: catalogue.by_id[FieldId(word)].bit)})
    if categories is None:
        return catalogue.all
    return sum(catalogue.category_masks[category] for category in categories)


def read_recipient(word: str, names: Names) -> Recipient:
    """Whom a text names: `agency:team`, `staff:` somebody, or `family:` a person."""
    kind, _, name = word.partition(":")
    if kind == "staff":
        return Staff(names.staff(name))
    if kind == "family":
        return Relative(names.person(name))
    if not name:
        raise ValueError
    return Team(Agency(kind), TeamId(name))


def _declarations(node: Node, names: Names) -> tuple[Declaration, ...]:
    """Yes and no. A bare word means the person, at ten in the morning of the day before the paper begins."""
    usual = datetime.combine(node.one("from", day) - timedelta(days=1), _USUAL_HOUR, BERLIN)
    return tuple(
        Declaration(
            by=part.one("by", names.person),
            at=part.maybe("at", instant, usual),
            answer=answer,
            insight=part.maybe("insight", Insight, Insight.YES),
            pressure=part.maybe("pressure", Pressure, None),
            deputies=part.maybe("deputies", flag, default=False),
        )
        for key, answer in (("signed", Answer.YES), ("refused", Answer.NO))
        for part in node.parts(key, _DECLARATION_KEYS, shorthand="by")
    )


def _includes_deputies(said: tuple[Declaration, ...]) -> bool:
    """Every yes on it is one for whoever stands in as well; the strictest where they differ."""
    yeses = [one for one in said if one.answer is Answer.YES]
    return bool(yeses) and all(one.deputies for one in yeses)


def read_withdrawal(document: Mapping[str, object], place: str, catalogue: Catalogue) -> Withdrawal:
    """One withdrawal out of the form that `as_withdrawal` writes. Faults are said with their place alone."""
    node = Node(place, document)
    node.only(_WITHDRAWAL_KEYS)
    return _withdrawal(node, names_by_id(catalogue))


def _withdrawal(part: Node, names: Names) -> Withdrawal:
    narrowed = part.content
    return Withdrawal(
        by=part.one("by", names.person),
        received_at=part.one("received_at", instant),
        received_by=part.maybe("received_by", Agency, Agency.JOBCENTER),
        entered_at=part.maybe("entered_at", instant, None),
        persons=frozenset(part.some("for", names.person)) if "for" in narrowed else None,
        categories=frozenset(part.some("categories", _category)) if "categories" in narrowed else None,
        recipients=part.some("recipients", lambda word: read_recipient(word, names))
        if "recipients" in narrowed
        else None,
        told=part.maybe("told", Told, None),
    )


def _category(word: str) -> Category:
    category = Category(word)
    if category not in _TICKED:
        raise ValueError
    return category


def _uuid(word: str) -> str:
    return str(UUID(word))


def _level(word: str) -> Level:
    return Level[word.upper()]


def _set(items: tuple[Item, ...] | None) -> frozenset[Item] | None:
    return None if items is None else frozenset(items)
