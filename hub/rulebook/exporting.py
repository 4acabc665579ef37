"""The rules as a document for data protection officers: German, tagged PDF (PDF/UA-1), and its data.

The same digest makes the same bytes: no date, no name of a machine, one font that comes with the library. PDF/A would
ask for a date, and the rules have none.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

from hub.policy.policies import Bearing, Policy, PolicySet
from hub.rulebook.saying import say_rule
from hub.rulebook.saying_acts import say_act
from hub.rulebook.saying_promises import PromiseSaid
from hub.rulebook.wording import Wording, enumerate_words
from hub.terms.lists import Level, Role

TEMPLATE = Path(__file__).with_name("export.typ")

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """A table with a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """A heading with what stands below it."""

    level: int
    head: str
    texts: tuple[str, ...] = ()
    lines: Lines = ()
    table: Table | None = None


def export_pdf(policies: PolicySet, wording: Wording, promises: Sequence[PromiseSaid] = ()) -> bytes:
    """The document. Raises what the library raises where it would not be accessible."""
    words = wording.words["export"]
    data = {
        "title": words["title"],
        "subtitle": words["subtitle"],
        "page": words["page"],
        "digest": policies.digest,
        "sections": [asdict(section) for section in sections(policies, wording, promises)],
    }
    return typst.compile(
        str(TEMPLATE),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
    )


def sections(policies: PolicySet, wording: Wording, promises: Sequence[PromiseSaid] = ()) -> tuple[Section, ...]:
    """Purpose, digest, roles, every rule, every act, and the promises."""
    words = wording.words["export"]
    return (
        Section(1, words["purpose_head"], (words["purpose"], words["limits"])),
        _edition(policies, wording),
        _roles(policies, wording),
        Section(1, words["rules_head"]),
        *_rules(policies, wording),
        Section(1, words["acts_head"]),
        *(_act(one, policies, wording) for one in sorted(policies.acts)),
        *_promises(promises, wording),
    )


def _edition(policies: PolicySet, wording: Wording) -> Section:
    words = wording.words["export"]
    counts = words["counts"].format(rules=len(policies.policies), acts=len(policies.acts), roles=len(policies.roles))
    return Section(
        1, words["digest_head"], (words["digest"].format(digest=policies.digest), words["digest_use"], counts)
    )


def _roles(policies: PolicySet, wording: Wording) -> Section:
    words = wording.words["export"]
    rows = []
    for role in Role:
        rule = policies.roles[role]
        agencies = enumerate_words(map(wording.agency, sorted(rule.agencies)))
        purposes = enumerate_words(map(wording.purpose, sorted(rule.purposes))) or words["no_purpose"]
        rows.append((wording.role(role), agencies, purposes, wording.words["ties"][rule.tie]))
    fam = words["fam"].format(what=enumerate_words(map(wording.purpose, sorted(policies.fam_purposes))))
    return Section(1, words["roles_head"], (fam,), table=Table(tuple(words["role_columns"]), tuple(rows)))


def _rules(policies: PolicySet, wording: Wording) -> Iterator[Section]:
    words, kinds = wording.words["export"], _kinds(policies.policies)
    for head, rules in zip(("permits_head", "limits_head", "duties_head"), kinds, strict=True):
        yield Section(2, words[head])
        for rule in rules:
            said = say_rule(rule, policies.catalogue, wording)
            yield Section(3, said.id, lines=said.lines)


def _kinds(policies: Iterable[Policy]) -> tuple[list[Policy], list[Policy], list[Policy]]:
    """Permits, limits that lower a level, limits to nothing less; each in the order of their ids."""
    permits, lowering, others = list[Policy](), list[Policy](), list[Policy]()
    for policy in sorted(policies, key=lambda one: one.id):
        if policy.effect is Bearing.PERMIT:
            permits.append(policy)
        else:
            (others if policy.level is Level.FULL else lowering).append(policy)
    return permits, lowering, others


def _act(name: str, policies: PolicySet, wording: Wording) -> Section:
    said = say_act(next(one for act, one in policies.acts.items() if act == name), policies.catalogue, wording)
    return Section(2, said.id, lines=said.lines)


def _promises(promises: Iterable[PromiseSaid], wording: Wording) -> Iterator[Section]:
    words, told = wording.words["export"], list(promises)
    yield Section(1, words["invariants_head"], (words["invariants"] if told else words["no_invariants"],))
    for one in told:
        excepted = tuple((words["except"], reason) for reason in one.excepted)
        yield Section(2, one.id, (one.sentence,), (("Norm", "; ".join(one.norms)), *excepted))
