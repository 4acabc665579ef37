"""Whom they looked for: former partners, relatives, neighbours, rivals, colleagues, the famous."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bench.review_year.days import LAST, at
from bench.review_year.planting import form
from bench.review_year.prying import in_office_hours, pair, peek, some_day, with_cases
from bench.review_year.world import World
from hub.terms.circumstances import MatchKind
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged

CASEWORK = (Role.JOBCOACH, Role.ASD_WORKER, Role.BENEFIT_OFFICER)


@form(times=3)
def seven_of_the_family(world: World, chance: Random) -> Iterator[Logged]:
    """A hospital clerk read seven relatives and seven children whom she knew; here seven families in two months."""
    who, _, day = pair(world, chance, *CASEWORK)
    for place, family in enumerate(chance.sample(world.open_on(day), 7)):
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(8 * place)), family.number)


@form(times=3)
def former_wife_of_the_partner(world: World, chance: Random) -> Iterator[Logged]:
    """A clerk of a bank followed the partner's former wife through a divorce: eleven looks in five months."""
    who, family, day = pair(world, chance, Role.BENEFIT_OFFICER, Role.YOUTH_HELP_FINANCE)
    for place in range(8):
        moment = in_office_hours(world, chance, who, day + timedelta(11 * place))
        yield world.look(chance, who, moment, family.number, categories=(Category.FINANCE_DETAIL,))


@form(times=3)
def neighbour_for_years(world: World, chance: Random) -> Iterator[Logged]:
    """An official in a quarrel looked at the neighbour 73 times in three years, and wrote something into the file."""
    who, family, day = pair(world, chance, *CASEWORK)
    for place in range(6):
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(14 * place)), family.number)
    last = in_office_hours(world, chance, who, day + timedelta(86))
    yield world.look(chance, who, last, family.number, event="record.changed", action=Deed.CHANGE, categories=())


@form(times=3)
def children_of_the_fiance(world: World, chance: Random) -> Iterator[Logged]:
    """A social worker asked another office whether the children of her fiancé were known: a search and a look."""
    who, family, day = pair(world, chance, Role.ASD_WORKER)
    moment = in_office_hours(world, chance, who, day)
    yield world.search(who, moment, f"{family.surname} Lena")
    yield peek(world, chance, who, moment + timedelta(minutes=2), family.number)


@form(times=3)
def rivals_for_a_post(world: World, chance: Random) -> Iterator[Logged]:
    """A council officer read who else had applied for his partner's post: nine files in an hour."""
    who, _, day = pair(world, chance, *CASEWORK)
    moment = in_office_hours(world, chance, who, day)
    for family in chance.sample(world.open_on(day), 9):
        yield world.look(chance, who, moment, family.number)
        moment += timedelta(minutes=chance.uniform(3, 8))


@form(times=3)
def birthdays_of_the_colleagues(world: World, chance: Random) -> Iterator[Logged]:
    """In a town hall it was custom to look up where colleagues live and when they were born: three people, one week."""
    _, family, day = pair(world, chance, *CASEWORK)
    world.books.colleagues.add(family.number)
    among = world.of_role(*CASEWORK)
    for place in range(3):
        who = world.stranger_to(chance, family, among, day + timedelta(2 * place))
        moment = in_office_hours(world, chance, who, day + timedelta(2 * place))
        yield world.look(chance, who, moment, family.number, categories=(Category.CONTACT,))


@form(times=3)
def debtor_for_an_acquaintance(world: World, chance: Random) -> Iterator[Logged]:
    """Ten minutes after a landlord had called somebody he knew at the police, the address was looked up there."""
    who, family, day = pair(world, chance, *CASEWORK)
    moment = in_office_hours(world, chance, who, day)
    yield world.search(who, moment, family.surname, family.number)
    moment += timedelta(seconds=30)
    yield world.look(chance, who, moment, family.number, categories=(Category.CONTACT,))


@form(times=3)
def address_for_a_violent_man(world: World, chance: Random) -> Iterator[Logged]:
    """Given to a friend whose former wife had gone into hiding: a protected family, found in two tries."""
    marked = [one for one in world.families if one.marked and not one.ended]
    who, family, day = pair(world, chance, *CASEWORK)
    family = chance.choice(marked) if marked else family
    for minutes in (0, 6):
        moment = in_office_hours(world, chance, who, day) + timedelta(minutes=minutes)
        yield world.look(chance, who, moment, family.number, categories=(Category.CONTACT,))


@form(times=3)
def dates_of_the_evening(world: World, chance: Random) -> Iterator[Logged]:
    """Whom he met on the internet he looked up: a new name every few weeks, opened where it was found."""
    who, _, day = pair(world, chance, *CASEWORK)
    for place, family in enumerate(chance.sample(world.open_on(day), 4)):
        moment = in_office_hours(world, chance, who, day + timedelta(17 * place))
        yield world.search(who, moment, family.surname, family.number)
        yield world.look(chance, who, moment + timedelta(seconds=25), family.number)


@form(times=3)
def boyfriend_of_the_daughter(world: World, chance: Random) -> Iterator[Logged]:
    """A father in the police looked up the new boyfriend, and his brother a month later."""
    who, family, day = pair(world, chance, Role.JOBCOACH, Role.JOBCOACH_U25)
    yield world.look(chance, who, in_office_hours(world, chance, who, day), family.number, persons=("P-2",))
    moment = in_office_hours(world, chance, who, day + timedelta(30))
    yield world.look(chance, who, moment, family.number, persons=("P-3",))


@form(times=3)
def eighty_five_at_a_famous_one(world: World, chance: Random) -> Iterator[Logged]:
    """A ward where dozens read one famous patient: here five of different houses, over four days, none again."""
    day = some_day(world, chance)
    family = world.open_family(chance, day)
    for place, who in enumerate(chance.sample(world.of_role(*CASEWORK), 5)):
        yield peek(world, chance, who, in_office_hours(world, chance, who, day + timedelta(place)), family.number)


@form(times=3)
def cousin_at_the_counter(world: World, chance: Random) -> Iterator[Logged]:
    """A clerk saw to her own relatives' claims: two looks and a change, known kin."""
    who, family, day = pair(world, chance, Role.BENEFIT_OFFICER)
    world.books.matches.setdefault((who.id, family.number), set()).add(MatchKind.RELATIVE)
    moment = in_office_hours(world, chance, who, day)
    yield world.look(chance, who, moment, family.number)
    yield world.look(chance, who, moment + timedelta(minutes=4), family.number, event="record.changed",
                     action=Deed.CHANGE, categories=())  # fmt: skip


@form(times=3)
def hunts_cheats_unasked(world: World, chance: Random) -> Iterator[Logged]:
    """Staff of a welfare agency searched for cheats on their own: a foreign family every other day, for two weeks."""
    who, _, day = pair(world, chance, Role.BENEFIT_OFFICER, Role.JOBCOACH)
    for place in range(6):
        moment = in_office_hours(world, chance, who, day + timedelta(2 * place))
        family = world.open_family(chance, day)
        yield world.look(chance, who, moment, family.number, categories=(Category.FINANCE_DETAIL, Category.HOUSING))


@form(times=3)
def mother_of_the_classmate(world: World, chance: Random) -> Iterator[Logged]:
    """After a row at the school gate: three looks on one afternoon, and never again."""
    who, family, day = pair(world, chance, Role.ASD_WORKER, Role.YOUTH_HELP_FINANCE)
    moment = at(day, max(who.begins + 60, who.ends - 90))
    for minutes in (0, 14, 31):
        yield world.look(chance, who, moment + timedelta(minutes=minutes), family.number)


@form(times=3)
def own_benefit_case_of_a_friend(world: World, chance: Random) -> Iterator[Logged]:
    """A friend became one's own case: read far beyond what the work asks, on ten days of three weeks."""
    who, rows, day = with_cases(world, chance, Role.BENEFIT_OFFICER)
    number = chance.choice(rows)
    for later in (0, 1, 3, 4, 7, 9, 11, 14, 16, 18):
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), number)


@form(times=3)
def lead_reads_the_ex(world: World, chance: Random) -> Iterator[Logged]:
    """A head of a unit read the former husband's new family as supervision, twice in a quarter."""
    who, family, day = pair(world, chance, Role.ASD_LEAD, Role.JOBCENTER_LEAD)
    for later in (0, 61):
        moment = in_office_hours(world, chance, who, day + timedelta(later))
        yield world.look(chance, who, moment, family.number, purpose=Purpose.SUPERVISION)


@form(times=3)
def adopted_long_ago(world: World, chance: Random) -> Iterator[Logged]:
    """Somebody looked for their origins in a file that had been closed for months."""
    gone = [one for one in world.families if one.ended and one.ended < LAST - timedelta(140)]
    who, _, _ = pair(world, chance, Role.ASD_WORKER)
    family = chance.choice(gone)
    assert family.ended is not None
    day = world.next_there(who, family.ended + timedelta(100))
    for minutes in (0, 5, 12):
        moment = in_office_hours(world, chance, who, day) + timedelta(minutes=minutes)
        yield world.look(chance, who, moment, family.number)


@form(times=3)
def conference_that_was_not(world: World, chance: Random) -> Iterator[Logged]:
    """A family is opened "for the conference" on which it did not stand, a week after."""
    who, family, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    for later in (0, 1):
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number,
                         purpose=Purpose.CASE_CONFERENCE)  # fmt: skip


@form(times=3)
def before_the_lease_is_signed(world: World, chance: Random) -> Iterator[Logged]:
    """Two applicants for a flat: what do they get, one after the other in ten minutes."""
    who, _, day = pair(world, chance, *CASEWORK)
    moment = in_office_hours(world, chance, who, day)
    for family in chance.sample(world.open_on(day), 2):
        yield world.look(chance, who, moment, family.number, categories=(Category.BENEFIT_STATUS,))
        moment += timedelta(minutes=9)
