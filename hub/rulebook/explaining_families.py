"""Why somebody would see a field of a family, or not, right now: asked of the gate, and written down like a look.

An explanation of real data is itself an access. So it goes the way of every look: decided by the gate in the name of
the member of staff, committed to the log with who asked, about a value as such, whether there is one or not. Nothing is
read, and of a no it says the one word that a page would say; the whole derivation is for written cases alone.
"""

from dataclasses import dataclass
from datetime import datetime

from hub.gate.evaluating import Evaluated, Supposed, evaluate
from hub.gate.house import House
from hub.identity.store import load_posts_of
from hub.policy.policies import Policy
from hub.rulebook.wording import Wording, day, enumerate_words, instant
from hub.terms.access import AccessRequest, Act, Shown
from hub.terms.catalogue import Field
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber, FieldId
from hub.terms.lists import BlankReason, Level, Purpose
from hub.terms.principals import Principal

ASKER = "hub policy explain"
"""How the log names whoever asked; the account of the operating system that ran it is not the hub's to know."""


class QuestionFaulty(ValueError):
    """Nobody can be asked: no such field, or no such member of staff in exactly one post. Nothing was looked up."""


@dataclass(frozen=True)
class FamilyQuestion:
    """Would this member of staff see this field about this person, for this purpose, now?"""

    staff: str
    purpose: Purpose
    family: FamilyNumber
    person: str
    field: FieldId
    at: datetime


@dataclass(frozen=True)
class FamilyAnswer:
    """What came out, and who asked."""

    question: FamilyQuestion
    principal: Principal
    found: Evaluated
    policies: tuple[Policy, ...] = ()


def ask_house(house: House, question: FamilyQuestion) -> FamilyAnswer:
    """One decision, by the rules of that instant, written down; „not yours“ and „not there“ are one. QuestionFaulty."""
    house = house.by_rules_of(question.at)
    if question.field not in house.policies.catalogue.by_id:
        raise QuestionFaulty(f'no field "{question.field}" in the catalogue')
    posts = load_posts_of(house.db, question.staff, legal_day(question.at))
    if len(posts) != 1:
        raise QuestionFaulty(f'"{question.staff}" has {len(posts)} posts in this agency today; one is needed')
    [principal] = posts
    request = AccessRequest(principal, (principal,), Act.DISCLOSE, question.purpose, question.family, question.at)
    supposed = Supposed(question.field, (question.person,))
    return FamilyAnswer(question, principal, evaluate(house, request, supposed, ASKER), house.policies.policies)


@dataclass(frozen=True)
class FamilyText:
    """The answer in words."""

    answer: FamilyAnswer
    policies: tuple[Policy, ...]
    wording: Wording

    def text(self, field: Field) -> str:
        """The answer about the field."""
        asked, found = self.answer.question, self.answer.found
        facts = {
            "role": self.wording.role(self.answer.principal.role),
            "family": asked.family,
            "purpose": self.wording.purpose(asked.purpose),
            "at": instant(asked.at),
        }
        lines = [self._say("question", what=field.label, person=asked.person, **facts)]
        if found.permitted:
            lines += [self._say("yes", level=self.wording.level(found.level))]
            lines += [line for shown in found.decision.shown for line in self._shown(shown)]
            lines += [self._say("duty", duty=self.wording.duty(duty)) for duty in found.decision.duties]
        else:
            said = self.wording.vocabulary["blank_reasons"][self._blank(field)]
            lines += [self._say("no", reason=said), self._say("no_finer")]
        return "\n".join([*lines, "", self._say("logged")])

    def _blank(self, field: Field) -> BlankReason:
        """What the page would say at the blank of the person and the category; where it draws none, of the refusal."""
        found = self.answer.found
        drawn = [
            blank.reason.blank
            for blank in found.decision.blanks
            if blank.person in found.persons and blank.category is field.category and blank.owner in field.owners
        ]
        return drawn[0] if drawn else found.decision.reason.blank

    def _shown(self, shown: Shown) -> list[str]:
        named = set(shown.because.policies)
        lines = [
            self._say("rule", id=policy.id, reason=policy.reason, norms="; ".join(policy.basis))
            for policy in self.policies
            if policy.id in named and (policy.level is not Level.FULL or not policy.duties)
        ]
        if shown.because.until is not None:
            consents = enumerate_words(shown.because.consents)
            lines.append(self._say("consents", consents=consents, until=day(shown.because.until)))
        return lines

    def _say(self, key: str, **facts: str) -> str:
        return str(self.wording.words["family_answer"][key]).format(**facts)
