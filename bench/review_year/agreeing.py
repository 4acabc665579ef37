"""Consents of each family over the year: renewed, lapsed, withdrawn, spoken and confirmed, entered a bit late."""

from datetime import date, datetime, timedelta
from random import Random

from bench.review_year.days import FIRST, LAST, at
from bench.review_year.people import Household, Member
from bench.review_year.world import World
from hub.terms.circumstances import ConsentTimes
from hub.terms.clock import legal_day
from hub.terms.lists import Role

SPOKEN, NEVER_CONFIRMED, TAKEN_BACK = 0.1, 0.03, 0.05
ENTERED_AFTER = (0, 0, 0, 0, 1, 1, 2, 3, 6)
CONFIRMED_AFTER = (2, 4, 5, 7, 9, 11, 13, 13, 18)
RENEWED_AFTER = (-20, -10, -3, 1, 8, 30)
"""Days from the end of one consent to the next; some lapse before anybody has asked."""


def agree(world: World, chance: Random) -> None:
    """All consents of all families go into the books, each entered by the Jobcoach who has the family then."""
    for family in world.families:
        since = family.since + timedelta(chance.randrange(7, 40))
        while since < LAST and (family.ended is None or since < family.ended):
            one = _consent(world, chance, family, since)
            if one is None:
                break
            world.books.consents.append(one)
            gap = 45 if one.withdrawn else chance.choice(RENEWED_AFTER)
            since = (one.withdrawn.date() if one.withdrawn else one.until) + timedelta(gap)


def _consent(world: World, chance: Random, family: Household, since: date) -> ConsentTimes | None:
    coach = next((one for one in world.holders(family, max(since, FIRST)) if one.role is Role.JOBCOACH), None)
    if coach is None:
        return None
    signed = _moment(world, chance, coach, since)
    later = chance.choice(ENTERED_AFTER)
    entered = _moment(world, chance, coach, legal_day(signed) + timedelta(later)) if later else signed
    spoken = chance.random() < SPOKEN
    confirmed = _moment(world, chance, coach, legal_day(entered) + timedelta(chance.choice(CONFIRMED_AFTER)))
    left = legal_day(signed) + timedelta(chance.randrange(20, 300))
    return ConsentTimes(
        number=f"C{len(world.books.consents) + 1:05}",
        family=family.number,
        since=legal_day(signed),
        until=legal_day(signed) + timedelta(364),
        signed=signed,
        withdrawn=_moment(world, chance, coach, left) if chance.random() < TAKEN_BACK else None,
        entered=entered,
        entered_by=coach.id,
        spoken=spoken,
        confirmed=confirmed if spoken and chance.random() >= NEVER_CONFIRMED else None,
    )


def _moment(world: World, chance: Random, coach: Member, day: date) -> datetime:
    """On that day or the next on which the coach is there. Before the year, whose calendars nobody knows: any day."""
    return at(world.next_there(coach, day) if day >= FIRST else day, world.moment(chance, coach))
