"""What a recipient's page shows, laid out for whoever looks ahead: one card a person, each value with what changes.

Made of a `Preview` alone. A change is said in words and with a sign, never by colour alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from hub.terms.answers import Value
from hub.terms.catalogue import Catalogue
from hub.terms.clock import legal_day
from hub.terms.ids import CellId, PersonId
from hub.terms.lists import Agency, Category, Level
from hub.terms.previews import Change, Glimpse, Page, Preview
from hub.web.entries import Entries
from hub.web.naming import Naming
from hub.web.speech import Speech
from hub.web.values import write_value

SIGNS = {Change.SAME: "", Change.NEW: "+", Change.GONE: "−", Change.MORE: "+", Change.LESS: "−"}


@dataclass(frozen=True, repr=False)
class Seen:
    """One value as the recipient would read it. Without texts it is not the reader's process to open."""

    label: str
    texts: tuple[str, ...]
    notes: tuple[str, ...]
    change: Change
    sign: str
    said: str


@dataclass(frozen=True, repr=False)
class SeenOf:
    """What is seen of one person, or of several together, by category."""

    title: str
    chapters: tuple[tuple[str, tuple[Seen, ...]], ...]


class Other(StrEnum):
    """What the other answers are, as a sentence says it."""

    NO_YES = "no_yes"
    MY_YES = "my_yes"
    NO_PAPER = "no_paper"
    ANSWERS = "answers"


@dataclass(frozen=True, repr=False)
class Changed:
    """What changes in the same way, in short: of whom, and which categories."""

    sign: str
    said: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, repr=False)
class Pick:
    """A recipient or a purpose to choose."""

    key: str
    name: str
    is_here: bool


@dataclass(frozen=True, repr=False)
class PreviewPage:
    """The page."""

    recipients: tuple[Pick, ...]
    purposes: tuple[Pick, ...]
    heading: str
    summary: str
    categories: str
    hints: tuple[str, ...]
    changes: tuple[Changed, ...]
    people: tuple[SeenOf, ...]


@dataclass(frozen=True, repr=False)
class PreviewWriter:
    """Writes one look ahead for its reader. `name` names a person, `label` a recipient."""

    preview: Preview
    catalogue: Catalogue
    speech: Speech
    other: Other
    agency: Agency | None = None
    """The reader's own, where they work at one."""

    def page(self, recipients: Sequence[str]) -> PreviewPage:
        """All of it. `recipients` are what those of the preview are called, in their order."""
        preview = self.preview
        keys = [one.key for one in preview.recipients]
        here = preview.recipient.key if preview.recipient else ""
        said = next((said for key, said in zip(keys, recipients, strict=True) if key == here), "")
        name = preview.recipient.name if preview.recipient and preview.recipient.staff else said
        return PreviewPage(
            recipients=tuple(Pick(key, said, key == here) for key, said in zip(keys, recipients, strict=True)),
            purposes=tuple(
                Pick(one.value, self.speech.say(f"purpose-{one}"), one is preview.seen_for) for one in preview.purposes
            ),
            heading=self.speech.say("preview-heading", name=name),
            summary=self._summary(name),
            categories=self.speech.texts.names(tuple(self.speech.say(f"category-{one}") for one in preview.categories)),
            hints=tuple(self._hints()),
            changes=tuple(self._changes()),
            people=tuple(self._people()),
        )

    def _summary(self, name: str) -> str:
        """`Jonas Kranichfeld sieht jetzt 12 dieser Angaben, ohne Ihr Ja noch 3.`"""
        preview, say = self.preview, self.speech.say
        if preview.recipient is None:
            return say("preview-no-recipient")
        if preview.page is Page.NONE:
            return say("preview-no-page", name=name)
        if not preview.glimpses:
            return say("preview-nothing", name=name)
        now = sum(1 for one in preview.glimpses if one.before is not Level.NONE)
        then = sum(1 for one in preview.glimpses if one.after is not Level.NONE)
        return say("preview-summary", name=name, now=now, rest=say(f"preview-then-{self.other}", then=then))

    def _hints(self) -> Iterable[str]:
        preview = self.preview
        if preview.page is Page.TEAM:
            yield self.speech.say("preview-team")
        if preview.at is not None and preview.at > preview.disclosure.at:
            yield self.speech.say("preview-from", day=self.speech.day(legal_day(preview.at)))
        if preview.is_assumed:
            yield self.speech.say("preview-assumed")
        if preview.recipient is not None and preview.recipient.agency is self.agency:
            yield self.speech.say("preview-same-agency", name=preview.recipient.name)

    def _changes(self) -> Iterable[Changed]:
        """In short what the page shows value by value."""
        for change in SIGNS:
            groups = self._groups(one for one in self.preview.glimpses if one.change is change)
            lines = tuple((self._title(group), self._categories(seen)) for group, seen in groups)
            if change is not Change.SAME and lines:
                yield Changed(SIGNS[change], self.speech.say(f"preview-change-{change}"), lines)

    def _categories(self, seen: Iterable[Glimpse]) -> str:
        found = {self._category(one) for one in seen}
        return self.speech.texts.names(tuple(self.speech.say(f"category-{one}") for one in Category if one in found))

    def _people(self) -> Iterable[SeenOf]:
        for group, seen in self._groups(self.preview.glimpses):
            yield SeenOf(self._title(group), self._chapters(seen))

    def _groups(self, glimpses: Iterable[Glimpse]) -> Iterable[tuple[frozenset[PersonId], list[Glimpse]]]:
        """What is about several together first, then person by person in the order of the record."""
        groups: dict[frozenset[PersonId], list[Glimpse]] = {}
        for one in glimpses:
            groups.setdefault(one.persons, []).append(one)
        return sorted(groups.items(), key=lambda item: (-len(item[0]), sorted(map(self._reference, item[0]))))

    def _reference(self, person: PersonId) -> str:
        return self.naming.reference(person)

    def _title(self, group: frozenset[PersonId]) -> str:
        return self.naming.names(group)

    def _chapters(self, seen: list[Glimpse]) -> tuple[tuple[str, tuple[Seen, ...]], ...]:
        order = list(Category)
        ordered = sorted(seen, key=lambda one: order.index(self._category(one)))
        return tuple(
            (self.speech.say(f"category-{category}"), tuple(map(self._seen, members)))
            for category, members in groupby(ordered, key=self._category)
        )

    def _category(self, one: Glimpse) -> Category:
        return self.catalogue.by_id[one.field].category

    def _seen(self, one: Glimpse) -> Seen:
        field, value = self.catalogue.by_id[one.field], self._values.get(one.cell)
        label, notes, written = field.label, list[str](), tuple[str, ...]()
        if value is not None:
            data_type = field.data_type if value.level is Level.FULL else "text"
            written = write_value(value.content, data_type, self.speech.texts)
            label = self._entries.label(field.label, value, self.naming.name, self.speech.texts)
        else:
            notes.append(self.speech.say("preview-unopened"))
        level = max(one.before, one.after)
        if level is not Level.FULL:
            notes.append(self.speech.say(f"level-{level.id}"))
        said = "" if one.change is Change.SAME else self.speech.say(f"preview-change-{one.change}")
        return Seen(label, written, tuple(notes), one.change, SIGNS[one.change], said)

    @cached_property
    def naming(self) -> Naming:
        """Names, as far as the look shows them."""
        return Naming(self.preview.disclosure, self.speech.texts)

    @cached_property
    def _values(self) -> dict[CellId, Value]:
        return {value.cell: value for value in self.preview.disclosure.projection.shown}

    @cached_property
    def _entries(self) -> Entries:
        cells = {one.cell for one in self.preview.glimpses}
        return Entries(value for value in self.preview.disclosure.projection.shown if value.cell in cells)
