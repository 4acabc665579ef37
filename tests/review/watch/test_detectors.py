"""Each way of looking: exactly at its limit, one below it, and what speaks for an ordinary day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hub.terms.circumstances import (
    Appointment,
    AppointmentKind,
    Assigned,
    ConsentTimes,
    MatchKind,
    Procedure,
    Shift,
    Standing,
    StandingIn,
)
from hub.terms.lists import Agency, Purpose, Role
from hub.terms.logged import Deed, Explanation, Wording
from hub.terms.people import FamStatus
from hub.terms.reasons import Reason
from tests.review.watch.logs import F01, MONDAY, at, cases, context, hits, look, numbers, refused


def _seconds(*each):
    return [MONDAY + timedelta(seconds=one) for one in each]


@pytest.mark.parametrize(("families", "found"), [(10, 0), (11, 1), (12, 1)])
def test_speed_is_eleven_families_in_five_minutes(families, found):
    """The last exactly five minutes after the first still counts; a second later it does not."""
    times = [MONDAY + timedelta(minutes=5) * place / (families - 1) for place in range(families)]
    quick = [look(when, family=number) for when, number in zip(times, numbers(families), strict=True)]
    slow = [look(quick[0].at - timedelta(seconds=1), family=quick[0].family), *quick[1:]]

    assert found == len(hits(quick, rule="speed"))
    assert (families > 11) == bool(hits(slow, rule="speed"))


def test_one_person_twice_as_long_is_one_hit_and_two_people_are_two():
    """What overlaps is one; what different people did is never added up."""
    long = [look(at(place / 3), family=number) for place, number in enumerate(numbers(40))]
    halves = [look(one.at, who=f"N-0{place % 2}", family=one.family) for place, one in enumerate(long[:14])]

    assert [(40, "40")] == [(len(hit.entries), hit.facts["families"]) for hit in hits(long, rule="speed")]
    assert [] == hits(halves, rule="speed")


def test_looks_at_the_same_instant_are_found_in_whatever_order_they_come():
    """The order of two entries of one instant is that of their ids."""
    same = [look(MONDAY, family=number) for number in numbers(11)]

    assert [hit.id for hit in hits(same, rule="speed")] == [hit.id for hit in hits(same[::-1], rule="speed")]


@pytest.mark.parametrize(("reads", "jitter", "found"), [(20, 0, 1), (19, 0, 0), (20, 10, 1), (20, 80, 0)])
def test_clockwork_is_twenty_reads_in_even_steps(reads, jitter, found):
    """A program pauses evenly; people do not."""
    times = [60 * place + (jitter / 2 if place % 2 else -jitter / 2) for place in range(reads)]
    rows = [look(when, family=number) for when, number in zip(_seconds(*times), numbers(reads), strict=True)]

    assert found == len(hits(rows, rule="clockwork"))


def test_a_conference_with_four_families_is_no_clockwork():
    """Thirty-one openings, six minutes apart, over and over the same four."""
    rows = [look(at(6 * place), family=numbers(4)[place % 4]) for place in range(31)]

    assert [] == hits(rows, rule="clockwork")


@pytest.mark.parametrize(("many", "step", "found"), [(5, 1, 1), (4, 1, 0), (9, 2, 0)])
def test_case_numbers_are_tried_where_five_follow_each_other(many, step, found):
    """In whatever order they are asked for; every second number is not the next one."""
    order = sorted(numbers(many, step=step), key=lambda number: number[::-1])
    rows = [refused(at(2 * place), family=number) for place, number in enumerate(order)]

    assert found == len(hits(rows, rule="case-numbers"))


def test_the_own_cases_may_have_neighbouring_numbers():
    """Who works through their own list does nothing odd."""
    rows = [look(at(place), family=number) for place, number in enumerate(numbers(8))]
    own = context(assignments=cases(*(("N-01", one) for one in numbers(8))))

    assert [] == hits(rows, own, "case-numbers")
    assert hits(rows, rule="case-numbers")


@pytest.mark.parametrize(("people", "found"), [(4, 0), (5, 1)])
def test_seekers_are_five_people_after_the_same_words_in_a_week(people, found):
    """Whoever opens a family of theirs at once had a reason; the same person five times is one."""
    rows = [
        look(at(days=place), who=f"N-0{place}", family="", action=Deed.SEARCH, matter="m") for place in range(people)
    ]
    again = [look(at(place), family="", action=Deed.SEARCH, matter="m") for place in range(9)]
    opened = [look(one.at + timedelta(minutes=1), who=one.who) for one in rows]
    own = context(assignments=cases(*((one.who, F01) for one in rows)))

    assert found == len(hits(rows, rule="seekers"))
    assert [None] * found == [hit.who for hit in hits(rows, rule="seekers")]
    assert [] == hits(again, rule="seekers")
    assert [] == hits([*rows, *opened], own, "seekers")


@pytest.mark.parametrize(("people", "found"), [(8, 0), (9, 1)])
def test_a_crowd_is_more_than_eight_at_one_family_in_a_day(people, found):
    """Twenty-four hours, both ends inclusive."""
    rows = [look(MONDAY + timedelta(hours=24) * place / (people - 1), who=f"N-{place:02}") for place in range(people)]

    assert found == len(hits(rows, rule="crowd"))


@pytest.mark.parametrize("night", [date(2026, 3, 29), date(2026, 10, 25)])
def test_hours_are_those_of_berlin_also_in_the_nights_when_clocks_change(night):
    """19:30 in Berlin is within hours and 20:30 is not, on the Monday before and after."""
    for days in (-6, 1):
        day = night + timedelta(days=days)
        offset = 1 if (date(2026, 3, 29) > day or day > date(2026, 10, 24)) else 2
        late = [
            look(datetime(day.year, day.month, day.day, hour - offset, 30, tzinfo=UTC), family=F01)
            for hour in (19, 20, 21)
        ]
        when = max(late[-1].at, datetime(2026, 8, 2, tzinfo=UTC))

        found = [hits([one], rule="small-signs", when=when) for one in late]
        assert [] == found[0]
        [sums] = [hits(late, when=when)]
        assert "Außerhalb der Dienstzeit" in next(one for one in sums if one.rule == "small-signs").facts["signs"]


def test_duty_explains_the_night():
    """Who is on duty may look; without duty the same look is a small sign."""
    night = datetime(2026, 10, 12, 21, 30, tzinfo=UTC)
    duty = context(shifts={"N-01": (Shift(night - timedelta(hours=1), night + timedelta(hours=8)),)})
    rows = [look(night), look(night + timedelta(days=1))]

    assert "Außerhalb" in hits(rows[:1])[0].facts["signs"]
    assert not any("Außerhalb" in hit.facts.get("signs", "") for hit in hits(rows[:1], duty))


@pytest.mark.parametrize(
    ("places", "minutes", "found"),
    [(("A", "B"), 20, 1), (("A", "B"), 21, 0), (("A", "mobil"), 5, 1), (("A", "mobil"), 6, 0), (("A", "A"), 1, 0)],
)
def test_two_places_are_two_that_nobody_reaches_so_fast(places, minutes, found):
    """Between offices twenty minutes, from an office to the street five."""
    rows = [look(at(0), place=places[0]), look(at(minutes), place=places[1])]

    assert found == len(hits(rows, rule="two-places"))


def test_absence_is_known_or_it_is_not_guessed():
    """Where absences were never delivered the rule finds nothing, and says so."""
    rows = [look()]
    away = context(absences={"N-01": ((MONDAY.date(), MONDAY.date()),)})
    unknown = context(absences={"N-01": ((MONDAY.date(), MONDAY.date()),)}, delivered={})

    assert [hit.rule for hit in hits(rows, away, "absent")] == ["absent"]
    assert [] == hits(rows, unknown, "absent")


def test_the_last_day_of_work_is_still_one():
    """The day after it is not."""
    left = context(ended={"N-01": MONDAY.date()})

    assert [] == hits([look()], left, "left-the-office")
    assert hits([look(), look(at(days=1))], left, "left-the-office")


def test_a_withdrawal_and_what_comes_after():
    """Three vain attempts within a day; three requests within a week. A day later, or before it, is no rush."""
    paper = ConsentTimes("C1", F01, MONDAY.date(), date(2027, 1, 1), MONDAY, withdrawn=at(10))
    known = context(papers=(paper,))
    tries = [refused(at(20 + place), reason=Reason.CONSENT_WITHDRAWN) for place in range(3)]
    later = [refused(one.at + timedelta(days=2), reason=Reason.CONSENT_WITHDRAWN) for one in tries]
    asked = [look(at(days=place, minutes=30), action=Deed.REQUEST) for place in range(3)]
    before = [look(at(place), action=Deed.REQUEST) for place in range(3)]

    assert [3] == [len(hit.entries) for hit in hits(tries, known, "after-withdrawal")]
    assert [] == hits(tries[:2], known, "after-withdrawal")
    assert [] == hits(later, known, "after-withdrawal")
    assert [3] == [len(hit.entries) for hit in hits(asked, known, "urging")]
    assert [] == hits(before, known, "urging")


@pytest.mark.parametrize(("days", "found"), [(13, 0), (14, 1)])
def test_a_consent_is_late_after_two_weeks(days, found):
    """From what it names as its beginning to the day of its entry."""
    paper = ConsentTimes("C1", F01, MONDAY.date() - timedelta(days=days), date(2027, 1, 1), MONDAY, entered=MONDAY)

    assert found == len(
        hits([look(action=Deed.CONSENT, basis=("C1",))], context(papers=(paper,)), "consent-entered-late")
    )


@pytest.mark.parametrize(("many", "confirmed", "found"), [(3, None, 1), (2, None, 0), (3, 14, 0), (3, 15, 1)])
def test_spoken_consents_have_two_weeks_to_be_confirmed(many, confirmed, found):
    """Three in a month of which none was; confirmed on the last day is confirmed."""
    rows, papers = [], []
    for place in range(many):
        said = at(days=place)
        after = said + timedelta(days=confirmed) if confirmed else None
        papers.append(ConsentTimes(f"C{place}", F01, said.date(), date(2027, 1, 1), said, spoken=True, confirmed=after))
        rows.append(look(said, action=Deed.CONSENT, basis=(f"C{place}",)))

    assert found == len(hits(rows, context(papers=tuple(papers)), "spoken-unconfirmed"))


def test_an_emergency_is_always_looked_at_and_in_vain_without_what_follows():
    """A procedure that begins within a day, or runs, is what follows; work on another family is not."""
    use = look(action=Deed.EMERGENCY, purpose=Purpose.SGB8_CHILD_PROTECTION)
    began = context(procedures=(Procedure(F01, at(60), None, frozenset({"N-01"})),))
    too_late = context(procedures=(Procedure(F01, at(days=2)),))
    elsewhere = look(at(5), family=numbers(1)[0], purpose=Purpose.SGB8_CHILD_PROTECTION)

    assert [1, 1, 1] == [len(hits([use], known, "emergency")) for known in (began, too_late, context())]
    assert [] == hits([use], began, "emergency-in-vain")
    assert hits([use], too_late, "emergency-in-vain")
    assert hits([use, elsewhere], rule="emergency-in-vain")
    assert [frozenset({Explanation.PROTECTION})] == [hit.explained for hit in hits([use], began, "emergency")]


def test_a_deputy_by_own_word_needs_somebody_who_is_away():
    """If one of those whose case it is was away, it was needed."""
    rows = [look(action=Deed.TAKE_OVER, wording=Wording.PLAIN), look(at(1))]
    team = cases(("N-02", F01), ("N-03", F01))
    away = context(assignments=team, absences={"N-03": ((MONDAY.date(), MONDAY.date()),)})

    assert [2] == [len(hit.entries) for hit in hits(rows, context(assignments=team), "own-word-deputy")]
    assert [] == hits(rows, away, "own-word-deputy")


def test_a_screen_is_left_open_ninety_minutes_after_the_conference():
    """Counted from its end in the calendar, else from the last change of the screen."""
    met = Appointment(AppointmentKind.CONFERENCE, MONDAY, at(120), frozenset({"N-01"}))
    known = context(dates=(met,))
    shown = [look(at(10), action=Deed.DISPLAY), look(at(100), action=Deed.DISPLAY)]

    assert [] == hits([*shown, look(at(210), action=Deed.DISPLAY)], known, "screen-left-open")
    assert hits([*shown, look(at(211), action=Deed.DISPLAY)], known, "screen-left-open")
    assert [] == hits(shown, rule="screen-left-open")


def test_what_ended_is_over():
    """A help that ended, a part in FAM that ended: two vain calls of a provider, one look without a reason."""
    tries = [refused(at(days=day), agency=Agency.PROVIDER, reason=Reason.HELP_NOT_RUNNING) for day in (0, 14)]
    ended = context(standings={F01: (Standing(FamStatus.ENDED, MONDAY.date() - timedelta(days=20)),)})
    lately = context(standings={F01: (Standing(FamStatus.ENDED, MONDAY.date() - timedelta(days=14)),)})

    assert [2] == [len(hit.entries) for hit in hits(tries, rule="help-ended")]
    assert [] == hits(tries[:1], rule="help-ended")
    assert ["20"] == [hit.facts["days"] for hit in hits([look()], ended, "after-fam-end")]
    assert [] == hits([look()], lately, "after-fam-end")  # files are closed in two weeks
    assert [] == hits([look()], context(), "after-fam-end")


def test_a_name_alone_is_a_small_sign_and_three_times_a_question():
    """A deputy of the same name has a reason."""
    known = {"hits": {("N-01", F01): frozenset({MatchKind.SURNAME})}}
    rows = [refused(at(1)), refused(at(2)), look(at(3))]
    deputy = StandingIn("N-01", "N-02", F01, MONDAY.date(), MONDAY.date())

    assert [("3", "2")] == [
        (hit.facts["times"], hit.facts["refused"]) for hit in hits(rows, context(**known), "same-surname-again")
    ]
    assert [] == hits(rows[:2], context(**known), "same-surname-again")
    assert [] == hits(rows, context(**known, deputies=(deputy,)), "same-surname-again")


def test_who_watches_is_watched():
    """Five reads of one family in a month by somebody without a case of their own; four are none."""
    rows = [look(at(days=day), role=Role.DPO, action=Deed.LOG) for day in range(5)]

    assert hits(rows, rule="watcher")
    assert [] == hits(rows[:4], rule="watcher")
    assert [] == hits([look(one.at) for one in rows], rule="watcher")


def test_an_end_of_a_case_is_near_for_three_days():
    """Taken out on the last day, or three before it; four before it is work."""
    for days, found in ((0, 1), (3, 1), (4, 0)):
        until = MONDAY.date() + timedelta(days=days)
        known = context(assignments=(Assigned("N-01", F01, date(2026, 1, 1), until),))

        assert found == len(hits([look(action=Deed.EXPORT)], known, "export-at-the-end"))
