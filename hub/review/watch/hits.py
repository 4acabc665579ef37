"""Reading what the rules found: like reading the log, it is an entry before a hit is shown."""

from datetime import datetime

from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.review.permitted import Deed, decided
from hub.review.watch.store import HitQuery, read_hits
from hub.terms.hits import Hit
from hub.terms.lists import Effect
from hub.terms.principals import Principal


@by_rules_in_force
def open_hits(house: House, principal: Principal, query: HitQuery, at: datetime) -> tuple[tuple[Hit, ...], bool]:
    """Hits of the controller for whom the principal acts, newest first, and whether there are older ones.

    Empty for whom no policy lets read the log. Two statements.
    """
    asked = {"rule": query.rule, "consequence": query.consequence, "hit": query.hit}
    told = {"filters": {name: str(word) for name, word in asked.items() if word is not None}, "limit": query.limit}
    deed = Deed(Event.LOG_READ, "anomalies", frozenset({principal.agency.value}), told)
    with house.db.begin() as tx:  # by the rules in force, like any change
        ticket = append(tx, house.writer, entry := decided(house, principal, deed, at))
    return read_hits(house.db, ticket, principal.agency, query) if entry.effect is Effect.PERMIT else ((), False)
