"""The log of the demo Kreis from end to end: what was planted is found in words, what only looks odd is explained."""

import json
from collections import defaultdict

from hub.review.watch.rules import load_rules
from hub.review.watch.turn import CONTROLLERS, nightly_span, take_turn
from tests.kreis import ROOT


def turns(kreis):
    """One turn for each controller over all of the log."""
    house = kreis.house("oversight")
    rules = load_rules(ROOT)
    return [take_turn(house, rules, (one, nightly_span(kreis.at, whole=True)), kreis.at) for one in CONTROLLERS]


def test_print(kreis):
    """Shows."""
    kreis.load(json.loads((ROOT / "demo" / "history.json").read_text(encoding="utf-8")))
    rules = {rule.id: rule for rule in load_rules(ROOT)}
    found = defaultdict(set)
    for outcome in turns(kreis):
        labels = {one.entry: one.label for one in outcome.logged}
        print(outcome.run.controller, len(outcome.logged), sorted(outcome.evaluation.lacking))
        for hit in outcome.evaluation.hits:
            mine = sorted({labels[entry] for entry in hit.entries})
            for one in mine:
                found[one].add(hit.rule)
            print(
                "  ",
                mine,
                hit.rule,
                hit.who,
                hit.families,
                len(hit.entries),
                sorted(hit.explained),
                sorted(hit.backdated),
                hit.first.date(),
                rules[hit.rule].tell(hit.facts),
            )
    print({key: sorted(value) for key, value in sorted(found.items())})
