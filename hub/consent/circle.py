"""Everybody around a family who could speak for another, and what of their power the hub has seen proven."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hub.terms.clock import age_on
from hub.terms.ids import PersonId
from hub.terms.people import (
    FULL_AGE,
    Holding,
    Person,
    PersonKind,
)


@dataclass(frozen=True)
class Circle:
    """All persons of a family, and what of their powers had been proven to the hub by one day."""

    people: Mapping[PersonId, Person]
    known_on: date

    def is_representative(self, holding: Holding) -> bool:
        """Vormund, Pfleger or Betreuer by office or profession; a holder nobody knows is treated as one."""
        holder = self.people.get(holding.holder)
        return holder is None or holder.kind is PersonKind.REPRESENTATIVE

    def is_proven(self, holding: Holding) -> bool:
        """The hub has seen register, order or certificate (D18)."""
        return holding.proven_on is not None and holding.proven_on <= self.known_on

    def is_minor(self, holding: Holding, day: date) -> bool:
        """A parent who is not of age: has a say, but represents nobody (§ 1673 Abs. 2 BGB, D21)."""
        holder = self.people.get(holding.holder)
        return holder is not None and holder.born is not None and age_on(holder.born, day) < FULL_AGE

    def acts(self, holding: Holding, day: date) -> bool:
        """The holder lives and the holding does not rest (§§ 1673–1675 BGB); an unproven resting does not count."""
        holder = self.people.get(holding.holder)
        if holder is not None and holder.deceased_on is not None and holder.deceased_on <= day:
            return False
        return holding.rests_since is None or day < holding.rests_since or not self.is_proven(holding)
