"""The clerk as a process of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from hub.conference.ending import end_what_is_over
from hub.db.database import Database
from hub.exchange.clerk import keep_noticing
from hub.exchange.evidence import need_own_log, open_vouching
from hub.exchange.houses import Books
from hub.ledger.keyfiles import load_trust
from hub.ledger.vouching import Vouching
from hub.review.cases.holidays import read_calendar
from hub.review.cases.reminding.dues import Days
from hub.review.cases.reminding.passing import remind
from hub.review.cases.rules import rule_texts
from hub.rulebook.changes.coming import bring_about
from hub.rulebook.proving import prover
from hub.settings.operator import Settings
from hub.settings.place import role_url


def run_clerk(settings: Settings, books: Books) -> None:
    """Pass after pass. Refuses to start where the log is not the one that was witnessed: it would destroy by it."""
    url = role_url(settings, "hub_clerk")
    need_own_log(url, settings.evidence.policy)
    prove, days = prover(settings.home), read_days(settings.home)
    with _vouching(settings, url) as vouching:

        def beside(house: Any, at: datetime) -> None:
            if vouching is not None:
                house.writer.stand_on(vouching)
            bring_about(house, prove, at)
            remind(house, days, at)
            end_what_is_over(house, at)

        keep_noticing(books, url, (settings.keys, settings.journal), settings.clock, beside)


@contextmanager
def _vouching(settings: Settings, url: str) -> Iterator[Vouching | None]:
    """Whom the clerk asks before rules come in force; None where there are no witnesses and nothing was ever signed."""
    if settings.evidence.policy is None:
        yield None
        return
    db = Database(url, size=1)
    try:
        yield open_vouching(settings.home, db, load_trust(settings.evidence.policy))
    finally:
        db.close()


def read_days(home: Path) -> Days:
    """The holidays and the rules of the review, out of a checkout."""
    return Days(read_calendar((home / "schemas" / "holidays.toml").read_text(encoding="utf-8")), rule_texts(home))
