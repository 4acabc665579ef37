"""A file of cases on the command line: what is printed, and how it ends."""

import json

import pytest
from click.testing import CliRunner

from hub.cli.commands import hub

from .books import PUBLIC, public_cases


def run(path):
    """`hub scenarios run`."""
    done = CliRunner().invoke(hub, ["scenarios", "run", str(path)])
    return done.exit_code, done.stdout.splitlines(), done.stderr


def written(tmp_path, document):
    """A file that holds this."""
    path = tmp_path / "cases.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return path


def of(*cases):
    """A document of cases."""
    return {"format": 1, "cases": list(cases)}


def test_every_case_has_a_line_and_the_last_one_counts():
    """`S011 ok` and the others, then `90 passed, 0 failed`; status 0."""
    status, lines, errors = run(PUBLIC)

    assert 0 == status
    assert not errors
    assert "S011 ok" in lines
    assert len(public_cases()) + 1 == len(lines)
    passed = sum(line.endswith(" ok") for line in lines)
    assert f"{passed} passed, {len(public_cases()) - passed} failed" == lines[-1]


def test_a_file_in_which_all_is_as_expected_ends_well(tmp_path):
    """Status 0."""
    status, lines, _ = run(written(tmp_path, of(public_cases()["S011"])))

    assert (0, ["S011 ok", "1 passed, 0 failed"]) == (status, lines)


def test_a_case_that_differs_names_what_and_by_which_rule(tmp_path):
    """Decision, expected decision, reason and the deciding rule."""
    case = public_cases()["S015"]
    hoped = {
        **case,
        "expect": {"decision": "permit", "reason": "consent", "level": "full", "duties": ["purpose_bound"]},
    }

    status, [line, _], _ = run(written(tmp_path, of(hoped)))

    assert 1 == status
    assert line.startswith("S015 differs: decision deny, expected permit; reason child_protection; level none")
    assert "duties nothing, missing purpose_bound" in line
    assert line.endswith("; rule child-protection-stays")


def test_a_case_with_another_reason_says_which_was_expected(tmp_path):
    """The decision is right and its reason is not."""
    case = {**public_cases()["S003"], "expect": {"decision": "deny", "reason": "entrusted"}}

    _, [line, _], _ = run(written(tmp_path, of(case)))

    assert "S003 differs: decision deny; reason not_assigned, expected entrusted; rule assigned-only" == line


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ("{", "line 1, column 2: not JSON"),
        ("[]", "the whole document"),
        ('{"format": 1, "format": 1, "cases": []}', "a key stands twice"),
        ({"format": 2, "cases": []}, "format: must be 1"),
        (of({"id": "S001"}), "cases[0]: needs"),
        (of({**public_cases()["S001"], "why": 1}), "cases[0]: has a key that is not known here"),
        (of({**public_cases()["S001"], "at": "2026-11-23T25:00:00+01:00"}), "cases[0].at"),
        (of({**public_cases()["S001"], "family": {"exit_date": "2026-02-30"}}), "cases[0].family.exit_date"),
        (of({**public_cases()["S001"], "principals": {}}), "cases[0].ask.principal: no such principal"),
        (of({**public_cases()["S001"], "persons": {}}), "cases[0].ask.about: no such person"),
        (of({**public_cases()["S011"], "persons": {}}), "cases[0].consents.c1.for: no such person"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_what_is_no_file_of_cases_is_told_with_its_place(tmp_path, document, place):
    """Status 2, nothing run, no traceback."""
    status, lines, errors = run(written(tmp_path, document))

    assert (2, []) == (status, lines)
    assert place in errors


def test_a_file_that_is_not_there_runs_no_case(tmp_path):
    """Status 2: it is not that a case differs."""
    status, lines, errors = run(tmp_path / "none.json")

    assert (2, []) == (status, lines)
    assert errors.startswith("hub: ")
