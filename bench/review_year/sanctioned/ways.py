"""By the means of the house: deputies, assignments, consents, emergencies, searches."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from bench.review_year.days import FIRST, LAST, at
from bench.review_year.planting import form
from bench.review_year.prying import pair, some_day
from bench.review_year.sanctioned.scenes import by_day, by_evening, case_of, friend_of, steps, strangers, through
from bench.review_year.world import World
from hub.terms.circumstances import Assigned, ConsentTimes, StandingIn
from hub.terms.lists import Category, Purpose, Role
from hub.terms.logged import Deed, Logged
from hub.terms.reasons import Reason

TWO = (Role.JOBCOACH, Role.ASD_WORKER)


@form(times=4)
def two_who_help_each_other(world: World, chance: Random) -> Iterator[Logged]:
    """Who has the case makes a friend deputy for it, though both are at their desks; the friend reads and prints."""
    holder, family, day = case_of(world, chance, *TWO)
    friend = friend_of(world, chance, holder, day)
    moment = next(by_evening(world, chance, friend, day, (0,)))
    last = day + timedelta(chance.choice((0, 0, 7)))
    world.books.deputies.append(StandingIn(friend.id, holder.id, family.number, day, last, self_declared=False,
                                           entered_by=holder.id, entered=moment - timedelta(minutes=9)))  # fmt: skip
    yield world.look(chance, holder, moment - timedelta(minutes=9), family.number, event="mandate.deputy_granted",
                     action=Deed.MANDATE, purpose=None)  # fmt: skip
    yield world.look(chance, friend, moment, family.number)
    yield world.look(chance, friend, moment + timedelta(minutes=6), family.number, action=Deed.EXPORT)


@form(times=4)
def deputy_by_ones_own_word(world: World, chance: Random) -> Iterator[Logged]:
    """Takes over one family from somebody who is there (bold), or who is away and has a deputy already (careful)."""
    holder, family, day = case_of(world, chance, *TWO)
    number, stood_in = family.number, [one for one in world.books.deputies if FIRST < one.since < LAST - timedelta(9)]
    if chance.random() < 0.5:
        row = chance.choice([one for one in stood_in if world.by_id[one.stands_in_for].role in TWO])
        holder, number, day = world.by_id[row.stands_in_for], row.family, row.since
    who = friend_of(world, chance, holder, day)
    moment = next(by_day(world, chance, who, day, (0,)))
    world.books.deputies.append(StandingIn(who.id, holder.id, number, day, day + timedelta(2),
                                           self_declared=True, entered_by=who.id, entered=moment))  # fmt: skip
    yield world.look(chance, who, moment, number, event="mandate.deputy_taken", action=Deed.TAKE_OVER,
                     purpose=None, words=chance.choice(("Vertretung", f"Vertretung {holder.id}, Termin")))  # fmt: skip
    for minutes in (1, 4, 30):
        yield world.look(chance, who, moment + timedelta(minutes=minutes), number)


@form(times=3)
def deputy_reads_on(world: World, chance: Random) -> Iterator[Logged]:
    """The leave of the other is over for weeks; two or three families went on being read by the deputy."""
    rows = [one for one in world.books.deputies if FIRST + timedelta(20) < one.until < LAST - timedelta(80)
            and (one.until - one.since).days >= 4 and world.by_id[one.who].until is None]  # fmt: skip
    row = chance.choice(rows)
    who, others = (
        world.by_id[row.who],
        sorted({one.family for one in rows if (one.who, one.until) == (row.who, row.until)}),
    )
    day = row.until + timedelta(chance.randrange(14, 24))
    for number in others[: chance.choice((2, 3))]:
        for moment in by_day(world, chance, who, day, steps(chance, chance.choice((2, 3)), 5, 14)):
            yield from through(world, chance, who, moment, number)


@form(times=3)
def assigned_by_oneself(world: World, chance: Random) -> Iterator[Logged]:
    """Who may assign takes a family for a day or a week, reads all of it, and gives it back."""
    who, family, day = pair(world, chance, Role.FAM_COORDINATOR, Role.ASD_LEAD)
    moment = next(by_day(world, chance, who, day, (0,)))
    last = day + timedelta(chance.choice((0, 6)))
    world.books.assignments.append(Assigned(who.id, family.number, day, last, moment))
    more = {"event": "mandate.assigned", "action": Deed.MANDATE, "purpose": None}
    yield world.look(chance, who, moment, family.number, **more)  # type: ignore[arg-type]  # `more` holds its keywords
    for minutes in (1, 3, 9, 25):
        yield world.look(chance, who, moment + timedelta(minutes=minutes), family.number)


@form(times=3)
def assigned_by_a_friend(world: World, chance: Random) -> Iterator[Logged]:
    """A coordinator assigns a friend for two days, in the evening or with yesterday's date; only the friend reads."""
    who, family, day = pair(world, chance, *TWO)
    by = friend_of(world, chance, who, day, Role.FAM_COORDINATOR)
    moment = next(by_evening(world, chance, who, day, (0,)))
    since = day - timedelta(chance.choice((0, 2)))
    world.books.assignments.append(Assigned(who.id, family.number, since, day + timedelta(1), moment))
    more = {"event": "mandate.assigned", "action": Deed.MANDATE, "purpose": None}
    yield world.look(chance, by, moment, family.number, **more)  # type: ignore[arg-type]  # `more` holds its keywords
    for minutes in (2, 5, 11):
        yield world.look(chance, who, moment + timedelta(minutes=minutes), family.number)


@form(times=4)
def a_yes_nobody_gave(world: World, chance: Random) -> Iterator[Logged]:
    """A spoken consent is entered for a stranger's family and the other body's data are read within the hour."""
    who, family, day = pair(world, chance, *TWO)
    moment = next(by_day(world, chance, who, day, (0,)))
    number = f"C9{family.number[-4:]}{day:%j}"
    back = moment + timedelta(hours=chance.randrange(2, 30)) if chance.random() < 0.5 else None
    world.books.consents.append(ConsentTimes(number, family.number, day, day + timedelta(364), moment, withdrawn=back,
                                             entered=moment, entered_by=who.id, spoken=True))  # fmt: skip
    yield world.look(chance, who, moment, family.number, event="consent.granted", action=Deed.CONSENT,
                     purpose=Purpose.FAM_JOINT_SUPPORT, categories=(Category.FAM_JOINT,), basis=(number,))  # fmt: skip
    for minutes in (3, 7, 40):
        wanted = (Category.HELP_GOALS,) if who.role is Role.JOBCOACH else (Category.WORK_TRAINING,)
        yield world.look(chance, who, moment + timedelta(minutes=minutes), family.number, categories=wanted,
                         basis=(Reason.OWN_TASK.value, number))  # fmt: skip


@form(times=4)
def night_duty_is_dull(world: World, chance: Random) -> Iterator[Logged]:
    """Who stands by opens by emergency what was in the paper, or a friend's; the words are empty or invented."""
    day = some_day(world, chance)
    who, family = world.by_id[world.books.oncall[day]], world.open_family(chance, day)
    moment = at(day, chance.uniform(1200, 1700))
    told = f"Kind, 6 Jahre: Nachbarn melden Streit, {moment:%H:%M}, Anschrift für Hausbesuch {family.number}"
    words = chance.choice(("Info", "Notfall", told, told))
    yield world.look(chance, who, moment, family.number, action=Deed.EMERGENCY, basis=("emergency",), words=words,
                     purpose=Purpose.SGB8_CHILD_PROTECTION, place="mobil")  # fmt: skip
    for minutes in (4, 9, 15):
        yield world.look(chance, who, moment + timedelta(minutes=minutes), family.number, place="mobil",
                         purpose=Purpose.SGB8_CHILD_PROTECTION)  # fmt: skip


@form(times=3)
def emergency_at_noon(world: World, chance: Random) -> Iterator[Logged]:
    """In the middle of a working day the emergency door opens a family whose own worker sits next door."""
    who, family, day = pair(world, chance, Role.ASD_WORKER)
    moment = next(by_day(world, chance, who, day, (0,)))
    words = f"Anruf der Schule {moment:%H:%M}, Kind nicht erschienen, Kontakt der Mutter {family.number}"
    yield world.look(chance, who, moment, family.number, action=Deed.EMERGENCY, basis=("emergency",), words=words,
                     purpose=Purpose.SGB8_CHILD_PROTECTION)  # fmt: skip
    yield world.look(chance, who, moment + timedelta(minutes=5), family.number, purpose=Purpose.SGB8_CHILD_PROTECTION)


@form(times=3)
def names_from_the_wedding(world: World, chance: Random) -> Iterator[Logged]:
    """Eight to fifteen names of one's own circle are searched in one sitting. Some are found, none is opened."""
    who, _, day = pair(world, chance)
    moment = next(by_day(world, chance, who, day, (0,)))
    for _ in range(chance.randrange(8, 16)):
        family, found = chance.choice(world.families), chance.random() < 0.4
        words = family.surname if found else f"{family.surname} {chance.choice(world.families).home[0]}"
        yield world.search(who, moment, words, family.number if found else None)
        moment += timedelta(seconds=chance.randrange(10, 70))


@form(times=3)
def one_name_every_week(world: World, chance: Random) -> Iterator[Logged]:
    """Is she known here yet? The same name each week for five to ten weeks; nothing is ever found."""
    who, family, day = pair(world, chance)
    words = f"{family.surname} {chance.choice(world.families).home[0]}"
    for moment in by_day(world, chance, who, day, steps(chance, chance.randrange(5, 11), 5, 9)):
        yield world.search(who, moment, words)


@form(times=3)
def numbers_tried_out(world: World, chance: Random) -> Iterator[Logged]:
    """Case numbers are typed into the address line one after the other: in ten minutes, or two a day for a week."""
    who, _, day = pair(world, chance, Role.JOBCOACH, Role.ASD_WORKER, Role.PROVIDER_WORKER)
    row = sorted(strangers(world, chance, who, day, 400))
    begin, often = chance.randrange(max(1, len(row) - 14)), chance.randrange(8, 14)
    slow = chance.random() < 0.5
    moment = next(by_day(world, chance, who, day, (0,)))
    for place, number in enumerate(row[begin : begin + often]):
        if slow and place % 2 == 0:
            moment = next(by_day(world, chance, who, day, (place // 2,)))
        yield world.refused(chance, who, moment, number)
        moment += timedelta(seconds=chance.randrange(15, 60))
