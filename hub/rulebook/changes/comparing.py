"""What one set says otherwise than another: cells of the matrix in two words each, and every rule in full."""

from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

from hub.policy.policies import PolicySet
from hub.rulebook.changes.cells import NEVER, roles_of, said_of
from hub.rulebook.diff_text import DiffText, kind
from hub.rulebook.differing import differences
from hub.rulebook.wording import Wording
from hub.terms.agreed import CellRef
from hub.terms.lists import Role
from hub.terms.rule_matrix import Moved


@dataclass(frozen=True)
class Compared:
    """The cells that move, the whole change in words, and whether anything opens or closes in any circumstance."""

    moved: tuple[Moved, ...]
    detail: str
    widens: bool
    narrows: bool


@dataclass(frozen=True)
class Directions:
    """Whether a change opens or raises anything in any circumstance, and whether it closes or lowers anything."""

    widens: bool
    narrows: bool


@lru_cache(maxsize=64)
def directions(old: PolicySet, new: PolicySet) -> Directions:
    """Out of the two sets alone, whatever anybody calls the change."""
    return _directions({kind(one.leaf.old, one.leaf.new) for one in differences(old, new)})


def _directions(kinds: Set[str]) -> Directions:
    return Directions(bool(kinds & {"opened", "raised"}), bool(kinds & {"closed", "lowered"}))


@lru_cache(maxsize=32)
def compare_sets(old: PolicySet, new: PolicySet, wording: Wording) -> Compared:
    """All of it, worked out once for two sets."""
    found = differences(old, new)
    way = _directions({kind(one.leaf.old, one.leaf.new) for one in found})
    roles = {asked.role for one in found for asked in one.asked}
    moved = [one for role in Role if role in roles for one in _moved(old, new, wording, role)]
    detail = DiffText(old, new, found, wording).text()
    return Compared(tuple(moved), detail, way.widens, way.narrows)


def _moved(old: PolicySet, new: PolicySet, wording: Wording, role: Role) -> list[Moved]:
    if role not in (*roles_of(old), *roles_of(new)):
        return []
    before, after = (said_of(one, wording, role) for one in (old, new))
    pairs = {key: (before.get(key, NEVER), after.get(key, NEVER)) for key in [*before, *after]}
    return [
        Moved(CellRef(category, role, purpose), was, now)
        for (category, purpose), (was, now) in pairs.items()
        if was != now
    ]
