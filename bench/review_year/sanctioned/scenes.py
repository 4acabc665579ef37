"""What the forms of this set share: times of an evening or an ordinary day, looks in a row, notes, colleagues."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Unpack

from bench.review_year.days import FIRST, LAST, at
from bench.review_year.people import Household, Member
from bench.review_year.prying import LET_IN, WIDE, curious, in_office_hours, pair, some_day
from bench.review_year.staffing import is_there
from bench.review_year.world import More, World
from hub.terms.circumstances import Appointment, AppointmentKind, Assigned, MatchKind
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Role
from hub.terms.logged import Logged


def by_day(world: World, chance: Random, who: Member, day: date, gaps: Iterable[int]) -> Iterator[datetime]:
    """A moment of their usual hours so many days after the first, or when they come next."""
    for gap in gaps:
        yield in_office_hours(world, chance, who, day + timedelta(gap))


def by_evening(world: World, chance: Random, who: Member, day: date, gaps: Iterable[int]) -> Iterator[datetime]:
    """Half an hour to three hours after their usual end, on days on which they worked."""
    for gap in gaps:
        yield at(world.next_there(who, day + timedelta(gap)), chance.uniform(who.ends + 30, who.ends + 180))


def steps(chance: Random, often: int, low: int, high: int) -> list[int]:
    """So many days, the first at once, each so far after the one before."""
    gaps = [0]
    for _ in range(often - 1):
        gaps.append(gaps[-1] + chance.randrange(low, high + 1))
    return gaps


def through(
    world: World, chance: Random, who: Member, moment: datetime, family: FamilyNumber, **more: Unpack[More]
) -> Iterator[Logged]:
    """One to four parts of one file, or one refusal where the role does not reach it and luck has it so."""
    if who.role not in WIDE and chance.random() >= LET_IN:
        yield world.refused(chance, who, moment, family)
        return
    for _ in range(chance.choice((1, 1, 2, 2, 4))):
        yield world.look(chance, who, moment, family, **more)
        moment += timedelta(seconds=chance.randrange(15, 160))


def put_down(
    world: World,
    who: Iterable[Member],
    family: FamilyNumber,
    when: tuple[datetime, int, datetime],
    kind: AppointmentKind = AppointmentKind.OTHER,
) -> None:
    """A line in the calendar: from when, how many minutes, and when it was written."""
    since, minutes, entered = when
    until = since + timedelta(minutes=minutes)
    staff = frozenset(one.id for one in who)
    world.books.appointments.append(Appointment(kind, since, until, staff, frozenset({family}), entered))


def friend_of(world: World, chance: Random, one: Member, day: date, *roles: Role) -> Member:
    """Somebody of these roles, or of the same, who is there and is not they."""
    able = [other for other in world.of_role(*(roles or (one.role,))) if other.id != one.id]
    return chance.choice([other for other in able if is_there(world.books, other, day)] or able)


def kin(world: World, chance: Random, kind: MatchKind, *roles: Role) -> tuple[Member, Household, date]:
    """A stranger to the case whom the books know to be close to the family."""
    who, family, day = pair(world, chance, *roles)
    world.books.matches.setdefault((who.id, family.number), set()).add(kind)
    return who, family, day


def near_the_house(world: World, chance: Random, *roles: Role) -> tuple[Member, FamilyNumber, date]:
    """Somebody, a colleague's family that they never had, and a day on which they are there."""
    day = some_day(world, chance)
    able = [one for one in sorted(world.books.colleagues) if world.is_open(world.by_number[one], day)]
    number = chance.choice(able or sorted(world.books.colleagues))
    among = world.of_role(*roles) if roles else curious(world)
    return world.stranger_to(chance, world.by_number[number], among, day), number, day


def case_of(world: World, chance: Random, *roles: Role) -> tuple[Member, Household, date]:
    """Somebody of these roles with an open case of theirs, on a day on which they are there."""
    while True:
        day = some_day(world, chance)
        family = world.open_family(chance, day)
        able = [one for one in world.holders(family, day) if one.role in roles and is_there(world.books, one, day)]
        if able and is_there(world.books, able[0], day):
            return able[0], family, day


def had_before(world: World, chance: Random, *roles: Role) -> tuple[Member, Assigned]:
    """Somebody who works on, and a case of theirs that ended by May to September."""
    rows = [(world.by_id[one.who], one) for one in world.books.assignments
            if one.until and FIRST + timedelta(30) < one.until < LAST - timedelta(120)]  # fmt: skip
    able = [row for row in rows if row[0].role in roles and row[0].until is None]
    return chance.choice(able)


def strangers(world: World, chance: Random, who: Member, day: date, often: int) -> list[FamilyNumber]:
    """So many open families that they never had."""
    known = {one.family for one in world.books.assignments if one.who == who.id}
    known |= {one.family for one in world.books.deputies if one.who == who.id}
    able = [one.number for one in world.open_on(day) if one.number not in known]
    return chance.sample(able, min(often, len(able)))


def away(world: World, chance: Random, among: Iterable[Member], longest: int) -> tuple[Member, date]:
    """One of these and the first day of an absence of theirs that is longer than so many days."""
    rows = [(one, first) for one in among if one.until is None
            for first, last in world.books.absences.get(one.id, ())
            if (last - first).days >= longest and max(one.since, FIRST) < first < LAST - timedelta(20)]  # fmt: skip
    return chance.choice(rows)
