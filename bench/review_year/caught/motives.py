"""Whom they were after: exes, neighbours, colleagues, relatives, people from the press or from the school gate."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bench.review_year.caught.when import curious, elsewhere, holder, moments, tied, written
from bench.review_year.days import at
from bench.review_year.planting import form
from bench.review_year.prying import in_office_hours, pair, peek, some_day
from bench.review_year.staffing import is_there
from bench.review_year.world import World
from hub.terms.circumstances import AppointmentKind, Assigned, MatchKind, StandingIn
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged

COACHES = (Role.JOBCOACH, Role.JOBCOACH_U25)


@form(times=3)
def the_new_family_of_my_ex(world: World, chance: Random) -> Iterator[Logged]:
    """A Jobcoach follows the household in which the former partner now lives: three short looks in five weeks."""
    who, family, day = tied(world, chance, MatchKind.SEPARATED_PARENT, *COACHES)
    for moment in moments(world, chance, who, day, (0, 16, 34)):
        yield world.look(chance, who, moment, family.number)


@form(times=3)
def the_loud_neighbours(world: World, chance: Random) -> Iterator[Logged]:
    """From the service centre: the people downstairs, as if they had called; the note was written for the purpose."""
    who = chance.choice(world.of_role(Role.BENEFIT_OFFICER, desk="service"))
    family, day = world.open_family(chance, some := some_day(world, chance)), some
    world.books.matches.setdefault((who.id, family.number), set()).add(MatchKind.ADDRESS)
    moment = in_office_hours(world, chance, who, day)
    yield world.search(who, moment - timedelta(seconds=14), family.surname, family.number)
    yield world.look(chance, who, moment, family.number, categories=(Category.CONTACT,))
    yield world.look(chance, who, moment + timedelta(seconds=50), family.number)
    written(world, (who, family), moment, moment + timedelta(minutes=6), AppointmentKind.OTHER)


@form(times=3)
def can_the_tenant_pay(world: World, chance: Random) -> Iterator[Logged]:
    """A landlord in the benefits team looks at rent and money of the flat below, and again a month later."""
    who, family, day = tied(world, chance, MatchKind.ADDRESS, Role.BENEFIT_OFFICER)
    for moment in moments(world, chance, who, day, (0, 30)):
        kinds = (Category.HOUSING, Category.FINANCE_DETAIL)
        yield world.look(chance, who, moment, family.number, categories=kinds, purpose=Purpose.SGB2_BENEFIT)


@form(times=3)
def in_the_evening_paper(world: World, chance: Random) -> Iterator[Logged]:
    """A name was in the paper: within two days eight people of all houses open the file once each."""
    day = some_day(world, chance)
    family = world.open_family(chance, day)
    for _ in range(8):
        who = world.stranger_to(chance, family, curious(world), day)
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(chance.randrange(2))),
                         family.number)  # fmt: skip


@form(times=3)
def talk_of_the_town(world: World, chance: Random) -> Iterator[Logged]:
    """What was in the paper is talked of for a month: eleven people who have nothing to do with it, a look each."""
    day = some_day(world, chance)
    family = world.open_family(chance, day)
    for _ in range(11):
        when = day + timedelta(chance.randrange(28))
        who = world.stranger_to(chance, family, curious(world), when)
        yield peek(world, chance, who, in_office_hours(world, chance, who, when), family.number)


@form(times=3)
def the_colleague_is_separating(world: World, chance: Random) -> Iterator[Logged]:
    """The family of somebody who works here: two of the same corridor look once, hours apart."""
    day = some_day(world, chance)
    family = world.open_family(chance, day)
    world.books.colleagues.add(family.number)
    first = world.stranger_to(chance, family, world.of_role(Role.ASD_WORKER), day)
    mates = [one for one in world.of_role(Role.ASD_WORKER) if one.office == first.office and one is not first]
    for who in (first, world.stranger_to(chance, family, mates or curious(world), day)):
        yield world.look(chance, who, in_office_hours(world, chance, who, day), family.number)


@form(times=2)
def the_boss_reads_along(world: World, chance: Random) -> Iterator[Logged]:
    """A lead opens the private troubles of one of the people, of another area, twice after the others have gone."""
    who, family, day = elsewhere(world, chance, Role.ASD_LEAD, Role.FAM_COORDINATOR)
    world.books.colleagues.add(family.number)
    for later in (0, 8):
        when = world.next_there(who, day + timedelta(later))
        yield world.look(chance, who, at(when, who.ends + 55), family.number, purpose=Purpose.SUPERVISION)


@form(times=3)
def met_on_the_internet(world: World, chance: Random) -> Iterator[Logged]:
    """An acquaintance's name is searched on five days; then the file is opened once, for a minute."""
    who, family, day = pair(world, chance, *COACHES, Role.BENEFIT_OFFICER)
    for moment in moments(world, chance, who, day, (0, 1, 5, 9, 17)):
        yield world.search(who, moment, family.surname, None)
    yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(18)), family.number,
                     categories=(Category.FAMILY_RELATIONS,))  # fmt: skip


@form(times=3)
def from_the_school_gate(world: World, chance: Random) -> Iterator[Logged]:
    """Is it true what they say of the child in my son's class? School and relations, from another town, two days."""
    who, family, day = elsewhere(world, chance, *COACHES)
    for moment in moments(world, chance, who, day, (0, 1)):
        kinds = (Category.SCHOOL_CHILDCARE, Category.FAMILY_RELATIONS)
        yield world.look(chance, who, moment, family.number, categories=kinds, persons=("P-2",),
                         purpose=Purpose.SCHOOL_TO_WORK)  # fmt: skip


@form(times=3)
def keeps_a_friend_informed(world: World, chance: Random) -> Iterator[Logged]:
    """Once a month for five months: how far is the application of the friend?"""
    who, family, day = pair(world, chance, Role.BENEFIT_OFFICER)
    for moment in moments(world, chance, who, day, (0, 29, 61, 90, 97)):
        yield world.look(chance, who, moment, family.number, categories=(Category.BENEFIT_STATUS,))


@form(times=2)
def mother_in_a_custody_case(world: World, chance: Random) -> Iterator[Logged]:
    """The children's own mother works in the ASD and wrote the case to herself; she reads, and prints once."""
    who, family, day = tied(world, chance, MatchKind.SEPARATED_PARENT, Role.ASD_WORKER)
    entered = at(day, who.begins + 30)
    world.books.assignments.append(Assigned(who.id, family.number, day, day + timedelta(30), entered))
    yield world.look(chance, who, entered, family.number, event="mandate.assigned", action=Deed.MANDATE, purpose=None)
    for later in (0, 1, 3, 8, 13, 20):
        moment = max(in_office_hours(world, chance, who, day + timedelta(later)), entered + timedelta(minutes=4))
        yield world.look(chance, who, moment, family.number, persons=("P-2",))
    yield world.look(chance, who, moment + timedelta(minutes=3), family.number, action=Deed.EXPORT)


@form(times=3)
def for_the_fathers_lawyer(world: World, chance: Random) -> Iterator[Logged]:
    """A friend of one side reads before and after the family's talk with its worker, and prints what came of it."""
    who, family, day = pair(world, chance, Role.ASD_WORKER, Role.JOBCOACH)
    first, second = moments(world, chance, who, day, (0, 2))
    yield world.look(chance, who, first, family.number, persons=("P-2",))
    yield world.look(chance, who, second, family.number, persons=("P-2",))
    yield world.look(chance, who, second + timedelta(minutes=2), family.number, action=Deed.EXPORT)


@form(times=2)
def my_own_file(world: World, chance: Random) -> Iterator[Logged]:
    """Standing in for a colleague, somebody reads what stands in the file of their own household."""
    other, family, day = holder(world, chance, Role.BENEFIT_OFFICER)
    who = world.stranger_to(chance, family, [one for one in world.of_role(other.role) if one is not other], day)
    world.books.matches.setdefault((who.id, family.number), set()).add(MatchKind.SELF)
    rows = [one.family for one in world.books.assignments if one.who == other.id and one.holds_on(day)]
    for number in rows:
        world.books.deputies.append(StandingIn(who.id, other.id, number, day, day + timedelta(14),
                                               entered_by=other.id, entered=at(day, 400)))  # fmt: skip
    for moment in moments(world, chance, who, day, (1, 4, 11)):
        yield world.look(chance, who, moment, family.number)


@form(times=3)
def my_sister_while_i_stand_in(world: World, chance: Random) -> Iterator[Logged]:
    """A real mandate for all cases of an absent colleague, used for the one relative among them."""
    rows = [one for one in world.books.deputies if one.until - one.since >= timedelta(6) and not one.self_declared
            and one.since.year == 2026 and not world.by_id[one.who].desk
            and is_there(world.books, world.by_id[one.who], one.since)]  # fmt: skip
    row = chance.choice(rows)
    who = world.by_id[row.who]
    world.books.matches.setdefault((who.id, row.family), set()).add(MatchKind.RELATIVE)
    for moment in moments(world, chance, who, row.since, (0, 1, 2, 4)):
        yield world.look(chance, who, moment, row.family)


@form(times=3)
def of_the_same_rare_name(world: World, chance: Random) -> Iterator[Logged]:
    """A cousin: the surname is the same and rare, nobody knows of the kinship; two looks in two weeks."""
    names = [one.surname for one in world.members] + [one.surname for one in world.families]
    able = [(who, family) for who in curious(world) for family in world.families
            if who.surname == family.surname and names.count(who.surname) <= 8]  # fmt: skip
    chance.shuffle(able)
    day = some_day(world, chance)
    fallback = pair(world, chance)
    who, family = next(((one, home) for one, home in able if world.is_open(home, day)
                        and not any(row.who == one.id for row in world.held[home.number])), fallback[:2])  # fmt: skip
    for moment in moments(world, chance, who, day, (0, 13)):
        yield world.look(chance, who, moment, family.number)
