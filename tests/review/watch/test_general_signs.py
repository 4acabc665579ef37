"""Signs that ask nothing of a kind of snooping: time, chance, areas, names, what happens before a no."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hub.review.watch.detectors.chance import tail
from hub.review.watch.explaining import explain_all
from hub.review.watch.scene import UNEXPLAINED
from hub.terms.circumstances import Appointment, AppointmentKind, Assigned, ConsentTimes, Input, Shift, StandingIn
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency, Purpose, Role
from hub.terms.logged import Deed, Explanation
from hub.terms.reasons import Reason
from tests.review.watch.logs import F01, MONDAY, RULES, WHOLE, at, cases, context, hits, look, numbers, refused

OWN = FamilyNumber("FAM-2025-900")
DAY = MONDAY.date()
BUSY = [look(at(days=-day), family=OWN) for day in range(1, 9)]
MINE = cases(("N-01", OWN))
LEADS = {"role": Role.JOBCENTER_LEAD, "purpose": Purpose.SUPERVISION}
SUNDAY = MONDAY - timedelta(days=1)
TO_BILL = {"role": Role.PROVIDER_LEAD, "agency": Agency.PROVIDER, "purpose": Purpose.PROVIDER_BILLING, "who": "N-90"}


def _date(*staff, begins=MONDAY, entered=MONDAY, minutes=30, family=F01):
    until = begins + timedelta(minutes=minutes)
    return Appointment(AppointmentKind.TALK, begins, until, frozenset(staff), frozenset({family}), entered)


def _signs(rows, known=None, when=None):
    return {sign for hit in hits(rows, known, when=when) for sign in hit.facts.get("signs", "").split(", ") if sign}


def test_reading_again_and_again_just_before_a_withdrawal_is_found():
    """Also at the own case. One look fewer is a talk; what was read after it, or hours before, is none of it."""
    limits = RULES["read-before-the-no"].limits
    gone = ConsentTimes("C1", F01, date(2026, 1, 1), date(2026, 12, 31), at(days=-90), withdrawn=at(limits.minutes))
    known = context(papers=(gone,), assignments=cases(("N-01", F01)))
    rows = [look(at(place)) for place in range(limits.looks)]

    assert [limits.looks] == [len(hit.entries) for hit in hits(rows, known, "read-before-the-no")]
    assert [] == hits(rows[1:], known, "read-before-the-no")
    assert [] == hits([replace(one, at=one.at + timedelta(hours=2)) for one in rows], known, "read-before-the-no")
    assert [] == hits([replace(one, at=one.at - timedelta(minutes=10)) for one in rows], known, "read-before-the-no")


@pytest.mark.parametrize(
    ("others", "dates", "is_found"),
    [
        ((Assigned("N-02", F01, date(2025, 1, 1)),), (), True),
        ((), (), False),
        ((Assigned("N-02", F01, date(2025, 1, 1), DAY),), (), False),
        ((Assigned("N-02", F01, date(2025, 1, 1)),), (_date("N-01", begins=at(days=20)),), False),
        ((Assigned("N-03", F01, date(2025, 1, 1)),), (), False),
    ],
    ids=["beside", "alone", "handed over", "with a date", "another function"],
)
def test_a_second_worker_who_never_meets_the_family_is_asked_about(others, dates, is_found):
    """Beside somebody of the same function who keeps it; not who follows somebody, nor who meets the family."""
    known = context(assignments=(Assigned("N-01", F01, DAY), *others), dates=dates)
    seen = [look(at(days=-9), who="N-02", family=OWN), look(at(days=-9), who="N-03", family=OWN, role=Role.IT_ADMIN)]
    rows = [*seen, look(at(days=1)), look(at(days=9))]

    assert is_found is bool(hits(rows, known, "second-worker-without-a-date"))
    assert [] == hits(rows[1:-1], known, "second-worker-without-a-date")
    assert [] == hits(rows, replace(known, delivered={}), "second-worker-without-a-date")


def test_a_lead_who_reads_on_a_sunday_is_asked_and_whoever_reads_the_own_case_is_not():
    """By office alone, outside any duty; without a roster nobody knows who had duty."""
    row = look(SUNDAY, **LEADS)
    known = context(assignments=cases(("N-02", F01)), shifts={"N-02": ()})
    led = [row, look(at(1), who="N-02")]

    assert hits(led, known, "rest-day")
    assert [] == hits(led, replace(known, assignments=cases(("N-01", F01))), "rest-day")
    duty = Shift(SUNDAY - timedelta(hours=1), SUNDAY + timedelta(hours=1))
    assert [] == hits(led, replace(known, shifts={"N-01": (duty,)}), "rest-day")
    assert [] == hits(led, replace(known, delivered={Input.APPOINTMENTS: WHOLE}), "rest-day")
    assert [] == hits([replace(row, at=MONDAY)], known, "rest-day")


def test_who_takes_out_families_of_a_cover_is_asked_from_the_second_on():
    """Not the own ones, nor one alone: a date of who is away needs its papers."""
    families = numbers(2, step=9)
    cover = [StandingIn("N-01", "N-02", one, DAY, DAY, False, "N-03", at(days=-2)) for one in families]
    rows = [look(at(place), family=one, action=Deed.EXPORT) for place, one in enumerate(families)]

    assert hits(rows, context(deputies=tuple(cover)), "exports-as-deputy")
    assert [] == hits(rows[:1], context(deputies=tuple(cover)), "exports-as-deputy")
    own = cases(*(("N-01", one) for one in families))
    assert [] == hits(rows, context(deputies=tuple(cover), assignments=own), "exports-as-deputy")


def test_a_family_sought_by_its_name_and_opened_is_a_sign_also_at_a_colleagues_case():
    """Whom a colleague asks is told the number; and minutes later it is another matter."""
    beside = look(at(days=-3), who="N-02", place="Quellstadt")
    known = context(assignments=(*MINE, *cases(("N-02", F01))))
    rows = [beside, look(at(), action=Deed.SEARCH, place="Quellstadt"), look(at(1), place="Quellstadt")]
    late = [*rows[:2], look(at(9), place="Quellstadt")]

    assert "Mit dem Namen gesucht und geöffnet" in _signs(rows, known)
    assert "Mit dem Namen gesucht und geöffnet" not in _signs(late, known)


@pytest.mark.parametrize(
    ("entered", "minutes", "is_found"), [(at(-600), 5, True), (at(5), 5, False), (at(-600), 40, False)]
)
def test_a_call_that_was_noted_before_it_came_is_asked_about(entered, minutes, is_found):
    """A note of afterwards is one, and so is a talk that was agreed."""
    known = context(dates=(_date("N-01", entered=entered, minutes=minutes),), assignments=MINE)

    assert is_found is bool(hits([*BUSY, look(at(1))], known, "call-noted-before"))


@pytest.mark.parametrize(("least", "mean", "between"), [(0, 3, (1, 1)), (1, 1, (0.63, 0.64)), (4, 1, (0.018, 0.02))])
def test_the_chance_of_so_many_or_more(least, mean, between):
    """Of independent things that are usual so often."""
    assert between[0] <= tail(least, mean) <= between[1]
    assert tail(least + 1, mean) < tail(least, mean) < tail(least, mean + 1) + 1e-9


def test_a_busy_desk_is_not_odd_for_being_busy():
    """Of four who each forget one note in fifteen none is asked; whoever forgets a dozen in the same week is."""
    rows, dates = [], []
    for place, who in enumerate(("N-01", "N-02", "N-03", "N-04")):
        for call, family in enumerate(numbers(60, year=2020 + place, step=9)):
            one = look(at(minutes=call, days=call % 4), who=who, family=family)
            rows.append(one)
            if call % 15 and not (who == "N-04" and call % 5 == 0):
                dates.append(_date(who, begins=one.at, entered=one.at, family=family))

    assert {"N-04"} == {hit.who for hit in hits(rows, context(dates=tuple(dates)), "no-relation-several")}


def test_a_lead_who_signs_off_in_another_area_shows_a_sign():
    """Where hardly any of their families is worked on; a lead of all areas has none that is foreign."""
    title, families = "Eine Familie aus einem fremden Bezirk", numbers(40, step=9)
    workers = [f"N-{2 + place % 3:02}" for place in range(40)]
    known = context(assignments=cases(*zip(workers, families, strict=True), ("N-09", F01)))
    work = [look(at(-60), who=who, family=one, place="Quellstadt") for who, one in zip(workers, families, strict=True)]
    far = look(at(-60), who="N-09", place="Talbrück")
    mine = [look(at(days=-place), family=one, **LEADS) for place, one in enumerate(families)]
    row = look(at(30), **LEADS)

    assert title in _signs([*work, far, *mine, row], known)
    assert title not in _signs([*work, replace(far, place="Quellstadt"), *mine, row], known)
    assert title not in _signs([*work, far, *mine[:9], row], known)


def test_another_purpose_at_once_after_a_refusal_is_a_sign():
    """For the same purpose it is a second try; a quarter of an hour later another matter."""
    title = "Mit anderem Zweck nach einer Ablehnung"
    no = refused(reason=Reason.PURPOSE_NOT_ALLOWED, purpose=Purpose.SCHOOL_TO_WORK)

    assert title in _signs([no, look(at(2))])
    assert title not in _signs([no, look(at(2), purpose=Purpose.SCHOOL_TO_WORK)])
    assert title not in _signs([no, look(at(30))])
    assert title not in _signs([replace(no, reason=Reason.CONSENT_EXPIRED), look(at(2))])


def test_a_day_of_many_times_as_many_families_is_asked_about_also_at_own_cases():
    """Against the own usual day; whoever opens as many each day is not."""
    families = numbers(16, step=9)
    known = context(assignments=cases(*(("N-01", one) for one in families), ("N-01", OWN)))
    full = [look(at(place), family=one) for place, one in enumerate(families)]
    each_day = [replace(one, entry=look().entry, at=one.at + timedelta(days=day)) for day in (1, 2, 3) for one in full]

    assert [16] == [len(hit.entries) for hit in hits([*BUSY, *full], known, "more-than-ever")]
    assert [] == hits([*BUSY, *full[1:]], known, "more-than-ever")
    assert [] == hits([*full, *each_day], known, "more-than-ever")


@pytest.mark.parametrize(
    ("since", "purpose", "is_open"),
    [(30, Purpose.PROVIDER_BILLING, False), (91, Purpose.PROVIDER_BILLING, True), (30, Purpose.PROVIDER_SERVICE, True)],
)
def test_what_a_provider_did_is_billed_for_a_while_after_its_end(since, purpose, is_open):
    """Ninety days; nothing else is looked at by that office."""
    ended = Assigned("N-91", F01, date(2025, 1, 1), DAY - timedelta(days=since))
    rows = [look(at(-1), who="N-91", agency=Agency.PROVIDER, family=OWN), look(**{**TO_BILL, "purpose": purpose})]

    known = explain_all(rows, context(Agency.JUGENDAMT, assignments=(ended,)))

    assert is_open is (Explanation.SIGN_OFF not in known.get((rows[1].entry, 0), UNEXPLAINED).codes)


def test_families_taken_out_over_weeks_far_beyond_what_is_usual_are_found():
    """Not where others of the function do the same meanwhile, nor where the person always does."""
    limits = RULES["exports-unusual"].limits
    many = numbers(limits.families, step=9)
    rows = [look(at(days=9 * place), family=one, action=Deed.EXPORT) for place, one in enumerate(many)]
    frame = [look(at(days=-150)), look(at(days=120))]
    peers = [replace(one, who=f"N-{number:02}") for one in rows for number in (2, 3)]
    always = [replace(one, at=one.at + timedelta(days=days)) for one in rows for days in (-120, -80, -40, 40, 80)]

    def those(*more):
        return sorted([*frame, *rows, *more], key=lambda one: one.at)

    assert [limits.families] == [len(hit.entries) for hit in hits(those(), rule="exports-unusual")]
    assert [] == hits([*frame[:1], *rows[1:], *frame[1:]], rule="exports-unusual")
    assert [] == hits(those(*peers), rule="exports-unusual")
    assert [] == hits(those(*always), rule="exports-unusual")


@pytest.mark.parametrize(
    ("away", "mine", "is_found"),
    [(((DAY, DAY),), (), True), ((), (), False), (((DAY, DAY),), (Assigned("N-01", F01, DAY + timedelta(3)),), False)],
    ids=["away", "at the desk", "soon their own"],
)
def test_a_colleagues_case_read_while_they_are_away_is_a_sign(away, mine, is_found):
    """Across the desk nobody asked; who takes the case over soon reads ahead."""
    here = {"place": "Quellstadt"}
    known = context(assignments=(*MINE, *cases(("N-02", F01)), *mine), absences={"N-02": away})
    rows = [look(at(days=-3), who="N-02", **here), look(**here)]

    assert is_found is ("Niemand da zum Fragen" in _signs(rows, known, at(days=60)))
    assert set() == _signs(rows, replace(known, delivered={}), at(days=60))


def test_a_lead_is_asked_about_the_files_of_one_worker_whatever_these_families_signed_lately():
    """A consent that happens to be new is no reason to read it; a talk in the calendar is."""
    limits = RULES["families-of-one-worker"].limits
    many = numbers(limits.families, step=9)
    signed = [
        ConsentTimes(f"C{place}", one, date(2026, 1, 1), date(2026, 12, 31), at(days=-9), entered=at(days=-9))
        for place, one in enumerate(many)
    ]
    rows = [
        look(at(days=place), family=one, basis=("own_task", f"C{place}"), **LEADS) for place, one in enumerate(many)
    ]
    known = context(assignments=cases(*(("N-02", one) for one in many)), papers=tuple(signed))
    works = look(at(5), who="N-02", family=many[0])
    talks = tuple(_date("N-01", "N-02", begins=one.at, entered=at(days=-3), family=one.family) for one in rows)

    assert hits([*rows, works], known, "families-of-one-worker")
    assert [] == hits([*rows, works], replace(known, dates=talks), "families-of-one-worker")


@pytest.mark.parametrize(("by", "is_found"), [("N-02", False), ("N-03", True)], ids=["who has it", "somebody else"])
def test_a_single_family_of_who_is_there_is_a_favour_only_if_they_entered_it_themselves(by, is_found):
    """Beside each other: whoever has the family may ask a colleague; a third who enters it is asked about."""
    here, many = {"place": "Quellstadt"}, numbers(6, step=9)
    held = cases(*(("N-02", one) for one in (*many, F01)))
    cover = StandingIn("N-01", "N-02", F01, DAY, DAY, entered_by=by, entered=at(-60))
    rows = [look(at(days=-3), who="N-02", **here), look(**here)]

    assert is_found is bool(hits(rows, context(assignments=held, deputies=(cover,)), "deputy-for-one-of-many"))


@pytest.mark.parametrize(
    ("persons", "days", "known", "is_found"),
    [
        (("P-2",), 31, MINE, True),
        (("P-2",), 30, MINE, False),
        (("P-1", "P-2"), 31, MINE, False),
        ((), 31, MINE, False),
        (("P-2",), 31, cases(("N-01", F01)), False),
    ],
    ids=["dead", "lately", "of the living too", "of nobody", "own case"],
)
def test_looking_at_the_dead_alone_is_a_sign_where_nothing_explains_it(persons, days, known, is_found):
    """Thirty days belong to those who have to settle things."""
    died = {F01: {"P-2": DAY - timedelta(days=days)}}
    rows = [look(at(days=-3), family=OWN), look(persons=persons)]

    found = _signs(rows, context(assignments=known, died=died, delivered={Input.APPOINTMENTS: WHOLE}), at(days=60))

    assert is_found is ("Angaben einer verstorbenen Person" in found)
