"""Why an act may be carried out, in part or not: what it requires, what goes along, what would have to change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hub.policy.act_rules import Requirement
from hub.policy.acts import Attempt, attempt
from hub.policy.because import K_ORDER
from hub.policy.policies import Policy, PolicySet
from hub.rulebook.acting import WeighedAct, weigh_act
from hub.rulebook.judging import Rules
from hub.rulebook.people import Case
from hub.rulebook.saying_acts import say_conditions, say_duty
from hub.rulebook.sheets import who
from hub.rulebook.wording import Wording, instant
from hub.terms.acts import Left
from hub.terms.lists import Effect
from hub.terms.reasons import Reason

Data = dict[str, object]


@dataclass(frozen=True, eq=False)
class ActDerived:
    """One act of a case. `tried` is None where nobody ever may carry it out."""

    case: str
    weighed: WeighedAct
    tried: Attempt | None
    policies: PolicySet


def derive_act(case: Case, rules: Rules) -> ActDerived:
    """Everything that the answer follows from, read off the same rules."""
    weighed = weigh_act(case, rules)
    tried = attempt(rules.policies, weighed.request, weighed.outline, weighed.proposal)
    return ActDerived(case["id"], weighed, tried, rules.policies)


@dataclass(frozen=True, eq=False)
class ActText:
    """An act derived, in words for lawyers and data protection officers. There is no sheet for a family."""

    derived: ActDerived
    wording: Wording

    def text(self) -> str:
        """All of it."""
        request, found = self.derived.weighed.request, self.derived.weighed.found
        rule = self.derived.policies.acts.get(self.derived.weighed.proposal.act)
        asked = {
            "who": who(self.wording, request.principal),
            "purpose": self.wording.purpose(request.purpose),
            "act": self.derived.weighed.proposal.act,
            "at": instant(request.at),
        }
        lines = [self._say("title", case=self.derived.case), "", self._say("question", **asked)]
        if rule is not None:
            lines.append(self._say("act", id=rule.id, reason=rule.reason, norms="; ".join(rule.basis)))
        effect = str(self.wording.words["effects"][found.effect])
        lines.append(self._say("result", effect=effect, reason=self._reason(found.reason)))
        body = self._tried(self.derived.tried) if self.derived.tried else [self._say("nobody")]
        return "\n".join([*lines, "", *body, *self._outcome(), "", self._say("no_sheet")])

    def _tried(self, tried: Attempt) -> Iterator[str]:
        yield from self._under("closed", map(self._policy, tried.closed))
        yield self._say("lets", said=self._say("lets_yes" if tried.lets else "lets_no"))
        yield from self._under("met", map(self._requirement, tried.met))
        yield from self._under("unmet", map(self._requirement, tried.unmet))

    def _outcome(self) -> Iterator[str]:
        found = self.derived.weighed.found
        yield from self._under("shown", found.shown)
        yield from self._under("withheld", map(self._left, found.withheld))
        yield from self._under("duties", (say_duty(duty, self.wording) for duty in found.duties))
        yield from self._under("change", self._change())

    def _change(self) -> Iterator[str]:
        tried, found = self.derived.tried, self.derived.weighed.found
        if tried is None:
            yield self._say("never")
            return
        if tried.closed or not tried.lets:
            yield self._say("must_who")
        yield from (self._say("must", when=self._when(part)) for part in tried.unmet)
        if found.effect is Effect.REDACT or (found.effect is Effect.DENY and not (tried.closed or tried.unmet)):
            if tried.lets:
                yield self._say("apart")
        elif found.effect is not Effect.DENY:
            yield self._say("enough")

    def _policy(self, policy: Policy) -> str:
        return self._say("act", id=policy.id, reason=policy.reason, norms="; ".join(policy.basis))

    def _requirement(self, part: Requirement) -> str:
        return self._say("requires", reason=part.reason, norms="; ".join(part.basis), when=self._when(part))

    def _when(self, part: Requirement) -> str:
        return say_conditions(part.when, part.unless, self.wording)

    def _left(self, left: Left) -> str:
        return self._say("left", name=left.name, reason=self._reason(left.reason))

    def _reason(self, reason: Reason) -> str:
        said = self.wording.words["reasons"].get(reason, {}).get("said")
        return str(said) if said else str(self.wording.words["act_reasons"][reason])

    def _under(self, heading: str, lines: Iterable[str]) -> Iterator[str]:
        found = list(lines)
        if found:
            yield f"{self._say(heading)}:"
            yield from (f"  {line}" for line in found)

    def _say(self, key: str, **facts: str) -> str:
        return str(self.wording.words["act_derivation"][key]).format(**facts)


def act_as_data(derived: ActDerived) -> Data:
    """The same for programs: ids of the closed lists, no words."""
    found, tried = derived.weighed.found, derived.tried
    parts = {"met": tried.met, "unmet": tried.unmet} if tried else {}
    return {
        "case": derived.case,
        "at": derived.weighed.request.at.isoformat(),
        "act": derived.weighed.proposal.act,
        "purpose": derived.weighed.request.purpose.value,
        "decision": found.effect.value,
        "reason": found.reason.value,
        "closed": [policy.id for policy in tried.closed] if tried else [],
        **{name: [_requirement_data(part) for part in some] for name, some in parts.items()},
        "shown": list(found.shown),
        "withheld": [{"name": left.name, "reason": left.reason.value} for left in found.withheld],
        "duties": list(found.duties),
    }


def _requirement_data(part: Requirement) -> Data:
    return {
        "says": part.says.value,
        "order": K_ORDER[part.says],
        "when": list(part.when),
        "unless": list(part.unless),
        "norms": list(part.basis),
    }
