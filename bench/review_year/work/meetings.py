"""What is opened because of an appointment: before and after, at a conference on one screen, on the way to a visit."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from bench.review_year.people import Member
from bench.review_year.world import World
from hub.terms.circumstances import Appointment, AppointmentKind
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose, Role
from hub.terms.logged import Deed, Logged

LOOKED_AT_VISIT, LOOKED_AT_TALK = 0.5, 0.25
AT_A_CONFERENCE = 0.75
"""How often somebody opens a family whose turn it is, once or more."""
CLOSED_AFTER = 18
"""Minutes after its end in which the shared view of a conference is closed at the latest."""


def meetings(world: World, chance: Random, share: float) -> Iterator[Logged]:
    """Looks around all appointments of the year; `share` thins out those around talks and visits."""
    for one in list(world.books.appointments):
        if one.kind is AppointmentKind.CONFERENCE:
            yield from _conference(world, chance, one)
        elif one.kind is AppointmentKind.ADMISSIONS:
            yield from _admissions(world, chance, one)
        else:
            yield from _meeting(world, chance, one, share)


def _meeting(world: World, chance: Random, one: Appointment, share: float) -> Iterator[Logged]:
    visit = one.kind is AppointmentKind.HOME_VISIT
    [who], [family] = one.staff, one.families
    rate = (LOOKED_AT_VISIT if visit else LOOKED_AT_TALK) * share
    for before in (chance.uniform(5, 50), -chance.uniform(0, 40)):
        if chance.random() < rate:
            moment = (one.since if before > 0 else one.until) - timedelta(minutes=before)
            yield world.look(chance, world.by_id[who], moment, family)


def _conference(world: World, chance: Random, one: Appointment) -> Iterator[Logged]:
    """One after the other of the families is on the screen; who sits there opens more at their own place."""
    turn = (one.until - one.since) / len(one.families)
    seats = sorted(one.staff)
    leads = [who for who in seats if world.by_id[who].role is Role.FAM_COORDINATOR] or seats[:1]
    place = world.place(world.by_id[leads[0]], one.since) if leads else ""
    for number, family in enumerate(sorted(one.families)):
        begins = one.since + number * turn
        for who in leads:
            yield world.look(chance, world.by_id[who], begins + timedelta(minutes=1), family, action=Deed.DISPLAY,
                             purpose=Purpose.CASE_CONFERENCE, place=place)  # fmt: skip
        for who in seats:
            yield from _at_ones_place(world, chance, (world.by_id[who], family, place), (begins, turn))
    for who in leads:
        closed = one.until + timedelta(minutes=chance.uniform(-5, CLOSED_AFTER))
        yield world.look(chance, world.by_id[who], closed, sorted(one.families)[-1], action=Deed.DISPLAY,
                         purpose=Purpose.CASE_CONFERENCE, place=place)  # fmt: skip


def _at_ones_place(
    world: World, chance: Random, whose: tuple[Member, FamilyNumber, str], when: tuple[datetime, timedelta]
) -> Iterator[Logged]:
    member, family, place = whose
    begins, turn = when
    holds = any(row.who == member.id for row in world.held[family])
    while chance.random() < (AT_A_CONFERENCE if holds else 0.15):
        moment = begins + timedelta(seconds=round(chance.uniform(60, turn.total_seconds())))
        yield world.look(chance, member, moment, family, purpose=Purpose.CASE_CONFERENCE, place=place)


def _admissions(world: World, chance: Random, one: Appointment) -> Iterator[Logged]:
    """Minutes apart: who is proposed, and whether it fits."""
    for number, family in enumerate(sorted(one.families)):
        for who in sorted(one.staff):
            moment = one.since + timedelta(minutes=3 * number + chance.uniform(0, 2))
            yield world.look(chance, world.by_id[who], moment, family, purpose=Purpose.FAM_ADMISSION)
