"""The log of the demo Kreis from end to end: what was planted is found in words, what only looks odd is explained."""

import json
from collections import defaultdict
from datetime import timedelta

import pytest

from hub.review.watch.rules import load_rules
from hub.review.watch.turn import CONTROLLERS, nightly_span, take_turn
from tests.kreis import ROOT

RULES = {rule.id: rule for rule in load_rules(ROOT)}
EXPECTED = {
    "L01": "own-word-deputy",
    "L02": "same-surname-again",
    "L03": "urging",
    "L04": "purpose-without-person",
    "L05": "emergency-in-vain",
    "L06": "many-exports",
    "L07": "case-numbers",
    "L08": "two-places",
    "L09": "help-ended",
    "L10": "consent-entered-late",
    "L11": "spoken-unconfirmed",
    "L12": "seekers",
    "L13": "outside-the-role",
    "L14": "screen-left-open",
    "L15": "at-the-log",
}
"""Which rule has to find what somebody planted, by the label that the load file brought."""


@pytest.fixture
def told(kreis):
    """Hits of all controllers, each with the labels of its entries."""
    kreis.load(json.loads((ROOT / "demo" / "history.json").read_text(encoding="utf-8")))
    kreis.at += timedelta(minutes=1)  # what the load itself wrote down is of the log too
    house, hits = kreis.house("oversight"), []
    for controller in CONTROLLERS:
        span = nightly_span(kreis.at, whole=True)
        outcome = take_turn(house, tuple(RULES.values()), (controller, span), kreis.at)
        labels = {one.entry: one.label for one in outcome.logged}
        hits += [(hit, frozenset(labels[entry] for entry in hit.entries)) for hit in outcome.evaluation.hits]
    return hits


def test_everything_that_was_planted_is_found_and_nothing_else(told):
    """Each by the rule that says what it was; harmless look-alikes only with what explains them; no noise."""
    found = defaultdict(set)
    for hit, labels in told:
        for label in labels:
            found[label].add(hit.rule)

    assert {label: rule for label, rule in EXPECTED.items() if rule not in found[label]} == {}
    false = [hit for hit, labels in told if not any(label.startswith("L") for label in labels)]
    assert all(hit.explained for hit, labels in told if any(label.startswith("N") for label in labels))
    assert [] == [hit for hit in false if not hit.explained]


def test_each_hit_says_in_words_what_and_what_speaks_against(told):
    """No place of a sentence stays open, and no hit names a person or a word that somebody wrote."""
    for hit, _ in told:
        sentence = RULES[hit.rule].tell(hit.facts)
        assert "{" not in sentence
        assert "–" not in sentence
        assert RULES[hit.rule].against
        assert hit.who is None or hit.who.startswith("N-")


def test_what_touches_both_bodies_is_found_for_both_and_the_rest_for_one(told):
    """A look at the other body's data concerns both officers (H4); an officer's own staff at the log one of them."""
    by_rule = defaultdict(set)
    for hit, _ in told:
        by_rule[hit.rule].add(hit.controller)

    assert {"jobcenter", "jugendamt"} <= by_rule["consent-entered-late"]
    assert by_rule["emergency-in-vain"] == {"jugendamt"}
    assert by_rule["case-numbers"] == {"jobcenter"}
