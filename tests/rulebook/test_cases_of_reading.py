"""Further cases about reading, each reasoned from the sections of the format and the law register before it was run."""

import pytest

from hub.rulebook.scenarios import run_case

from .books import public_cases, read, rules
from .written import cases_in

FILES = (
    "persons",
    "consents",
    "entrusted",
    "rights",
    "logs",
    "across",
    "across-2",
    "signers",
    "rules",
    "unseen",
    "orders",
    "lawyer",
    "by-number",
    "gaps",
)
CASES = {case["id"]: case for name in FILES for case in cases_in(f"cases-{name}")}


@pytest.mark.parametrize("name", CASES)
def test_a_case_about_reading_comes_out_as_it_was_reasoned(name):
    """Decision, reason, level, what is shown and withheld, and duties."""
    assert () == run_case(CASES[name], rules())


def test_no_id_is_given_twice():
    """Neither here nor among the public cases."""
    written = [case["id"] for name in FILES for case in cases_in(f"cases-{name}")]

    assert len(written) == len(set(written))
    assert not set(written) & set(public_cases())


def test_a_text_may_name_somebody_who_is_not_in_the_case():
    """Nobody in the case is meant then; it is no mistake of the file."""
    recipients = {"recipients": ["family:grandmother", "staff:somebody"]}
    case = public_cases()["S011"]
    consents = {name: one | recipients for name, one in case["consents"].items()}
    expected = {"decision": "deny", "reason": "recipient_not_covered"}

    [read_case] = read({**case, "consents": consents, "expect": expected})

    assert () == run_case(read_case, rules())
