"""Cedar through cedarpy: policies sliced by agency, role and purpose, one request for each person and group of fields.

Cedar answers yes or no to one request and has no loops over consents, so the host turns consents into the set of groups
that are opened. Groups are fields that no rule tells apart; parsed policies and entities are kept.
"""

from collections import defaultdict

from cedarpy import Decision, Entities, PolicySet, is_authorized_batch

from bench.peers.plain import Asked, Names, Plain, groups

_ACTION = {"type": "Action", "id": "read"}


class Cedar:
    """The rules as Cedar policies."""

    name = "cedar"

    def __init__(self, rules: list[Plain], categories: list[Names]) -> None:
        self._entities = Entities.from_json_str("[]")
        sliced: dict[tuple[str, str, str], list[Plain]] = defaultdict(list)
        for rule in rules:
            for role in rule.roles:
                for purpose in rule.purposes:
                    sliced[rule.agency, role, purpose].append(rule)
        self._slices = {place: _slice(meant, categories) for place, meant in sliced.items()}

    def decide(self, asked: Asked) -> set[tuple[str, str]]:
        """The cells that are shown, as person and field."""
        return {(person, field) for person, group in self.ask(asked) for field in group}

    def ask(self, asked: Asked) -> list[tuple[str, Names]]:
        """The permitted groups, for timing."""
        place = (asked.agency, asked.role, asked.purpose)
        if place not in self._slices:
            return []
        policies, concerned = self._slices[place]
        who = {"type": "User", "id": asked.role}
        facts = {fact.replace("-", "_"): fact in asked.facts for fact in _FACTS}
        requests: list[dict[str, object]] = []
        meant: list[tuple[str, Names]] = []
        for person, locked, opened in asked.persons:
            held = {field for fields in opened for field in fields}
            for number, group in enumerate(concerned):
                context = {**facts, "address_is_locked": locked, "open": group[0] in held}
                requests.append({"principal": who, "action": _ACTION, "resource": {"type": "G", "id": str(number)},
                                 "context": context})  # fmt: skip
                meant.append((person, group))
        answers = is_authorized_batch(requests, policies, self._entities) if requests else []
        return [one for one, answer in zip(meant, answers, strict=True) if answer.decision is Decision.Allow]


def _slice(rules: list[Plain], categories: list[Names]) -> tuple[PolicySet, list[Names]]:
    concerned = {field for rule in rules for field in rule.fields}
    found = [group for group in groups(rules, categories) if group[0] in concerned]
    return PolicySet.from_str("\n".join(_policy(rule, found) for rule in rules)), found


def _policy(rule: Plain, found: list[Names]) -> str:
    numbers = [number for number, group in enumerate(found) if group[0] in rule.fields]
    effect = "forbid" if rule.kind == "limit" else "permit"
    within = ", ".join(f'G::"{number}"' for number in numbers)
    needs = [f"context.{need.replace('-', '_')}" for need in rule.needs]
    needs += ["context.open"] if rule.kind == "consent" else []
    clause = " && ".join([*needs, f"[{within}].contains(resource)"])
    return f"{effect} (principal, action, resource) when {{ {clause} }};"


_FACTS = ("has-mandate", "is-deputy", "takes-part-in-personnel-decisions", "fam-is-open")
