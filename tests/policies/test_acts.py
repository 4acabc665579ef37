"""The examples in the files of acts, and that the folder is in order."""

import json
import re

import pytest

from hub.policy.act_cases import meets, run_act_case
from hub.policy.act_conditions import ON_ACT, ON_NAMED
from hub.policy.act_rules import ActCase, ActRule
from hub.terms.acts import Extent, Filter, Parents, SignOff, Topic, Trigger, Way
from tests.policy.worlds import POLICIES, ROOT

ACTS = tuple(POLICIES.acts.values())
CASES = [pytest.param(act, case, id=f"{act.id}: {case.name}") for act in ACTS for case in act.cases]
SCENARIOS = json.loads((ROOT / "schemas/scenario.schema.json").read_text(encoding="utf-8"))["$defs"]["case"]
ASKED = SCENARIOS["properties"]["ask"]


@pytest.mark.parametrize(("act", "case"), CASES)
def test_an_act_is_answered_as_its_examples_say(act: ActRule, case: ActCase) -> None:
    """Decided by all rules together, as the gate would."""
    found = run_act_case(POLICIES, act, case)

    assert meets(case, found), f"{act.id}: expected {case.expect} ({case.reason}), got {found}"


def test_every_act_of_the_format_has_a_file_of_its_own_name() -> None:
    """Whoever reads an id in the log finds the file by it; no act is forgotten and none is added unseen."""
    files = {path.stem for path in (ROOT / "policies" / "acts").glob("*.toml")}

    assert {str(act.id) for act in ACTS} == files
    assert set(ASKED["properties"]["act"]["enum"]) == set(POLICIES.acts)
    assert {act.act.partition(":")[2].replace("_", "-") for act in ACTS} == files


def test_every_way_in_which_an_act_is_refused_has_an_example() -> None:
    """Each requirement, each thing left out and each closed list is shown at work in the file itself."""
    for act in ACTS:
        reasons = {case.reason for case in act.cases if case.expect != "permit"}
        expected = {part.says for part in (*act.requires, *act.left_out, act.at_most) if part}

        assert expected <= reasons, act.id


def test_every_act_has_an_example_of_a_wrong_function_and_of_a_wrong_purpose() -> None:
    """So that whoever widens the one or the other is told."""
    for act in ACTS:
        given = [case.given for case in act.cases]
        assert not act.roles or {one["principal"] for one in given} - act.roles, act.id
        assert not act.purposes or {one["purpose"] for one in given} - act.purposes, act.id
        assert not act.never_for or {one["purpose"] for one in given} & act.never_for, act.id


def test_every_condition_of_acts_is_used_and_cites_its_paragraph() -> None:
    """The list is closed at both ends: no word without a use, none without its norm."""
    used = {name for act in ACTS for part in (*act.requires, *act.left_out, *act.duties) for name in part.when}
    used |= {name for act in ACTS for part in (*act.requires, *act.left_out, *act.duties) for name in part.unless}
    used |= {name for act in ACTS if act.otherwise for name in act.otherwise.when}

    assert set(ON_ACT) | set(ON_NAMED) <= used
    for name, condition in {**ON_ACT, **ON_NAMED}.items():
        assert re.search(r"§|Art\.|ErwG", condition.__doc__ or ""), name


def test_every_norm_of_an_act_names_a_paragraph_and_a_law() -> None:
    """A basis can be looked up."""
    norm = re.compile(r"^(§§?|Art\.) \d+\w*( .+)? (SGB (I|II|VIII|X)|DSGVO|KKG|BDSG|StGB|BGB)$")
    parts = [part for act in ACTS for part in (act, *act.requires, *act.left_out, act.at_most, act.otherwise) if part]
    norms = {norm for part in parts for norm in part.basis}  # type: ignore[union-attr]  # steps and reports alike

    assert [] == sorted(text for text in norms if not norm.match(text))


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("trigger", Trigger),
        ("parents", Parents),
        ("signed_off_by", SignOff),
        ("via", Way),
        ("filter", Filter),
        ("level", Extent),
        ("topic", Topic),
    ],
)
def test_the_words_of_particulars_are_those_of_the_format(key: str, words: type) -> None:
    """A closed list equals its list in the schema of cases."""
    details = [rule["then"]["properties"]["details"]["properties"] for rule in ASKED["allOf"]]
    listed = {word for one in details for word in one.get(key, {}).get("enum", ())}

    assert listed == {word.value for word in words}  # type: ignore[attr-defined]  # a closed list, whichever
