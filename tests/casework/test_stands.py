"""How the consents of the demo families stand on the Stichtag and later, as their table says."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hub.casework.consents import Consents
from hub.terms.consents import ConsentChoice, Stand
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Category, Purpose
from hub.terms.parts import Wanted

C = Category


def _view(kreis, ref, number, choice, purpose=Purpose.FAM_JOINT_SUPPORT):
    principal = kreis.principal(ref)
    wanted = Wanted(FamilyNumber(number), purpose)
    return Consents(kreis.house(principal.agency.value)).open(principal, wanted, choice, kreis.at)


def _cell(view, ref, category):
    person = next(one.id for one in view.persons if one.ref == ref)
    return next(one for one in view.cells if one.person == person and category in one.categories)


@pytest.mark.parametrize(
    ("number", "ref", "recipient", "purpose", "category", "stand"),
    [
        ("FAM-2025-007", "F02-3", "U01", Purpose.FAM_JOINT_SUPPORT, C.HEALTH, Stand.DISAGREED),
        ("FAM-2025-007", "F02-1", "U01", Purpose.FAM_JOINT_SUPPORT, C.APPOINTMENTS, Stand.GRANTED),
        ("FAM-2025-011", "F03-1", "U01", Purpose.FAM_JOINT_SUPPORT, C.APPOINTMENTS, Stand.EXPIRED),
        ("FAM-2025-011", "F03-3", "U01", Purpose.FAM_JOINT_SUPPORT, C.SCHOOL_CHILDCARE, Stand.OPEN),
        ("FAM-2026-004", "F07-2", "U01", Purpose.FAM_JOINT_SUPPORT, C.HELP_GOALS, Stand.REFUSED),
        ("FAM-2026-006", "F08-1", "U01", Purpose.FAM_JOINT_SUPPORT, C.HEALTH, Stand.REFUSED),
        ("FAM-2026-006", "F08-2", "U01", Purpose.FAM_JOINT_SUPPORT, C.CONTACT, Stand.OPEN),
    ],
)
def test_a_cell_stands_as_the_table_of_the_demo_says(kreis, number, ref, recipient, purpose, category, stand):
    """Worked out by the same code as every look."""
    view = _view(kreis, "U07", number, ConsentChoice(recipient, purpose))

    assert stand is _cell(view, ref, category).stand


def test_a_consent_that_runs_out_says_so_thirty_days_before(kreis):
    """F05, C17: in 14 days (check 26)."""
    cell = _cell(_view(kreis, "U08", "FAM-2025-014", ConsentChoice("U02")), "F05-1", C.HOUSING)

    assert cell.stand is Stand.EXPIRING
    assert (cell.until - kreis.at.date()).days == 14


def test_one_parent_who_took_back_disagrees_with_the_other(kreis):
    """F14: for Irina it holds; for the children the two differ since Stefan withdrew."""
    view = _view(kreis, "U08", "FAM-2025-020", ConsentChoice("U02"))

    assert _cell(view, "F14-1", C.APPOINTMENTS).stand is Stand.GRANTED
    assert _cell(view, "F14-3", C.APPOINTMENTS).stand is Stand.DISAGREED
    assert _cell(view, "F14-2", C.APPOINTMENTS).stand is Stand.WITHDRAWN


def test_an_entry_by_mistake_stays_in_the_history(kreis):
    """C43 opens nothing and is still told of."""
    papers = {one.ref: one for one in _view(kreis, "U08", "FAM-2025-020", ConsentChoice()).papers}

    assert papers["C43"].stand is Stand.INVALID


def test_from_the_fifteenth_birthday_an_own_decision_is_missing(kreis):
    """F12, Noah: his mother's yes and his own at 14 do not carry over (check 24)."""
    later = replace(kreis, at=datetime(2026, 12, 8, 7, 0, tzinfo=UTC))
    before, after = (_view(at, "U08", "FAM-2025-018", ConsentChoice("U02")) for at in (kreis, later))

    assert _cell(before, "F12-3", C.SCHOOL_CHILDCARE).stand is Stand.GRANTED
    assert (Stand.OWN_DECISION, 15) == (
        _cell(after, "F12-3", C.SCHOOL_CHILDCARE).stand,
        _cell(after, "F12-3", C.SCHOOL_CHILDCARE).age,
    )


def test_at_eighteen_what_others_signed_has_ended_and_the_own_word_stays(kreis):
    """F12, Elias (check 25)."""
    grown = replace(kreis, at=datetime(2026, 12, 20, 7, 0, tzinfo=UTC))
    to_asd = _view(grown, "U08", "FAM-2025-018", ConsentChoice("U08", Purpose.FAM_JOINT_SUPPORT))
    to_coach = _view(grown, "U08", "FAM-2025-018", ConsentChoice("U03", Purpose.SCHOOL_TO_WORK))

    assert _cell(to_asd, "F12-2", C.SCHOOL_CHILDCARE).stand is Stand.ENDED
    assert _cell(to_coach, "F12-2", C.SCHOOL_CHILDCARE).stand is Stand.GRANTED


def test_who_is_missing_is_told_to_those_alone_who_may_read_the_proof_of_custody(kreis):
    """F03, Tim: Olaf has not answered, and Tim, 14, has a say; the Jobcoach learns only that it is not whole (D18)."""
    choice = ConsentChoice("U01", Purpose.FAM_JOINT_SUPPORT)
    asd, coach = (
        _cell(_view(kreis, ref, "FAM-2025-011", choice), "F03-3", C.SCHOOL_CHILDCARE) for ref in ("U07", "U01")
    )

    assert [False, False] == [asd.complete, coach.complete]
    assert ["custody_joint", "own_veto"] == [one.ground.value for one in asd.missing]
    assert coach.missing == ()


def test_a_provider_in_a_paper_is_told_of_only_where_the_help_may_be_known(kreis):
    """F04: what Kim opened to U03 (K8) is for school and work; for another purpose nobody tells of the provider."""
    told, untold = (
        _view(kreis, "U03", "FAM-2026-002", ConsentChoice(), purpose)
        for purpose in (Purpose.SCHOOL_TO_WORK, Purpose.FAM_JOINT_SUPPORT)
    )

    assert "C15" in {one.ref for one in told.papers}
    assert "U14" in {one.key for one in told.recipients}
    assert "C15" not in {one.ref for one in untold.papers}
    assert "U14" not in {one.key for one in untold.recipients}


def test_nothing_confided_stands_among_the_papers(kreis):
    """No category beyond the twelve, in any paper of F07 (S1)."""
    papers = _view(kreis, "U07", "FAM-2026-004", ConsentChoice()).papers

    assert all(Category.SINGLE_NOTE not in one.categories for one in papers)
