"""Who must sign: age, insight, custody, Betreuung, and what of it must be proven."""

import pytest

from hub.consent.signers import kind_masks

from .asking import ASD, PARENTS, PROOF, answer, case, child
from .scenario_facts import catalogue

SPOKEN_FOR = {"for": ["child"], "signed": ["mother", "father"]}
ALL_THREE = {"for": ["child"], "signed": ["child", "mother", "father"]}
ALONE = {"for": ["child"], "signed": ["child"]}
VORMUND = {"kind": "representative"}
CERTIFICATE = {"kind": "certificate", "seen_on": "2026-01-20"}


def family(child_facts, **others):
    """The parents, a child and whoever else there is."""
    return {**PARENTS, "child": child_facts, **others}


@pytest.mark.parametrize(
    ("born", "at", "expected"),
    [
        ("2012-11-24", "2026-11-23T23:59:59+01:00", "consent"),
        ("2012-11-24", "2026-11-24T00:00:00+01:00", "own_consent_missing"),
        ("2012-02-29", "2026-02-28T23:59:59+01:00", "consent"),
        ("2012-02-29", "2026-03-01T00:00:00+01:00", "own_consent_missing"),
    ],
)
def test_from_the_first_second_of_the_14th_birthday_the_child_must_say_yes_too(born, at, expected):
    """A child born on 29 February is 14 on 1 March; the second before, the parents alone decide (D11, D16)."""
    facts = case(family(child(born)), {"c1": SPOKEN_FOR | {"from": "2026-02-01", "to": "2026-12-31"}}, at=at)

    assert expected == answer(facts, "child")


@pytest.mark.parametrize(
    ("at", "expected"),
    [("2026-11-23T23:59:59+01:00", "consent"), ("2026-11-24T00:00:00+01:00", "own_consent_missing")],
)
def test_a_yes_given_at_14_ends_with_the_15th_birthday(at, expected):
    """Once 15, only what was signed at 15 or later counts for oneself (D14)."""
    facts = case(family(child("2011-11-24")), {"c1": ALL_THREE}, at=at)

    assert expected == answer(facts, "child")


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("sgb2_school_status", "consent"),
        ("sgb8_school_situation", "signer_missing"),
        ("provider_job_help", "signer_missing"),
        ("fam_goal", "signer_missing"),
        ("family_name", "signer_missing"),
        ("sgb2_work_capacity", "signer_missing"),
    ],
)
def test_from_15_young_people_decide_alone_only_about_what_is_the_jobcenters(field, expected):
    """Health and every other partition need the custodians as well (D12)."""
    paper = ALONE | {"categories": ["school_childcare", "work_training", "fam_joint", "contact", "health"]}
    facts = case(family(child("2010-06-03")), {"c1": paper}, principals=ASD)

    assert expected == answer(facts, "child", field)


def test_a_written_restriction_brings_the_custodians_back():
    """Where a representative restricted the capacity to act, nobody under 18 decides alone (§ 36 Abs. 2 SGB I, D13)."""
    facts = case(family(child("2010-06-03", restricted_36_2="2026-09-01")), {"c1": ALONE}, principals=ASD)

    assert answer(facts, "child", "sgb2_school_status") == "signer_missing"


@pytest.mark.parametrize(("signed_with", "expected"), [(ALL_THREE, "consent"), (ALONE, "signer_missing")])
def test_at_18_an_own_yes_goes_on_if_it_was_complete_when_it_was_given(signed_with, expected):
    """What lacked a custodian at 17 is not healed by the birthday (D15, R8)."""
    facts = case(family(child("2008-11-23")), {"c1": signed_with})

    assert expected == answer(facts, "child")


@pytest.mark.parametrize(
    ("insight", "born", "signed", "expected"),
    [
        ("no", "2010-06-03", ["mother", "father"], "consent"),
        ("no", "2010-06-03", ["child"], "signer_missing"),
        ("doubted", "2010-06-03", ["child", "mother", "father"], "insight_lacking"),
        ("doubted", "2013-06-03", ["mother", "father"], "consent"),
        ("no", "1990-06-03", ["child"], "insight_lacking"),
        ("doubted", "1990-06-03", ["child"], "insight_lacking"),
    ],
)
def test_insight_matters_from_14(insight, born, signed, expected):
    """Without insight others decide; while it is doubted, nobody can (D12, D22)."""
    facts = case(family(child(born, insight=insight)), {"c1": {"for": ["child"], "signed": signed}})

    assert expected == answer(facts, "child")


@pytest.mark.parametrize(
    ("areas", "proof", "field", "expected"),
    [
        (["authorities"], CERTIFICATE, "sgb2_benefit_status", "consent"),
        (["authorities"], None, "sgb2_benefit_status", "custody_unproven"),
        (["property"], CERTIFICATE, "sgb2_benefit_status", "insight_lacking"),
        (["authorities"], CERTIFICATE, "sgb2_work_capacity", "insight_lacking"),
        (["authorities", "health"], CERTIFICATE, "sgb2_work_capacity", "consent"),
    ],
)
def test_a_betreuer_signs_within_the_areas_of_the_certificate(areas, proof, field, expected):
    """An adult without insight is spoken for by the Betreuer of that very area, once the certificate was seen (D22)."""
    holding = {"holder": "betreuer", "areas": areas, **({"proof": proof} if proof else {})}
    persons = {"mother": {"born": "1950-01-01", "insight": "no", "betreuer": [holding]}, "betreuer": VORMUND}
    paper = {"for": ["mother"], "signed": ["betreuer"], "categories": ["benefit_status", "health"]}

    assert expected == answer(case(persons, {"c1": paper}, principals=ASD), "mother", field)


@pytest.mark.parametrize(
    ("custody", "expected"),
    [
        (["mother"], "custody_unproven"),
        ([{"holder": "mother", "proof": PROOF}], "consent"),
        ([{"holder": "mother", "proof": {"kind": "register_58", "seen_on": "2026-11-24"}}], "custody_unproven"),
        (["mother", {"holder": "father", "until": "2026-06-30"}], "custody_unproven"),
        (["mother", "father"], "signer_missing"),
        (["mother", {"holder": "father", "rests_since": "2026-01-01"}], "signer_missing"),
        (["mother", {"holder": "father", "rests_since": "2026-01-01", "proof": PROOF}], "consent"),
        (["mother", {"holder": "father", "areas": ["residence"]}], "custody_unproven"),
        (["mother", "late_father"], "consent"),
        (["mother", "vormund"], "custody_unproven"),
        (["mother", {"holder": "vormund", "proof": CERTIFICATE}], "signer_missing"),
        (["mother", "father", {"holder": "mother", "areas": ["fam_data"], "proof": PROOF}], "consent"),
        (["mother", "father", {"holder": "mother", "areas": ["fam_data"]}], "signer_missing"),
        ([{"holder": "girl", "proof": PROOF}], "signer_missing"),
        ([{"holder": "grown_girl", "proof": PROOF}], "consent"),
        ([{"holder": "nobody_knows"}, "mother"], "custody_unproven"),
        ([], "signer_missing"),
    ],
)
def test_custody_alone_must_be_proven_and_whoever_holds_it_signs(custody, expected):
    """Two parents need no proof; a representative, a parent alone, a decision by court and a resting do (D17–D21)."""
    persons = {
        **PARENTS,
        "child": {"born": "2018-06-03", "custody": custody},
        "late_father": {"born": "1980-01-01", "deceased_on": "2025-03-01"},
        "girl": {"born": "2010-01-01"},
        "grown_girl": {"born": "2008-02-28"},
        "vormund": VORMUND,
    }

    assert expected == answer(
        case(persons, {"c1": {"for": ["child"], "signed": ["mother", "girl", "grown_girl"]}}), "child"
    )


def test_a_minor_mother_signs_for_her_baby_beside_the_guardian():
    """She has a say beside the representative, and represents nobody alone (§ 1673 Abs. 2 BGB, D21)."""
    guardian = {"holder": "vormund", "proof": CERTIFICATE}
    persons = {
        "girl": child("2009-11-30"),
        "baby": child("2025-06-03", "girl", guardian),
        "vormund": VORMUND,
    }
    both = case(persons, {"c1": {"for": ["baby"], "signed": ["girl", "vormund"]}})
    guardian_alone = case(persons, {"c1": {"for": ["baby"], "signed": ["vormund"]}})

    assert answer(both, "baby") == "consent"
    assert answer(guardian_alone, "baby") == "signer_missing"


def test_a_parent_who_had_no_custody_when_signing_did_not_sign():
    """The holding must have been in force on the day of the signature (R8)."""
    late = {"holder": "father", "from": "2026-06-01"}
    facts = case(family(child("2018-06-03", "mother", late)), {"c1": SPOKEN_FOR})

    assert answer(facts, "child") == "signer_missing"


@pytest.mark.parametrize(("born", "expected"), [("2026-02-28", "consent"), ("2026-03-01", "signer_missing")])
def test_nobody_signs_for_a_child_that_is_not_born_yet(born, expected):
    """Signed on 28 February: the paper can name a child born that day, and none that was not there (D1, D4, R8)."""
    facts = case(family(child(born)), {"c1": SPOKEN_FOR})

    assert expected == answer(facts, "child")


def test_signers_are_complete_by_the_rules_of_the_day_they_signed_as_well():
    """A court gave the decision to the mother in September; her signature of March, alone, was never enough (R8)."""
    order = {"holder": "mother", "areas": ["fam_data"], "from": "2026-09-30", "proof": PROOF}
    custody = family(child("2018-06-03", "mother", "father", order))
    before = case(custody, {"c1": {"for": ["child"], "signed": ["mother"]}})
    since = case(custody, {"c1": {"for": ["child"], "signed": [{"by": "mother", "at": "2026-10-01T09:00:00+02:00"}]}})

    assert answer(before, "child") == "signer_missing"
    assert answer(since, "child") == "consent"


@pytest.mark.parametrize(
    ("father", "holding"),
    [
        ({"deceased_on": "2026-11-23"}, {}),
        ({}, {"rests_since": "2026-11-23", "proof": PROOF}),
        ({}, {"until": "2026-11-22"}),
    ],
)
def test_a_father_who_died_or_stepped_back_today_need_not_sign_today(father, holding):
    """Death and resting count from the beginning of their day, an end after its last (D16, D18)."""
    persons = {
        "mother": {"born": "1988-04-14"},
        "father": {"born": "1985-04-14", **father},
        "child": child("2018-06-03", {"holder": "mother", "proof": PROOF}, {"holder": "father", **holding}),
    }
    today = {"signed": [{"by": "mother", "at": "2026-11-23T09:00:00+01:00"}], "from": "2026-11-23"}

    assert answer(case(persons, {"c1": {"for": ["child"]} | today}), "child") == "consent"


def test_an_earlier_signature_does_not_complete_a_later_one():
    """It is the rules of the last signer's day that count, not those of any signer's day (R8)."""
    for_a_summer = {"holder": "father", "from": "2026-04-01", "until": "2026-07-31"}
    persons = family(child("2012-04-01", {"holder": "mother", "proof": PROOF}, for_a_summer))
    signed = ["mother", {"by": "child", "at": "2026-05-05T10:00:00+02:00"}]

    assert answer(case(persons, {"c1": {"for": ["child"], "signed": signed}}), "child") == "signer_missing"


def test_parents_cannot_complete_on_the_18th_birthday_what_lacked_them_before():
    """From its first second they speak for nobody (D15)."""
    late = {"at": "2026-11-23T00:00:00+01:00"}
    signed = ["child", {"by": "mother"} | late, {"by": "father"} | late]

    assert answer(case(family(child("2008-11-23")), {"c1": {"for": ["child"], "signed": signed}}), "child") == (
        "signer_missing"
    )


def test_at_18_what_was_signed_alone_at_17_goes_on_for_the_jobcenters_data_alone():
    """Also beside a paper that was signed since."""
    later = {"signed": [{"by": "child", "at": "2026-11-23T09:00:00+01:00"}], "categories": ["contact"]}
    papers = {"c1": ALONE, "c2": {"for": ["child"]} | later | {"from": "2026-11-23"}}
    facts = case(family(child("2008-11-23")), papers)

    assert answer(facts, "child", "sgb2_measures") == "consent"
    assert answer(facts, "child", "sgb8_help_type") == "signer_missing"
    assert answer(facts, "child", "phone") == "consent"


def test_every_field_is_of_exactly_one_kind():
    """No field is without a rule who signs, none has two."""
    masks = [mask for _, mask in kind_masks(catalogue())]

    assert sum(masks) == catalogue().all
    assert all(not one & other for number, one in enumerate(masks) for other in masks[:number])


def test_nobody_signs_for_somebody_whose_birth_date_is_unknown():
    """Without an age there is no rule, and what is not certain stays shut."""
    facts = case({"guest": {"kind": "third"}}, {"c1": {"for": ["guest"], "signed": ["guest"]}})

    assert answer(facts, "guest") == "signer_missing"
