"""Desks without cases of their own: the service centre, leads, trainees, auditors, planners, IT, data protection."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from bench.review_year.days import LAST, at, days, fullness, is_working
from bench.review_year.people import Household, Member
from bench.review_year.staffing import is_there
from bench.review_year.work.slips import mistyped
from bench.review_year.world import World
from hub.terms.circumstances import Appointment, AppointmentKind, StandingIn
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Effect, Purpose, Role
from hub.terms.logged import Deed, Logged
from hub.terms.reasons import Reason

NOTED = 0.93
"""Calls of which a note stays in the calendar: the others were too short, or somebody forgot."""
CALLS_BACK = 0.06
"""Calls after which the same family is spoken to again by the same person within a week."""
SIGNED_OFF = 6
"""Cases in a week that a lead signs off or is asked about."""
ASTRAY = 0.004
"""How often in a day somebody without cases gets to a family's page by a wrong link."""
FOLLOWED_UP, UNTIL_EVENING = 0.25, 0.03
"""A day: an officer reads in the log about one family, for a hit or since it asked; how often only in the evening."""
TALKED_OVER = 0.7
"""Of which the talk about the case stands in the calendar."""


def service(world: World, chance: Random, budget: int) -> Iterator[Logged]:
    """Many short looks at whoever calls, after a search or a number that is told."""
    desk = world.of_role(Role.BENEFIT_OFFICER, desk="service")
    shifts = [(one, day) for day in days() for one in desk if is_there(world.books, one, day)]
    total = sum(fullness(day) for _, day in shifts)
    for one, day in shifts:
        families = world.open_on(day)
        share = budget * fullness(day) / total / 1.85
        for _ in range(int(share) + (chance.random() < share % 1)):
            family = chance.choice(families)
            yield from _call(world, chance, (one, family), day)
            if chance.random() < CALLS_BACK and (later := day + timedelta(chance.randrange(1, 7))) <= LAST:
                yield from _call(world, chance, (one, family), world.next_there(one, later))


def _call(world: World, chance: Random, whose: tuple[Member, Household], day: date) -> Iterator[Logged]:
    one, family = whose
    moment = at(day, world.moment(chance, one))
    if chance.random() < 0.02:
        yield world.refused(chance, one, moment - timedelta(seconds=40), mistyped(chance, family.number))
    if chance.random() < 0.35:
        yield world.search(one, moment - timedelta(seconds=12), family.surname, family.number)
    for place in range(chance.choice((1, 1, 2, 2))):
        yield world.look(chance, one, moment + timedelta(seconds=35 * place), family.number)
    if chance.random() < NOTED:
        until = moment + timedelta(minutes=chance.choice((3, 5, 8, 15)))
        staff, families = frozenset({one.id}), frozenset({family.number})
        world.books.appointments.append(
            Appointment(AppointmentKind.OTHER, moment, until, staff, families, until, "Anruf")
        )


def leads(world: World, chance: Random) -> Iterator[Logged]:
    """Sign-offs, questions of their people, checks by the lead."""
    for one in world.of_role(Role.ASD_LEAD, Role.JOBCENTER_LEAD, Role.FAM_COORDINATOR, Role.PROVIDER_LEAD):
        for day in days():
            if is_working(day) and is_there(world.books, one, day) and chance.random() < SIGNED_OFF / 5:
                for _ in range(chance.choice((1, 1, 2))):
                    yield _signed_off(world, chance, (one, _of_their_people(world, chance, one, day)), day)


def _signed_off(world: World, chance: Random, whose: tuple[Member, Household], day: date) -> Logged:
    one, family = whose[0], whose[1].number
    moment = at(day, world.moment(chance, one))
    if chance.random() < TALKED_OVER:
        since, until = moment - timedelta(minutes=10), moment + timedelta(minutes=20)
        staff, families = frozenset({one.id}), frozenset({family})
        entered = since - timedelta(days=chance.randrange(1, 4))
        world.books.appointments.append(Appointment(AppointmentKind.TALK, since, until, staff, families, entered))
    return world.look(chance, one, moment, family)


def _of_their_people(world: World, chance: Random, one: Member, day: date) -> Household:
    families = [family for family in world.open_on(day) if family.district == one.district]
    if one.role is Role.PROVIDER_LEAD:
        orders = [(family, family.order) for family in world.open_on(day) if family.order]
        families = [
            family for family, order in orders if order.since <= day and (not order.until or day <= order.until)
        ]
    return chance.choice(families or world.open_on(day))


def trainees(world: World, chance: Random) -> Iterator[Logged]:
    """Days beside somebody with cases: entered as standing in for these families, for a week at a time."""
    for one in world.of_role(Role.JOBCOACH, desk="trainee"):
        mentors = [other for other in world.of_role(Role.JOBCOACH) if other.id != one.id]
        for first in (day for day in days() if day.weekday() == 0):
            mentor = chance.choice(mentors)
            rows = [row for row in world.books.assignments if row.who == mentor.id and row.holds_on(first)][:12]
            last, entered = first + timedelta(4), at(first, 440)
            by = chance.choice(world.of_role(Role.FAM_COORDINATOR)).id
            for row in rows:
                world.books.deputies.append(
                    StandingIn(
                        one.id, mentor.id, row.family, first, last, self_declared=False, entered_by=by, entered=entered
                    )
                )
            for day in (first + timedelta(place) for place in range(5)):
                if rows and is_working(day) and is_there(world.books, one, day):
                    for _ in range(chance.choice((2, 3, 5))):
                        moment = at(day, world.moment(chance, one))
                        yield world.look(chance, one, moment, chance.choice(rows).family)


def audits(world: World, chance: Random) -> Iterator[Logged]:
    """Two weeks in the year: a drawn list of files, gone through in the order of their numbers."""
    for one in world.of_role(Role.AUDITOR):
        for first in (date(2026, 5, 18), date(2026, 11, 9)):
            drawn = sorted(chance.sample(world.families, min(40, len(world.families))), key=lambda each: each.number)
            there = [
                day for day in (first + timedelta(later) for later in range(28)) if is_there(world.books, one, day)
            ]
            for place, family in enumerate(drawn):
                day, minute = (
                    there[place // 10],
                    540 + 35 * (place % 10) + chance.uniform(0, 20),
                )
                yield world.look(chance, one, at(day, minute), family.number, basis=("audit",))


def officers(world: World, chance: Random) -> Iterator[Logged]:
    """The data protection officers at the log, IT at its own pages, planners at tables."""
    for day in (one for one in days() if is_working(one)):
        for one in world.of_role(Role.DPO):
            if is_there(world.books, one, day):
                yield from _officer(world, chance, one, day)
        for one in world.of_role(Role.PLANNER, Role.IT_ADMIN):
            if chance.random() < ASTRAY and is_there(world.books, one, day):
                family = chance.choice(world.families).number
                moment = at(day, world.moment(chance, one))
                yield world.refused(chance, one, moment, family, purpose=Purpose.PLANNING_STATISTICS,
                                    reason=Reason.PURPOSE_NOT_ALLOWED)  # fmt: skip


def _officer(world: World, chance: Random, one: Member, day: date) -> Iterator[Logged]:
    """The monthly sample, and what is followed up: some lines of one family, often again on the next day."""
    for _ in range(chance.randrange(10, 40) if 4 <= day.day <= 8 else 0):
        yield _at_the_log(world, chance, (one, None), at(day, chance.uniform(540, 900)))
    if chance.random() >= FOLLOWED_UP:
        return
    family = chance.choice(world.families).number
    for when in (day, world.next_there(one, day + timedelta(1)))[: chance.choice((1, 1, 2))]:
        minute = chance.uniform(1150, 1230) if chance.random() < UNTIL_EVENING else chance.uniform(540, 960)
        for later in range(chance.choice((1, 1, 2, 3, 5))):
            yield _at_the_log(world, chance, (one, family), at(when, minute + 4 * later))


def _at_the_log(world: World, chance: Random, whose: tuple[Member, FamilyNumber | None], moment: datetime) -> Logged:
    return world.look(chance, whose[0], moment, whose[1], event="log.read", action=Deed.LOG, basis=(),
                      purpose=Purpose.DPO_CONTROL, categories=(), persons=("",), effect=Effect.PERMIT)  # fmt: skip
