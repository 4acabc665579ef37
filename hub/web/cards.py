"""The record field by field: one card a person, a chapter a category, a block for each reason to be shown.

Made of a `Disclosure` alone. A blank is written from person, category, owner and reason: nothing here knows whether
anything is stored behind it (G1).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from hub.terms.answers import Because, Blank, Disclosure, Value
from hub.terms.catalogue import Catalogue
from hub.terms.ids import PersonId
from hub.terms.lists import Agency, BlankReason, Category, Level, Owner
from hub.web.entries import Entries
from hub.web.genogram.lines import write_genogram
from hub.web.naming import Naming
from hub.web.reasons import Reasons, Why
from hub.web.sameness import Joined, join_alike
from hub.web.texts import Texts
from hub.web.values import is_typed, notes_on, write_value

TOGETHER = frozenset({BlankReason.PURPOSE_NOT_ALLOWED, BlankReason.FAM_NOT_ACTIVE})
"""Reasons that lie in the look, not in what the family said: categories blocked for them stand in one line."""


@dataclass(frozen=True, repr=False)
class Line:
    """One field as it is read."""

    label: str
    texts: tuple[str, ...]
    note: str
    is_nameless: bool = False
    is_typed: bool = False


@dataclass(frozen=True, repr=False)
class Block:
    """Lines of one owner that are shown for the same reason."""

    owner: str
    is_foreign: bool
    lines: tuple[Line, ...]
    whys: tuple[Why, ...]


@dataclass(frozen=True, repr=False)
class Chapter:
    """What is shown of one category."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class BlockedPart:
    """One category of another owner, withheld: what, why, and the way on."""

    title: str
    why: str
    way: str


@dataclass(frozen=True)
class BlockedParts:
    """All that is withheld of one person and belongs to the same owner."""

    owner: str
    parts: tuple[BlockedPart, ...]


@dataclass(frozen=True, repr=False)
class Card:
    """One person, or several whom the same values are about."""

    anchor: str
    title: str
    reference: str
    chapters: tuple[Chapter, ...]
    blocked: tuple[BlockedParts, ...]


@dataclass(frozen=True, repr=False)
class CardMaker:
    """Lays out one disclosure for one reader."""

    disclosure: Disclosure
    catalogue: Catalogue
    agency: Agency
    texts: Texts

    def cards(self) -> tuple[Card, ...]:
        """What is about everybody first, then person by person in the order of the record, then what is about some."""
        together: dict[frozenset[PersonId], list[Value]] = {frozenset({person}): [] for person in self._subjects}
        for value in self._joined.kept:
            together.setdefault(self._entries.persons(value), []).append(value)
        ordered = sorted(together, key=lambda group: (self._rank(group), self._references(group)))
        return tuple(self._card(group, together[group]) for group in ordered)

    def _rank(self, group: frozenset[PersonId]) -> int:
        if self._is_everybody(group):
            return 0
        return 1 if len(group) == 1 else 2

    def _is_everybody(self, group: frozenset[PersonId]) -> bool:
        return len(group) > 1 and group >= self._subjects

    @cached_property
    def _joined(self) -> Joined:
        return join_alike(self.disclosure.projection.shown, self.agency)

    @cached_property
    def _entries(self) -> Entries:
        return Entries(self.disclosure.projection.shown)

    @cached_property
    def _subjects(self) -> frozenset[PersonId]:
        """Those about whom alone something is shown or withheld; whoever else is named has no card."""
        shown, blanks = self.disclosure.projection.shown, self.disclosure.projection.blanks
        alone = [person for value in shown if len(value.persons) == 1 for person in value.persons]
        return frozenset([*alone, *(blank.person for blank in blanks)])

    @property
    def _people(self) -> Mapping[PersonId, str]:
        return self.disclosure.projection.people

    def _references(self, group: Iterable[PersonId]) -> tuple[str, ...]:
        return tuple(sorted(self._people.get(person, "") for person in group))

    def name(self, person: PersonId) -> str:
        """The name, where it is among the values shown; else the reference."""
        return self._naming.name(person)

    @cached_property
    def _naming(self) -> Naming:
        return Naming(self.disclosure, self.texts)

    def _card(self, group: frozenset[PersonId], values: list[Value]) -> Card:
        references = self._references(group)
        ordered = sorted(group, key=lambda person: self._people.get(person, ""))
        names = self.texts.names(tuple(self.name(person) for person in ordered))
        blanks = [blank for blank in self.disclosure.projection.blanks if group == {blank.person}]
        return Card(
            anchor="-".join(references),
            title=self.texts.say("card-everybody") if self._is_everybody(group) else names,
            reference=" · ".join(references),
            chapters=self._chapters(values),
            blocked=self._blocked(blanks),
        )

    def _chapters(self, values: list[Value]) -> tuple[Chapter, ...]:
        order = list(Category)
        ordered = sorted(values, key=lambda value: order.index(value.category))
        return tuple(
            Chapter(self.texts.say(f"category-{category}"), self._blocks(list(members)))
            for category, members in groupby(ordered, key=lambda value: value.category)
        )

    def _blocks(self, values: list[Value]) -> tuple[Block, ...]:
        """Own values first; what is shown for the same reason stands together."""
        together: dict[tuple[Owner, Because], list[Value]] = {}
        for value in sorted(values, key=lambda one: (self._is_foreign(one.owner), self._bit(one), one.entry, one.part)):
            together.setdefault((value.owner, value.because), []).append(value)
        return tuple(self._block(owner, because, members) for (owner, because), members in together.items())

    def _block(self, owner: Owner, because: Because, values: list[Value]) -> Block:
        reasons = Reasons(self.disclosure, self.name, self.texts)
        others = [other for value in values for other in self._joined.beside.get(value.cell, ())]
        return Block(
            owner=self.texts.say(f"owner-{owner}"),
            is_foreign=self._is_foreign(owner),
            lines=tuple(self._line(value) for value in values),
            whys=(reasons.why(because, owner), *reasons.whys_beside(others)),
        )

    def _line(self, value: Value) -> Line:
        field = self.catalogue.by_id[value.field]
        notes = notes_on(value, self.texts)
        notes += [self.texts.say(f"also-{other.owner}") for other in self._joined.beside.get(value.cell, ())]
        data_type = field.data_type if value.level is Level.FULL else "text"
        label = self._entries.label(field.label, value, self.name, self.texts)
        nameless = value.level is Level.PSEUDONYMISED
        drawn = write_genogram(value, self._people, self.name, self.texts)
        written = drawn or write_value(value.content, data_type, self.texts)
        return Line(label, written, " · ".join(notes), nameless, is_typed(value.content, written))

    def _blocked(self, blanks: list[Blank]) -> tuple[BlockedParts, ...]:
        order = list(Category)
        ordered = sorted(blanks, key=lambda blank: (blank.owner.value, order.index(blank.category)))
        return tuple(
            BlockedParts(self.texts.say(f"owner-{owner}.of"), tuple(map(self._part, _apart(members))))
            for owner, members in groupby(ordered, key=lambda blank: blank.owner)
        )

    def _part(self, blanks: list[Blank]) -> BlockedPart:
        reasons = Reasons(self.disclosure, self.name, self.texts)
        category = self.texts.names(tuple(self.texts.say(f"category-{blank.category}") for blank in blanks))
        title = self.texts.say("blocked-title", category=category, person=self.name(blanks[0].person))
        return BlockedPart(title, reasons.why_blocked(blanks[0]), reasons.way_on(blanks[0]))

    def _is_foreign(self, owner: Owner) -> bool:
        return owner.value != self.agency.value

    def _bit(self, value: Value) -> int:
        return self.catalogue.by_id[value.field].bit


def _apart(blanks: Iterable[Blank]) -> list[list[Blank]]:
    """Each blank by itself, save those whose reason lies in the look."""
    lines: dict[object, list[Blank]] = {}
    for blank in blanks:
        key = blank.reason.blank if blank.reason.blank in TOGETHER else blank.category
        lines.setdefault(key, []).append(blank)
    return list(lines.values())
