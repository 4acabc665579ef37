"""When the review evaluates: everything once a night, what is about security each hour. Never without a pause.

Fixed turns with a fixed scope, and not a watch over every click: so it is agreed with the staff council (H8).
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Event

import structlog

from hub.db.errors import DatabaseRefused, DatabaseUnavailable
from hub.gate.house import House
from hub.ledger.errors import LedgerUnavailable
from hub.review.watch.rules import Rule
from hub.review.watch.turn import CONTROLLERS, nightly_span, often, short_span, take_turn
from hub.terms.clock import day_ends, legal_day

log = structlog.get_logger()
AFTER_MIDNIGHT = timedelta(hours=2)
"""When a night's turn begins, by the clocks of Berlin: the day before is whole, and nobody waits for the machine."""
HOUR = timedelta(hours=1)
AGAIN = timedelta(minutes=5)
"""After what could not be done."""
PAUSE = 30.0
"""Seconds of the real clock between two looks at the hub's."""

Step = Callable[[House, datetime], object]
"""What else a night's turn does, after the rules: figures, samples. Safe to repeat."""


def review_once(house: House, rules: Sequence[Rule], at: datetime, steps: Sequence[Step] = ()) -> None:
    """All rules over all of each controller's log, then the other steps. Safe to repeat."""
    _turn_by_night(house, rules, at, whole=True)
    for step in steps:
        step(house, at)


def keep_reviewing(
    house: House, rules: Sequence[Rule], clock: Callable[[], datetime], steps: Sequence[Step] = ()
) -> None:
    """A whole turn at the start, one each night, the rules about security each hour; until the process ends."""
    night = hourly = clock()
    wake, whole = Event(), True
    while True:
        at = clock()
        try:
            if at >= night:
                _turn_by_night(house, rules, at, whole=whole)
                for step in steps:
                    step(house, at)
                night, hourly, whole = next_night(at), at + HOUR, False
            elif at >= hourly:
                _turn_by_day(house, rules, at)
                hourly = at + HOUR
        except (DatabaseUnavailable, DatabaseRefused, LedgerUnavailable) as trouble:
            log.warning("the review could not take its turn now", trouble=type(trouble).__name__)
            night, hourly = (at + AGAIN if at >= night else night), at + AGAIN
        wake.wait(min(PAUSE, max(0.1, (min(night, hourly) - clock()).total_seconds())))


def next_night(at: datetime) -> datetime:
    """Two hours after the next midnight in Berlin, whatever its clocks do that night."""
    return day_ends(legal_day(at)) + AFTER_MIDNIGHT


def _turn_by_night(house: House, rules: Sequence[Rule], at: datetime, *, whole: bool) -> None:
    for controller in CONTROLLERS:
        take_turn(house, rules, (controller, nightly_span(at, whole=whole)), at)


def _turn_by_day(house: House, rules: Sequence[Rule], at: datetime) -> None:
    for controller in CONTROLLERS:
        take_turn(house, often(rules), (controller, short_span(at)), at)
