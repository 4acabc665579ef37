"""The entries of consents: given, spoken and confirmed, asked for, withdrawn; and what people look at around them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import TypeGuard

from bench.review_year.days import FIRST
from bench.review_year.people import Member
from bench.review_year.staffing import is_there
from bench.review_year.world import World
from hub.terms.circumstances import ConsentTimes
from hub.terms.clock import legal_day
from hub.terms.lists import Category, Purpose
from hub.terms.logged import Deed, Logged
from hub.terms.reasons import Reason

ASKED = 0.5
LOOKED = 0.35
"""How often whoever has the case opens it on the day of a withdrawal, to see what falls away."""


def entries(world: World, chance: Random) -> Iterator[Logged]:
    """Of the consents of the year."""
    for one in list(world.books.consents):
        if _is_of_the_year(one.entered):
            yield from _given(world, chance, one, world.by_id[one.entered_by or ""])
        if _is_of_the_year(one.confirmed) and (member := _whoever_has(world, one, one.confirmed)):
            yield _noted(world, chance, one, (member, one.confirmed, "consent.confirmed", Deed.CONSENT))
        if _is_of_the_year(one.withdrawn) and (member := _whoever_has(world, one, one.withdrawn)):
            yield from _withdrawn(world, chance, one, (member, one.withdrawn))


def _is_of_the_year(moment: datetime | None) -> TypeGuard[datetime]:
    return moment is not None and moment.year == FIRST.year


def _whoever_has(world: World, one: ConsentTimes, moment: datetime) -> Member | None:
    """Who entered it, or else whoever of the family's people is there."""
    day = legal_day(moment)
    able = [each for each in world.holders(world.by_number[one.family], day) if is_there(world.books, each, day)]
    return next((each for each in able if each.id == one.entered_by), able[0] if able else None)


def _given(world: World, chance: Random, one: ConsentTimes, member: Member) -> Iterator[Logged]:
    entered = one.entered
    assert entered is not None
    asked = entered - timedelta(days=chance.randrange(2, 12))
    if chance.random() < ASKED and is_there(world.books, member, asked.date()):
        yield _noted(world, chance, one, (member, asked, "consent.asked", Deed.REQUEST))
    yield _noted(world, chance, one, (member, entered, "consent.granted", Deed.CONSENT))
    if chance.random() < 0.4:
        yield world.look(chance, member, entered + timedelta(minutes=chance.uniform(2, 50)), one.family)


def _withdrawn(world: World, chance: Random, one: ConsentTimes, told: tuple[Member, datetime]) -> Iterator[Logged]:
    member, moment = told
    yield _noted(world, chance, one, (member, moment, "consent.withdrawn", Deed.WITHDRAWAL))
    holders = world.holders(world.by_number[one.family], moment.date())
    for holder in (one for one in holders if is_there(world.books, one, moment.date())):
        if chance.random() < LOOKED:
            after = moment + timedelta(minutes=chance.uniform(5, 90))
            yield world.look(chance, holder, after, one.family, basis=(Reason.OWN_TASK.value,))
        if chance.random() < 0.12:
            after = moment + timedelta(minutes=chance.uniform(30, 120))
            more = {"reason": Reason.CONSENT_WITHDRAWN, "categories": (Category.HELP_GOALS,)}
            yield world.refused(chance, holder, after, one.family, **more)  # type: ignore[arg-type]  # `more` holds its keywords


def _noted(world: World, chance: Random, one: ConsentTimes, told: tuple[Member, datetime, str, Deed]) -> Logged:
    member, moment, event, deed = told
    return world.look(chance, member, moment, one.family, event=event, action=deed,
                      purpose=Purpose.FAM_JOINT_SUPPORT, categories=(Category.FAM_JOINT,),
                      basis=(one.number,))  # fmt: skip
