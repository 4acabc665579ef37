"""Families of all kinds: statuses, an exit, a protected address, and a child of every age that matters."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from hub.terms.ids import FamilyId, FamilyNumber, PersonId
from hub.terms.lists import Owner
from hub.terms.people import Area, Family, FamStatus, Holding, Person, PersonKind
from tests.policy.staff import drawn

TODAY = date(2026, 11, 16)
PEOPLE = MOTHER, CHILD, GRANDFATHER = tuple(PersonId(drawn(who)) for who in ("mother", "child", "grandfather"))
FAMILY = Family(
    id=FamilyId(drawn("family")),
    number=FamilyNumber("FAM-0000-001"),
    status=FamStatus.ADMITTED,
    proposing=Owner.JOBCENTER,
    persons=(Person(MOTHER, "P1"), Person(CHILD, "P2"), Person(GRANDFATHER, "P3", kind=PersonKind.THIRD)),
)

rarely = st.sampled_from([False, False, False, True])


def _child(born: int, **custody: Any) -> Person:
    """The mother's child, born on this day of the year."""
    return Person(CHILD, "P2", born=date(born, 11, 16), custody=(Holding(MOTHER, **custody),))


families = st.builds(
    Family,
    id=st.just(FAMILY.id),
    number=st.just(FAMILY.number),
    status=st.sampled_from([FamStatus.ADMITTED, FamStatus.ADMITTED, *FamStatus]),
    proposing=st.sampled_from([Owner.JOBCENTER, Owner.JUGENDAMT]),
    persons=st.sampled_from(
        [
            FAMILY.persons,
            (Person(MOTHER, "P1", address_lock=True), *FAMILY.persons[1:]),
            FAMILY.persons[:1],
            (FAMILY.persons[0], _child(2016), FAMILY.persons[2]),
            (FAMILY.persons[0], _child(2010, areas=frozenset({Area.HEALTH})), FAMILY.persons[2]),
            (FAMILY.persons[0], _child(2008), FAMILY.persons[2]),
            (FAMILY.persons[0], replace(_child(2016), conflict_since=TODAY), FAMILY.persons[2]),
        ]
    ),
    exit_date=st.sampled_from([None, None, TODAY, date(2026, 11, 15)]),
    staff_related=rarely,
)
