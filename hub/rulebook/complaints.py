"""What `hub policy check` finds, a German sentence each: which promise breaks by which rule, which rule is vain."""

from collections.abc import Iterator
from dataclasses import dataclass

from hub.policy.compile import BITS
from hub.policy.flaws import Flaw, Flawed
from hub.policy.policies import Policy, PolicySet, Promise
from hub.policy.prove import Broken
from hub.rulebook.wording import Wording, enumerate_words
from hub.terms.ids import FieldId, PolicyId


@dataclass(frozen=True, eq=False)
class Complaints:
    """Puts findings about one set of rules into words."""

    policies: PolicySet
    wording: Wording

    def broken(self, found: Broken) -> str:
        """Which promise, by which rule, and the example: field, level, who, for what, and where."""
        if found.question is None:
            return self._say("wrong_sight", found, condition=self.wording.condition(found.word))
        question, wording = found.question, self.wording
        return self._say(
            "undue" if found.promise.duty else "broken",
            found,
            field=self._field(found.field),
            level=wording.level(found.level),
            duty=wording.duty(found.promise.duty) if found.promise.duty else "",
            who=f"{wording.role(question.role)}, {wording.agency(question.agency)}",
            act=str(wording.words["acts"][question.act]),
            purpose=f"„{wording.purpose(question.purpose)}“",
            when=self._when(found),
        )

    def flawed(self, found: Flawed) -> str:
        """What is wrong with a rule, with fields, or with a line of the table of functions."""
        words = {
            "rule": found.policy.id if found.policy else "",
            "fields": enumerate_words(f"„{self._field(one)}“" for one in found.fields),
            "role": f"„{self.wording.role(found.role)}“" if found.role else "",
            "purpose": f"„{self.wording.purpose(found.purpose)}“" if found.purpose else "",
        }
        key = found.flaw.value.replace(" ", "_")
        part = "_in_part" if found.flaw is Flaw.CONTRADICTED and found.fields else ""
        return str(self.wording.words["check"][key + part]).format(**words)

    def given_up(self, promise: Promise) -> str:
        """A promise in force that this set does not make, or makes weaker."""
        return str(self.wording.words["check"]["given_up"]).format(promise=promise.id, sentence=promise.sentence)

    def lost(self, name: PolicyId) -> str:
        """Rules are in force, and what they promise cannot be read."""
        return str(self.wording.words["check"]["lost"]).format(promise=name)

    def needless(self, name: PolicyId) -> str:
        """It is to be given up, and does not end by this set, or is no promise."""
        return str(self.wording.words["check"]["needless"]).format(promise=name)

    def unreasoned(self, name: PolicyId) -> str:
        """It is to be given up without a reason worth the name."""
        return str(self.wording.words["check"]["unreasoned"]).format(promise=name)

    def _say(self, key: str, found: Broken, **words: str) -> str:
        promise = {"promise": found.promise.id, "sentence": found.promise.sentence, "rule": found.permit.id}
        return str(self.wording.words["check"][key]).format(**promise, **words)

    def _when(self, found: Broken) -> str:
        """Of the example's conditions those which the rules concerned name: nobody reads all of them."""
        concerned = (found.permit, found.promise.limit, *(rule.policy for rule in found.near))
        clauses = list(dict.fromkeys(clause for one in concerned for clause in self._clauses(one, found)))
        return str(self.wording.words["check"]["when"]).format(what=enumerate_words(clauses)) if clauses else ""

    def _clauses(self, policy: Policy, found: Broken) -> Iterator[str]:
        for name in (*policy.when, *policy.unless):
            if BITS.get(name, 0) & found.state.held:
                yield self.wording.condition(name)
            elif BITS.get(name, 0) & found.state.absent:
                yield self.wording.lacking(name)

    def _field(self, name: FieldId | None) -> str:
        return next((field.label for field in self.policies.catalogue.fields if field.id == name), "")
