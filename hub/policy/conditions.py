"""The closed list of conditions that a policy may name in `when` and `unless`.

Each is a pure function of a few lines. What it looks at decides where the compiler puts it: who asks in general and
fields are settled once per program; request, family, owner and cell are settled when the question is asked. One on
cells looks at what `layout.py` tells kinds of cells apart by; at a field or a name only of what is looked at one by
one: what was confided, came from a source, or is named by a consent.
"""

from collections.abc import Callable
from typing import TypeVar

from hub.policy.conditions_on_cells import (
    address_is_locked,
    entry_is_released,
    is_discussed,
    is_disputed,
    is_entrusted,
    is_passed_on,
    is_restricted,
    owner_is_another,
    owner_is_own,
    principal_is_entrustee,
    source_is_open,
)
from hub.policy.conditions_on_danger import (
    emergency_is_claimed,
    emergency_is_for_them,
    is_called_in_for_estimate,
    is_emergency,
    is_successor_in_danger,
    names_are_needed,
)
from hub.policy.conditions_on_kin import (
    address_is_theirs,
    is_about_somebody_flagged,
    is_about_them,
    is_confided_by_another,
    is_person_concerned,
    is_theirs_to_ask,
)
from hub.policy.conditions_on_logs import (
    controller_is_own_or_joint,
    is_expired,
    names_staff,
    reveal_is_asked,
    second_key_is_turned,
    suspicion_is_given,
)
from hub.policy.policies import RoleRule, Tie
from hub.policy.standpoint import Asking, Viewer
from hub.terms.access import Mandate, Order
from hub.terms.catalogue import Field
from hub.terms.lists import Level, Purpose, Sensitivity
from hub.terms.people import FamStatus

_AUDITED = frozenset({Purpose.SGB2_BENEFIT, Purpose.PROVIDER_BILLING, Purpose.SGB8_COST_CONTRIBUTION})

# Named once: to look a member up costs more than to compare it.
_ASSIGNMENT, _DEPUTY = Tie.ASSIGNMENT, Tie.DEPUTY
_ADMISSION, _ADMITTED = Purpose.FAM_ADMISSION, FamStatus.ADMITTED


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


def is_about_money(_: Asking, field: Field) -> bool:
    """The field is kept for benefits, billing or contributions, which alone are audited (§ 67c Abs. 4 SGB X, B12)."""
    return not _AUDITED.isdisjoint(field.default_purposes)


def has_mandate(rule: RoleRule, mandate: Mandate) -> bool:
    """The case is theirs, or granted to who stands in, or their task needs no case (§ 35 Abs. 1 S. 2 SGB I)."""
    if rule.tie is _ASSIGNMENT:
        return mandate.assigned
    return mandate.deputy if rule.tie is _DEPUTY else True


def is_deputy(rule: RoleRule, _: Mandate) -> bool:
    """Whoever asks does so in the place of another (I15)."""
    return rule.tie is _DEPUTY


def is_related(_: RoleRule, mandate: Mandate) -> bool:
    """Whoever asks is a relative of somebody in the family (§ 16 Abs. 1, Abs. 5 SGB X)."""
    return mandate.related


def has_order(_: RoleRule, mandate: Mandate) -> bool:
    """The own team works for the family, or did or will (§ 36 Abs. 3 SGB VIII, I8)."""
    return mandate.order is not Order.NONE


def is_named_by_order(_: RoleRule, mandate: Mandate) -> bool:
    """The help names whoever asks as one who carries it out (§ 61 Abs. 3 SGB VIII, A8)."""
    return mandate.named


def order_is_running(_: RoleRule, mandate: Mandate) -> bool:
    """The help has begun and is not over, its last day counting (§ 63 Abs. 1 SGB VIII, I8)."""
    return mandate.order is not Order.ENDED


def order_is_agreed(_: RoleRule, mandate: Mandate) -> bool:
    """The agreement that makes a provider keep the Sozialgeheimnis is on file (§ 61 Abs. 3 SGB VIII, A8)."""
    return mandate.order is not Order.UNAGREED


def takes_part_in_personnel_decisions(_: RoleRule, mandate: Mandate) -> bool:
    """Whoever asks takes part in decisions about staff (§ 35 Abs. 1 S. 3 SGB I)."""
    return mandate.hr_decision


def family_is_staff_related(viewer: Viewer) -> bool:
    """Somebody of the family, or a relative, works for one of the agencies (§ 35 Abs. 1 S. 3 SGB I)."""
    return viewer.family.staff_related


def fam_is_open(viewer: Viewer) -> bool:
    """The family is being proposed, for clearing admission; else it takes part, its last day counting (G2, I2)."""
    family = viewer.family
    if viewer.asking.purpose is _ADMISSION:
        return family.status is FamStatus.PROPOSED
    return family.status is _ADMITTED and (family.exit_date is None or viewer.day <= family.exit_date)


def restore_is_pending(viewer: Viewer) -> bool:
    """A backup was put back and what was withdrawn since is not yet known again (Art. 7 Abs. 3 GDPR, G7)."""
    return viewer.restore_pending


def occasion_is_given(viewer: Viewer) -> bool:
    """Control says why it looks at this very case, and for the very control it is (§ 67c Abs. 4 SGB X, B12)."""
    grounds = viewer.grounds
    return grounds is not None and grounds.basis.value == viewer.asking.purpose.value and bool(grounds.occasion.strip())


_Condition = TypeVar("_Condition", bound=Callable[..., bool])


def _named(*functions: _Condition) -> dict[str, _Condition]:
    return {function.__name__.replace("_", "-"): function for function in functions}


ON_ASKING = _named(purpose_fits_role, purpose_is_fam, emergency_is_for_them)
ON_FIELD = _named(
    purpose_is_default,
    ceiling_is_none,
    ceiling_above_none,
    is_child_protection,
    is_third_party,
    is_art9,
    is_about_money,
)
ON_REQUEST = _named(
    has_mandate,
    is_deputy,
    is_related,
    takes_part_in_personnel_decisions,
    has_order,
    is_named_by_order,
    order_is_running,
    order_is_agreed,
)
ON_FAMILY = _named(
    family_is_staff_related,
    fam_is_open,
    restore_is_pending,
    occasion_is_given,
    is_successor_in_danger,
    is_called_in_for_estimate,
    names_are_needed,
    emergency_is_claimed,
    is_emergency,
    reveal_is_asked,
    suspicion_is_given,
    second_key_is_turned,
)
ON_OWNER = _named(owner_is_own, owner_is_another)
ON_KIN = _named(
    is_person_concerned,
    is_about_them,
    is_theirs_to_ask,
    is_confided_by_another,
    is_about_somebody_flagged,
    address_is_theirs,
)
"""Asked only of whom nothing but themselves ties to a family: of staff none of them holds."""

ON_CELL = _named(
    is_entrusted,
    principal_is_entrustee,
    is_passed_on,
    entry_is_released,
    is_restricted,
    is_disputed,
    address_is_locked,
    source_is_open,
    is_discussed,
    controller_is_own_or_joint,
    is_expired,
    names_staff,
)
CONDITIONS = (*ON_ASKING, *ON_FIELD, *ON_REQUEST, *ON_FAMILY, *ON_OWNER, *ON_CELL, *ON_KIN)
