"""What the page for a note is made of: what may be chosen, names that may be seen, and the form's own memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from itsdangerous import BadData, URLSafeSerializer

from hub.terms.answers import Value
from hub.terms.catalogue import Catalogue
from hub.terms.ids import CellId, FieldId, StaffId
from hub.terms.lists import Level, Owner
from hub.terms.writing import NoteDesk, NoteKind
from hub.web.here import desk, principal
from hub.web.lacking import lack_lines
from hub.web.naming import Naming
from hub.web.note_form import Fault, Typed
from hub.web.texts import Texts


@dataclass(frozen=True)
class Choice:
    """A field for the note: its category and label, and who else may come to see what stands there."""

    field: FieldId
    label: str
    hint: str


@dataclass(frozen=True)
class Someone:
    """Somebody of the family whom a note can be about."""

    ref: str
    name: str


Step = tuple[str, tuple[str, ...]]
"""What is said of passing on, and a line for each who has yet to agree."""


@dataclass(frozen=True, repr=False)
class OwnNote:
    """An entrusted note of whoever asks: its title, and what lacks before it may be passed on."""

    cell: CellId
    title: str
    steps: tuple[Step, ...]
    is_agreed: bool = False


@dataclass(frozen=True, repr=False)
class NotePage:
    """One form as it is shown. `stand` is what it must know of itself when it comes back: signed, and without names."""

    number: str
    purpose: str
    kind: NoteKind
    choices: tuple[Choice, ...]
    people: tuple[Someone, ...]
    stand: str
    typed: Typed
    key: str
    faults: tuple[Fault, ...] = ()
    saved_at: datetime | None = None

    def fault(self, place: str) -> Fault | None:
        """What is wrong at a place of the form."""
        return next((fault for fault in self.faults if fault.place == place), None)


def choices_of(found: NoteDesk, kind: NoteKind, texts: Texts) -> tuple[Choice, ...]:
    """Where a note of this kind can go; empty where whoever asks may not write one."""
    places = [place.field for place in found.places if place.is_entrusted == (kind is NoteKind.ENTRUSTED)]
    return tuple(_choice(field, texts) for field in places)


def people_of(found: NoteDesk, texts: Texts) -> tuple[Someone, ...]:
    """Everybody who may be named, by name where the name may be seen."""
    naming = _names(found, texts)
    named = sorted(found.disclosure.projection.people.items(), key=lambda one: one[1])
    return tuple(Someone(ref, naming.name(person)) for person, ref in named)


def own_titles(found: NoteDesk, texts: Texts, naming: Naming | None = None) -> tuple[OwnNote, ...]:
    """The entrusted notes of whoever asks, as far as they are written down here: day, with whom, about whom.

    People are called as in this look, or as in another one of the same reader.
    """
    naming = naming or _names(found, texts)
    own = [value for value in found.disclosure.projection.shown if value.cell in found.own]
    return tuple(
        OwnNote(
            value.cell,
            _title(value, naming, texts),
            tuple(_steps(value, found, naming)),
            any(one.is_complete and one.refs for one in found.lacks if one.cell == value.cell),
        )
        for value in sorted(own, key=lambda value: value.entry, reverse=True)
    )


def _steps(value: Value, found: NoteDesk, naming: Naming) -> Iterator[Step]:
    """What lacks before this note may be passed on, for each to whom it was asked about (C7)."""
    say = naming.texts.say
    for one in found.lacks:
        if one.cell != value.cell:
            continue
        refs = naming.texts.names(one.refs)
        if one.is_complete:
            yield say("note-lacks-none", refs=refs), ()
        elif not one.is_told:
            yield say("note-lacks-incomplete"), ()
        else:
            said = say("note-lacks-still", refs=refs) if one.refs else say("note-lacks-nobody")
            yield said, lack_lines(one.missing, naming)


def empty_form(today: date, choices: Iterable[Choice]) -> Typed:
    """Today's date, and the only choice where there is one alone; nothing else is chosen in advance."""
    fields = {"tag": [f"{today.day}"], "monat": [f"{today.month}"], "jahr": [f"{today.year}"]}
    known = [choice.field for choice in choices]
    return Typed(fields | ({"kategorie": [str(known[0])]} if len(known) == 1 else {}))


def write_stand(page: tuple[str, str, NoteKind], choices: Iterable[Choice], people: Iterable[Someone]) -> str:
    """What the form takes along."""
    fields, refs = [choice.field for choice in choices], [one.ref for one in people]
    return _signer().dumps([str(principal().id), *page, fields, refs])


def read_stand(stand: str, number: str, who: StaffId | None, texts: Texts) -> NotePage | None:
    """The form that took this along, without what was typed; None if it is not ours, or somebody else's."""
    try:
        staff, about, purpose, kind, fields, refs = _signer().loads(stand)
    except (BadData, ValueError, TypeError):
        return None
    if about != number or (who is not None and str(who) != staff):
        return None
    choices = tuple(_choice(FieldId(field), texts) for field in fields)
    people = tuple(Someone(ref, texts.say("person-reference", reference=ref)) for ref in refs)
    return NotePage(number, purpose, NoteKind(kind), choices, people, stand, Typed({}), "")


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(desk().settings.secret_key, salt="fam-hub note v1")


def _names(found: NoteDesk, texts: Texts) -> Naming:
    return Naming(found.disclosure, texts)


def _choice(name: FieldId, texts: Texts) -> Choice:
    catalogue: Catalogue = desk().catalogue
    field = catalogue.by_id[name]
    category = texts.say(f"category-{field.category}")
    reach = {Level.FULL: "full", Level.NONE: "none"}.get(field.ceiling, "part")
    if reach == "none" and Owner.PROVIDER in field.owners:
        reach = "jugendamt"
    known = texts.knows(f"note-choice-{field.category}")
    label = f"note-choice-{field.category}" if known else "note-choice"
    return Choice(name, texts.say(label, category=category, field=field.label), texts.say(f"note-reach-{reach}"))


def _title(value: Value, naming: Naming, texts: Texts) -> str:
    people = texts.names(tuple(sorted(naming.name(person) for person in value.persons)))
    content = value.content if isinstance(value.content, dict) else {}
    try:
        day = texts.day(date.fromisoformat(str(content.get("date", ""))))
    except ValueError:
        return texts.say("note-own-undated", people=people)
    return texts.say("note-own-dated", day=day, people=people, met=str(content.get("with", "")))
