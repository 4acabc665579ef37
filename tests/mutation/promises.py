"""The written promises: cases with whole families, and the examples that stand in the files of rules and acts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from hub.policy.act_cases import meets, run_act_case
from hub.policy.cases import run_case as run_example
from hub.policy.compile import BITS, program
from hub.policy.policies import PolicySet
from hub.rulebook.judging import Rules
from hub.rulebook.scenarios import load_rules, run_case
from hub.terms.access import Act
from hub.terms.ids import FieldId
from hub.terms.lists import Agency, Purpose, Role
from tests.policy.worlds import POLICIES, ROOT
from tests.rulebook.written import cases_in, files


@dataclass(frozen=True)
class Promise:
    """One case or example; `file` is the rule or act in whose file it stands, nothing for a case of its own."""

    name: str
    file: str
    is_kept: Callable[[PolicySet], bool]


@cache
def promises() -> tuple[Promise, ...]:
    """All of them: examples first, since they are the quickest to ask, then the cases that single rules are about."""
    return (
        *_of_rules(),
        *_of_acts(),
        Promise("rules alone shut a note that no consent names", "", _shuts_unnamed_notes),
        *_of_cases(),
    )


def noticing(policies: PolicySet, asked: tuple[Promise, ...]) -> str:
    """The first promise that these rules break; nothing if they keep them all."""
    return next((promise.name for promise in asked if not promise.is_kept(policies)), "")


def _of_rules() -> Iterator[Promise]:
    for rule in POLICIES.policies:
        for case in rule.cases:
            kept = lambda policies, case=case: run_example(policies, case).meets(case)  # noqa: E731  # one for each, bound to its case
            yield Promise(f"{rule.id}: {case.name}", rule.id, kept)


def _of_acts() -> Iterator[Promise]:
    for act in POLICIES.acts.values():
        for case in act.cases:
            kept = lambda policies, act=act, case=case: meets(case, run_act_case(policies, act, case))  # noqa: E731  # one for each, bound to its case
            yield Promise(f"{act.id}: {case.name}", act.id, kept)


def _of_cases() -> Iterator[Promise]:
    rules = load_rules(ROOT, POLICIES)
    for name in sorted(files(), key=lambda name: name != "cases-rules"):
        for case in cases_in(name):
            kept = lambda policies, case=case: not run_case(case, Rules(policies, rules.standard_consent))  # noqa: E731  # one for each, bound to its case
            yield Promise(case["id"], "", kept)


def _shuts_unnamed_notes(policies: PolicySet) -> bool:
    """Even if the engine did not ask of each note whether a consent names it (Art. 7 GDPR)."""
    compiled = program(policies, Act.DISCLOSE, Agency.JUGENDAMT, Role.ASD_WORKER, Purpose.FAM_JOINT_SUPPORT)
    note = 1 << policies.catalogue.by_id[FieldId("sgb2_counselling_note")].bit
    held = sum(BITS[name] for name in ("has-mandate", "fam-is-open", "owner-is-another", "source-is-open"))
    return any(rule.blocked & note and rule.applies(held) for rule in compiled.rules)
