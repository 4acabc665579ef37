"""Facts about a family that decide: birth, custody, FAM dates. Never shown from here (`docs/threat-model.md`)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from hub.terms.ids import FamilyId, FamilyNumber, PersonId
from hub.terms.lists import Owner


class FamStatus(StrEnum):
    """Where the family stands in FAM (I1, I2, G2)."""

    NONE = "none"
    PROPOSED = "proposed"
    ADMITTED = "admitted"
    ENDED = "ended"


FULL_AGE = 18
"""Years of life at which somebody is of age (§ 2 BGB)."""


class PersonKind(StrEnum):
    """Whether a person takes part, is only spoken of (B4), or represents somebody by office or profession."""

    PARTICIPANT = "participant"
    THIRD = "third"
    REPRESENTATIVE = "representative"


class Area(StrEnum):
    """The part of custody (D19) or of a Betreuung (D22) that a holding is about."""

    PERSON = "person"
    HEALTH = "health"
    RESIDENCE = "residence"
    YOUTH_HELP = "youth_help"
    FAM_DATA = "fam_data"
    AUTHORITIES = "authorities"
    PROPERTY = "property"


CUSTODY_AREAS = frozenset({Area.PERSON, Area.HEALTH, Area.RESIDENCE, Area.YOUTH_HELP})
"""What undivided custody holds; `fam_data` is a decision of its own (§ 1628 BGB)."""


class Insight(StrEnum):
    """Whether a person can understand and decide such a consent, as last assessed."""

    YES = "yes"
    NO = "no"
    DOUBTED = "doubted"


@dataclass(frozen=True)
class Holding:
    """Who holds custody of a minor, or the Betreuung of an adult, in which areas and when. Days are inclusive.

    `proven_on` is the day on which the hub saw the proof; what it says stays in the partition sgb8 (D18).
    """

    holder: PersonId
    areas: frozenset[Area] = CUSTODY_AREAS
    since: date | None = None
    until: date | None = None
    rests_since: date | None = None
    proven_on: date | None = None


@dataclass(frozen=True)
class Person:
    """One person of a family: only what decides."""

    id: PersonId
    ref: str
    kind: PersonKind = PersonKind.PARTICIPANT
    born: date | None = None
    deceased_on: date | None = None
    languages: frozenset[str] = frozenset({"de"})
    insight: Insight = Insight.YES
    custody: tuple[Holding, ...] = ()
    betreuer: tuple[Holding, ...] = ()
    restricted_since: date | None = None
    conflict_since: date | None = None
    conflict_until: date | None = None
    address_lock: bool = False


@dataclass(frozen=True)
class Family:
    """One family in the hub. `epoch` grows with every consent taken or withdrawn; older tickets are void."""

    id: FamilyId
    number: FamilyNumber
    status: FamStatus
    proposing: Owner
    persons: tuple[Person, ...]
    exit_date: date | None = None
    staff_related: bool = False
    epoch: int = 0

    @cached_property
    def locked(self) -> frozenset[PersonId]:
        """The people whose address is protected (§ 51 BMG)."""
        return frozenset(person.id for person in self.persons if person.address_lock)

    @property
    def participants(self) -> tuple[Person, ...]:
        """Those who take part in FAM, in the order of the record."""
        return tuple(person for person in self.persons if person.kind is PersonKind.PARTICIPANT)
