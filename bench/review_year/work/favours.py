"""What colleagues do for each other, and leads with their people's files, without anybody prying.

Each kind of it looks like a kind of snooping: rules that find the one must be measured against the other. All shares
are guesses.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from bench.review_year.days import FIRST, LAST, at, days, is_working
from bench.review_year.people import Household, Member
from bench.review_year.staffing import is_there
from bench.review_year.world import World
from hub.terms.circumstances import Appointment, AppointmentKind, StandingIn
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose, Role
from hub.terms.logged import Deed, Logged

CASEWORK = (Role.JOBCOACH, Role.JOBCOACH_U25, Role.BENEFIT_OFFICER, Role.ASD_WORKER)
LED_BY = {Role.JOBCOACH: Role.FAM_COORDINATOR, Role.ASD_WORKER: Role.ASD_LEAD}
IS_KNOWN = 0.006
"""A day and person: is the person who called known here? Half of the names are found; the file is not opened."""
ASKED_TWICE = 0.15
"""Of which the same is searched for again within two weeks."""
TALK_TAKEN_OVER, BY_A_STRANGER = 1.2, 0.15
"""Talks of a day that a colleague takes over, who reads before it; and how many of those sit at another place."""
PRINTED = 0.15
"""Of single families that are handed over, those of which something is printed: for the hearing, for the visit."""
ASKED_FOR, FILE_SENT, ENTRUSTED = 0.4, 0.15, 0.3
"""A day: a yes that a colleague asks for or enters, a file printed for a colleague, a single family handed over for
days by who has it and is there."""
REVIEWED = 0.9
"""Of all with cases, those with whose lead three to six of their files are gone through once in the year."""
AFTER_HOURS = 0.03
"""Of the days of a lead, those on which one file is read in the evening."""
MANY = 2000


def favours(world: World, chance: Random, share: float) -> Iterator[Logged]:
    """All of it over the year; `share` thins it out in a year of few looks."""
    for part in (_is_known, _taken_over, _asked_for, _file_sent, _entrusted, _reviewed, _evenings_of_leads):
        yield from part(world, Random(f"{part.__name__} {chance.random()}"), share)


def _times(world: World, chance: Random, rate: float) -> Iterator[date]:
    """Working days, each as often as the rate says in a Kreis of many families."""
    for day in (each for each in days() if is_working(each)):
        often = rate * min(1.0, len(world.families) / MANY)
        for _ in range(int(often) + (chance.random() < often % 1)):
            yield day


def _case(world: World, chance: Random, day: date) -> tuple[Member, Household] | None:
    """Somebody who is there or not, with a case of theirs."""
    family = chance.choice(world.open_on(day))
    rows = [one for one in world.holders(family, day) if one.role in CASEWORK and not one.desk]
    return (chance.choice(rows), family) if rows else None


def _colleague(world: World, chance: Random, of: Member, day: date) -> Member | None:
    """Of the same role, mostly of the same house, who is there."""
    able = [one for one in world.of_role(of.role) if one.id != of.id and is_there(world.books, one, day)]
    near = [one for one in able if one.office == of.office]
    able = able if chance.random() < BY_A_STRANGER or not near else near
    return chance.choice(able) if able else None


def _helped(world: World, chance: Random, day: date) -> tuple[Member, Member, FamilyNumber] | None:
    whose = _case(world, chance, day)
    other = _colleague(world, chance, whose[0], day) if whose else None
    return (other, whose[0], whose[1].number) if whose and other else None


def _is_known(world: World, chance: Random, share: float) -> Iterator[Logged]:
    for day in (each for each in days() if is_working(each)):
        for one in world.of_role(*CASEWORK):
            if chance.random() >= IS_KNOWN * share or not is_there(world.books, one, day):
                continue
            family, known = chance.choice(world.families), chance.random() < 0.5
            words = family.surname if known else f"{family.surname} {chance.choice(world.families).home[0]}"
            yield world.search(one, at(day, world.moment(chance, one)), words, family.number if known else None)
            again = day + timedelta(chance.randrange(1, 14))
            if chance.random() < ASKED_TWICE and again <= LAST and is_there(world.books, one, again):
                moment = at(again, world.moment(chance, one))
                yield world.search(one, moment, words, family.number if known else None)


def _taken_over(world: World, chance: Random, share: float) -> Iterator[Logged]:
    """Put down one to four days before; the file is read in between, and after the talk."""
    for day in _times(world, chance, TALK_TAKEN_OVER * share):
        told = _helped(world, chance, day)
        if not told or day + timedelta(5) > LAST:
            continue
        who, _, number = told
        entered = at(day, world.moment(chance, who))
        since = at(world.next_there(who, day + timedelta(chance.randrange(1, 5))), world.moment(chance, who))
        staff, families = frozenset({who.id}), frozenset({number})
        world.books.appointments.append(
            Appointment(AppointmentKind.TALK, since, since + timedelta(minutes=40), staff, families, entered)
        )
        for minutes in (-20, 50)[: chance.choice((1, 2))]:
            yield world.look(chance, who, since + timedelta(minutes=minutes), number)


def _asked_for(world: World, chance: Random, share: float) -> Iterator[Logged]:
    for day in _times(world, chance, ASKED_FOR * share):
        told = _helped(world, chance, day)
        if told:
            event, deed = chance.choice((("consent.asked", Deed.REQUEST), ("consent.granted", Deed.CONSENT)))
            yield world.look(chance, told[0], at(day, world.moment(chance, told[0])), told[2], event=event,
                             action=deed, purpose=Purpose.FAM_JOINT_SUPPORT, basis=())  # fmt: skip


def _file_sent(world: World, chance: Random, share: float) -> Iterator[Logged]:
    for day in _times(world, chance, FILE_SENT * share):
        told = _helped(world, chance, day)
        if told:
            yield world.look(chance, told[0], at(day, world.moment(chance, told[0])), told[2], action=Deed.EXPORT)


def _entrusted(world: World, chance: Random, share: float) -> Iterator[Logged]:
    """A visit, a hearing, a form: one family alone, entered by who has it."""
    for day in _times(world, chance, ENTRUSTED * share):
        told = _helped(world, chance, day)
        if not told:
            continue
        who, holder, number = told
        last, entered = day + timedelta(chance.randrange(0, 6)), at(day, holder.begins + 15)
        world.books.deputies.append(
            StandingIn(who.id, holder.id, number, day, last, self_declared=False, entered_by=holder.id, entered=entered)
        )
        for _ in range(chance.choice((1, 2, 3))):
            when = day + timedelta(chance.randrange((last - day).days + 1))
            if is_there(world.books, who, when):
                moment = at(when, max(world.moment(chance, who), holder.begins + 20))
                deed = Deed.EXPORT if chance.random() < PRINTED else Deed.VIEW
                yield world.look(chance, who, moment, number, action=deed)


def _reviewed(world: World, chance: Random, share: float) -> Iterator[Logged]:
    """The lead goes through a few files of one of their people; half of the talks stand in the calendar."""
    for one in world.of_role(*LED_BY):
        leads = [each for each in world.of_role(LED_BY[one.role]) if each.district == one.district]
        day = FIRST + timedelta(chance.randrange(20, 340))
        rows = [row.family for row in world.books.assignments if row.who == one.id and row.holds_on(day)]
        if not leads or not rows or chance.random() >= REVIEWED * share:
            continue
        lead, noted = chance.choice(leads), chance.random() < 0.5
        for number in chance.sample(rows, min(chance.randrange(3, 7), len(rows))):
            moment = at(world.next_there(lead, day), world.moment(chance, lead))
            if noted:
                staff, families = frozenset({lead.id, one.id}), frozenset({number})
                until, entered = moment + timedelta(minutes=30), moment - timedelta(days=3)
                world.books.appointments.append(
                    Appointment(AppointmentKind.TALK, moment, until, staff, families, entered)
                )
            yield world.look(chance, lead, moment, number, purpose=Purpose.SUPERVISION)


def _evenings_of_leads(world: World, chance: Random, share: float) -> Iterator[Logged]:
    for one in world.of_role(Role.ASD_LEAD, Role.JOBCENTER_LEAD, Role.FAM_COORDINATOR):
        for day in (each for each in days() if is_there(world.books, one, each)):
            near = [each for each in world.open_on(day) if each.district == one.district]
            if near and chance.random() < AFTER_HOURS * share:
                moment = at(day, chance.uniform(one.ends, one.ends + 120))
                yield world.look(chance, one, moment, chance.choice(near).number)
