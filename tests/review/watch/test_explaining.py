"""Why a look is an ordinary one: each explanation at its borders, and what was entered only afterwards."""

from datetime import date, timedelta

import pytest

from hub.ledger.entry import Event
from hub.review.watch.explaining import explain_all
from hub.terms.circumstances import (
    Appointment,
    AppointmentKind,
    Assigned,
    ConsentTimes,
    Procedure,
    Shift,
    Standing,
    StandingIn,
)
from hub.terms.lists import Agency, Purpose, Role
from hub.terms.logged import Deed, Explanation
from hub.terms.people import FamStatus
from tests.review.watch.logs import F01, MONDAY, at, cases, context, look

E = Explanation


def _codes(one, known, *others):
    return explain_all([one, *others], known).get((one.entry, one.part), (frozenset(), frozenset()))


def test_the_own_case_explains_from_its_first_day_to_its_last():
    """Both days inclusive; before and after it nothing."""
    case = Assigned("N-01", F01, MONDAY.date(), MONDAY.date() + timedelta(days=1))
    known = context(assignments=(case,))

    found = [bool(_codes(look(at(days=day)), known)[0]) for day in (-1, 0, 1, 2)]

    assert [False, True, True, False] == found


def test_what_was_entered_after_the_look_explains_nothing_and_is_shown():
    """An assignment that claims an earlier beginning does not make the look an ordinary one."""
    case = Assigned("N-01", F01, MONDAY.date() - timedelta(days=9), None, entered=at(1))
    before, after = look(at(0)), look(at(2))
    known = context(assignments=(case,))

    assert (frozenset(), frozenset({E.ASSIGNED})) == _codes(before, known)
    assert (frozenset({E.ASSIGNED}), frozenset()) == _codes(after, known)


def test_what_the_decision_knew_stays_true_whatever_is_entered_later():
    """The look said so itself; nobody can take it away by ending the assignment backwards."""
    assert frozenset({E.ASSIGNED}) == _codes(look(explained=frozenset({E.ASSIGNED})), context())[0]


@pytest.mark.parametrize("stored", [frozenset(), frozenset({E.DEPUTY})])
def test_standing_in_by_ones_own_word_explains_only_if_somebody_was_away(stored):
    """Also where the look itself took it for a deputy's."""
    deputy = StandingIn("N-01", "N-02", F01, MONDAY.date(), MONDAY.date(), self_declared=True)
    away = {"N-02": ((MONDAY.date(), MONDAY.date()),)}
    one = look(explained=stored)

    assert frozenset() == _codes(one, context(deputies=(deputy,)))[0]
    assert frozenset({E.DEPUTY}) == _codes(one, context(deputies=(deputy,), absences=away))[0]


@pytest.mark.parametrize(("days", "explains"), [(-6, False), (-5, True), (0, True), (5, True), (6, False)])
def test_a_date_with_the_family_explains_five_days_around_it(days, explains):
    """For who has it with this family; a note of a call on the same day is in time, the next day it is not."""
    met = Appointment(AppointmentKind.TALK, at(0), at(60), frozenset({"N-01"}), frozenset({F01}), at(90))
    known = context(dates=(met,))

    codes, later = _codes(look(at(days=days)), known)
    assert explains == (E.TASK in codes | later)
    assert (E.TASK in later) == (explains and days < 0)
    assert not _codes(look(at(0), who="N-02"), known)[0]


def test_a_meeting_without_families_explains_its_own_purpose_on_its_own_day():
    """A round about admissions, no look at a file for something else, and not the day after."""
    met = Appointment(AppointmentKind.ADMISSIONS, at(0), at(30), frozenset({"N-01"}))
    known = context(dates=(met,))

    found = [
        E.TASK in _codes(look(when, purpose=purpose), known)[0]
        for when, purpose in (
            (at(0), Purpose.FAM_ADMISSION),
            (at(0), Purpose.LIVELIHOOD),
            (at(days=1), Purpose.FAM_ADMISSION),
        )
    ]
    assert [True, False, False] == found


def test_a_procedure_explains_its_team_and_the_emergency_before_it():
    """Within the day before it begins; who is not of the team has no part in it."""
    known = context(procedures=(Procedure(F01, at(60), at(days=9), frozenset({"N-01"})),))

    assert E.PROTECTION in _codes(look(at(61)), known)[0]
    assert E.PROTECTION in _codes(look(at(0), action=Deed.EMERGENCY), known)[0]
    assert E.PROTECTION not in _codes(look(at(0)), known)[0]
    assert E.PROTECTION not in _codes(look(at(61), who="N-02"), known)[0]
    assert E.PROTECTION not in _codes(look(at(days=9)), known)[0]


def test_being_on_call_explains_child_protection_and_nothing_else():
    """Night duty is no leave to browse."""
    known = context(shifts={"N-01": (Shift(at(0), at(600), on_call=True),)})

    assert E.TASK in _codes(look(at(5), purpose=Purpose.SGB8_CHILD_PROTECTION), known)[0]
    assert not _codes(look(at(5)), known)[0]


@pytest.mark.parametrize(("by", "days", "explains"), [("N-02", 30, True), ("N-02", 31, False), ("N-01", 1, False)])
def test_a_consent_signed_lately_explains_unless_who_looks_entered_it(by, days, explains):
    """Thirty days; nobody makes up the paper that explains their own look."""
    signed = MONDAY - timedelta(days=days)
    paper = ConsentTimes("C1", F01, signed.date(), date(2027, 1, 1), signed, entered_by=by)
    one = look(basis=("C1",), explained=frozenset({E.CONSENT}) if by == "N-01" else frozenset())

    assert explains == (E.CONSENT in _codes(one, context(papers=(paper,)))[0])


def test_an_answered_request_and_a_family_that_asked_explain():
    """Who answered the other agency's request; an answer to the family, for that purpose, after it asked."""
    answered = look(at(0), event=Event.REQUEST_ANSWERED.value, action=Deed.OTHER)
    asked = look(at(0), who="N-30", event=Event.STATEMENT.value, action=Deed.OTHER)

    assert E.ASKED_BY_AGENCY in _codes(look(at(days=14)), context(), answered)[0]
    assert E.ASKED_BY_AGENCY not in _codes(look(at(days=15)), context(), answered)[0]
    assert E.ASKED_BY_AGENCY not in _codes(look(at(5), who="N-02"), context(), answered)[0]
    about = look(at(5), purpose=Purpose.DATA_SUBJECT_ACCESS)
    assert E.FAMILY in _codes(about, context(), asked)[0]
    assert E.FAMILY not in _codes(look(at(5)), context(), asked)[0]


def test_leads_are_explained_by_their_duty_at_proposed_families_and_nobody_by_anothers():
    """A Jobcoach for the same purpose is not; what no person did needs no explanation."""
    proposed = context(standings={F01: (Standing(FamStatus.PROPOSED),)})
    lead = look(role=Role.FAM_COORDINATOR, purpose=Purpose.FAM_ADMISSION)

    assert E.SIGN_OFF in _codes(lead, proposed)[0]
    assert not _codes(lead, context())[0]
    assert not _codes(look(purpose=Purpose.FAM_ADMISSION), proposed)[0]
    assert frozenset({E.SYSTEM}) == _codes(look(who="N-00"), context())[0]


def test_the_other_agencys_case_is_no_case_of_a_lead():
    """Supervision is over the own body's work."""
    lead = look(role=Role.ASD_LEAD, agency=Agency.JUGENDAMT, purpose=Purpose.SUPERVISION)
    worker = look(at(-5), who="N-07", agency=Agency.JUGENDAMT)
    other = look(at(-5), who="N-02")

    assert E.SIGN_OFF in _codes(lead, context(assignments=cases(("N-07", F01))), worker)[0]
    assert E.SIGN_OFF not in _codes(lead, context(assignments=cases(("N-02", F01))), other)[0]
