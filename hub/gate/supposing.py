"""Answers that nobody has given yet, as papers in memory: what a recipient's page would show if they were given.

Whose word counts for a child, and whether there is a conflict, is not told to everybody (D18, D23). Whoever may not
know it could find out by trying answers one after the other. For them an answer counts as if everybody had given it
whose word counts: a yes opens what its text opens, and a no shuts it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from hub.consent.papers import Answer, Declaration, Paper
from hub.gate.judging import Signed, with_consents
from hub.policy.decide import admits, decide, refusal
from hub.policy.policies import PolicySet
from hub.terms.access import AccessRequest, Decision, Outline
from hub.terms.ids import PersonId
from hub.terms.people import Family, Insight

_GROWN = date(1900, 1, 1)


def in_place(papers: Iterable[Paper], answers: Iterable[Paper]) -> tuple[Paper, ...]:
    """The papers with these, each in place of the one of its name."""
    given = {paper.ref: paper for paper in answers}
    return (*[paper for paper in papers if paper.ref not in given], *given.values())


def decide_as_if_all(
    policies: PolicySet, request: AccessRequest, outline: Outline, signed: tuple[Sequence[Paper], Sequence[Paper]]
) -> Decision:
    """What is shown by the papers signed, less what an answered no shuts, and more what an answered yes opens.

    `signed` are the papers as they are, and the answers.
    """
    family, (papers, answers) = outline.family, signed
    if family is None or not admits(policies, request):
        return refusal(policies, request)
    yeses = [paper for paper in answers if paper.yeses and not paper.noes]
    noes = [_said(paper, family, Answer.NO) for paper in answers if paper.noes]
    left = Signed(in_place([one for one in papers if one.ref not in {yes.ref for yes in yeses}], noes))
    given = Signed(tuple(_said(paper, family, Answer.YES) for paper in yeses))
    asked = with_consents(policies, request, family, left)
    opened = with_consents(policies, request, _grown(family), given).context
    context = replace(
        asked.context,
        releases=(*asked.context.releases, *opened.releases),
        sources=(*asked.context.sources, *opened.sources),
    )
    return decide(policies, replace(asked, context=context), outline)


def _said(paper: Paper, family: Family, answer: Answer) -> Paper:
    """The paper with this answer of everybody: of those it is about, or for a no of whoever is in the family."""
    said = min(one.at for one in paper.declarations if one.answer is answer)
    people: Iterable[PersonId] = paper.persons if answer is Answer.YES else [one.id for one in family.persons]
    everybody = tuple(Declaration(person, said, answer, Insight.YES) for person in people)
    return replace(paper, declarations=everybody, withdrawals=())


def _grown(family: Family) -> Family:
    """The family as if everybody decided for themselves alone."""
    return replace(
        family,
        persons=tuple(
            replace(
                person,
                born=_GROWN,
                insight=Insight.YES,
                custody=(),
                betreuer=(),
                restricted_since=None,
                conflict_since=None,
            )
            for person in family.persons
        ),
    )
