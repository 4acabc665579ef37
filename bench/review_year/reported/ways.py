"""By which way or hour: behind offices, by other people's accounts, by searches and exports, at night."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bench.review_year.days import FIRST, at
from bench.review_year.planting import form
from bench.review_year.prying import in_office_hours, pair, peek, some_day, with_cases
from bench.review_year.staffing import is_there
from bench.review_year.world import World
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged
from hub.terms.reasons import Reason

PAIR = (Role.JOBCOACH, Role.ASD_WORKER)


@form(times=3)
def mickey_mouse(world: World, chance: Random) -> Iterator[Logged]:
    """Reasons that were asked for and say nothing, at three foreign families in a month."""
    who, _, day = pair(world, chance, Role.BENEFIT_OFFICER)
    for place, words in enumerate(("Micky Maus", "asdf asdf", "...")):
        moment = in_office_hours(world, chance, who, day + timedelta(9 * place))
        yield world.look(chance, who, moment, world.open_family(chance, day).number, words=words)


@form(times=3)
def lead_collects_against_one(world: World, chance: Random) -> Iterator[Logged]:
    """Before a warning a lead reads eight files of one worker within a week."""
    lead = chance.choice(world.of_role(Role.ASD_LEAD, Role.FAM_COORDINATOR))
    role = Role.ASD_WORKER if lead.role is Role.ASD_LEAD else Role.JOBCOACH
    day = some_day(world, chance)
    worker = chance.choice([one for one in world.of_role(role) if one.since <= day and one.until is None])
    rows = [one.family for one in world.books.assignments if one.who == worker.id and one.holds_on(day)]
    for place, number in enumerate(chance.sample(rows, min(8, len(rows)))):
        moment = in_office_hours(world, chance, lead, day + timedelta(place // 2))
        yield world.look(chance, lead, moment, number, purpose=Purpose.SUPERVISION)


@form(times=3)
def lead_on_sunday_evening(world: World, chance: Random) -> Iterator[Logged]:
    """One family, from home, "as supervision"."""
    who, family, day = pair(world, chance, Role.ASD_LEAD, Role.JOBCENTER_LEAD, Role.FAM_COORDINATOR)
    sunday = day + timedelta(6 - day.weekday())
    yield world.look(chance, who, at(sunday, 1210), family.number, purpose=Purpose.SUPERVISION, place="mobil")


@form(times=3)
def auditor_after_a_tip(world: World, chance: Random) -> Iterator[Logged]:
    """One file of a family the auditor knows, as if it had been drawn."""
    who = world.of_role(Role.AUDITOR)[0]
    day = world.working_day(chance, who, some_day(world, chance))
    moment = in_office_hours(world, chance, who, day)
    yield world.look(chance, who, moment, world.open_family(chance, day).number, basis=("audit",))


@form(times=3)
def helper_of_it_tests(world: World, chance: Random) -> Iterator[Logged]:
    """IT tries the search with real names after an update: three families are opened."""
    who, _, day = pair(world, chance, Role.IT_ADMIN)
    moment = in_office_hours(world, chance, who, day)
    for family in chance.sample(world.open_on(day), 3):
        yield world.look(chance, who, moment, family.number, purpose=None, categories=(Category.CONTACT,))
        moment += timedelta(minutes=2)


@form(times=3)
def password_on_the_screen(world: World, chance: Random) -> Iterator[Logged]:
    """A trainee uses the account of somebody who is at a conference elsewhere."""
    who, rows, day = with_cases(world, chance)
    moment = in_office_hours(world, chance, who, day)
    for place in range(4):
        where = who.office if place % 2 else next(one for one in ("Birkenfurt", "Talbrück") if one != who.office)
        yield world.look(chance, who, moment + timedelta(minutes=4 * place), chance.choice(rows), place=where)


@form(times=3)
def account_in_the_long_leave(world: World, chance: Random) -> Iterator[Logged]:
    """Somebody at home for weeks looks how the own cases get on, once."""
    while True:
        who, rows, _ = with_cases(world, chance)
        long = [one for one in world.books.absences[who.id] if (one[1] - one[0]).days >= 9 and one[0] > FIRST]
        if long:
            break
    moment = at(long[0][0] + timedelta(4), chance.uniform(600, 1100))
    yield world.look(chance, who, moment, chance.choice(rows), place="mobil")


@form(times=3)
def three_in_the_morning(world: World, chance: Random) -> Iterator[Logged]:
    """An own case, in a night without sleep."""
    who, rows, day = with_cases(world, chance)
    yield world.look(chance, who, at(day, chance.uniform(130, 220)), chance.choice(rows), place="mobil")


@form(times=3)
def packing_before_notice(world: World, chance: Random) -> Iterator[Logged]:
    """Who will give notice takes a file each day for two weeks, long before the last day."""
    who, rows, day = with_cases(world, chance)
    for later, number in enumerate(chance.sample(rows, 8)):
        when = in_office_hours(world, chance, who, day + timedelta(round(1.6 * later)))
        yield world.look(chance, who, when, number, action=Deed.EXPORT)


@form(times=3)
def daughter_of_an_own_case(world: World, chance: Random) -> Iterator[Logged]:
    """In an own case what the daughter says is read on eight days of three weeks."""
    who, rows, day = with_cases(world, chance, Role.ASD_WORKER)
    number = chance.choice(rows)
    for later in (0, 2, 4, 7, 9, 14, 16, 18):
        moment = in_office_hours(world, chance, who, day + timedelta(later))
        yield world.look(chance, who, moment, number, persons=("P-2",), purpose=Purpose.SGB8_HELP_PLANNING)


@form(times=3)
def name_typed_every_other_week(world: World, chance: Random) -> Iterator[Logged]:
    """Is he known here by now: a name that is not found, three times in five weeks."""
    who, family, day = pair(world, chance, *PAIR)
    for later in (0, 15, 33):
        yield world.search(who, in_office_hours(world, chance, who, day + timedelta(later)), f"{family.surname} Kevin")


@form(times=3)
def provider_peeks_at_the_next_family(world: World, chance: Random) -> Iterator[Logged]:
    """A provider's worker reads a family that a colleague of the provider helps, on two days."""
    who, family, day = pair(world, chance, Role.PROVIDER_WORKER)
    for later in (0, 1):
        moment = in_office_hours(world, chance, who, day + timedelta(later))
        yield peek(world, chance, who, moment, family.number)


@form(times=3)
def tries_all_purposes(world: World, chance: Random) -> Iterator[Logged]:
    """Two refusals and a third purpose that opens, at a family of a colleague from another place."""
    who, family, day = pair(world, chance, *PAIR)
    moment = in_office_hours(world, chance, who, day)
    for purpose in (Purpose.CASE_CONFERENCE, Purpose.SCHOOL_TO_WORK):
        yield world.refused(chance, who, moment, family.number, purpose=purpose, reason=Reason.PURPOSE_NOT_ALLOWED)
        moment += timedelta(seconds=40)
    yield world.look(chance, who, moment, family.number, purpose=Purpose.FAM_JOINT_SUPPORT)


@form(times=3)
def danger_that_was_none(world: World, chance: Random) -> Iterator[Logged]:
    """An emergency in office hours, well told; a note of work on it follows, but no procedure."""
    who, family, day = pair(world, chance, Role.ASD_WORKER)
    moment = in_office_hours(world, chance, who, day)
    words = f"Anruf der Kita, Kind mit Verletzung im Gesicht, {family.number}"
    yield world.look(chance, who, moment, family.number, action=Deed.EMERGENCY, basis=("emergency",), words=words,
                     purpose=Purpose.SGB8_CHILD_PROTECTION)  # fmt: skip
    yield world.look(chance, who, moment + timedelta(minutes=20), family.number,
                     purpose=Purpose.SGB8_CHILD_PROTECTION)  # fmt: skip


@form(times=3)
def reads_before_the_meeting_of_others(world: World, chance: Random) -> Iterator[Logged]:
    """Shared screen at an empty table: a family of no agenda is shown at noon."""
    who, family, day = pair(world, chance, Role.FAM_COORDINATOR, *PAIR)
    day = day if is_there(world.books, who, day) else world.next_there(who, day)
    yield world.look(chance, who, at(day, 735), family.number, action=Deed.DISPLAY, purpose=Purpose.CASE_CONFERENCE)
