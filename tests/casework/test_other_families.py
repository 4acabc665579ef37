"""Families that are not in the demo: who must sign, and what a blank says when somebody has not."""

from datetime import timedelta

import pytest

from hub.casework.opening import list_assigned, open_family
from hub.terms.lists import Category, Effect, Owner, Purpose
from hub.terms.reasons import Reason
from tests.exchange.documents import CHILD, FATHER, MOTHER, NUMBER, cell, consent, document, family
from tests.kreis import F01, cases_of

YOUTH = {"id": "X-4", "born": "2011-03-01", "custody": ["X-1", "X-2"]}
SCHOOL = [
    cell("sgb8_kita", person, value="Klasse 4b", summary="Schule läuft.", author="U07") for person in ("X-3", "X-4")
]
KITA = {"categories": ["school_childcare"]}


def _answer(kreis, consents, person="X-3", category=Category.SCHOOL_CHILDCARE, persons=(MOTHER, FATHER, CHILD, YOUTH)):
    """What the Jobcoach gets to see of the Jugendamt about one person, or why not."""
    kreis.load(document(family(SCHOOL, consents, persons)))
    projection = kreis.open("U01", NUMBER).projection
    for value in projection.shown:
        if value.owner is Owner.JUGENDAMT and {person} == {projection.people[one] for one in value.persons}:
            return value.content
    [blank] = [
        one
        for one in projection.blanks
        if one.owner is Owner.JUGENDAMT and one.category is category and projection.people[one.person] == person
    ]
    return blank.reason


@pytest.mark.parametrize(
    ("signed", "answer"),
    [
        (["X-1", "X-2"], "Schule läuft."),
        (["X-1"], Reason.SIGNER_MISSING),
        (["X-2"], Reason.SIGNER_MISSING),
        ([], Reason.CONSENT_MISSING),
    ],
    ids=["both", "the mother alone", "the father alone", "nobody"],
)
def test_both_parents_sign_for_a_child_of_ten(kreis, signed, answer):
    """Joint custody: one signature is not enough, and that one is missing is said (D10)."""
    assert answer == _answer(kreis, [consent("X01", "X-3", signed=signed, **KITA)])


def test_one_parent_says_no(kreis):
    """Then nothing is open, whoever else said yes."""
    said = {"signed": ["X-1"], "refused": [{"by": "X-2", "at": "2026-07-02T10:00:00+02:00"}]}

    assert Reason.CONSENT_REFUSED is _answer(kreis, [consent("X01", "X-3", **said, **KITA)])


def test_who_has_custody_alone_and_proved_it_signs_alone(kreis):
    """As in the demo family; without the proof it is not certain, and stays shut (D18)."""
    alone = {"holder": "X-1", "proof": {"seen_on": "2026-01-20"}}
    proven = CHILD | {"custody": [alone]}

    assert "Schule läuft." == _answer(kreis, [consent("X01", "X-3", **KITA)], persons=(MOTHER, FATHER, proven, YOUTH))


def test_sole_custody_without_proof_opens_nothing(kreis):
    """The blank says that consent is missing; the exact reason stays in the log."""
    claimed = CHILD | {"custody": ["X-1"]}

    reason = _answer(kreis, [consent("X01", "X-3", **KITA)], persons=(MOTHER, FATHER, claimed, YOUTH))

    assert Reason.CUSTODY_UNPROVEN is reason
    assert Reason.CONSENT_MISSING.value == reason.blank.value


def test_a_consent_ends_with_its_last_day(kreis):
    """The day after, the blank says so."""
    dates = {"from": "2026-01-01", "to": "2026-11-15"}

    assert Reason.CONSENT_EXPIRED is _answer(kreis, [consent("X01", "X-3", signed=["X-1", "X-2"], **(KITA | dates))])


def test_a_consent_for_somebody_else_is_for_somebody_else(kreis):
    """Named was the colleague."""
    for_another = consent("X01", "X-3", signed=["X-1", "X-2"], recipients=["staff:U02"], **KITA)

    assert Reason.RECIPIENT_NOT_COVERED is _answer(kreis, [for_another])


def test_a_consent_for_something_else_is_for_something_else(kreis):
    """For conferences alone."""
    for_conferences = consent("X01", "X-3", signed=["X-1", "X-2"], purposes=["case_conference"], **KITA)

    assert Reason.PURPOSE_NOT_ALLOWED is _answer(kreis, [for_conferences])


@pytest.mark.parametrize(
    ("signed", "answer"),
    [
        (["X-1", "X-2", "X-4"], "Schule läuft."),
        (["X-1", "X-2"], Reason.OWN_CONSENT_MISSING),
        (["X-4"], Reason.SIGNER_MISSING),
    ],
    ids=["all three", "the parents alone", "the young person alone"],
)
def test_who_is_fifteen_decides_too(kreis, signed, answer):
    """About data of the Jugendamt the young person and both parents (D12)."""
    assert answer == _answer(kreis, [consent("X01", "X-4", signed=signed, **KITA)], "X-4")


def test_what_is_about_several_is_shown_when_all_of_them_agreed(kreis):
    """The yes for the mother does not open what is about her and the child."""
    together = cell("sgb8_kita", "X-1", "X-3", value="Brief an beide", summary="beide", author="U07")
    kreis.load(document(family([together], [consent("X01", "X-1", **KITA)])))

    assert [] == [value for value in kreis.open("U01", NUMBER).projection.shown if value.owner is Owner.JUGENDAMT]


def test_families_do_not_open_each_other(kreis):
    """Sandra's yes is about F01."""
    kreis.load(document(family(SCHOOL, persons=(MOTHER, FATHER, CHILD, YOUTH))))

    first, second = kreis.open("U01", F01), kreis.open("U01", NUMBER)

    assert {value.owner for value in second.projection.shown} <= {Owner.JOBCENTER}
    assert not {value.cell for value in first.projection.shown} & {value.cell for value in second.projection.shown}
    assert not set(first.projection.people) & set(second.projection.people)


def test_after_the_end_of_fam_consents_open_nothing(kreis):
    """The paper still lasts; the reason for it is gone (G2)."""
    consents = [consent("X01", "X-3", signed=["X-1", "X-2"], **KITA)]
    kreis.load(document(family(SCHOOL, consents, (MOTHER, FATHER, CHILD, YOUTH), exit_date="2026-11-16")))
    last = kreis.open("U01", NUMBER)
    kreis.at += timedelta(days=1)

    after = kreis.open("U01", NUMBER)

    assert Owner.JUGENDAMT in {value.owner for value in last.projection.shown}
    assert Owner.JUGENDAMT not in {value.owner for value in after.projection.shown}
    assert {Reason.FAM_NOT_ACTIVE} == {blank.reason for blank in after.projection.blanks}


@pytest.mark.parametrize(
    ("who", "purpose"),
    [
        ("U01", Purpose.SGB8_HELP_PLANNING),
        ("U01", Purpose.SGB2_SANCTION),
        ("U07", Purpose.SGB2_INTEGRATION),
        ("U05", Purpose.FAM_JOINT_SUPPORT),
        ("U19", Purpose.FAM_JOINT_SUPPORT),
        ("U16", Purpose.DPO_CONTROL),
    ],
)
def test_a_purpose_that_is_not_of_the_role_opens_nothing(kreis, who, purpose):
    """Not even to the one who works with the family."""
    group = {"U16": "oversight", "U19": "oversight", "U07": "jugendamt"}.get(who, "jobcenter")

    refused = open_family(kreis.house(group), kreis.principal(who, group), F01, purpose, kreis.at)

    assert Effect.DENY is refused.effect
    assert () == refused.projection.shown == refused.projection.blanks


def test_the_list_of_ones_own_cases_is_numbers(kreis):
    """A name would be a disclosure."""
    kreis.load(document(family()))

    numbers = list_assigned(kreis.house("jobcenter"), kreis.principal("U01"), kreis.at)

    assert tuple(sorted((*cases_of("U01"), NUMBER))) == numbers
