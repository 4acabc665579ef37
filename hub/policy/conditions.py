"""The closed list of conditions that a policy may name in `when` and `unless`.

Each is a pure function of a few lines. What it looks at decides where the compiler puts it: who asks in general and
fields are settled once per program; request, family and cell are settled when the question is asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from hub.policy.policies import PolicySet, RoleRule, Tie
from hub.terms.access import Mandate, OutlineCell, Release
from hub.terms.catalogue import Field
from hub.terms.ids import CellId, PersonId
from hub.terms.lists import Agency, Level, Owner, Purpose, Sensitivity
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
    that any of the releases names.
    """

    asking: Asking
    principal: Principal
    own: Owner | None
    family: Family
    day: date
    releases: Mapping[PersonId, tuple[Release, ...]]
    named: frozenset[CellId]
    locked: frozenset[PersonId]


_JOINT, _PROVIDER = Owner.JOINT, Owner.PROVIDER  # named once: to look a member up costs more than to compare it
BEFORE_ADMISSION = frozenset({FamStatus.NONE, FamStatus.PROPOSED})


def owner_of(owner: Owner, family: Family) -> Owner:
    """Whose the owner's values are today: before admission the joint record is the proposing agency's (R1)."""
    if owner is not _JOINT or family.status not in BEFORE_ADMISSION:
        return owner
    return family.proposing


def purpose_fits_role(asking: Asking) -> bool:
    """The purpose is one of those that the table gives to the role (§ 64 Abs. 1 SGB VIII, § 67c Abs. 1 SGB X)."""
    return asking.purpose in asking.rule.purposes and asking.agency in asking.rule.agencies


def purpose_is_fam(asking: Asking) -> bool:
    """The purpose is one of FAM, not a task of one agency alone (B9)."""
    return asking.purpose in asking.policies.fam_purposes


def purpose_is_default(asking: Asking, field: Field) -> bool:
    """The field is kept for this very task (§ 63 Abs. 2, § 64 Abs. 1 SGB VIII)."""
    return asking.purpose in field.default_purposes


def ceiling_is_none(_: Asking, field: Field) -> bool:
    """Not even consent opens the field to another controller (B5)."""
    return field.ceiling is Level.NONE


def ceiling_above_none(_: Asking, field: Field) -> bool:
    """Consent can open the field to another controller, at least in part (B5)."""
    return field.ceiling > Level.NONE


def is_child_protection(_: Asking, field: Field) -> bool:
    """The field belongs to the protection mandate (§ 8a SGB VIII) or to a sealed fact."""
    return field.sensitivity is Sensitivity.CHILD_PROTECTION


def is_third_party(_: Asking, field: Field) -> bool:
    """The field speaks of somebody who is no party (§ 62 Abs. 4 SGB VIII)."""
    return field.sensitivity is Sensitivity.THIRD_PARTY


def is_art9(_: Asking, field: Field) -> bool:
    """Health and the other special categories (Art. 9 GDPR, § 67a Abs. 1 S. 3 SGB X)."""
    return field.sensitivity is Sensitivity.ART9


def has_mandate(rule: RoleRule, mandate: Mandate) -> bool:
    """The case is theirs, or granted to who stands in, or their task needs no case (§ 35 Abs. 1 S. 2 SGB I)."""
    if rule.tie is Tie.NONE:
        return True
    return mandate.deputy if rule.tie is Tie.DEPUTY else mandate.assigned


def is_deputy(rule: RoleRule, _: Mandate) -> bool:
    """Whoever asks does so in the place of another (I15)."""
    return rule.tie is Tie.DEPUTY


def is_related(_: RoleRule, mandate: Mandate) -> bool:
    """Whoever asks is a relative of somebody in the family (§ 16 Abs. 1, Abs. 5 SGB X)."""
    return mandate.related


def takes_part_in_personnel_decisions(_: RoleRule, mandate: Mandate) -> bool:
    """Whoever asks takes part in decisions about staff (§ 35 Abs. 1 S. 3 SGB I)."""
    return mandate.hr_decision


def family_is_staff_related(viewer: Viewer) -> bool:
    """Somebody of the family, or a relative, works for one of the agencies (§ 35 Abs. 1 S. 3 SGB I)."""
    return viewer.family.staff_related


def fam_is_open(viewer: Viewer) -> bool:
    """The family is being proposed, for clearing admission; else it takes part, its last day counting (G2, I2)."""
    family = viewer.family
    if viewer.asking.purpose is Purpose.FAM_ADMISSION:
        return family.status is FamStatus.PROPOSED
    return family.status is FamStatus.ADMITTED and (family.exit_date is None or viewer.day <= family.exit_date)


def owner_is_own(viewer: Viewer, cell: OutlineCell) -> bool:
    """The value belongs to the agency of whoever asks; a provider's to that very provider (§ 67 Abs. 4 SGB X)."""
    owner = owner_of(cell.owner, viewer.family)
    if owner is not viewer.own:
        return False
    return owner is not _PROVIDER or (cell.provider is not None and cell.provider == viewer.principal.provider)


def owner_is_another(viewer: Viewer, cell: OutlineCell) -> bool:
    """The value belongs to another controller, or to both agencies together (§ 67d Abs. 1 SGB X)."""
    return not owner_is_own(viewer, cell)


def is_entrusted(viewer: Viewer, cell: OutlineCell) -> bool:
    """The entry was confided, or its field is one in which everything counts as confided (§ 65 SGB VIII, C6)."""
    if cell.entrusted_to is not None or cell.entrusted_by:
        return True
    field = viewer.asking.policies.catalogue.by_id[cell.field]
    return field.sensitivity is Sensitivity.ENTRUSTED_65


def principal_is_entrustee(viewer: Viewer, cell: OutlineCell) -> bool:
    """The entry was confided to the very worker who asks (§ 65 Abs. 1 SGB VIII).

    A colleague, a deputy or the head of the same office is not that worker.
    """
    return cell.entrusted_to == viewer.principal.id


def is_passed_on(_: Viewer, cell: OutlineCell) -> bool:
    """The worker to whom it was confided has passed the entry on (§ 65 Abs. 1 S. 1 Nr. 1 SGB VIII)."""
    return cell.passed_on


def entry_is_released(viewer: Viewer, cell: OutlineCell) -> bool:
    """For everybody it is about a consent names this one entry, and whoever confided it signed in person (C5, C7).

    Nobody signs for a confider: not who has custody, not a Betreuer.
    """
    if not viewer.named:
        return False
    naming = [release for given in viewer.releases.values() for release in given if cell.cell in release.entries]
    subjects = {release.person for release in naming}
    signers = {signer for release in naming for signer in release.signers}
    confiders = cell.entrusted_by or (cell.persons if is_entrusted(viewer, cell) else frozenset())
    return bool(cell.persons) and cell.persons <= subjects and confiders <= signers


def is_restricted(_: Viewer, cell: OutlineCell) -> bool:
    """Processing of the value is restricted (Art. 18 GDPR)."""
    return cell.restricted


def is_disputed(_: Viewer, cell: OutlineCell) -> bool:
    """The person disputes the value, and its truth cannot be found (§ 84 Abs. 2 SGB X)."""
    return cell.disputed


def address_is_locked(viewer: Viewer, cell: OutlineCell) -> bool:
    """Somebody it is about has a protected address (§ 51 BMG)."""
    return not viewer.locked.isdisjoint(cell.persons)


_Condition = TypeVar("_Condition", bound=Callable[..., bool])


def _named(*functions: _Condition) -> dict[str, _Condition]:
    return {function.__name__.replace("_", "-"): function for function in functions}


ON_ASKING = _named(purpose_fits_role, purpose_is_fam)
ON_FIELD = _named(purpose_is_default, ceiling_is_none, ceiling_above_none, is_child_protection, is_third_party, is_art9)
ON_REQUEST = _named(has_mandate, is_deputy, is_related, takes_part_in_personnel_decisions)
ON_FAMILY = _named(family_is_staff_related, fam_is_open)
ON_CELL = _named(
    owner_is_own,
    owner_is_another,
    is_entrusted,
    principal_is_entrustee,
    is_passed_on,
    entry_is_released,
    is_restricted,
    is_disputed,
    address_is_locked,
)
CONDITIONS = (*ON_ASKING, *ON_FIELD, *ON_REQUEST, *ON_FAMILY, *ON_CELL)

OPENED_BY_CONSENT = frozenset({"entry-is-released"})
"""What consent makes true: it may open, never close, so that less consent never shows more."""
