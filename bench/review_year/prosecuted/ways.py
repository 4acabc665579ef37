"""How they did it: for money, in farewell, by other people's accounts, by covers, orders, consents and the log."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bench.review_year.days import FIRST, LAST, at
from bench.review_year.planting import form
from bench.review_year.prying import in_office_hours, pair, peek, some_day, with_cases
from bench.review_year.staffing import is_away
from bench.review_year.world import World
from hub.terms.circumstances import Appointment, AppointmentKind, Assigned, ConsentTimes, StandingIn
from hub.terms.clock import legal_day
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged
from hub.terms.reasons import Reason

PAIR = (Role.JOBCOACH, Role.ASD_WORKER)


@form(times=3)
def sold_by_the_hundred(world: World, chance: Random) -> Iterator[Logged]:
    """Helpers of a health authority sold files by messenger: fourteen a day from the list, for three days."""
    who = chance.choice(world.of_role(Role.BENEFIT_OFFICER, desk="service"))
    day = some_day(world, chance)
    for later in range(3):
        moment = at(world.next_there(who, day + timedelta(later)), who.begins + 20)
        for family in chance.sample(world.open_on(day), 14):
            yield world.look(chance, who, moment, family.number, categories=(Category.CONTACT,))
            moment += timedelta(minutes=chance.uniform(1, 6))


@form(times=3)
def mailed_home_before_leaving(world: World, chance: Random) -> Iterator[Logged]:
    """Somebody sent files home in the weeks before giving notice: one own file every third day."""
    who, rows, day = with_cases(world, chance)
    for place, number in enumerate(chance.sample(rows, 7)):
        moment = in_office_hours(world, chance, who, day + timedelta(3 * place))
        yield world.look(chance, who, moment, number, action=Deed.EXPORT)


@form(times=3)
def station_computer_at_night(world: World, chance: Random) -> Iterator[Logged]:
    """An account left signed in at a station, used at night for one address."""
    who, family, day = pair(world, chance, *PAIR)
    yield peek(world, chance, who, at(day, 1395), family.number)


@form(times=3)
def asks_a_friend_to_look(world: World, chance: Random) -> Iterator[Logged]:
    """A colleague who may look is asked to: both open the family within ten minutes."""
    who, family, day = pair(world, chance, *PAIR)
    friend = world.stranger_to(chance, family, [one for one in world.of_role(who.role) if one.id != who.id], day)
    moment = in_office_hours(world, chance, who, day)
    yield world.look(chance, who, moment, family.number)
    yield world.look(chance, friend, moment + timedelta(minutes=8), family.number)


@form(times=3)
def invented_task(world: World, chance: Random) -> Iterator[Logged]:
    """A talk that never took place stands in the calendar: the file was read on the day before and the day after."""
    who, family, day = pair(world, chance, *PAIR)
    begins = at(day + timedelta(1), 600)
    staff, families = frozenset({who.id}), frozenset({family.number})
    world.books.appointments.append(Appointment(
        AppointmentKind.TALK, begins, begins + timedelta(minutes=45), staff, families, begins - timedelta(days=3)
    ))  # fmt: skip
    for later in (0, 2):
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number)


@form(times=3)
def covers_more_than_asked(world: World, chance: Random) -> Iterator[Logged]:
    """Who stands in reads a family of the colleague on the days after the cover has ended."""
    rows = [one for one in world.books.deputies if world.by_id[one.who].role in PAIR and not world.by_id[one.who].desk
            and FIRST < one.until < LAST - timedelta(40)]  # fmt: skip
    one = chance.choice(rows)
    who = world.by_id[one.who]
    for later in (9, 16, 23):
        yield world.look(chance, who, in_office_hours(world, chance, who, one.until + timedelta(later)), one.family)


@form(times=3)
def deputy_by_own_word_for_one(world: World, chance: Random) -> Iterator[Logged]:
    """Makes themselves the deputy of somebody who is at work, for the one file, at the end of the day."""
    while True:
        who, family, day = pair(world, chance, *PAIR)
        there = [one for one in world.holders(family, day) if not is_away(world.books, one.id, day)]
        if there:
            break
    moment = at(day, who.ends - 25)
    world.books.deputies.append(
        StandingIn(who.id, there[0].id, family.number, day, day, self_declared=True, entered_by=who.id, entered=moment)
    )
    yield world.look(chance, who, moment, family.number, event="mandate.deputy_taken", action=Deed.TAKE_OVER,
                     purpose=None, words="Vertretung, Rückfrage der Schule wegen Fehlzeiten")  # fmt: skip
    yield world.look(chance, who, moment + timedelta(minutes=2), family.number)


@form(times=3)
def takes_the_case_over_to_read(world: World, chance: Random) -> Iterator[Logged]:
    """Has a family assigned for ten days "because of a conflict", and gives it back."""
    who, family, day = pair(world, chance, *PAIR)
    world.books.assignments.append(Assigned(who.id, family.number, day, day + timedelta(10), at(day, 470)))
    for later in (0, 1, 6):
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number)


@form(times=3)
def forged_yes(world: World, chance: Random) -> Iterator[Logged]:
    """A consent that nobody gave is entered for a foreign family, and read at once."""
    who, family, day = pair(world, chance, *PAIR)
    moment = in_office_hours(world, chance, who, day)
    since, name = legal_day(moment), f"Z{len(world.books.consents):05}"
    world.books.consents.append(
        ConsentTimes(name, family.number, since, since + timedelta(364), moment, None, moment, who.id)
    )
    yield world.look(chance, who, moment, family.number, event="consent.granted", action=Deed.CONSENT,
                     purpose=Purpose.FAM_JOINT_SUPPORT, basis=(name,))  # fmt: skip
    yield world.look(chance, who, moment + timedelta(minutes=3), family.number, basis=(name,),
                     categories=(Category.HELP_GOALS,))  # fmt: skip


@form(times=3)
def last_look_before_it_falls_away(world: World, chance: Random) -> Iterator[Logged]:
    """The parents are on their way to withdraw: the other body's part is printed and read in the half hour before."""
    who, rows, day = with_cases(world, chance, Role.JOBCOACH)
    number, gone = chance.choice(rows), at(day, 700)
    name, signed = f"Z{len(world.books.consents):05}", gone - timedelta(days=80)
    since = legal_day(signed)
    world.books.consents.append(ConsentTimes(name, number, since, since + timedelta(364), signed, gone, signed, who.id))
    for minutes in (28, 22, 15, 9, 4):
        yield world.look(chance, who, gone - timedelta(minutes=minutes), number, basis=(name,),
                         categories=(Category.HELP_GOALS,))  # fmt: skip
    yield world.look(chance, who, gone - timedelta(minutes=2), number, action=Deed.EXPORT, basis=(name,))


@form(times=3)
def administrator_for_a_friend(world: World, chance: Random) -> Iterator[Logged]:
    """IT looks one family up with rights that were given for repairs."""
    who, family, day = pair(world, chance, Role.IT_ADMIN)
    yield world.look(chance, who, in_office_hours(world, chance, who, day), family.number, purpose=None,
                     categories=(Category.CONTACT,))  # fmt: skip


@form(times=3)
def reads_who_reads(world: World, chance: Random) -> Iterator[Logged]:
    """A worker under suspicion tries to see the log of the family that they had looked at."""
    who, family, day = pair(world, chance, *PAIR)
    moment = in_office_hours(world, chance, who, day)
    yield world.look(chance, who, moment, family.number)
    for minutes in (3, 5):
        yield world.refused(chance, who, moment + timedelta(minutes=minutes), family.number, event="access.denied",
                            action=Deed.LOG, purpose=None, reason=Reason.PURPOSE_NOT_ALLOWED)  # fmt: skip


@form(times=3)
def sick_and_bored(world: World, chance: Random) -> Iterator[Logged]:
    """Signed off sick for a week, reading a foreign family from the sofa."""
    while True:
        who, family, _ = pair(world, chance, *PAIR)
        rows = [row for row in world.books.absences[who.id] if row[0] > FIRST and (row[1] - row[0]).days >= 3]
        if rows:
            break
    moment = at(rows[0][0] + timedelta(2), chance.uniform(600, 1000))
    yield peek(world, chance, who, moment, family.number)


@form(times=3)
def after_the_transfer(world: World, chance: Random) -> Iterator[Logged]:
    """A child was moved to a colleague; the former worker looks how it is, once a month."""
    ended = [one for one in world.books.assignments if one.until and FIRST < one.until < LAST - timedelta(110)
             and world.by_id[one.who].role in PAIR and world.by_id[one.who].until is None]  # fmt: skip
    who, family, day = pair(world, chance, *PAIR)
    number = family.number
    if ended:
        tie = chance.choice(ended)
        assert tie.until is not None
        who, number, day = world.by_id[tie.who], tie.family, tie.until
    for later in (25, 55, 85):
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), number)


@form(times=3)
def provider_reads_the_whole_street(world: World, chance: Random) -> Iterator[Logged]:
    """A provider's worker tries families for whom the provider has no order: four in two weeks."""
    who, _, day = pair(world, chance, Role.PROVIDER_WORKER)
    for place, family in enumerate(chance.sample(world.open_on(day), 4)):
        yield peek(world, chance, who, in_office_hours(world, chance, who, day + timedelta(4 * place)), family.number)


@form(times=3)
def words_instead_of_a_reason(world: World, chance: Random) -> Iterator[Logged]:
    """Emergency access in office hours with a reason that was written to look like work, at a foreign family."""
    who, family, day = pair(world, chance, Role.ASD_WORKER)
    yield world.look(chance, who, in_office_hours(world, chance, who, day), family.number, action=Deed.EMERGENCY,
                     basis=("emergency",), words=f"Rückruf Kita, Klärung Abholung {family.number}",
                     purpose=Purpose.SGB8_CHILD_PROTECTION)  # fmt: skip


@form(times=3)
def first_week_of_a_trainee(world: World, chance: Random) -> Iterator[Logged]:
    """A trainee reads the own street: three families at which nobody sits beside, in one week."""
    who = chance.choice(world.of_role(Role.JOBCOACH, desk="trainee") or world.of_role(Role.JOBCOACH))
    day = some_day(world, chance)
    for place in range(3):
        moment = in_office_hours(world, chance, who, day + timedelta(2 * place))
        yield world.look(chance, who, moment, world.open_family(chance, day).number)


@form(times=3)
def counter_looks_up_the_ex(world: World, chance: Random) -> Iterator[Logged]:
    """Somebody of the service desk follows one family without a call: five looks in three months."""
    who = chance.choice(world.of_role(Role.BENEFIT_OFFICER, desk="service"))
    day = some_day(world, chance)
    family = world.open_family(chance, day)
    for later in (0, 13, 34, 58, 81):
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number)


@form(times=3)
def one_name_in_vain_for_months(world: World, chance: Random) -> Iterator[Logged]:
    """Is she known by now: a name typed once a month, never found."""
    who, family, day = pair(world, chance, *PAIR)
    for later in (0, 29, 63, 92):
        yield world.search(who, in_office_hours(world, chance, who, day + timedelta(later)), f"{family.surname} Aylin")


@form(times=3)
def weekend_from_home(world: World, chance: Random) -> Iterator[Logged]:
    """A Saturday and a Sunday, from home: two foreign families and one of the own."""
    who, family, day = pair(world, chance, *PAIR)
    saturday = day + timedelta(5 - day.weekday())
    yield peek(world, chance, who, at(saturday, 930), family.number)
    yield peek(world, chance, who, at(saturday + timedelta(1), 1130), world.open_family(chance, day).number)


@form(times=3)
def finance_of_a_lodger(world: World, chance: Random) -> Iterator[Logged]:
    """Who pays for help looks whether the lodger gets anything: once, for a purpose of theirs."""
    who, family, day = pair(world, chance, Role.YOUTH_HELP_FINANCE)
    yield world.look(chance, who, in_office_hours(world, chance, who, day), family.number)
