"""Who stands in for whom, and the entries of assignments: by whose duty it is, mostly in time."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from bench.review_year.days import FIRST, LAST, at
from bench.review_year.people import Member
from bench.review_year.staffing import is_there
from bench.review_year.world import World
from hub.terms.circumstances import Assigned, StandingIn
from hub.terms.clock import legal_day
from hub.terms.lists import Agency, Role
from hub.terms.logged import Deed, Logged

OWN_WORD, LATE = 0.08, 0.07
"""How many deputies took it over themselves, and how many were written down only a day later."""
LEADS = {Agency.JOBCENTER: Role.FAM_COORDINATOR, Agency.JUGENDAMT: Role.ASD_LEAD, Agency.PROVIDER: Role.PROVIDER_LEAD}


def stand_in(world: World, chance: Random) -> Iterator[Logged]:
    """For each absence of somebody with cases a colleague of the same role, with an entry."""
    cases: dict[str, list[Assigned]] = defaultdict(list)
    for one in world.books.assignments:
        cases[one.who].append(one)
    for member in world.members:
        for first, last in world.books.absences.get(member.id, ()):
            rows = [one for one in cases[member.id] if one.since <= first and (not one.until or one.until >= first)]
            if rows and member.since <= first and (member.until is None or first <= member.until):
                yield from _stand_in(world, chance, (member, first, last), rows)


def _stand_in(world: World, chance: Random, away: tuple[Member, date, date], rows: list[Assigned]) -> Iterator[Logged]:
    member, first, last = away
    able = [one for one in world.of_role(member.role) if one.id != member.id and is_there(world.books, one, first)]
    able = [one for one in able if one.district == member.district] or able
    if not able:
        return
    who = chance.choice(able)
    own_word = chance.random() < OWN_WORD
    late = chance.random() < LATE
    sick = (last - first).days < 9
    entered = at(first, chance.uniform(450, 600)) if own_word or sick else at(first, -chance.randrange(600, 6000))
    entered = at(world.next_there(who, first + timedelta(1)), 480) if late else entered
    by = who if own_word else _lead(world, chance, member.agency, entered)
    for one in rows:
        world.books.deputies.append(StandingIn(
            who.id, member.id, one.family, first, last, own_word, by.id, entered,
        ))  # fmt: skip
    event = "mandate.deputy_taken" if own_word else "mandate.deputy_granted"
    deed = Deed.TAKE_OVER if own_word else Deed.MANDATE
    words = f"Vertretung für {member.id}, abwesend ab {first:%d.%m.}" if own_word else ""
    families = [one.family for one in rows] if own_word else [None]
    for place, family in enumerate(families[:3]):
        moment = entered + timedelta(seconds=20 * place)
        yield world.look(chance, by, moment, family, event=event, action=deed, purpose=None, words=words)


def _lead(world: World, chance: Random, agency: Agency, moment: datetime) -> Member:
    """Whoever of the leads is there; in the evening and at weekends nobody asks."""
    leads = world.of_role(LEADS[agency])
    return chance.choice([one for one in leads if is_there(world.books, one, legal_day(moment))] or leads)


def written_down(world: World, chance: Random) -> Iterator[Logged]:
    """Each assignment of the year as an entry of whoever assigns."""
    for one in list(world.books.assignments):
        if one.entered and FIRST <= one.since <= LAST and one.entered.year == FIRST.year:
            by = _lead(world, chance, world.by_id[one.who].agency, one.entered)
            more = {"event": "mandate.assigned", "action": Deed.MANDATE, "purpose": None}
            yield world.look(chance, by, one.entered, one.family, **more)  # type: ignore[arg-type]  # `more` holds its keywords
