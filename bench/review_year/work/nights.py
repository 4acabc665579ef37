"""On-call nights and weekends with emergency access, and estimates of danger with all who work on them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from bench.review_year.days import at, days, is_working
from bench.review_year.people import Household, Member
from bench.review_year.staffing import is_there
from bench.review_year.world import World
from hub.terms.circumstances import Procedure
from hub.terms.clock import legal_day
from hub.terms.lists import Category, Purpose
from hub.terms.logged import Deed, Logged

CALLED, CALLED_AT_WEEKENDS = 0.28, 0.6
MANY = 2000
"""Families of a Kreis in which so many nights are disturbed; in smaller ones fewer."""
WITHOUT_DANGER = 0.08
"""Calls after which no procedure is opened, since somebody was there and all was well: a note says so."""
SEEN = ("weint seit Stunden, niemand öffnet", "Polizei hat die Wohnung geöffnet, Kind allein", "Anruf der Klinik",
        "Streit in der Wohnung, Nachbarn rufen an", "Kind allein am Bahnhof aufgegriffen", "Mutter nicht ansprechbar",
        "Jugendliche will nicht nach Hause", "Säugling seit gestern nicht gesehen")  # fmt: skip
WHO = ("Kleinkind", "Kind, 4 Jahre", "Kind, 7 Jahre", "Mädchen, 13", "Junge, 15", "Säugling", "zwei Geschwister")


def nights(world: World, chance: Random) -> Iterator[Logged]:
    """Who stands by is called in some nights, opens what is needed by emergency, and writes down why."""
    for day in days():
        rate = CALLED if is_working(day) else CALLED_AT_WEEKENDS
        if chance.random() < rate * min(1.0, len(world.families) / MANY):
            family = chance.choice(world.open_on(day))
            yield from _night(world, chance, (world.by_id[world.books.oncall[day]], family), day)


def _night(world: World, chance: Random, whose: tuple[Member, Household], day: date) -> Iterator[Logged]:
    one, family = whose
    moment = at(day, chance.uniform(1150, 1790))
    reason = (
        f"{chance.choice(WHO)}: {chance.choice(SEEN)}, {moment:%H:%M}, Anschrift für den Hausbesuch {family.number}"
    )
    yield world.look(chance, one, moment, family.number, action=Deed.EMERGENCY, basis=("emergency",), words=reason,
                     purpose=Purpose.SGB8_CHILD_PROTECTION, place="mobil",
                     categories=(Category.CONTACT,))  # fmt: skip
    for _ in range(chance.choice((1, 2, 3, 5))):
        moment += timedelta(minutes=chance.uniform(3, 50))
        yield world.look(chance, one, moment, family.number, purpose=Purpose.SGB8_CHILD_PROTECTION, place="mobil")
    if chance.random() >= WITHOUT_DANGER:
        since = moment + timedelta(minutes=chance.uniform(2, 120))
        workers = {row.who for row in world.held[family.number] if row.holds_on(day)}
        team = frozenset({one.id, *(who for who in workers if world.by_id[who].agency is one.agency)})
        until = since + timedelta(days=chance.randrange(2, 10))
        world.books.procedures.append(Procedure(family.number, since, until, team))
        yield _opened(world, chance, whose, since)


def _opened(world: World, chance: Random, whose: tuple[Member, Household], moment: datetime) -> Logged:
    return world.look(chance, whose[0], moment, whose[1].number, event="record.changed", action=Deed.CHANGE,
                      purpose=Purpose.SGB8_CHILD_PROTECTION, categories=())  # fmt: skip


def estimates(world: World, chance: Random) -> Iterator[Logged]:
    """The team of each procedure, over its first days, often several times a day."""
    for one in list(world.books.procedures):
        for who in sorted(one.team):
            yield from _estimate(world, chance, one, world.by_id[who])


def _estimate(world: World, chance: Random, one: Procedure, member: Member) -> Iterator[Logged]:
    assert one.until is not None
    first, last = legal_day(one.since), legal_day(one.until)
    for _ in range(chance.randrange(2, 12)):
        day = first + timedelta(min(chance.randrange(0, 4), (last - first).days))
        moment = at(day, world.moment(chance, member))
        if not is_there(world.books, member, day):
            continue
        if one.since <= moment <= one.until and is_working(day):
            yield world.look(chance, member, moment, one.family, purpose=Purpose.SGB8_CHILD_PROTECTION)
