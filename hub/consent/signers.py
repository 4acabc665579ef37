"""Who must sign for a person's data, on a given day (D10 to D22; R7 of the scenario format)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from hub.consent.circle import Circle
from hub.terms.catalogue import Catalogue
from hub.terms.clock import age_on
from hub.terms.ids import PersonId
from hub.terms.lacks import Ground
from hub.terms.lists import Category, Partition
from hub.terms.people import (
    CUSTODY_AREAS,
    FULL_AGE,
    Area,
    Holding,
    Insight,
    Person,
)
from hub.terms.reasons import Reason

VETO_AGE = 14
OWN_AGE = 15


class Kind(StrEnum):
    """Fields for which the same people sign."""

    HEALTH = "health"
    YOUTH_HELP = "youth_help"
    JOBCENTER = "jobcenter"
    OTHER = "other"


_CUSTODY_AREAS = {
    Kind.HEALTH: Area.HEALTH,
    Kind.YOUTH_HELP: Area.YOUTH_HELP,
    Kind.JOBCENTER: Area.PERSON,
    Kind.OTHER: Area.PERSON,
}


@lru_cache(maxsize=8)
def kind_masks(catalogue: Catalogue) -> tuple[tuple[Kind, int], ...]:
    """Every field, by who signs for it. Health goes before the partition it lies in (C9, D12)."""
    partitions = catalogue.partition_masks
    rest = ~catalogue.category_masks[Category.HEALTH]
    return (
        (Kind.HEALTH, catalogue.category_masks[Category.HEALTH]),
        (Kind.YOUTH_HELP, (partitions[Partition.SGB8] | partitions[Partition.PROVIDER]) & rest),
        (Kind.JOBCENTER, partitions[Partition.SGB2] & rest),
        (Kind.OTHER, (partitions[Partition.CORE] | partitions[Partition.FAM]) & rest),
    )


class Call(NamedTuple):
    """On which ground somebody must speak; or, where nobody can, what is in the way, and whose proof is awaited."""

    by: PersonId | None
    ground: Ground


@dataclass(frozen=True)
class Signers:
    """Everybody who must have signed. Nobody in it means that nobody can, never that nobody need.

    `lack` is the reason when somebody is missing who signs for another person, or when nobody can. `calls` say why it
    is they, one for each, and where there is nobody, why not.
    """

    ids: tuple[PersonId, ...]
    lack: Reason = Reason.SIGNER_MISSING
    calls: tuple[Call, ...] = field(default=(), compare=False)


def required_signers(person: Person, kind: Kind, circle: Circle, day: date) -> Signers:
    """Who must sign for one kind of a person's data by the rules of one day. Without a date of birth nobody can."""
    if person.born is None:
        return _nobody(Ground.BIRTH_UNKNOWN)
    age = age_on(person.born, day)
    if age < VETO_AGE:
        return _custodians(person, kind, circle, day)
    if person.insight is Insight.DOUBTED:
        return _nobody(Ground.INSIGHT_DOUBTED, Reason.INSIGHT_LACKING, (person.id,))
    if person.insight is Insight.NO:
        return _betreuer(person, kind, circle, day) if age >= FULL_AGE else _custodians(person, kind, circle, day)
    if age >= FULL_AGE:
        return Signers((person.id,), calls=(Call(person.id, Ground.OWN_ADULT),))
    if age >= OWN_AGE and _decides_alone(person, kind, day):
        return Signers((person.id,), calls=(Call(person.id, Ground.OWN_ALONE),))
    own = Call(person.id, Ground.OWN_BESIDE if age >= OWN_AGE else Ground.OWN_VETO)
    custodians = _custodians(person, kind, circle, day)
    calls = (own, *_why_beside(custodians, kind, age))
    return Signers((person.id, *custodians.ids) if custodians.ids else (), custodians.lack, calls)


def _why_beside(custodians: Signers, kind: Kind, age: int) -> tuple[Call, ...]:
    """About data of the Jobcenter they speak beside a youth of 15 only where the youth was restricted (D13)."""
    if kind is not Kind.JOBCENTER or age < OWN_AGE:
        return custodians.calls
    return tuple([call if call.ground.bars else Call(call.by, Ground.RESTRICTED) for call in custodians.calls])


def _nobody(ground: Ground, lack: Reason = Reason.SIGNER_MISSING, whose: tuple[PersonId, ...] = ()) -> Signers:
    return Signers((), lack, tuple([Call(by, ground) for by in whose or (None,)]))


class Rules:
    """Who must sign for one kind of a person's data, day by day; each day is worked out once."""

    def __init__(self, person: Person, kind: Kind, circle: Circle) -> None:
        self.person = person
        self.kind = kind
        self.circle = circle
        self._known: dict[date, Signers] = {}

    def on(self, day: date) -> Signers:
        """Who must sign by the rules of one day."""
        signers = self._known.get(day)
        if signers is None:
            signers = self._known[day] = required_signers(self.person, self.kind, self.circle, day)
        return signers


def differences(person: Person, kind: Kind, first: date, last: date) -> tuple[bool, ...]:
    """What sets a kind apart for this person between two days: kinds with the same answer have the same signers."""
    alone = kind is Kind.JOBCENTER and _grows_up(person, first, last)
    health = kind is Kind.HEALTH and bool(person.betreuer)
    return (alone, health, *(_CUSTODY_AREAS[kind] in holding.areas for holding in person.custody))


def are_alike(person: Person, first: date, last: date) -> bool:
    """Nothing sets any kind apart between two days: whoever signs for one signs for all.

    Custody is undivided, there is no Betreuer, and the person does not come to decide on a part alone.
    """
    if person.betreuer or not all([holding.areas >= CUSTODY_AREAS for holding in person.custody]):
        return False
    return not _grows_up(person, first, last)


def _grows_up(person: Person, first: date, last: date) -> bool:
    """Between two days there is one on which the person can decide alone on data of the Jobcenter (D12)."""
    born = person.born
    return born is not None and age_on(born, last) >= OWN_AGE and age_on(born, first) < FULL_AGE


def has_power(signer: PersonId, person: Person, kind: Kind, circle: Circle, day: date) -> bool:
    """A holding that lets the signer speak for the person was in force on that day (R8).

    Nobody has custody of a child that is not born yet: a paper signed before names somebody who was not there.
    """
    if person.born is not None and day < person.born:
        return False
    adult = person.born is not None and age_on(person.born, day) >= FULL_AGE
    area = _betreuer_area(kind) if adult else _CUSTODY_AREAS[kind]
    held = [h for h in _in_force(person.betreuer if adult else person.custody, day) if h.holder == signer]
    acting = [h for h in held if circle.acts(h, day)]
    return any([area in h.areas or (Area.FAM_DATA in h.areas and circle.is_proven(h)) for h in acting])


def _decides_alone(person: Person, kind: Kind, day: date) -> bool:
    """From 15, for data of the Jobcenter other than health, unless restricted in writing (§ 36 SGB I, D12, D13)."""
    restricted = person.restricted_since is not None and person.restricted_since <= day
    return kind is Kind.JOBCENTER and not restricted


def _custodians(person: Person, kind: Kind, circle: Circle, day: date) -> Signers:
    """All who hold the area together (D17); whoever was given the decision on FAM data decides alone (§ 1628 BGB)."""
    holdings = _in_force(person.custody, day)
    deciding = [h for h in holdings if Area.FAM_DATA in h.areas and circle.is_proven(h) and circle.acts(h, day)]
    if deciding:
        return _called([(holding, Ground.CUSTODY_DECIDED) for holding in deciding])
    area = _CUSTODY_AREAS[kind]
    of_area = [holding for holding in holdings if area in holding.areas]
    acting = [holding for holding in of_area if circle.acts(holding, day)]
    if all([circle.is_minor(holding, day) for holding in acting]):
        return _nobody(Ground.NO_CUSTODIAN)
    unproven = [holding for holding in acting if _lacks_proof(holding, of_area, circle)]
    if unproven:
        return _nobody(Ground.CUSTODY_UNPROVEN, Reason.CUSTODY_UNPROVEN, _holders(unproven))
    return _called([(holding, _ground(holding, of_area, circle, day)) for holding in acting])


def _ground(holding: Holding, of_area: list[Holding], circle: Circle, day: date) -> Ground:
    """Why one of those who hold an area speaks (D17 to D19, D21)."""
    if circle.is_representative(holding):
        return Ground.GUARDIAN
    if circle.is_minor(holding, day):
        return Ground.MINOR_PARENT
    others = [one for one in of_area if one.holder != holding.holder]
    if not others:
        return Ground.CUSTODY_SOLE
    return Ground.CUSTODY_JOINT if any([circle.acts(one, day) for one in others]) else Ground.CUSTODY_REMAINING


def _lacks_proof(holding: Holding, of_area: list[Holding], circle: Circle) -> bool:
    """Two parents need no proof; one alone does, unless a representative stands beside, who always does (D18, D19).

    A parent who died or whose custody rests still counts as the other one.
    """
    if circle.is_proven(holding) or any([circle.is_proven(h) for h in of_area if h.holder == holding.holder]):
        return False
    return circle.is_representative(holding) or all([h.holder == holding.holder for h in of_area])


def _betreuer(person: Person, kind: Kind, circle: Circle, day: date) -> Signers:
    """The Betreuer of the area, with the certificate seen (§§ 1814 ff. BGB, D22)."""
    holdings = [h for h in _in_force(person.betreuer, day) if _betreuer_area(kind) in h.areas and circle.acts(h, day)]
    if not holdings:
        return _nobody(Ground.NO_BETREUER, Reason.INSIGHT_LACKING)
    if not all([circle.is_proven(holding) for holding in holdings]):
        return _nobody(Ground.BETREUER_UNPROVEN, Reason.CUSTODY_UNPROVEN, _holders(holdings))
    return _called([(holding, Ground.BETREUER) for holding in holdings], Reason.INSIGHT_LACKING)


def _betreuer_area(kind: Kind) -> Area:
    return Area.HEALTH if kind is Kind.HEALTH else Area.AUTHORITIES


def _in_force(holdings: tuple[Holding, ...], day: date) -> list[Holding]:
    """Those that have begun and not ended; both days are inside (D16)."""
    return [
        holding
        for holding in holdings
        if (holding.since is None or holding.since <= day) and (holding.until is None or day <= holding.until)
    ]


def _holders(holdings: list[Holding]) -> tuple[PersonId, ...]:
    return tuple(dict.fromkeys([holding.holder for holding in holdings]))


def _called(found: list[tuple[Holding, Ground]], lack: Reason = Reason.SIGNER_MISSING) -> Signers:
    """Each holder once, on the first of their grounds."""
    calls: dict[PersonId, Ground] = {}
    for holding, ground in found:
        calls.setdefault(holding.holder, ground)
    return Signers(tuple(calls), lack, tuple([Call(by, ground) for by, ground in calls.items()]))
