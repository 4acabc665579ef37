"""What they carried away, and how slowly: addresses, searches, lists, prints, numbers, street by street."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bench.review_year.caught.when import curious, holder, moments
from bench.review_year.days import FIRST, at
from bench.review_year.planting import form
from bench.review_year.prying import in_office_hours, pair, peek, some_day, with_cases
from bench.review_year.world import ON_THE_MOVE, World
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged


@form(times=3)
def two_addresses_a_day(world: World, chance: Random) -> Iterator[Logged]:
    """For money: three weeks long two or three addresses a day from the service centre, and of no call a note."""
    who = chance.choice(world.of_role(Role.BENEFIT_OFFICER, desk="service"))
    day = some_day(world, chance)
    for later in range(15):
        for _ in range(chance.choice((2, 3))):
            when = world.next_there(who, day + timedelta(later))
            family = chance.choice(world.open_on(when))
            yield world.look(chance, who, at(when, world.moment(chance, who)), family.number,
                             categories=(Category.CONTACT,))  # fmt: skip


@form(times=3)
def names_for_a_debt_collector(world: World, chance: Random) -> Iterator[Logged]:
    """Who of these gets benefits? Twenty-four names in two weeks, found or not; no file is opened."""
    who = chance.choice(world.of_role(Role.BENEFIT_OFFICER, Role.JOBCOACH))
    day = some_day(world, chance)
    for place in range(24):
        family, known = chance.choice(world.families), chance.random() < 0.6
        moment = in_office_hours(world, chance, who, day + timedelta(place * 14 // 24))
        yield world.search(who, moment, family.surname, family.number if known else None)


@form(times=2)
def an_evening_of_flats(world: World, chance: Random) -> Iterator[Logged]:
    """For a cousin who lets flats: after the end of the day twelve foreign files, rent and address, in half an hour."""
    who, _, day = pair(world, chance)
    moment = at(day, who.ends + 35)
    for family in chance.sample(world.open_on(day), 12):
        if chance.random() < 0.7:
            yield world.look(chance, who, moment, family.number, categories=(Category.HOUSING, Category.CONTACT))
        else:
            yield world.refused(chance, who, moment, family.number)
        moment += timedelta(seconds=chance.randrange(60, 240))


@form(times=2)
def the_list_of_a_street(world: World, chance: Random) -> Iterator[Logged]:
    """A list that shows a street of other people's cases, called on three days; one of them is opened."""
    who, family, day = pair(world, chance, Role.BENEFIT_OFFICER, Role.JOBCOACH)
    near = [one for one in world.open_on(day) if one.home[0] == family.home[0]
            and not any(row.who == who.id for row in world.held[one.number])][:15]  # fmt: skip
    for moment in moments(world, chance, who, day, (0, 6, 12)):
        for one in near:
            yield world.look(chance, who, moment, one.number, action=Deed.LIST, categories=(Category.CONTACT,))
    yield world.look(chance, who, moment + timedelta(minutes=2), family.number)


@form(times=2)
def everything_of_one_case(world: World, chance: Random) -> Iterator[Logged]:
    """An own case, printed whole in three days for one side's lawyer: five exports, the last in the evening."""
    who, family, day = holder(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    for moment in moments(world, chance, who, day, (0, 0, 1, 2)):
        yield world.look(chance, who, moment, family.number, action=Deed.EXPORT)
    yield world.look(chance, who, at(world.next_there(who, day + timedelta(2)), who.ends + 70), family.number,
                     action=Deed.EXPORT)  # fmt: skip


@form(times=3)
def a_print_every_week(world: World, chance: Random) -> Iterator[Logged]:
    """Each week one file that is not theirs, another one each time, opened and printed: seven weeks."""
    who, _, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER, Role.BENEFIT_OFFICER)
    for moment in moments(world, chance, who, day, range(0, 49, 7)):
        family = chance.choice([one for one in world.open_on(day)
                                if not any(row.who == who.id for row in world.held[one.number])])  # fmt: skip
        yield world.look(chance, who, moment, family.number)
        yield world.look(chance, who, moment + timedelta(minutes=1), family.number, action=Deed.EXPORT)


@form(times=2)
def before_the_new_job(world: World, chance: Random) -> Iterator[Logged]:
    """Who goes to a provider takes the own cases along: nine prints in the last ten days."""
    able = [one for one in world.members if one.until and one.role in (Role.JOBCOACH, Role.ASD_WORKER)
            and one.until > FIRST + timedelta(60)]  # fmt: skip
    who = chance.choice(able or with_cases(world, chance)[:1])
    last = who.until or some_day(world, chance)
    rows = [one.family for one in world.books.assignments if one.who == who.id and one.holds_on(last)]
    for place, number in enumerate(chance.sample(rows, min(9, len(rows)))):
        when = world.next_there(who, last - timedelta(11 - place))
        yield world.look(chance, who, at(when, world.moment(chance, who)), number, action=Deed.EXPORT)


@form(times=2)
def the_account_was_still_open(world: World, chance: Random) -> Iterator[Logged]:
    """Five days after the last working day, from home: one last look at a former case."""
    able = [one for one in world.members if one.until and one.role in
            (Role.JOBCOACH, Role.ASD_WORKER, Role.BENEFIT_OFFICER, Role.PROVIDER_WORKER)]  # fmt: skip
    who = chance.choice(able)
    assert who.until is not None
    rows = [one.family for one in world.books.assignments if one.who == who.id and one.holds_on(who.until)]
    number = chance.choice(rows) if rows else chance.choice(world.families).number
    yield world.look(chance, who, at(who.until + timedelta(5), 615), number, place=ON_THE_MOVE)


@form(times=2)
def bored_on_leave(world: World, chance: Random) -> Iterator[Logged]:
    """On leave, from the sofa, after ten: two looks at somebody who is nobody's business of theirs."""
    who, family, _ = pair(world, chance)
    first, last = max(world.books.absences[who.id], key=lambda row: row[1] - row[0])
    moment = at(first + (last - first) // 2, 1335)
    for minutes in (0, 4):
        yield world.look(chance, who, moment + timedelta(minutes=minutes), family.number, place=ON_THE_MOVE)


@form(times=3)
def my_street_by_and_by(world: World, chance: Random) -> Iterator[Logged]:
    """One household of the own neighbourhood every ninth day, none of them twice: ten in three months."""
    who, _, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER, Role.BENEFIT_OFFICER)
    near = [one for one in world.open_on(day) if not any(row.who == who.id for row in world.held[one.number])
            and one.home[0] == who.home[0]]  # fmt: skip
    near += chance.sample(world.open_on(day), max(0, 10 - len(near)))
    for moment, family in zip(moments(world, chance, who, day, range(0, 90, 9)), near, strict=False):
        yield world.look(chance, who, moment, family.number)


@form(times=2)
def knocking_at_doors(world: World, chance: Random) -> Iterator[Logged]:
    """One refusal a week, always at another family; none ever opens."""
    who, _, day = pair(world, chance)
    for moment in moments(world, chance, who, day, range(0, 63, 7)):
        yield world.refused(chance, who, moment, chance.choice(world.open_on(day)).number)


@form(times=2)
def three_numbers_a_day(world: World, chance: Random) -> Iterator[Logged]:
    """The numbers after one's own, three a day, a week long: mostly refused."""
    who, family, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    year, first = family.number[:-4], int(family.number[-4:])
    for later in range(5):
        moment = in_office_hours(world, chance, who, day + timedelta(later))
        for place in range(3):
            number = FamilyNumber(f"{year}{first + 3 * later + place:04}")
            yield peek(world, chance, who, moment + timedelta(minutes=place), number)


@form(times=3)
def one_name_all_year(world: World, chance: Random) -> Iterator[Logged]:
    """Is she in the system by now? The same name once a month, seldom found, never opened."""
    who = chance.choice(curious(world))
    family = chance.choice(world.families)
    for month in range(9):
        moment = in_office_hours(world, chance, who, FIRST + timedelta(25 + 30 * month + chance.randrange(10)))
        yield world.search(who, moment, f"{family.surname} {family.home[0]}", None)


@form(times=3)
def you_look_i_must_not(world: World, chance: Random) -> Iterator[Logged]:
    """One searches the name without success; a friend of another function opens the file six minutes later."""
    who, family, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    moment = in_office_hours(world, chance, who, day)
    friend = world.stranger_to(chance, family, [one for one in curious(world) if one.role is not who.role],
                               day)  # fmt: skip
    yield world.search(who, moment, family.surname, None)
    yield world.refused(chance, who, moment + timedelta(minutes=1), family.number)
    yield world.look(chance, friend, moment + timedelta(minutes=7), family.number)


@form(times=2)
def i_read_yours_you_read_mine(world: World, chance: Random) -> Iterator[Logged]:
    """Two who may not read their own acquaintances' files read them for each other, three times in three weeks."""
    one, first, day = holder(world, chance, Role.JOBCOACH)
    other, second, _ = holder(world, chance, Role.JOBCOACH)
    for who, family in ((one, second), (other, first)):
        for moment in moments(world, chance, who, day, (0, 8, 19)):
            yield world.look(chance, who, moment, family.number)


@form(times=2)
def sunday_morning(world: World, chance: Random) -> Iterator[Logged]:
    """On a Sunday, from home, a family that is not theirs, for three minutes."""
    who, family, day = pair(world, chance)
    sunday = day + timedelta(6 - day.weekday())
    for minutes in (640, 643):
        yield world.look(chance, who, at(sunday, minutes), family.number, place=ON_THE_MOVE)


@form(times=2)
def before_the_others_come(world: World, chance: Random) -> Iterator[Logged]:
    """An hour before the doors open, on three days of two weeks, the same foreign family."""
    who, family, day = pair(world, chance, Role.BENEFIT_OFFICER, Role.ASD_WORKER)
    for later in (0, 5, 11):
        when = world.next_there(who, day + timedelta(later))
        yield world.look(chance, who, at(when, 352 + chance.randrange(20)), family.number)


@form(times=2)
def at_her_unlocked_screen(world: World, chance: Random) -> Iterator[Logged]:
    """The screen of somebody who is in another house: their name reads there and here within three minutes."""
    who, family, day = holder(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    moment = in_office_hours(world, chance, who, day)
    strange = world.stranger_to(chance, family, [one for one in curious(world) if one.office != who.office], day)
    other = world.open_family(chance, day)
    yield world.look(chance, who, moment, family.number, place=who.office)
    for minutes in (2, 3, 5):
        yield world.look(chance, who, moment + timedelta(minutes=minutes), other.number, place=strange.office)


@form(times=3)
def all_kinds_at_once(world: World, chance: Random) -> Iterator[Logged]:
    """A stranger's file turned inside out in ten minutes: nine kinds of things, each in its turn."""
    who, family, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    moment = in_office_hours(world, chance, who, day)
    kinds = [one for one in Category if one is not Category.NONE]
    for place, kind in enumerate(chance.sample(kinds, 9)):
        yield world.look(chance, who, moment + timedelta(seconds=70 * place), family.number, categories=(kind,),
                         purpose=Purpose.FAM_JOINT_SUPPORT)  # fmt: skip
