"""Who works in the office: 300 people in the shares of a Kreis, their hours, contracts, absences, night duty."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from bench.review_year import names
from bench.review_year.days import FIRST, LAST, MONDAY_TO_FRIDAY, days, is_working
from bench.review_year.people import Books, Member
from hub.terms.lists import Agency, Role

PARTS = (
    (Role.JOBCOACH, Agency.JOBCENTER, "", 62),
    (Role.JOBCOACH_U25, Agency.JOBCENTER, "", 18),
    (Role.JOBCOACH, Agency.JOBCENTER, "trainee", 4),
    (Role.BENEFIT_OFFICER, Agency.JOBCENTER, "", 42),
    (Role.BENEFIT_OFFICER, Agency.JOBCENTER, "service", 24),
    (Role.FAM_COORDINATOR, Agency.JOBCENTER, "", 6),
    (Role.JOBCENTER_LEAD, Agency.JOBCENTER, "", 3),
    (Role.ASD_WORKER, Agency.JUGENDAMT, "", 56),
    (Role.ASD_DEPUTY, Agency.JUGENDAMT, "oncall", 8),
    (Role.ASD_LEAD, Agency.JUGENDAMT, "", 6),
    (Role.YOUTH_HELP_FINANCE, Agency.JUGENDAMT, "", 12),
    (Role.YOUTH_COURT_AID, Agency.JUGENDAMT, "", 4),
    (Role.GUARDIAN_OFFICE, Agency.JUGENDAMT, "", 3),
    (Role.ISEF, Agency.JUGENDAMT, "", 4),
    (Role.PROVIDER_WORKER, Agency.PROVIDER, "", 34),
    (Role.PROVIDER_LEAD, Agency.PROVIDER, "", 5),
    (Role.PLANNER, Agency.JUGENDAMT, "", 3),
    (Role.IT_ADMIN, Agency.JOBCENTER, "", 2),
    (Role.IT_ADMIN, Agency.JUGENDAMT, "", 1),
    (Role.DPO, Agency.JOBCENTER, "", 1),
    (Role.DPO, Agency.JUGENDAMT, "", 1),
    (Role.AUDITOR, Agency.JOBCENTER, "", 1),
)
"""Role, agency, desk, and how many of 300."""

SATURDAY = 5
PART_TIME, EVENINGS, LEAVES, JOINS, CONFERS_AT_HOME = 0.3, 0.06, 0.07, 0.08, 0.15

AT_SCHOOL_HOLIDAYS = 0.5
SCHOOL_HOLIDAYS = tuple(
    (date(2026, *first), date(2026, *last))
    for first, last in (((3, 30), (4, 10)), ((6, 29), (8, 7)), ((10, 5), (10, 17)), ((12, 23), (12, 31)))
)
"""From when to when; half of all leave falls into them."""


def staff(chance: Random, size: int, districts: int) -> tuple[Member, ...]:
    """As many as asked for, at least one of each part; trainees only where there is room."""
    total = sum(share for *_, share in PARTS)
    found: list[Member] = []
    for role, agency, desk, share in PARTS:
        for place in range(max(0 if desk == "trainee" else 1, round(share * size / total))):
            found.append(_member(chance, f"S{len(found) + 1:03}", (role, agency, desk), place % districts, districts))
    return tuple(found)


def _member(chance: Random, who: str, part: tuple[Role, Agency, str], district: int, districts: int) -> Member:
    role, agency, desk = part
    begins = chance.choice((420, 450, 450, 480, 480, 510, 540))
    ends = begins + chance.choice((480, 510, 510, 540))
    one = Member(
        id=who,
        role=role,
        agency=agency,
        district=district,
        surname=names.surname(chance),
        home=(names.street(chance, chance.randrange(districts), districts), chance.randrange(1, 60)),
        begins=begins,
        ends=min(ends, 1125),
        days=MONDAY_TO_FRIDAY,
        since=date(2019, 1, 1),
        desk=desk,
        mobile=0.0 if desk == "service" else chance.choice((0.05, 0.1, 0.2, 0.4)),
    )
    return _contract(chance, _hours(chance, one))


def _hours(chance: Random, one: Member) -> Member:
    """Part-timers, those who work in the evening at home, providers who work on Saturdays."""
    if one.role is Role.PROVIDER_WORKER and chance.random() < 0.4:
        return replace(one, days=frozenset({1, 2, 3, 4, 5}), begins=600, ends=1140)
    if one.desk == "oncall":
        return replace(one, begins=600, ends=1080)
    if chance.random() < EVENINGS:
        return replace(one, begins=780, ends=1250, mobile=0.5)
    if chance.random() < PART_TIME:
        free = frozenset(chance.sample(range(5), chance.choice((1, 2))))
        return replace(one, days=MONDAY_TO_FRIDAY - free, ends=max(one.begins + 240, one.ends - 120))
    return one


def _contract(chance: Random, one: Member) -> Member:
    """Some leave in the year, some come."""
    if one.role in (Role.DPO, Role.IT_ADMIN, Role.AUDITOR, Role.PLANNER, Role.JOBCENTER_LEAD):
        return one
    luck = chance.random()
    if luck < LEAVES:
        return replace(one, until=FIRST + timedelta(chance.randrange(60, 340)))
    return replace(one, since=FIRST + timedelta(chance.randrange(20, 300))) if luck > 1 - JOINS else one


def draw_absences(chance: Random, members: Iterable[Member]) -> dict[str, list[tuple[date, date]]]:
    """Leave in blocks, sickness in shorter ones, and one long absence in twenty."""
    return {one.id: sorted(_absences(chance)) for one in members}


def _absences(chance: Random) -> Iterator[tuple[date, date]]:
    for length in (14, 7, chance.choice((5, 10)), 4):
        yield _at_school_holidays(chance, length) if chance.random() < AT_SCHOOL_HOLIDAYS else _block(chance, length)
    for _ in range(chance.randrange(2, 6)):
        yield _block(chance, chance.choice((1, 1, 2, 3, 5, 8)))
    if chance.random() < 0.05:
        yield _block(chance, 45)


def _at_school_holidays(chance: Random, length: int) -> tuple[date, date]:
    """When many are away at once, and few stand in for many."""
    [(begins, ends)] = chance.choices(SCHOOL_HOLIDAYS, [(last - first).days for first, last in SCHOOL_HOLIDAYS])
    first = begins + timedelta(chance.randrange(0, max(1, (ends - begins).days - length + 1)))
    return first, min(LAST, first + timedelta(length - 1))


def _block(chance: Random, length: int) -> tuple[date, date]:
    first = FIRST + timedelta(chance.randrange(0, 360))
    return first, min(LAST, first + timedelta(length - 1))


def draw_nights(chance: Random, members: Iterable[Member], books: Books) -> dict[date, str]:
    """Who stands by: of those for whom the night duty is their work, one who is not away."""
    standing = [one for one in members if one.desk == "oncall"]
    return {day: chance.choice([one.id for one in standing if _can_stand_by(books, one, day)] or [standing[0].id])
            for day in days()}  # fmt: skip


def _can_stand_by(books: Books, one: Member, day: date) -> bool:
    return is_under_contract(one, day) and not is_away(books, one.id, day)


def is_under_contract(one: Member, day: date) -> bool:
    """Whether they work here on that day at all."""
    return one.since <= day and (one.until is None or day <= one.until)


def is_away(books: Books, who: str, day: date) -> bool:
    """On leave or sick: the office knows no difference."""
    return any(first <= day <= last for first, last in books.absences.get(who, ()))


def is_there(books: Books, one: Member, day: date) -> bool:
    """Works on that day: under contract, on a weekday of theirs, no holiday, not away."""
    opened = is_working(day) or (day.weekday() == SATURDAY and SATURDAY in one.days)
    return opened and day.weekday() in one.days and _can_stand_by(books, one, day)
