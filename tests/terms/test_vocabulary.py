"""The closed lists in code and in `schemas/` are the same, in both directions."""

import tomllib
from collections.abc import Mapping
from typing import Any

import pytest

from hub.terms.consents import Stand
from hub.terms.lacks import Ground
from hub.terms.lists import Agency, BlankReason, Category, Effect, Level, Owner, Partition, Purpose, Role, Sensitivity
from hub.terms.reasons import Reason
from tests.kreis import ROOT, books


def _schema(name: str) -> Mapping[str, Any]:
    return tomllib.loads((ROOT / "schemas" / name).read_text(encoding="utf-8"))


VOCABULARY = _schema("vocabulary.toml")
REASONS = _schema("reasons.toml")
LISTS = {
    "agencies": Agency,
    "partitions": Partition,
    "roles": Role,
    "purposes": Purpose,
    "categories": Category,
    "sensitivity": Sensitivity,
    "blank_reasons": BlankReason,
    "consent_stands": Stand,
    "lack_grounds": Ground,
    "decisions": Effect,
}


@pytest.mark.parametrize("name", LISTS)
def test_a_closed_list_is_that_of_the_vocabulary(name):
    """Nothing is in the one that is not in the other, and both have one order."""
    assert list(VOCABULARY[name]) == [word.value for word in LISTS[name]]


def test_every_list_of_the_vocabulary_has_its_enum():
    """A list that somebody adds to the vocabulary must come into the code as well."""
    assert set(VOCABULARY) - {"standard_consent"} == {*LISTS, "levels"}


def test_levels_have_the_numbers_of_the_vocabulary():
    """The numbers are compared, so they may not move."""
    assert VOCABULARY["levels"] == {level.id: int(level) for level in Level}


def test_owners_are_the_agencies_that_own_a_partition_and_what_is_joint():
    """Neither a family nor an outsider owns a value."""
    assert {owner.value for owner in Owner} == {"jobcenter", "jugendamt", "provider", "joint"}
    assert {owner.value for owner in Owner} - {"joint"} < {agency.value for agency in Agency}


@pytest.mark.parametrize("role", books().policies.roles)
def test_a_role_that_may_ask_belongs_to_the_agency_of_the_vocabulary(role):
    """`policies/` gives a role no other agency than the vocabulary does; `*` is for several."""
    agency = VOCABULARY["roles"][role]["agency"]
    agencies = books().policies.roles[role].agencies

    assert agencies
    assert agency == "*" or {agency} == set(agencies)


def test_the_reasons_are_those_of_the_schema():
    """The log knows no other code, and each stands in the schema with its rules."""
    assert list(REASONS) == [reason.value for reason in Reason]
    assert all(row["rules"] for row in REASONS.values())


@pytest.mark.parametrize("reason", Reason)
def test_a_blank_says_of_a_reason_what_the_schema_says(reason):
    """One of nine; whatever would tell of a lock or a doubt about custody says that consent is missing."""
    said = REASONS[reason].get("blank", BlankReason.CONSENT_MISSING)

    assert said == reason.blank


def test_every_blank_reason_is_said_for_some_reason():
    """None stands in the vocabulary for nothing."""
    assert set(BlankReason) == {reason.blank for reason in Reason}
