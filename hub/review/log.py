"""Reading the log, written down like everything else."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Entry, Event
from hub.ledger.store import Stretch, filters, read_log, read_own
from hub.policy.decide import admits, refusal
from hub.review.lines import read_line
from hub.terms.access import AccessRequest, Act
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Effect, Purpose
from hub.terms.log import Cursor, LogPage, LogQuery
from hub.terms.principals import Principal
from hub.terms.reasons import Reason

EVENTS = tuple(event.value for event in Event)
"""The kinds of act that the log can be asked for."""

RIGHT_OF_STAFF = ("Art. 15 DSGVO",)
"""Entries about oneself are one's own data; no rule opens them, and none closes them."""


@by_rules_in_force
def open_log(house: House, principal: Principal, query: LogQuery, at: datetime) -> LogPage:
    """The lines of one controller, newest first; empty for whom no policy lets read. Two statements."""
    stretch = read_written_down(house, principal, query, at)
    return LogPage(()) if stretch is None else _page(house, principal, stretch)


def read_written_down(house: House, principal: Principal, query: LogQuery, at: datetime) -> Stretch | None:
    """Entries of one controller, after this reading is an entry itself; None for whom no policy lets read."""
    request = AccessRequest(principal, (principal,), Act.REVIEW, Purpose.DPO_CONTROL, FamilyNumber(""), at)
    permitted = admits(house.policies, request)
    reason = Reason.CONTROL if permitted else refusal(house.policies, request).reason
    effect = Effect.PERMIT if permitted else Effect.DENY
    decision = {"effect": effect, "reason": reason, "policies": house.policies.digest}
    with house.db.begin() as tx:  # by the rules in force, like any change
        ticket = append(tx, house.writer, _entry(Event.LOG_READ, principal, at, query, decision))
    if not permitted or house.reader is None:
        return None
    return read_log(house.db, house.reader, ticket, principal.agency.value, query)


def open_own(house: House, principal: Principal, session: str, query: LogQuery, at: datetime) -> LogPage:
    """One's own entries, as the data protection officers read them. Two statements.

    The database gives them out to whom this session is, whatever the process claims.
    """
    decision = {
        "effect": Effect.PERMIT,
        "reason": Reason.OWN_RIGHTS,
        "policies": house.policies.digest,
        "norms": list(RIGHT_OF_STAFF),
    }
    ticket = append(house.db, house.writer, _entry(Event.OWN_LOG_READ, principal, at, query, decision))
    if house.reader is None:
        return LogPage(())
    return _page(house, principal, read_own(house.db, house.reader, ticket, sha256(session.encode()).digest(), query))


def _page(house: House, principal: Principal, stretch: Stretch) -> LogPage:
    catalogue = house.policies.catalogue
    lines = tuple(read_line(one, catalogue, principal.agency) for one in stretch.entries)
    return LogPage(lines, Cursor(lines[-1].at, lines[-1].entry) if stretch.has_older else None)


def _entry(event: Event, principal: Principal, at: datetime, query: LogQuery, decision: Mapping[str, object]) -> Entry:
    """The entry of a reading, with what was asked for: days, words of closed lists, pseudonyms. Never a name."""
    purpose = Purpose.DPO_CONTROL if event is Event.LOG_READ else None
    asked = filters(query) | {"since": query.since, "until": query.until, "before": query.before}
    return Entry(
        id=EntryId(new_id()),
        event=event,
        at=at,
        principal=principal,
        effect=Effect(str(decision["effect"])),
        policies=str(decision["policies"]),
        controllers=frozenset({principal.agency.value}),
        purpose=purpose,
        subject={},
        access={
            "purpose": purpose,
            "action": "list",
            "agency": principal.agency,
            "role": principal.role,
            "at": at.isoformat(timespec="milliseconds"),
            "filters": {name: str(word) for name, word in asked.items() if word is not None},
            "limit": query.limit,
        },
        decision=decision,
    )
