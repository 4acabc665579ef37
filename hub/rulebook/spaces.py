"""Every circumstance that two sets of rules can tell apart, by case distinction; exact, and in seconds.

For one question (act, agency, role, purpose) the rules are masks over fields with conditions. A condition is looked at
only while a rule that names it can still make the two differ: where everything left comes out alike, the search stops.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from typing import NamedTuple

from hub.policy.compile import BITS, OWNER_BITS, Rule
from hub.policy.conditions import ON_OWNER
from hub.policy.packing import anywhere, at, packed, up_to
from hub.policy.policies import Bearing, Measure
from hub.policy.standpoint import Side
from hub.terms.catalogue import Catalogue
from hub.terms.lists import Agency, Level, Owner

LEVELS = tuple(Level)
_OWNERS = {owner.value: owner for owner in Owner}
_OWNER_SIDE = sum(OWNER_BITS.values()) | sum(BITS[name] for name in ON_OWNER)


class State(NamedTuple):
    """What is settled: conditions that hold and that do not, as bits. Of the others either is possible."""

    held: int
    absent: int


class Leaf(NamedTuple):
    """A circumstance in which all these fields go from one level to another. `consent` is what consents open."""

    state: State
    consent: Level
    old: Level
    new: Level
    fields: int


class Whose(NamedTuple):
    """One way in which a value can belong to somebody: the bits that hold then, and the fields that can be so."""

    owner: Owner
    is_own: bool
    state: State
    fields: int


class _Mask(NamedTuple):
    """A rule as what it does: fields by level, packed, that it opens or shuts."""

    opens: int
    shuts: int
    when: int
    unless: int
    owners: int


@dataclass(frozen=True)
class Contest:
    """Two sets of rules on one question, for one level of consent. `shared` rules are in both and differ in nothing."""

    catalogue: Catalogue
    old: Sequence[Rule]
    new: Sequence[Rule]
    consent: Level

    @cached_property
    def shared(self) -> tuple[_Mask, ...]:
        """In both."""
        return tuple(one for one in self._masks(self.old) if one in self._masks(self.new))

    @cached_property
    def only_old(self) -> tuple[_Mask, ...]:
        """In the old set alone."""
        return tuple(one for one in self._masks(self.old) if one not in self.shared)

    @cached_property
    def only_new(self) -> tuple[_Mask, ...]:
        """In the new set alone."""
        return tuple(one for one in self._masks(self.new) if one not in self.shared)

    def leaves(self, state: State, fields: int) -> Iterator[Leaf]:
        """Every circumstance within `state` in which one of these fields differs; they do not overlap."""
        if self.only_old or self.only_new:
            yield from self._look(state, fields, (self.shared, self.only_old, self.only_new))

    def _masks(self, rules: Iterable[Rule]) -> list[_Mask]:
        return [_mask(self.catalogue, rule, self.consent) for rule in rules]

    def _look(self, state: State, fields: int, rules: tuple[Sequence[_Mask], ...]) -> Iterator[Leaf]:
        shared, only_old, only_new = (tuple(one for one in part if not _cannot(one, state)) for part in rules)
        fields &= anywhere(self.catalogue, _touched(only_old) | _touched(only_new))
        if not fields:
            return
        old, new = _standing((*shared, *only_old), state), _standing((*shared, *only_new), state)
        unsure = anywhere(self.catalogue, old.unsure | new.unsure) & fields
        yield from self._differing(state, fields & ~unsure, old.seen, new.seen)
        if not unsure:
            return
        bit = _next(state, (*only_old, *only_new, *shared), up_to(self.catalogue, unsure, Level.FULL))
        for more in (State(bit, 0), State(0, bit)):
            settled = State(state.held | more.held, state.absent | more.absent)
            yield from self._look(settled, unsure, (shared, only_old, only_new))

    def _differing(self, state: State, fields: int, old: int, new: int) -> Iterator[Leaf]:
        for before, after in product(LEVELS, LEVELS):
            if before is not after:
                meant = fields & _exactly(self.catalogue, old, before) & _exactly(self.catalogue, new, after)
                if meant:
                    yield Leaf(state, self.consent, before, after, meant)


class _Standing(NamedTuple):
    """What is seen for sure, and what may or may not be; packed."""

    seen: int
    unsure: int


@lru_cache(maxsize=64)
def ways_of_owning(catalogue: Catalogue, agency: Agency) -> tuple[Whose, ...]:
    """Every way in which a value can belong to somebody, seen from this agency."""
    own = _OWNERS.get(agency.value)
    found: dict[tuple[Owner, bool, State], int] = {}
    for joint, here, owner in product((Owner.JOINT, Owner.JOBCENTER, Owner.JUGENDAMT), (True, False), Owner):
        side = Side(own, joint, here)
        holding = {name for name, condition in ON_OWNER.items() if condition(side, owner)}
        held = OWNER_BITS[side.owner(owner)] | sum(BITS[name] for name in holding)
        key = (side.owner(owner), "owner-is-own" in holding, State(held, _OWNER_SIDE & ~held))
        found[key] = found.get(key, 0) | catalogue.owner_masks[owner]
    return tuple(Whose(*key, fields) for key, fields in found.items())


def _mask(catalogue: Catalogue, rule: Rule, consent: Level) -> _Mask:
    opens = shuts = 0
    if rule.policy.effect is Bearing.LIMIT:
        shuts = packed(catalogue, [rule.fields & ~reach for reach in rule.reach])
    elif rule.policy.level is Measure.RELEASE:
        opens = up_to(catalogue, rule.fields, consent)
    else:
        opens = packed(catalogue, rule.reach)
    return _Mask(opens, shuts, rule.when, rule.unless, rule.owners)


def _cannot(rule: _Mask, state: State) -> bool:
    if rule.when & state.absent or rule.unless & state.held:
        return True
    return bool(rule.owners) and not rule.owners & state.held


def _must(rule: _Mask, state: State) -> bool:
    """Owners are settled from the start."""
    return not rule.when & ~state.held and not rule.unless & ~state.absent


def _touched(rules: Iterable[_Mask]) -> int:
    touched = 0
    for rule in rules:
        touched |= rule.opens | rule.shuts
    return touched


def _standing(rules: Iterable[_Mask], state: State) -> _Standing:
    opened = may_open = shut = may_shut = 0
    for rule in rules:
        if _must(rule, state):
            opened |= rule.opens
            shut |= rule.shuts
        else:
            may_open |= rule.opens
            may_shut |= rule.shuts
    possible = (opened | may_open) & ~shut
    sure = opened & ~shut & ~may_shut
    return _Standing(sure, possible & ~sure)


def _next(state: State, rules: Iterable[_Mask], unsure: int) -> int:
    """The condition to settle: of the first rule that is open and matters; those in one set alone come first."""
    for rule in rules:
        if (rule.opens | rule.shuts) & unsure and not _must(rule, state):
            pending = rule.when & ~state.held or rule.unless & ~state.absent
            return pending & -pending
    raise AssertionError("something is unsure, and no rule is open")


def _exactly(catalogue: Catalogue, seen: int, level: Level) -> int:
    """The fields that are seen at this level and no higher."""
    reached = at(catalogue, seen, level) if level else catalogue.all
    return reached & ~(at(catalogue, seen, level + 1) if level < Level.FULL else 0)
