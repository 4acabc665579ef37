"""pycasbin: the rules written out for each place and field, so that its fast enforcer finds few lines for a cell."""

from casbin import FastEnforcer
from casbin.model import FastModel

from bench.peers.plain import Asked, Plain

_MODEL = """
[request_definition]
r = place, field, facts, opened
[policy_definition]
p = place, field, kind, needs, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = r.place == p.place && r.field == p.field && holds(p.kind, p.needs, r.facts, r.opened, r.field)
"""


class Casbin:
    """One call for each cell."""

    name = "casbin"

    def __init__(self, rules: list[Plain], fields: list[str]) -> None:
        model = FastModel([0, 1])
        model.load_model_from_text(_MODEL)
        self._fields = fields
        self._engine = FastEnforcer(model, enable_log=False, cache_key_order=[0, 1])
        self._engine.add_function("holds", _holds)
        for rule in rules:
            effect = "deny" if rule.kind == "limit" else "allow"
            for role in rule.roles:
                for purpose in rule.purposes:
                    place = f"{rule.agency}/{role}/{purpose}"
                    lines = [
                        (place, field, rule.kind, "|".join((rule.id, *rule.needs)), effect) for field in rule.fields
                    ]
                    for line in lines:
                        model.add_policy("p", "p", line)

    def decide(self, asked: Asked) -> set[tuple[str, str]]:
        """The cells that are shown, as person and field."""
        place = f"{asked.agency}/{asked.role}/{asked.purpose}"
        shown = set()
        for person, locked, opened in asked.persons:
            facts = asked.facts | {"address-is-locked"} if locked else asked.facts
            held = frozenset(field for fields in opened for field in fields)
            for field in self._fields:
                if self._engine.enforce(place, field, facts, held):
                    shown.add((person, field))
        return shown

    ask = decide


def _holds(kind: str, needs: str, facts: frozenset[str], opened: frozenset[str], field: str) -> bool:
    _, *needed = needs.split("|")
    return facts.issuperset(needed) and (kind != "consent" or field in opened)
