"""An act of `policies/acts` in words: who may carry it out, for what, with what, and what is left out."""

from collections.abc import Iterator
from dataclasses import dataclass

from hub.policy.act_rules import ActRule, Duty, LeftOut, Requirement
from hub.rulebook.saying import say_fields
from hub.rulebook.wording import Wording, enumerate_words
from hub.terms.catalogue import Catalogue


@dataclass(frozen=True)
class ActSaid:
    """One act, ready to be read aloud: heading and text, in the order of a rule."""

    id: str
    lines: tuple[tuple[str, str], ...]


def say_act(act: ActRule, catalogue: Catalogue, wording: Wording) -> ActSaid:
    """The act in words. Says what stands in the file."""
    return ActSaid(act.id, tuple(_ActWords(act, catalogue, wording).lines()))


def say_conditions(when: tuple[str, ...], unless: tuple[str, ...], wording: Wording) -> str:
    """„wenn … und …, außer wenn … oder …“."""
    parts = [f"wenn {enumerate_words(_condition(name, wording) for name in when)}"] if when else []
    parts += [f"außer wenn {enumerate_words((_condition(name, wording) for name in unless), 'oder')}"] if unless else []
    return ", ".join(parts)


def say_duty(duty: str, wording: Wording) -> str:
    """What has to be done with an act, or with what it carries."""
    return str({**wording.words["duties"], **wording.words["act_duties"]}[duty])


def _condition(name: str, wording: Wording) -> str:
    said = wording.words["act_conditions"].get(name)
    return str(said) if said else wording.condition(name)


@dataclass(frozen=True)
class _ActWords:
    act: ActRule
    catalogue: Catalogue
    wording: Wording

    def lines(self) -> Iterator[tuple[str, str]]:
        act = self.act
        yield "Norm", "; ".join(act.basis)
        yield "Warum", act.reason
        yield "Wer", self._who()
        yield "Wofür", self._purposes()
        yield "Was", self._say("names", what=self.wording.words["names"][act.names])
        when = list(self._when())
        yield from (("Wann", line) for line in when or [self._say("always")])
        yield from (("Entfällt", self._left_out(part)) for part in act.left_out)
        yield from (("Pflicht", self._duty(part)) for part in act.duties)

    def _who(self) -> str:
        if self.act.never:
            return self._say("never")
        return enumerate_words(map(self.wording.role, sorted(self.act.roles))) or self._say("everybody")

    def _purposes(self) -> str:
        if self.act.never_for:
            return self._say("but", what=enumerate_words(map(self.wording.purpose, sorted(self.act.never_for))))
        return enumerate_words(map(self.wording.purpose, sorted(self.act.purposes))) or self._say("any_purpose")

    def _when(self) -> Iterator[str]:
        act = self.act
        yield from map(self._requirement, act.requires)
        if act.at_most is not None:
            facts = {"count": str(len(act.at_most.words)), "reason": act.at_most.reason}
            yield self._say("at_most", **facts, norms="; ".join(act.at_most.basis))
        if act.otherwise is not None:
            when = self._conditions(act.otherwise.when, ())
            norms = "; ".join(act.otherwise.basis)
            yield self._say("otherwise", when=when, reason=act.otherwise.reason, norms=norms)
        if act.smallest:
            yield self._say("smallest", number=str(act.smallest))

    def _requirement(self, part: Requirement) -> str:
        agencies = enumerate_words(map(self.wording.agency, sorted(part.agencies)))
        whom = self._say("whom", what=agencies) if agencies else ""
        when = self._conditions(part.when, part.unless)
        return self._say("requires", when=when, whom=whom, reason=part.reason, norms="; ".join(part.basis))

    def _left_out(self, part: LeftOut) -> str:
        what = say_fields(part.fields, self.catalogue, self.wording)
        when = self._conditions(part.when, part.unless) or self._say("always")
        return self._say("left_out", what=what, when=when, reason=part.reason, norms="; ".join(part.basis))

    def _duty(self, part: Duty) -> str:
        said = say_duty(part.duty, self.wording)
        when = self._conditions(part.when, part.unless)
        agencies = enumerate_words(map(self.wording.agency, sorted(part.agencies)))
        conditions = [when] if when else []
        conditions += [self._say("whom", what=agencies).removeprefix(", ")] if agencies else []
        return self._say("duty", duty=said, when=f" ({', '.join(conditions)})" if conditions else "")

    def _conditions(self, when: tuple[str, ...], unless: tuple[str, ...]) -> str:
        return say_conditions(when, unless, self.wording)

    def _say(self, key: str, **facts: str) -> str:
        return str(self.wording.words["act_rule"][key]).format(**facts)
