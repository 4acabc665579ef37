"""Snooping at people one knows: neighbours, relatives, colleagues, the former partner, somebody of whom all speak."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from bench.review_year.days import at
from bench.review_year.planting import form
from bench.review_year.prying import curious, in_office_hours, pair, peek, some_day
from bench.review_year.world import World
from hub.terms.circumstances import MatchKind
from hub.terms.lists import Role
from hub.terms.logged import Logged


@form(times=5)
def neighbour(world: World, chance: Random) -> Iterator[Logged]:
    """Somebody opens the file of a family in their own street, on three days."""
    who, family, day = pair(world, chance)
    near = [one for one in world.open_on(day) if one.home[0] == who.home[0]]
    family = chance.choice([one for one in near if world.stranger_to(chance, one, [who], day)] or [family])
    for later in (0, 1, 3):
        yield peek(world, chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number)


@form(times=5)
def relative(world: World, chance: Random) -> Iterator[Logged]:
    """Somebody opens the file of a relative, once, as if it were a case like others."""
    who, family, day = pair(world, chance)
    world.books.matches.setdefault((who.id, family.number), set()).add(MatchKind.RELATIVE)
    yield peek(world, chance, who, in_office_hours(world, chance, who, day), family.number)


@form(times=4)
def own_file(world: World, chance: Random) -> Iterator[Logged]:
    """Somebody opens the file in which they are a person of the family themselves."""
    who, family, day = pair(world, chance)
    world.books.matches.setdefault((who.id, family.number), set()).add(MatchKind.SELF)
    yield peek(world, chance, who, in_office_hours(world, chance, who, day), family.number)


@form(times=5)
def colleague(world: World, chance: Random) -> Iterator[Logged]:
    """Somebody opens the file of a colleague's family."""
    who, family, day = pair(world, chance)
    world.books.colleagues.add(family.number)
    for later in (0, 2):
        yield peek(world, chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number)


@form(times=4)
def former_partner(world: World, chance: Random) -> Iterator[Logged]:
    """A parent who lives apart looks at what the other one tells, on several evenings."""
    who, family, day = pair(world, chance)
    world.books.matches.setdefault((who.id, family.number), set()).add(MatchKind.SEPARATED_PARENT)
    for later in sorted(chance.sample(range(25), 4)):
        evening = at(world.next_there(who, day + timedelta(later)), chance.uniform(1080, 1260))
        yield peek(world, chance, who, evening, family.number)


@form(times=5)
def same_name(world: World, chance: Random) -> Iterator[Logged]:
    """Searches for the own, rare surname, then an opening as if it were by chance."""
    who, family, day = pair(world, chance, Role.BENEFIT_OFFICER)
    world.books.matches.setdefault((who.id, family.number), set()).add(MatchKind.SURNAME)
    moment = in_office_hours(world, chance, who, day)
    for place in range(4):
        yield world.search(who, moment + timedelta(minutes=2 * place), family.surname)
    yield world.refused(chance, who, moment + timedelta(minutes=5), family.number)
    yield peek(world, chance, replace(who), moment + timedelta(days=1), family.number)


@form(times=4)
def crowd(world: World, chance: Random) -> Iterator[Logged]:
    """After a press report a dozen people open one family, none of whom has anything to do with it."""
    day = some_day(world, chance)
    family = world.open_family(chance, day)
    known = {one.id for one in world.holders(family, day)}
    for who in chance.sample([one for one in curious(world) if one.id not in known], 12):
        when = world.working_day(chance, who, day, day + timedelta(1))
        yield peek(world, chance, who, in_office_hours(world, chance, who, when), family.number)


@form(times=4)
def name_of_the_day(world: World, chance: Random) -> Iterator[Logged]:
    """Six people search for one name within a week, and open nothing."""
    day = some_day(world, chance)
    family = world.open_family(chance, day)
    known = {one.who for one in world.held[family.number]}
    for who in chance.sample([one for one in curious(world) if one.id not in known], 6):
        moment = in_office_hours(world, chance, who, world.working_day(chance, who, day, day + timedelta(5)))
        yield world.search(who, moment, f"{family.surname} Sandra")


@form(times=4)
def protected_family(world: World, chance: Random) -> Iterator[Logged]:
    """Somebody opens a family whose address is locked and of whom the town speaks, more than once."""
    who, family, day = pair(world, chance)
    marked = [one for one in world.open_on(day) if one.marked and world.held[one.number]]
    family = chance.choice(marked or [family])
    who = world.stranger_to(chance, family, curious(world), day)
    for later in (0, 0, 1):
        yield peek(world, chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number)
