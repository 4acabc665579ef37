"""Questions of other systems by OpenID AuthZEN 1.0: about families by the rules of the house, else by data alone.

A subject of a family record is a member of staff of this process's own agency; what that member may not know of a
family, no system learns.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from hub.gate.evaluating import Evaluated, Supposed, evaluate, note_evaluation
from hub.gate.house import House
from hub.identity.store import load_assigned, load_posts_of
from hub.identity.systems import SystemTokens
from hub.policy.resources import ResourceType, candidates
from hub.policy.resources import evaluate as evaluate_resource
from hub.terms.access import AccessRequest, Act
from hub.terms.authzen import NO, Deed, Found, Inquiry, Verdict
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber, FieldId
from hub.terms.lists import Owner, Purpose, Role
from hub.terms.principals import Principal

FAMILY_RECORD, STAFF = "family_record", "staff"
ACTS = {"read": Act.DISCLOSE, "write": Act.CONTRIBUTE}
PAGE = 25
_PURPOSES = {purpose.value: purpose for purpose in Purpose}
_OWNERS = {owner.value: owner for owner in Owner}
_ROLES = {role.value: role for role in Role}


@dataclass(frozen=True)
class DecisionPoint:
    """What other systems may ask of one process group."""

    house: House
    types: Mapping[str, ResourceType]
    tokens: SystemTokens

    def client(self, token: str) -> str | None:
        """The admitted system that a token is of. The life of a token is real time."""
        return self.tokens.client(token, datetime.now(UTC))

    def evaluate(self, inquiry: Inquiry) -> Verdict:
        """One question, written down whatever the answer is."""
        if inquiry.resource.type == FAMILY_RECORD:
            return self._family(inquiry)
        kind = self.types.get(inquiry.resource.type)
        verdict = evaluate_resource(kind, inquiry)
        note_evaluation(self.house, inquiry, verdict, kind.digest if kind else self.house.policies.digest)
        return verdict

    def search(self, inquiry: Inquiry, open_part: str, after: str, limit: int) -> Found:
        """Which subjects, resources or actions would be permitted; each was a question, and is written down.

        Nobody is told by this whose case a family is, nor that there is such a family: subjects of a family record are
        none, and its resources are the subject's own. That nothing was looked at is written down too.
        """
        limit = max(1, min(limit, PAGE))
        found: list[str] = []
        questions = self._candidates(inquiry, open_part)
        if not questions:
            self._note_nothing(inquiry)
        for name, question in questions:
            if name <= after:
                continue
            if len(found) == limit:
                return Found(tuple(found), found[-1])
            if self.evaluate(question).permitted:
                found.append(name)
        return Found(tuple(found))

    def _candidates(self, inquiry: Inquiry, open_part: str) -> list[tuple[str, Inquiry]]:
        if inquiry.resource.type != FAMILY_RECORD:
            return sorted(candidates(self.types.get(inquiry.resource.type), inquiry, open_part))
        principal = self._principal(inquiry)
        if open_part == "subject" or principal is None:
            return []
        if open_part == "action":
            return [(name, replace(inquiry, action=Deed(name))) for name in sorted(ACTS)]
        numbers = load_assigned(self.house.db, principal, inquiry.at)
        return [(number, replace(inquiry, resource=inquiry.resource._replace(id=number))) for number in sorted(numbers)]

    def _family(self, inquiry: Inquiry) -> Verdict:
        principal, purpose = self._principal(inquiry), _PURPOSES.get(str(inquiry.context.get("purpose")))
        act, supposed = ACTS.get(inquiry.action.name), self._supposed(inquiry)
        if principal is None or purpose is None or act is None or supposed is None:
            return self._note_nothing(inquiry)
        request = AccessRequest(principal, (principal,), act, purpose, FamilyNumber(inquiry.resource.id), inquiry.at)
        return _verdict(evaluate(self.house, request, supposed, inquiry.client), supposed)

    def _note_nothing(self, inquiry: Inquiry) -> Verdict:
        """A question in which a word means nothing here: written down in the name of the system, without the family."""
        nameless = replace(inquiry, resource=inquiry.resource._replace(id=""))
        note_evaluation(self.house, nameless, NO, self.house.policies.digest)
        return NO

    def _principal(self, inquiry: Inquiry) -> Principal | None:
        """The subject in the one post that is meant; who has several names a role."""
        subject = inquiry.subject
        if subject.type != STAFF:
            return None
        role = subject.properties.get("role")
        posts = load_posts_of(self.house.db, subject.id, legal_day(inquiry.at))
        meant = [post for post in posts if role is None or post.role is _ROLES.get(str(role))]
        return meant[0] if len(meant) == 1 else None

    def _supposed(self, inquiry: Inquiry) -> Supposed | None:
        """What is asked about; None if it is none of the words that there are."""
        said = inquiry.resource.properties
        field, persons, owner = said.get("field"), said.get("persons", []), said.get("owner")
        if field is None:
            return Supposed()
        if not isinstance(field, str) or field not in self.house.policies.catalogue.by_id:
            return None
        if not isinstance(persons, list) or not isinstance(owner, str | None) or owner not in {None, *_OWNERS}:
            return None
        refs = tuple(str(person) for person in persons)
        return Supposed(FieldId(field), refs, _OWNERS[owner] if owner is not None else None)


def _verdict(done: Evaluated, supposed: Supposed) -> Verdict:
    if not done.permitted:
        is_told = done.opens and supposed.field is not None
        return Verdict(permitted=False, context={"reason": done.decision.reason.blank.value}) if is_told else NO
    context: dict[str, object] = {"reason": done.decision.reason.value, "duties": list(done.decision.duties)}
    if supposed.field is not None:
        context["level"] = done.level.id
        context["norms"] = sorted({norm for shown in done.decision.shown for norm in shown.because.norms})
    return Verdict(permitted=True, context=context)
