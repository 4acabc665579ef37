"""The clerk as a process of its own."""

from datetime import datetime
from typing import Any

from hub.exchange.clerk import keep_noticing
from hub.exchange.evidence import need_own_log
from hub.exchange.houses import Books
from hub.rulebook.changes.coming import bring_about
from hub.rulebook.proving import prover
from hub.settings.operator import Settings
from hub.settings.place import role_url


def run_clerk(settings: Settings, books: Books) -> None:
    """Pass after pass. Refuses to start where the log is not the one that was witnessed: it would destroy by it."""
    url = role_url(settings, "hub_clerk")
    need_own_log(url, settings.evidence.policy)
    prove = prover(settings.home)

    def rules_come(house: Any, at: datetime) -> None:
        bring_about(house, prove, at)

    keep_noticing(books, url, (settings.keys, settings.journal), settings.clock, rules_come)
