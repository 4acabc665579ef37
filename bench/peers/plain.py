"""The workload's rules in plain words, for engines that know no masks: settled for an agency, as the hub compiles them.

What is given to the peers is as far prepared as each can use: owners are settled (a field here has one), consents are
those in force for who asks, and persons are told apart by nothing but a locked address and what they opened.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.peers.workload import Question
from hub.policy.policies import Bearing, Measure, Policy, PolicySet, Tie
from hub.terms.access import Mandate
from hub.terms.lists import Agency, Purpose
from hub.terms.people import FamStatus

Names = tuple[str, ...]


@dataclass(frozen=True)
class Plain:
    """One rule: who, for what, which fields, and which facts must hold. `kind` is full, consent or limit."""

    id: str
    kind: str
    agency: str
    roles: Names
    purposes: Names
    fields: Names
    needs: Names


@dataclass(frozen=True)
class Asked:
    """One question: the facts that hold of the whole, and for each person the lock and the fields that they opened."""

    agency: str
    role: str
    purpose: str
    facts: frozenset[str]
    persons: tuple[tuple[str, bool, tuple[Names, ...]], ...]


def plain_rules(policies: PolicySet) -> list[Plain]:
    """All rules; `owner-is-own` becomes a narrower list of fields."""
    return [_plain(policies, policy) for policy in policies.policies]


def asked(policies: PolicySet, question: Question) -> Asked:
    """The question with the same facts that the hub works out."""
    request, family = question.request, question.outline.family
    assert family is not None
    mandate = request.context.mandates.get(request.principal.id, Mandate())
    tie = policies.roles[request.principal.role].tie
    facts = {
        "has-mandate": mandate.deputy if tie is Tie.DEPUTY else mandate.assigned,
        "is-deputy": tie is Tie.DEPUTY,
        "takes-part-in-personnel-decisions": mandate.hr_decision,
        "fam-is-open": family.status is FamStatus.ADMITTED and request.purpose is not Purpose.FAM_ADMISSION,
    }
    opened = {person.id: [] for person in family.persons}  # type: dict[str, list[Names]]
    for release in request.context.releases:
        opened[release.person].append(names(policies, release.fields))
    return Asked(
        agency=request.principal.agency.value,
        role=request.principal.role.value,
        purpose=request.purpose.value,
        facts=frozenset(name for name, holds in facts.items() if holds),
        persons=tuple((person.id, person.address_lock, tuple(opened[person.id])) for person in family.persons),
    )


def categories(policies: PolicySet) -> list[Names]:
    """The fields of each category; consents name nothing smaller."""
    return [names(policies, mask) for mask in policies.catalogue.category_masks.values() if mask]


def names(policies: PolicySet, fields: int) -> Names:
    """The fields of a mask by their ids."""
    return tuple(str(field.id) for field in policies.catalogue.fields if fields >> field.bit & 1)


def groups(rules: list[Plain], categories: list[Names]) -> Iterator[Names]:
    """Fields that neither a rule nor a category tells apart."""
    every = [field for category in categories for field in category]
    sets = [frozenset(fields) for fields in (*(rule.fields for rule in rules), *categories)]
    alike: dict[tuple[bool, ...], list[str]] = {}
    for field in every:
        alike.setdefault(tuple(field in one for one in sets), []).append(field)
    yield from map(tuple, alike.values())


def _plain(policies: PolicySet, policy: Policy) -> Plain:
    [agency] = policy.agencies
    fields = policy.fields
    if "owner-is-own" in policy.when:
        own = {Agency.JOBCENTER: 0, Agency.JUGENDAMT: 1, Agency.PROVIDER: 2}.get(agency)
        fields &= sum(1 << field.bit for field in policies.catalogue.fields if field.bit % 3 == own)
    kind = "limit" if policy.effect is Bearing.LIMIT else "consent" if policy.level is Measure.RELEASE else "full"
    return Plain(
        id=str(policy.id),
        kind=kind,
        agency=agency.value,
        roles=tuple(sorted(policy.roles)),
        purposes=tuple(sorted(policy.purposes)),
        fields=names(policies, fields),
        needs=tuple(name for name in policy.when if name != "owner-is-own"),
    )
