"""The daily work on one's own cases and on those of whom one stands in for: the largest part of the log."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from bench.review_year.days import at, days, fullness, is_deadline_week, is_working
from bench.review_year.people import Member
from bench.review_year.staffing import is_there
from bench.review_year.work.slips import slip
from bench.review_year.world import World
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Role
from hub.terms.logged import Deed, Logged

BUSY = {Role.JOBCOACH: 1.2, Role.JOBCOACH_U25: 1.2, Role.BENEFIT_OFFICER: 1.4, Role.ASD_WORKER: 1.2,
        Role.YOUTH_HELP_FINANCE: 1.6, Role.PROVIDER_WORKER: 0.5, Role.YOUTH_COURT_AID: 0.4,
        Role.GUARDIAN_OFFICE: 0.4}  # fmt: skip
IN_CRISIS, NEAR_APPOINTMENT, STOOD_IN_FOR = 6.0, 4.0, 0.5
EXPORTING, DEADLINE = 0.012, 6.0
SEARCHING = 0.25
SICK, ILL_AT_WORK = 9, 0.25
"""Shorter absences are mostly sickness, and one in four of those begins at the desk."""
ABOUT_THE_PARENT = 0.6
EVENING = 0.015
"""How many of a day's openings lie within two hours after the usual end: who could not finish."""


class Cases:
    """Whose cases they are on a day, with those stood in for, and how much each asks for."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rows: dict[str, list[tuple[date, date | None, FamilyNumber, float]]] = defaultdict(list)
        for one in world.books.assignments:
            weight = 0.3 + Random(f"{world.seed} {one.family}").expovariate(1.0)
            self._rows[one.who].append((one.since, one.until, one.family, weight))
        for other in world.books.deputies:
            self._rows[other.who].append((other.since, other.until, other.family, STOOD_IN_FOR))
        self._near: dict[tuple[str, date], set[FamilyNumber]] = defaultdict(set)
        for meeting in world.books.appointments:
            for who in meeting.staff:
                self._near[who, legal_day(meeting.since)].update(meeting.families)

    def of(self, member: Member, day: date) -> tuple[list[FamilyNumber], list[float]]:
        """Families and their weights; a crisis, or an appointment today or tomorrow, raises it."""
        soon = self._near[member.id, day] | self._near[member.id, day + timedelta(1)]
        weights: dict[FamilyNumber, float] = {}
        for since, until, family, weight in self._rows[member.id]:
            if since <= day and (until is None or day <= until):
                crisis = any(first <= day <= last for first, last in self._world.by_number[family].crises)
                raised = weight * (IN_CRISIS if crisis else 1) * (NEAR_APPOINTMENT if family in soon else 1)
                weights[family] = max(raised, weights.get(family, 0))
        return list(weights), list(weights.values())


def casework(world: World, chance: Random, budget: int) -> Iterator[Logged]:
    """About as many looks as the budget says, over all who have cases, by how full their days are."""
    cases, shifts = Cases(world), []
    for day in days():
        for one in world.members:
            if one.role in BUSY and not one.desk and is_there(world.books, one, day):
                length = (one.ends - one.begins) / 510
                shifts.append((one, day, BUSY[one.role] * fullness(day) * length))
    total, owed = sum(weight for *_, weight in shifts), dict.fromkeys(world.by_id, 0.0)
    for one, day, weight in shifts:
        families, weights = cases.of(one, day)
        owed[one.id] += budget * weight / total
        while families and owed[one.id] >= 1:
            [family] = chance.choices(families, weights)
            made = list(_opening(world, chance, (one, family), day))
            owed[one.id] -= len(made)
            yield from made


def went_home_ill(world: World, chance: Random) -> Iterator[Logged]:
    """Who fell ill at work had read until then; the calendar says that they were away all day."""
    for one in world.members:
        for first, last in world.books.absences.get(one.id, ()):
            if one.desk or (last - first).days >= SICK or not is_working(first) or chance.random() >= ILL_AT_WORK:
                continue
            if any(row != (first, last) and row[0] <= first <= row[1] for row in world.books.absences[one.id]):
                continue  # who is on leave does not fall ill at the desk
            rows = [row.family for row in world.books.assignments if row.who == one.id and row.holds_on(first)]
            for _ in range(chance.randrange(1, 5)):
                if rows:
                    moment = at(first, chance.uniform(one.begins, one.begins + 150))
                    yield world.look(chance, one, moment, chance.choice(rows))


def _opening(world: World, chance: Random, whose: tuple[Member, FamilyNumber], day: date) -> Iterator[Logged]:
    """Somebody opens a file and goes through one to six parts of it, one after the other."""
    one, family = whose
    minute = world.moment(chance, one)
    if chance.random() < EVENING:
        minute = chance.uniform(one.ends, one.ends + 120)
    moment = at(day, minute)
    yield from slip(world, chance, whose, moment)
    if chance.random() < SEARCHING:
        yield world.search(one, moment - timedelta(seconds=chance.randrange(6, 40)), _words(world, family), family)
    purpose, persons = world.look(chance, one, moment, family).purpose, _persons(world, chance, family, day)
    for _ in range(chance.choice((1, 1, 2, 2, 3, 4, 6))):
        yield world.look(chance, one, moment, family, purpose=purpose, persons=persons)
        moment += timedelta(seconds=chance.randrange(9, 300))
    rate = EXPORTING * (DEADLINE if is_deadline_week(day) else 1)
    if chance.random() < rate:
        yield _export(world, chance, whose, moment)


def _persons(world: World, chance: Random, number: FamilyNumber, day: date) -> tuple[str, ...]:
    """Whom an opening is about: mostly the parent who is spoken to; in half of all crises always the same child."""
    family = world.by_number[number]
    crisis = next((first for first, last in family.crises if first <= day <= last), None)
    size = len(family.persons)
    if crisis is not None and crisis.toordinal() % 2:
        return (f"P-{2 + crisis.toordinal() % max(1, size - 1)}",)
    return ("P-1",) if chance.random() < ABOUT_THE_PARENT else (f"P-{chance.randrange(1, size + 1)}",)


def _export(world: World, chance: Random, whose: tuple[Member, FamilyNumber], moment: datetime) -> Logged:
    """Of what is usual for the role: who pays benefits prints benefits."""
    return world.look(chance, whose[0], moment, whose[1], action=Deed.EXPORT)


def _words(world: World, family: FamilyNumber) -> str:
    return world.by_number[family].surname
