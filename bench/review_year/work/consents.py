"""The entries of consents: given, spoken and confirmed, asked for, withdrawn; and what people look at around them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from bench.review_year.days import FIRST
from bench.review_year.people import Member
from bench.review_year.world import World
from hub.terms.circumstances import ConsentTimes
from hub.terms.lists import Category, Purpose
from hub.terms.logged import Deed, Logged
from hub.terms.reasons import Reason

ASKED = 0.5
LOOKED = 0.35
"""How often whoever has the case opens it on the day of a withdrawal, to see what falls away."""


def entries(world: World, chance: Random) -> Iterator[Logged]:
    """Of the consents of the year."""
    for one in list(world.books.consents):
        member = world.by_id.get(one.entered_by or "")
        if member is None:
            continue
        if one.entered and one.entered.year == FIRST.year:
            yield from _given(world, chance, one, member)
        if one.confirmed and one.confirmed.year == FIRST.year:
            yield _noted(world, chance, one, (member, one.confirmed, "consent.confirmed", Deed.CONSENT))
        if one.withdrawn and one.withdrawn.year == FIRST.year:
            yield from _withdrawn(world, chance, one, (member, one.withdrawn))


def _given(world: World, chance: Random, one: ConsentTimes, member: Member) -> Iterator[Logged]:
    entered = one.entered
    assert entered is not None
    if chance.random() < ASKED:
        asked = entered - timedelta(days=chance.randrange(2, 12))
        yield _noted(world, chance, one, (member, asked, "consent.asked", Deed.REQUEST))
    yield _noted(world, chance, one, (member, entered, "consent.granted", Deed.CONSENT))
    if chance.random() < 0.4:
        yield world.look(chance, member, entered + timedelta(minutes=chance.uniform(2, 50)), one.family)


def _withdrawn(world: World, chance: Random, one: ConsentTimes, told: tuple[Member, datetime]) -> Iterator[Logged]:
    member, moment = told
    yield _noted(world, chance, one, (member, moment, "consent.withdrawn", Deed.WITHDRAWAL))
    holders = world.holders(world.by_number[one.family], moment.date())
    for holder in holders:
        if chance.random() < LOOKED:
            after = moment + timedelta(minutes=chance.uniform(5, 400))
            yield world.look(chance, holder, after, one.family, basis=(Reason.OWN_TASK.value,))
        if chance.random() < 0.12:
            after = moment + timedelta(minutes=chance.uniform(30, 2000))
            more = {"reason": Reason.CONSENT_WITHDRAWN, "categories": (Category.HELP_GOALS,)}
            yield world.refused(chance, holder, after, one.family, **more)  # type: ignore[arg-type]


def _noted(world: World, chance: Random, one: ConsentTimes, told: tuple[Member, datetime, str, Deed]) -> Logged:
    member, moment, event, deed = told
    return world.look(chance, member, moment, one.family, event=event, action=deed,
                      purpose=Purpose.FAM_JOINT_SUPPORT, categories=(Category.FAM_JOINT,),
                      basis=(one.number,))  # fmt: skip
