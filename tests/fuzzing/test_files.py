"""The load file and the file of scenarios, bent at any place: a list of what is wrong, or what comes of it.

The demo's own files are bent, so that most of each is right and the fault is met deep inside. An error names places and
never what stood there.
"""

import json
import random
from copy import deepcopy

import pytest

from hub.db.errors import DatabaseRefused
from hub.exchange.load import LoadFaulty, LoadFile, load_file
from hub.rulebook.scenarios import ScenariosFaulty, load_rules, load_schema, read_scenarios, run_scenarios
from tests.amounts import MORE
from tests.fuzzing.people import SEED, TRACES, values
from tests.kreis import ISSUER, ROOT, STICHTAG, books, demo
from tests.kreis import load_schema as load_schema_of_loading

LOADS, SCENARIOS = 16 * MORE, 30 * MORE
ODD = (
    *(None, True, -1, 0, 1e308, 2**63, 10**30, "", " ", "\x00", "\u202e", "x" * 20_000, [], {}, [[]], {"": None}),
    *("0001-01-01", "9999-12-31", "2026-02-30", "2026-13-01T00:00:00Z", "U01", "U99", "F01-1", "jobcoach", "nobody"),
)


def _places(node, at=()):
    """Every place in a document, the document itself left out."""
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inside:
        yield (*at, key)
        yield from _places(value, (*at, key))


def _bend(document, dice):
    """One to three places changed: another value, nothing, twice, another place's value, one key more."""
    bent = deepcopy(document)
    for _ in range(dice.randint(1, 3)):
        places = list(_places(bent))
        *way, last = dice.choice(places)
        holder = _at(bent, way)
        how = dice.randrange(5)
        if how == 0:
            del holder[last]
        elif how == 1 and isinstance(holder, list):
            holder.append(deepcopy(holder[last]))
        elif how == 2:
            holder[last] = deepcopy(_at(bent, dice.choice(places)))
        elif how == 3 and isinstance(holder, dict):
            holder[f"{last}-more"] = holder[last]
        else:
            holder[last] = dice.choice(ODD)
    return bent


def _at(document, way):
    for key in way:
        document = document[key]
    return document


def _text(document, dice):
    """As bytes; now and then cut off, or with signs that no text has."""
    text = json.dumps(document).encode()
    return {0: text[: dice.randrange(len(text))], 1: text + b"\xff", 2: b"\xef\xbb\xbf" + text}.get(
        dice.randrange(20), text
    )


def _assert_says_no_value(told):
    assert not TRACES.search(told)
    assert [] == [value for value in values() if value in told]


def _newcomer(number):
    """The first demo family under other names, with few cells, so that it is none that is there."""
    family = {**demo()["families"][0], "accounts": []}
    family["cells"] = family["cells"][number % 11 :: 11]
    text = json.dumps(family).replace(family["number"], f"FAM-2026-{500 + number}").replace("F01", f"Y{number:02}")
    for consent in family["consents"]:
        text = text.replace(f'"{consent["id"]}"', f'"Y{number:02}-{consent["id"]}"')
    return {**demo(), "families": [json.loads(text)]}


def test_a_bent_load_file_is_loaded_or_told_what_is_wrong_with_it(everybody):
    """Nothing else comes out of it, and no word of the file."""
    kreis, dice = everybody.kreis, random.Random(f"load {SEED}")
    kreis.at = STICHTAG
    ends = set()
    for number in range(LOADS):
        newcomer = _newcomer(number)  # every eighth as it is, so that the others fail for what was bent
        text = _text(_bend(newcomer, dice), dice) if number % 8 else json.dumps(newcomer).encode()
        try:
            load_file(kreis.house("loader"), LoadFile("bent.json", text, load_schema_of_loading(), ISSUER), kreis.at)
            ends.add("loaded")
        except (LoadFaulty, DatabaseRefused) as fault:
            ends.add(type(fault).__name__)
            _assert_says_no_value(str(fault))

    assert {"loaded", "LoadFaulty"} <= ends


def test_a_bent_file_of_scenarios_is_run_or_told_what_is_wrong_with_it():
    """Each case as it is or with where it differs."""
    schema, rules = load_schema(ROOT), load_rules(ROOT, books().policies)
    written = json.loads((ROOT / "tests" / "policies" / "scenarios.json").read_text(encoding="utf-8"))
    dice, ends = random.Random(f"scenarios {SEED}"), set()
    for _ in range(SCENARIOS):
        document = {**written, "cases": dice.sample(written["cases"], 3)}
        try:
            cases = read_scenarios("bent.json", _text(_bend(document, dice), dice), schema)
            ends |= {bool(outcome.differences) for outcome in run_scenarios(cases, rules)}
        except ScenariosFaulty as fault:
            ends.add("faulty")
            _assert_says_no_value(str(fault))

    assert {True, False, "faulty"} == ends


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"null", b"{" * 100_000, b"[" * 100_000, b"1" * 10_000, b'{"format": 1, "format": 1}']
)
def test_what_is_no_document_at_all_is_told_so(everybody, text):
    """In both, by the same sentence."""
    with pytest.raises(LoadFaulty):
        load_file(
            everybody.kreis.house("loader"), LoadFile("no.json", text, load_schema_of_loading(), ISSUER), STICHTAG
        )
    with pytest.raises(ScenariosFaulty):
        read_scenarios("no.json", text, load_schema(ROOT))
