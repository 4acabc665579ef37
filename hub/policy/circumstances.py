"""What can hold together: which conditions exclude or imply each other, and whose a value can be.

Worked out from the conditions themselves where what they look at is finite: mandates and owners. Conditions on family
and cell count as free, save the few pairs written down here: a combination too many only asks more of a proof.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from functools import cache, lru_cache
from itertools import permutations, product
from typing import Any, NamedTuple, get_type_hints

from hub.policy.compile import BITS, OWNER_BITS, REQUEST_BITS, Program
from hub.policy.conditions import ON_KIN, ON_OWNER, ON_REQUEST
from hub.policy.policies import RoleRule, Tie
from hub.policy.standpoint import Side
from hub.terms.access import Mandate
from hub.terms.ids import StaffId
from hub.terms.lists import Agency, Owner

IMPLIED = (
    ("principal-is-entrustee", "is-entrusted"),
    ("is-confided-by-another", "is-entrusted"),
    ("is-theirs-to-ask", "is-person-concerned"),
    ("is-about-them", "is-person-concerned"),
    ("address-is-theirs", "is-person-concerned"),
    ("is-emergency", "emergency-is-claimed"),
)
"""What is confided to somebody, or by somebody, is confided; who asks for their own is concerned."""

NEVER_TOGETHER = (
    ("occasion-is-given", "is-successor-in-danger"),
    ("occasion-is-given", "is-called-in-for-estimate"),
    ("is-successor-in-danger", "is-called-in-for-estimate"),
)
"""The ground of a look has one basis."""

_OWNERS = {owner.value: owner for owner in Owner}
_OWNER_SIDE = sum(OWNER_BITS.values()) + sum(BITS[name] for name in ON_OWNER)


class State(NamedTuple):
    """What is settled so far, as bits: conditions that hold, and that do not. Of the others either is possible."""

    held: int
    absent: int


class Owned(NamedTuple):
    """One way in which a value can belong to somebody: what holds of its owner, and the fields that can be so."""

    state: State
    fields: int


class Implication(NamedTuple):
    """Where all of `given` is so, `then` is so too."""

    given: State
    then: State


def settle(state: State, more: State, implications: Sequence[Implication]) -> State | None:
    """Both together, with all that follows; None if they contradict each other."""
    held, absent = state.held | more.held, state.absent | more.absent
    while not held & absent:
        before = held, absent
        for given, then in implications:
            if given.held & held == given.held and given.absent & absent == given.absent:
                held |= then.held
                absent |= then.absent
        if before == (held, absent):
            return State(held, absent)
    return None


def owned(compiled: Program, agency: Agency) -> tuple[Owned, ...]:
    """Every way in which a value can belong to somebody, seen from this agency; alike ones together."""
    found: dict[State, int] = {}
    catalogue = compiled.asking.policies.catalogue
    mine = _OWNERS.get(agency.value)
    for side, owner in product(_sides(mine), Owner):
        held = OWNER_BITS[side.owner(owner)]
        held |= sum(BITS[name] for name, condition in ON_OWNER.items() if condition(side, owner))
        state = State(held, _OWNER_SIDE & ~held)
        found[state] = found.get(state, 0) | catalogue.owner_masks[owner]
    return tuple(Owned(state, mask) for state, mask in found.items())


def _sides(mine: Owner | None) -> Iterator[Side]:
    """Before admission the joint record is one agency's; a provider's values are one's own or another's."""
    for joint, is_provider in product((Owner.JOINT, Owner.JOBCENTER, Owner.JUGENDAMT), (False, True)):
        yield Side(mine, joint, is_provider)


@lru_cache(maxsize=256)
def implications(rule: RoleRule) -> tuple[Implication, ...]:
    """What follows from what for holders of a role: as their mandates can be, and by the pairs written down."""
    return (_of_tie(rule), *_of_mandates(rule), *_written_down())


def _of_tie(rule: RoleRule) -> Implication:
    """A member of the family is concerned by the record; of an official it never speaks."""
    if rule.tie is Tie.SELF:
        return Implication(State(0, 0), State(BITS["is-person-concerned"], 0))
    officials = 0 if rule.tie is Tie.GUEST else sum(BITS[name] for name in ON_KIN)
    return Implication(State(0, 0), State(0, officials))


@cache
def _written_down() -> tuple[Implication, ...]:
    """Each pair in both directions."""
    pairs = [(State(BITS[a], 0), State(BITS[b], 0)) for a, b in IMPLIED]
    pairs += [(State(0, BITS[b]), State(0, BITS[a])) for a, b in IMPLIED]
    for one in NEVER_TOGETHER:
        pairs += [(State(BITS[a], 0), State(0, BITS[b])) for a, b in permutations(one)]
    return tuple(Implication(*pair) for pair in pairs)


def _of_mandates(rule: RoleRule) -> Iterator[Implication]:
    """Whatever is so of every mandate, and whatever follows from a single condition in each of them."""
    ways = {sum(BITS[name] for name, holds in ON_REQUEST.items() if holds(rule, one)) for one in _mandates()}
    yield Implication(State(0, 0), _common(ways))
    for bit in (BITS[name] for name in ON_REQUEST):
        for given, meant in (
            (State(bit, 0), [way for way in ways if way & bit]),
            (State(0, bit), [way for way in ways if not way & bit]),
        ):
            if meant:
                yield Implication(given, _common(meant))


def _common(ways: Sequence[int] | set[int]) -> State:
    held, absent = REQUEST_BITS, REQUEST_BITS
    for way in ways:
        held &= way
        absent &= ~way
    return State(held, absent)


@cache
def _mandates() -> tuple[Mandate, ...]:
    """Every mandate there can be, a name standing for all names."""
    hints = get_type_hints(Mandate)
    return tuple(Mandate(*values) for values in product(*(_values(hints[one.name]) for one in fields(Mandate))))


def _values(kind: Any) -> tuple[Any, ...]:
    if kind is bool:
        return (False, True)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(kind)
    return (None,) if kind == date | None else (None, StaffId("somebody"))
