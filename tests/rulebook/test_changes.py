"""A change of the rules from the proposal to its day: each step with its entry, none before the ones it needs."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hub.gate.proposals.store import load_versions
from hub.terms.agreed import Value
from hub.terms.clock import legal_day
from hub.terms.lists import Category, Purpose, Role
from hub.terms.rule_changes import Counts, Opinion, Stand, StepFault, StepKind, stand_of
from hub.terms.rule_wishes import Wrong
from tests.kreis import rules
from tests.rulebook.changing import (
    DAY,
    HEALTH,
    in_force,
    on_its_day,
    one,
    proposed,
    refused,
    released,
    stated,
    step,
    tick,
    wider,
)
from tests.rulebook.rule_folders import put, without


def _stand(kreis, number):
    digest = load_versions(kreis.house("jugendamt").db)[-1].digest
    return stand_of(one(kreis, number), digest, legal_day(kreis.at))


def test_a_change_that_both_released_is_in_force_on_its_day(every_kreis):
    """Each step has its entry, the version its number, and every process decides by it without a restart."""
    kreis = every_kreis
    number = in_force(kreis)

    first, second = load_versions(kreis.house("jugendamt").db)
    rows = kreis.superuser().execute("select event from ledger.index where event similar to '(policy|rule).%'")
    assert ("R-2026-01", number, "R-2026-02") == (first.number, second.number, number)
    assert sorted(row[0] for row in rows) == [
        *("policy.activated", "policy.activated", "rule.counted", "rule.proposed"),
        *("rule.released", "rule.released", "rule.stated"),
    ]
    assert Stand.IN_FORCE is _stand(kreis, number)


def test_before_its_day_nothing_is_in_force_and_after_it_nothing_comes(kreis):
    """Neither a day early, nor late: what was signed in between would have been asked under the old rule."""
    number = proposed(kreis)
    released(kreis, number)

    on_its_day(kreis, DAY - timedelta(days=1))
    early = _stand(kreis, number)
    on_its_day(kreis, DAY + timedelta(days=1))

    assert (Stand.RELEASED, Stand.MISSED) == (early, _stand(kreis, number))
    assert 1 == len(load_versions(kreis.house("jobcenter").db))


def test_one_lead_alone_brings_nothing_in_force(kreis):
    """Check 59: it cannot come into force before the second release."""
    number = proposed(kreis)
    released(kreis, number, by=["U21"])

    on_its_day(kreis)

    assert Stand.LAPSED is _stand(kreis, number)
    assert [rules().policies.digest] == [version.digest for version in load_versions(kreis.house("jobcenter").db)]


def test_nobody_releases_what_no_officer_has_stated_on(kreis):
    """Art. 39: heard before, not after."""
    number = proposed(kreis)

    assert StepFault.NOT_NOW is step(kreis, "U22", StepKind.RELEASED, number)
    assert Stand.WAITS_FOR_STATEMENT is _stand(kreis, number)


def test_nobody_releases_twice_and_two_leads_of_one_agency_are_one(kreis):
    """The side of an agency is given once, whoever of its leads gives it."""
    number = proposed(kreis)
    released(kreis, number, by=["U21"])

    assert StepFault.NOT_NOW is step(kreis, "U21", StepKind.RELEASED, number)
    assert StepFault.NOT_NOW is step(kreis, "U09", StepKind.RELEASED, number)
    assert Stand.WAITS_FOR_RELEASE is _stand(kreis, number)


@pytest.mark.parametrize(
    ("who", "what"),
    [
        *(("U01", StepKind.RELEASED), ("U06", StepKind.RELEASED), ("U16", StepKind.RELEASED)),
        *(("U21", StepKind.STATED), ("U06", StepKind.STATED), ("U17", StepKind.STATED)),
        *(("U22", StepKind.WITHDRAWN), ("U16", StepKind.REFUSED), ("U07", StepKind.REFUSED)),
    ],
)
def test_a_step_is_taken_by_whose_it_is(kreis, who, what):
    """Leads release and refuse, officers state, who proposed withdraws; and nothing is written of another's."""
    number = proposed(kreis)
    stated(kreis, number) if what is not StepKind.STATED else None

    assert StepFault.NOT_YOURS is step(kreis, who, what, number)
    assert StepKind.RELEASED not in {taken.what for taken in one(kreis, number).steps}


@pytest.mark.parametrize(("who", "what"), [("U06", StepKind.WITHDRAWN), ("U22", StepKind.REFUSED)])
def test_what_is_withdrawn_or_refused_is_over(kreis, who, what):
    """Released before, it does not come in force; and no step follows."""
    number = proposed(kreis)
    released(kreis, number)
    assert step(kreis, who, what, number) is None

    on_its_day(kreis)

    assert StepFault.NOT_NOW is step(kreis, "U21", StepKind.RELEASED, number)
    assert 1 == len(load_versions(kreis.house("jobcenter").db))


def test_a_proposal_for_rules_that_are_no_more_is_stale(kreis, tmp_path):
    """Whoever released it saw another difference than there would be now."""
    number = proposed(kreis)
    released(kreis, number, by=["U21"])
    put(kreis, without(tmp_path, "sgbx/supervision"))

    assert StepFault.NOT_NOW is step(kreis, "U22", StepKind.RELEASED, number)
    on_its_day(kreis)
    assert Stand.STALE is _stand(kreis, number)
    assert 2 == len(load_versions(kreis.house("jobcenter").db))


def test_what_widens_needs_the_officers_assessment(kreis):
    """Art. 35 GDPR: of what opens more, the statement says what follows."""
    in_force(kreis)
    number = proposed(kreis, wider(HEALTH, DAY + timedelta(days=30)))

    assert one(kreis, number).widens
    assert StepFault.DPIA is step(kreis, "U16", StepKind.STATED, number, dpia="")
    assert step(kreis, "U16", StepKind.STATED, number) is None


def test_against_concerns_a_lead_says_why(kreis):
    """They do not stop it, and are not passed over in silence."""
    number = proposed(kreis)
    assert step(kreis, "U16", StepKind.STATED, number, opinion=Opinion.CONCERNS) is None

    assert StepFault.WORDS is step(kreis, "U22", StepKind.RELEASED, number, words="")
    assert step(kreis, "U22", StepKind.RELEASED, number) is None


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("change", "wrong", "norm"),
    [
        ({"value": Value.LAW}, Wrong.LAW_IS_NOT_AGREED, "§ 67d Abs. 1 SGB X"),
        ({"value": Value.CONSENT}, Wrong.NOTHING_CHANGES, ""),
        ({"role": Role.JOBCOACH_DEPUTY}, Wrong.DEPUTY, ""),
        ({"role": Role.BENEFIT_OFFICER}, Wrong.NOT_SHARED, "§ 67c Abs. 1 SGB X"),
        ({"purpose": Purpose.SGB2_INTEGRATION}, Wrong.NOT_SHARED, "§ 67b Abs. 2 SGB X"),
        (
            {"category": Category.CONTACT, "role": Role.PROVIDER_WORKER, "purpose": Purpose.PROVIDER_SERVICE},
            Wrong.LAW_DECIDES,
            "§ 36 Abs. 3 SGB VIII",
        ),
        (
            {"category": Category.BENEFIT_STATUS, "value": Value.CONSENT},
            Wrong.FORBIDDEN,
            "§ 67d Abs. 1 SGB X",
        ),
        ({"reason": "kurz"}, Wrong.REASON, ""),
        ({"valid_from": DAY - timedelta(days=15)}, Wrong.DAY, ""),
        ({"category": Category.SINGLE_NOTE}, Wrong.CATEGORY, ""),
    ],
)
def test_what_the_law_or_the_form_stands_against_is_refused_with_its_norm(kreis, change, wrong, norm):
    """Closer is always possible, wider only as far as the law lets a consent go; nothing is kept."""
    fault, *_ = refused(kreis, replace(HEALTH, **change))

    assert wrong is fault.wrong
    assert norm in "; ".join(fault.norms)
    assert not kreis.superuser().execute("select from rulebook.proposal").fetchall()


def test_an_effect_is_counted_once_and_exactly_once_a_year_for_a_cell(kreis):
    """From two exact numbers of one cell, one could be taken from the other: the second is a band."""
    number = proposed(kreis)
    tick(kreis)
    tick(kreis)
    assert step(kreis, "U06", StepKind.WITHDRAWN, number) is None
    again = proposed(kreis)
    tick(kreis)

    counts = [[taken.counts for taken in one(kreis, it).steps if taken.counts] for it in (number, again)]
    assert [1, 1] == [len(found) for found in counts]
    assert counts[0][0].is_exact
    assert Counts(0, 0, 0, 0, is_exact=False) == counts[1][0]
