"""The form of a note as it was typed: what it says, and what is wrong with it. No value stands in a fault."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from hub.terms.answers import Json
from hub.terms.ids import FieldId
from hub.terms.talks import LONGEST_BOUND
from hub.terms.writing import Note, NoteKind

LONGEST = {"mit": 200, "quelle": LONGEST_BOUND, "text": 8000, "beobachtung": 4000, "bewertung": 4000, "schritte": 2000}
"""Characters that each text may have."""
KEYS = {"mit": "with", "text": "text", "beobachtung": "observation", "bewertung": "assessment", "schritte": "next"}
"""What the texts are called in the value of a note."""
FIELDS = ("art", "tag", "monat", "jahr", "kategorie", "person", "anvertraut_von", "quelle", *KEYS)
"""All that is typed or chosen; a draft keeps these and nothing else."""
EARLIEST = 2000
MOST = 40
_NEEDED = frozenset({"mit", "text"})
_DOWN_THE_PAGE = ("tag", "mit", "kategorie", "person", "anvertraut_von", "quelle", *KEYS)


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place of the form; `facts` are put into the text."""

    place: str
    text: str
    facts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, repr=False)
class Typed:
    """The form, field by field, as it came."""

    fields: Mapping[str, list[str]]

    def one(self, name: str) -> str:
        """The text of a field that has one."""
        return next(iter(self.fields.get(name, ())), "")

    def many(self, name: str) -> tuple[str, ...]:
        """What is chosen in a field that may have several, each once."""
        return tuple(dict.fromkeys(self.fields.get(name, ())))


def read_typed(values: Callable[[str], list[str]]) -> Typed:
    """The fields of the form, with the line ends that people see; `values` gives the list of a name."""
    return Typed({name: [tidy(text) for text in values(name)[:MOST]] for name in FIELDS if values(name)})


def read_note(typed: Typed, kind: NoteKind, today: date) -> Note | tuple[Fault, ...]:
    """The note, or all that is wrong with it, from top to bottom."""
    faults = (*_wrong_day(typed, today), *_wrong_choices(typed, kind), *_wrong_texts(typed))
    if faults:
        return tuple(sorted(faults, key=lambda fault: _DOWN_THE_PAGE.index(fault.place)))
    day = _day(typed)
    assert day is not None
    content: dict[str, Json] = {"date": day.isoformat()}
    content |= {key: typed.one(name).strip() for name, key in KEYS.items() if typed.one(name).strip()}
    return Note(
        kind=kind,
        field=FieldId(typed.one("kategorie")),
        persons=typed.many("person"),
        confiders=typed.many("anvertraut_von") if kind is NoteKind.ENTRUSTED else (),
        day=day,
        content=content,
        bound=typed.one("quelle").strip(),
    )


def _wrong_day(typed: Typed, today: date) -> Iterator[Fault]:
    parts = [typed.one(name).strip() for name in ("tag", "monat", "jahr")]
    if not all(parts):
        yield Fault("tag", "note-fault-day-missing")
        return
    day = _day(typed)
    if day is None:
        yield Fault("tag", "note-fault-day")
    elif day > today:
        yield Fault("tag", "note-fault-day-future")


def _day(typed: Typed) -> date | None:
    """Only ASCII digits, no more than a date has."""
    parts = [typed.one(name).strip() for name in ("jahr", "monat", "tag")]
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return None
    try:
        day = date(*map(int, parts))
    except ValueError:
        return None
    return day if day.year >= EARLIEST else None


def _wrong_choices(typed: Typed, kind: NoteKind) -> Iterator[Fault]:
    if not typed.one("kategorie"):
        yield Fault("kategorie", "note-fault-category")
    if not typed.many("person"):
        yield Fault("person", "note-fault-person")
    if kind is NoteKind.ENTRUSTED and not typed.many("anvertraut_von"):
        yield Fault("anvertraut_von", "note-fault-confider")


def _wrong_texts(typed: Typed) -> Iterator[Fault]:
    for name in (*KEYS, "quelle"):
        text = typed.one(name).strip()
        if not text and name in _NEEDED:
            yield Fault(name, f"note-fault-{name}-missing")
        elif len(text) > LONGEST[name]:
            yield Fault(name, "note-fault-long", {"most": LONGEST[name], "has": len(text)})
        elif any(_is_control(sign) for sign in text):
            yield Fault(name, "note-fault-control")


def _is_control(sign: str) -> bool:
    return sign not in "\n\t" and unicodedata.category(sign) in ("Cc", "Cs")


def tidy(text: str) -> str:
    """With the line ends that people see."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
