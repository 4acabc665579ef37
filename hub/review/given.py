"""What went out of one controller's own values, opened by that controller's own process (H6).

The officers read the whole register with their key (`hub.review.register`). Here is what the owner can show without
theirs: of each look of others the share that is its own, with nothing of what else the look showed or withheld.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.identity.store import load_ties
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.ledger.giving.store import GivenAway, read_given
from hub.review.permitted import Deed, decided
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency, Category, Effect, Purpose, Role
from hub.terms.log import MOST_LINES
from hub.terms.principals import Principal
from hub.terms.register import Disclosed


@dataclass(frozen=True)
class GivenRegister:
    """A stretch of it, newest first. `unread` are looks whose share does not open: erased meanwhile, or damaged."""

    lines: tuple[Disclosed, ...] = ()
    unread: int = 0
    next: datetime | None = None


@by_rules_in_force
def open_given(
    house: House, principal: Principal, family: FamilyNumber, before: datetime | None, at: datetime
) -> GivenRegister | None:
    """What others were shown of the house's own values; None for whom no policy lets read, or of no such family.

    Written down as a reading of the log. Three statements.
    """
    ties = load_ties(house.db, family, (principal,), at)
    deed = Deed(Event.LOG_READ, "given", frozenset({house.ring.holder}), {"family": family})
    entry = replace(decided(house, principal, deed, at), family=ties.family, family_seq=ties.next_seq)
    with house.db.begin() as tx:  # by the rules in force, like any change
        ticket = append(tx, house.writer, entry)
    if entry.effect is Effect.DENY or house.reader is None or ties.family is None:
        return None
    rows = read_given(house.db, house.reader, ticket, before, limit=MOST_LINES)
    shown = rows[:MOST_LINES]
    lines = tuple(line for one in shown if one.share for line in _lines(one, one.share))
    unread = sum(one.share is None for one in shown)
    return GivenRegister(lines, unread, shown[-1].at if len(rows) > MOST_LINES else None)


def _lines(one: GivenAway, share: Any) -> Iterator[Disclosed]:
    """One line for each level and basis."""
    for level, persons, categories, basis in share["shown"]:
        norms, consents = share["bases"][basis]
        yield Disclosed(
            entry=one.entry,
            at=one.at,
            source=str(share["owner"]),
            agency=Agency(share["agency"]),
            role=Role(share["role"]),
            persons=tuple(persons),
            categories=tuple(map(Category, categories)),
            levels=(str(level),),
            purpose=Purpose(share["purpose"]) if "purpose" in share else None,
            consents=tuple(consents),
            norms=tuple(norms),
        )
