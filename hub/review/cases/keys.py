"""The second key: requests for a name, and findings that need a second pair of eyes. Nothing else of a case (H8)."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.review.cases.entries import entry_of, may_take
from hub.review.cases.sealing import unseal
from hub.review.cases.stepping import step
from hub.review.cases.store import read_requests
from hub.terms.case_words import CaseFault, StepKind
from hub.terms.cases import KeyRequest, Stride
from hub.terms.lists import Effect
from hub.terms.principals import Principal


@dataclass(frozen=True, repr=False)
class SecondKeys:
    """What waits for the staff council, or for a second officer."""

    house: House

    def waiting(self, principal: Principal, session: str, at: datetime) -> tuple[KeyRequest, ...]:
        """A look at it, written down; nothing for whoever has no second key."""
        return look_at_requests(self.house, principal, session, at)

    def turn(self, principal: Principal, session: str, stride: Stride, at: datetime) -> CaseFault | None:
        """Say yes or no; or why that cannot be."""
        done = step(self.house, (principal, session), stride, at)
        return done if isinstance(done, CaseFault) and done is not CaseFault.SENT else None


@by_rules_in_force
def look_at_requests(house: House, principal: Principal, session: str, at: datetime) -> tuple[KeyRequest, ...]:
    """A look at what waits, written down before it; nothing for whom no second key is."""
    deed = may_take(house, principal, StepKind.CONFIRMED, at)
    entry = entry_of(house, deed, Event.KEYS_ASKED, {"list": "requests"})
    with house.db.begin() as tx:
        append(tx, house.writer, entry)
    if deed.effect is Effect.DENY:
        return ()
    return read_requests(house.db, entry.id, session, partial(unseal, house))
