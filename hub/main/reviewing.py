"""The review's evaluations as a process of their own, signed in as the data protection officers' group."""

from typing import Any

from hub.db.database import Database
from hub.exchange.evidence import need_own_log
from hub.exchange.houses import Books, guard, need_group_keys, need_rules, open_group
from hub.main.watching import need_evidence, start_watching
from hub.review.watch.rules import load_rules
from hub.review.watch.schedule import Step, keep_reviewing, review_once
from hub.settings.operator import Settings
from hub.settings.place import role_url

OFFICERS = "oversight"
STEPS: tuple[Step, ...] = ()
"""What a night does beside the rules, in this order."""


def run_reviewer(settings: Settings, books: Books, *, once: bool = False) -> None:
    """Turn after turn, or one. Refuses to start where the log is not the one that was witnessed."""
    house = _open(settings, books)
    try:
        rules = load_rules(settings.home)
        if once:
            review_once(house, rules, settings.clock(), STEPS)
        else:
            keep_reviewing(house, rules, settings.clock, STEPS)
    finally:
        house.db.close()


def _open(settings: Settings, books: Books) -> Any:
    """The officers' house. Its entries have their place in the tree before anything is read, where witnesses stand."""
    need_group_keys(settings.keys, OFFICERS)
    url = role_url(settings, f"hub_{OFFICERS}")
    need_rules(url, books)
    house = open_group(guard(Database(url, size=1), settings.journal), books, settings.keys, OFFICERS)
    if settings.evidence.policy is None:
        need_own_log(url, None)
        return house
    house.writer.stand_on(start_watching(settings, need_evidence(settings, url), url))
    return house
