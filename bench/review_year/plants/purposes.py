"""Snooping behind a purpose: one that does not fit, one after another until one opens, everything at once."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bench.review_year.days import at
from bench.review_year.planting import form
from bench.review_year.prying import in_office_hours, pair
from bench.review_year.world import World
from hub.terms.circumstances import StandingIn
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged
from hub.terms.reasons import Reason

ODD = {Role.JOBCOACH: Purpose.YOUTH_COURT, Role.ASD_WORKER: Purpose.SGB2_SANCTION,
       Role.BENEFIT_OFFICER: Purpose.GUARDIANSHIP, Role.YOUTH_HELP_FINANCE: Purpose.SGB8_COURT_SUPPORT}  # fmt: skip


@form(times=5)
def wrong_purpose(world: World, chance: Random) -> Iterator[Logged]:
    """For a purpose that nobody of the role has."""
    who, family, day = pair(world, chance, *ODD)
    for later in (0, 1):
        moment = in_office_hours(world, chance, who, day + timedelta(later))
        yield world.look(chance, who, moment, family.number, purpose=ODD[who.role], categories=(Category.FAM_JOINT,))


@form(times=5)
def purpose_hopping(world: World, chance: Random) -> Iterator[Logged]:
    """Refused, another purpose, refused, another one, and in."""
    who, family, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER, Role.BENEFIT_OFFICER)
    moment = in_office_hours(world, chance, who, day)
    for purpose in (Purpose.FAM_JOINT_SUPPORT, Purpose.CASE_CONFERENCE, Purpose.SCHOOL_TO_WORK):
        yield world.refused(chance, who, moment, family.number, purpose=purpose, reason=Reason.PURPOSE_NOT_ALLOWED)
        moment += timedelta(seconds=chance.randrange(20, 90))
    yield world.look(chance, who, moment, family.number, purpose=Purpose.LIVELIHOOD)


@form(times=5)
def denied_then_in(world: World, chance: Random) -> Iterator[Logged]:
    """Three refusals, then a mandate as deputy by the own word, and in."""
    who, family, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    moment = in_office_hours(world, chance, who, day)
    for place in range(3):
        yield world.refused(chance, who, moment + timedelta(seconds=50 * place), family.number)
    holder = next(iter(world.holders(family, day)), who)
    taken = moment + timedelta(minutes=6)
    world.books.deputies.append(
        StandingIn(who.id, holder.id, family.number, day, day, self_declared=True, entered_by=who.id, entered=taken)
    )
    yield world.look(chance, who, taken, family.number, event="mandate.deputy_taken", action=Deed.TAKE_OVER,
                     purpose=None, words="übernehme kurz")  # fmt: skip
    yield world.look(chance, who, taken + timedelta(minutes=1), family.number)


@form(times=5)
def everything_at_once(world: World, chance: Random) -> Iterator[Logged]:
    """All kinds of things of one family, for a purpose that needs two."""
    who, family, day = pair(world, chance, Role.BENEFIT_OFFICER)
    kinds = (Category.CONTACT, Category.FAMILY_RELATIONS, Category.HOUSING, Category.BENEFIT_STATUS,
             Category.FINANCE_DETAIL, Category.HEALTH, Category.SCHOOL_CHILDCARE, Category.HELP_GOALS)  # fmt: skip
    moment = in_office_hours(world, chance, who, day)
    for first in range(0, 8, 2):
        yield world.look(chance, who, moment, family.number, purpose=Purpose.LIVELIHOOD,
                         categories=kinds[first : first + 2])  # fmt: skip
        moment += timedelta(seconds=30)


@form(times=5)
def confided_things(world: World, chance: Random) -> Iterator[Logged]:
    """The Jobcenter tries again and again at what a child told the other agency in confidence."""
    who, family, day = pair(world, chance, Role.JOBCOACH)
    rows = [one.family for one in world.books.assignments if one.who == who.id and one.holds_on(day)]
    number = chance.choice(rows or [family.number])
    for later in (0, 0, 2, 5):
        yield world.refused(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), number,
                            reason=Reason.ENTRUSTED, categories=(Category.SINGLE_NOTE,))  # fmt: skip


@form(times=4)
def planner_at_families(world: World, chance: Random) -> Iterator[Logged]:
    """From the page of tables to the pages of families: five calls within minutes, all refused."""
    who, _, day = pair(world, chance, Role.PLANNER)
    moment = in_office_hours(world, chance, who, day)
    for family in chance.sample(world.open_on(day), 5):
        yield world.refused(chance, who, moment, family.number, purpose=Purpose.PLANNING_STATISTICS,
                            reason=Reason.PURPOSE_NOT_ALLOWED)  # fmt: skip
        moment += timedelta(seconds=50)


@form(times=4)
def at_the_log(world: World, chance: Random) -> Iterator[Logged]:
    """IT, or a lead, calls the pages of the log, and is refused."""
    who, _, day = pair(world, chance, Role.IT_ADMIN, Role.JOBCENTER_LEAD, Role.ASD_LEAD)
    moment = in_office_hours(world, chance, who, day)
    for place in range(3):
        yield world.refused(chance, who, moment + timedelta(minutes=place), world.families[0].number,
                            event="access.denied", action=Deed.LOG, purpose=None,
                            reason=Reason.PURPOSE_NOT_ALLOWED)  # fmt: skip


@form(times=4)
def officer_watching(world: World, chance: Random) -> Iterator[Logged]:
    """A data protection officer reads one family's lines again and again, without a case."""
    who, family, day = pair(world, chance, Role.DPO)
    for later in range(0, 21, 3):
        moment = at(day + timedelta(later), chance.uniform(560, 900))
        yield world.look(chance, who, moment, family.number, event="log.read", action=Deed.LOG,
                         purpose=Purpose.DPO_CONTROL, categories=())  # fmt: skip


@form(times=4)
def administrator_watching(world: World, chance: Random) -> Iterator[Logged]:
    """IT opens one family's pages, always the same."""
    who, family, day = pair(world, chance, Role.IT_ADMIN)
    for later in range(0, 18, 3):
        moment = at(day + timedelta(later), chance.uniform(560, 900))
        yield world.look(chance, who, moment, family.number, purpose=None, categories=(Category.CONTACT,))


@form(times=4)
def same_words(world: World, chance: Random) -> Iterator[Logged]:
    """The same sentence as reason, a dozen times in a month, at families that are nobody's case of theirs."""
    who, _, day = pair(world, chance, Role.BENEFIT_OFFICER)
    for later in range(0, 24, 2):
        family = chance.choice(world.open_on(day))
        moment = in_office_hours(world, chance, who, day + timedelta(later))
        yield world.look(chance, who, moment, family.number, words="Rückfrage der Familie")
