"""Who sees which category of whose record for what purpose, at best: read off the compiled rules.

„At best“ means: in some circumstance. Whether it holds for one family on one day is what `explain` says.
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from hub.policy.compile import BITS, Rule, program
from hub.policy.policies import PolicySet
from hub.rulebook.differing import Asked
from hub.rulebook.spaces import Contest, Leaf, Whose, ways_of_owning
from hub.rulebook.wording import Wording
from hub.terms.access import Act
from hub.terms.catalogue import Catalogue
from hub.terms.lists import Category, Level, Owner, Purpose, Role


class Way(StrEnum):
    """How something comes to be seen; the first that there is counts."""

    OWN = "own"
    LAW = "law"
    OCCASION = "occasion"
    CONSENT = "consent"
    NEVER = "never"


class Seen(NamedTuple):
    """So many fields of the category are seen in this way, the highest of them at this level."""

    way: Way
    level: Level
    fields: int


class Cell(NamedTuple):
    """One category of one owner, for one question. `seen` has an entry for each way, and one for what is never seen."""

    asked: Asked
    owner: Owner
    is_own: bool
    category: Category
    seen: tuple[Seen, ...]

    @property
    def best(self) -> Seen:
        """The way with the least in its way."""
        return min(self.seen, key=lambda one: tuple(Way).index(one.way))


Best = dict[int, tuple[Way, Level]]
"""By bit of the field: how it is seen."""


def matrix(policies: PolicySet, wording: Wording) -> tuple[Cell, ...]:
    """Every cell, in the order of roles, purposes, owners and categories; roles without a purpose have none."""
    special = sum(bit for name, bit in BITS.items() if wording.is_special(name))
    return tuple(cell for asked in questions(policies) for cell in _cells(policies, asked, special))


def matrix_of(policies: PolicySet, wording: Wording, role: Role) -> tuple[Cell, ...]:
    """The cells of one function."""
    special = sum(bit for name, bit in BITS.items() if wording.is_special(name))
    asked = [one for one in questions(policies) if one.role is role]
    return tuple(cell for one in asked for cell in _cells(policies, one, special))


def questions(policies: PolicySet) -> Iterator[Asked]:
    """Who may ask for what at all, by the table of roles."""
    for role, rule in policies.roles.items():
        for agency in sorted(rule.agencies):
            for purpose in (one for one in Purpose if one in rule.purposes):
                yield Asked(Act.DISCLOSE, agency, role, purpose)


def _cells(policies: PolicySet, asked: Asked, special: int) -> Iterator[Cell]:
    catalogue, rules = policies.catalogue, program(policies, *asked).rules
    sights: dict[tuple[Owner, bool], Best] = {}
    for whose in ways_of_owning(catalogue, asked.agency):
        fields = whose.fields & catalogue.owner_masks[whose.owner]
        sight = sights.setdefault((whose.owner, whose.is_own), {})
        for leaf in _leaves(catalogue, rules, whose, fields):
            own = Way.OWN if whose.is_own else Way.LAW
            unasked = Way.OCCASION if leaf.state.held & special else own
            _take(sight, leaf, Way.CONSENT if leaf.consent else unasked)
    for owner, is_own in sorted(sights, key=lambda one: (tuple(Owner).index(one[0]), not one[1])):
        for category, mask in catalogue.category_masks.items():
            meant = mask & catalogue.owner_masks[owner]
            if meant:
                yield Cell(asked, owner, is_own, category, _seen(sights[owner, is_own], meant))


def _leaves(catalogue: Catalogue, rules: tuple[Rule, ...], whose: Whose, fields: int) -> tuple[Leaf, ...]:
    """What is seen at all, without and with everybody's consent: the difference from no rules."""
    content = tuple((rule.policy.effect, rule.policy.level, rule.reach, rule.when, rule.unless) for rule in rules)
    return _remembered(_Rules(catalogue, rules, content), whose, fields)


class _Rules(NamedTuple):
    """Rules that are the same if they do the same."""

    catalogue: Catalogue
    rules: tuple[Rule, ...]
    content: tuple[object, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rules) and (self.catalogue, self.content) == (other.catalogue, other.content)

    def __hash__(self) -> int:
        return hash(self.content)


@lru_cache(maxsize=512)
def _remembered(rules: _Rules, whose: Whose, fields: int) -> tuple[Leaf, ...]:
    contests = (Contest(rules.catalogue, (), rules.rules, consent) for consent in (Level.NONE, Level.FULL))
    return tuple(leaf for contest in contests for leaf in contest.leaves(whose.state, fields))


def _take(sight: Best, leaf: Leaf, way: Way) -> None:
    for bit in range(leaf.fields.bit_length()):
        if leaf.fields >> bit & 1:
            known, level = sight.get(bit, (Way.NEVER, Level.NONE))
            if tuple(Way).index(way) < tuple(Way).index(known):
                sight[bit] = (way, leaf.new)
            elif way is known:
                sight[bit] = (way, max(level, leaf.new))


def _seen(sight: Best, fields: int) -> tuple[Seen, ...]:
    found: dict[Way, list[Level]] = {}
    for bit in range(fields.bit_length()):
        if fields >> bit & 1:
            way, level = sight.get(bit, (Way.NEVER, Level.NONE))
            found.setdefault(way, []).append(level)
    return tuple(Seen(way, max(found[way]), len(found[way])) for way in Way if way in found)
