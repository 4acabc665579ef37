"""Policies as integer masks over the fields of the catalogue.

A program is what the policies come to for one act, agency, role and purpose. It is immutable and made when first asked
for, so two threads that make the same one do no harm.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from hub.policy.conditions import ON_ASKING, ON_CELL, ON_FAMILY, ON_FIELD, ON_KIN, ON_OWNER, ON_REQUEST
from hub.policy.conditions_on_danger import emergency_is_for_them
from hub.policy.policies import NOTHING, Bearing, Measure, Policy, PolicySet, Tie
from hub.policy.standpoint import Asking
from hub.terms.access import Act
from hub.terms.catalogue import Catalogue
from hub.terms.ids import FieldId
from hub.terms.lists import Agency, Category, Level, Owner, Purpose, Role, Sensitivity

Levels = tuple[int, int, int, int]
"""For each level the fields that reach it."""

ANY = tuple(Level)
"""The levels by number: counting in plain integers is much faster than in members of an enum."""

BITS = {name: 1 << number for number, name in enumerate((*ON_REQUEST, *ON_FAMILY, *ON_OWNER, *ON_CELL, *ON_KIN))}
"""A bit for every condition that is settled only when the question is asked."""

OWNER_BITS = {owner: 1 << (len(BITS) + number) for number, owner in enumerate(Owner)}
_KIN = frozenset({Tie.SELF, Tie.GUEST})
_NEVER_TICKED = frozenset({Category.NONE, Category.SINGLE_NOTE})
REQUEST_BITS = sum(BITS[name] for name in ON_REQUEST)
FAMILY_BITS = sum(BITS[name] for name in ON_FAMILY)


@dataclass(frozen=True, eq=False)
class Rule:
    """A policy whose settled conditions are compiled away. `reach[level]` are its fields that may go as far."""

    policy: Policy
    fields: int
    reach: Levels
    when: int
    unless: int
    owners: int

    @cached_property
    def blocked(self) -> int:
        """The fields that a limit shuts altogether; a permit shuts nothing."""
        return self.fields & ~self.reach[1] if self.policy.effect is Bearing.LIMIT else 0

    def within(self, fields: int) -> "Rule":
        """The same rule, of these fields alone."""
        if not self.fields & ~fields:
            return self
        return replace(self, fields=self.fields & fields, reach=levels(mask & fields for mask in self.reach))

    def applies(self, held: int) -> bool:
        """All of `when` hold, none of `unless`, and the owner is one of those named, if any is."""
        return held & self.when == self.when and not held & self.unless and (not self.owners or held & self.owners != 0)


@dataclass(frozen=True)
class Part:
    """What one owner can hold of what a family can tick: where a blank may stand. `sample` is one field of it."""

    owner: Owner
    sample: FieldId
    categories: tuple[tuple[Category, int], ...]


Asked = tuple[tuple[int, Callable[..., bool]], ...]
"""Conditions of one kind that the rules of a program name, each with its bit: of the others nobody asks."""


@dataclass(frozen=True, eq=False)
class Program:
    """`prohibitions` shut every field; `sole` are the fields that only one owner can have, owner by owner.

    `is_for_kin` says that the role is of somebody whom the record may be about: their cells are looked at one by one.
    """

    asking: Asking
    rules: tuple[Rule, ...]
    bits: dict[FieldId, int]
    prohibitions: tuple[Rule, ...]
    parts: tuple[Part, ...]
    sole: tuple[tuple[Owner, int], ...]
    on_request: Asked
    on_family: Asked
    on_owner: Asked
    on_cell: Asked
    is_for_kin: bool


@lru_cache(maxsize=512)
def program(policies: PolicySet, act: Act, agency: Agency, role: Role, purpose: Purpose) -> Program:
    """The program for whoever asks. Nothing in it depends on a person, a family or a day."""
    asking = Asking(policies, agency, policies.roles.get(role, NOTHING), purpose)
    meant = (policy for policy in policies.policies if concerns(policy, act, role, asking))
    catalogue = policies.catalogue
    rules = tuple(rule for rule in (compile_rule(policy, asking) for policy in meant) if rule.fields)
    is_for_kin = asking.rule.tie in _KIN
    return Program(
        asking=asking,
        rules=rules,
        prohibitions=tuple(rule for rule in rules if rule.blocked == catalogue.all),
        bits={field.id: 1 << field.bit for field in catalogue.fields},
        parts=tuple(part for owner in Owner for part in _parts(catalogue, owner)),
        sole=tuple((owner, fields) for owner, fields in catalogue.sole_masks.items() if fields),
        on_request=_asked(ON_REQUEST, rules),
        on_family=_asked(ON_FAMILY, rules),
        on_owner=_asked(ON_OWNER, rules),
        on_cell=_asked(ON_CELL | ON_KIN if is_for_kin else ON_CELL, rules),
        is_for_kin=is_for_kin,
    )


def levels(masks: Iterable[int]) -> Levels:
    """Four masks, one for each level from none to full."""
    nothing, pseudonymised, summary, full = masks
    return (nothing, pseudonymised, summary, full)


def union(masks: Iterable[int]) -> int:
    """All fields of all masks."""
    fields = 0
    for mask in masks:
        fields |= mask
    return fields


def _asked(conditions: Mapping[str, Callable[..., bool]], rules: Iterable[Rule]) -> Asked:
    named = union(rule.when | rule.unless for rule in rules)
    return tuple((BITS[name], condition) for name, condition in conditions.items() if named & BITS[name])


def concerns(policy: Policy, act: Act, role: Role, asking: Asking) -> bool:
    """The policy speaks of this act, agency, role and purpose, and its conditions on these hold."""
    if act not in policy.acts or (policy.agencies and asking.agency not in policy.agencies):
        return False
    if (policy.roles and role not in policy.roles) or (policy.purposes and asking.purpose not in policy.purposes):
        return False
    held = {name for name, condition in ON_ASKING.items() if condition(asking)}
    if not _never(asking).isdisjoint(policy.when):
        return False
    return all(name in held for name in policy.when if name in ON_ASKING) and held.isdisjoint(policy.unless)


def _never(asking: Asking) -> frozenset[str]:
    """Conditions that cannot hold for who asks in general: staff are not written about, and few can claim danger."""
    kin = frozenset() if asking.rule.tie in _KIN else frozenset(ON_KIN)
    return kin if emergency_is_for_them(asking) else kin | {"emergency-is-claimed", "is-emergency"}


def compile_rule(policy: Policy, asking: Asking) -> Rule:
    """One policy for whoever asks so."""
    fields = policy.fields
    for name in ON_FIELD.keys() & policy.when:
        fields &= _meant(name, asking)
    for name in ON_FIELD.keys() & policy.unless:
        fields &= ~_meant(name, asking)
    return Rule(
        policy=policy,
        fields=fields,
        reach=_reach(policy.level, fields, asking.policies.catalogue),
        when=sum(BITS[name] for name in set(policy.when) if name in BITS),
        unless=sum(BITS[name] for name in set(policy.unless) - _never(asking) if name in BITS),
        owners=sum(OWNER_BITS[owner] for owner in policy.owners),
    )


def _meant(name: str, asking: Asking) -> int:
    catalogue = asking.policies.catalogue
    return catalogue.mask(field for field in catalogue.fields if ON_FIELD[name](asking, field))


def _reach(level: Level | Measure, fields: int, catalogue: Catalogue) -> Levels:
    """What consents open is not known here: a permit by release reaches nothing until it is asked about somebody."""
    if level is Measure.RELEASE:
        return (0, 0, 0, 0)
    if level is Measure.CEILING:
        return levels(fields & catalogue.ceiling_masks[step] for step in Level)
    return levels(fields if step <= level else 0 for step in Level)


def _confided(catalogue: Catalogue) -> int:
    return catalogue.mask(field for field in catalogue.fields if field.sensitivity is Sensitivity.ENTRUSTED_65)


def _parts(catalogue: Catalogue, owner: Owner) -> Iterator[Part]:
    open_to_consent = (
        catalogue.owner_masks[owner] & catalogue.ceiling_masks[Level.PSEUDONYMISED] & ~_confided(catalogue)
    )
    masks = {category: open_to_consent & mask for category, mask in catalogue.category_masks.items()}
    found = [(category, mask) for category, mask in masks.items() if mask and category not in _NEVER_TICKED]
    if found:
        sample = next(field.id for field in catalogue.fields if found[0][1] >> field.bit & 1)
        yield Part(owner, sample, tuple(found))
