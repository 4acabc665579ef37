"""Duty, absences, appointments and procedures of a load file: rows for the review, or what is wrong, place by place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from hub.exchange.reading import Document
from hub.terms.clock import BERLIN, legal_day
from hub.terms.ids import StaffId

LONGEST = 400
"""Days of one line of a roster, and of one absence."""
_KINDS = {"roster": "roster", "leave": "absences", "appointments": "appointments", "procedures": "procedures"}

Row = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """Who and what a line may name. Days before `first_kept` are left out: a log would not hold them any more."""

    staff: Mapping[str, StaffId]
    families: frozenset[str]
    agencies: frozenset[str]
    first_kept: date


@dataclass(frozen=True)
class _Reading:
    known: Known
    errors: list[str]
    rows: dict[str, list[Row]] = field(
        default_factory=lambda: {"duty": [], "absence": [], "appointment": [], "procedure": [], "delivered": []}
    )

    def staff(self, place: str, ref: str) -> str:
        if ref not in self.known.staff:
            self.errors.append(f"{place}: no such staff, here or in the hub")
        return str(self.known.staff.get(ref, ""))

    def family(self, place: str, number: str) -> str:
        if number not in self.known.families:
            self.errors.append(f"{place}: no such family, here or in the hub")
        return number

    def days(self, place: str, one: Document) -> tuple[date, date]:
        first, last = date.fromisoformat(one["from"]), date.fromisoformat(one["to"])
        if last < first:
            self.errors.append(f"{place}: to lies before from")
        elif (last - first).days >= LONGEST:
            self.errors.append(f"{place}: more than {LONGEST} days")
        return max(first, self.known.first_kept), last

    def instants(self, place: str, one: Document) -> tuple[datetime, datetime | None]:
        since, until = datetime.fromisoformat(one["from"]), one.get("to")
        ends = datetime.fromisoformat(until) if until else None
        if ends is not None and ends <= since:
            self.errors.append(f"{place}: to does not lie after from")
        return since, ends

    def came(self, name: str, staff: Sequence[str], first: date, last: date) -> None:
        """Without a word about it, what came is all for its days."""
        self.rows["delivered"] += [
            {"kind": _KINDS[name], "staff": one, "first": first.isoformat(), "last": last.isoformat()} for one in staff
        ]


def read_inputs(document: Document, known: Known, errors: list[str]) -> Mapping[str, Sequence[Row]]:
    """Rows by list; what is wrong is added to `errors`."""
    reading = _Reading(known, errors)
    _duty(reading, document)
    _absences(reading, document)
    _appointments(reading, document)
    _procedures(reading, document)
    _delivered(reading, document)
    return reading.rows


def _duty(reading: _Reading, document: Document) -> None:
    for number, one in enumerate(document.get("roster", ())):
        place = f"roster[{number}]"
        staff = reading.staff(f"{place}.staff", one["staff"])
        first, last = reading.days(place, one)
        if reading.errors or last < first:
            continue
        reading.rows["duty"] += [
            {
                "staff": staff,
                "since": since.isoformat(),
                "until": until.isoformat(),
                "on_call": one.get("on_call", False),
            }
            for since, until in _shifts(one, first, last)
        ]
        reading.came("roster", [staff], first, last)


def _shifts(one: Document, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    """By the clocks of Berlin: the night of a change of time has its own length."""
    start, end = time.fromisoformat(one["start"]), time.fromisoformat(one["end"])
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day.isoweekday() in one["weekdays"]:
            ends_on = day if start < end else day + timedelta(days=1)
            yield datetime.combine(day, start, BERLIN), datetime.combine(ends_on, end, BERLIN)


def _absences(reading: _Reading, document: Document) -> None:
    for number, one in enumerate(document.get("leave", ())):
        place = f"leave[{number}]"
        staff = reading.staff(f"{place}.staff", one["staff"])
        reading.days(place, one)
        if reading.errors or one["to"] < reading.known.first_kept.isoformat():
            continue
        reading.rows["absence"].append({"staff": staff, "first": one["from"], "last": one["to"]})
        reading.came("leave", [staff], date.fromisoformat(one["from"]), date.fromisoformat(one["to"]))


def _appointments(reading: _Reading, document: Document) -> None:
    for number, one in enumerate(document.get("appointments", ())):
        place = f"appointments[{number}]"
        staff = [reading.staff(f"{place}.staff[{n}]", ref) for n, ref in enumerate(one["staff"])]
        families = [reading.family(f"{place}.families[{n}]", ref) for n, ref in enumerate(one.get("families", ()))]
        since, until = reading.instants(place, one)
        if reading.errors or until is None or legal_day(until) < reading.known.first_kept:
            continue
        row = {"ref": one["id"], "kind": one["kind"], "since": one["from"], "until": one["to"], "staff": staff}
        reading.rows["appointment"].append(row | {"families": families, "made_at": one.get("entered_at")})
        reading.came("appointments", staff, legal_day(since), legal_day(until))


def _procedures(reading: _Reading, document: Document) -> None:
    for number, one in enumerate(document.get("procedures", ())):
        place = f"procedures[{number}]"
        staff = [reading.staff(f"{place}.staff[{n}]", ref) for n, ref in enumerate(one["staff"])]
        family = reading.family(f"{place}.family", one["family"])
        since, until = reading.instants(place, one)
        if reading.errors or (until is not None and legal_day(until) < reading.known.first_kept):
            continue
        row = {"ref": one["id"], "family": family, "since": one["from"], "until": one.get("to"), "staff": staff}
        reading.rows["procedure"].append(row)
        reading.came("procedures", staff, legal_day(since), legal_day(until or since))


def _delivered(reading: _Reading, document: Document) -> None:
    """Where it is said for which days a list is all, nothing is worked out for that list."""
    said: list[Row] = []
    for number, one in enumerate(document.get("delivered", ())):
        place = f"delivered[{number}]"
        if one["agency"] not in reading.known.agencies:
            reading.errors.append(f"{place}.agency: no such agency, here or in the hub")
        first, last = reading.days(place, one)
        if first <= last:
            said += [
                {"kind": _KINDS[name], "unit": one["agency"], "first": one["from"], "last": one["to"]}
                for name in one["lists"]
            ]
    kinds = {row["kind"] for row in said}
    reading.rows["delivered"] = [row for row in reading.rows["delivered"] if row["kind"] not in kinds] + said
