"""What the people of a family are called on a page: from the values that are shown there, and from nowhere else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hub.terms.answers import Disclosure, Value
from hub.terms.clock import age_on, legal_day
from hub.terms.ids import FieldId, PersonId
from hub.terms.lists import Level
from hub.web.texts import Texts

GIVEN_NAME, FAMILY_NAME = FieldId("given_name"), FieldId("family_name")
BIRTH_DATE = FieldId("birth_date")
NAMING = (GIVEN_NAME, FAMILY_NAME, BIRTH_DATE)
MONTHS_UNTIL = 2
"""The age in years from which on it is no longer said in months."""


@dataclass(frozen=True, repr=False)
class Naming:
    """Names and ages out of one disclosure."""

    disclosure: Disclosure
    texts: Texts

    @cached_property
    def people(self) -> Mapping[PersonId, str]:
        """Everybody who may be named here, with their reference."""
        return self.disclosure.projection.people

    @cached_property
    def values(self) -> Mapping[tuple[PersonId, FieldId], Value]:
        """What names and ages are taken from: whole values about one person alone, the first of each."""
        named = [value for value in self.disclosure.projection.shown if value.field in NAMING]
        alone = [value for value in named if len(value.persons) == 1 and value.level is Level.FULL]
        return {(person, value.field): value for value in reversed(alone) for person in value.persons}

    def reference(self, person: PersonId) -> str:
        """`F01-2`; empty for somebody who may not be named here."""
        return self.people.get(person, "")

    def in_order(self, persons: Iterable[PersonId]) -> tuple[PersonId, ...]:
        """In the order of the record."""
        return tuple(sorted(persons, key=self.reference))

    def name(self, person: PersonId) -> str:
        """The name, where it is among the values shown; else the reference."""
        known = " ".join(part for part in (self._part(person, GIVEN_NAME), self._part(person, FAMILY_NAME)) if part)
        return known or self.texts.say("person-reference", reference=self.reference(person))

    def name_or_other(self, person: PersonId | None) -> str:
        """The name, or that it is somebody more: who may not be named here has no reference either."""
        return self.name(person) if person and self.reference(person) else self.texts.say("somebody-else")

    def short_name(self, person: PersonId) -> str:
        """The given name, where it is shown; else the reference."""
        return self._part(person, GIVEN_NAME) or self.reference(person)

    def names(self, persons: Iterable[PersonId]) -> str:
        """Several people, in the order of the record."""
        return self.texts.names(tuple(self.name(person) for person in self.in_order(persons)))

    def short_names(self, persons: Iterable[PersonId]) -> str:
        """Several people by their given names, in the order of the record."""
        return self.texts.names(tuple(self.short_name(person) for person in self.in_order(persons)))

    def born(self, person: PersonId) -> date | None:
        """The date of birth, where it is shown."""
        try:
            return date.fromisoformat(self._part(person, BIRTH_DATE))
        except ValueError:
            return None

    def age(self, person: PersonId) -> str:
        """`35 Jahre`, `9 Monate`; empty where the date of birth is not shown."""
        born = self.born(person)
        day = legal_day(self.disclosure.at)
        if born is None or born > day:
            return ""
        years = age_on(born, day)
        if years >= MONTHS_UNTIL:
            return self.texts.say("age-years", count=years)
        months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
        return self.texts.say("age-months", count=months)

    def _part(self, person: PersonId, field: FieldId) -> str:
        value = self.values.get((person, field))
        return str(value.content) if value is not None else ""
