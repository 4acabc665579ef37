"""The clerk as a process: a pass over all families at its start, at each midnight in Berlin, each hour between."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import structlog

from hub.db.database import Database
from hub.db.errors import DatabaseRefused, DatabaseUnavailable
from hub.exchange.houses import CLERK, Books, guard, need_rules, open_group
from hub.gate.clerk import notice
from hub.gate.house import House
from hub.gate.keeping import Erased, erase_what_is_over
from hub.gate.wrappings_end import end_what_ran_out
from hub.ledger.errors import LedgerUnavailable
from hub.terms.clock import day_ends, legal_day
from hub.terms.tasks import Noticed

log = structlog.get_logger()
HOUR = timedelta(hours=1)
"""A withdrawal, or a yes by word of mouth, is noticed within one."""
PAUSE = 30.0
"""Seconds of the real clock between two looks at the hub's: a machine that slept wakes up late, and not too late."""


Beside = Callable[[House, datetime], None]
"""What else time brings: done at each look at the clock, so it has to be little where there is nothing to do."""


def run_pass(
    books: Books, database_url: str, place: tuple[Path, Path], at: datetime, beside: Beside = lambda _, __: None
) -> tuple[Noticed, Erased]:
    """One pass; `place` is the folder of public keys and that of the journal. Safe to repeat."""
    keys, journal = place
    need_rules(database_url, books)
    db = guard(Database(database_url, size=1), journal)
    try:
        house = open_group(db, books, keys, CLERK)
        beside(house, at)
        end_what_ran_out(house, at)
        return notice(house, at), erase_what_is_over(house, at)
    finally:
        db.close()


def keep_noticing(
    books: Books,
    database_url: str,
    place: tuple[Path, Path],
    clock: Callable[[], datetime],
    beside: Beside = lambda _, __: None,
) -> None:
    """Pass after pass, until the process ends. What cannot be done now is done at the next look."""
    keys, journal = place
    need_rules(database_url, books)
    db = guard(Database(database_url, size=1), journal)
    house = open_group(db, books, keys, CLERK)
    wake, due = Event(), clock()
    while True:
        at = clock()
        with _not_now("beside"):
            beside(house, at)
        if at >= due:
            with _not_now("families"):
                notice(house, at)
                end_what_ran_out(house, at)
                erase_what_is_over(house, at)
                due = next_pass(at)
        wake.wait(min(PAUSE, max(0.1, (due - clock()).total_seconds())))


@contextmanager
def _not_now(what: str) -> Iterator[None]:
    """What cannot be done now is left for the next look, and keeps nothing else from being done."""
    try:
        yield
    except (DatabaseUnavailable, DatabaseRefused, LedgerUnavailable) as trouble:
        log.warning("the clerk could not pass now", part=what, trouble=type(trouble).__name__)


def next_pass(at: datetime) -> datetime:
    """The next midnight in Berlin, or an hour from now if that is sooner: 23 or 25 hours a day are no matter."""
    return min(day_ends(legal_day(at)), at + HOUR)
