"""What the rules open across owners without any consent, such as a running order to a provider (§ 36 SGB VIII).

Asked of the rules themselves, with a cell of each field that is about nobody in particular. What no category opens
(ceilings none, entrusted entries) is not asked about: a key of such things is its owner's alone. But what a provider
reports to the Jugendamt is: each such entry has its own key (`docs/decisions/0041-what-providers-report.md`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from hub.policy.decide import decide
from hub.policy.policies import PolicySet
from hub.record.places import ALWAYS, KeyPlace, Whose, Window, is_reported
from hub.terms.access import AccessRequest, Act, Context, Mandate, Outline, OutlineCell
from hub.terms.catalogue import Field
from hub.terms.clock import day_begins, day_ends
from hub.terms.ids import CellId
from hub.terms.lists import Category, Level, Owner, Partition, Purpose
from hub.terms.people import Family, PersonKind
from hub.terms.principals import Principal

BASIS = "statute"
Opened = tuple[Owner, Partition, Category, Level]


@dataclass(frozen=True)
class Charge:
    """A case that is somebody's, from day to day."""

    principal: Principal
    since: date
    until: date | None


@dataclass(frozen=True)
class Statute:
    """The fields of each owner that the rules open to one holder while a case is theirs, and up to which level."""

    holder: str
    since: datetime
    until: datetime
    opened: frozenset[Opened]

    def window(self, whose: Whose, place: KeyPlace) -> Window | None:
        """The window of a key, if the rules open something that it closes: of no category, an entry by itself."""
        closed = (place.owner, place.partition, place.category)
        levels = [level for *opened, level in self.opened if tuple(opened) == closed]
        if self.holder == place.maker or whose.confiders or max(levels, default=Level.NONE) < place.level:
            return None
        if (place.category is Category.NONE) is (place.cell is None) or place.bound is not None:
            return None
        return Window(self.holder, BASIS, self.since, self.until)


def opened_by_statute(policies: PolicySet, family: Family, charges: Iterable[Charge]) -> tuple[Statute, ...]:
    """What the rules open to those whose case it is, for any purpose of their roles."""
    return tuple(
        Statute(charge.principal.agency.value, *_time(charge), opened)
        for charge in charges
        if (opened := frozenset(_opened(policies, family, charge)))
    )


def _opened(policies: PolicySet, family: Family, charge: Charge) -> Iterator[Opened]:
    """For each purpose of the role one decision over a cell of every field and owner."""
    anybody = replace(family, persons=tuple(replace(person, address_lock=False) for person in family.persons))
    person = next((one.id for one in family.persons if one.kind is PersonKind.PARTICIPANT), None)
    if person is None:
        return
    fields = {CellId(f"{owner}|{field.id}"): (field, owner) for field, owner in _asked(policies, charge)}
    cells = tuple(
        OutlineCell(cell, field.id, frozenset({person}), owner, levels=sum(1 << level for level in Level))
        for cell, (field, owner) in fields.items()
    )
    role = policies.roles.get(charge.principal.role)
    for purpose in sorted(role.purposes if role else ()):
        request = _request(charge, family, Purpose(purpose))
        for shown in decide(policies, request, Outline(anybody, cells)).shown:
            field = fields[shown.cell.cell][0]
            yield shown.cell.owner, field.partition, field.category, shown.level


def _asked(policies: PolicySet, charge: Charge) -> Iterator[tuple[Field, Owner]]:
    """Every field of a category, and what providers report, with every owner but the principal's own agency."""
    for field in policies.catalogue.fields:
        if field.category is Category.NONE and not is_reported(field):
            continue
        for owner in field.owners:
            if owner.value != charge.principal.agency.value:
                yield field, owner


def _request(charge: Charge, family: Family, purpose: Purpose) -> AccessRequest:
    who = charge.principal
    context = Context(mandates={who.id: Mandate(assigned=True)})
    return AccessRequest(who, (who,), Act.DISCLOSE, purpose, family.number, day_begins(charge.since), context)


def _time(charge: Charge) -> tuple[datetime, datetime]:
    return day_begins(charge.since), day_ends(charge.until) if charge.until else ALWAYS[1]
