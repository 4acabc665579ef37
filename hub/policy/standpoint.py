"""From where a question is looked at: what is known before a name is, and what is known of one who will see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from hub.policy.policies import PolicySet, RoleRule
from hub.terms.access import AccessRequest, Confidence, Release, SourceRelease
from hub.terms.clock import legal_day
from hub.terms.grounds import Grounds
from hub.terms.ids import CellId, PersonId, ProviderId
from hub.terms.lists import Agency, Owner, Purpose
from hub.terms.people import Family, FamStatus, Person
from hub.terms.principals import Principal

_OWNERS = {owner.value: owner for owner in Owner}


@dataclass(frozen=True, eq=False)
class Asking:
    """Somebody of this function and agency asks for this purpose: all that is known before a name is."""

    policies: PolicySet
    agency: Agency
    rule: RoleRule
    purpose: Purpose

    @cached_property
    def own(self) -> Owner | None:
        """Whose values the agency owns: none for a family member or an outsider."""
        return _OWNERS.get(self.agency.value)


class _Known(NamedTuple):
    asking: Asking
    request: AccessRequest
    principal: Principal
    family: Family
    releases: Mapping[PersonId, Sequence[Release]]
    named: frozenset[CellId]


class Viewer(_Known):
    """One principal who will see. `releases` are those to this very principal for this very purpose, by person.

    `named` are the entries that any of the releases names. The rest is worked out only if a condition asks for it.
    """

    @property
    def own(self) -> Owner | None:
        """Whose values this principal's agency owns: none for a family member or an outsider."""
        return self.asking.own

    @cached_property
    def day(self) -> date:
        """The legal day of the question."""
        return legal_day(self.request.at)

    @cached_property
    def confidences(self) -> frozenset[tuple[PersonId, CellId]]:
        """What was agreed in person for this principal and this purpose."""
        return frozenset((one.person, one.entry) for one in self.request.context.confidences if self._is_meant(one))

    @cached_property
    def sources(self) -> tuple[SourceRelease, ...]:
        """Sources bound to secrecy that were released towards this principal."""
        return tuple(one for one in self.request.context.sources if one.recipient == self.principal.id)

    @cached_property
    def grounds(self) -> Grounds | None:
        """Given by whoever asks; they count for nobody else who is present."""
        return self.request.grounds if self.principal == self.request.principal else None

    @property
    def restore_pending(self) -> bool:
        """A backup was put back, and what was withdrawn since is not known again."""
        return self.request.context.restore_pending

    @cached_property
    def person(self) -> Person | None:
        """The person of the family who this is: who belongs to it signs in under the id of the person."""
        me = PersonId(self.principal.id)
        return next((person for person in self.family.persons if person.id == me), None)

    @cached_property
    def flagged(self) -> frozenset[PersonId]:
        """For whom a conflict of interest is flagged today, this principal aside: the Jugendamt decides, nobody asks in
        their place (D23).
        """
        return frozenset(one.id for one in self.family.persons if one is not self.person and _is_flagged(one, self.day))

    def _is_meant(self, one: Confidence) -> bool:
        return one.recipient == self.principal.id and one.purpose == self.request.purpose


def _is_flagged(person: Person, day: date) -> bool:
    if person.conflict_since is None or day < person.conflict_since:
        return False
    return person.conflict_until is None or day <= person.conflict_until


_JOINT = Owner.JOINT  # named once: to look a member up costs more than to compare it
BEFORE_ADMISSION = frozenset({FamStatus.NONE, FamStatus.PROPOSED})


def owner_of(owner: Owner, family: Family) -> Owner:
    """Whose the owner's values are today: before admission the joint record is the proposing agency's (R1)."""
    if owner is not _JOINT or family.status not in BEFORE_ADMISSION:
        return owner
    return family.proposing


class Side(NamedTuple):
    """All that tells own from foreign: whose agency it is, whose the joint record is today, and whether a provider's
    values are those of this very provider."""

    own: Owner | None
    joint: Owner
    is_provider: bool

    def owner(self, owner: Owner) -> Owner:
        """Whose the owner's values are today."""
        return self.joint if owner is _JOINT else owner


def side_of(viewer: Viewer, provider: ProviderId | None) -> Side:
    """Where this viewer stands to values which, if they are a provider's, are this one's."""
    return Side(
        viewer.asking.own,
        owner_of(_JOINT, viewer.family),
        provider is not None and provider == viewer.principal.provider,
    )
