"""Behind covers that one writes oneself, or has written by a friend: dates, mandates, consents."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bench.review_year.days import FIRST, LAST, at
from bench.review_year.planting import form
from bench.review_year.prying import in_office_hours, pair, with_cases
from bench.review_year.world import World
from hub.terms.circumstances import Appointment, AppointmentKind, Assigned, ConsentTimes, StandingIn
from hub.terms.clock import legal_day
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged

PAIR = (Role.JOBCOACH, Role.ASD_WORKER)


@form(times=3)
def call_that_never_was(world: World, chance: Random) -> Iterator[Logged]:
    """A call is noted the evening before, for the morning on which the file is read."""
    who, family, day = pair(world, chance, Role.BENEFIT_OFFICER, *PAIR)
    moment = in_office_hours(world, chance, who, day)
    until, staff, entered = moment + timedelta(minutes=5), frozenset({who.id}), moment - timedelta(hours=15)
    world.books.appointments.append(
        Appointment(AppointmentKind.OTHER, moment, until, staff, frozenset({family.number}), entered, "Anruf")
    )
    yield world.look(chance, who, moment, family.number)


@form(times=3)
def two_cover_each_other(world: World, chance: Random) -> Iterator[Logged]:
    """Two friends enter a talk that both attend; one of them reads."""
    who, family, day = pair(world, chance, *PAIR)
    friend = chance.choice([one for one in world.of_role(who.role) if one.id != who.id])
    moment = in_office_hours(world, chance, who, day)
    staff, entered = frozenset({who.id, friend.id}), moment - timedelta(days=2)
    until = moment + timedelta(minutes=30)
    world.books.appointments.append(
        Appointment(AppointmentKind.TALK, moment, until, staff, frozenset({family.number}), entered)
    )
    for minutes in (0, 9):
        yield world.look(chance, who, moment + timedelta(minutes=minutes), family.number)


@form(times=3)
def case_taken_for_a_week(world: World, chance: Random) -> Iterator[Logged]:
    """A lead assigns a family as second worker for six days, as a favour; it is read on three of them."""
    who, family, day = pair(world, chance, *PAIR)
    entered = at(day, 450)
    world.books.assignments.append(Assigned(who.id, family.number, day, day + timedelta(6), entered))
    for later in (0, 2, 4):
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number)


@form(times=3)
def kept_as_second_worker(world: World, chance: Random) -> Iterator[Logged]:
    """The same without an end."""
    who, family, day = pair(world, chance, *PAIR)
    world.books.assignments.append(Assigned(who.id, family.number, day, None, at(day, 450)))
    for later in (0, 9, 30, 55):
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number)


@form(times=3)
def holiday_cover_for_one_reason(world: World, chance: Random) -> Iterator[Logged]:
    """By one's own word in a colleague's real leave, for the one family that one wanted to read."""
    while True:
        who, family, day = pair(world, chance, *PAIR)
        held = [one for one in world.holders(family, day) if one.role is who.role and one.id != who.id]
        gone = [row for one in held for row in world.books.absences[one.id] if FIRST < row[0] < LAST - timedelta(30)]
        if gone:
            break
    (first, last), entered = gone[0], in_office_hours(world, chance, who, gone[0][0])
    world.books.deputies.append(
        StandingIn(
            who.id, held[0].id, family.number, first, last, self_declared=True, entered_by=who.id, entered=entered
        )
    )
    yield world.look(chance, who, entered, family.number, event="mandate.deputy_taken", action=Deed.TAKE_OVER,
                     purpose=None, words="Vertretung im Urlaub der Kollegin, Rückruf der Schule")  # fmt: skip
    yield world.look(chance, who, entered + timedelta(minutes=1), family.number)


@form(times=3)
def deputy_takes_all_home(world: World, chance: Random) -> Iterator[Logged]:
    """Who stands in exports three files of the colleague on three evenings within duty."""
    rows = [one for one in world.books.deputies if world.by_id[one.who].role in PAIR and not world.by_id[one.who].desk
            and one.since > FIRST and (one.until - one.since).days >= 4]  # fmt: skip
    one = chance.choice(rows)
    who = world.by_id[one.who]
    mine = sorted({row.family for row in rows if (row.who, row.since) == (one.who, one.since)})[:3]
    for later, number in enumerate(mine):
        day = world.next_there(who, one.since + timedelta(later))
        yield world.look(chance, who, at(day, who.ends - 8), number, action=Deed.EXPORT)


@form(times=3)
def yes_over_the_phone(world: World, chance: Random) -> Iterator[Logged]:
    """An own case has let its consent lapse: a spoken one is made up, and the other body's data are read on it."""
    who, rows, day = with_cases(world, chance, Role.JOBCOACH)
    number, moment = chance.choice(rows), in_office_hours(world, chance, who, day)
    since, name = legal_day(moment), f"Y{len(world.books.consents):05}"
    world.books.consents.append(
        ConsentTimes(name, number, since, since + timedelta(90), moment, None, moment, who.id, spoken=True)
    )
    yield world.look(chance, who, moment, number, event="consent.granted", action=Deed.CONSENT,
                     purpose=Purpose.FAM_JOINT_SUPPORT, basis=(name,))  # fmt: skip
    for later in (0, 3):
        when = in_office_hours(world, chance, who, since + timedelta(later + 1))
        yield world.look(chance, who, when, number, basis=(name,), categories=(Category.HELP_GOALS,))


@form(times=3)
def asked_in_the_name_of_another(world: World, chance: Random) -> Iterator[Logged]:
    """A family that is nobody's of theirs is asked for a yes, and asked again."""
    who, family, day = pair(world, chance, *PAIR)
    for later in (0, 6):
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number,
                         event="consent.asked", action=Deed.REQUEST, purpose=Purpose.FAM_JOINT_SUPPORT)  # fmt: skip


@form(times=3)
def hour_before_the_no_holds(world: World, chance: Random) -> Iterator[Logged]:
    """It is known that the family will take its yes back at eleven: from ten on all is read."""
    who, rows, day = with_cases(world, chance, Role.JOBCOACH)
    number, moment = chance.choice(rows), at(day, 660)
    signed, name = moment - timedelta(days=100), f"Y{len(world.books.consents):05}"
    since = legal_day(signed)
    world.books.consents.append(
        ConsentTimes(name, number, since, since + timedelta(364), signed, moment, signed, who.id)
    )
    for minutes in range(5, 60, 6):
        yield world.look(chance, who, moment - timedelta(minutes=minutes), number, basis=(name,),
                         categories=(Category.HELP_GOALS, Category.FAM_JOINT))  # fmt: skip
