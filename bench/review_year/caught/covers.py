"""What they hid behind: mandates, calendars, conferences, emergencies, consents, purposes."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bench.review_year.caught.when import elsewhere, former, holder, moments, written
from bench.review_year.days import FIRST, LAST, at
from bench.review_year.planting import form
from bench.review_year.prying import in_office_hours, pair, some_day
from bench.review_year.world import World
from hub.terms.circumstances import AppointmentKind, Assigned, ConsentTimes, StandingIn
from hub.terms.clock import legal_day
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged

COACHES = (Role.JOBCOACH, Role.JOBCOACH_U25)


@form(times=3)
def deputy_by_my_own_word(world: World, chance: Random) -> Iterator[Logged]:
    """The worker sits two doors away; somebody declares to stand in for them at one family and reads for three days."""
    other, family, day = holder(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    who = world.stranger_to(chance, family, [one for one in world.of_role(other.role) if one is not other], day)
    entered = at(day, max(who.begins, other.begins) + 40)
    world.books.deputies.append(StandingIn(who.id, other.id, family.number, day, day + timedelta(3),
                                           self_declared=True, entered_by=who.id, entered=entered))  # fmt: skip
    yield world.look(chance, who, entered, family.number, event="mandate.deputy_taken", action=Deed.TAKE_OVER,
                     purpose=None, words="Vertretung wegen Rückfrage zur Hilfe")  # fmt: skip
    for minutes in (2, 7, 1460):
        yield world.look(chance, who, entered + timedelta(minutes=minutes), family.number)


@form(times=3)
def the_mandate_came_afterwards(world: World, chance: Random) -> Iterator[Logged]:
    """Read first; two days later the deputy's mandate is entered by the reader, from the day of the reading on."""
    other, family, day = holder(world, chance, Role.ASD_WORKER, Role.JOBCOACH)
    who = world.stranger_to(chance, family, [one for one in world.of_role(other.role) if one is not other], day)
    moment = in_office_hours(world, chance, who, day)
    since, entered = legal_day(moment), moment + timedelta(days=2)
    world.books.deputies.append(StandingIn(who.id, other.id, family.number, since, since + timedelta(4),
                                           self_declared=True, entered_by=who.id, entered=entered))  # fmt: skip
    for minutes in (0, 3):
        yield world.look(chance, who, moment + timedelta(minutes=minutes), family.number)


@form(times=3)
def cannot_let_go(world: World, chance: Random) -> Iterator[Logged]:
    """The case went to a colleague; who had it reads along every third week."""
    who, family, day = former(world, chance, Role.JOBCOACH, Role.ASD_WORKER, Role.PROVIDER_WORKER, Role.BENEFIT_OFFICER)
    for moment in moments(world, chance, who, day, (0, 20, 43, 66)):
        yield world.look(chance, who, moment, family.number)


@form(times=2)
def assigned_for_an_afternoon(world: World, chance: Random) -> Iterator[Logged]:
    """Who may assign assigns the case to herself at noon, reads it four times, and is rid of it by evening."""
    who, family, day = elsewhere(world, chance, Role.FAM_COORDINATOR, Role.ASD_LEAD)
    entered = at(day, 720)
    world.books.assignments.append(Assigned(who.id, family.number, day, day, entered))
    yield world.look(chance, who, entered, family.number, event="mandate.assigned", action=Deed.MANDATE, purpose=None)
    for minutes in (3, 6, 14, 55):
        yield world.look(chance, who, entered + timedelta(minutes=minutes), family.number)


@form(times=2)
def a_favour_of_the_lead(world: World, chance: Random) -> Iterator[Logged]:
    """For two days a case of another town is a friend's too, by the lead's own entry; nothing is ever done in it."""
    who, family, day = elsewhere(world, chance, Role.JOBCOACH, Role.ASD_WORKER)
    lead = chance.choice(world.of_role(Role.FAM_COORDINATOR if who.role is Role.JOBCOACH else Role.ASD_LEAD))
    entered = at(day, who.begins + 35)
    world.books.assignments.append(Assigned(who.id, family.number, day, day + timedelta(1), entered))
    yield world.look(chance, lead, entered, family.number, event="mandate.assigned", action=Deed.MANDATE, purpose=None)
    for minutes in (12, 15, 21, 90):
        yield world.look(chance, who, entered + timedelta(minutes=minutes), family.number)


@form(times=3)
def always_at_my_telephone(world: World, chance: Random) -> Iterator[Logged]:
    """Of two dozen at the service centre it is always the same to whom this family is said to have spoken."""
    who = chance.choice(world.of_role(Role.BENEFIT_OFFICER, desk="service"))
    day = some_day(world, chance)
    family = world.open_family(chance, day)
    for moment in moments(world, chance, who, day, (0, 9, 17, 28, 36, 51)):
        written(world, (who, family), moment, moment + timedelta(minutes=5), AppointmentKind.OTHER)
        yield world.look(chance, who, moment, family.number)


@form(times=3)
def visiting_from_the_desk(world: World, chance: Random) -> Iterator[Logged]:
    """A home visit to a colleague's family stands in the calendar; the looks come from the desk while it lasts."""
    who, family, day = pair(world, chance, Role.ASD_WORKER)
    since = at(day, 660)
    written(world, (who, family), since, since - timedelta(hours=1), AppointmentKind.HOME_VISIT)
    for minutes in (4, 9, 21):
        yield world.look(chance, who, since + timedelta(minutes=minutes), family.number, place=who.office)


@form(times=3)
def the_talk_was_noted_later(world: World, chance: Random) -> Iterator[Logged]:
    """A look without a reason; three days later a talk is entered for the hour of the look."""
    who, family, day = pair(world, chance, *COACHES, Role.ASD_WORKER)
    moment = in_office_hours(world, chance, who, day)
    written(world, (who, family), moment, moment + timedelta(days=3))
    yield world.look(chance, who, moment, family.number)
    yield world.look(chance, who, moment + timedelta(minutes=6), family.number)


@form(times=2)
def not_on_the_list_of_guests(world: World, chance: Random) -> Iterator[Logged]:
    """While a conference sits, somebody who is not in it opens all its families for the conference."""
    rows = [one for one in world.books.appointments if one.kind is AppointmentKind.CONFERENCE and len(one.families) > 3]
    one = chance.choice(rows)
    day = legal_day(one.since)
    able = [each for each in world.of_role(Role.JOBCOACH, Role.ASD_WORKER) if each.id not in one.staff]
    family = world.by_number[min(one.families)]
    who = world.stranger_to(chance, family, able, day)
    for place, number in enumerate(sorted(one.families)):
        yield world.look(chance, who, one.since + timedelta(minutes=4 + 3 * place), number,
                         purpose=Purpose.CASE_CONFERENCE)  # fmt: skip


@form(times=3)
def heard_it_in_the_conference(world: World, chance: Random) -> Iterator[Logged]:
    """Who sat there for another family looks up, in the weeks after, how it went on with this one."""
    rows = [one for one in world.books.appointments if one.kind is AppointmentKind.CONFERENCE
            and len(one.families) > 2 and one.since < at(LAST - timedelta(60), 0)]  # fmt: skip
    one = chance.choice(rows)
    day, held = legal_day(one.since), world.held
    able = [(who, number) for who in sorted(one.staff) for number in sorted(one.families)
            if world.by_id[who].role in (Role.JOBCOACH, Role.ASD_WORKER)
            and not any(row.who == who for row in held[number])]  # fmt: skip
    if not able:
        who, family, day = pair(world, chance, Role.JOBCOACH)
        able = [(who.id, family.number)]
    name, number = chance.choice(able)
    for moment in moments(world, chance, world.by_id[name], day, (9, 17, 30)):
        yield world.look(chance, world.by_id[name], moment, number, purpose=Purpose.CASE_CONFERENCE)


@form(times=2)
def a_conference_of_one(world: World, chance: Random) -> Iterator[Logged]:
    """A conference with one seat and one family, after hours; the shared view is opened with nobody to share it."""
    who, family, day = pair(world, chance, Role.JOBCOACH, Role.FAM_COORDINATOR)
    since = at(day, who.ends + 40)
    written(world, (who, family), since, since - timedelta(hours=3), AppointmentKind.CONFERENCE)
    for minutes, deed in ((1, Deed.DISPLAY), (5, Deed.VIEW), (12, Deed.VIEW)):
        yield world.look(chance, who, since + timedelta(minutes=minutes), family.number, action=deed,
                         purpose=Purpose.CASE_CONFERENCE)  # fmt: skip


@form(times=2)
def admitted_long_ago(world: World, chance: Random) -> Iterator[Logged]:
    """A coordinator reads one family for its admission, five times in two months; it was admitted years before."""
    who, family, day = elsewhere(world, chance, Role.FAM_COORDINATOR)
    for moment in moments(world, chance, who, day, (0, 7, 21, 40, 58)):
        yield world.look(chance, who, moment, family.number, purpose=Purpose.FAM_ADMISSION)


@form(times=3)
def danger_as_a_pretext(world: World, chance: Random) -> Iterator[Logged]:
    """For the protection of a child, says the purpose; there is no procedure and never was one."""
    who, family, day = pair(world, chance, Role.ASD_WORKER, Role.ISEF)
    for moment in moments(world, chance, who, day, (0, 0, 3)):
        yield world.look(chance, who, moment, family.number, purpose=Purpose.SGB8_CHILD_PROTECTION)


@form(times=3)
def an_emergency_at_noon(world: World, chance: Random) -> Iterator[Logged]:
    """Emergency access by day, with a good reason in words; nobody was called and no procedure follows."""
    who, family, day = pair(world, chance, Role.ASD_WORKER)
    moment = at(day, 745)
    yield world.look(chance, who, moment, family.number, action=Deed.EMERGENCY, basis=("emergency",),
                     words=f"Anruf der Schule, Kind ohne Abholer, Anschrift gesucht {family.number}",
                     purpose=Purpose.SGB8_CHILD_PROTECTION, categories=(Category.CONTACT,))  # fmt: skip
    yield world.look(chance, who, moment + timedelta(minutes=6), family.number, purpose=Purpose.SGB8_CHILD_PROTECTION)


@form(times=2)
def plays_the_lead(world: World, chance: Random) -> Iterator[Logged]:
    """Supervision as the purpose, by somebody who leads nobody: a colleague's family, twice."""
    who, family, day = pair(world, chance, Role.ASD_WORKER, Role.JOBCOACH)
    for moment in moments(world, chance, who, day, (0, 6)):
        yield world.look(chance, who, moment, family.number, purpose=Purpose.SUPERVISION)


@form(times=3)
def a_yes_nobody_gave(world: World, chance: Random) -> Iterator[Logged]:
    """A spoken consent of a stranger's family is entered, the aims of its help are read, and it is taken back."""
    who, family, day = pair(world, chance, Role.JOBCOACH)
    entered = in_office_hours(world, chance, who, day)
    back = entered + timedelta(hours=20)
    number = f"C9{chance.randrange(10000):04}"
    first = legal_day(entered)
    world.books.consents.append(ConsentTimes(
        number, family.number, first, first + timedelta(364), entered, back, entered, who.id, spoken=True
    ))  # fmt: skip
    for event, deed, moment in (
        ("consent.granted", Deed.CONSENT, entered),
        ("consent.withdrawn", Deed.WITHDRAWAL, back),
    ):
        yield world.look(chance, who, moment, family.number, event=event, action=deed, basis=(number,),
                         purpose=Purpose.FAM_JOINT_SUPPORT, categories=(Category.FAM_JOINT,))  # fmt: skip
    for minutes in (3, 8, 17):
        yield world.look(chance, who, entered + timedelta(minutes=minutes), family.number,
                         categories=(Category.HELP_GOALS,), basis=(number,))  # fmt: skip


@form(times=3)
def after_they_said_no(world: World, chance: Random) -> Iterator[Logged]:
    """The family took its consent back; its own Jobcoach goes on reading the aims of the help, without any basis."""
    rows = [one for one in world.books.consents if one.withdrawn
            and FIRST < legal_day(one.withdrawn) < LAST - timedelta(30)]  # fmt: skip
    chance.shuffle(rows)
    for one in rows:
        assert one.withdrawn is not None
        day = legal_day(one.withdrawn)
        able = [each for each in world.holders(world.by_number[one.family], day) if each.role in COACHES]
        if able:
            for moment in moments(world, chance, able[0], day, (3, 9)):
                yield world.look(chance, able[0], moment, one.family, categories=(Category.HELP_GOALS,),
                                 purpose=Purpose.FAM_JOINT_SUPPORT, basis=("own_task",))  # fmt: skip
            return


@form(times=3)
def first_no_then_another_purpose(world: World, chance: Random) -> Iterator[Logged]:
    """Refused twice for the usual purpose; let in for another one four minutes later."""
    who, family, day = pair(world, chance, *COACHES)
    moment = in_office_hours(world, chance, who, day)
    for minutes in (0, 1):
        yield world.refused(chance, who, moment + timedelta(minutes=minutes), family.number,
                            purpose=Purpose.SGB2_INTEGRATION)  # fmt: skip
    yield world.look(chance, who, moment + timedelta(minutes=4), family.number, purpose=Purpose.LIVELIHOOD)
