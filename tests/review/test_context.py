"""The context of the review: what held at an instant, at its borders, and what nobody ever delivered."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hub.review.context.context import Context
from hub.terms.circumstances import (
    Appointment,
    AppointmentKind,
    Assigned,
    ConsentTimes,
    Input,
    MatchKind,
    Procedure,
    Shift,
    Standing,
    StandingIn,
)
from hub.terms.clock import day_begins, day_ends
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency
from hub.terms.people import FamStatus

F = FamilyNumber("FAM-2026-001")
OTHER = FamilyNumber("FAM-2026-002")
DAY = date(2026, 10, 19)
SEVEN, NINETEEN = datetime(2026, 10, 19, 5, tzinfo=UTC), datetime(2026, 10, 19, 17, tzinfo=UTC)
BLINK = timedelta(microseconds=1)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def _context(**facts):
    return Context(Agency.JOBCENTER, own=frozenset({"N-01", "N-02"}), **facts)


@pytest.mark.parametrize(
    ("at", "is_on"),
    [(SEVEN - BLINK, False), (SEVEN, True), (NINETEEN - BLINK, True), (NINETEEN, False)],
)
def test_duty_begins_with_its_first_instant_and_is_over_at_its_last(at, is_on):
    """The end is not inside: whoever looks at seven sharp in the evening is off duty."""
    context = _context(shifts={"N-01": (Shift(SEVEN, NINETEEN),)})

    assert is_on is (context.on_duty("N-01", at) is not None)
    assert context.on_duty("N-02", at) is None


def test_a_night_shift_holds_after_midnight_and_belongs_to_both_days():
    """On call from Saturday evening to Sunday morning."""
    since = datetime(2026, 10, 17, 17, tzinfo=UTC)
    night = Shift(since, since + timedelta(hours=12), on_call=True)
    context = _context(shifts={"N-01": (Shift(since - timedelta(hours=12), since - timedelta(hours=4)), night)})

    one_oclock = datetime(2026, 10, 17, 23, tzinfo=UTC)
    assert night == context.on_duty("N-01", one_oclock)
    assert (night,) == context.duty_of_day("N-01", one_oclock)


@pytest.mark.parametrize(
    ("at", "is_away"),
    [
        (day_begins(DAY) - BLINK, False),
        (day_begins(DAY), True),
        (day_ends(DAY + timedelta(days=4)) - BLINK, True),
        (day_ends(DAY + timedelta(days=4)), False),
    ],
)
def test_an_absence_lasts_from_its_first_moment_to_the_last_of_its_last_day(at, is_away):
    """Legal days, both inclusive; and what it was is not known here."""
    context = _context(absences={"N-01": ((DAY, DAY + timedelta(days=4)),)})

    assert is_away is context.absent("N-01", at)


def test_a_contract_holds_through_its_last_day():
    """The day after it has ended."""
    context = _context(ended={"N-01": DAY})

    assert [False, True] == [context.contract_ended("N-01", at) for at in (day_ends(DAY) - BLINK, day_ends(DAY))]
    assert not context.contract_ended("N-02", day_ends(DAY))


def test_what_was_never_delivered_is_named_and_nothing_is_concluded_from_it():
    """No roster: nobody was off duty. A roster of October says nothing of November, nor of the other body's staff."""
    assert frozenset(Input) == _context().lacks
    context = _context(
        delivered={Input.ROSTER: OCTOBER}, of_providers={"N-02": {Input.ROSTER: (date(2026, 11, 1), date(2026, 11, 2))}}
    )

    assert frozenset(Input) - {Input.ROSTER} == context.lacks
    assert context.knows(Input.ROSTER, "N-01", SEVEN)
    assert not context.knows(Input.ROSTER, "N-01", datetime(2026, 11, 1, 12, tzinfo=UTC))
    assert not context.knows(Input.ROSTER, "N-09", SEVEN)
    assert not context.knows(Input.ABSENCES, "N-01", SEVEN)
    assert [False, True] == [
        context.knows(Input.ROSTER, "N-02", at) for at in (SEVEN, datetime(2026, 11, 1, 12, tzinfo=UTC))
    ]


def test_an_appointment_counts_for_its_staff_its_family_and_its_day():
    """With somebody else's family it explains nothing of this one; one that names no family counts for each."""
    visit = Appointment(AppointmentKind.HOME_VISIT, SEVEN, NINETEEN, frozenset({"N-01"}), frozenset({F}))
    round_ = Appointment(AppointmentKind.ADMISSIONS, SEVEN, NINETEEN, frozenset({"N-02"}))
    context = _context(dates=(visit, round_))

    assert (visit,) == context.appointments(SEVEN, "N-01", F) == context.appointments(SEVEN, family=F)
    assert () == context.appointments(SEVEN, "N-01", OTHER) == context.appointments(day_ends(DAY), "N-01", F)
    assert (round_,) == context.appointments(SEVEN, "N-02", F)


def test_a_date_counts_on_each_of_its_days():
    """Over midnight and over a whole week; not on the day after it."""
    week = Appointment(AppointmentKind.OTHER, SEVEN, SEVEN + timedelta(days=6), frozenset({"N-01"}), frozenset({F}))
    context = _context(dates=(week,))

    found = [context.appointments(SEVEN + timedelta(days=later), "N-01", F) for later in range(-1, 8)]

    assert [()] + 7 * [(week,)] + [()] == found


def test_a_date_without_end_does_not_fill_the_memory():
    """A slip in a delivery: the year 9999."""
    endless = Appointment(AppointmentKind.OTHER, SEVEN, SEVEN.replace(year=9999), frozenset({"N-01"}))

    assert (endless,) == _context(dates=(endless,)).appointments(SEVEN + timedelta(days=300), "N-01")


def test_a_tie_that_was_dated_back_says_so():
    """Entered after the day from which it is said to hold; on the same day it is not; unknown is not."""
    entered = [None, day_begins(DAY), day_ends(DAY) - BLINK, day_ends(DAY)]

    ties = [Assigned("N-01", F, DAY, None, at) for at in entered]
    grants = [StandingIn("N-01", "N-02", F, DAY, DAY, entered=at) for at in entered]

    assert [False, False, False, True] == [one.is_back_dated() for one in ties]
    assert [False, False, False, True] == [one.is_back_dated() for one in grants]


def test_ties_hold_on_their_days_for_their_family():
    """Both inclusive; what has no end goes on."""
    tie, grant = Assigned("N-01", F, DAY, DAY), StandingIn("N-01", "N-02", F, DAY, DAY, self_declared=True)
    context = _context(assignments=(tie, Assigned("N-02", F, DAY)), deputies=(grant,))
    before, during, after = day_begins(DAY) - BLINK, SEVEN, day_ends(DAY)

    assert [None, tie, None] == [context.assigned("N-01", F, at) for at in (before, during, after)]
    assert [None, grant, None] == [context.deputy("N-01", F, at) for at in (before, during, after)]
    assert context.assigned("N-02", F, after) is not None
    assert context.assigned("N-01", OTHER, during) is context.deputy("N-02", F, during) is None
    assert (grant,) == context.standing_in("N-01", during)


def test_a_consent_ends_with_the_second_of_its_withdrawal():
    """D27: from this instant on it did not run; before it was signed neither."""
    paper = ConsentTimes("C1", F, DAY, DAY + timedelta(days=9), signed=SEVEN, withdrawn=NINETEEN)
    context = _context(papers=(paper,))

    instants = (SEVEN - BLINK, SEVEN, NINETEEN - BLINK, NINETEEN)
    assert [False, True, True, False] == [paper.holds_at(at) for at in instants]
    assert (paper,) == context.consents(F)
    assert paper == context.consent("C1")


def test_a_procedure_is_mere_times():
    """From its first instant; without an end it runs on."""
    case = Procedure(F, SEVEN, None, frozenset({"N-01"}))
    context = _context(procedures=(case,))

    assert [None, case] == [context.procedure(F, at) for at in (SEVEN - BLINK, SEVEN)]
    assert (case,) == context.procedures_of(F)


def test_a_family_was_admitted_until_its_end():
    """From the day after it is ended."""
    rows = (Standing(FamStatus.ADMITTED, None, DAY), Standing(FamStatus.ENDED, DAY + timedelta(days=1)))
    context = _context(standings={F: rows})

    assert [FamStatus.ADMITTED, FamStatus.ENDED] == [
        found.status for at in (day_ends(DAY) - BLINK, day_ends(DAY)) if (found := context.standing(F, at))
    ]
    assert context.standing(OTHER, SEVEN) is None


def test_matches_are_of_one_member_of_staff_and_one_family():
    """Of nobody else's with anybody else."""
    context = _context(hits={("N-01", F): frozenset({MatchKind.SURNAME})}, staff_families=frozenset({OTHER}))

    assert frozenset({MatchKind.SURNAME}) == context.matches("N-01", F)
    assert frozenset() == context.matches("N-02", F) == context.matches("N-01", OTHER)
    assert [False, True] == [context.is_family_of_staff(one) for one in (F, OTHER)]
