"""What an ordinary office does and writes down badly or not at all, without anybody prying.

An office without it would be too easy: every look without an entry would be snooping. All shares are guesses.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from bench.review_year.days import FIRST, LAST, at, days, is_working
from bench.review_year.people import Household, Member
from bench.review_year.staffing import is_there
from bench.review_year.world import World
from hub.terms.circumstances import Appointment, AppointmentKind, Assigned, StandingIn
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Role
from hub.terms.logged import Logged

CASEWORK = (Role.JOBCOACH, Role.JOBCOACH_U25, Role.BENEFIT_OFFICER, Role.ASD_WORKER)
ASKED_ACROSS_THE_DESK = 0.03
"""A day and person: a colleague asks for a second opinion, and nobody enters anything."""
WALKED_IN, WALK_INS_NOTED = 6, 0.6
"""People of a day, in a Kreis of 2,000 families, who stand at the counter when their worker is away."""
READ_AHEAD, ASKED_LATER = 0.6, 0.5
"""Successors who read before the case is theirs, and predecessors who look something up for them afterwards."""
LEARNS_BESIDE, ENTERED = 0.7, 0.5
"""Days of the first three weeks on which somebody new reads a model file, and weeks entered as standing in."""
TALKED_THROUGH = 0.5
"""Crises over which colleagues of the ASD bend with the worker."""
ENQUIRIES = 2
"""Letters of courts, schools and other offices in a day, of which half name nobody who is known."""
SENT_A_LINK, FROM_AFAR = 0.002, 0.2
"""A day and person: a colleague sends the link of a family and nobody lets them in; and how many sit elsewhere."""
MANY = 2000


def untidy(world: World, chance: Random, share: float) -> Iterator[Logged]:
    """All of it over the year; `share` thins it out in a year of few looks."""
    for part in (_across_the_desk, _walked_in, _handed_over, _newcomers, _crises, _enquiries, _sent_a_link):
        yield from part(world, Random(f"{part.__name__} {chance.random()}"), share)


def _mates(world: World, one: Member, day: date) -> list[Member]:
    """Colleagues of the role in the same house, who are there."""
    able = [each for each in world.of_role(one.role) if each.id != one.id and each.office == one.office]
    return [each for each in able if is_there(world.books, each, day)]


def _looks(world: World, chance: Random, who: Member, number: FamilyNumber, day: date) -> Iterator[Logged]:
    """One to three parts of a file, minutes apart."""
    moment = at(day, world.moment(chance, who))
    for _ in range(chance.choice((1, 1, 2, 3))):
        yield world.look(chance, who, moment, number)
        moment += timedelta(seconds=chance.randrange(20, 200))


def _across_the_desk(world: World, chance: Random, share: float) -> Iterator[Logged]:
    cases: dict[str, list[Assigned]] = defaultdict(list)
    for row in world.books.assignments:
        cases[row.who].append(row)
    for day in (each for each in days() if is_working(each)):
        for one in world.of_role(*CASEWORK):
            if chance.random() >= ASKED_ACROSS_THE_DESK * share or not is_there(world.books, one, day):
                continue
            rows = [row.family for row in cases[one.id] if row.holds_on(day)]
            mates = _mates(world, one, day)
            if rows and mates:
                yield from _looks(world, chance, chance.choice(mates), chance.choice(rows), day)


def _walked_in(world: World, chance: Random, share: float) -> Iterator[Logged]:
    rate = WALKED_IN * share * min(1.0, len(world.families) / MANY)
    for day in (each for each in days() if is_working(each)):
        for _ in range(int(rate) + (chance.random() < rate % 1)):
            family = chance.choice(world.open_on(day))
            away = [one for one in world.holders(family, day)
                    if one.role in CASEWORK and not is_there(world.books, one, day)]  # fmt: skip
            mates = _mates(world, away[0], day) if away else []
            if mates:
                yield from _at_the_counter(world, chance, (chance.choice(mates), family), day)


def _at_the_counter(world: World, chance: Random, whose: tuple[Member, Household], day: date) -> Iterator[Logged]:
    who, family = whose
    made = list(_looks(world, chance, who, family.number, day))
    if chance.random() < WALK_INS_NOTED:
        until = made[0].at + timedelta(minutes=chance.choice((10, 20, 40)))
        staff, families = frozenset({who.id}), frozenset({family.number})
        noted = until + timedelta(minutes=chance.uniform(0, 60))
        world.books.appointments.append(
            Appointment(AppointmentKind.OTHER, made[0].at, until, staff, families, noted, "Vorsprache")
        )
    yield from made


def _handed_over(world: World, chance: Random, share: float) -> Iterator[Logged]:
    """Where somebody followed somebody in the year."""
    for rows in world.held.values():
        for before, after in _successions(world, rows):
            if FIRST + timedelta(12) > after.since or after.since > LAST - timedelta(30):
                continue
            if chance.random() < READ_AHEAD * share:
                yield from _near(world, chance, after, after.since - timedelta(chance.randrange(1, 8)))
            if chance.random() < ASKED_LATER * share:
                yield from _near(world, chance, before, after.since + timedelta(chance.randrange(1, 21)))


def _successions(world: World, rows: Sequence[Assigned]) -> Iterator[tuple[Assigned, Assigned]]:
    for before in rows:
        for after in rows:
            same = world.by_id[before.who].role is world.by_id[after.who].role
            if same and before.until and after.since == before.until + timedelta(1):
                yield before, after


def _near(world: World, chance: Random, row: Assigned, day: date) -> Iterator[Logged]:
    who = world.by_id[row.who]
    if is_there(world.books, who, day):
        yield from _looks(world, chance, who, row.family, day)


def _newcomers(world: World, chance: Random, share: float) -> Iterator[Logged]:
    """Model files of one colleague a week."""
    for one in world.of_role(*CASEWORK):
        for week in range(3 if one.since > FIRST else 0):
            first = one.since + timedelta(7 * week)
            mates = _mates(world, one, world.next_there(one, first))
            mate = chance.choice(mates) if mates else one
            rows = [row.family for row in world.books.assignments if row.who == mate.id and row.holds_on(first)][:8]
            if chance.random() < ENTERED:
                _entered(world, (one, mate), rows, first)
            for day in (first + timedelta(later) for later in range(7)):
                if rows and is_there(world.books, one, day) and chance.random() < LEARNS_BESIDE * share:
                    yield from _looks(world, chance, one, chance.choice(rows), day)


def _entered(world: World, pair: tuple[Member, Member], rows: Sequence[FamilyNumber], first: date) -> None:
    (one, mate), last, entered = pair, first + timedelta(6), at(first, 400)
    for number in rows:
        world.books.deputies.append(
            StandingIn(one.id, mate.id, number, first, last, self_declared=False, entered_by=mate.id, entered=entered)
        )


def _crises(world: World, chance: Random, share: float) -> Iterator[Logged]:
    """Two colleagues of the worker, and a lead, on the first days."""
    for family in world.families:
        for first, _ in family.crises:
            workers = [one for one in world.holders(family, first) if one.role is Role.ASD_WORKER]
            if not workers or not is_working(first) or chance.random() >= TALKED_THROUGH * share:
                continue
            mates = _mates(world, workers[0], first)
            for one in chance.sample(mates, min(chance.choice((1, 2)), len(mates))):
                yield from _looks(world, chance, one, family.number, first)


def _enquiries(world: World, chance: Random, share: float) -> Iterator[Logged]:
    """Whoever opens the post looks for the name, and at the file to find out whose letter it is."""
    rate = ENQUIRIES * share * min(1.0, len(world.families) / MANY)
    for day in (each for each in days() if is_working(each)):
        there = [one for one in world.of_role(Role.BENEFIT_OFFICER, Role.ASD_LEAD, Role.FAM_COORDINATOR)
                 if is_there(world.books, one, day)]  # fmt: skip
        for _ in range(int(rate) + (chance.random() < rate % 1)):
            if not there:
                continue
            who, family = chance.choice(there), chance.choice(world.families)
            moment, known = at(day, world.moment(chance, who)), chance.random() < 0.5
            words = family.surname if known else f"{family.surname} {chance.choice(world.families).home[0]}"
            yield world.search(who, moment, words, family.number if known else None)
            if known and world.is_open(family, day):
                yield world.look(chance, who, moment + timedelta(seconds=15), family.number)


def _sent_a_link(world: World, chance: Random, share: float) -> Iterator[Logged]:
    """Asked by mail for a second opinion, somebody follows the link once or twice, and writes that it is shut."""
    for day in (each for each in days() if is_working(each)):
        for one in world.of_role(*CASEWORK):
            if chance.random() >= SENT_A_LINK * share or not is_there(world.books, one, day):
                continue
            mates = [each for each in world.of_role(one.role) if each.id != one.id]
            mates = mates if chance.random() < FROM_AFAR else _mates(world, one, day)
            rows = [row.family for mate in mates for row in world.books.assignments
                    if row.who == mate.id and row.holds_on(day)]  # fmt: skip
            if rows:
                number, moment = chance.choice(rows), at(day, world.moment(chance, one))
                for minutes in range(chance.choice((1, 1, 2))):
                    yield world.refused(chance, one, moment + timedelta(minutes=minutes), number)
