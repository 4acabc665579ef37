"""How long the log is kept: what is over is destroyed, what somebody still needs is held back (H6, G8).

Rule 1: an erasure is an entry first, committed, and says in its leaf what it destroys; then keys and payloads go.
Rule 2: it follows from the rules in force and the calendar. Nobody chooses an entry to be erased.
Rule 3: held back is for one of four reasons, until a day; both data protection officers see it. An open case of the
        review holds its entries until it is closed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from hub.db.database import Database
from hub.gate.clerk import CLERK
from hub.gate.house import House
from hub.gate.inputs.store import erase_inputs
from hub.ledger.about_itself import about_the_log
from hub.ledger.append import append
from hub.ledger.entry import Event, Segment
from hub.ledger.erasing.store import (
    Span,
    clear_tickets,
    count_cases,
    ended_up_to,
    erase_cases,
    erase_log,
    erase_register,
    lift_hold,
    listed,
    load_holds,
    load_overdue,
    log_up_to,
    write_hold,
)
from hub.record.erasing.store import count_ended, count_proofs, erase_ended, erase_proofs
from hub.terms.clock import legal_day
from hub.terms.holds import Hold
from hub.terms.ids import EntryId
from hub.terms.principals import Principal
from hub.terms.retention import Ended, Retention, ended_on

TICKETS = timedelta(hours=1)
CASES = ("review_case", "review_finding")
"""Classes of cases of the review: without consequence, and with one."""
CONFERENCES = ("conference_sheet", "conference_room")
"""Classes of what conferences leave beside the records of families."""
PROOF = "consent_proof"
"""The class of what a family said and signed, and who its people are."""


@dataclass(frozen=True)
class Erased:
    """How many entries lost their part in the log, how many families their register, how many tickets were old.

    `inputs` counts what the review knew of days before: duty, absences, appointments (they live as long as the log);
    `cases` what officers made of anomalies, `conferences` those of which a sheet or who was in the room was over,
    `proofs` families of which the proof of consent was over.
    """

    in_log: int = 0
    registers: int = 0
    tickets: int = 0
    inputs: int = 0
    cases: int = 0
    conferences: int = 0
    proofs: int = 0


def span_of(retention: Retention, today: date) -> Span:
    """What is over on a day by the rules."""
    return Span(
        today,
        through=today - timedelta(days=1),
        first_kept=retention.access_log.first_day_kept(today),
        ended_by=retention.disclosure_register.first_day_kept(today) - timedelta(days=1),
    )


def erase_what_is_over(house: House, at: datetime) -> Erased:
    """One pass. Nothing over, no entry; cut off between entry and destruction, the next pass does it again.

    Cases go first: as long as one is kept, what it says can be compared with what the log still holds.
    """
    retention, today = house.policies.retention, legal_day(at)
    cases = _erase_classes(house, at, CASES, count_cases, erase_cases)
    conferences = _erase_classes(house, at, CONFERENCES, count_ended, erase_ended)
    proofs = _erase_classes(house, at, (PROOF,), count_proofs, erase_proofs)
    span = span_of(retention, today)
    overdue = load_overdue(house.db, span)
    in_log = registers = 0
    if overdue.in_log:
        in_log = erase_log(house.db, _announce(house, at, log_up_to(span)), span)
    for family, entries in overdue.registers.items():
        registers += bool(erase_register(house.db, _announce(house, at, listed(entries)), family, span))
    inputs = erase_inputs(house.db, span.first_kept)
    return Erased(in_log, registers, clear_tickets(house.db, at - TICKETS), inputs, cases, conferences, proofs)


def _erase_classes(
    house: House,
    at: datetime,
    kinds: tuple[str, ...],
    count: Callable[[Database, Ended], int],
    erase: Callable[[Database, EntryId, Ended], int],
) -> int:
    over = [one for one in ended_on(house.policies.retention, legal_day(at), *kinds) if count(house.db, one)]
    return sum(erase(house.db, _announce(house, at, ended_up_to(one)), one) for one in over)


def hold_back(house: House, principal: Principal, hold: Hold) -> None:
    """Erase nothing of it before a day is over. Raises NotThere where there is no such family or entry."""
    told = {"hold": hold.id, "reason": hold.reason, "until": hold.until.isoformat() if hold.until else ""}
    told |= {"family": hold.family} if hold.family else {"entry": str(hold.entry)}
    entry = about_the_log(principal, hold.since, house.policies.digest, Event.LOG_HELD, told)
    with house.db.begin() as tx:
        append(tx, house.writer, entry)
        write_hold(tx, entry.id, hold)


def let_go(house: House, principal: Principal, hold: str, at: datetime) -> None:
    """What is over is erased at the next pass. Raises NotThere where nothing is held under that id."""
    entry = about_the_log(principal, at, house.policies.digest, Event.LOG_HELD, {"hold": hold, "lifted": True})
    with house.db.begin() as tx:
        append(tx, house.writer, entry)
        lift_hold(tx, entry.id, hold, at)


def holds(house: House) -> tuple[Hold, ...]:
    """Everything that is or was held back."""
    return load_holds(house.db)


def _announce(house: House, at: datetime, erases: Segment) -> EntryId:
    entry = about_the_log(CLERK, at, house.policies.digest, Event.LOG_ERASED, erases)
    append(house.db, house.writer, replace(entry, erases=erases))
    return entry.id
