"""How the result of `make mutate` is read and written down."""

import json
from pathlib import Path

from bench._sections import section, with_section
from tests.mutation.mutants import Change, function_of, read_explained, read_modules, share, table

TEXT = """# Results

by a machine

## `bench.lists`

| a |

## `make mutate`

old

## `bench.policy`

| b |
"""


def test_a_command_rewrites_its_own_section_alone() -> None:
    """Those of the others stay as they are, before and behind it."""
    found = with_section(TEXT, "`make mutate`", ["new", "", "| c |"])

    assert TEXT.replace("old", "new\n\n| c |") == found


def test_a_section_that_is_not_there_comes_last() -> None:
    """And nothing is found of one that nobody wrote."""
    assert TEXT + "\n## other\n\nnew\n" == with_section(TEXT, "other", ["new"])
    assert "" == section(TEXT, "other")
    assert "## `bench.policy`\n\n| b |" == section(TEXT, "`bench.policy`")


def test_a_mutant_that_no_test_calls_has_survived(tmp_path: Path) -> None:
    """Killed, timed out, survived, called by no test, and not asked yet."""
    codes = {"hub.policy.one.x_a__mutmut_1": 1, "m2": -24, "m3": 0, "m4": 33, "m5": None}
    (tmp_path / "one.py.meta").write_text(json.dumps({"exit_code_by_key": codes}))
    (tmp_path / "two.py.meta").write_text(json.dumps({"exit_code_by_key": {}}))

    [module] = read_modules(tmp_path)

    assert ("one", 1, 1, ("m3", "m4"), 1, 4) == (*vars(module).values(), module.asked)
    assert ["| one | 4 | 1 | 1 | 2 | 50.0 % | 1 |", "| **all** | 4 | 1 | 1 | 2 | 50.0 % | 1 |"] == table([module])[2:]
    assert "–" == share(0, 0)


def test_a_mutant_is_known_by_what_it_changes_and_not_by_its_number(tmp_path: Path) -> None:
    """Numbers move with every line of code; a reason stands for a change in a function."""
    file = tmp_path / "survivors.toml"
    file.write_text('[[survivor]]\nfunction = "weigh._layout"\nold = "a"\nnew = "b"\nreason = "the same"\n')

    assert {Change("weigh._layout", "a", "b"): "the same"} == read_explained(file)
    assert "weigh._layout" == function_of("hub.policy.weigh.x__layout__mutmut_12")
    assert "compile.Rule.applies" == function_of("hub.policy.compile.xǁRuleǁapplies__mutmut_3")


def test_every_survivor_is_explained_in_a_sentence() -> None:
    """Why no promise can tell it from the engine."""
    explained = read_explained(Path(__file__).with_name("survivors.toml"))

    assert all(len(reason) > 20 for reason in explained.values())
