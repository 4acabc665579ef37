"""Large tasks in which all cases are gone through within days: new rates in January, new forms in September."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from bench.review_year.days import at
from bench.review_year.people import Member
from bench.review_year.staffing import is_away, is_there, is_under_contract
from bench.review_year.world import World
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Role
from hub.terms.logged import Logged

TASKS = (
    (date(2026, 1, 12), (Role.BENEFIT_OFFICER,)),
    (date(2026, 9, 7), (Role.JOBCOACH, Role.JOBCOACH_U25, Role.ASD_WORKER)),
)
"""The Monday on which a task begins, and whose it is. Each takes two weeks."""
IN_A_ROW = (6, 8, 12)
SATURDAYS, SHARED_OUT = 0.15, 0.04
"""Who comes on the Saturday between, which no roster knows; and files of a pile that are a colleague's."""
SATURDAY = 5


def tasks(world: World, chance: Random, share: float) -> Iterator[Logged]:
    """Rows of own cases, a minute or two each; `share` thins them out in a year of few looks."""
    for monday, roles in TASKS:
        for one in world.of_role(*roles):
            rows = [row.family for row in world.books.assignments if row.who == one.id and row.holds_on(monday)]
            extra = chance.random() < SATURDAYS
            for day in (monday + timedelta(later) for later in range(12)):
                there = is_there(world.books, one, day) or (extra and _comes_on_saturday(world, one, day))
                if rows and there and chance.random() < 0.3 * share:
                    yield from _pile(world, chance, (one, rows), day)


def _comes_on_saturday(world: World, one: Member, day: date) -> bool:
    free = day.weekday() == SATURDAY and is_under_contract(one, day)
    return free and not is_away(world.books, one.id, day)


def _pile(world: World, chance: Random, whose: tuple[Member, list[FamilyNumber]], day: date) -> Iterator[Logged]:
    one, rows = whose
    moment = at(day, chance.uniform(one.begins + 10, max(one.begins + 20, one.ends - 60)))
    for number in chance.sample(rows, min(chance.choice(IN_A_ROW), len(rows))):
        others = world.open_on(day) if chance.random() < SHARED_OUT else ()
        near = [family.number for family in others if family.district == one.district]
        yield world.look(chance, one, moment, chance.choice(near) if near else number)
        moment += timedelta(seconds=chance.randrange(40, 240))
