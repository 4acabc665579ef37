"""Rules as files: what is wrong with one stops the start, with file, line and what would be right."""

import json
from datetime import date

import pytest

from hub.policy.faults import PolicyFaulty
from hub.review.watch.detectors.closed import DETECTORS
from hub.review.watch.rules import in_force, load_rules, read_rules
from hub.review.watch.telling import tell_worth
from hub.review.watch.trying import Worth
from hub.terms.circumstances import Input
from hub.terms.hits import Consequence, RuleId
from tests.kreis import ROOT

FOLDER = ROOT / "policies" / "review"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.toml")}
WANTED = {*range(1, 16), *range(18, 26), *range(27, 31)}


def test_every_rule_that_is_asked_for_is_there_and_three_are_off_by_default():
    """By its number in the design; addresses and neighbours wait for the staff council; one called wrongly."""
    rules = load_rules(ROOT)

    assert WANTED <= {int(rule.number[1:]) for rule in rules if rule.number}
    assert {"same-address", "neighbour", "own-case-above-all"} == {rule.id for rule in rules if not rule.on}
    assert "same-address" not in {rule.id for rule in in_force(rules, date(2026, 11, 16))}


def test_every_detector_is_used_and_every_rule_says_what_speaks_against():
    """A detector that no rule needs, or a rule that only accuses, is not finished."""
    rules = load_rules(ROOT)

    assert set(DETECTORS) == {rule.detector for rule in rules} - {"small_signs"}
    assert all(rule.against and rule.basis for rule in rules)
    assert all(rule.score for rule in rules if rule.consequence is Consequence.SCORE)


def test_the_inputs_of_the_schema_are_those_of_the_code():
    """A kind of input that somebody adds comes into both."""
    schema = json.loads((ROOT / "schemas" / "review-rule.schema.json").read_text(encoding="utf-8"))

    assert [one.value for one in Input] == schema["properties"]["needs"]["items"]["enum"]
    assert [one.value for one in Consequence] == schema["properties"]["consequence"]["enum"]


def test_a_rule_holds_from_its_first_day_to_its_last():
    """Both days inclusive; retired rules stay as files, since hits name them."""
    text = TEXTS["speed.toml"].replace("from = 2026-08-01", "from = 2026-08-01\nuntil = 2026-08-31")
    rule = next(one for one in read_rules({**TEXTS, "speed.toml": text}) if one.id == "speed")

    days = [date(2026, 7, 31), date(2026, 8, 1), date(2026, 8, 31), date(2026, 9, 1)]

    assert [False, True, True, False] == [rule.holds_on(day) for day in days]


def test_another_wording_is_another_version():
    """A run says by which version of each rule it evaluated."""
    [before] = [rule.version for rule in load_rules(ROOT) if rule.id == "speed"]
    text = TEXTS["speed.toml"].replace("families = 11", "families = 12")
    [after] = [rule.version for rule in read_rules({**TEXTS, "speed.toml": text}) if rule.id == "speed"]

    assert before != after
    assert before.startswith("speed@")


FAULTS = [
    ('id = "speed"', 'id = "sped"', 'speed.toml line 1: id "sped" is not the name of the file'),
    ('detector = "speed"', 'detector = "sped"', 'speed.toml line 7: unknown detector "sped"'),
    ("families = 11", "familes = 11", "speed.toml line 13: limits.familes: no such limit; there are families, minutes"),
    ("families = 11\n", "", "speed.toml line 12: limits.families is missing"),
    ("families = 11", 'families = "many"', "line 13: limits.families: a whole number from 0 to 100000"),
    ("families = 11", "families = true", "line 13: limits.families: a whole number from 0 to 100000"),
    ("families = 11", "families = -1", "line 13: limits.families: a whole number from 0 to 100000"),
    ('consequence = "case"', 'consequence = "sack"', "speed.toml line 8: consequence: 'sack' is not one of"),
    ('consequence = "case"', 'consequence = "score"', "line 8: score: exactly the rules with"),
    ('consequence = "case"', 'consequence = "case"\nscore = 2', "line 8: score: exactly the rules with"),
    ("{families} Familien", "{people} Familien", '"{people}" is not told by this detector, which tells families, '),
    ("{families} Familien", "{families:>999999999} Familien", "sentence: a place is a name in braces and nothing else"),
    ("{families} Familien", "{} Familien", "sentence: a place is a name in braces and nothing else"),
    ("{families} Familien", "{families Familien", "sentence: "),
    ("from = 2026-08-01", 'from = "sometime"', "from: a day, like 2026-08-01"),
    ("from = 2026-08-01", "from = 2026-08-01\nuntil = 2026-07-31", "until lies before from"),
    ("often = true", "often = true\nwho = 3", "the file: Additional properties are not allowed"),
    ('title = "', 'titel = "', "the file: "),
    ("[limits]", "[limits", "speed.toml: not TOML"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), FAULTS)
def test_what_is_wrong_is_named_with_its_file_and_place(right, wrong, said):
    """Nobody has to search."""
    assert right in TEXTS["speed.toml"]

    with pytest.raises(PolicyFaulty) as fault:
        read_rules({**TEXTS, "speed.toml": TEXTS["speed.toml"].replace(right, wrong, 1)})

    assert "policies/review/speed.toml" in str(fault.value)
    assert said in str(fault.value)


def test_a_word_of_a_limit_must_be_of_its_list():
    """A purpose, a reason, a function that nobody knows."""
    text = TEXTS["purpose-without-person.toml"].replace('"research"', '"curiosity"')

    with pytest.raises(PolicyFaulty, match=r'limits\.purposes: "curiosity" is not a purpose'):
        read_rules({**TEXTS, "purpose-without-person.toml": text})


def test_the_sum_of_small_signs_is_not_forgotten():
    """Without it the scores would lead to nothing, and nobody would notice."""
    with pytest.raises(PolicyFaulty, match=r"small-signs\.toml"):
        read_rules({name: text for name, text in TEXTS.items() if name != "small-signs.toml"})


def test_what_a_fact_does_not_say_stays_a_dash():
    """A sentence never fails, and never shows a brace."""
    [rule] = [one for one in load_rules(ROOT) if one.id == "speed"]

    assert rule.tell({"families": "12"}).startswith("12 Familien binnen – Minuten")


@pytest.mark.parametrize(
    ("decided", "confirmed", "retire"), [(199, 0, False), (200, 9, True), (200, 10, False), (400, 19, True)]
)
def test_a_rule_that_is_seldom_right_should_be_retired(decided, confirmed, retire):
    """Below five percent of two hundred closed cases; it is a proposal, and people decide."""
    worth = Worth(RuleId("speed"), decided, confirmed)

    assert retire == worth.should_retire
    assert retire == ("Vorschlag: Regel ablösen" in tell_worth(worth))
