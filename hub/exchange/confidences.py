"""The keys of an agency's workers in the process that holds them: whom it believes, and its care of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event, Thread

import structlog

from hub.db.database import Database
from hub.db.errors import DatabaseRefused, DatabaseUnavailable
from hub.gate.confiding import confide_anew
from hub.gate.house import House
from hub.identity.proving import Proofs, Trusted
from hub.identity.store import load_posts
from hub.identity.tokens import KeyRing, fetch_keys
from hub.ledger.confiding import Confided, Seat
from hub.ledger.errors import LedgerUnavailable
from hub.ledger.handings import Handings
from hub.ledger.workerkeys import CONFIDING, Account, WorkerKeys
from hub.terms.clock import legal_day
from hub.terms.lists import Role

__all__ = ["CONFIDING", "Believed", "hold_confidences", "seat_of", "start_confiding"]
log = structlog.get_logger()
PAUSE = 20.0
"""Seconds between two looks at what was confided meanwhile: one statement each."""
LEADS = frozenset({Role.ASD_LEAD, Role.PROVIDER_LEAD})
Clock = Callable[[], datetime]


@dataclass(frozen=True, repr=False)
class Believed:
    """Whose tokens the service believes, by issuer, client and `acr`; for which audience programs have theirs; and how
    long a proof is good.
    """

    issuers: Sequence[tuple[str, str, str]]
    programs: str
    life: timedelta


def hold_confidences(db: Database, keys: Path, holder: str, believed: Believed, clock: Clock) -> Confided:
    """The keys of workers in this folder, opened to those whom the database knows as theirs. KeyUnusable without."""
    trusted = {
        issuer: Trusted(issuer, client, acr, KeyRing(partial(fetch_keys, issuer)))
        for issuer, client, acr in believed.issuers
    }
    verify = Proofs(trusted, believed.programs).read
    return Confided(WorkerKeys(keys, holder), verify, partial(seat_of, db, clock), believed.life)


def seat_of(db: Database, clock: Clock, account: Account) -> Seat | None:
    """Who an account is at this agency today."""
    posts = [one.principal for _, one in load_posts(db, *account, legal_day(clock()))]
    if len({one.id for one in posts}) != 1:
        return None
    return Seat(posts[0].id, leads=any(one.role in LEADS for one in posts))


def start_confiding(house: House, keys: WorkerKeys, clock: Clock) -> Event:
    """A pass at once and again after each pause, until the event returned is set."""
    stop = Event()
    Thread(target=_confide_until, args=(house, keys, clock, stop), name="confided", daemon=True).start()
    return stop


def _confide_until(house: House, keys: WorkerKeys, clock: Clock, stop: Event) -> None:
    """What cannot be done now is done at the next look."""
    while True:
        try:
            confide_anew(house, keys, clock())
            Handings(keys.folder).sweep(clock())
        except (DatabaseUnavailable, DatabaseRefused, LedgerUnavailable, OSError) as trouble:
            log.warning("what was confided could not be looked after now", trouble=type(trouble).__name__)
        if stop.wait(PAUSE):
            return
