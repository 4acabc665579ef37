"""What many plants begin with: who pries, at whom, and whether the rules let them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from bench.review_year.days import FIRST, LAST, at
from bench.review_year.people import Household, Member
from bench.review_year.world import More, World
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Role
from hub.terms.logged import Logged

CURIOUS = (Role.JOBCOACH, Role.JOBCOACH_U25, Role.BENEFIT_OFFICER, Role.ASD_WORKER, Role.YOUTH_HELP_FINANCE)
WIDE = frozenset({Role.BENEFIT_OFFICER, Role.FAM_COORDINATOR, Role.JOBCENTER_LEAD, Role.ASD_LEAD})
"""Roles that may open more than their own cases."""
LET_IN = 0.5
"""How often somebody else gets in, by a rule for teams or a mandate for another matter."""
LONGEST = 100
"""Days from its beginning in which a plant is over."""


def curious(world: World) -> tuple[Member, ...]:
    """Staff with cases, and the service centre."""
    return world.of_role(*CURIOUS) + world.of_role(Role.BENEFIT_OFFICER, desk="service")


def some_day(world: World, chance: Random, first: date = FIRST) -> date:
    """A day on which a plant may begin."""
    del world
    return first + timedelta(chance.randrange(5, (LAST - first).days - LONGEST))


def pair(world: World, chance: Random, *roles: Role) -> tuple[Member, Household, date]:
    """Somebody, a family that they never had, and a day on which they are there and its case is open."""
    day = some_day(world, chance)
    family = world.open_family(chance, day)
    among = world.of_role(*roles) if roles else curious(world)
    who = world.stranger_to(chance, family, among, day)
    return who, family, world.working_day(chance, who, day, day + timedelta(14))


def with_cases(world: World, chance: Random, *roles: Role) -> tuple[Member, list[FamilyNumber], date]:
    """Somebody with at least eight cases on a day, and these: a Jobcoach or of the ASD, where no role is named."""
    while True:
        who, _, day = pair(world, chance, *(roles or (Role.JOBCOACH, Role.ASD_WORKER)))
        rows = [one.family for one in world.books.assignments if one.who == who.id and one.holds_on(day)]
        if len(rows) >= 8:
            return who, rows, day


def peek(world: World, chance: Random, who: Member, moment: datetime, family: FamilyNumber) -> Logged:
    """One look without any task: shown where the role may or luck has it, else refused."""
    if who.role in WIDE or chance.random() < LET_IN:
        return world.look(chance, who, moment, family, basis=("own_task",))
    return world.refused(chance, who, moment, family)


def row(
    world: World, chance: Random, who: Member, moment: datetime, families: Iterator[FamilyNumber]
) -> Iterator[Logged]:
    """One family after the other, some seconds apart."""
    for family in families:
        yield peek(world, chance, who, moment, family)
        moment += timedelta(seconds=chance.randrange(20, 90))


def in_office_hours(world: World, chance: Random, who: Member, day: date) -> datetime:
    """A moment of their usual day: that day, or the next on which they are there."""
    return at(world.next_there(who, day), world.moment(chance, who))


__all__ = ["More", "curious", "in_office_hours", "pair", "peek", "row", "some_day", "with_cases"]
