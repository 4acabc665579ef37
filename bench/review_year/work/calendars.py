"""What stands in the calendars: talks, home visits in the evening, conferences with several families, admissions."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from bench.review_year.days import FIRST, LAST, at, days, is_working
from bench.review_year.people import OFFICES, Household, Member
from bench.review_year.staffing import is_there
from bench.review_year.world import World
from hub.terms.circumstances import Appointment, AppointmentKind, Assigned
from hub.terms.lists import Role

MEETING = {Role.JOBCOACH: 34, Role.JOBCOACH_U25: 30, Role.ASD_WORKER: 30, Role.PROVIDER_WORKER: 9,
           Role.BENEFIT_OFFICER: 120, Role.YOUTH_COURT_AID: 40, Role.GUARDIAN_OFFICE: 60}  # fmt: skip
"""Days between two appointments with one family."""
VISITING = (Role.ASD_WORKER, Role.PROVIDER_WORKER)
EVENING, AT_HOME = 0.12, 0.45
SEATS = (3, 4, 4, 5, 6)


def fill_calendars(world: World, chance: Random) -> None:
    """All appointments of the year go into the books."""
    for one in list(world.books.assignments):
        world.books.appointments.extend(_meetings(world, chance, one))
    for district in sorted({one.district for one in world.families}):
        world.books.appointments.extend(_conferences(world, chance, district))
    world.books.appointments.extend(_admissions(world, chance))


def _meetings(world: World, chance: Random, one: Assigned) -> Iterator[Appointment]:
    member, family = world.by_id[one.who], world.by_number[one.family]
    pace = MEETING.get(member.role)
    last = min(filter(None, (one.until, LAST)))
    day = max(one.since, FIRST) + timedelta(chance.randrange(1, pace or 2))
    while pace and day <= last:
        if is_there(world.books, member, day):
            yield _meeting(world, chance, (member, family), day)
        day += timedelta(max(2, round(chance.gauss(pace, pace / 3))))


def _meeting(world: World, chance: Random, whose: tuple[Member, Household], day: date) -> Appointment:
    member, family = whose
    visit = member.role in VISITING and chance.random() < AT_HOME
    begins = chance.randrange(member.begins + 30, member.ends - 60)
    if visit and chance.random() < EVENING:
        begins = chance.randrange(1050, 1170)
    since, length = at(day, begins), timedelta(minutes=chance.choice((30, 45, 60, 90)))
    if visit:
        way = timedelta(minutes=chance.choice((55, 60, 75)))
        world.visits.setdefault((member.id, day), []).append((since - way, since + length + way))
    return Appointment(
        kind=AppointmentKind.HOME_VISIT if visit else AppointmentKind.TALK,
        since=since,
        until=since + length,
        staff=frozenset({member.id}),
        families=frozenset({family.number}),
        entered=since - timedelta(days=chance.randrange(1, 15)),
    )


def _conferences(world: World, chance: Random, district: int) -> Iterator[Appointment]:
    """Every other week, on the weekday of the district; three to six families, and who has them. None sits alone."""
    for day in days():
        if day.weekday() != district % 4 or day.isocalendar().week % 2 or not is_working(day):
            continue
        open_ones = [one for one in world.open_on(day) if one.district == district]
        seats = chance.sample(open_ones, min(chance.choice(SEATS), len(open_ones)))
        met = _conference(world, chance, seats, day) if seats else None
        if met and len(met.staff) > 1:
            yield met


def _conference(world: World, chance: Random, seats: list[Household], day: date) -> Appointment:
    district = seats[0].district
    able = (Role.JOBCOACH, Role.JOBCOACH_U25, Role.ASD_WORKER, Role.PROVIDER_WORKER)
    there = {one.id for family in seats for one in world.holders(family, day)
             if one.role in able and is_there(world.books, one, day)}  # fmt: skip
    leads = [one for one in world.of_role(Role.FAM_COORDINATOR) if is_there(world.books, one, day)]
    there |= {chance.choice(leads).id} if leads else set()
    since = at(day, chance.choice((540, 570, 780, 810, 840)))
    families = frozenset(one.number for one in seats)
    until = since + timedelta(minutes=40 * len(seats))
    for who in there:  # all work where the conference is
        world.places[who, day] = OFFICES[district % 4]
    ref = f"K-{day:%j}-{district}"
    kind = AppointmentKind.CONFERENCE
    return Appointment(kind, since, until, frozenset(there), families, since - timedelta(days=10), ref)


def _admissions(world: World, chance: Random) -> Iterator[Appointment]:
    """Once a week the leads go through who is proposed."""
    proposed: dict[date, list[Household]] = defaultdict(list)
    for family in world.families:
        proposed[family.since - timedelta(family.since.weekday()) - timedelta(5)].append(family)
    for day in (one for one in days() if one.weekday() == 2 and is_working(one)):
        families = [one.number for one in proposed.get(day, ())]
        leads = [one for one in world.of_role(Role.FAM_COORDINATOR, Role.ASD_LEAD) if is_there(world.books, one, day)]
        if families and leads:
            since, staff = at(day, 600), frozenset(one.id for one in chance.sample(leads, min(3, len(leads))))
            until, entered = since + timedelta(minutes=90), since - timedelta(days=3)
            yield Appointment(AppointmentKind.ADMISSIONS, since, until, staff, frozenset(families), entered)
