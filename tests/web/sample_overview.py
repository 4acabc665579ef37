"""An overview of invented figures, for the tests of pages."""

from datetime import UTC, date, datetime, timedelta

from hub.terms.clock import months_later
from hub.terms.holds import HoldReason
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency
from hub.terms.marks import EMERGENCY, REFUSED, refused
from hub.terms.overview import (
    Check,
    Checks,
    CheckState,
    Duty,
    Freshness,
    Held,
    Judging,
    Month,
    Overview,
    Result,
    Stand,
    Waiting,
)
from hub.terms.reasons import Reason

COUNTED = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)
UNTIL = date(2026, 11, 16)
SINCE = UNTIL - timedelta(days=90)
KEPT = date(2026, 5, 16)
DONE = Check(CheckState.DONE, COUNTED, 812, 812, COUNTED, Result.WHOLE)


def _month(first):
    gone = first < KEPT.replace(day=1)
    since = first if gone else max(first, KEPT)
    last = min(months_later(first, 1) - timedelta(days=1), UNTIL)
    return Month(first, since, last, None if gone else 10 * first.month)


SAMPLE = Overview(
    controller=Agency.JUGENDAMT,
    since=SINCE,
    until=UNTIL,
    duty=Duty(dict.fromkeys(range(1, 6), range(7, 19))),
    fresh=Freshness(130.0, None),
    stand=Stand(812, COUNTED, 0, None, 400, 377),
    looks={(1, 9): 41, (2, 10): 20, (3, 14): 9, (6, 23): 2},
    marks={EMERGENCY: 2, refused(Reason.NOT_ASSIGNED): 7, refused(Reason.ADDRESS_LOCKED): 1, REFUSED: 3},
    months=tuple(_month(months_later(date(2025, 12, 1), number)) for number in range(12)),
    holds=(Held(FamilyNumber("FAM-2025-003"), HoldReason.COMPLAINT, date(2026, 12, 31)),),
    checks=Checks(DONE, DONE),
    waiting=Waiting(3, 2, COUNTED - timedelta(days=9)),
    judging=Judging(date(2026, 10, 1), 21, 14),
)


class SampleOverviews:
    """Counts how often a check was asked for."""

    def __init__(self, seen=SAMPLE):
        self.seen, self.asked = seen, 0

    def open(self, principal, at):
        """The same for everybody."""
        return self.seen

    def checks(self):
        """As the sample says."""
        return self.seen.checks

    def check(self, principal, at):
        """Counted, and that is all."""
        self.asked += 1
        return True

    def verifier(self):
        """Not the program."""
        return b"# verify.py\n"

    def has_log(self):
        """There is one."""
        return True

    def take_along(self, principal, at):
        """Two pieces."""
        return iter((b"one", b"two"))
