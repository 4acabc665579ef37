"""The review's evaluations as a process of their own, signed in as the data protection officers' group."""

from threading import Thread
from typing import Any

from hub.db.database import Database
from hub.exchange.evidence import need_own_log
from hub.exchange.houses import Books, guard, need_group_keys, need_rules, open_group
from hub.main.watching import need_evidence, start_watching
from hub.review.dashboard.checking import keep_checking
from hub.review.dashboard.counting import refresh_all
from hub.review.sample.nightly import commit_missing
from hub.review.watch.rules import load_rules
from hub.review.watch.schedule import Step, keep_reviewing, review_once
from hub.settings.operator import Settings
from hub.settings.place import role_url

OFFICERS = "oversight"
CHECKS = "checks"
"""Below the state folder: what a check writes for as long as it runs."""
STEPS: tuple[Step, ...] = (commit_missing, refresh_all)
"""What a night does beside the rules, in this order."""


def run_reviewer(settings: Settings, books: Books, *, once: bool = False) -> None:
    """Turn after turn, or one. Refuses to start where the log is not the one that was witnessed."""
    house = _open(settings, books)
    try:
        rules = load_rules(settings.home)
        if once:
            review_once(house, rules, settings.clock(), STEPS)
        else:
            _start_checking(settings)
            keep_reviewing(house, rules, settings.clock, STEPS)
    finally:
        house.db.close()


def _start_checking(settings: Settings) -> None:
    """Beside the rules, checks of the whole log at a button: they may take minutes, and the rules do not wait."""
    if settings.evidence.policy is None:
        return
    db = Database(role_url(settings, f"hub_{OFFICERS}"), size=1)
    place = (settings.evidence.policy, settings.state / CHECKS)
    Thread(target=keep_checking, args=(db, place, settings.clock), name="checking", daemon=True).start()


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
