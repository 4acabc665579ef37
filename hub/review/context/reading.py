"""A controller's context of some days, out of what the database says."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from hub.gate.house import House
from hub.review.context.context import Context, Days
from hub.review.context.store import Reading, Rows, Wanted, load_rows
from hub.terms.circumstances import (
    Appointment,
    AppointmentKind,
    Assigned,
    ConsentTimes,
    Input,
    MatchKind,
    Procedure,
    SampleAtWork,
    Shift,
    Standing,
    StandingIn,
)
from hub.terms.clock import day_begins
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency
from hub.terms.people import FamStatus

Row = Sequence[Any]


def read_context(house: House, reading: Reading, since: datetime, until: datetime) -> Context:
    """All that a controller's review may know of this time. One statement, however many families there are.

    `reading` names the committed entry with which an officer, or a batch, reads the log. DatabaseRefused without it.
    """
    return read_wanted(house, reading, Wanted(since, until))


def read_wanted(house: House, reading: Reading, wanted: Wanted) -> Context:
    """The same of these members of staff and families alone."""
    return parse_context(load_rows(house.db, reading, wanted), reading.controller)


def parse_context(rows: Rows, controller: Agency) -> Context:
    """The context out of the database's words."""
    delivered = _delivered(rows["delivered"])
    units = {str(who): str(unit) for who, unit in rows["own"]}
    return Context(
        controller=controller,
        own=frozenset(units),
        delivered=delivered.get(controller.value, {}),
        of_providers={who: delivered.get(unit, {}) for who, unit in units.items() if unit != controller.value},
        shifts=_grouped(rows["duty"], lambda row: Shift(_at(row[1]), _at(row[2]), on_call=bool(row[3]))),
        absences=_grouped(rows["absences"], lambda row: (_day(row[1]), _day(row[2]))),
        ended={str(who): _day(last) for who, last in rows["ended"]},
        dates=tuple(map(_appointment, rows["appointments"])),
        assignments=tuple(map(_assigned, rows["assignments"])),
        deputies=tuple(map(_standing_in, rows["deputies"])),
        papers=tuple(map(_consent, rows["papers"])),
        procedures=tuple(map(_procedure, rows["procedures"])),
        standings={FamilyNumber(row[0]): tuple(_standings(row)) for row in rows["standings"]},
        died={
            FamilyNumber(row[0]): {str(ref): _day(day) for ref, day in row[3]} for row in rows["standings"] if row[3]
        },
        hits=_hits(rows["matches"]),
        staff_families=_numbers(rows["staff_families"]),
        protected_families=_numbers(rows["protected_families"]),
        samples=tuple(map(_sample, rows["samples"])),
    )


def _delivered(rows: Iterable[Row]) -> Mapping[str, Mapping[Input, Days]]:
    found: dict[str, dict[Input, Days]] = defaultdict(dict)
    for kind, unit, first, last in rows:
        found[str(unit)][Input(kind)] = (_day(first), _day(last))
    return found


def _grouped(rows: Iterable[Row], make: Any) -> Mapping[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[str(row[0])].append(make(row))
    return {who: tuple(each) for who, each in found.items()}


def _appointment(row: Row) -> Appointment:
    ref, kind, since, until, staff, families, made = row
    return Appointment(
        kind=AppointmentKind(kind),
        since=_at(since),
        until=_at(until),
        staff=frozenset(map(str, staff)),
        families=frozenset(FamilyNumber(str(one)) for one in families),
        entered=_at_or_none(made),
        ref=str(ref),
    )


def _assigned(row: Row) -> Assigned:
    who, family, since, until, entered = row
    return Assigned(str(who), FamilyNumber(family), _day(since), _day(until) if until else None, _at_or_none(entered))


def _standing_in(row: Row) -> StandingIn:
    who, other, family, since, until, self_declared, by, entered = row
    return StandingIn(
        who=str(who),
        stands_in_for=str(other),
        family=FamilyNumber(family),
        since=_day(since),
        until=_day(until),
        self_declared=bool(self_declared),
        entered_by=str(by) if by else None,
        entered=_at_or_none(entered),
    )


def _consent(row: Row) -> ConsentTimes:
    number, family, since, until, signed, withdrawn, narrowed, entered, by, spoken, written, refused = row
    return ConsentTimes(
        number=str(number),
        family=FamilyNumber(family),
        since=_day(since),
        until=_day(until),
        signed=_at_or_none(signed),
        withdrawn=_at_or_none(withdrawn),
        entered=_at_or_none(entered),
        entered_by=str(by) if by else None,
        spoken=bool(spoken),
        confirmed=day_begins(_day(written)) if written else None,
        refused=bool(refused),
        narrowed=_at_or_none(narrowed),
    )


def _procedure(row: Row) -> Procedure:
    family, since, until, team = row
    return Procedure(FamilyNumber(family), _at(since), _at_or_none(until), frozenset(map(str, team)))


def _sample(row: Row) -> SampleAtWork:
    officer, month, drawn, signed, claimed = row
    return SampleAtWork(str(officer), _day(month), _at(drawn), _at_or_none(signed), claimed=bool(claimed))


def _standings(row: Row) -> Iterable[Standing]:
    """Before the end it was admitted; since when stands in the record alone."""
    status, exit_date = row[1:3]
    if status == FamStatus.ENDED and exit_date:
        last = _day(exit_date)
        yield Standing(FamStatus.ADMITTED, None, last)
        yield Standing(FamStatus.ENDED, last + timedelta(days=1))
    else:
        yield Standing(FamStatus(status))


def _hits(rows: Iterable[Row]) -> Mapping[tuple[str, FamilyNumber], frozenset[MatchKind]]:
    found: dict[tuple[str, FamilyNumber], set[MatchKind]] = defaultdict(set)
    for who, family, kind in rows:
        found[str(who), FamilyNumber(family)].add(MatchKind(kind))
    return {pair: frozenset(kinds) for pair, kinds in found.items()}


def _numbers(rows: Iterable[Any]) -> frozenset[FamilyNumber]:
    return frozenset(FamilyNumber(str(number)) for number in rows)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _at_or_none(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(text: str) -> date:
    return date.fromisoformat(text)
