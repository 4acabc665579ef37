"""The public scenarios that turn on consent alone come out of this room as the law register says."""

import tomllib
from typing import Any

import pytest

from hub.consent.releases import work_out
from hub.terms.ids import FieldId, PersonId

from .scenario_facts import ROOT, cases, catalogue, identity, papers_of, question_of

BEYOND_CONSENT = {"entries", "help", "releases_203"}
OF_POLICY = {"inseparable", "fam_not_active", "restore_pending"}


def consent_reasons() -> set[str]:
    """The codes by which this room may answer."""
    reasons = tomllib.loads((ROOT / "schemas" / "reasons.toml").read_text(encoding="utf-8"))
    return {code for code, facts in reasons.items() if facts["group"] == "consent"} - OF_POLICY | {"consent"}


def cases_of_consent() -> list[dict[str, Any]]:
    """Values of the other agency, asked for by one principal, decided by the consents alone."""
    return [
        case
        for case in cases()
        if not BEYOND_CONSENT & case.keys()
        and "grounds" not in case["ask"]
        and {"field", "fields"} & case["ask"].keys()
        and case["expect"]["reason"] in consent_reasons()
    ]


def answers(case: dict[str, Any]) -> set[str]:
    """Why the values are shown, else all that is in the way."""
    ask = case["ask"]
    standing = work_out(papers_of(case), question_of(case), catalogue())
    reasons = set()
    for field in ask.get("fields", [ask.get("field")]):
        bit = 1 << catalogue().by_id[FieldId(field)].bit
        for person in (PersonId(identity(word)) for word in ask["about"]):
            opened = any(one.person == person and one.fields & bit for one in standing.releases)
            missed = {str(one.reason) for one in standing.obstacles if one.person == person and one.fields & bit}
            reasons |= {"consent"} if opened else missed or {"consent_missing"}
    return reasons if reasons == {"consent"} else reasons - {"consent"}


@pytest.mark.parametrize("case", cases_of_consent(), ids=lambda case: case["id"])
def test_a_public_scenario_has_the_answer_of_the_law_register(case):
    """What is opened, and why the rest is not, is what counsel wrote down for the same facts."""
    expected = {case["expect"]["reason"], *case["expect"].get("also", [])}

    found = answers(case)

    assert found <= expected


def test_enough_scenarios_turn_on_consent_to_mean_something():
    """If the selection above ever went empty, nothing would have been compared."""
    assert len(cases_of_consent()) >= 30
