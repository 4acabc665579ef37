"""From where a question is looked at: what is known before a name is, and what is known of one who will see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hub.policy.policies import PolicySet, RoleRule
from hub.terms.access import Release, SourceRelease
from hub.terms.grounds import Grounds
from hub.terms.ids import CellId, PersonId
from hub.terms.lists import Agency, Owner, Purpose
from hub.terms.people import Family, FamStatus
from hub.terms.principals import Principal


@dataclass(frozen=True, eq=False)
class Asking:
    """Somebody of this function and agency asks for this purpose: all that is known before a name is."""

    policies: PolicySet
    agency: Agency
    rule: RoleRule
    purpose: Purpose


@dataclass(frozen=True, eq=False)
class Viewer:
    """One principal who will see. `releases` are those to this very principal for this very purpose, by person.

    `own` is whose values this principal's agency owns: none for a family member or an outsider. `named` are the entries
    that any of the releases names. `grounds` are given by whoever asks, and count for nobody else who is present.
    """

    asking: Asking
    principal: Principal
    own: Owner | None
    family: Family
    day: date
    releases: Mapping[PersonId, tuple[Release, ...]]
    named: frozenset[CellId]
    locked: frozenset[PersonId]
    confidences: frozenset[tuple[PersonId, CellId]] = frozenset()
    sources: tuple[SourceRelease, ...] = ()
    grounds: Grounds | None = None
    restore_pending: bool = False


_JOINT = Owner.JOINT  # named once: to look a member up costs more than to compare it
BEFORE_ADMISSION = frozenset({FamStatus.NONE, FamStatus.PROPOSED})


def owner_of(owner: Owner, family: Family) -> Owner:
    """Whose the owner's values are today: before admission the joint record is the proposing agency's (R1)."""
    if owner is not _JOINT or family.status not in BEFORE_ADMISSION:
        return owner
    return family.proposing
