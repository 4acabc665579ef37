"""Out of curiosity: the press, the court, the house, those above and beside."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bench.review_year.days import at
from bench.review_year.planting import form
from bench.review_year.prying import curious, pair, some_day
from bench.review_year.sanctioned.scenes import (
    by_day,
    by_evening,
    friend_of,
    near_the_house,
    put_down,
    steps,
    strangers,
    through,
)
from bench.review_year.world import World
from hub.terms.circumstances import AppointmentKind
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged


@form(times=3)
def in_the_paper_today(world: World, chance: Random) -> Iterator[Logged]:
    """A headline at breakfast; by noon four to seven people of several houses have had a look, each once."""
    day = some_day(world, chance)
    family = world.open_family(chance, day)
    day = world.working_day(chance, curious(world)[0], day, day + timedelta(5))
    known = {one.who for one in world.held[family.number]}
    for who in chance.sample([one for one in curious(world) if one.id not in known], chance.randrange(4, 8)):
        moment = next(by_day(world, chance, who, day, (0,)))
        if chance.random() < 0.6:
            yield world.search(who, moment - timedelta(seconds=18), family.surname, family.number)
        yield from through(world, chance, who, moment, family.number)


@form(times=3)
def follows_the_trial(world: World, chance: Random) -> Iterator[Logged]:
    """One reader follows a case that is in the paper: after each day in court, over two months."""
    who, family, day = pair(world, chance)
    for moment in by_day(world, chance, who, day, steps(chance, chance.choice((3, 5, 7)), 5, 12)):
        yield from through(world, chance, who, moment, family.number)


@form(times=3)
def somebody_famous(world: World, chance: Random) -> Iterator[Logged]:
    """A footballer's name: one looks, tells it, the next desk looks within the hour."""
    who, family, day = pair(world, chance)
    moment = next(by_day(world, chance, who, day, (0,)))
    for one in (who, friend_of(world, chance, who, day)):
        yield world.search(one, moment, family.surname, family.number)
        yield from through(world, chance, one, moment + timedelta(seconds=14), family.number)
        moment += timedelta(minutes=chance.randrange(4, 50))


@form(times=3)
def colleague_who_is_ill(world: World, chance: Random) -> Iterator[Logged]:
    """A colleague has been away for long, and has a case in the house: health and help, to know what it is."""
    who, number, day = near_the_house(world, chance)
    for moment in by_day(world, chance, who, day, steps(chance, chance.choice((1, 2, 3)), 3, 20)):
        yield from through(world, chance, who, moment, number, categories=(Category.HEALTH, Category.HELP_TYPE))


@form(times=3)
def family_of_the_lead(world: World, chance: Random) -> Iterator[Logged]:
    """The head's own family, after a bad appraisal; most of them search and open, some only search, twice."""
    who, number, day = near_the_house(world, chance)
    for moment in by_day(world, chance, who, day, (0, chance.randrange(1, 6))):
        yield world.search(who, moment, world.by_number[number].surname, number)
        if chance.random() < 0.7:
            yield from through(world, chance, who, moment + timedelta(seconds=12), number)


@form(times=3)
def who_applies_here(world: World, chance: Random) -> Iterator[Logged]:
    """Somebody in charge looks up, before the interviews, which of the applicants have a file: three to six names."""
    day = some_day(world, chance)
    who = chance.choice(world.of_role(Role.JOBCENTER_LEAD, Role.ASD_LEAD, Role.FAM_COORDINATOR, Role.PROVIDER_LEAD))
    moment = next(by_day(world, chance, who, day, (0,)))
    for number in strangers(world, chance, who, day, chance.randrange(3, 7)):
        found = chance.random() < 0.6
        words = f"{world.by_number[number].surname} {chance.choice(world.families).home[0]}"
        yield world.search(who, moment, words, number if found else None)
        if found:
            yield world.look(chance, who, moment + timedelta(seconds=20), number, basis=("own_task",))
        moment += timedelta(minutes=chance.randrange(1, 5))


@form(times=3)
def lead_watches_one_of_theirs(world: World, chance: Random) -> Iterator[Logged]:
    """A lead who wants somebody gone reads, under supervision, the file of that person's own family each month."""
    who, number, day = near_the_house(world, chance, Role.ASD_LEAD, Role.JOBCENTER_LEAD)
    for moment in by_day(world, chance, who, day, steps(chance, chance.choice((2, 3)), 15, 33)):
        yield world.look(chance, who, moment, number, purpose=Purpose.SUPERVISION, basis=("own_task",))


@form(times=3)
def what_became_of_them(world: World, chance: Random) -> Iterator[Logged]:
    """A child protection case that everybody talks about in the canteen: three who were never near it, over a week."""
    day = some_day(world, chance)
    family = world.open_family(chance, day)
    known = {one.who for one in world.held[family.number]}
    able = [one for one in world.of_role(Role.ASD_WORKER, Role.YOUTH_HELP_FINANCE) if one.id not in known]
    for who in chance.sample(able, 3):
        moment = next(by_day(world, chance, who, day, (chance.randrange(0, 6),)))
        yield from through(world, chance, who, moment, family.number, purpose=Purpose.SGB8_CHILD_PROTECTION)


@form(times=3)
def trainee_alone(world: World, chance: Random) -> Iterator[Logged]:
    """A trainee reads in the afternoon, when the mentor has gone, whatever sounds exciting: three to eight families."""
    desks = world.of_role(Role.JOBCOACH, desk="trainee") or world.of_role(Role.JOBCOACH_U25)
    day, who = some_day(world, chance), chance.choice(desks)
    row = strangers(world, chance, who, day, chance.randrange(3, 9))
    for moment, number in zip(by_evening(world, chance, who, day, steps(chance, len(row), 0, 4)), row, strict=False):
        yield from through(world, chance, who, moment, number)


@form(times=3)
def thesis(world: World, chance: Random) -> Iterator[Logged]:
    """Material for one's master's thesis: ten to twenty files of others over six weeks, help plans and reports."""
    who, _, day = pair(world, chance, Role.ASD_WORKER, Role.JOBCOACH)
    row = strangers(world, chance, who, day, chance.randrange(10, 21))
    bold = chance.random() < 0.5
    for moment, number in zip(by_day(world, chance, who, day, steps(chance, len(row), 0, 4)), row, strict=False):
        purpose = Purpose.RESEARCH if bold else Purpose.FAM_JOINT_SUPPORT
        wanted = (Category.HELP_GOALS, Category.PROVIDER_REPORTS)
        yield from through(world, chance, who, moment, number, purpose=purpose, categories=wanted)


@form(times=3)
def sits_at_every_table(world: World, chance: Random) -> Iterator[Logged]:
    """Weeks after a conference somebody who sat there for another family reads those others "for the conference"."""
    met = [one for one in world.books.appointments if one.kind is AppointmentKind.CONFERENCE and len(one.families) > 2]
    table = chance.choice(met[len(met) // 8 : -len(met) // 3])
    day = table.since.date()
    seats = [world.by_id[one] for one in sorted(table.staff)]
    who = chance.choice([one for one in seats if one.role is not Role.FAM_COORDINATOR] or seats)
    others = [one for one in sorted(table.families) if who.id not in {row.who for row in world.held[one]}]
    for moment in by_day(world, chance, who, day, (chance.randrange(9, 20), chance.randrange(25, 60))):
        for number in others[:2]:
            yield from through(world, chance, who, moment, number, purpose=Purpose.CASE_CONFERENCE)


@form(times=3)
def table_for_one_evening(world: World, chance: Random) -> Iterator[Logged]:
    """A conference put down at short notice with a friend's name on it, to read a family; it is never held."""
    who, family, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    friend = friend_of(world, chance, who, day)
    moment = next(by_day(world, chance, who, day, (0,)))
    late = timedelta(minutes=chance.randrange(30, 240))
    put_down(world, (who, friend), family.number, (moment + late, 40, moment), AppointmentKind.CONFERENCE)
    for minutes in (3, 4, 8)[: chance.choice((1, 2, 3))]:
        yield world.look(chance, who, moment + timedelta(minutes=minutes), family.number,
                         purpose=Purpose.CASE_CONFERENCE)  # fmt: skip


@form(times=3)
def officer_of_the_log(world: World, chance: Random) -> Iterator[Logged]:
    """A data protection officer reads in the log what a neighbour's family has to do with the office, late, thrice."""
    who, day = chance.choice(world.of_role(Role.DPO)), some_day(world, chance)
    family = world.open_family(chance, day)
    for gap in steps(chance, 3, 1, 9):
        moment = at(world.next_there(who, day + timedelta(gap)), chance.uniform(1080, 1300))
        yield world.look(chance, who, moment, family.number, event="log.read", action=Deed.LOG,
                         purpose=Purpose.DPO_CONTROL, categories=())  # fmt: skip
