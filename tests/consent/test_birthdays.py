"""What becomes of a consent on a 15th and an 18th birthday: at midnight, and not a minute before."""

import pytest

from .asking import ASD, PROOF, answer, case, child

U25 = {"u25": {"role": "jobcoach_u25"}}
GRIT = {"mother": {"born": "1985-03-09"}}
SOLE = {"holder": "mother", "proof": PROOF}
SCHOOL = {"for": ["son"], "categories": ["school_childcare"], "purposes": ["fam_joint_support"]}


def noah(at):
    """A boy who signs at 14 together with his mother, and turns 15 on the eighth of December."""
    persons = {**GRIT, "son": child("2011-12-08", SOLE)}
    paper = {**SCHOOL, "signed": ["son", "mother"], "from": "2026-08-01", "to": "2027-07-31"}
    return case(persons, {"c37": paper}, at=at)


def elias(at, **facts):
    """A youth who signs at 17 together with his mother, and comes of age on the twentieth of December."""
    persons = {**GRIT, "son": child("2008-12-20", SOLE)}
    paper = {**SCHOOL, "signed": ["son", "mother"], **facts.pop("paper")}
    return case(persons, {"c": paper}, at=at, **facts)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-12-07T23:59:59+01:00", "consent"),
        ("2026-12-08T00:00:00+01:00", "own_consent_missing"),
        ("2026-12-08T10:00:00+01:00", "own_consent_missing"),
    ],
)
def test_at_15_what_was_signed_at_14_is_to_be_decided_anew(at, expected):
    """Nothing signed at 14, not even by oneself, carries over the 15th birthday (D14)."""
    assert expected == answer(noah(at), "son", "sgb8_school_situation")


def test_once_signed_again_at_15_it_is_open_again():
    """The youth's own yes beside the mother's, which still counts."""
    facts = noah("2026-12-09T10:00:00+01:00")
    again = {**SCHOOL, "signed": [{"by": "son", "at": "2026-12-08T15:00:00+01:00"}]}
    facts["consents"]["c2"] = {**again, "from": "2026-12-08", "to": "2027-07-31"}

    assert "consent" == answer(facts, "son", "sgb8_school_situation")


def test_at_18_what_was_signed_at_17_by_oneself_stays():
    """The mother drops out of those who must sign, and what both signed then goes on (D15)."""
    paper = {
        "from": "2026-02-01",
        "to": "2027-01-31",
        "purposes": ["school_to_work"],
        "recipients": ["jobcenter:u25_team"],
    }
    more = {"paper": paper, "principals": U25, "purpose": "school_to_work"}

    for at in ("2026-12-19T23:59:59+01:00", "2026-12-20T00:00:00+01:00"):
        assert "consent" == answer(elias(at, **more), "son", "sgb8_school_situation")


def test_at_18_a_withdrawal_of_the_mother_changes_nothing_any_more():
    """She signed for a minor; of age, he alone decides (D15)."""
    back = {"by": "mother", "received_at": "2026-12-21T08:00:00+01:00"}
    paper = {"from": "2026-08-01", "to": "2027-07-31", "withdrawn": [back]}

    facts = elias("2026-12-22T10:00:00+01:00", paper=paper, principals=ASD)

    assert "consent" == answer(facts, "son", "sgb2_school_status")


def test_a_paper_that_ends_with_minority_ends_then():
    """Its own last day is the day before the birthday, and counts."""
    paper = {"from": "2026-08-01", "to": "2026-12-19"}

    before = elias("2026-12-19T23:59:59+01:00", paper=paper, principals=ASD)
    after = elias("2026-12-20T00:00:00+01:00", paper=paper, principals=ASD)

    assert "consent" == answer(before, "son", "sgb2_school_status")
    assert "consent_expired" == answer(after, "son", "sgb2_school_status")


def test_at_18_parents_who_signed_alone_opened_nothing_that_lasts():
    """What only the mother had signed ends at midnight; the own decision is due."""
    paper = {"signed": ["mother"], "from": "2026-08-01", "to": "2027-07-31"}

    facts = elias("2026-12-20T00:00:00+01:00", paper=paper, principals=ASD)

    assert "own_consent_missing" == answer(facts, "son", "sgb2_school_status")
