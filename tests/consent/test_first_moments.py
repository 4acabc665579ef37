"""Every fact counts from the first moment of its day or second: neither a day too late nor one too early."""

import pytest

from .asking import ASD, PARENTS, PROOF, answer, case, child

NOW = "2026-11-23T10:00:00+01:00"
TODAY = "2026-11-23"
TOMORROW = "2026-11-24"
PAPER = {"for": ["child"], "signed": ["mother", "father"]}


def family(child_facts):
    """The parents and a child."""
    return {**PARENTS, "child": child_facts}


@pytest.mark.parametrize(("seen_on", "expected"), [(TODAY, "consent"), (TOMORROW, "custody_unproven")])
def test_a_proof_counts_from_the_day_on_which_it_was_seen(seen_on, expected):
    """Seen by now is enough, also for a signature given before (D18)."""
    sole = {"holder": "mother", "proof": PROOF | {"seen_on": seen_on}}

    assert expected == answer(case(family(child("2018-06-03", sole)), {"c1": PAPER}), "child")


@pytest.mark.parametrize(("since", "expected"), [(TODAY, "conflict_of_interest"), (TOMORROW, "consent")])
def test_a_conflict_counts_from_its_day(since, expected):
    """D23."""
    assert expected == answer(case(family(child("2018-06-03", conflict_since=since)), {"c1": PAPER}), "child")


@pytest.mark.parametrize(("since", "expected"), [(TODAY, "signer_missing"), (TOMORROW, "consent")])
def test_a_restriction_counts_from_its_day(since, expected):
    """D13."""
    facts = family(child("2010-06-03", restricted_36_2=since))
    alone = {"for": ["child"], "signed": ["child"]}

    assert expected == answer(case(facts, {"c1": alone}, principals=ASD), "child", "sgb2_measures")


@pytest.mark.parametrize(("since", "expected"), [(TODAY, "consent"), (TOMORROW, "custody_unproven")])
def test_custody_counts_from_its_day(since, expected):
    """The father's begins: today two parents hold it, yesterday one did without proof (D17, D18)."""
    custody = ["mother", {"holder": "father", "from": since}]
    signed = [{"by": parent, "at": "2026-11-23T09:00:00+01:00"} for parent in PARENTS]
    paper = PAPER | {"signed": signed, "from": TODAY}

    assert expected == answer(case(family(child("2018-06-03", *custody)), {"c1": paper}), "child")


@pytest.mark.parametrize(("at", "expected"), [(NOW, "consent"), ("2026-11-23T10:00:01+01:00", "consent_not_yet_valid")])
def test_a_yes_counts_from_its_second(at, expected):
    """D1."""
    paper = PAPER | {"signed": [{"by": parent, "at": at} for parent in PARENTS]}

    assert expected == answer(case(family(child("2018-06-03")), {"c1": paper}), "child")


@pytest.mark.parametrize(("at", "expected"), [(NOW, "consent_refused"), ("2026-11-23T10:00:01+01:00", "consent")])
def test_a_no_counts_from_its_second(at, expected):
    """R8."""
    paper = PAPER | {"refused": [{"by": "father", "at": at}]}

    assert expected == answer(case(family(child("2018-06-03")), {"c1": paper}), "child")


def test_a_no_is_told_before_a_missing_signature():
    """Asking the father would not help while the mother says no."""
    paper = {"for": ["child"], "signed": ["child"], "refused": ["mother"]}

    assert answer(case(family(child("2010-06-03")), {"c1": paper}), "child") == "consent_refused"


def test_what_became_of_the_latest_yes_is_told():
    """A consent that was withdrawn and given again has expired, not been withdrawn."""
    withdrawn = {"withdrawn": [{"by": "mother", "received_at": "2026-04-01T10:00:00+02:00"}]}
    again = {"signed": [{"by": "mother", "at": "2026-05-01T10:00:00+02:00"}], "to": "2026-10-31"}
    papers = {"c1": {"for": ["mother"], "signed": ["mother"]} | withdrawn, "c2": {"for": ["mother"]} | again}

    assert answer(case(PARENTS, papers), "mother") == "consent_expired"
