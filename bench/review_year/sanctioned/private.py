"""Out of private life: love, quarrel, kinship, neighbourhood, the playground, the club."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bench.review_year.days import at
from bench.review_year.planting import form
from bench.review_year.prying import curious, pair, some_day
from bench.review_year.sanctioned.scenes import by_day, by_evening, kin, put_down, steps, strangers, through
from bench.review_year.world import World
from hub.terms.circumstances import MatchKind
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged

ADDRESS = (Category.CONTACT, Category.HOUSING)
MONEY = (Category.BENEFIT_STATUS, Category.FINANCE_DETAIL)


@form(times=4)
def new_home_of_the_ex(world: World, chance: Random) -> Iterator[Logged]:
    """Where the ex-partner and the child live now: in the weeks after the separation, contact and housing alone."""
    known = chance.random() < 0.5
    who, family, day = kin(world, chance, MatchKind.SEPARATED_PARENT) if known else pair(world, chance)
    for moment in by_day(world, chance, who, day, steps(chance, chance.choice((2, 3, 5)), 3, 20)):
        yield from through(world, chance, who, moment, family.number, categories=ADDRESS)


@form(times=4)
def new_love_of_the_ex(world: World, chance: Random) -> Iterator[Logged]:
    """Who the ex-partner's new love is, what they earn, whose the children are. Nothing ties the two in any book."""
    who, family, day = pair(world, chance)
    wanted = (Category.FAMILY_RELATIONS, *MONEY)
    when = by_evening if chance.random() < 0.4 else by_day
    for moment in when(world, chance, who, day, steps(chance, chance.choice((1, 2, 3)), 5, 25)):
        if chance.random() < 0.5:
            yield world.search(who, moment - timedelta(seconds=20), family.surname, family.number)
        yield from through(world, chance, who, moment, family.number, categories=wanted)


@form(times=4)
def quarrel_with_the_neighbour(world: World, chance: Random) -> Iterator[Logged]:
    """Noise, a fence, a dog: the neighbour's file is read each time the quarrel flares up."""
    who, family, day = pair(world, chance)
    for moment in by_day(world, chance, who, day, steps(chance, chance.choice((2, 3, 4)), 2, 18)):
        yield world.search(who, moment - timedelta(seconds=chance.randrange(8, 30)), family.surname, family.number)
        yield from through(world, chance, who, moment, family.number)


@form(times=4)
def friend_of_ones_child(world: World, chance: Random) -> Iterator[Logged]:
    """Before a sleepover: how things are at that home. Health, school, relations; once, seldom twice."""
    who, family, day = pair(world, chance, Role.ASD_WORKER, Role.JOBCOACH_U25, Role.YOUTH_HELP_FINANCE)
    wanted = (Category.HEALTH, Category.SCHOOL_CHILDCARE, Category.FAMILY_RELATIONS)
    for moment in by_day(world, chance, who, day, steps(chance, chance.choice((1, 1, 2)), 1, 9)):
        yield from through(world, chance, who, moment, family.number, persons=("P-2",), categories=wanted)


@form(times=3)
def in_laws(world: World, chance: Random) -> Iterator[Logged]:
    """The sister's divorce: a relative's family, after each telephone call, for as long as the court sits."""
    who, family, day = kin(world, chance, MatchKind.RELATIVE)
    for moment in by_day(world, chance, who, day, steps(chance, chance.choice((2, 4)), 4, 21)):
        yield from through(world, chance, who, moment, family.number, purpose=Purpose.SGB8_COURT_SUPPORT)


@form(times=3)
def own_file(world: World, chance: Random) -> Iterator[Logged]:
    """What colleagues have written about oneself: several times, with a print. In half of them nobody entered it."""
    known = chance.random() < 0.5
    who, family, day = kin(world, chance, MatchKind.SELF) if known else pair(world, chance)
    moments = list(by_day(world, chance, who, day, steps(chance, 3, 7, 30)))
    for moment in moments:
        yield from through(world, chance, who, moment, family.number)
    yield world.look(chance, who, moments[-1] + timedelta(minutes=3), family.number, action=Deed.EXPORT)


@form(times=3)
def courting(world: World, chance: Random) -> Iterator[Logged]:
    """Somebody came to the counter and was liked: telephone number and address, then again and again for weeks."""
    who, family, day = pair(world, chance, Role.BENEFIT_OFFICER, Role.JOBCOACH, Role.JOBCOACH_U25)
    first = next(by_day(world, chance, who, day, (0,)))
    put_down(world, (who,), family.number, (first, 15, first + timedelta(minutes=20)))
    yield world.look(chance, who, first, family.number)
    for moment in by_evening(world, chance, who, day, steps(chance, chance.choice((2, 4, 6)), 2, 9)):
        yield from through(world, chance, who, moment, family.number, categories=(Category.CONTACT,))


@form(times=3)
def stalking(world: World, chance: Random) -> Iterator[Logged]:
    """When the next talk is and where: appointments and contact, nearly daily, then a pause, then again."""
    who, family, day = pair(world, chance)
    often = chance.choice((4, 6, 9))
    for gap in (0, chance.randrange(20, 40)):
        for moment in by_day(world, chance, who, day, (gap + one for one in steps(chance, often // 2, 1, 3))):
            wanted = (Category.APPOINTMENTS, Category.CONTACT)
            yield from through(world, chance, who, moment, family.number, persons=("P-1",), categories=wanted)


@form(times=3)
def parents_of_the_class(world: World, chance: Random) -> Iterator[Logged]:
    """Gossip before the parents' evening: three to five families of one class, one after the other or on two days."""
    who, _, day = pair(world, chance)
    row = strangers(world, chance, who, day, chance.choice((3, 4, 5)))
    two_days = chance.random() < 0.5
    for place, number in enumerate(row):
        gap = place % 2 if two_days else 0
        moment = next(by_day(world, chance, who, day, (gap,)))
        yield world.search(who, moment - timedelta(seconds=15), world.by_number[number].surname, number)
        yield from through(world, chance, who, moment, number)


@form(times=3)
def club_under_suspicion(world: World, chance: Random) -> Iterator[Logged]:
    """A trainer goes through the children of the club to see who has trouble at home: six to ten in one sitting."""
    who, _, day = pair(world, chance, Role.ASD_WORKER, Role.JOBCOACH, Role.YOUTH_COURT_AID)
    moment = next(by_evening(world, chance, who, day, (0,)))
    for number in strangers(world, chance, who, day, chance.randrange(6, 11)):
        yield from through(world, chance, who, moment, number)
        moment += timedelta(seconds=chance.randrange(60, 400))


@form(times=3)
def tenant_of_ones_own(world: World, chance: Random) -> Iterator[Logged]:
    """The landlord works here: what the tenant gets for the flat, before the rent goes up and before the hearing."""
    who, family, day = pair(world, chance, Role.BENEFIT_OFFICER, Role.YOUTH_HELP_FINANCE)
    wanted = (Category.HOUSING, *MONEY)
    for moment in by_day(world, chance, who, day, steps(chance, chance.choice((2, 3)), 10, 45)):
        yield from through(world, chance, who, moment, family.number, categories=wanted)


@form(times=3)
def debtor(world: World, chance: Random) -> Iterator[Logged]:
    """Whoever owes money: at each end of a month, whether benefits have come."""
    who, family, day = pair(world, chance, Role.BENEFIT_OFFICER, Role.JOBCOACH)
    for month in range(chance.choice((2, 3))):
        end = day.replace(day=1) + timedelta(31 * month + 28)
        moment = next(by_day(world, chance, who, end, (0,)))
        yield from through(world, chance, who, moment, family.number, categories=MONEY)


@form(times=3)
def sleepless(world: World, chance: Random) -> Iterator[Logged]:
    """At home between eleven and three, two or three nights: people one used to know."""
    day = some_day(world, chance)
    who = chance.choice(curious(world))
    for gap, number in zip(steps(chance, 3, 1, 6), strangers(world, chance, who, day, 3), strict=False):
        worked = world.next_there(who, day + timedelta(gap))
        yield from through(world, chance, who, at(worked, chance.uniform(1380, 1620)), number, place="mobil")
