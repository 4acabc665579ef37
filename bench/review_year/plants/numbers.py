"""Snooping by the number: trying case numbers, going through names, scraping, taking everything along."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bench.review_year.days import LAST, at
from bench.review_year.names import SURNAMES
from bench.review_year.planting import form
from bench.review_year.prying import in_office_hours, pair, peek
from bench.review_year.world import World
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Category, Role
from hub.terms.logged import Deed, Logged

MANY = 8


def _block(chance: Random, size: int) -> list[FamilyNumber]:
    first = chance.randrange(1, 400)
    return [FamilyNumber(f"FAM-2025-{one:04}") for one in range(first, first + size)]


@form(times=5)
def numbers_in_order(world: World, chance: Random) -> Iterator[Logged]:
    """A dozen case numbers one after the other, all refused."""
    who, _, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    moment = in_office_hours(world, chance, who, day)
    for number in _block(chance, chance.randrange(8, 15)):
        yield world.refused(chance, who, moment, number)
        moment += timedelta(seconds=chance.randrange(7, 20))


@form(times=5)
def numbers_shuffled(world: World, chance: Random) -> Iterator[Logged]:
    """A block of case numbers, in no order, over one afternoon."""
    who, _, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    block = _block(chance, 16)
    chance.shuffle(block)
    moment = at(day, 780)
    for number in block:
        yield world.refused(chance, who, moment, number)
        moment += timedelta(minutes=chance.uniform(2, 14))


@form(times=4)
def numbers_by_and_by(world: World, chance: Random) -> Iterator[Logged]:
    """Three foreign numbers a day, for two weeks."""
    who, _, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    block = iter(_block(chance, 60))
    for later in range(14):
        when = day + timedelta(later)
        if when.weekday() < 5:
            for place in range(3):
                yield world.refused(chance, who, at(when, 600 + 100 * place + chance.uniform(0, 60)), next(block))


@form(times=5)
def names_in_order(world: World, chance: Random) -> Iterator[Logged]:
    """Searches through the alphabet, name by name, and opens hardly anything."""
    who, _, day = pair(world, chance, Role.BENEFIT_OFFICER, Role.JOBCOACH)
    moment = in_office_hours(world, chance, who, day)
    first = chance.randrange(0, 200)
    for name in sorted(SURNAMES)[first : first + 14]:
        yield world.search(who, moment, name)
        moment += timedelta(seconds=chance.randrange(15, 70))


@form(times=5)
def one_name_again_and_again(world: World, chance: Random) -> Iterator[Logged]:
    """Ten searches for the same name in two weeks, and never an opening."""
    who, family, day = pair(world, chance)
    for later in sorted(chance.choices(range(12), k=10)):
        moment = in_office_hours(world, chance, who, day + timedelta(later))
        yield world.search(who, moment, f"{family.surname} {family.home[0]}")


@form(times=5)
def steady_scraping(world: World, chance: Random) -> Iterator[Logged]:
    """Two dozen families at a steady pace: no human reads like that."""
    who, _, day = pair(world, chance, Role.BENEFIT_OFFICER, Role.FAM_COORDINATOR)
    moment = in_office_hours(world, chance, who, day)
    for family in chance.sample(world.open_on(day), min(26, len(world.open_on(day)))):
        yield world.look(chance, who, moment, family.number)
        moment += timedelta(seconds=30 + chance.randrange(0, 3))


@form(times=4)
def fast_paging(world: World, chance: Random) -> Iterator[Logged]:
    """Fifteen families within four minutes."""
    who, _, day = pair(world, chance, Role.BENEFIT_OFFICER, Role.FAM_COORDINATOR, Role.ASD_LEAD)
    moment = in_office_hours(world, chance, who, day)
    for family in chance.sample(world.open_on(day), min(15, len(world.open_on(day)))):
        yield peek(world, chance, who, moment, family.number)
        moment += timedelta(seconds=chance.randrange(4, 26))


@form(times=4)
def many_families(world: World, chance: Random) -> Iterator[Logged]:
    """Seventy families in one day, without calls or appointments."""
    who, _, day = pair(world, chance, Role.JOBCOACH, Role.YOUTH_HELP_FINANCE, Role.BENEFIT_OFFICER)
    families = chance.sample(world.open_on(day), min(70, len(world.open_on(day))))
    for place, family in enumerate(families):
        yield world.look(chance, who, at(day, 480 + 8 * place + chance.uniform(0, 7)), family.number)


@form(times=4)
def taken_along(world: World, chance: Random) -> Iterator[Logged]:
    """Nine files as PDF within minutes, days before the contract ends."""
    left = [one for one in world.members if one.until and one.until < LAST and not one.desk
            and any(row.who == one.id for row in world.books.assignments)]  # fmt: skip
    who = chance.choice(left)
    assert who.until is not None
    day = world.working_day(chance, who, who.until - timedelta(6), who.until)
    rows = [one.family for one in world.books.assignments if one.who == who.id and one.holds_on(day)]
    rows = rows or [one.number for one in world.open_on(day)]
    moment = at(day, chance.uniform(800, 960))
    for family in chance.sample(rows, min(9, len(rows))):
        yield world.look(chance, who, moment, family, action=Deed.EXPORT, categories=(Category.CONTACT,))
        moment += timedelta(seconds=chance.randrange(25, 50))


@form(times=4)
def many_exports(world: World, chance: Random) -> Iterator[Logged]:
    """A dozen own files exported in an afternoon, far from any deadline."""
    while True:
        who, _, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
        rows = [one.family for one in world.books.assignments if one.who == who.id and one.holds_on(day)]
        if day.month not in (3, 6, 9, 12) and len(rows) >= MANY:
            break
    moment = at(day, chance.uniform(720, 900))
    for family in chance.sample(rows, min(12, len(rows))):
        yield world.look(chance, who, moment, family, action=Deed.EXPORT, categories=(Category.FINANCE_DETAIL,))
        moment += timedelta(seconds=chance.randrange(40, 200))
