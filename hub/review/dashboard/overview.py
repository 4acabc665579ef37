"""The overview of one controller's log: what the batch counted, and what the evidence behind it says of itself."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hub.db.database import Database
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.ledger.tiling.store import load_standing
from hub.review.dashboard.marking import Marker, months_of
from hub.review.dashboard.store import Count, load_overview
from hub.review.permitted import Deed, decided
from hub.terms.clock import legal_day, months_later
from hub.terms.holds import HoldReason
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Effect
from hub.terms.overview import (
    MONTHS,
    WEEKS,
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
from hub.terms.principals import Principal

RESULTS = (Result.WHOLE, Result.FINDINGS, Result.UNCHECKED)


@dataclass(frozen=True)
class Days:
    """Which days the figures are of, and since which day entries are still there."""

    since: date
    until: date
    kept: date


def read_duty(text: str) -> Duty:
    """When work is usual, out of `schemas/duty.toml`: weekdays from 1 (Monday), and hours of Berlin."""
    hours: dict[int, range] = {}
    for one in tomllib.loads(text)["duty"]:
        hours |= dict.fromkeys(one["weekdays"], range(one["from"], one["to"]))
    return Duty(hours)


@by_rules_in_force
def open_overview(house: House, duty: Duty, principal: Principal, at: datetime) -> Overview:
    """The figures, after this look is an entry. Without any for whom no rule lets read. Three statements."""
    kept = house.policies.retention.access_log.first_day_kept(legal_day(at))
    days = Days(legal_day(at) - timedelta(days=7 * WEEKS - 1), legal_day(at), kept)
    empty = Overview(principal.agency, days.since, days.until, duty, _freshness(house.db))
    deed = Deed(Event.OVERVIEW, "list", frozenset({principal.agency.value}))
    with house.db.begin() as tx:  # by the rules in force, like any change
        ticket = append(tx, house.writer, entry := decided(house, principal, deed, at))
    if entry.effect is Effect.DENY or house.reader is None:
        return empty
    count = Count(ticket, principal.agency.value)
    found = load_overview(house.db, count, (days.since, days.until, days.kept))
    return _read(empty, Marker(house.reader.private, principal.agency), days, found)


def _read(empty: Overview, marker: Marker, days: Days, found: Mapping[str, Any]) -> Overview:
    checks = read_checks(found["verification"])
    return Overview(
        controller=empty.controller,
        since=empty.since,
        until=empty.until,
        duty=empty.duty,
        fresh=empty.fresh,
        stand=_stand(found["stand"]),
        looks={(weekday, hour): entries for weekday, hour, entries in found["hours"]},
        marks=marker.marks(dict(found["marks"]), months_of(days.since, days.until)),
        months=tuple(_months(days, dict(found["months"]))),
        holds=tuple(_held(*one) for one in found["holds"]),
        checks=checks,
        waiting=_waiting(found) if found["evaluated"] else None,
        judging=_judging(found["sample"]),
    )


def _freshness(db: Database) -> Freshness:
    standing = load_standing(db)
    ages = (
        (standing.now - since).total_seconds() if since is not None else None
        for since in (standing.published_at, standing.waiting_since)
    )
    return Freshness(*ages)


def _stand(found: Mapping[str, Any] | None) -> Stand | None:
    if found is None:
        return None
    erased = found["erased_at"]
    return Stand(
        counted_to=found["counted_to"],
        at=datetime.fromisoformat(found["at"]),
        overdue=found["overdue"],
        erased_at=datetime.fromisoformat(erased) if erased else None,
        looks=found["looks"],
        explained=found["explained"],
    )


def _waiting(found: Mapping[str, Any]) -> Waiting:
    oldest = found["cases"]["oldest"]
    return Waiting(found["anomalies"], found["cases"]["open"], datetime.fromisoformat(oldest) if oldest else None)


def _judging(found: Mapping[str, Any] | None) -> Judging | None:
    if found is None:
        return None
    return Judging(date.fromisoformat(found["month"]), found["entries"], found["judged"])


def _months(days: Days, counted: Mapping[str, int]) -> Iterator[Month]:
    newest = days.until.replace(day=1)
    for back in range(MONTHS - 1, -1, -1):
        first = months_later(newest, -back)
        last = min(months_later(first, 1) - timedelta(days=1), days.until)
        gone = last < days.kept
        entries = None if gone else counted.get(f"{first:%Y-%m}", 0)
        yield Month(first, first if gone else max(first, days.kept), last, entries)


def _held(family: str | None, entry: str | None, reason: str, until: str) -> Held:
    what = FamilyNumber(family) if family else str(entry)
    return Held(what, HoldReason(reason), date.fromisoformat(until))


def read_checks(found: Sequence[Mapping[str, Any]]) -> Checks:
    """The newest check, and the newest that came to an end."""
    checks = [_check(one) for one in found]
    last = next((one for one in checks if one.state is CheckState.DONE), None)
    return Checks(checks[0] if checks else None, last)


def _check(found: Mapping[str, Any]) -> Check:
    result, checked = found["result"], found["checked_at"]
    return Check(
        state=CheckState(found["state"]),
        wanted_at=datetime.fromisoformat(found["wanted_at"]),
        done=found["done"],
        size=found["size"],
        checked_at=datetime.fromisoformat(checked) if checked else None,
        result=None if result is None else RESULTS[result],
        findings=found["findings"],
    )
