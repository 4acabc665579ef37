"""By accounts: of others, of whoever is ill, of those without cases; and what lies between the own work."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bench.review_year.days import FIRST, LAST, at
from bench.review_year.planting import form
from bench.review_year.prying import curious, some_day, with_cases
from bench.review_year.sanctioned.scenes import away, by_day, case_of, steps, strangers, through
from bench.review_year.world import World
from hub.terms.lists import Purpose, Role
from hub.terms.logged import Logged
from hub.terms.reasons import Reason


@form(times=3)
def account_of_who_is_away(world: World, chance: Random) -> Iterator[Logged]:
    """A password on a slip: during a colleague's leave somebody reads four strangers' families under that name."""
    who, first = away(world, chance, world.of_role(Role.JOBCOACH, Role.ASD_WORKER), 6)
    for number in strangers(world, chance, who, first, chance.choice((2, 4))):
        moment = at(first + timedelta(chance.randrange(1, 5)), chance.uniform(500, 950))
        yield from through(world, chance, who, moment, number, place=who.office)


@form(times=3)
def desk_of_who_is_out(world: World, chance: Random) -> Iterator[Logged]:
    """The session of a colleague who is on a home visit is still open: two strangers' families, read at the desk."""
    visits = [(who, one) for (who, day), rows in world.visits.items() for one in rows
              if FIRST + timedelta(9) < day < LAST - timedelta(9)]  # fmt: skip
    who_id, (since, until) = chance.choice(visits)
    who, moment = world.by_id[who_id], since + (until - since) / 2
    for number in strangers(world, chance, who, since.date(), 2):
        yield world.look(chance, who, moment, number, place=who.office)
        moment += timedelta(minutes=chance.randrange(1, 4))


@form(times=3)
def two_places_at_once(world: World, chance: Random) -> Iterator[Logged]:
    """A lent account: the owner works at the desk, and from another house a family is read under the same name."""
    holder, family, day = case_of(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    other = chance.choice([one for one in world.members if one.office != holder.office])
    number = strangers(world, chance, holder, day, 1)[0]
    moment = next(by_day(world, chance, holder, day, (0,)))
    yield world.look(chance, holder, moment, family.number, place=holder.office)
    for minutes in (3, 6, 12):
        yield world.look(chance, holder, moment + timedelta(minutes=minutes), number, place=other.office)


@form(times=3)
def ill_but_curious(world: World, chance: Random) -> Iterator[Logged]:
    """Signed off ill and bored: from home, on two days, what goes on in others' cases."""
    who, first = away(world, chance, curious(world), 2)
    for gap, number in enumerate(strangers(world, chance, who, first, 2)):
        moment = at(first + timedelta(1 + gap), chance.uniform(540, 1300))
        yield from through(world, chance, who, moment, number, place="mobil")


@form(times=3)
def order_of_another(world: World, chance: Random) -> Iterator[Logged]:
    """A worker of a provider reads the family of a colleague of the same provider, whom they know from school."""
    day = some_day(world, chance)
    able = [one for one in world.open_on(day) if one.order and one.order.since <= day]
    family = chance.choice(able)
    who = world.stranger_to(chance, family, world.of_role(Role.PROVIDER_WORKER), day)
    for moment in by_day(world, chance, who, day, steps(chance, chance.choice((1, 2, 3)), 4, 12)):
        yield from through(world, chance, who, moment, family.number)


@form(times=3)
def order_is_over(world: World, chance: Random) -> Iterator[Logged]:
    """The help has ended; whoever gave it still reads how things go on, and is let in or not."""
    able = [one for one in world.families if one.order and one.order.until
            and FIRST < one.order.until < LAST - timedelta(100)]  # fmt: skip
    family = chance.choice(able)
    assert family.order is not None
    assert family.order.until is not None
    who, day = world.by_id[family.order.worker], family.order.until + timedelta(chance.randrange(25, 50))
    for moment in by_day(world, chance, who, day, steps(chance, chance.choice((2, 3)), 10, 20)):
        if chance.random() < 0.4:
            yield world.refused(chance, who, moment, family.number, reason=Reason.HELP_NOT_RUNNING)
        else:
            yield world.look(chance, who, moment, family.number)


@form(times=3)
def planner_at_a_case(world: World, chance: Random) -> Iterator[Logged]:
    """A planner or administrator tries single families, two or three on a day, and gets one open in the end."""
    who, day = chance.choice(world.of_role(Role.PLANNER, Role.IT_ADMIN)), some_day(world, chance)
    moment = next(by_day(world, chance, who, day, (0,)))
    row = strangers(world, chance, who, day, chance.choice((2, 3)))
    for number in row:
        yield world.refused(chance, who, moment, number, purpose=Purpose.PLANNING_STATISTICS)
        moment += timedelta(minutes=chance.randrange(1, 9))
    if chance.random() < 0.5:
        yield world.look(chance, who, moment, row[0], purpose=Purpose.PLANNING_STATISTICS)


@form(times=3)
def auditor_off_the_list(world: World, chance: Random) -> Iterator[Logged]:
    """An auditor reads, weeks away from any audit and as if for one, families of people they know."""
    who, day = chance.choice(world.of_role(Role.AUDITOR)), some_day(world, chance)
    row = strangers(world, chance, who, day, chance.choice((2, 3, 4)))
    for moment, number in zip(by_day(world, chance, who, day, steps(chance, len(row), 0, 5)), row, strict=False):
        yield world.look(chance, who, moment, number, basis=("audit",))


@form(times=3)
def pile_with_strangers_in_it(world: World, chance: Random) -> Iterator[Logged]:
    """Between the own cases of a busy afternoon lie two or three that are nobody's business here."""
    who, rows, day = with_cases(world, chance)
    mixed = [(one, True) for one in chance.sample(rows, 5)]
    mixed += [(one, False) for one in strangers(world, chance, who, day, chance.choice((2, 3)))]
    chance.shuffle(mixed)
    moment = next(by_day(world, chance, who, day, (0,)))
    for number, own in mixed:
        if own:
            yield world.look(chance, who, moment, number)
        else:
            yield from through(world, chance, who, moment, number)
        moment += timedelta(minutes=chance.randrange(2, 9))
