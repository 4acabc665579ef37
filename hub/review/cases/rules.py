"""What the rules of `policies/review` say of themselves, for cards and cases. How they look is not known here."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from hub.terms.cases import RuleText


def read_rule_texts(folder: Path) -> Mapping[str, RuleText]:
    """By the name of the rule; of files that are no rule nothing. What is wrong with one the evaluation says."""
    found: dict[str, RuleText] = {}
    for path in sorted(folder.glob("*.toml")):
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        if "sentence" in said and "id" in said:
            found[said["id"]] = RuleText(
                said.get("title", said["id"]), said["sentence"], said.get("against", ""), tuple(said.get("basis", ()))
            )
    return found
