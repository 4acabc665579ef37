"""What of a record a sheet is made from, out of the own side's values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from hub.terms.answers import Json, Value
from hub.terms.ids import FieldId, PersonId

GIVEN, SURNAME, ROLE, BORN = (
    FieldId("given_name"),
    FieldId("family_name"),
    FieldId("family_role"),
    FieldId("birth_date"),
)
DIED, ADDRESS, LOCK = FieldId("deceased_on"), FieldId("address"), FieldId("address_lock")
PHONE, EMAIL, LANGUAGE, INTERPRETER = (
    FieldId("phone"),
    FieldId("email"),
    FieldId("preferred_language"),
    FieldId("interpreter_need"),
)
HOUSEHOLD = FieldId("household_membership")
READ = frozenset(
    {GIVEN, SURNAME, ROLE, BORN, DIED, ADDRESS, LOCK, PHONE, EMAIL, LANGUAGE, INTERPRETER, HOUSEHOLD},
)
"""All that is read for a sheet: who belongs to the family, and what must not stand there."""


@dataclass(frozen=True, repr=False)
class Known:
    """The own side's values of a family, and who of it takes part."""

    values: tuple[Value, ...]
    participants: frozenset[PersonId]

    def of(self, *fields: FieldId) -> Iterator[Value]:
        """The values of some fields."""
        return (value for value in self.values if value.field in fields)

    def texts(self, *fields: FieldId) -> Iterator[str]:
        """What stands in them, text by text."""
        for value in self.of(*fields):
            yield from texts_in(value.content)

    def one(self, person: PersonId, field: FieldId) -> str:
        """What a field says of one person; nothing where it is empty or says something else than a text."""
        found = (value.content for value in self.of(field) if value.persons == {person})
        return next((content for content in found if isinstance(content, str)), "")

    def born(self, person: PersonId) -> date | None:
        """A date of birth as the record has it."""
        return read_day(self.one(person, BORN))

    def living(self) -> tuple[PersonId, ...]:
        """Those who take part and of whom the own side knows something, in the order of the record."""
        named = {person for value in self.of(ROLE, BORN, GIVEN) for person in value.persons}
        gone = {person for value in self.of(DIED) for person in value.persons}
        return tuple(sorted((named & self.participants) - gone))


def read_day(text: str) -> date | None:
    """A day, or that there is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def texts_in(content: Json) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        yield from _each(content.values())
    elif isinstance(content, list):
        yield from _each(content)


def _each(inner: Iterable[object]) -> Iterator[str]:
    for one in inner:
        if isinstance(one, str | list | dict):
            yield from texts_in(one)
