"""A change of the rules from the proposal to its day: each step with its entry, and nobody gets round another."""

from hub.gate.proposals.store import load_versions
from hub.terms.rule_changes import Stand, stand_of
from tests.rulebook.changing import in_force, one


def test_a_change_that_both_released_is_in_force_on_its_day(every_kreis):
    """Each step has its entry, the version its number, and every process decides by it without a restart."""
    kreis = every_kreis
    number = in_force(kreis)

    first, second = load_versions(kreis.house("jugendamt").db)
    assert ("R-2026-01", number, "R-2026-02") == (first.number, second.number, number)
    rows = kreis.superuser().execute(
        "select event from ledger.index where event like 'rule.%' or event like 'policy.%'"
    )
    assert sorted(row[0] for row in rows) == [
        "policy.activated",
        "policy.activated",
        "rule.counted",
        "rule.proposed",
        "rule.released",
        "rule.released",
        "rule.stated",
    ]
    assert Stand.IN_FORCE is stand_of(one(kreis, number), second.digest, kreis.at.date())
