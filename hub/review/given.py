"""What went out of one controller's own values, opened by that controller's own process (H6).

The officers read the whole register with their key (`hub.review.register`). Here is what the owner can show without
theirs: of each look of others the share that is its own, with nothing of what else the look showed or withheld.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.identity.store import load_ties
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.ledger.giving.store import GivenAway, Stretch, read_given
from hub.ledger.shares import whose_of
from hub.review.permitted import Deed, decided
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency, Category, Effect, Purpose, Role
from hub.terms.log import MOST_LINES, Cursor
from hub.terms.principals import Principal
from hub.terms.register import Disclosed


@dataclass(frozen=True)
class GivenRegister:
    """A stretch of it, newest first. `unread` are looks whose share does not open or is not what its entry says it is:
    erased meanwhile, damaged, or forged.
    """

    lines: tuple[Disclosed, ...] = ()
    unread: int = 0
    next: Cursor | None = None


@by_rules_in_force
def open_given(
    house: House, principal: Principal, family: FamilyNumber, before: Cursor | None, at: datetime
) -> GivenRegister | None:
    """What others were shown of the officer's own controller's values, who of a provider is that provider; None for
    whom no policy lets read, or of no such family.

    Written down as a reading of the log. Three statements.
    """
    ties = load_ties(house.db, family, (principal,), at)
    deed = Deed(Event.LOG_READ, "given", frozenset({house.ring.holder}), {"family": family})
    entry = replace(decided(house, principal, deed, at), family=ties.family, family_seq=ties.next_seq)
    with house.db.begin() as tx:  # by the rules in force, like any change
        ticket = append(tx, house.writer, entry)
    if entry.effect is Effect.DENY or house.reader is None or ties.family is None:
        return None
    mine = whose_of(principal.agency, principal.provider)
    given = read_given(house.db, house.reader, ticket, Stretch(mine, before, limit=MOST_LINES))
    told = [_lines(one) for one in given.looks]
    return GivenRegister(tuple(line for found in told for line in found or ()), told.count(None), given.next)


def _lines(one: GivenAway) -> Sequence[Disclosed] | None:
    """One for each level and basis; None of what does not open, or has words that no share has."""
    try:
        return None if one.share is None else list(_read(one, one.share))
    except (LookupError, TypeError, ValueError):
        return None


def _read(one: GivenAway, share: Any) -> Iterator[Disclosed]:
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
            provider=str(share.get("provider", "")),
        )
