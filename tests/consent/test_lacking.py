"""Who has yet to speak, on which ground: for a question nobody was asked yet, and for papers as they stand."""

import pytest

from hub.consent.coverage import Asking
from hub.consent.lacking import lacking, must_say
from hub.terms.ids import FieldId, PersonId
from hub.terms.lacks import Ground

from .asking import ASD, PARENTS, PROOF, case, child, standing
from .scenario_facts import catalogue, identity, papers_of, question_of

VORMUND = {"kind": "representative", "born": "1970-01-01"}


def _mask(field):
    return 1 << catalogue().by_id[FieldId(field)].bit


def _needed(facts, field="sgb8_help_type", about="child"):
    """Who must speak, before anybody was asked: `person: ground`."""
    question = question_of(facts)
    found = must_say(question.family, {PersonId(identity(about))}, _mask(field), question.at, catalogue())
    return _words(facts, found)


def _lacks(facts, field="sgb8_help_type", about="child"):
    """Who must still speak, with what is wrong with what they said."""
    asking = Asking(papers_of(facts), question_of(facts), catalogue())
    found = lacking({PersonId(identity(about))}, _mask(field), asking)
    names = {identity(name): name for name in facts["persons"]}
    return {(names.get(lack.by), lack.reason.value) for lack in found}


def _words(facts, found):
    names = {identity(name): name for name in facts["persons"]}
    return {(names.get(lack.by), lack.ground.value) for lack in found}


def _family(child_facts, **others):
    return case({**PARENTS, "child": child_facts, **others}, {}, principals=ASD)


@pytest.mark.parametrize(
    ("born", "field", "needed"),
    [
        ("2015-06-01", "sgb8_help_type", {("mother", "custody_joint"), ("father", "custody_joint")}),
        ("2012-11-24", "sgb8_help_type", {("mother", "custody_joint"), ("father", "custody_joint")}),
        (
            "2012-11-23",
            "sgb8_help_type",
            {("child", "own_veto"), ("mother", "custody_joint"), ("father", "custody_joint")},
        ),
        (
            "2011-11-23",
            "sgb8_help_type",
            {("child", "own_beside"), ("mother", "custody_joint"), ("father", "custody_joint")},
        ),
        ("2011-11-23", "sgb2_school_status", {("child", "own_alone")}),
        (
            "2011-11-23",
            "sgb2_work_capacity",
            {("child", "own_beside"), ("mother", "custody_joint"), ("father", "custody_joint")},
        ),
        ("2008-11-23", "sgb8_help_type", {("child", "own_adult")}),
    ],
)
def test_age_says_who_speaks(born, field, needed):
    """Under 14 the custodians, from 14 the child too, from 15 alone about the Jobcenter's, from 18 alone (D10–D15)."""
    assert _needed(_family(child(born)), field) == needed


@pytest.mark.parametrize(
    ("custody", "others", "needed"),
    [
        ([{"holder": "mother", "proof": PROOF}], {}, {("mother", "custody_sole")}),
        ([{"holder": "mother"}], {}, {("mother", "custody_unproven")}),
        ([{"holder": "vormund", "proof": PROOF}], {"vormund": VORMUND}, {("vormund", "guardian")}),
        ([{"holder": "vormund"}], {"vormund": VORMUND}, {("vormund", "custody_unproven")}),
        (
            [{"holder": "mother", "proof": PROOF, "areas": ["fam_data"]}, "mother", "father"],
            {},
            {("mother", "custody_decided")},
        ),
        (
            ["mother", "father"],
            {"father": {"born": "1985-04-14", "deceased_on": "2026-01-01"}},
            {("mother", "custody_remaining")},
        ),
        (
            ["young", {"holder": "vormund", "proof": PROOF}],
            {"young": {"born": "2010-01-01"}, "vormund": VORMUND},
            {("young", "minor_parent"), ("vormund", "guardian")},
        ),
        (["young"], {"young": {"born": "2010-01-01"}}, {(None, "no_custodian")}),
    ],
)
def test_custody_says_who_speaks_for_a_child(custody, others, needed):
    """By area, proof and age of the holder; where nobody can speak, what is in the way (D17–D21)."""
    assert _needed(_family(child("2020-06-01", *custody), **others)) == needed


@pytest.mark.parametrize(
    ("facts", "needed"),
    [
        ({"born": None}, {(None, "birth_unknown")}),
        ({"born": "1990-01-01", "insight": "doubted"}, {("child", "insight_doubted")}),
        ({"born": "1990-01-01", "insight": "no"}, {(None, "no_betreuer")}),
        ({"born": "1990-01-01", "deceased_on": "2026-11-01"}, {(None, "deceased")}),
        (child("2015-06-01", conflict_since="2026-11-01"), {(None, "conflict")}),
    ],
)
def test_what_stands_in_the_way_of_everybody_is_named(facts, needed):
    """Death, conflict of interest, doubt, no Betreuer, no date of birth (F13, D22, D23, B15)."""
    assert _needed(_family(facts)) == needed


def test_the_second_parent_lacks_until_they_say_yes():
    """One signature missing is no consent for the child (D17)."""
    family = {**PARENTS, "child": child("2015-06-01")}
    one = case(family, {"c1": {"for": ["child"], "signed": ["mother"]}}, principals=ASD)
    both = case(family, {"c1": {"for": ["child"], "signed": ["mother", "father"]}}, principals=ASD)

    assert _lacks(one) == {("father", "signer_missing")}
    assert _lacks(both) == set()


def test_a_no_is_an_answer_and_nobody_lacks():
    """Whoever refused is not on a list of those who have yet to sign."""
    paper = {"for": ["child"], "signed": ["mother"], "refused": ["father"]}

    assert _lacks(case({**PARENTS, "child": child("2015-06-01")}, {"c1": paper}, principals=ASD)) == set()


def test_a_spoken_yes_lacks_the_written_confirmation():
    """After its 14th day it says so (D2)."""
    signed = [{"by": "mother", "at": "2026-11-01T10:00:00+01:00"}]
    paper = {"for": ["mother"], "signed": signed, "way": "oral", "special_circumstances": "phone"}
    facts = case({**PARENTS, "child": child("2015-06-01")}, {"c1": paper}, principals=ASD)

    assert _lacks(facts, about="mother") == {("mother", "form_missing")}


def test_what_was_signed_before_others_could_is_signed_anew():
    """Alone at 17, whole by the rules of 18 alone: nothing is healed by the birthday (D15, R8)."""
    paper = {"for": ["child"], "signed": ["child"]}
    facts = case({**PARENTS, "child": child("2008-11-23")}, {"c1": paper}, principals=ASD)

    assert _lacks(facts) == {("child", "consent_missing")}


def test_nothing_lacks_exactly_where_it_is_open():
    """For every field of the child: the list is empty where the consents open it, and only there."""
    family = {**PARENTS, "child": child("2011-06-03")}
    for signed in (["mother"], ["mother", "father"], ["child"], ["child", "mother", "father"]):
        facts = case(family, {"c1": {"for": ["child"], "signed": signed}}, principals=ASD)
        opened = 0
        for one in standing(facts).releases:
            opened |= one.fields
        for field in catalogue().fields:
            named = papers_of(facts)[0].fields >> field.bit & 1
            if named:
                assert (not _lacks(facts, field.id)) == bool(opened >> field.bit & 1), (signed, field.id)


def test_every_ground_has_a_place_in_the_order():
    """Those that bar come last, and each is one or the other."""
    bars = [ground.bars for ground in Ground]

    assert bars == sorted(bars)
    assert not Ground.CONFIDER.bars
