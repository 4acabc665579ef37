"""What is read out of a text says what the text says: a whole set of rules, and what is told of an act."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hub.policy.documents import read_set, write_set
from hub.policy.faults import PolicyFaulty
from hub.policy.particulars import read_particulars
from hub.terms.acts import Extent, Filter, Parents, Particulars, SignOff, TableCell, Topic, Total, Trigger, Way
from hub.terms.catalogue import Catalogue
from hub.terms.ids import StaffId
from hub.terms.lists import Agency
from tests.policy.worlds import CATALOGUE, POLICIES, ROOT


@pytest.fixture(scope="module")
def written():
    """The rules of the hub as one text."""
    return write_set(ROOT / "policies", CATALOGUE)


def test_a_set_of_rules_is_read_as_it_was_written(written):
    """Every rule, table, act and field; and what was remembered by the fields stays so."""
    found = read_set(written.document, written.policies.digest, CATALOGUE)

    assert POLICIES.digest == written.policies.digest == found.digest
    assert (POLICIES.policies, POLICIES.roles, POLICIES.acts) == (found.policies, found.roles, found.acts)
    assert found.catalogue is CATALOGUE


def test_of_a_catalogue_that_is_another_by_now_the_kept_one_is_read(written):
    """The fields as they were when the rules were kept."""
    kept = CATALOGUE.fields
    later = Catalogue((replace(kept[0], label="another"), *kept[1:]))

    found = read_set(written.document, written.policies.digest, later)

    assert kept == found.catalogue.fields
    assert found.catalogue is not later


def test_equal_rules_are_equal_texts(written):
    """In the order of their names, with their letters as they are."""
    content = json.loads(written.document)

    assert json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")) == written.document
    assert "ü" in written.document
    assert "house/roles.toml" in content["files"]


@pytest.mark.parametrize(
    "document",
    ["", "[]", "{}", '{"fields": [{}], "files": {}}', '{"fields": 7, "files": {}}', '{"fields": [], "files": []}'],
)
def test_what_is_no_text_of_rules_is_refused_by_its_digest(document):
    """The first twelve characters of it are named, and nothing of the text."""
    with pytest.raises(PolicyFaulty) as found:
        read_set(document, "0123456789abcdef", CATALOGUE)

    assert "the rules that are kept: digest 0123456789ab: not what is kept of a set of rules" == str(found.value)


def test_the_text_of_other_rules_is_refused(written):
    """Both digests are named."""
    with pytest.raises(PolicyFaulty) as found:
        read_set(written.document, "0123456789abcdef", CATALOGUE)

    assert str(found.value) == (
        f"the rules that are kept: digest 0123456789ab: the text is that of another set, {written.policies.digest[:12]}"
    )


def test_a_kept_text_with_a_fault_is_named_as_if_it_were_a_folder(written, tmp_path: Path):
    """By the name that the folder of rules has."""
    content = json.loads(written.document)
    del content["files"]["house/roles.toml"]

    with pytest.raises(PolicyFaulty, match=r"^policies/house/roles.toml: the table of roles is missing$"):
        read_set(json.dumps(content), written.policies.digest, CATALOGUE)
    with pytest.raises(PolicyFaulty, match=rf"^{tmp_path.name}/house/roles.toml"):
        write_set(tmp_path, CATALOGUE)


AS_THEY_ARE = (
    "skip_reason",
    "not_involved_reason",
    "measure",
    "indication",
    "reason",
    "help_at_risk_reason",
    "identity_needed",
    "named_basis",
    "talked_with_family",
    "help_urged",
    "family_told_before",
    "family_involved",
    "urgent",
    "written",
    "interests_harmed",
    "family_invited",
    "named_in_text",
)
SAID = {
    "about": ["P1", "P2"],
    "items": ["a", "b", "a"],
    "facts": ["fam_goal", "address", "fam_goal"],
    "contains": ["x"],
    "entries": ["e1"],
    "recognised_by": ["r"],
    "observations": ["o"],
    "indications": ["i"],
    "danger_signs": ["d"],
    **{key: key for key in AS_THEY_ARE[:8]},
    **dict.fromkeys(AS_THEY_ARE[8:], True),
    "requested_on": "2026-11-01",
    "court_order_on": "2026-11-02",
    "talk_on": date(2026, 11, 3),
    "received_on": "2026-11-04",
    "help_at_risk": "no",
    "reported_by": "worker",
    "cells": [{"id": "c", "row": "r", "column": "k", "families": 3, "persons": 7}],
    "earlier": [{"families": 2, "persons": 5}],
}


def _read(**said):
    return read_particulars(said, lambda name: StaffId(f"id of {name}"))


def test_what_is_said_of_an_act_is_taken_as_it_is_said():
    """Words and facts once each, in their order; days as days; names by their ids."""
    found = _read(**SAID)

    for key in AS_THEY_ARE:
        assert SAID[key] == getattr(found, key), key
    for key in ("about", "entries", "recognised_by", "observations", "indications", "danger_signs"):
        assert tuple(SAID[key]) == getattr(found, key), key
    assert (("a", "b"), ("fam_goal", "address"), ("x",)) == (found.words, found.facts, found.marks)
    assert [1, 2, 3, 4] == [
        day.day for day in (found.requested_on, found.court_order_on, found.talk_on, found.received_on)
    ]
    assert ("id of worker", False) == (found.reported_by, found.help_at_risk)
    assert ((TableCell("c", "r", "k", 3, 7),), (Total(2, 5),)) == (found.table, found.earlier)


@pytest.mark.parametrize(
    ("key", "name", "words"),
    [
        ("trigger", "trigger", Trigger),
        ("parents", "parents", Parents),
        ("signed_off_by", "signed_off_by", SignOff),
        ("to", "to", Agency),
        ("via", "via", Way),
        ("filter", "filter", Filter),
        ("level", "extent", Extent),
        ("topic", "topic", Topic),
    ],
)
def test_each_word_of_a_closed_list_is_taken_as_that(key, name, words):
    """And none that is not in it."""
    for word in words:
        assert word is getattr(_read(**{key: word.value}), name)
    with pytest.raises(ValueError, match="nonsense"):
        _read(**{key: "nonsense"})


def test_what_is_not_said_is_empty():
    """And opens nothing; help is at risk unless it is said that it is not."""
    assert Particulars() == _read()
    assert _read(help_at_risk="yes").help_at_risk


def test_who_is_meant_and_what_has_several_words():
    """One person or several, children by themselves; one field, some, or all of them, which names none."""
    assert ("P1",) == _read(about="P1").about == _read(children="P1").about
    assert ("P1", "P2") == _read(children=["P1", "P2"]).about
    assert ("P3",) == _read(about=["P3"], children=["P1"]).about
    assert ("fam_goal",) == _read(field="fam_goal").facts == _read(fields=["fam_goal"]).facts
    assert ("address",) == _read(facts=["address"], fields=["fam_goal"], field="other").facts
    assert () == _read(facts="all").facts == _read(fields="all").facts
