"""How many families and persons of a database a change of the rules would touch. Counts alone, small ones hidden.

Counted is what staff of one agency would see otherwise of the families that are theirs today; each comparison is in the
log like a look. No count tells of a family that nobody here has, nor anything in the name of the other agency.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.gate.comparing import Moved, compare
from hub.gate.house import House
from hub.identity.store import load_assigned, load_colleagues, load_posts_of
from hub.policy.policies import PolicySet
from hub.rulebook.wording import Wording
from hub.terms.access import AccessRequest, Act
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber, PersonId
from hub.terms.principals import Principal

CLIENT = "hub policy diff"
SMALLEST = 5
"""A smaller count than this tells of people (§ 64 Abs. 3 SGB VIII, J3); nothing at all tells of nobody."""


@dataclass(frozen=True)
class Touched:
    """By what happens to them: how many families, and how many persons in them."""

    opened: tuple[int, int]
    closed: tuple[int, int]
    other_level: tuple[int, int]


def count_touched(house: House, old: PolicySet, new: PolicySet, at: datetime) -> Touched:
    """Over everybody of this process's agency, their families and the purposes of their function."""
    by_family: dict[FamilyNumber, Moved] = {}
    day = legal_day(at)
    for colleague in load_colleagues(house.db, day):
        for principal in load_posts_of(house.db, colleague.ref, day):
            for number in load_assigned(house.db, principal, at):
                requests = _requests(principal, number, (old, new), at)
                if requests:
                    moved = compare(house, (old, new), requests, CLIENT)
                    by_family[number] = by_family.get(number, Moved()) | moved
    found = by_family.values()
    return Touched(
        opened=_count([one.opened for one in found]),
        closed=_count([one.closed for one in found]),
        other_level=_count([one.other_level for one in found]),
    )


def say_touched(touched: Touched, agency: str, wording: Wording) -> str:
    """In words; one to four are „weniger als 5“."""
    words = wording.words["families"]
    lines = [words["head"].format(agency=agency)]
    for key in ("opened", "closed", "other_level"):
        families, persons = getattr(touched, key)
        lines.append("  " + words[key].format(families=say_count(families), persons=say_count(persons)))
    return "\n".join([*lines, words["hidden"].format(smallest=SMALLEST)])


def say_count(number: int) -> str:
    """A count that may be told."""
    return str(number) if number == 0 or number >= SMALLEST else f"weniger als {SMALLEST}"


def _requests(
    principal: Principal, number: FamilyNumber, rules: tuple[PolicySet, PolicySet], at: datetime
) -> list[AccessRequest]:
    purposes = {purpose for one in rules for purpose in one.roles[principal.role].purposes}
    return [AccessRequest(principal, (principal,), Act.DISCLOSE, purpose, number, at) for purpose in sorted(purposes)]


def _count(persons: Sequence[frozenset[PersonId]]) -> tuple[int, int]:
    touched = [one for one in persons if one]
    return len(touched), len(frozenset().union(*touched))
