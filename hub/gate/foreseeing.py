"""What follows of papers that change, worked out before the transaction that changes them.

The transaction asks once more what the papers and everybody's posts are: where they are what was foreseen, as they are
unless two came at once, it only writes. Else it works out itself what they open.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from hub.consent.papers import Paper
from hub.consent.released import Employers, Released, Until, names_of, work_ahead
from hub.consent.store import load_worked_out
from hub.consent.turning import first_difference
from hub.db.database import Database, Transaction
from hub.gate.house import House
from hub.gate.kin import opened_to_kin
from hub.gate.statute import Charge, opened_by_statute
from hub.gate.wrapping import Beside, not_over, windows_of
from hub.identity.store import Member, load_circle
from hub.policy.agreed import closed
from hub.record.places import Windows
from hub.terms.ids import StaffId
from hub.terms.lists import Agency
from hub.terms.people import Family
from hub.terms.principals import Principal


@dataclass(frozen=True)
class Begun:
    """A change of a family's papers: when, what they were before, and by which names it is known what they open."""

    family: Family
    at: datetime
    before: Sequence[Paper]
    known: tuple[str, ...] | None = None


@dataclass(frozen=True, repr=False)
class Foreseen:
    """What follows where the papers become these, with everybody's posts as they are."""

    begun: Begun
    papers: Sequence[Paper]
    circle: Sequence[Member]
    windows: Windows
    released: Released

    def is_so(self, papers: Sequence[Paper], circle: Sequence[Member]) -> bool:
        """The papers and posts are those that were foreseen."""
        return self.circle == circle and {one.id: one for one in self.papers} == {one.id: one for one in papers}


def foresee(house: House, db: Database | Transaction, begun: Begun, papers: Iterable[Paper]) -> Foreseen:
    """What follows if the papers become these. Two statements."""
    known = load_worked_out(db, begun.family.id, house.policies.catalogue)
    return follow_from(house, replace(begun, known=known), tuple(papers), load_circle(db, begun.family.id))


def with_paper(papers: Iterable[Paper], now: Paper) -> list[Paper]:
    """These papers, one of them as it is now."""
    return [now if paper.id == now.id else paper for paper in papers]


def follow_from(house: House, begun: Begun, papers: Sequence[Paper], circle: Sequence[Member]) -> Foreseen:
    """What follows of these papers, for whom they mean by these posts."""
    turn, until = first_difference(begun.before, papers), None
    if begun.known == names_of(begun.before):  # else all of it comes anew
        until = Until(min(begun.at, turn or begun.at), begun.known)
    employers = employers_of(one.principal for one in circle)
    released = work_ahead(papers, begun.family, employers, house.policies.catalogue, until)
    return Foreseen(begun, papers, circle, windows_at(house, begun.family, circle, papers, begun.at), released)


def employers_of(posts: Iterable[Principal]) -> Employers:
    """For which agencies everybody works."""
    employers: dict[StaffId, frozenset[Agency]] = defaultdict(frozenset)
    for one in posts:
        employers[one.id] |= {one.agency}
    return dict(employers)


def windows_at(
    house: House, family: Family, circle: Sequence[Member], papers: Sequence[Paper], at: datetime
) -> Windows:
    """Whom keys of a family are wrapped for from an instant on, by these papers and by the rules."""
    roster: dict[StaffId, list[Principal]] = defaultdict(list)
    for one in circle:
        roster[one.principal.id].append(one.principal)
    charges = [Charge(one.principal, one.since, one.until) for one in circle if one.since]
    statutes = opened_by_statute(house.policies, family, charges)
    kin = opened_to_kin(house.policies, family, [one.principal for one in circle])
    beside = Beside((*statutes, *kin), partial(closed, house.policies), at)
    return not_over(windows_of(papers, family, roster, house.policies.catalogue, beside), at)
