"""What the people of a family who sign in may read in their own process: their names and those of whom they ask for.

Nothing else is wrapped for it yet: no page of a family shows more of the record.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from hub.consent.turning import turning_of_people
from hub.gate.statute import BASIS
from hub.policy.consent_sight import NAME, theirs_to_ask
from hub.policy.policies import PolicySet
from hub.record.places import ALWAYS, KeyPlace, Whose, Window
from hub.terms.access import AccessRequest, Act
from hub.terms.ids import PersonId
from hub.terms.lists import Agency, Category, Level, Purpose
from hub.terms.people import Family
from hub.terms.principals import Principal


@dataclass(frozen=True)
class Kin:
    """For whom somebody who signs in may ask, from one instant until another (F1, F5)."""

    persons: frozenset[PersonId]
    category: Category
    since: datetime
    until: datetime

    def window(self, whose: Whose, place: KeyPlace) -> Window | None:
        """The window of a key that closes names, if all that it is about are theirs to ask for."""
        is_open = place.cell is None and not whose.confiders and whose.persons <= self.persons
        if not is_open or place.category is not self.category or place.level is not Level.FULL:
            return None
        return Window(Agency.FAMILY.value, BASIS, self.since, self.until)


def opened_to_kin(policies: PolicySet, family: Family, accounts: Iterable[Principal]) -> tuple[Kin, ...]:
    """For everybody of the family who signs in, stretch by stretch: a birthday ends what a parent may ask."""
    people = {person.id for person in family.persons}
    return tuple(kin for one in accounts if PersonId(one.id) in people for kin in _kin(policies, family, one))


def _kin(policies: PolicySet, family: Family, account: Principal) -> Iterator[Kin]:
    instants = sorted({*ALWAYS, *turning_of_people(family)})
    category = policies.catalogue.by_id[NAME].category
    before: Kin | None = None
    for since, until in pairwise(instants):
        persons = theirs_to_ask(policies, _request(account, family, max(since, _FIRST)), family)
        if before is not None and before.persons == persons:
            before = Kin(persons, category, before.since, until)
            continue
        if before is not None:
            yield before
        before = Kin(persons, category, since, until)
    if before is not None:
        yield before


_FIRST = datetime.fromisoformat("1900-01-01T00:00:00+00:00")


def _request(account: Principal, family: Family, at: datetime) -> AccessRequest:
    return AccessRequest(account, (account,), Act.DISCLOSE, Purpose.DATA_SUBJECT_ACCESS, family.number, at)
