"""Policies as integer masks over the fields of the catalogue.

A program is what the policies come to for one act, agency, role and purpose; a table is what a program comes to where
certain conditions hold. Both are immutable and made when first asked for, so two threads that make the same one do no
harm; the memos are bounded, since what holds depends on the request.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from hub.policy.conditions import ON_ASKING, ON_CELL, ON_FAMILY, ON_FIELD, ON_REQUEST
from hub.policy.policies import NOTHING, Bearing, Measure, Policy, PolicySet
from hub.policy.standpoint import Asking
from hub.terms.access import Act
from hub.terms.catalogue import Catalogue
from hub.terms.ids import FieldId
from hub.terms.lists import Agency, Category, Level, Owner, Purpose, Role, Sensitivity

Levels = tuple[int, int, int, int]
"""For each level the fields that reach it."""

ANY = tuple(Level)
"""The levels by number: counting in plain integers is much faster than in members of an enum."""

BITS = {name: 1 << number for number, name in enumerate((*ON_REQUEST, *ON_FAMILY, *ON_CELL))}
"""A bit for every condition that is settled only when the question is asked."""

OWNER_BITS = {owner: 1 << (len(BITS) + number) for number, owner in enumerate(Owner)}
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

    def applies(self, held: int) -> bool:
        """All of `when` hold, none of `unless`, and the owner is one of those named, if any is."""
        return held & self.when == self.when and not held & self.unless and (not self.owners or held & self.owners != 0)


@dataclass(frozen=True)
class Part:
    """What one owner can hold of what a family can tick: where a blank may stand. `sample` is one field of it."""

    owner: Owner
    sample: FieldId
    categories: tuple[tuple[Category, int], ...]


@dataclass(frozen=True, eq=False)
class Program:
    """`prohibitions` shut every field; of the fields `by_entry` consent opens only entries that it names (C7)."""

    asking: Asking
    rules: tuple[Rule, ...]
    bits: dict[FieldId, int]
    prohibitions: tuple[Rule, ...]
    by_entry: frozenset[FieldId]
    parts: tuple[Part, ...]


@dataclass(frozen=True, eq=False)
class Table:
    """What a program permits where certain conditions hold: `(fixed | released) & caps`, level by level."""

    rules: tuple[Rule, ...]
    fixed: Levels
    by_release: int
    caps: Levels
    dutiful: tuple[Rule, ...]

    def reach(self, released: Levels) -> Levels:
        """The fields that reach each level, given what the consents open. The caps come last: a limit always wins."""
        _, pseudonymised, summary, full = released
        return (
            0,
            (self.fixed[1] | self.by_release & pseudonymised) & self.caps[1],
            (self.fixed[2] | self.by_release & summary) & self.caps[2],
            (self.fixed[3] | self.by_release & full) & self.caps[3],
        )


@lru_cache(maxsize=512)
def program(policies: PolicySet, act: Act, agency: Agency, role: Role, purpose: Purpose) -> Program:
    """The program for whoever asks. Nothing in it depends on a person, a family or a day."""
    asking = Asking(policies, agency, policies.roles.get(role, NOTHING), purpose)
    meant = (policy for policy in policies.policies if _concerns(policy, act, role, asking))
    catalogue = policies.catalogue
    by_entry = catalogue.category_masks[Category.SINGLE_NOTE] | _confided(catalogue)
    rules = tuple(rule for rule in (_rule(policy, asking) for policy in meant) if rule.fields)
    return Program(
        asking=asking,
        rules=rules,
        prohibitions=tuple(rule for rule in rules if rule.blocked == catalogue.all),
        bits={field.id: 1 << field.bit for field in catalogue.fields},
        by_entry=frozenset(field.id for field in catalogue.fields if by_entry >> field.bit & 1),
        parts=tuple(part for owner in Owner for part in _parts(catalogue, owner)),
    )


@lru_cache(maxsize=8192)
def table(compiled: Program, held: int) -> Table:
    """What applies where the conditions of `held` hold; the very same table wherever the same rules apply."""
    return _table(compiled, tuple(rule for rule in compiled.rules if rule.applies(held)))


@lru_cache(maxsize=8192)
def _table(compiled: Program, rules: tuple[Rule, ...]) -> Table:
    permits = [rule for rule in rules if rule.policy.effect is Bearing.PERMIT]
    limits = [rule for rule in rules if rule.policy.effect is Bearing.LIMIT]
    everything = compiled.asking.policies.catalogue.all
    fixed, caps = [0] * len(ANY), [everything] * len(ANY)
    for level in range(len(ANY)):
        for rule in permits:
            fixed[level] |= rule.reach[level]
        for rule in limits:
            caps[level] &= ~(rule.fields & ~rule.reach[level])
    by_release = union(rule.fields for rule in permits if rule.policy.level is Measure.RELEASE)
    return Table(
        rules=rules,
        fixed=levels(fixed),
        by_release=by_release,
        caps=levels(caps),
        dutiful=tuple(rule for rule in rules if rule.policy.duties),
    )


@lru_cache(maxsize=8192)
def closing(compiled: Program, held: int, settled: int) -> tuple[Policy, ...]:
    """The prohibitions that shut every field, however the conditions not yet `settled` turn out."""
    return tuple(
        rule.policy
        for rule in compiled.prohibitions
        if not (rule.when | rule.unless | rule.owners) & ~settled and rule.applies(held)
    )


@lru_cache(maxsize=8192)
def could_permit(compiled: Program, held: int, settled: int) -> bool:
    """Some permit may still apply, once the conditions that are not settled yet turn out as it needs them."""
    return any(
        rule.policy.effect is Bearing.PERMIT
        and not rule.when & settled & ~held
        and not rule.unless & settled & held
        and rule.policy.level is not Level.NONE
        for rule in compiled.rules
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


def _concerns(policy: Policy, act: Act, role: Role, asking: Asking) -> bool:
    """The policy speaks of this act, agency, role and purpose, and its conditions on these hold."""
    if act not in policy.acts or (policy.agencies and asking.agency not in policy.agencies):
        return False
    if (policy.roles and role not in policy.roles) or (policy.purposes and asking.purpose not in policy.purposes):
        return False
    held = {name for name, condition in ON_ASKING.items() if condition(asking)}
    return all(name in held for name in policy.when if name in ON_ASKING) and held.isdisjoint(policy.unless)


def _rule(policy: Policy, asking: Asking) -> Rule:
    fields = policy.fields
    for name, condition in ON_FIELD.items():
        meant = asking.policies.catalogue.mask(f for f in asking.policies.catalogue.fields if condition(asking, f))
        fields &= meant if name in policy.when else fields
        fields &= ~meant if name in policy.unless else fields
    return Rule(
        policy=policy,
        fields=fields,
        reach=_reach(policy.level, fields, asking.policies.catalogue),
        when=sum(BITS[name] for name in set(policy.when) if name in BITS),
        unless=sum(BITS[name] for name in set(policy.unless) if name in BITS),
        owners=sum(OWNER_BITS[owner] for owner in policy.owners),
    )


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
