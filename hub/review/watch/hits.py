"""Reading what the rules found: like reading the log, it is an entry before a hit is shown."""

from datetime import datetime

from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Entry, Event
from hub.policy.decide import admits, refusal
from hub.review.watch.store import HitQuery, read_hits
from hub.terms.access import AccessRequest, Act
from hub.terms.hits import Hit
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Effect, Purpose
from hub.terms.principals import Principal
from hub.terms.reasons import Reason


@by_rules_in_force
def open_hits(house: House, principal: Principal, query: HitQuery, at: datetime) -> tuple[tuple[Hit, ...], bool]:
    """Hits of the controller for whom the principal acts, newest first, and whether there are older ones.

    Empty for whom no policy lets read the log. Two statements.
    """
    request = AccessRequest(principal, (principal,), Act.REVIEW, Purpose.DPO_CONTROL, FamilyNumber(""), at)
    permitted = admits(house.policies, request)
    reason = Reason.CONTROL if permitted else refusal(house.policies, request).reason
    with house.db.begin() as tx:
        ticket = append(tx, house.writer, _entry(house, request, query, reason))
    return read_hits(house.db, ticket, principal.agency, query) if permitted else ((), False)


def _entry(house: House, request: AccessRequest, query: HitQuery, reason: Reason | None) -> Entry:
    """What was asked for: a rule, a kind, one hit. Never a name."""
    principal = request.principal
    effect = Effect.PERMIT if reason is Reason.CONTROL else Effect.DENY
    asked = {"rule": query.rule, "consequence": query.consequence, "hit": query.hit}
    return Entry(
        id=EntryId(new_id()),
        event=Event.LOG_READ,
        at=request.at,
        principal=principal,
        effect=effect,
        policies=house.policies.digest,
        controllers=frozenset({principal.agency.value}),
        purpose=request.purpose,
        subject={},
        access={
            "purpose": request.purpose,
            "action": "anomalies",
            "agency": principal.agency,
            "role": principal.role,
            "at": request.at.isoformat(timespec="milliseconds"),
            "filters": {name: str(word) for name, word in asked.items() if word is not None},
            "limit": query.limit,
        },
        decision={"effect": effect, "reason": reason, "policies": house.policies.digest},
    )
