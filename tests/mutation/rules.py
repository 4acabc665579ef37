"""Rule sets with one thing wrong: a file that is missing, or a condition that says the opposite."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from hub.policy.policies import PolicySet


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong, and the rules with it. `file` is the id of the rule or act that was touched."""

    what: str
    file: str
    policies: PolicySet


def each_removed(policies: PolicySet) -> Iterator[Wrong]:
    """The rules without one file, for each file of a rule or of an act."""
    for rule in policies.policies:
        left = tuple(other for other in policies.policies if other is not rule)
        yield Wrong(f"{rule.id} removed", rule.id, replace(policies, policies=left))
    for act in policies.acts.values():
        acts = {name: other for name, other in policies.acts.items() if other is not act}
        yield Wrong(f"{act.id} removed", act.id, replace(policies, acts=acts))


def each_negated(policies: PolicySet) -> Iterator[Wrong]:
    """The rules with one condition turned round, for each name in each `when` and `unless`, of acts too."""
    for number, rule in enumerate(policies.policies):
        for what, changed in _turned(rule):
            rules = (*policies.policies[:number], changed, *policies.policies[number + 1 :])
            yield Wrong(f"{rule.id}: {what}", rule.id, replace(policies, policies=rules))
    for name, act in policies.acts.items():
        for what, changed in _acts(act):
            yield Wrong(f"{act.id}: {what}", act.id, replace(policies, acts={**policies.acts, name: changed}))


def _turned(part: Any) -> Iterator[tuple[str, Any]]:
    for name in part.when:
        rest = tuple(other for other in part.when if other != name)
        unless = (*getattr(part, "unless", ()), name)
        yield f"when {name}", replace(part, when=rest, unless=unless)
    for name in part.unless:
        rest = tuple(other for other in part.unless if other != name)
        yield f"unless {name}", replace(part, when=(*part.when, name), unless=rest)


def _acts(act: Any) -> Iterator[tuple[str, Any]]:
    for key in ("requires", "left_out", "duties"):
        parts = getattr(act, key)
        for number, part in enumerate(parts):
            for what, changed in _turned(part):
                others = (*parts[:number], changed, *parts[number + 1 :])
                yield f"{key} {number + 1} {what}", replace(act, **{key: others})
    if act.otherwise is not None:  # no `unless` there: where it held, it now never does; where it did not, it does
        yield "otherwise never", replace(act, otherwise=None)
        yield "otherwise always", replace(act, otherwise=replace(act.otherwise, when=()))
