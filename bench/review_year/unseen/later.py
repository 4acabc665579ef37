"""Written when all rules stood, measured as they are, and never tuned on."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from bench.review_year.days import FIRST, LAST, at
from bench.review_year.people import Member
from bench.review_year.planting import form
from bench.review_year.prying import curious, in_office_hours, pair, some_day
from bench.review_year.world import World
from hub.terms.circumstances import AppointmentKind, Assigned, ConsentTimes, MatchKind, StandingIn
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged
from hub.terms.reasons import Reason


def _own(world: World, chance: Random) -> tuple[Member, list[FamilyNumber], date]:
    """Somebody with at least six cases on some day."""
    while True:
        who, _, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
        rows = [one.family for one in world.books.assignments if one.who == who.id and one.holds_on(day)]
        if len(rows) >= 6:
            return who, rows, day


@form(times=3)
def whole_street(world: World, chance: Random) -> Iterator[Logged]:
    """Four families of one street, tried in vain over three weeks."""
    who, _, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    near = [one.number for one in world.open_on(day) if one.home[0] == who.home[0]]
    for place, number in enumerate((near or [one.number for one in world.open_on(day)])[:4]):
        yield world.refused(chance, who, in_office_hours(world, chance, who, day + timedelta(5 * place)), number)


@form(times=3)
def taken_home_on_sunday(world: World, chance: Random) -> Iterator[Logged]:
    """Two own files exported on a Sunday."""
    who, rows, day = _own(world, chance)
    sunday = day + timedelta(6 - day.weekday())
    for place, number in enumerate(chance.sample(rows, 2)):
        yield world.look(chance, who, at(sunday, 900 + 4 * place), number, action=Deed.EXPORT, place="mobil")


@form(times=3)
def every_week_the_same_name(world: World, chance: Random) -> Iterator[Logged]:
    """Once a week a search for one name and an attempt at its file, for five weeks."""
    who, family, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    for week in range(5):
        moment = in_office_hours(world, chance, who, day + timedelta(7 * week))
        yield world.search(who, moment, f"{family.surname} {family.home[0]}")
        yield world.refused(chance, who, moment + timedelta(seconds=20), family.number)


@form(times=3)
def stand_in_that_does_not_end(world: World, chance: Random) -> Iterator[Logged]:
    """Taken by one's own word for a week of absence, entered for two months, used when the colleague is back."""
    who, family, _ = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    holder = next((one for one in world.holders(family, some_day(world, chance)) if one.id != who.id), who)
    blocks = [(first, last) for first, last in world.books.absences[holder.id] if FIRST < last < LAST - timedelta(70)]
    first, last = chance.choice(blocks or [(date(2026, 3, 2), date(2026, 3, 6))])
    until, entered = last + timedelta(55), at(first, 500)
    world.books.deputies.append(
        StandingIn(
            who.id, holder.id, family.number, first, until, self_declared=True, entered_by=who.id, entered=entered
        )
    )
    yield world.look(chance, who, entered, family.number, event="mandate.deputy_taken", action=Deed.TAKE_OVER,
                     purpose=None, words="Vertretung bis auf Weiteres")  # fmt: skip
    for later in (20, 28, 33):
        yield world.look(chance, who, in_office_hours(world, chance, who, last + timedelta(later)), family.number)


@form(times=3)
def evenings_with_own_cases(world: World, chance: Random) -> Iterator[Logged]:
    """Six evenings at a quarter past ten, own cases, from home."""
    who, rows, day = _own(world, chance)
    for later in range(6):
        moment = at(world.next_there(who, day + timedelta(2 * later)), 1335 + chance.uniform(0, 20))
        yield world.look(chance, who, moment, chance.choice(rows), place="mobil")


@form(times=3)
def other_providers_families(world: World, chance: Random) -> Iterator[Logged]:
    """The lead of a provider reads five families of other providers within two days."""
    who = chance.choice(world.of_role(Role.PROVIDER_LEAD))
    day = world.working_day(chance, who, some_day(world, chance))
    for place in range(5):
        moment = in_office_hours(world, chance, who, day + timedelta(place // 3))
        yield world.look(chance, who, moment, world.open_family(chance, day).number)


@form(times=3)
def three_spoken_ones(world: World, chance: Random) -> Iterator[Logged]:
    """Three spoken consents within three weeks by one hand, none confirmed."""
    who, rows, day = _own(world, chance)
    for place, number in enumerate(chance.sample(rows, 3)):
        moment = in_office_hours(world, chance, who, day + timedelta(7 * place))
        name, signed = f"X{len(world.books.consents):05}", legal_day(moment)
        world.books.consents.append(
            ConsentTimes(name, number, signed, signed + timedelta(90), moment, None, moment, who.id, spoken=True)
        )
        yield world.look(chance, who, moment, number, event="consent.granted", action=Deed.CONSENT,
                         purpose=Purpose.FAM_JOINT_SUPPORT, basis=(name,))  # fmt: skip


@form(times=3)
def reading_on_after_the_no(world: World, chance: Random) -> Iterator[Logged]:
    """The consent is taken back; the other agency's data are read all the same, five times in a day."""
    who, rows, day = _own(world, chance)
    number, moment = chance.choice(rows), at(day, who.begins + 20)
    signed, name = moment - timedelta(days=90), f"X{len(world.books.consents):05}"
    world.books.consents.append(ConsentTimes(name, number, legal_day(signed), legal_day(signed) + timedelta(364),
                                             signed, moment, signed, who.id))  # fmt: skip
    for place in range(5):
        yield world.look(chance, who, moment + timedelta(minutes=20 + 30 * place), number, basis=(name,),
                         categories=(Category.HELP_GOALS,), purpose=Purpose.LIVELIHOOD)  # fmt: skip


@form(times=3)
def one_family_again_on_paper(world: World, chance: Random) -> Iterator[Logged]:
    """One foreign family exported four times within a week."""
    who, family, day = pair(world, chance, Role.BENEFIT_OFFICER)
    for later in (0, 1, 3, 4):
        moment = in_office_hours(world, chance, who, day + timedelta(later))
        yield world.look(chance, who, moment, family.number, action=Deed.EXPORT)


@form(times=3)
def after_the_conference(world: World, chance: Random) -> Iterator[Logged]:
    """Who only sat in the conference reads its families three weeks later."""
    held = [one for one in world.books.appointments if one.kind is AppointmentKind.CONFERENCE
            and len(one.families) >= 3 and one.since < at(LAST, -43_200)]  # fmt: skip
    met = chance.choice(held)
    seats = [world.by_id[who] for who in sorted(met.staff)]
    none = [one for one in seats if not any(row.who == one.id for number in met.families for row in world.held[number])]
    who = chance.choice(none or seats)
    for place, number in enumerate(sorted(met.families)[:3]):
        moment = in_office_hours(world, chance, who, legal_day(met.since) + timedelta(20 + place))
        yield world.look(chance, who, moment, number)


@form(times=3)
def own_case_and_former_partner(world: World, chance: Random) -> Iterator[Logged]:
    """The family of the former partner is one's case, by mistake of who assigned, and nobody said so."""
    who, rows, day = _own(world, chance)
    number = chance.choice(rows)
    world.books.matches.setdefault((who.id, number), set()).add(MatchKind.SEPARATED_PARENT)
    for later in (0, 2):
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), number)


@form(times=3)
def locked_address_tried(world: World, chance: Random) -> Iterator[Logged]:
    """The address of a protected family, tried twice, refused twice."""
    who, family, day = pair(world, chance)
    marked = [one for one in world.open_on(day) if one.marked]
    family = chance.choice(marked or [family])
    who = world.stranger_to(chance, family, curious(world), day)
    for later in (0, 1):
        yield world.refused(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number,
                            reason=Reason.ADDRESS_LOCKED, categories=(Category.CONTACT,))  # fmt: skip


@form(times=3)
def assigned_by_a_friend(world: World, chance: Random) -> Iterator[Logged]:
    """A colleague's lead assigns the family for three days, after it has been read; then the case goes back."""
    who, family, day = pair(world, chance, Role.JOBCOACH)
    lead = chance.choice(world.of_role(Role.FAM_COORDINATOR))
    for later in (0, 1):
        yield world.look(chance, who, in_office_hours(world, chance, who, day + timedelta(later)), family.number)
    entered = at(day + timedelta(3), 600)
    world.books.assignments.append(Assigned(who.id, family.number, day, day + timedelta(5), entered))
    yield world.look(chance, lead, entered, family.number, event="mandate.assigned", action=Deed.MANDATE, purpose=None)
