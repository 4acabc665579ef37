"""OPA, in process: a package for each agency, role and purpose, consents as sets; JSON by orjson.

The layout is the fastest of those tried: fewer rules a query than one package or one an agency. The wrapper's own JSON
is passed by through its handle.
"""

import ctypes
import json
from collections import defaultdict

import orjson
from opa_bindings import OpaEngine

from bench.peers.plain import Asked, Plain

_RESULT = """
open_to(p) := {f | some c in p.opened; some f in c}
shut(p) := locked if p.locked else := set()
shown := [[f | some f in ((full | (consentable & open_to(p))) - denied) - shut(p)] | some p in input.persons]
"""


class Opa:
    """The rules as Rego."""

    name = "opa"

    def __init__(self, rules: list[Plain]) -> None:
        self._engine = OpaEngine()
        self._packages = set()
        sliced: dict[tuple[str, str, str], list[Plain]] = defaultdict(list)
        for rule in rules:
            for role in rule.roles:
                for purpose in rule.purposes:
                    sliced[rule.agency, role, purpose].append(rule)
        for place, meant in sliced.items():
            package = ".".join(place)
            self._engine.add_policy(f"{package}.rego", _module(package, meant))
            self._packages.add(package)

    def decide(self, asked: Asked) -> set[tuple[str, str]]:
        """The cells that are shown, as person and field."""
        package = f"{asked.agency}.{asked.role}.{asked.purpose}"
        if package not in self._packages:
            return set()
        persons = [{"locked": locked, "opened": opened} for _, locked, opened in asked.persons]
        shown = self._ask(package, {"facts": dict.fromkeys(asked.facts, True), "persons": persons})
        return {(person, field) for (person, *_), fields in zip(asked.persons, shown, strict=True) for field in fields}

    def ask(self, asked: Asked) -> list[list[str]]:
        """The bare answer, for timing."""
        package = f"{asked.agency}.{asked.role}.{asked.purpose}"
        if package not in self._packages:
            return []
        persons = [{"locked": locked, "opened": opened} for _, locked, opened in asked.persons]
        return self._ask(package, {"facts": dict.fromkeys(asked.facts, True), "persons": persons})

    def _ask(self, package: str, question: dict[str, object]) -> list[list[str]]:
        engine = self._engine
        document = f"{package}.shown".encode()
        pointer = engine._lib.OpaEvalDocument(engine._handle, document, orjson.dumps(question), 0, 0)
        try:
            envelope = orjson.loads(ctypes.string_at(pointer))
        finally:
            engine._lib.OpaFreeString(pointer)
        if envelope.get("error"):
            raise RuntimeError(json.dumps(envelope["error"]))
        shown: list[list[str]] = envelope["result"][0]["expressions"][0]["value"]
        return shown


def _module(package: str, rules: list[Plain]) -> str:
    parts = [f"package {package}", "import rego.v1"]
    for name, kind, locked in (("full", "full", None), ("consentable", "consent", None),
                               ("denied", "limit", False), ("locked", "limit", True)):  # fmt: skip
        meant = [r for r in rules if r.kind == kind and (locked is None or ("address-is-locked" in r.needs) is locked)]
        sets = []
        for number, rule in enumerate(meant):
            facts = [f'input.facts["{need}"]' for need in rule.needs if need != "address-is-locked"]
            fields = "{" + ", ".join(f'"{field}"' for field in rule.fields) + "}" if rule.fields else "set()"
            set_name = f"{name}_{number}"
            parts.append(f"default {set_name} := set()")
            parts.append(f"{set_name} := {fields}" + (" if {\n" + "\n".join(facts) + "\n}" if facts else " if true"))
            sets.append(set_name)
        parts.append(f"{name} := " + (" | ".join(sets) if sets else "set()"))
    return "\n".join(parts) + "\n" + _RESULT
