"""Who outside a controller can see values of it, by which rule: read off the permits, not written down again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hub.policy.policies import Bearing, Measure, Policy, Tie
from hub.review.papers.sources import Sources
from hub.terms.access import Act
from hub.terms.catalogue import Field
from hub.terms.lists import Agency, Category, Level, Owner, Purpose, Role

OWN = "owner-is-own"
OTHERS = "owner-is-another"
EMERGENCY = "is-emergency"
WITH_CASES = (Tie.ASSIGNMENT, Tie.DEPUTY)
"""In present danger whoever works with single cases may ask, though it is not their usual purpose (§ 34 StGB)."""
THEMSELVES = frozenset({"is-about-them", "is-theirs-to-ask"})
"""Conditions by which somebody reads what is about themselves: a right (Art. 15 GDPR), no disclosure."""


@dataclass(frozen=True)
class Recipient:
    """One permit as far as it reaches out of the controller. Everything in the order of the vocabulary."""

    rule: str
    agencies: tuple[Agency, ...]
    roles: tuple[Role, ...]
    purposes: tuple[Purpose, ...]
    categories: tuple[Category, ...]
    fields: tuple[str, ...]
    level: str
    basis: tuple[str, ...]
    reason: str


def recipients(sources: Sources) -> tuple[Recipient, ...]:
    """All of them, by the ids of the rules. People reading about themselves are no recipients."""
    found = (_recipient(policy, sources) for policy in sorted(sources.policies.policies, key=lambda one: one.id))
    return tuple(one for one in found if one is not None)


def _recipient(policy: Policy, sources: Sources) -> Recipient | None:
    """None where the permit stays within the controller."""
    if policy.effect is not Bearing.PERMIT or Act.DISCLOSE not in policy.acts:
        return None
    if THEMSELVES.union({OWN}).intersection(policy.when):
        return None
    fields = list(_fields(policy, sources))
    seats = [(agency, role, purposes) for agency, role, purposes in _seats(policy, sources) if purposes]
    if not fields or not seats:
        return None
    asked = frozenset(purpose for *_, purposes in seats for purpose in purposes)
    return Recipient(
        rule=policy.id,
        agencies=tuple(one for one in Agency if any(one is agency for agency, *_ in seats)),
        roles=tuple(one for one in Role if any(one is role for _, role, _ in seats)),
        purposes=tuple(one for one in Purpose if one in asked),
        categories=tuple(one for one in Category if any(field.category is one for field in fields)),
        fields=() if policy.is_general else tuple(field.label for field in fields),
        level=policy.level.id if isinstance(policy.level, Level) else policy.level.value,
        basis=policy.basis,
        reason=policy.reason,
    )


def _fields(policy: Policy, sources: Sources) -> Iterator[Field]:
    """Those of the controller and the joint ones; by consent or up to the ceiling, only what has a ceiling at all."""
    owners = policy.owners or frozenset(Owner)
    for field in sources.fields:
        is_open = field.ceiling > Level.NONE or not isinstance(policy.level, Measure)
        if policy.fields >> field.bit & 1 and field.owners & owners & sources.owners and is_open:
            yield field


def _seats(policy: Policy, sources: Sources) -> Iterator[tuple[Agency, Role, Sequence[Purpose]]]:
    """Who of another agency asks for what by this rule. The joint record is the other controller's own too."""
    for role, rule in sources.policies.roles.items():
        if policy.roles and role not in policy.roles:
            continue
        asked = policy.purposes if EMERGENCY in policy.when and rule.tie in WITH_CASES else rule.purposes
        purposes = [one for one in asked if not policy.purposes or one in policy.purposes]
        if OTHERS in policy.when and "purpose-is-fam" in policy.when:
            purposes = [one for one in purposes if one in sources.policies.fam_purposes]
        for agency in rule.agencies - {sources.controller, Agency.FAMILY}:
            if not policy.agencies or agency in policy.agencies:
                yield agency, role, purposes
