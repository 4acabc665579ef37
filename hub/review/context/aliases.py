"""What a page calls a member of staff: a number that holds for one calendar quarter and tells of no other (H8).

The log keeps one pseudonym for good. Pages of the review show another number, a keyed shuffling of the log's own within
the quarter; whoever stood as N-07 in autumn stands as somebody else in winter. What it is made with goes with the log
of that quarter: an old report then leads to nobody.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from hmac import digest

from hub.gate.house import House
from hub.review.context.store import Reading, load_secrets
from hub.terms.clock import legal_day, months_later

FIRST_SIZE = 99
ROUNDS = 48
_PSEUDONYM = re.compile(r"N-(\d{2,7})")


def period_of(at: datetime) -> str:
    """The calendar quarter of an instant in Berlin: `2026-Q4`."""
    day = legal_day(at)
    return f"{day.year}-Q{(day.month + 2) // 3}"


def days_of(period: str) -> tuple[date, date]:
    """The first day of a quarter, and the first after it."""
    first = date(int(period[:4]), int(period[-1]) * 3 - 2, 1)
    return first, months_later(first, 3)


@dataclass(frozen=True, repr=False)
class Aliases:
    """Numbers of some quarters. One quarter that is not among them raises KeyError: nothing falls back on the log's."""

    secrets: Mapping[str, bytes]
    _known: dict[tuple[str, str], str] = field(default_factory=dict, compare=False)

    def alias(self, period: str, pseudonym: str) -> str:
        """What somebody is called in a quarter. Nobody (`N-00`) and whoever has no number stay as they are."""
        key = (period, pseudonym)
        if key not in self._known:
            self._known[key] = _turned(self.secrets[period], pseudonym, forth=True)
        return self._known[key]

    def at(self, at: datetime, pseudonym: str) -> str:
        """What somebody is called in the quarter of an instant."""
        return self.alias(period_of(at), pseudonym)

    def pseudonym(self, period: str, alias: str) -> str:
        """What the log calls whoever has this number in a quarter."""
        return _turned(self.secrets[period], alias, forth=False)


def read_aliases(house: House, reading: Reading, periods: Iterable[str]) -> Aliases:
    """The numbers of these quarters. One statement; none where there is no quarter."""
    wanted = set(periods)
    return Aliases(load_secrets(house.db, reading, wanted) if wanted else {})


def _turned(secret: bytes, pseudonym: str, *, forth: bool) -> str:
    """Within the numbers of as many digits: 1 to 99, 100 to 999, and so on, each for exactly one other."""
    found = _PSEUDONYM.fullmatch(pseudonym)
    number = int(found[1]) if found else 0
    if not number:
        return pseudonym
    low, high = (1, FIRST_SIZE) if number <= FIRST_SIZE else (10 ** (len(str(number)) - 1), 10 ** len(str(number)) - 1)
    size, place = high - low + 1, number - low
    for step in range(ROUNDS) if forth else reversed(range(ROUNDS)):
        place = _swapped(secret + bytes((step,)), size, place)
    return f"N-{place + low:02}"


def _swapped(secret: bytes, size: int, place: int) -> int:
    """One round of swap-or-not (Hoang, Morris, Rogaway 2012): a permutation of any size that undoes itself."""
    turn = int.from_bytes(digest(secret, b"turn|%d" % size, sha256), "big") % size
    other = (turn - place) % size
    chosen = digest(secret, b"swap|%d|%d" % (size, max(place, other)), sha256)[0] & 1
    return other if chosen else place
