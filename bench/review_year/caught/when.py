"""What the forms of this set share: moments of ordinary days, strangers of another house, entries of mandates."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from random import Random

from bench.review_year.days import FIRST, LAST
from bench.review_year.people import Household, Member
from bench.review_year.prying import curious, in_office_hours, pair, some_day
from bench.review_year.world import World
from hub.terms.circumstances import Appointment, AppointmentKind, Assigned, MatchKind
from hub.terms.lists import Role


def moments(world: World, chance: Random, who: Member, day: date, gaps: Iterable[int]) -> Iterator[datetime]:
    """One moment of their usual hours on each of these days after the first, or on the next day on which they come."""
    for gap in gaps:
        yield in_office_hours(world, chance, who, day + timedelta(gap))


def elsewhere(world: World, chance: Random, *roles: Role) -> tuple[Member, Household, date]:
    """A stranger who sits in another house than the family's own people, with the family and a day."""
    found = pair(world, chance, *roles)
    for _ in range(40):
        if found[0].district % 4 != found[1].district % 4:
            break
        found = pair(world, chance, *roles)
    return found


def tied(world: World, chance: Random, kind: MatchKind, *roles: Role) -> tuple[Member, Household, date]:
    """A stranger to the case who is not one to the family: the books know what ties them."""
    who, family, day = pair(world, chance, *roles)
    world.books.matches.setdefault((who.id, family.number), set()).add(kind)
    return who, family, day


def former(world: World, chance: Random, *roles: Role) -> tuple[Member, Household, date]:
    """Who had a family that went on without them, and a day some weeks after."""
    rows = [one for one in former_rows(world) if world.by_id[one.who].role in roles]
    if not rows:
        return pair(world, chance, *roles)
    row = chance.choice(rows)
    assert row.until is not None
    return world.by_id[row.who], world.by_number[row.family], row.until + timedelta(chance.randrange(20, 45))


def former_rows(world: World) -> Iterator[Assigned]:
    """Assignments that ended in the year while whoever had them stayed, and the day leaves room for a plant."""
    for one in world.books.assignments:
        if one.until and FIRST + timedelta(20) < one.until < LAST - timedelta(170) and not world.by_id[one.who].until:
            yield one


def holder(world: World, chance: Random, *roles: Role) -> tuple[Member, Household, date]:
    """Somebody with a case of theirs, on a day on which they are there."""
    while True:
        day = some_day(world, chance)
        family = world.open_family(chance, day)
        able = [one for one in world.holders(family, day) if one.role in roles]
        if able:
            who = chance.choice(able)
            return who, family, world.next_there(who, day)


def written(
    world: World, whose: tuple[Member, Household], since: datetime, entered: datetime,
    kind: AppointmentKind = AppointmentKind.TALK,
) -> None:  # fmt: skip
    """Puts half an hour of somebody with a family into the calendar."""
    staff, families = frozenset({whose[0].id}), frozenset({whose[1].number})
    world.books.appointments.append(Appointment(kind, since, since + timedelta(minutes=30), staff, families, entered))


__all__ = ["curious", "elsewhere", "former", "holder", "moments", "tied", "written"]
