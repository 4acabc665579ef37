"""The families, who has them, their helps, consents and crises."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from bench.review_year import names
from bench.review_year.days import FIRST, LAST, at, is_working
from bench.review_year.people import Books, Household, Member, Order
from hub.terms.circumstances import Assigned, Procedure
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Role

TEAM = ((Role.JOBCOACH, 1.0), (Role.BENEFIT_OFFICER, 1.0), (Role.ASD_WORKER, 1.0), (Role.YOUTH_HELP_FINANCE, 0.4),
        (Role.JOBCOACH_U25, 0.35), (Role.YOUTH_COURT_AID, 0.04), (Role.GUARDIAN_OFFICE, 0.04))  # fmt: skip
"""Who has a family, and how many families have somebody of that role."""
WEIGHT_OF_DISTRICTS = (5, 3, 2, 2, 1, 1)
MARKED, IN_CRISIS, WITH_PROCEDURE = 0.012, 0.12, 0.06
CLOSING = 14
"""Days after the end in which a file is closed."""
ENTERED = (-4000, -1200, 60, 430, 430, 440, 450, 450, 460, 520, 700, 1900)
"""Minutes from the day on which it begins at which an assignment is written down: some only when work has begun."""


def households(chance: Random, size: int, districts: int, providers: Sequence[Member]) -> tuple[Household, ...]:
    """As many as asked for, numbered by the year in which they came, in the order in which they came."""
    began = sorted(_begin(chance) for _ in range(size))
    count: dict[int, int] = {}
    found = []
    for since in began:
        count[since.year] = count.get(since.year, 0) + 1
        number = FamilyNumber(f"FAM-{since.year}-{count[since.year]:04}")
        found.append(_household(chance, number, since, (districts, providers)))
    return tuple(found)


def _begin(chance: Random) -> date:
    """A working day; three in four had come before the year."""
    day = FIRST + timedelta(chance.randrange(0, 330) if chance.random() < 0.25 else -chance.randrange(5, 900))
    return next(one for one in (day + timedelta(later) for later in range(9)) if is_working(one))


def _household(chance: Random, number: FamilyNumber, since: date, where: tuple[int, Sequence[Member]]) -> Household:
    districts, providers = where
    [district] = chance.choices(range(districts), WEIGHT_OF_DISTRICTS[:districts])
    ended = since + timedelta(chance.randrange(150, 1100))
    size = chance.choice((2, 2, 3, 3, 4, 5, 6))
    help_began = since + timedelta(chance.randrange(20, 200))
    order = None
    if chance.random() < 0.45 and providers:
        until = min(help_began + timedelta(chance.randrange(120, 500)), ended)
        order = Order(chance.choice(providers).id, help_began, until) if until > help_began else None
    crises = tuple(_crises(chance)) if chance.random() < IN_CRISIS else ()
    return Household(
        number=number,
        district=district,
        surname=names.surname(chance),
        home=(names.street(chance, district, districts), chance.randrange(1, 60)),
        persons=tuple(f"{number}-{one}" for one in range(1, size + 1)),
        since=since,
        ended=ended if ended < LAST else None,
        order=order,
        marked=chance.random() < MARKED,
        crises=crises,
        has_youth=chance.random() < 0.5,
    )


def _crises(chance: Random) -> Iterator[tuple[date, date]]:
    for _ in range(chance.choice((1, 1, 2))):
        first = FIRST + timedelta(chance.randrange(0, 340))
        yield first, first + timedelta(chance.randrange(5, 25))


def assign(chance: Random, members: Sequence[Member], families: Sequence[Household], books: Books) -> None:
    """Whoever has fewest cases of the district gets the family; when somebody leaves, a colleague follows."""
    load: dict[str, int] = {}
    for family in families:
        for role, share in TEAM:
            if chance.random() >= share or (role is Role.JOBCOACH_U25 and not family.has_youth):
                continue
            books.assignments.extend(_line_of_workers(chance, _of(members, role, family.district), family, load))
        if family.order:
            order = family.order
            entered = at(order.since, -chance.randrange(600, 5000))
            books.assignments.append(Assigned(order.worker, family.number, order.since, order.until, entered))


def _of(members: Sequence[Member], role: Role, district: int) -> list[Member]:
    """Of that role in the district; of all districts where nobody sits there."""
    fitting = [one for one in members if one.role is role and not one.desk]
    return [one for one in fitting if one.district == district] or fitting


def _line_of_workers(chance: Random, able: list[Member], family: Household, load: dict[str, int]) -> Iterator[Assigned]:
    """One after the other, each from the day on which the one before left, to the end of the case and its closing."""
    since, end = family.since, (family.ended + timedelta(CLOSING) if family.ended else None)
    while end is None or since < end:
        there = [one for one in able if one.since <= max(since, FIRST) and (one.until is None or one.until > since)]
        if not there:
            return
        one = min(there, key=lambda each: (load.get(each.id, 0), each.id))
        load[one.id] = load.get(one.id, 0) + 1
        last = min(filter(None, (one.until, end)), default=None)
        yield Assigned(one.id, family.number, since, last, at(since, chance.choice(ENTERED)))
        if one.until is None or (end and one.until >= end):
            return
        since = one.until + timedelta(1)


def protect(chance: Random, members: Sequence[Member], families: Sequence[Household], books: Books) -> None:
    """Estimates of danger: the family's own worker, a lead, and somebody with experience."""
    roles = {one.id: one.role for one in members}
    workers = {one.family: one.who for one in books.assignments if roles[one.who] is Role.ASD_WORKER}
    leads = [one.id for one in members if one.role is Role.ASD_LEAD]
    experienced = [one.id for one in members if one.role is Role.ISEF]
    for family in families:
        day = FIRST + timedelta(chance.randrange(0, 340))
        if chance.random() >= WITH_PROCEDURE or family.number not in workers:
            continue
        if day < family.since or (family.ended and day > family.ended):
            continue
        team = frozenset({workers[family.number], chance.choice(leads), chance.choice(experienced)})
        since = at(day, chance.randrange(500, 1000))
        until = since + timedelta(days=chance.randrange(3, 20))
        books.procedures.append(Procedure(family.number, since, until, team))
