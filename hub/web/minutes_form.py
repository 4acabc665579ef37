"""The form of minutes as it was typed: the sentences in it, and where something is wrong."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.terms.clock import BERLIN
from hub.terms.ids import FieldId
from hub.terms.minutes import WRITTEN, Flawed, Section, Sentence, Spot
from hub.web.days import read_day
from hub.web.note_form import Typed

SECTIONS = (*WRITTEN, Section.ADDENDUM)
FIELDS = (
    *(f"{part}_{section}" for section in SECTIONS for part in ("text", "feld", "person")),
    *("wer", "bis", "tag", "zeit"),
)
"""All that is typed or chosen; a draft keeps these and nothing else."""
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


@dataclass(frozen=True)
class Place:
    """What is wrong, at which place of the form."""

    place: str
    text: str
    of: FieldId | None = None


def read_sentences(typed: Typed, spots: Sequence[Spot]) -> tuple[Sentence, ...]:
    """Every section in which something was typed makes a sentence; in the order of the page."""
    fields = {section: [spot.field for spot in spots if spot.section is section] for section in SECTIONS}
    return tuple(
        read_sentence(typed, section, fields[section])
        for section in SECTIONS
        if fields[section] and _is_typed(typed, section)
    )


def read_sentence(typed: Typed, section: Section, fields: Sequence[FieldId]) -> Sentence:
    """The sentence of one section; where there is one field alone, it goes there."""
    field = FieldId(typed.one(f"feld_{section}")) if len(fields) > 1 else fields[0]
    is_agreed = section is Section.AGREED
    return Sentence(
        spot=Spot(section, field),
        persons=typed.many(f"person_{section}"),
        text=typed.one(f"text_{section}").strip(),
        who=typed.one("wer").strip() if is_agreed else "",
        until=read_day(typed.one("bis")) if is_agreed else None,
        moment=_moment(typed) if section is Section.NEXT else None,
    )


def places_of(flaws: Sequence[Flawed], sentences: Sequence[Sentence]) -> tuple[Place, ...]:
    """Where on the page what is wrong, each once."""
    return tuple(dict.fromkeys(_places(flaws, sentences)))


def _places(flaws: Sequence[Flawed], sentences: Sequence[Sentence]) -> Iterator[Place]:
    for flaw in flaws:
        section = sentences[flaw.place].spot.section if flaw.place < len(sentences) else Section.RESULT
        yield Place(_PLACES.get(flaw.fault, "text_{}").format(section), f"minutes-fault-{flaw.fault}", flaw.of)


_PLACES = {"who": "wer", "until": "bis", "person": "person_{}", "unseen": "person_{}"}


def _is_typed(typed: Typed, section: Section) -> bool:
    names = {Section.AGREED: ("text_agreed", "wer", "bis"), Section.NEXT: ("tag", "zeit")}
    return any(typed.one(name).strip() for name in names.get(section, (f"text_{section}",)))


def _moment(typed: Typed) -> datetime | None:
    """A day with its time, as the clock on the wall says it."""
    day, time = read_day(typed.one("tag")), _TIME.fullmatch(typed.one("zeit").strip())
    if day is None or time is None:
        return None
    return datetime(day.year, day.month, day.day, int(time[1]), int(time[2]), tzinfo=BERLIN)
