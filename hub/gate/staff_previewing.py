"""Staff look at what a recipient sees of their own agency's part: now, and without a paper or with other answers."""

from collections.abc import Sequence
from dataclasses import replace

import structlog

from hub.consent.papers import Paper
from hub.consent.standing import is_over
from hub.db.errors import DatabaseUnavailable, TicketVoid
from hub.gate.consent_view import judge_consents, sight_of
from hub.gate.deputies import standing_in
from hub.gate.disclose import TRIES
from hub.gate.house import House
from hub.gate.judging import Judgement
from hub.gate.previewing import Ahead, Told, begins, choose, holds, look_ahead, refuse_preview, write_preview
from hub.gate.recipients import Sight
from hub.gate.rules import by_rules_in_force
from hub.gate.store import Facts, load_facts
from hub.gate.supposing import read_answers
from hub.policy.consent_sight import knows_custody
from hub.terms.access import AccessRequest, Context, OutlineCell
from hub.terms.lists import Category, Effect, Owner
from hub.terms.previews import Glimpse, Preview, PreviewWish

log = structlog.get_logger()


@by_rules_in_force
def preview(house: House, request: AccessRequest, wish: PreviewWish) -> Preview:
    """What a recipient sees of the reader's own part, now and with other answers. Five statements.

    Who may not look at consents is refused, like a family that is not theirs; a paper that is not there, or not theirs
    to see, is answered alike. Raises ValueError for answers that are none.
    """
    answers = read_answers(wish.answers, house.policies.catalogue)
    for _ in range(TRIES):
        try:
            return _preview_once(house, request, wish, answers)
        except TicketVoid:
            log.info("a consent changed while staff looked ahead: asked anew")
    raise DatabaseUnavailable("consents of this family keep changing")


def _preview_once(house: House, request: AccessRequest, wish: PreviewWish, answers: Sequence[Paper]) -> Preview:
    facts = load_facts(house, request)
    request = standing_in(house.policies, replace(request, context=Context(mandates=facts.ties.mandates)))
    judged = judge_consents(house, request, facts)
    family = judged.outline.family
    if family is None or judged.decision.effect is Effect.DENY:
        return Preview(refuse_preview(house, judged, facts.ties), wish.ref)
    sight = sight_of(house, judged, family)
    told = () if is_over(family, sight.question.day) else sight.papers(answers or facts.papers)
    subject = tuple(paper for paper in told if wish.ref is None or paper.ref == wish.ref)
    if not subject:
        return Preview(refuse_preview(house, judged, facts.ties), wish.ref)
    return _look(house, (judged, facts, sight), subject, wish)


def _look(house: House, seen: tuple[Judgement, Facts, Sight], subject: tuple[Paper, ...], wish: PreviewWish) -> Preview:
    judged, facts, sight = seen
    meant = {one for paper in subject for one in sight.told(paper)}
    named = {one: name for one, name in sight.recipients(subject).items() if one in meant}
    chosen = choose(house, named, sight, subject, wish)
    answers = subject if wish.answers else ()
    is_assumed = bool(answers) and not knows_custody(house.policies, judged.request, sight.question.family)
    at = begins(answers, judged.request.at)
    glimpses: tuple[Glimpse, ...] = ()
    if chosen.principal is not None and chosen.purpose is not None:
        refs = {paper.ref for paper in subject}
        left = [paper for paper in facts.papers if paper.ref not in refs]
        ahead = Ahead(
            principal=chosen.principal,
            purpose=chosen.purpose,
            at=at,
            cells=_own_part(judged),
            before=facts.papers,
            after=(*left, *answers),
            assumed=answers if is_assumed else (),
        )
        glimpses = look_ahead(house, judged, ahead)
    disclosure = write_preview(house, judged, facts.ties, glimpses, Told(subject, chosen))
    view = chosen.view(disclosure)
    return replace(view, ref=wish.ref, categories=_categories(subject), at=at, glimpses=glimpses, is_assumed=is_assumed)


def _own_part(judged: Judgement) -> tuple[OutlineCell, ...]:
    """Of what the reader may see, the part of their own agency and the joint one. Of the other agency's, nothing."""
    reader = judged.request.principal
    cells = [shown.cell for shown in judged.decision.shown]
    return tuple(cell for cell in cells if cell.owner is Owner.JOINT or holds(reader, cell))


def _categories(papers: Sequence[Paper]) -> tuple[Category, ...]:
    named = {one for paper in papers for one in paper.categories or ()}
    return tuple(category for category in Category if category in named)
