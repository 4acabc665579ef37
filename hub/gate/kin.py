"""What the people of a family who sign in may read in their own process: what is about them, or a child in their care.

Categories of which they see every field that an owner can hold; of others nothing is wrapped for their process, nor of
what was confided (F1, F3, F5). Asked of the rules themselves, with a cell of each field that is about themselves.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from hub.consent.turning import turning_of_people
from hub.gate.statute import BASIS
from hub.policy.decide import decide
from hub.policy.kinship import area_of
from hub.policy.policies import PolicySet
from hub.record.places import ALWAYS, KeyPlace, Whose, Window
from hub.terms.access import AccessRequest, Act, Outline, OutlineCell
from hub.terms.catalogue import Field
from hub.terms.ids import CellId, FamilyId, FamilyNumber, PersonId, StaffId
from hub.terms.lists import Agency, Category, Level, Owner, Partition, Purpose, Role
from hub.terms.people import Area, Family, FamStatus, Person
from hub.terms.principals import Principal

Kind = tuple[Partition, Owner, Category]
Kinds = Mapping[Kind, frozenset[Area]]
"""What somebody sees whole of themselves, with the parts of custody in which it falls for a child."""
Theirs = tuple[tuple[Area, frozenset[PersonId]], ...]
"""For whom somebody may ask, by part of custody."""


@dataclass(frozen=True)
class Kin:
    """For whom somebody who signs in may ask, from one instant until another (F1, F5)."""

    theirs: Theirs
    kinds: Kinds
    since: datetime
    until: datetime

    def window(self, whose: Whose, place: KeyPlace) -> Window | None:
        """The window of a key, if all that it is about are theirs to ask for, and every field that it closes."""
        areas = self.kinds.get((place.partition, place.owner, place.category))
        by_itself = place.cell is not None and (place.bound is None or place.category is Category.SINGLE_NOTE)
        if areas is None or by_itself or whose.confiders:
            return None
        if not all(whose.persons <= persons for area, persons in self.theirs if area in areas):
            return None
        return Window(Agency.FAMILY.value, BASIS, self.since, self.until)


def opened_to_kin(policies: PolicySet, family: Family, accounts: Iterable[Principal]) -> tuple[Kin, ...]:
    """For everybody of the family who signs in, stretch by stretch: a birthday ends what a parent may ask."""
    people = {person.id for person in family.persons}
    return tuple(kin for one in accounts if PersonId(one.id) in people for kin in _kin(policies, family, one))


def _kin(policies: PolicySet, family: Family, account: Principal) -> Iterator[Kin]:
    instants = sorted({*ALWAYS, *turning_of_people(family)})
    asking = _Asking(policies, family, account)
    kinds = kinds_of(policies, account.role)
    before: Kin | None = None
    for since, until in pairwise(instants):
        theirs = asking.theirs(kinds, max(since, _FIRST))
        if before is not None and before.theirs == theirs:
            before = replace(before, until=until)
            continue
        if before is not None:
            yield before
        before = Kin(theirs, kinds, since, until)
    if before is not None:
        yield before


_FIRST = datetime.fromisoformat("1900-01-01T00:00:00+00:00")


@dataclass(frozen=True)
class _Asking:
    """Somebody of a family asks what is theirs."""

    policies: PolicySet
    family: Family
    account: Principal

    def theirs(self, kinds: Kinds, at: datetime) -> Theirs:
        """For whom they may ask at an instant, for each part of custody. By a field of each: one is like the other."""
        some = {
            area_of(field): (owner, field)
            for field in reversed(self.policies.catalogue.fields)
            for owner in sorted(field.owners)
            if _kind(owner, field) in kinds
        }
        people = [one.id for one in self.family.participants]
        shown = self.shown([_cell(*one, person) for one in some.values() for person in people], at)
        return tuple(
            (area, frozenset(person for person in people if _cell(*some[area], person).cell in shown))
            for area in sorted(some)
        )

    def shown(self, cells: Iterable[OutlineCell], at: datetime) -> frozenset[CellId]:
        """Which of these cells they see whole."""
        who, purpose = self.account, Purpose.DATA_SUBJECT_ACCESS
        request = AccessRequest(who, (who,), Act.DISCLOSE, purpose, self.family.number, at)
        seen = decide(self.policies, request, Outline(self.family, tuple(cells))).shown
        return frozenset(one.cell.cell for one in seen if one.level is Level.FULL)


@lru_cache(maxsize=16)
def kinds_of(policies: PolicySet, role: Role) -> Kinds:
    """Of each owner the categories of which somebody in this role sees every field about themselves.

    Remembered: it is asked for every account of every family, and follows from the rules alone.
    """
    me = Person(PersonId("me"), "")
    family = Family(FamilyId(""), FamilyNumber(""), FamStatus.ADMITTED, Owner.JOBCENTER, (me,))
    account = Principal(StaffId(me.id), "", role, Agency.FAMILY)
    held = [(owner, field) for field in policies.catalogue.fields for owner in sorted(field.owners)]
    asking = _Asking(policies, family, account)
    shown = asking.shown([_cell(*one, me.id) for one in held], _FIRST)
    shut = {_kind(owner, field) for owner, field in held if _cell(owner, field, me.id).cell not in shown}
    kinds: dict[Kind, frozenset[Area]] = {}
    for owner, field in held:
        kind = _kind(owner, field)
        if kind not in shut and field.category is not Category.NONE:
            kinds[kind] = kinds.get(kind, frozenset()) | {area_of(field)}
    return kinds


def _kind(owner: Owner, field: Field) -> Kind:
    return field.partition, owner, field.category


def _cell(owner: Owner, field: Field, person: PersonId) -> OutlineCell:
    """A cell of this field about one person, whether or not there is one."""
    return OutlineCell(CellId(f"{owner}|{field.id}|{person}"), field.id, frozenset({person}), owner)
