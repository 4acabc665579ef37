"""A list of families as it is laid out: a row each, made of what may be shown of it and nothing else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from hub.terms.answers import Projection
from hub.terms.clock import legal_day
from hub.terms.families import Glance, Glances
from hub.terms.ids import FieldId, PersonId
from hub.terms.lists import Level
from hub.web.dates import DATES, day_of, days_in, moment_of, write_when
from hub.web.texts import Texts

FAMILY_NAME, GIVEN_NAME = FieldId("family_name"), FieldId("given_name")
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, repr=False)
class PersonName:
    """The parts of a person's name that may be shown."""

    person: str
    given_name: str | None
    family_name: str | None


@dataclass(frozen=True, repr=False)
class Row:
    """One family of a list."""

    number: str
    names: tuple[str, ...]
    date: str
    points: tuple[str, ...]
    when: datetime


@dataclass(frozen=True)
class Column:
    """One column: its title, and where a click sorts by it."""

    key: str
    title: str
    link: Mapping[str, str] | None
    sorted: str
    mark: str


ORDERS: Mapping[str, Callable[[Row], tuple[object, ...]]] = {
    "nummer": lambda row: (row.number,),
    "name": lambda row: (not row.names, [name.casefold() for name in row.names], row.number),
    "termin": lambda row: (row.when, row.number),
}


def make_rows(glances: Glances, at: datetime, texts: Texts) -> list[Row]:
    """The rows in the order of their numbers."""
    return [_row(glance, at, texts) for glance in glances.lines]


def make_columns(order: str, texts: Texts, *, descending: bool) -> list[Column]:
    """Number, name, next date, open points; the first three can be sorted by, the other way round at a second click."""
    columns = []
    for key in ("nummer", "name", "termin", "offen"):
        is_now = key == order
        back = {"richtung": "ab"} if is_now and not descending else {}
        link = {"sortierung": key, **back} if key in ORDERS else None
        direction = ("descending" if descending else "ascending") if is_now else ""
        mark = ("▼" if descending else "▲") if is_now else ""
        columns.append(Column(key, texts.say(f"families-column-{key}"), link, direction, mark))
    return columns


def names_of(projection: Projection) -> list[PersonName]:
    """Who may be named, in the order of the record."""
    parts: dict[tuple[PersonId, FieldId], str] = {}
    for value in projection.shown:
        if len(value.persons) == 1 and value.level is Level.FULL and value.field in (FAMILY_NAME, GIVEN_NAME):
            parts.setdefault((next(iter(value.persons)), value.field), str(value.content))
    persons = sorted({person for person, _ in parts}, key=lambda person: projection.people[person])
    return [
        PersonName(projection.people[one], parts.get((one, GIVEN_NAME)), parts.get((one, FAMILY_NAME)))
        for one in persons
    ]


def short_name(projection: Projection, person: PersonId | None) -> str:
    """Somebody's given name, where it is shown; else the reference."""
    named = (
        value.content
        for value in projection.shown
        if value.field == GIVEN_NAME and value.persons == {person} and value.level is Level.FULL
    )
    return str(next(named, projection.people.get(person, ""))) if person else ""


def next_date_of(projection: Projection, at: datetime) -> date | None:
    """The first date from today on; an instant where the value names a time."""
    dates = [found for value in projection.shown if value.field in DATES for found in days_in(value.content)]
    return min((found for found in dates if day_of(found) >= legal_day(at)), key=moment_of, default=None)


def _row(glance: Glance, at: datetime, texts: Texts) -> Row:
    found = next_date_of(glance.projection, at)
    points = [texts.say("families-ends", day=texts.plain_day(glance.ends))] if glance.ends else []
    points += [texts.say("families-own-say")] if glance.own_say_due else []
    return Row(
        glance.number,
        tuple(_together(names_of(glance.projection))),
        "" if found is None else write_when(found, texts),
        tuple(points),
        NEVER if found is None else moment_of(found),
    )


def _together(names: Sequence[PersonName]) -> Iterator[str]:
    """`Ahornwald: Sandra, Mia, Ben`: those of one family name together."""
    together: dict[str, list[str]] = {}
    for name in names:
        together.setdefault(name.family_name or "", []).append(name.given_name or "")
    for family, given in together.items():
        known = ", ".join(filter(None, given))
        yield f"{family}: {known}" if family and known else family or known
