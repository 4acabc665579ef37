"""For others and for money: addresses sold, favours for friends, what is taken along when one leaves."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bench.review_year.days import FIRST, LAST, at
from bench.review_year.planting import form
from bench.review_year.prying import pair, some_day, with_cases
from bench.review_year.sanctioned.scenes import (
    by_day,
    by_evening,
    friend_of,
    had_before,
    put_down,
    steps,
    strangers,
    through,
)
from bench.review_year.world import World
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged

ADDRESS = (Category.CONTACT,)
MONEY = (Category.BENEFIT_STATUS, Category.FINANCE_DETAIL)


@form(times=4)
def addresses_by_the_week(world: World, chance: Random) -> Iterator[Logged]:
    """Sold to a debt collector: one or two addresses a week, each of another family, for eight to twelve weeks."""
    who, _, day = pair(world, chance)
    row = strangers(world, chance, who, day, chance.randrange(9, 17))
    for moment, number in zip(by_day(world, chance, who, day, steps(chance, len(row), 2, 8)), row, strict=False):
        yield from through(world, chance, who, moment, number, categories=ADDRESS)


@form(times=3)
def addresses_at_once(world: World, chance: Random) -> Iterator[Logged]:
    """A list comes on a slip of paper; ten to twenty are looked up in a lunch break."""
    who, _, day = pair(world, chance)
    moment = next(by_day(world, chance, who, day, (0,)))
    for number in strangers(world, chance, who, day, chance.randrange(10, 21)):
        yield world.search(who, moment, world.by_number[number].surname, number)
        yield from through(world, chance, who, moment + timedelta(seconds=9), number, categories=ADDRESS)
        moment += timedelta(seconds=chance.randrange(25, 130))


@form(times=3)
def for_a_detective(world: World, chance: Random) -> Iterator[Logged]:
    """Somebody pays for news of one person: address, work, appointments, each time after two or three weeks."""
    who, family, day = pair(world, chance)
    wanted = (Category.CONTACT, Category.WORK_TRAINING, Category.APPOINTMENTS)
    for moment in by_day(world, chance, who, day, steps(chance, chance.choice((3, 4)), 12, 24)):
        yield from through(world, chance, who, moment, family.number, persons=("P-1",), categories=wanted)


@form(times=3)
def for_a_friends_divorce(world: World, chance: Random) -> Iterator[Logged]:
    """A friend's lawyer needs figures: money is read once and printed at once."""
    who, family, day = pair(world, chance, Role.BENEFIT_OFFICER, Role.YOUTH_HELP_FINANCE, Role.JOBCOACH)
    moment = next(by_day(world, chance, who, day, (0,)))
    yield world.look(chance, who, moment, family.number, categories=MONEY)
    yield world.look(chance, who, moment + timedelta(minutes=2), family.number, categories=MONEY, action=Deed.EXPORT)


@form(times=3)
def for_a_friends_flat(world: World, chance: Random) -> Iterator[Logged]:
    """A friend lets a flat: do the applicants get benefits? Three or four in an afternoon, with a note of a call."""
    desk = world.of_role(Role.BENEFIT_OFFICER) + world.of_role(Role.BENEFIT_OFFICER, desk="service")
    who, day = chance.choice(desk), some_day(world, chance)
    moment = next(by_day(world, chance, who, day, (0,)))
    for number in strangers(world, chance, who, day, chance.choice((3, 4))):
        yield world.search(who, moment, world.by_number[number].surname, number)
        yield world.look(chance, who, moment + timedelta(seconds=10), number, categories=MONEY)
        if chance.random() < 0.3:
            put_down(world, (who,), number, (moment, 5, moment + timedelta(minutes=6)))
        moment += timedelta(minutes=chance.randrange(2, 12))


@form(times=3)
def for_an_insurer(world: World, chance: Random) -> Iterator[Logged]:
    """Families who came in the last weeks are good customers: two a week, contact and relations, for two months."""
    who, _, day = pair(world, chance)
    known = {one.family for one in world.books.assignments if one.who == who.id}
    for gap in steps(chance, chance.randrange(8, 14), 2, 6):
        then = day + timedelta(gap)
        new = [
            one.number for one in world.open_on(then) if one.since > then - timedelta(30) and one.number not in known
        ]
        if new:
            moment = next(by_day(world, chance, who, then, (0,)))
            wanted = (Category.CONTACT, Category.FAMILY_RELATIONS)
            yield from through(world, chance, who, moment, chance.choice(new), categories=wanted)


@form(times=3)
def warning_for_a_clan(world: World, chance: Random) -> Iterator[Logged]:
    """Where a family is hidden whose address is protected: tried twice, then through the emergency door or a friend."""
    day = some_day(world, chance)
    marked = [one for one in world.families if one.marked and world.is_open(one, day)]
    family = chance.choice(marked or [world.open_family(chance, day)])
    who = world.stranger_to(chance, family, world.of_role(Role.ASD_WORKER, Role.JOBCOACH), day)
    first, second = by_day(world, chance, who, day, (0, chance.randrange(1, 6)))
    yield world.refused(chance, who, first, family.number, categories=ADDRESS)
    if chance.random() < 0.5:
        words = f"Kind allein in der Wohnung, Anruf {second:%H:%M}, Anschrift nötig {family.number}"
        yield world.look(chance, who, second, family.number, action=Deed.EMERGENCY, basis=("emergency",), words=words,
                         purpose=Purpose.SGB8_CHILD_PROTECTION, categories=ADDRESS)  # fmt: skip
        return
    friend = friend_of(world, chance, who, day, Role.BENEFIT_OFFICER)
    yield world.look(chance, friend, second, family.number, categories=ADDRESS)


@form(times=3)
def for_the_paper(world: World, chance: Random) -> Iterator[Logged]:
    """A file goes to a journalist: all parts are read in an evening and printed in two pieces."""
    who, family, day = pair(world, chance)
    moment = next(by_evening(world, chance, who, day, (0,)))
    for wanted in ((Category.HELP_GOALS,), (Category.FAMILY_RELATIONS,), (Category.HEALTH, Category.PROVIDER_REPORTS)):
        yield world.look(chance, who, moment, family.number, categories=wanted)
        moment += timedelta(seconds=chance.randrange(30, 200))
    for minutes in (1, 3):
        yield world.look(chance, who, moment + timedelta(minutes=minutes), family.number, action=Deed.EXPORT)


@form(times=3)
def rival_house(world: World, chance: Random) -> Iterator[Logged]:
    """The head of a provider reads what a rival's people do and bill: five to eight families over a month."""
    day = some_day(world, chance)
    who = chance.choice(world.of_role(Role.PROVIDER_LEAD))
    able = [one.number for one in world.open_on(day) if not one.order]
    row = chance.sample(able, chance.randrange(5, 9))
    for moment, number in zip(by_day(world, chance, who, day, steps(chance, len(row), 1, 6)), row, strict=False):
        yield from through(world, chance, who, moment, number, purpose=Purpose.PROVIDER_BILLING)


@form(times=3)
def taken_to_the_new_job(world: World, chance: Random) -> Iterator[Logged]:
    """Notice is given. In the last two weeks own files are printed one after the other, at the end of the day."""
    leavers = [one for one in world.members if one.until and one.until > FIRST + timedelta(70) and not one.desk]
    able = [one for one in leavers if one.role in (Role.JOBCOACH, Role.ASD_WORKER, Role.PROVIDER_WORKER)]
    who = chance.choice(able or [one for one in leavers] or list(world.of_role(Role.JOBCOACH)))
    last = who.until or LAST - timedelta(20)
    rows = [one.family for one in world.books.assignments if one.who == who.id and one.holds_on(last)]
    rows = rows or strangers(world, chance, who, last, 8)
    day, often = last - timedelta(13), chance.randrange(6, 15)
    for gap, number in zip(steps(chance, min(often, len(rows)), 0, 2), rows, strict=False):
        there = world.next_there(who, min(day + timedelta(gap), last - timedelta(1)))
        moment = at(min(there, last), who.ends - chance.randrange(1, 50))
        yield world.look(chance, who, moment, number, action=Deed.EXPORT)


@form(times=3)
def gone_but_signed_in(world: World, chance: Random) -> Iterator[Logged]:
    """Nobody locked the account: two to twelve weeks after the last day some families are read from outside."""
    gone = [one for one in world.members if one.until and one.until < LAST - timedelta(90)]
    who = chance.choice(gone or list(world.of_role(Role.JOBCOACH)))
    day = (who.until or some_day(world, chance)) + timedelta(chance.randrange(14, 80))
    for number in strangers(world, chance, who, day, chance.choice((3, 4))):
        moment = at(day, chance.uniform(480, 1260))
        yield from through(world, chance, who, moment, number, place="mobil")
        day += timedelta(chance.randrange(0, 3))


@form(times=3)
def cannot_let_go(world: World, chance: Random) -> Iterator[Logged]:
    """The case has been closed for weeks; whoever had it reads the family on, two or three times."""
    who, row = had_before(world, chance, Role.JOBCOACH, Role.ASD_WORKER, Role.PROVIDER_WORKER, Role.BENEFIT_OFFICER)
    assert row.until is not None
    first = row.until + timedelta(chance.randrange(35, 50))
    for moment in by_day(world, chance, who, first, steps(chance, chance.choice((2, 3)), 18, 30)):
        yield from through(world, chance, who, moment, row.family)


@form(times=3)
def files_for_home(world: World, chance: Random) -> Iterator[Logged]:
    """Three to six prints of others' files within a week, each after the colleagues have left."""
    who, _, day = with_cases(world, chance)
    row = strangers(world, chance, who, day, chance.randrange(3, 7))
    for moment, number in zip(by_evening(world, chance, who, day, steps(chance, len(row), 0, 2)), row, strict=False):
        yield world.look(chance, who, moment, number, action=Deed.EXPORT)


@form(times=3)
def a_call_that_never_was(world: World, chance: Random) -> Iterator[Logged]:
    """The service centre notes calls of a family that never rings: three to five times in two months, for a friend."""
    desk = world.of_role(Role.BENEFIT_OFFICER, desk="service")
    who, day = chance.choice(desk), some_day(world, chance)
    family = world.open_family(chance, day)
    for moment in by_day(world, chance, who, day, steps(chance, chance.choice((3, 4, 5)), 8, 18)):
        yield world.look(chance, who, moment, family.number, categories=(Category.CONTACT, *MONEY))
        put_down(world, (who,), family.number, (moment, 5, moment + timedelta(minutes=5)))
