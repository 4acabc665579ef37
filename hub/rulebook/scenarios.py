"""Running a file of written cases: one line a case, and how many are as expected."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hub.policy.policies import PolicySet
from hub.rulebook.acting import answer_act
from hub.rulebook.comparing import compare
from hub.rulebook.judging import Rules, answer
from hub.rulebook.people import Case
from hub.rulebook.references import broken_references
from hub.terms.documents import Document, DocumentFaulty, read_document


class ScenariosFaulty(DocumentFaulty):
    """The file is no file of cases; none was run."""


@dataclass(frozen=True)
class Outcome:
    """How one case came out. `differences` says where it is not as expected; nothing if it is."""

    case: str
    differences: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The line that is printed."""
        return f"{self.case} differs: {'; '.join(self.differences)}" if self.differences else f"{self.case} ok"


def load_rules(home: Path, policies: PolicySet) -> Rules:
    """The rules with the standard consent of the vocabulary, which is meant where a case is silent."""
    vocabulary = tomllib.loads((home / "schemas" / "vocabulary.toml").read_text(encoding="utf-8"))
    return Rules(policies, vocabulary["standard_consent"])


def load_schema(home: Path) -> Document:
    """The shape of a file of cases."""
    schema: Document = json.loads((home / "schemas" / "scenario.schema.json").read_text(encoding="utf-8"))
    return schema


def read_scenarios(file: str, text: bytes, schema: Document) -> tuple[Case, ...]:
    """The cases of a file that fits the schema, and in which every name means something. Else ScenariosFaulty."""
    cases = tuple(read_document(file, text, schema, ScenariosFaulty)["cases"])
    errors = [f"cases[{number}].{fault}" for number, case in enumerate(cases) for fault in broken_references(case)]
    if errors:
        raise ScenariosFaulty(file, errors)
    return cases


def run_scenarios(cases: tuple[Case, ...], rules: Rules) -> Iterator[Outcome]:
    """Judge each case by itself; a case knows nothing of another."""
    for case in cases:
        yield Outcome(case["id"], run_case(case, rules))


def run_case(case: Case, rules: Rules) -> tuple[str, ...]:
    """Where one case differs."""
    return compare(case, answer_act(case, rules) if "act" in case["ask"] else answer(case, rules))
