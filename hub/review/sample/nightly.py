"""Each night a number lies ready for the month that runs, whoever forgot it: a step of the reviewer.

A number is worth something only if it stands in the log before its month is over; the database takes none later. So
nobody has to think of it, and who kept the reviewer from running a whole month has it in the report.
"""

import secrets
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

from hub.db.errors import ThereAlready
from hub.gate.house import House
from hub.ledger.about_itself import about_the_log
from hub.ledger.append import append
from hub.ledger.events import Event
from hub.review.dashboard.counting import REVIEWER
from hub.review.sample.draw import SEED_BYTES
from hub.review.sample.drawing import commitment_of
from hub.review.sample.store import keep_nightly_nonce, load_uncommitted
from hub.terms.clock import legal_day
from hub.terms.lists import Agency
from hub.terms.samples import month_of


def commit_missing(house: House, at: datetime) -> None:
    """Commit a number for the current month to each body without one. Safe to repeat; of two at once one does it."""
    day = legal_day(at)
    for bodies in load_uncommitted(house.db, day):
        with suppress(ThereAlready):
            _commit(house, bodies, month_of(day), at)


def _commit(house: House, bodies: tuple[str, ...], month: date, at: datetime) -> None:
    """No person acts. The number is kept in the transaction of its entry, and forgotten here."""
    nonce, reviewer = secrets.token_bytes(SEED_BYTES), replace(REVIEWER, agency=Agency(bodies[0]))
    told = {"action": "change", **commitment_of(house, month, nonce)}
    entry = about_the_log(reviewer, at, house.policies.digest, Event.SAMPLE_COMMITTED, told)
    with house.db.begin() as tx:
        ticket = append(tx, house.writer, replace(entry, controllers=frozenset(bodies)))
        keep_nightly_nonce(tx, ticket.entry, nonce)
