"""What the review of one controller knows of the year: its entries, and a context as load files would bring it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta

from bench.review_year.days import FIRST, LAST, at, days, is_working
from bench.review_year.people import Household, Member
from bench.review_year.staffing import is_there
from bench.review_year.world import World
from hub.review.context.context import Context
from hub.terms.circumstances import Input, MatchKind, Shift, Standing
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency, Category
from hub.terms.logged import Logged
from hub.terms.people import FamStatus

CONTROLLERS = (Agency.JOBCENTER, Agency.JUGENDAMT)
"""Who has a data protection officer of their own. Providers are reviewed by the Jugendamt's, for which they work."""
TOUCHES = {
    Agency.JOBCENTER: frozenset({Category.WORK_TRAINING, Category.BENEFIT_STATUS, Category.FINANCE_DETAIL,
                                 Category.FAM_JOINT, Category.APPOINTMENTS}),
    Agency.JUGENDAMT: frozenset({Category.HELP_GOALS, Category.HELP_TYPE, Category.SINGLE_NOTE, Category.FAM_JOINT,
                                 Category.APPOINTMENTS}),
}  # fmt: skip
"""What is a controller's own or joint: others' looks at it are entries of its log too."""
OWN_OF = {
    Agency.JOBCENTER: frozenset({Agency.JOBCENTER}),
    Agency.JUGENDAMT: frozenset({Agency.JUGENDAMT, Agency.PROVIDER}),
}
"""Whose duty, absences and last days an officer is told: own staff's and those of providers (`Context.own`)."""
FRAME = (420, 1140)
"""Duty is from 7 to 19 for whoever works by day."""
COMMON = 0.005
"""A surname that more than this share of people bear says nothing (R03)."""


def entries_of(looks: Iterable[Logged], controller: Agency) -> Iterator[Logged]:
    """Of one's own staff all; of others' staff what touches own or joint data, and of providers for the Jugendamt."""
    touched = TOUCHES[controller]
    for one in looks:
        if one.agency in OWN_OF[controller] or touched.intersection(one.categories):
            yield one


def context_of(world: World, controller: Agency) -> Context:
    """Everything delivered for all of the year."""
    own = [one for one in world.members if one.agency in OWN_OF[controller]]
    names, books = frozenset(one.id for one in own), world.books
    return Context(
        controller=controller,
        own=names,
        delivered=dict.fromkeys(Input, (FIRST, LAST)),
        shifts={one.id: tuple(_shifts(world, one)) for one in own},
        absences={who: tuple(rows) for who, rows in books.absences.items() if who in names},
        ended={one.id: one.until for one in own if one.until},
        dates=tuple(books.appointments),
        assignments=tuple(books.assignments),
        deputies=tuple(books.deputies),
        papers=tuple(books.consents),
        procedures=tuple(books.procedures),
        standings={one.number: tuple(_standings(one)) for one in world.families},
        hits=_matches(world),
        staff_families=frozenset(books.colleagues),
        protected_families=frozenset(one.number for one in world.families if one.marked),
    )


def _shifts(world: World, one: Member) -> Iterator[Shift]:
    first, last = (min(FRAME[0], one.begins), max(FRAME[1], one.ends + 15))
    for day in days():
        if is_there(world.books, one, day):
            yield Shift(at(day, first), at(day, last))
        if world.books.oncall.get(day) == one.id:
            begins = FRAME[1] if is_working(day) else FRAME[0]
            yield Shift(at(day, begins), at(day + timedelta(1), FRAME[0]), on_call=True)


def _standings(one: Household) -> Iterator[Standing]:
    yield Standing(FamStatus.PROPOSED, one.since - timedelta(30), one.since - timedelta(1))
    yield Standing(FamStatus.ADMITTED, one.since, one.ended)
    if one.ended:
        yield Standing(FamStatus.ENDED, one.ended + timedelta(1))


def _matches(world: World) -> dict[tuple[str, FamilyNumber], frozenset[MatchKind]]:
    """Names that are not common, and what the books know of kinship."""
    found: dict[tuple[str, FamilyNumber], set[MatchKind]] = defaultdict(set)
    for pair, kinds in world.books.matches.items():
        found[pair] |= kinds
    names = [one.surname for one in world.members] + [one.surname for one in world.families]
    bearers = Counter(names)
    rare = {name for name, count in bearers.items() if count <= COMMON * sum(bearers.values())}
    for family in world.families:
        for one in world.members:
            if one.surname == family.surname and one.surname in rare:
                found[one.id, family.number].add(MatchKind.SURNAME)
    return {pair: frozenset(kinds) for pair, kinds in found.items()}
