"""What the log is asked for, out of the address: for the page in German, for the API in English."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from werkzeug.datastructures import MultiDict

from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency, Purpose
from hub.terms.log import MOST_LINES, LogQuery, Outcome, parse_cursor
from hub.terms.marks import MARKS, Mark
from hub.web.here import desk
from hub.web.numbers import is_number, tidy_number

PAGE_NAMES = {
    "von": "since",
    "bis": "until",
    "zweck": "purpose",
    "ergebnis": "outcome",
    "stelle": "agency",
    "kennung": "pseudonym",
    "quartal": "period",
    "art": "event",
    "familie": "family",
    "wochentag": "weekday",
    "stunde": "hour",
    "anlass": "mark",
    "stand": "upto",
    "vor": "before",
}
API_NAMES = {
    "from": "since",
    "to": "until",
    "purpose": "purpose",
    "decision": "outcome",
    "agency": "agency",
    "staff": "pseudonym",
    "period": "period",
    "event": "event",
    "family": "family",
    "cursor": "before",
    "limit": "limit",
}

YEARS = range(1850, 2200)
LONGEST = 80
_PERIOD = re.compile(r"(?:19|20|21)[0-9]{2}-Q[1-4]")
_PSEUDONYM = re.compile(r"N-[0-9]{2,9}")
_GERMAN_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLACE = re.compile(r"[0-9]{1,18}")
MOST_PLACES = 2**53
_LIMIT = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True)
class Asked:
    """The question, and the parameters of the address that are no part of one because they cannot be."""

    query: LogQuery
    faulty: tuple[str, ...] = ()


def read_query(given: "MultiDict[str, str]", names: Mapping[str, str]) -> Asked:
    """Each parameter by its name. What stands there twice, or is nothing, is faulty and not guessed.

    A pseudonym without its quarter would mean somebody else in each: then the quarter is what lacks.
    """
    query, faulty = LogQuery(), []
    for name, field in names.items():
        typed = given.getlist(name)
        try:
            query = replace(query, **{field: _read(field, typed)} if typed else {})
        except ValueError:
            faulty.append(name)
    reversed_days = query.since is not None and query.until is not None and query.until < query.since
    if reversed_days:
        faulty.append(next(name for name, field in names.items() if field == "until"))
    return Asked(query, (*faulty, *(_names_of(names, _not_together(query)) if not faulty else ())))


def _not_together(query: LogQuery) -> tuple[str, ...]:
    """A weekday without its hour or the other way round; what would count the acts of one person (H8); a number of a
    person without its quarter.
    """
    if query.pseudonym is not None and query.counts:
        return ("pseudonym",)
    if query.pseudonym is not None and query.period is None:
        return ("period",)
    if (query.weekday is None) is not (query.hour is None):
        return ("hour",) if query.hour is None else ("weekday",)
    return ()


def _names_of(names: Mapping[str, str], fields: Iterable[str]) -> tuple[str, ...]:
    """What these are called in the address."""
    return tuple(name for name, field in names.items() if field in fields)


def _read(field: str, typed: list[str]) -> Any:
    [text] = typed  # ValueError where it stands there twice
    if not 0 < len(text) <= LONGEST:
        raise ValueError(field)
    return _READERS[field](text)


def _day(text: str) -> date:
    """`01.10.2026` as people type it, or `2026-10-01`."""
    typed = _GERMAN_DAY.fullmatch(text.strip())
    if typed:
        day = date(int(typed[3]), int(typed[2]), int(typed[1]))
    elif _DAY.fullmatch(text):
        day = date.fromisoformat(text)
    else:
        raise ValueError("not a day")
    if day.year not in YEARS:
        raise ValueError("not a day of these times")
    return day


def _pseudonym(text: str) -> str:
    """`N-07`, also typed as `n-07 `."""
    tidy = text.strip().upper()
    if not _PSEUDONYM.fullmatch(tidy):
        raise ValueError("not a pseudonym")
    return tidy


def _period(text: str) -> str:
    """`2026-Q4`."""
    if not _PERIOD.fullmatch(text):
        raise ValueError("not a quarter")
    return text


def _event(text: str) -> str:
    if text not in desk().log_events:
        raise ValueError("not an event")
    return text


def _family(text: str) -> FamilyNumber:
    """A case number as typed. Whether there is such a family is not looked up."""
    number = tidy_number(text)
    if not is_number(number):
        raise ValueError("not a case number")
    return FamilyNumber(number)


def _mark(text: str) -> Mark:
    if text not in MARKS:
        raise ValueError("not a mark")
    return Mark(text)


def _within(least: int, most: int, text: str) -> int:
    if not _PLACE.fullmatch(text) or not least <= int(text) <= most:
        raise ValueError("not within")
    return int(text)


def _limit(text: str) -> int:
    if not _LIMIT.fullmatch(text) or not 1 <= int(text) <= MOST_LINES:
        raise ValueError("not a limit")
    return int(text)


_READERS: Mapping[str, Callable[[str], object]] = {
    "since": _day,
    "until": _day,
    "purpose": Purpose,
    "outcome": Outcome,
    "agency": Agency,
    "pseudonym": _pseudonym,
    "period": _period,
    "event": _event,
    "family": _family,
    "weekday": partial(_within, 1, 7),
    "hour": partial(_within, 0, 23),
    "mark": _mark,
    "upto": partial(_within, 0, MOST_PLACES),
    "before": parse_cursor,
    "limit": _limit,
}


def quarters(at: datetime) -> tuple[str, ...]:
    """The quarters that a log of six months can still hold, the newest first."""
    day = legal_day(at)
    newest = day.year * 4 + (day.month - 1) // 3
    return tuple(f"{number // 4}-Q{number % 4 + 1}" for number in range(newest, newest - 3, -1))
