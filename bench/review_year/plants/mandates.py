"""Snooping behind a mandate that is over, not there yet, made up, or borrowed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from bench.review_year.days import FIRST, LAST, at
from bench.review_year.people import Household, Member
from bench.review_year.planting import form
from bench.review_year.prying import in_office_hours, pair, peek
from bench.review_year.staffing import is_away
from bench.review_year.world import World
from hub.terms.circumstances import Assigned, StandingIn
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged
from hub.terms.reasons import Reason


@form(times=5)
def slow_trickle(world: World, chance: Random) -> Iterator[Logged]:
    """One look a week at one family, for ten weeks, by somebody who has nothing to do with it."""
    who, family, day = pair(world, chance, Role.BENEFIT_OFFICER)
    for week in range(10):
        first = day + timedelta(7 * week)
        when = world.working_day(chance, who, first, first + timedelta(5))
        yield world.look(chance, who, in_office_hours(world, chance, who, when), family.number)


@form(times=5)
def after_the_assignment(world: World, chance: Random) -> Iterator[Logged]:
    """Whoever had the case looks in again, weeks after it went to a colleague."""
    who, family, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    over = day - timedelta(chance.randrange(20, 90))
    world.books.assignments.append(Assigned(who.id, family.number, date(2024, 5, 2), over, at(date(2024, 5, 2), 600)))
    for later in sorted(chance.sample(range(30), 3)):
        when = world.working_day(chance, who, day + timedelta(later), day + timedelta(later + 3))
        yield peek(world, chance, who, in_office_hours(world, chance, who, when), family.number)


@form(times=5)
def before_the_assignment(world: World, chance: Random) -> Iterator[Logged]:
    """First the look, then the assignment, entered by the same person some hours later."""
    who, family, day = pair(world, chance, Role.JOBCOACH, Role.BENEFIT_OFFICER)
    moment = at(day, chance.uniform(who.begins, who.ends - 200))
    entered = moment + timedelta(minutes=chance.uniform(20, 180))
    yield world.look(chance, who, moment, family.number)
    yield world.look(chance, who, moment + timedelta(minutes=4), family.number)
    world.books.assignments.append(Assigned(who.id, family.number, day, day + timedelta(5), entered))
    yield _assigned(world, chance, (who, family), entered)


@form(times=5)
def assigned_backwards(world: World, chance: Random) -> Iterator[Logged]:
    """Looks over a week, then an assignment that claims to have begun before them."""
    who, family, day = pair(world, chance, Role.JOBCOACH, Role.BENEFIT_OFFICER)
    for later in (0, 1, 3):
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number)
    entered = at(day + timedelta(8), 700)
    since = day - timedelta(3)
    world.books.assignments.append(Assigned(who.id, family.number, since, day + timedelta(9), entered))
    yield _assigned(world, chance, (who, family), entered)


def _assigned(world: World, chance: Random, whose: tuple[Member, Household], moment: datetime) -> Logged:
    return world.look(chance, whose[0], moment, whose[1].number, event="mandate.assigned", action=Deed.MANDATE,
                      purpose=None)  # fmt: skip


def _present_holder(world: World, chance: Random, family: Household, day: date) -> Member | None:
    rows = [one for one in world.holders(family, day) if not is_away(world.books, one.id, day)]
    return chance.choice(rows) if rows else None


@form(times=5)
def own_deputy(world: World, chance: Random) -> Iterator[Logged]:
    """Somebody makes themselves the deputy of a colleague who is there, and looks."""
    who, family, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    holder = _present_holder(world, chance, family, day)
    for later in (0, 3, 9):
        when = day + timedelta(later)
        moment = at(when, chance.uniform(1000, 1380))
        if holder:
            world.books.deputies.append(
                StandingIn(
                    who.id, holder.id, family.number, when, when, self_declared=True, entered_by=who.id, entered=moment
                )
            )
        yield world.look(chance, who, moment, family.number, event="mandate.deputy_taken", action=Deed.TAKE_OVER,
                         purpose=None, words="Vertretung übernehmen")  # fmt: skip
        yield world.look(chance, who, moment + timedelta(seconds=40), family.number)


@form(times=4)
def chain_of_deputies(world: World, chance: Random) -> Iterator[Logged]:
    """Somebody stands in for a colleague who only stands in herself, and looks at the third one's families."""
    who, family, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    between = world.stranger_to(chance, family, [one for one in world.of_role(who.role) if one.id != who.id], day)
    holder = next(iter(world.holders(family, day)), between)
    entered, last = at(day, 470), day + timedelta(3)
    world.books.deputies.append(
        StandingIn(
            between.id, holder.id, family.number, day, last, self_declared=False, entered_by=holder.id, entered=entered
        )
    )
    world.books.deputies.append(
        StandingIn(who.id, between.id, family.number, day, last, self_declared=True, entered_by=who.id, entered=entered)
    )
    yield world.look(chance, who, entered, family.number, event="mandate.deputy_taken", action=Deed.TAKE_OVER,
                     purpose=None, words="stehe für die Vertretung ein")  # fmt: skip
    for later in (0, 0, 2):
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number)


@form(times=4)
def closed_file(world: World, chance: Random) -> Iterator[Logged]:
    """A family whose case was closed months ago is opened, on several days."""
    gone = [one for one in world.families if one.ended and one.ended < LAST - timedelta(150)]
    family = chance.choice(gone)
    assert family.ended is not None
    first = max(FIRST, family.ended + timedelta(95))
    who = world.stranger_to(chance, family, world.of_role(Role.JOBCOACH, Role.BENEFIT_OFFICER), first)
    for later in (0, 1, 6):
        when = world.working_day(chance, who, first + timedelta(later), first + timedelta(later + 20))
        yield world.look(chance, who, in_office_hours(world, chance, who, when), family.number)


@form(times=4)
def archive_by_former_worker(world: World, chance: Random) -> Iterator[Logged]:
    """Whoever had the case opens it again long after its end, for a purpose that does not fit."""
    gone = [one for one in world.families if one.ended and FIRST - timedelta(100) < one.ended < LAST - timedelta(60)]
    family = chance.choice(gone)
    assert family.ended is not None
    had = [world.by_id[one.who] for one in world.held[family.number] if world.by_id[one.who].role is Role.JOBCOACH]
    who = chance.choice(had or list(world.of_role(Role.JOBCOACH)))
    first = max(FIRST, family.ended + timedelta(30))
    for later in (0, 1):
        moment = at(first + timedelta(later), chance.uniform(1020, 1110))
        yield world.look(chance, who, moment, family.number, purpose=Purpose.PLANNING_STATISTICS,
                         categories=(Category.FAM_JOINT,))  # fmt: skip


@form(times=5)
def provider_after_the_help(world: World, chance: Random) -> Iterator[Logged]:
    """A provider's worker takes the file along on the last evening, and tries again after the help has ended."""
    ended = [one for one in world.families
             if one.order and one.order.until and FIRST < one.order.until < LAST - timedelta(20)]  # fmt: skip
    family = chance.choice(ended)
    assert family.order is not None
    assert family.order.until is not None
    who, last = world.by_id[family.order.worker], family.order.until
    yield world.look(chance, who, at(last, chance.uniform(1250, 1340)), family.number, action=Deed.EXPORT,
                     categories=(Category.HELP_GOALS, Category.PROVIDER_REPORTS), place="mobil")  # fmt: skip
    for later in (1, 3, 6):
        yield world.refused(chance, who, at(last + timedelta(later), chance.uniform(460, 900)), family.number,
                            reason=Reason.HELP_NOT_RUNNING)  # fmt: skip


@form(times=4)
def provider_still_reading(world: World, chance: Random) -> Iterator[Logged]:
    """The help has ended, nobody closed the account, and the file is still read."""
    ended = [one for one in world.families
             if one.order and one.order.until and FIRST < one.order.until < LAST - timedelta(40)]  # fmt: skip
    family = chance.choice(ended)
    assert family.order is not None
    assert family.order.until is not None
    who = world.by_id[family.order.worker]
    for later in (9, 17, 31):
        moment = at(family.order.until + timedelta(later), chance.uniform(600, 1000))
        yield world.look(chance, who, moment, family.number)
