"""Whom one knows, or has heard of: reported most often, and mostly once or twice, in office hours."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bench.review_year.days import at
from bench.review_year.people import Household, Member
from bench.review_year.planting import form
from bench.review_year.prying import in_office_hours, pair, peek, some_day
from bench.review_year.world import World
from hub.terms.circumstances import MatchKind
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged
from hub.terms.reasons import Reason

CASEWORK = (Role.JOBCOACH, Role.ASD_WORKER, Role.BENEFIT_OFFICER)


def _desk(world: World, chance: Random) -> tuple[Member, Household]:
    who = chance.choice(world.of_role(Role.BENEFIT_OFFICER, desk="service"))
    return who, world.open_family(chance, world.working_day(chance, who, some_day(world, chance)))


@form(times=3)
def birthday_of_an_acquaintance(world: World, chance: Random) -> Iterator[Logged]:
    """Where does she live by now: one look at the address, nothing else."""
    who, family, day = pair(world, chance)
    yield peek(world, chance, who, in_office_hours(world, chance, who, day), family.number)


@form(times=3)
def new_partner_of_the_former_husband(world: World, chance: Random) -> Iterator[Logged]:
    """Found by the name, read for ten minutes, and again in the next week."""
    who, family, day = pair(world, chance, *CASEWORK)
    for later in (0, 7):
        moment = in_office_hours(world, chance, who, day + timedelta(later))
        yield world.search(who, moment, family.surname, family.number)
        for minutes in (1, 4, 10):
            yield world.look(chance, who, moment + timedelta(minutes=minutes), family.number)


@form(times=3)
def before_a_first_date(world: World, chance: Random) -> Iterator[Logged]:
    """In the late afternoon somebody looks up whom they will meet in the evening."""
    who, family, day = pair(world, chance, *CASEWORK)
    moment = at(day, who.ends - 12)
    yield world.search(who, moment, family.surname, family.number)
    yield world.look(chance, who, moment + timedelta(seconds=20), family.number)


@form(times=3)
def tenant_of_ones_flat(world: World, chance: Random) -> Iterator[Logged]:
    """Who lets a flat looks whether the rent will be paid, month by month."""
    who, family, day = pair(world, chance, Role.BENEFIT_OFFICER)
    for month in range(3):
        moment = in_office_hours(world, chance, who, day + timedelta(30 * month))
        yield world.look(chance, who, moment, family.number, categories=(Category.HOUSING, Category.BENEFIT_STATUS))


@form(times=3)
def debtor_of_a_friend(world: World, chance: Random) -> Iterator[Logged]:
    """The service desk tells a friend what somebody gets: one look in the break, no note."""
    who, family = _desk(world, chance)
    moment = in_office_hours(world, chance, who, some_day(world, chance))
    yield world.look(chance, who, moment, family.number, categories=(Category.FINANCE_DETAIL,))


@form(times=3)
def singer_of_the_town(world: World, chance: Random) -> Iterator[Logged]:
    """A well-known family is opened by seven at the service desk within a day and a half."""
    family = world.open_family(chance, some_day(world, chance))
    day = some_day(world, chance)
    desk = world.of_role(Role.BENEFIT_OFFICER, desk="service")
    for who in chance.sample(desk, min(7, len(desk))):
        yield world.look(chance, who, in_office_hours(world, chance, who, day), family.number)


@form(times=3)
def child_of_whom_the_news_tell(world: World, chance: Random) -> Iterator[Logged]:
    """Three of the Jugendamt from different houses read the family of a case in the paper, over a week."""
    day = some_day(world, chance)
    family = world.open_family(chance, day)
    for place, who in enumerate(chance.sample(world.of_role(Role.ASD_WORKER, Role.YOUTH_HELP_FINANCE), 3)):
        yield peek(world, chance, who, in_office_hours(world, chance, who, day + timedelta(2 * place)), family.number)


@form(times=3)
def sick_child_of_a_colleague(world: World, chance: Random) -> Iterator[Logged]:
    """Out of sympathy: what is in the file of the colleague at the next desk."""
    who, family, day = pair(world, chance)
    world.books.colleagues.add(family.number)
    yield peek(world, chance, who, in_office_hours(world, chance, who, day), family.number)


@form(times=3)
def family_of_the_superior(world: World, chance: Random) -> Iterator[Logged]:
    """Searched by name, found, and left at that: the list said enough."""
    who, family, day = pair(world, chance, *CASEWORK)
    yield world.search(who, in_office_hours(world, chance, who, day), family.surname, family.number)


@form(times=3)
def mothers_of_the_school_class(world: World, chance: Random) -> Iterator[Logged]:
    """Five names of the class, one on each morning of a week; two of them are opened."""
    who, _, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    for place, family in enumerate(chance.sample(world.open_on(day), 5)):
        moment = in_office_hours(world, chance, who, day + timedelta(place))
        yield world.search(who, moment, f"{family.surname} Emma")
        if place in (1, 3):
            yield world.refused(chance, who, moment + timedelta(seconds=30), family.number)


@form(times=3)
def applicant_for_a_post(world: World, chance: Random) -> Iterator[Logged]:
    """A lead looks up who has applied to them."""
    who, family, day = pair(world, chance, Role.FAM_COORDINATOR, Role.ASD_LEAD)
    moment = in_office_hours(world, chance, who, day)
    yield world.search(who, moment, family.surname, family.number)
    for minutes in (1, 3):
        yield world.look(chance, who, moment + timedelta(minutes=minutes), family.number, purpose=Purpose.SUPERVISION)


@form(times=3)
def quarrel_over_the_fence(world: World, chance: Random) -> Iterator[Logged]:
    """The neighbour, after each quarrel: four looks in three months."""
    who, family, day = pair(world, chance, *CASEWORK)
    for later in (0, 19, 47, 80):
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number)


@form(times=3)
def custody_in_dispute(world: World, chance: Random) -> Iterator[Logged]:
    """The sister of the other parent reads what was written before each hearing; nobody knows of the kinship."""
    who, family, day = pair(world, chance, Role.ASD_WORKER, Role.YOUTH_HELP_FINANCE)
    for later in (0, 1, 21, 22):
        moment = in_office_hours(world, chance, who, day + timedelta(later))
        yield world.look(chance, who, moment, family.number, categories=(Category.FAMILY_RELATIONS,))


@form(times=3)
def own_application_of_a_cousin(world: World, chance: Random) -> Iterator[Logged]:
    """Same rare name, the service desk, no note."""
    who, family = _desk(world, chance)
    world.books.matches.setdefault((who.id, family.number), set()).add(MatchKind.SURNAME)
    yield world.look(chance, who, in_office_hours(world, chance, who, some_day(world, chance)), family.number)


@form(times=3)
def how_is_my_foster_child(world: World, chance: Random) -> Iterator[Logged]:
    """A case that went to a colleague a year ago is still followed: every second month."""
    who, family, day = pair(world, chance, Role.ASD_WORKER)
    for later in (0, 45, 90):
        yield peek(world, chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number)


@form(times=3)
def girl_who_ran_away(world: World, chance: Random) -> Iterator[Logged]:
    """Somebody of youth court aid looks at a family of which all talk, as if a court had asked."""
    who, family, day = pair(world, chance, Role.YOUTH_COURT_AID, Role.GUARDIAN_OFFICE)
    yield world.look(chance, who, in_office_hours(world, chance, who, day), family.number)


@form(times=3)
def sold_to_a_detective(world: World, chance: Random) -> Iterator[Logged]:
    """Addresses for money: one foreign family a week for nine weeks, by who works on own cases."""
    who, _, day = pair(world, chance, Role.JOBCOACH, Role.BENEFIT_OFFICER)
    for week in range(9):
        moment = in_office_hours(world, chance, who, day + timedelta(7 * week))
        yield world.look(chance, who, moment, world.open_family(chance, day).number, categories=(Category.CONTACT,))


@form(times=3)
def sold_by_the_desk(world: World, chance: Random) -> Iterator[Logged]:
    """The same by the service desk, hidden among calls: two a week for five weeks, none noted."""
    who, _ = _desk(world, chance)
    day = some_day(world, chance)
    for place in range(10):
        moment = in_office_hours(world, chance, who, day + timedelta(7 * (place // 2) + 2 * (place % 2)))
        yield world.look(chance, who, moment, world.open_family(chance, day).number, categories=(Category.CONTACT,))


@form(times=3)
def address_under_protection(world: World, chance: Random) -> Iterator[Logged]:
    """Who fled is sought through her sister's file: two families one after the other, the second is locked."""
    who, family, day = pair(world, chance, *CASEWORK)
    locked = chance.choice([one for one in world.open_on(day) if one.marked] or [family])
    moment = in_office_hours(world, chance, who, day)
    yield world.look(chance, who, moment, family.number, categories=(Category.FAMILY_RELATIONS,))
    yield world.refused(chance, who, moment + timedelta(minutes=3), locked.number, reason=Reason.ADDRESS_LOCKED)


@form(times=3)
def told_at_the_canteen(world: World, chance: Random) -> Iterator[Logged]:
    """A colleague of the same corridor tells of a case; the listener reads it after lunch, six pages of it."""
    day = some_day(world, chance)
    holder, family = next((one, family) for family in chance.sample(world.open_on(day), 60)
                          for one in world.holders(family, day) if one.role in CASEWORK)  # fmt: skip
    near = [one for one in world.of_role(holder.role) if one.office == holder.office]
    who = world.stranger_to(chance, family, near, day)
    moment = at(world.next_there(who, day), max(who.begins + 30, 775))
    for place in range(6):
        yield world.look(chance, who, moment + timedelta(minutes=3 * place), family.number)


@form(times=3)
def team_of_the_football_club(world: World, chance: Random) -> Iterator[Logged]:
    """Six families of players within an hour, by somebody of the service desk after the last call."""
    who, _ = _desk(world, chance)
    moment = at(world.next_there(who, some_day(world, chance)), who.ends - 70)
    for family in chance.sample(world.families, 6):
        yield world.look(chance, who, moment, family.number, action=Deed.VIEW)
        moment += timedelta(minutes=chance.uniform(3, 8))
