"""What the rules of the review say of themselves, for cards and cases."""

from collections.abc import Mapping
from pathlib import Path

from hub.review.watch.rules import load_rules
from hub.terms.cases import RuleText


def rule_texts(home: Path) -> Mapping[str, RuleText]:
    """By the name of the rule. Raises PolicyFaulty where a file is not right."""
    return {
        rule.id: RuleText(rule.title, rule.sentence, rule.against, rule.basis, rule.within) for rule in load_rules(home)
    }
