"""Rules about anything but the family record: a resource type is one file in `policies/resources/`, loaded as data.

Permitted is what some permit permits and no prohibition forbids; what a rule asks for and nobody said is not so. A
property that the file knows is as the file says, unless the asker says otherwise: whoever asks enforces the answer.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from hub.policy.faults import Place, PolicyFaulty
from hub.terms.authzen import Deed, Inquiry, Properties, Verdict

FOLDER = "resources"
_SCHEMA = Path(__file__).parents[2] / "schemas" / "resource-type.schema.json"


@dataclass(frozen=True)
class ResourceRule:
    """One rule. It applies to these actions where each path of `when` has one of its values."""

    id: str
    permits: bool
    actions: frozenset[str]
    when: Mapping[str, tuple[object, ...]]
    basis: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class ResourceType:
    """All that is known of one type: its rules, and the subjects and resources that a search may find."""

    type: str
    subject_type: str
    actions: tuple[str, ...]
    subjects: Mapping[str, Properties]
    resources: Mapping[str, Properties]
    rules: tuple[ResourceRule, ...]
    digest: str = ""


def load_resource_types(folder: Path) -> Mapping[str, ResourceType]:
    """The types of a policy folder, by name. Raises PolicyFaulty, which names the file and what would be right."""
    types: dict[str, ResourceType] = {}
    for path in sorted((folder / FOLDER).glob("*.toml")):
        found = _read(Place(f"{folder.name}/{FOLDER}/{path.name}", path.read_text(encoding="utf-8")))
        if found.type in types:
            raise PolicyFaulty(f"{folder.name}/{FOLDER}/{path.name}: type: another file has this type")
        types[found.type] = found
    return types


def evaluate(kind: ResourceType | None, inquiry: Inquiry) -> Verdict:
    """The decision on one question; an unknown type, and a subject of another type, is no."""
    if kind is None or inquiry.subject.type != kind.subject_type or inquiry.action.name not in kind.actions:
        return Verdict(permitted=False, context={"reason": "no_rule"})
    facts = _facts(kind, inquiry)
    applying = [rule for rule in kind.rules if _applies(rule, inquiry.action, facts)]
    against = [rule for rule in applying if not rule.permits]
    deciding = against or applying
    context = {"reason": deciding[0].reason, "norms": _norms(deciding)} if deciding else {"reason": "no_rule"}
    return Verdict(permitted=bool(applying) and not against, context=context)


def candidates(kind: ResourceType | None, inquiry: Inquiry, open_part: str) -> Iterator[tuple[str, Inquiry]]:
    """Every question that a search stands for, in order: `open_part` is subject, resource or action."""
    if kind is None:
        return
    if open_part == "action":
        yield from ((name, replace(inquiry, action=Deed(name, inquiry.action.properties))) for name in kind.actions)
    elif open_part == "subject":
        for name in sorted(kind.subjects):
            yield name, replace(inquiry, subject=inquiry.subject._replace(id=name))
    else:
        for name in sorted(kind.resources):
            yield name, replace(inquiry, resource=inquiry.resource._replace(id=name))


def _facts(kind: ResourceType, inquiry: Inquiry) -> Mapping[str, object]:
    subject, resource, action = inquiry.subject, inquiry.resource, inquiry.action
    facts: dict[str, object] = {"subject.id": subject.id, "resource.id": resource.id}
    known = {"subject": kind.subjects.get(subject.id, {}), "resource": kind.resources.get(resource.id, {})}
    said = {"subject": subject.properties, "resource": resource.properties, "action": action.properties}
    for part in ("subject", "resource", "action"):
        for name, value in {**known.get(part, {}), **said[part]}.items():
            facts[f"{part}.properties.{name}"] = value
    return facts


def _applies(rule: ResourceRule, action: Deed, facts: Mapping[str, object]) -> bool:
    return action.name in rule.actions and all(
        any(_same(facts.get(path), value) for value in values) for path, values in rule.when.items()
    )


def _same(said: object, value: object) -> bool:
    """Of the same type: the word "true" is not true, and 1 is not either."""
    return type(said) is type(value) and said == value


def _norms(rules: list[ResourceRule]) -> list[str]:
    return list(dict.fromkeys(norm for rule in rules for norm in rule.basis))


def _read(place: Place) -> ResourceType:
    try:
        document = tomllib.loads(place.text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyFaulty(f"{place.name}: not TOML: {error}") from error
    wrong = best_match(_validator().iter_errors(document))
    if wrong is not None:
        keys = [str(key) for key in wrong.absolute_path]
        raise place.fault(keys[0] if keys else "", f"{'.'.join(keys) or 'the file'}: {wrong.message}")
    return ResourceType(
        type=document["type"],
        subject_type=document["subject_type"],
        actions=tuple(document["actions"]),
        subjects={row["id"]: row.get("properties", {}) for row in document.get("subject", ())},
        resources={row["id"]: row.get("properties", {}) for row in document.get("resource", ())},
        rules=tuple(_rule(place, row, document["actions"]) for row in document["rule"]),
        digest=sha256(place.text.encode()).hexdigest(),
    )


def _rule(place: Place, row: Mapping[str, Any], actions: list[str]) -> ResourceRule:
    unknown = sorted(set(row["actions"]) - set(actions))
    if unknown:
        raise place.fault("actions", f'rule "{row["id"]}": action "{unknown[0]}" is not among the actions of the type')
    when = {path: tuple(value) if isinstance(value, list) else (value,) for path, value in row.get("when", {}).items()}
    return ResourceRule(
        row["id"], row["effect"] == "permit", frozenset(row["actions"]), when, tuple(row["basis"]), row["reason"]
    )


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(_SCHEMA.read_text(encoding="utf-8")))
