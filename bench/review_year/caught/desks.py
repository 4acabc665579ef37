"""Who should know better: leads, providers, trainees, auditors, IT, data protection, and those who pay."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from bench.review_year.caught.when import holder, moments
from bench.review_year.days import FIRST, LAST, at
from bench.review_year.planting import form
from bench.review_year.prying import in_office_hours, pair, peek, some_day, with_cases
from bench.review_year.world import World
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged


@form(times=2)
def it_reads_what_it_runs(world: World, chance: Random) -> Iterator[Logged]:
    """Somebody of IT opens a family's page as it is shown to others, twice in a week."""
    who, family, day = pair(world, chance, Role.IT_ADMIN)
    for moment in moments(world, chance, who, day, (0, 4)):
        yield world.look(chance, who, moment, family.number, purpose=Purpose.FAM_JOINT_SUPPORT)


@form(times=2)
def an_audit_of_three(world: World, chance: Random) -> Iterator[Logged]:
    """Between two audits the auditor opens three families that no drawn list names."""
    who = chance.choice(world.of_role(Role.AUDITOR))
    day = date(2026, 7, 1) + timedelta(chance.randrange(60))
    for moment in moments(world, chance, who, day, (0, 2, 5)):
        yield world.look(chance, who, moment, chance.choice(world.open_on(day)).number, basis=("audit",))


@form(times=2)
def who_reads_about_my_friend(world: World, chance: Random) -> Iterator[Logged]:
    """An officer for data protection calls the log of one family again and again, without any case."""
    who = chance.choice(world.of_role(Role.DPO))
    day = some_day(world, chance)
    family = world.open_family(chance, day)
    for moment in moments(world, chance, who, day, (0, 3, 8, 12, 16, 22)):
        yield world.look(chance, who, moment, family.number, event="log.read", action=Deed.LOG, categories=(),
                         purpose=Purpose.DPO_CONTROL)  # fmt: skip


@form(times=2)
def looking_for_a_mistake(world: World, chance: Random) -> Iterator[Logged]:
    """A lead wants to be rid of one of the people: over a month all of the files of that one, two a day."""
    other, rows, day = with_cases(world, chance, Role.JOBCOACH)
    del other
    who = chance.choice(world.of_role(Role.JOBCENTER_LEAD))
    for place, number in enumerate(chance.sample(rows, min(24, len(rows)))):
        moment = in_office_hours(world, chance, who, day + timedelta(2 * (place // 2)))
        yield world.look(chance, who, moment, number, purpose=Purpose.SUPERVISION)


@form(times=3)
def orders_of_others(world: World, chance: Random) -> Iterator[Logged]:
    """Staff of a provider read in families in which a colleague or a competitor works: four in two weeks."""
    who, family, day = pair(world, chance, Role.PROVIDER_WORKER)
    others = [one for one in world.open_on(day) if one.order and one.order.worker != who.id]
    for moment, one in zip(moments(world, chance, who, day, (0, 4, 9, 13)),
                           (family, *chance.sample(others, 3)), strict=True):  # fmt: skip
        yield peek(world, chance, who, moment, one.number)


@form(times=3)
def the_help_is_over(world: World, chance: Random) -> Iterator[Logged]:
    """A helper whose order ended a month ago still reads, three times in two months."""
    rows = [one for one in world.books.assignments if world.by_id[one.who].role is Role.PROVIDER_WORKER
            and one.until and FIRST < one.until < LAST - timedelta(120) and not world.by_id[one.who].until]  # fmt: skip
    row = chance.choice(rows)
    assert row.until is not None
    who = world.by_id[row.who]
    for moment in moments(world, chance, who, row.until, (31, 55, 88)):
        yield world.look(chance, who, moment, row.family)


@form(times=2)
def what_the_others_earn(world: World, chance: Random) -> Iterator[Logged]:
    """The lead of a provider looks which helps run where no own order does: nine families in five weeks."""
    who = chance.choice(world.of_role(Role.PROVIDER_LEAD))
    day = some_day(world, chance)
    able = [one for one in world.open_on(day) if one.order is None]
    for moment in moments(world, chance, who, day, range(0, 36, 4)):
        yield world.look(chance, who, moment, chance.choice(able).number, categories=(Category.HELP_TYPE,),
                         purpose=Purpose.PROVIDER_BILLING)  # fmt: skip


@form(times=2)
def paying_and_reading(world: World, chance: Random) -> Iterator[Logged]:
    """Who pays the bills of a help reads the notes and health of an own case, for billing: five times in a month."""
    who, family, day = holder(world, chance, Role.YOUTH_HELP_FINANCE)
    for moment in moments(world, chance, who, day, (0, 5, 11, 18, 26)):
        kind = chance.choice((Category.SINGLE_NOTE, Category.HEALTH))
        yield world.look(chance, who, moment, family.number, categories=(kind,), purpose=Purpose.PROVIDER_BILLING)


@form(times=2)
def the_illnesses_of_my_clients(world: World, chance: Random) -> Iterator[Logged]:
    """A Jobcoach goes through the health of seven own cases in three weeks, which the task does not need."""
    who, rows, day = with_cases(world, chance, Role.JOBCOACH)
    for moment, number in zip(moments(world, chance, who, day, range(0, 21, 3)), chance.sample(rows, 7), strict=True):
        yield world.look(chance, who, moment, number, categories=(Category.HEALTH,))


@form(times=2)
def learning_too_much(world: World, chance: Random) -> Iterator[Logged]:
    """A trainee opens families of people who do not teach them: five in two weeks."""
    trainees = world.of_role(Role.JOBCOACH, desk="trainee") or world.of_role(Role.JOBCOACH)
    who, day = chance.choice(trainees), some_day(world, chance)
    for moment in moments(world, chance, who, day, (0, 2, 5, 9, 12)):
        yield world.look(chance, who, moment, world.open_family(chance, day).number)


@form(times=3)
def closed_but_famous(world: World, chance: Random) -> Iterator[Logged]:
    """A case that was closed in the last years, since everybody speaks of it again: two looks."""
    ended = [one for one in world.families if one.ended and one.ended < LAST - timedelta(140)]
    family = chance.choice(ended)
    assert family.ended is not None
    day = max(family.ended, FIRST) + timedelta(chance.randrange(100, 125))
    who = world.stranger_to(chance, family, world.of_role(Role.JOBCOACH, Role.ASD_WORKER, Role.BENEFIT_OFFICER), day)
    for moment in moments(world, chance, who, day, (0, 1)):
        yield world.look(chance, who, moment, family.number)


@form(times=2)
def the_guardian_is_curious(world: World, chance: Random) -> Iterator[Logged]:
    """Of the guardians' office: a family for which nobody was ever appointed, for guardianship, three days."""
    who, family, day = pair(world, chance, Role.GUARDIAN_OFFICE)
    for moment in moments(world, chance, who, day, (0, 2, 6)):
        yield world.look(chance, who, moment, family.number)


@form(times=2)
def court_aid_without_a_charge(world: World, chance: Random) -> Iterator[Logged]:
    """Youth court aid reads of the friend of the own daughter: no charge, no order, a search and two looks."""
    who, family, day = pair(world, chance, Role.YOUTH_COURT_AID)
    first, second = moments(world, chance, who, day, (0, 3))
    yield world.search(who, first - timedelta(seconds=30), family.surname, family.number)
    yield world.look(chance, who, first, family.number, persons=("P-2",))
    yield world.look(chance, who, second, family.number, persons=("P-2",))


@form(times=2)
def night_duty_passes_the_time(world: World, chance: Random) -> Iterator[Logged]:
    """A quiet night on stand-by: without any call, three files with which nothing is the matter."""
    day = some_day(world, chance)
    who = world.by_id[world.books.oncall[day]]
    for place, family in enumerate(chance.sample(world.open_on(day), 3)):
        yield world.look(chance, who, at(day, 1300 + 11 * place), family.number)


@form(times=2)
def the_planner_wants_names(world: World, chance: Random) -> Iterator[Logged]:
    """A table was not enough: somebody of planning tries four families by their number in one afternoon."""
    who = chance.choice(world.of_role(Role.PLANNER))
    moment = at(world.next_there(who, some_day(world, chance)), 840)
    for place, family in enumerate(chance.sample(world.families, 4)):
        yield world.refused(chance, who, moment + timedelta(minutes=3 * place), family.number,
                            purpose=Purpose.PLANNING_STATISTICS)  # fmt: skip
