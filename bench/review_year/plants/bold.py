"""Snooping at odd times, by odd ways, or in numbers."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bench.review_year.days import HOLIDAYS, at
from bench.review_year.people import Member
from bench.review_year.planting import form
from bench.review_year.prying import curious, in_office_hours, pair, some_day
from bench.review_year.world import World
from hub.terms.circumstances import ConsentTimes
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged
from hub.terms.reasons import Reason


def _own(world: World, chance: Random) -> tuple[Member, list[FamilyNumber]]:
    """Somebody with at least eight cases on some day."""
    while True:
        who, _, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
        rows = [one.family for one in world.books.assignments if one.who == who.id and one.holds_on(day)]
        if len(rows) >= 8:
            return who, rows


@form(times=3)
def on_a_holiday(world: World, chance: Random) -> Iterator[Logged]:
    """A public holiday, from home: two foreign families."""
    day = chance.choice(sorted(HOLIDAYS)[1:8])
    family, other = world.open_family(chance, day), world.open_family(chance, day)
    who = chance.choice([one for one in curious(world) if one.until is None and one.since < day])
    for place, each in enumerate((family, other)):
        yield world.look(chance, who, at(day, 640 + 15 * place), each.number, place="mobil")


@form(times=3)
def taken_home_late(world: World, chance: Random) -> Iterator[Logged]:
    """Six own files exported at half past ten at night."""
    who, rows = _own(world, chance)
    day = world.next_there(who, some_day(world, chance))
    for place, number in enumerate(chance.sample(rows, 6)):
        yield world.look(chance, who, at(day, 1350 + 2 * place), number, action=Deed.EXPORT, place="mobil",
                         categories=(Category.HELP_GOALS,))  # fmt: skip


@form(times=3)
def night_watch_browsing(world: World, chance: Random) -> Iterator[Logged]:
    """Who stands by at night passes the time with a dozen files, though nobody has called."""
    day = some_day(world, chance)
    who = world.by_id[world.books.oncall[day]]
    moment = at(day, chance.uniform(1330, 1400))
    for family in chance.sample(world.open_on(day), min(12, len(world.open_on(day)))):
        yield world.look(chance, who, moment, family.number, place="mobil")
        moment += timedelta(minutes=chance.uniform(2, 9))


@form(times=3)
def emergency_by_day_well_told(world: World, chance: Random) -> Iterator[Logged]:
    """An emergency with a fine reason about a family that somebody knows; nothing follows."""
    who, family, day = pair(world, chance, Role.ASD_WORKER)
    words = f"Kind, 6 Jahre, kam mit blauem Arm in die Schule, Lehrerin rief an, {family.number}"
    yield world.look(chance, who, in_office_hours(world, chance, who, day), family.number, action=Deed.EMERGENCY,
                     basis=("emergency",), words=words, purpose=Purpose.SGB8_CHILD_PROTECTION)  # fmt: skip


@form(times=3)
def account_lent(world: World, chance: Random) -> Iterator[Logged]:
    """One account in two offices all morning, by turns."""
    who, rows = _own(world, chance)
    day = world.next_there(who, some_day(world, chance))
    for place in range(8):
        where = ("Quellstadt", "Neu-Eichen")[place % 2]
        yield world.look(chance, who, at(day, 500 + 13 * place), chance.choice(rows), place=where)


@form(times=3)
def names_of_a_class(world: World, chance: Random) -> Iterator[Logged]:
    """The names of a school class are searched one by one on three days; one file is opened."""
    who, family, day = pair(world, chance, Role.BENEFIT_OFFICER, Role.JOBCOACH)
    names = [one.surname for one in chance.sample(world.families, 15)]
    for place, name in enumerate(names):
        when = world.next_there(who, day + timedelta(place // 5))
        yield world.search(who, at(when, 700 + 3 * (place % 5)), f"{name} Leon")
    yield world.look(chance, who, at(world.next_there(who, day + timedelta(2)), 720), family.number)


@form(times=3)
def asking_again_after_a_no(world: World, chance: Random) -> Iterator[Logged]:
    """The family said no; it is asked three times within ten days."""
    who, rows = _own(world, chance)
    number = chance.choice(rows)
    day = world.next_there(who, some_day(world, chance))
    refused = at(day, 600)
    one = ConsentTimes(f"X{len(world.books.consents):05}", number, day, day + timedelta(364), refused, None, refused,
                       who.id, refused=True)  # fmt: skip
    world.books.consents.append(one)
    for later in (2, 5, 9):
        moment = in_office_hours(world, chance, who, day + timedelta(later))
        yield world.look(chance, who, moment, number, event="consent.asked", action=Deed.REQUEST,
                         purpose=Purpose.FAM_JOINT_SUPPORT)  # fmt: skip


@form(times=3)
def consent_made_up_at_night(world: World, chance: Random) -> Iterator[Logged]:
    """A spoken consent of a foreign family is entered late in the evening, and used at once."""
    who, family, day = pair(world, chance, Role.JOBCOACH)
    moment = at(day, chance.uniform(1290, 1400))
    number = f"X{len(world.books.consents):05}"
    signed = legal_day(moment)
    world.books.consents.append(
        ConsentTimes(number, family.number, signed, signed + timedelta(90), moment, None, moment, who.id, spoken=True)
    )
    yield world.look(chance, who, moment, family.number, event="consent.granted", action=Deed.CONSENT,
                     purpose=Purpose.FAM_JOINT_SUPPORT, basis=(number,), place="mobil")  # fmt: skip
    for minutes in (2, 6):
        yield world.look(chance, who, moment + timedelta(minutes=minutes), family.number, basis=(number,),
                         categories=(Category.HELP_GOALS,), place="mobil")  # fmt: skip


@form(times=3)
def press_day_small(world: World, chance: Random) -> Iterator[Logged]:
    """Five people of the same house open one family on one day; none of them has it."""
    day = some_day(world, chance)
    family = world.open_family(chance, day)
    known = {one.who for one in world.held[family.number]}
    able = [one for one in curious(world) if one.id not in known and one.role is Role.BENEFIT_OFFICER]
    there = [one for one in able if world.next_there(one, day) == day]
    for who in chance.sample(there or able, min(5, len(there or able))):
        yield world.look(chance, who, in_office_hours(world, chance, who, day), family.number)


@form(times=3)
def shut_out_and_on(world: World, chance: Random) -> Iterator[Logged]:
    """Shut out for a conflict of interest, and tries every other day for two weeks."""
    who, rows = _own(world, chance)
    number, day = chance.choice(rows), some_day(world, chance)
    for later in range(0, 14, 2):
        yield world.refused(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), number,
                            reason=Reason.CONFLICT_OF_INTEREST)  # fmt: skip
