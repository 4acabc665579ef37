"""Judging: what the consents open to everybody who will see, and what the rules say to it. Reads and writes nothing.

Pages, lists and written cases all come this way, so that a rule cannot mean one thing here and another there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from hub.consent.agreeing import as_bound
from hub.consent.coverage import Question
from hub.consent.papers import Paper
from hub.consent.releases import work_out
from hub.consent.secrecy import Release203, sources_open, sources_signed
from hub.policy.acts import decide_act
from hub.policy.agreed import bounds
from hub.policy.decide import admits, decide, refusal
from hub.policy.policies import PolicySet
from hub.terms.access import AccessRequest, Decision, Mandate, Outline, SourceRelease
from hub.terms.acts import ActDecision, Proposal
from hub.terms.catalogue import Catalogue
from hub.terms.ids import FieldId
from hub.terms.people import Family
from hub.terms.principals import Principal


@dataclass(frozen=True)
class Judgement:
    """A decision with all that it was made from. A request that is not admitted is judged without any outline."""

    request: AccessRequest
    outline: Outline
    decision: Decision


@dataclass(frozen=True)
class Signed:
    """What was signed about one family: consents, and releases from professional secrecy."""

    papers: Sequence[Paper] = ()
    releases_203: Sequence[Release203] = ()


def judge(policies: PolicySet, request: AccessRequest, outline: Outline, signed: Signed) -> Judgement:
    """What may be shown of an outline. `request` knows the mandates; what is signed is worked out here."""
    if outline.family is None or not admits(policies, request):
        return Judgement(request, Outline(), refusal(policies, request))
    asked = with_consents(policies, request, outline.family, signed)
    wanted = narrowed(outline, request)
    return Judgement(asked, wanted, decide(policies, asked, wanted))


def judge_act(
    policies: PolicySet, request: AccessRequest, outline: Outline, signed: Signed, proposal: Proposal
) -> ActDecision:
    """May an act be carried out, and with what? Of others who are present nothing is asked: an act is one person's."""
    asked = replace(request, audience=(request.principal,))
    if outline.family is not None:
        asked = with_consents(policies, asked, outline.family, signed)
    return decide_act(policies, asked, outline, proposal)


def narrowed(outline: Outline, request: AccessRequest) -> Outline:
    """The outline of what is wanted. Blanks are drawn from the catalogue, so they stay what they are."""
    return outline if request.only is None else _narrowed(outline, request.only)


@lru_cache(maxsize=512)
def _narrowed(outline: Outline, only: frozenset[FieldId]) -> Outline:
    """Remembered, so that an outline that stays the same is laid out once for each page."""
    return replace(outline, cells=tuple(cell for cell in outline.cells if cell.field in only))


def with_consents(policies: PolicySet, request: AccessRequest, family: Family, signed: Signed) -> AccessRequest:
    """The request with what the family's consents open to each who will see, and what is in their way."""
    catalogue = policies.catalogue
    questions = [_question(request, family, principal) for principal in request.audience]
    standings = [work_out(_papers(policies, signed, question), question, catalogue) for question in questions]
    context = replace(
        request.context,
        releases=tuple(release for standing in standings for release in standing.releases),
        obstacles=tuple(obstacle for standing in standings for obstacle in standing.obstacles),
        confidences=tuple(one for standing in standings for one in standing.confidences),
        sources=tuple(one for question in questions for one in _sources(signed, question, catalogue)),
    )
    return replace(request, context=context)


def _papers(policies: PolicySet, signed: Signed, question: Question) -> Sequence[Paper]:
    """What was signed, as far as it was signed under a rule as wide as that of today."""
    return as_bound(signed.papers, bounds(policies, question.principal.role, question.purpose))


def _sources(signed: Signed, question: Question, catalogue: Catalogue) -> tuple[SourceRelease, ...]:
    """Who is released from secrecy: by papers that are kept, and by what a written case says."""
    kept = sources_signed(signed.papers, question, catalogue) if any(paper.bound for paper in signed.papers) else ()
    return (*kept, *sources_open(signed.releases_203, question))


def _question(request: AccessRequest, family: Family, principal: Principal) -> Question:
    mandate = request.context.mandates.get(principal.id, Mandate())
    return Question(family, principal, request.purpose, request.at, mandate.stands_in_for, mandate.here_since)
