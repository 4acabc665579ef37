"""Snooping at times and places at which nobody works: nights, weekends, leave, after the contract, in two places."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from bench.review_year.days import FIRST, LAST, at, is_working
from bench.review_year.people import Member
from bench.review_year.planting import form
from bench.review_year.prying import in_office_hours, pair, some_day
from bench.review_year.world import World
from hub.terms.circumstances import AppointmentKind
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose, Role
from hub.terms.logged import Deed, Logged

DAYTIME = (Role.JOBCOACH, Role.BENEFIT_OFFICER, Role.ASD_WORKER, Role.YOUTH_HELP_FINANCE)


def _own_case(world: World, chance: Random, who: Member, day: date) -> FamilyNumber:
    rows = [one.family for one in world.books.assignments if one.who == who.id and one.holds_on(day)]
    return chance.choice(rows or [world.open_family(chance, day).number])


@form(times=5)
def at_night(world: World, chance: Random) -> Iterator[Logged]:
    """Between one and four in the morning, from home, without any duty."""
    who, family, day = pair(world, chance, *DAYTIME)
    for later in (0, 2):
        moment = at(day + timedelta(later), chance.uniform(60, 240))
        yield world.look(chance, who, moment, family.number, place="mobil")
        yield world.look(chance, who, moment + timedelta(minutes=3), family.number, place="mobil")


@form(times=4)
def own_cases_at_night(world: World, chance: Random) -> Iterator[Logged]:
    """Even one's own cases are not read at two in the morning, night after night."""
    who, _, day = pair(world, chance, *DAYTIME)
    for later in range(4):
        when = day + timedelta(later)
        for place in range(3):
            moment = at(when, 100 + 6 * place + chance.uniform(0, 5))
            yield world.look(chance, who, moment, _own_case(world, chance, who, when), place="mobil")


@form(times=5)
def on_a_sunday(world: World, chance: Random) -> Iterator[Logged]:
    """A Sunday in the empty office."""
    who, family, day = pair(world, chance, *DAYTIME)
    sunday = day + timedelta(6 - day.weekday())
    for place in range(3):
        yield world.look(chance, who, at(sunday, 600 + 25 * place), family.number, place=who.office)


@form(times=5)
def on_leave(world: World, chance: Random) -> Iterator[Logged]:
    """In the middle of one's own leave."""
    who, family, _ = pair(world, chance, *DAYTIME)
    blocks = [(first, last) for first, last in world.books.absences[who.id] if (last - first).days >= 6]
    first, _last = chance.choice(blocks or world.books.absences[who.id])
    days = [first + timedelta(one) for one in range(7) if is_working(first + timedelta(one))]
    for day in days[1:3] or [first]:
        yield world.look(chance, who, at(day, chance.uniform(560, 900)), family.number, place="mobil")


@form(times=4)
def after_the_contract(world: World, chance: Random) -> Iterator[Logged]:
    """The contract is over, the account still open."""
    left = [one for one in world.members if one.until and one.until < LAST - timedelta(20)]
    who = chance.choice(left)
    assert who.until is not None
    family = world.open_family(chance, max(FIRST + timedelta(31), who.until - timedelta(61)))
    for later in (4, 5):
        yield world.look(chance, who, at(who.until + timedelta(later), chance.uniform(540, 1000)), family.number)


@form(times=5)
def two_places(world: World, chance: Random) -> Iterator[Logged]:
    """In the office, and three minutes later somewhere else: two people use one account."""
    who, _, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    moment = in_office_hours(world, chance, who, day)
    here, there = chance.sample(("Quellstadt", "Birkenfurt", "Talbrück", "Neu-Eichen"), 2)
    for where, minutes in ((here, 0), (chance.choice((there, "mobil")), 3), (here, 5)):
        number = _own_case(world, chance, who, day)
        yield world.look(chance, who, moment + timedelta(minutes=minutes), number, place=where)


@form(times=4)
def view_left_open(world: World, chance: Random) -> Iterator[Logged]:
    """The shared view of a conference stays open for hours after its end."""
    begins = some_day(world, chance)
    held = [one for one in world.books.appointments
            if one.kind is AppointmentKind.CONFERENCE and one.staff and one.since.date() >= begins]  # fmt: skip
    one = chance.choice(held[:200])
    seats = [world.by_id[who] for who in sorted(one.staff)]
    who = next((each for each in seats if each.role is Role.FAM_COORDINATOR), seats[0])  # whose screen it is
    family = sorted(one.families)[-1]
    until = one.until + timedelta(minutes=chance.uniform(120, 240))
    yield world.look(chance, who, until, family, action=Deed.DISPLAY, purpose=Purpose.CASE_CONFERENCE)
