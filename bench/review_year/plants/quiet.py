"""Snooping that keeps to office hours and small numbers."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from bench.review_year.days import LAST, at
from bench.review_year.planting import form
from bench.review_year.prying import in_office_hours, pair, peek, some_day
from bench.review_year.world import World
from hub.terms.circumstances import StandingIn
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged


@form(times=3)
def browsing_at_lunch(world: World, chance: Random) -> Iterator[Logged]:
    """At the service desk, when nobody calls: eight families within half an hour, out of curiosity."""
    desk = world.of_role(Role.BENEFIT_OFFICER, desk="service")
    who = chance.choice(desk)
    day = world.working_day(chance, who, some_day(world, chance))
    moment = at(day, chance.uniform(715, 740))
    for family in chance.sample(world.open_on(day), min(8, len(world.open_on(day)))):
        yield world.look(chance, who, moment, family.number)
        moment += timedelta(seconds=chance.randrange(90, 300))


@form(times=3)
def lead_and_one_family(world: World, chance: Random) -> Iterator[Logged]:
    """A lead reads one family again and again "as supervision", without any talk about the case."""
    who, family, day = pair(world, chance, Role.JOBCENTER_LEAD, Role.ASD_LEAD)
    for later in (0, 2, 3, 7, 9):
        moment = in_office_hours(world, chance, who, day + timedelta(later))
        yield world.look(chance, who, moment, family.number, purpose=Purpose.SUPERVISION)


@form(times=3)
def two_numbers_a_week(world: World, chance: Random) -> Iterator[Logged]:
    """Two foreign case numbers a week, for ten weeks, all refused."""
    who, _, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    for week in range(10):
        for place in (0, 2):
            number = FamilyNumber(f"FAM-2024-{chance.randrange(1, 300):04}")
            moment = in_office_hours(world, chance, who, day + timedelta(7 * week + place))
            yield world.refused(chance, who, moment, number)


@form(times=3)
def after_standing_in(world: World, chance: Random) -> Iterator[Logged]:
    """Who stood in for a colleague keeps reading the colleague's families weeks after she is back."""
    role = chance.choice((Role.JOBCOACH, Role.ASD_WORKER))
    rows = [one for one in world.books.deputies if world.by_id[one.who].role is role and not world.by_id[one.who].desk]
    rows = [one for one in rows if one.until < LAST - timedelta(60)]
    stood = chance.choice(rows)
    who = world.by_id[stood.who]
    had = {one.family for one in world.books.assignments if one.who == who.id}
    families = sorted({one.family for one in rows if (one.who, one.until) == (stood.who, stood.until)} - had)
    for place, number in enumerate((families or [stood.family])[:4]):
        yield world.look(chance, who, in_office_hours(world, chance, who, stood.until + timedelta(20 + place)), number)


@form(times=3)
def trainee_alone(world: World, chance: Random) -> Iterator[Logged]:
    """A trainee opens families of people beside whom they do not sit this week."""
    who = chance.choice(world.of_role(Role.JOBCOACH, desk="trainee") or world.of_role(Role.JOBCOACH))
    day = world.working_day(chance, who, some_day(world, chance))
    for place in range(6):
        family = world.open_family(chance, day)
        yield world.look(chance, who, at(day, 560 + 40 * place + chance.uniform(0, 20)), family.number)


@form(times=3)
def of_a_colleague_at_the_provider(world: World, chance: Random) -> Iterator[Logged]:
    """A provider's worker tries the family of another worker of the same provider, four days in a row."""
    who, family, day = pair(world, chance, Role.PROVIDER_WORKER)
    for later in range(4):
        yield peek(world, chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number)


@form(times=3)
def auditor_out_of_season(world: World, chance: Random) -> Iterator[Logged]:
    """The auditor reads files when there is no audit."""
    who = world.of_role(Role.AUDITOR)[0]
    day = world.working_day(chance, who, date(2026, 7, 6), date(2026, 9, 20))
    for later in (0, 0, 1, 2):
        family = world.open_family(chance, day)
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number)


@form(times=3)
def fraud_hunt(world: World, chance: Random) -> Iterator[Logged]:
    """Own cases searched for abuse, family after family, by somebody whose task that is not."""
    who, _, day = pair(world, chance, Role.YOUTH_HELP_FINANCE, Role.ASD_WORKER)
    rows = [one.family for one in world.books.assignments if one.who == who.id and one.holds_on(day)]
    for later, number in enumerate(chance.sample(rows, min(5, len(rows)))):
        moment = in_office_hours(world, chance, who, day + timedelta(later))
        yield world.look(chance, who, moment, number, purpose=Purpose.SGB2_FRAUD_CONTROL,
                         categories=(Category.BENEFIT_STATUS,))  # fmt: skip


@form(times=3)
def lent_deputy(world: World, chance: Random) -> Iterator[Logged]:
    """A lead enters a deputy for a colleague who is at work, as a favour, and the family is read for a week."""
    who, family, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    lead = chance.choice(world.of_role(Role.FAM_COORDINATOR, Role.ASD_LEAD))
    there = [one for one in world.holders(family, day) if world.next_there(one, day) == day] or [who]
    entered = at(day, 480)
    yield world.look(chance, lead, entered, family.number, event="mandate.deputy_granted", action=Deed.MANDATE,
                     purpose=None)  # fmt: skip
    last = day + timedelta(6)
    world.books.deputies.append(
        StandingIn(
            who.id, there[0].id, family.number, day, last, self_declared=False, entered_by=lead.id, entered=entered
        )
    )
    for later in (0, 1, 2, 4):
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number)
