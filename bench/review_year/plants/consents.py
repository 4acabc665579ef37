"""Snooping around consents, and emergencies that were none."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from bench.review_year.days import at
from bench.review_year.people import Household, Member
from bench.review_year.planting import form
from bench.review_year.prying import in_office_hours, pair, some_day
from bench.review_year.world import World
from hub.terms.circumstances import ConsentTimes
from hub.terms.clock import legal_day
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged
from hub.terms.reasons import Reason


def _case(world: World, chance: Random, role: Role = Role.JOBCOACH) -> tuple[Member, Household, datetime]:
    """Somebody with a case of theirs, at a moment at which they are there."""
    while True:
        day = some_day(world, chance)
        family = world.open_family(chance, day)
        rows = [one for one in world.holders(family, day) if one.role is role]
        if rows:
            when = world.working_day(chance, rows[0], day, day + timedelta(10))
            return rows[0], family, in_office_hours(world, chance, rows[0], when)


def _enter(
    world: World, whose: tuple[Member, Household], signed: datetime, entered: datetime, spoken: str = ""
) -> ConsentTimes:
    who, family = whose
    one = ConsentTimes(
        f"X{len(world.books.consents):05}", family.number, legal_day(signed), legal_day(signed) + timedelta(180),
        signed, None, entered, who.id, bool(spoken),
    )  # fmt: skip
    world.books.consents.append(one)
    return one


def _entry(world: World, chance: Random, whose: tuple[Member, Household], one: ConsentTimes) -> Logged:
    assert one.entered is not None
    return world.look(chance, whose[0], one.entered, whose[1].number, event="consent.granted", action=Deed.CONSENT,
                      purpose=Purpose.FAM_JOINT_SUPPORT, categories=(Category.HEALTH,),
                      basis=(one.number,))  # fmt: skip


def _withdraw(world: World, who: Member, family: Household, moment: datetime) -> None:
    signed = moment - timedelta(days=60)
    since, number = legal_day(signed), f"X{len(world.books.consents):05}"
    until = since + timedelta(364)
    one = ConsentTimes(number, family.number, since, until, signed, moment, signed, who.id)
    world.books.consents.append(one)


@form(times=5)
def after_the_withdrawal(world: World, chance: Random) -> Iterator[Logged]:
    """The family has taken its yes back; four attempts within the hour."""
    who, family, moment = _case(world, chance)
    _withdraw(world, who, family, moment)
    for minutes in (9, 11, 20, 48):
        yield world.refused(chance, who, moment + timedelta(minutes=minutes), family.number,
                            reason=Reason.CONSENT_WITHDRAWN, categories=(Category.HELP_GOALS,))  # fmt: skip


@form(times=5)
def urging(world: World, chance: Random) -> Iterator[Logged]:
    """After the withdrawal the family is asked again, four days in a row."""
    who, family, moment = _case(world, chance)
    _withdraw(world, who, family, moment)
    for later in range(1, 5):
        yield world.look(chance, who, moment + timedelta(days=later), family.number, event="consent.asked",
                         action=Deed.REQUEST, purpose=Purpose.FAM_JOINT_SUPPORT)  # fmt: skip


@form(times=5)
def own_consent_just_before(world: World, chance: Random) -> Iterator[Logged]:
    """Enters a consent without any talk, reads at once what it opens, and has no case with the family."""
    who, family, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    moment = in_office_hours(world, chance, who, day)
    one = _enter(world, (who, family), moment, moment)
    yield _entry(world, chance, (who, family), one)
    for minutes in (4, 9, 15):
        yield world.look(chance, who, moment + timedelta(minutes=minutes), family.number, basis=(one.number,),
                         categories=(Category.HEALTH,), purpose=Purpose.FAM_JOINT_SUPPORT)  # fmt: skip


@form(times=4)
def spoken_ones_pile_up(world: World, chance: Random) -> Iterator[Logged]:
    """Five spoken consents in a month by one hand, none of them ever confirmed."""
    who, _, moment = _case(world, chance)
    rows = [one.family for one in world.books.assignments if one.who == who.id and one.holds_on(moment.date())]
    for place, number in enumerate(chance.sample(rows, min(5, len(rows)))):
        family = world.by_number[number]
        signed = moment + timedelta(days=5 * place)
        one = _enter(world, (who, family), signed, signed, "spoken")
        yield _entry(world, chance, (who, family), one)


@form(times=5)
def entered_late(world: World, chance: Random) -> Iterator[Logged]:
    """What the other agency knows is read for weeks; then a consent is entered that began before."""
    who, family, moment = _case(world, chance)
    signed = moment - timedelta(days=chance.randrange(35, 60))
    for later in (6, 15, 24):
        yield world.look(chance, who, signed + timedelta(days=later), family.number, basis=("own_task",),
                         categories=(Category.HEALTH,), purpose=Purpose.FAM_JOINT_SUPPORT)  # fmt: skip
    one = _enter(world, (who, family), signed, moment)
    yield _entry(world, chance, (who, family), one)


def _emergency(world: World, chance: Random, whose: tuple[Member, Household], moment: datetime, words: str) -> Logged:
    return world.look(chance, whose[0], moment, whose[1].number, action=Deed.EMERGENCY, basis=("emergency",),
                      words=words, purpose=Purpose.SGB8_CHILD_PROTECTION,
                      categories=(Category.SCHOOL_CHILDCARE,))  # fmt: skip


@form(times=5)
def emergency_without_danger(world: World, chance: Random) -> Iterator[Logged]:
    """An emergency with a reason that suits every case, and nothing follows."""
    who, family, day = pair(world, chance, Role.ASD_WORKER)
    moment = at(day, chance.uniform(900, 1030))
    yield _emergency(world, chance, (who, family), moment, "brauche dringend Info zum Fall, bitte freigeben")


@form(times=4)
def emergency_as_habit(world: World, chance: Random) -> Iterator[Logged]:
    """Five emergencies in two months by somebody who never stands by."""
    who, _, day = pair(world, chance, Role.ASD_WORKER)
    for place in range(5):
        when = world.working_day(chance, who, day + timedelta(12 * place), day + timedelta(12 * place + 6))
        family = world.open_family(chance, when)
        yield _emergency(
            world, chance, (who, family), in_office_hours(world, chance, who, when), f"Anruf der Schule {place}"
        )
