"""Staff look at what a recipient sees of their own agency's part: now, and without a paper or with other answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog

from hub.consent.papers import Paper, Staff
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
from hub.gate.talk_papers import papers_of
from hub.identity.recipients import Colleague, load_askable
from hub.identity.store import load_circle
from hub.policy.consent_sight import knows_custody, knows_danger
from hub.terms.access import AccessRequest, Context, OutlineCell
from hub.terms.lists import Category, Effect, Owner
from hub.terms.people import Family
from hub.terms.previews import Glimpse, Preview, PreviewWish
from hub.terms.talks import Answered, KeptTalk, Signed, TalkWay

log = structlog.get_logger()
Answers = tuple[Paper, ...] | None
"""Papers that nobody has signed; None supposes that a paper were not there."""


@by_rules_in_force
def preview(house: House, request: AccessRequest, wish: PreviewWish, answers: Answers = None) -> Preview:
    """What a recipient sees of the reader's own part: now, and without a paper. Five statements.

    With `answers`, papers that nobody has signed: as if they were, each in place of the one of its name. Who may not
    look at consents is refused, like a family that is not theirs; a paper that is not there, or not theirs to see, is
    answered alike.
    """
    for _ in range(TRIES):
        try:
            return _preview_once(house, request, wish, answers)
        except TicketVoid:
            log.info("a consent changed while staff looked ahead: asked anew")
    raise DatabaseUnavailable("consents of this family keep changing")


@by_rules_in_force
def preview_talk(
    house: House, request: AccessRequest, wish: PreviewWish, kept: KeptTalk, replies: tuple[Answered, ...]
) -> Preview:
    """The same with the answers of a talk as they stand: by the papers that come of it when it is signed."""
    signed = Signed(TalkWay.TABLET, replies)
    done = replace(kept, number=kept.number or kept.talk.id, talk=replace(kept.talk, signed=signed))
    papers = papers_of(done, request.at, house.policies.catalogue)
    return preview(house, request, wish, tuple(paper for paper in papers if paper.declarations))


def _preview_once(house: House, request: AccessRequest, wish: PreviewWish, answers: Answers) -> Preview:
    facts = load_facts(house, request)
    request = standing_in(house.policies, replace(request, context=Context(mandates=facts.ties.mandates)))
    judged = judge_consents(house, request, facts)
    family = judged.outline.family
    if family is None or judged.decision.effect is Effect.DENY:
        return Preview(refuse_preview(house, judged, facts.ties), wish.ref)
    sight = _with_askable(house, sight_of(house, judged, family), answers or ())
    told = () if is_over(family, sight.question.day) else sight.papers(facts.papers if answers is None else answers)
    subject = tuple(paper for paper in told if wish.ref is None or paper.ref == wish.ref)
    if not subject:
        return Preview(refuse_preview(house, judged, facts.ties), wish.ref)
    return _look(house, _Seen(judged, facts, sight, subject, () if answers is None else subject), wish)


def _with_askable(house: House, sight: Sight, answers: tuple[Paper, ...]) -> Sight:
    """With those who work with the family, where an answer names somebody whom no paper named. Two statements then.

    Of everybody else nothing is said: or it could be tried out who works with it, and which help it has (K8).
    """
    named = {one.id for paper in answers for one in paper.recipients or () if isinstance(one, Staff)}
    if named <= set(sight.colleagues):
        return sight
    family, reader = sight.question.family.id, sight.reader
    posts = {(one.principal.id, one.principal.role): one.principal for one in load_circle(house.db, family)}
    more = {
        one.id: Colleague(posts[one.id, one.role], one.name, one.agency_name, is_assigned=False, has_post=True)
        for one in load_askable(house.db, family, reader.id, sight.question.at)
        if (one.id, one.role) in posts
    }
    return replace(sight, colleagues={**more, **sight.colleagues})


@dataclass(frozen=True)
class _Seen:
    """What a look ahead is made from: the papers it is about, and those of them that are supposed."""

    judged: Judgement
    facts: Facts
    sight: Sight
    subject: tuple[Paper, ...]
    answers: tuple[Paper, ...]


def _look(house: House, seen: _Seen, wish: PreviewWish) -> Preview:
    subject, answers, sight = seen.subject, seen.answers, seen.sight
    meant = {one for paper in subject for one in sight.told(paper)}
    named = {one: name for one, name in sight.recipients(subject).items() if one in meant}
    chosen = choose(house, named, sight, subject, wish)
    is_assumed = bool(answers) and not _knows_all(house, seen.judged.request, sight.question.family)
    at = begins(answers, seen.judged.request.at)
    glimpses: tuple[Glimpse, ...] = ()
    if chosen.principal is not None and chosen.purpose is not None:
        refs = {paper.ref for paper in subject}
        left = [paper for paper in seen.facts.papers if paper.ref not in refs]
        ahead = Ahead(
            principal=chosen.principal,
            purpose=chosen.purpose,
            at=at,
            cells=_own_part(seen.judged),
            before=seen.facts.papers,
            after=(*left, *answers),
            assumed=answers if is_assumed else (),
        )
        glimpses = look_ahead(house, seen.judged, ahead)
    told = Told(subject, chosen, is_signed=not answers)
    disclosure = write_preview(house, seen.judged, seen.facts.ties, glimpses, told)
    view = chosen.view(disclosure)
    return replace(view, ref=wish.ref, categories=_categories(subject), at=at, glimpses=glimpses, is_assumed=is_assumed)


def _knows_all(house: House, request: AccessRequest, family: Family) -> bool:
    """Whether who asks may know whose word counts, and of what shuts a word: custody and danger (D18, D23)."""
    return knows_custody(house.policies, request, family) and knows_danger(house.policies, request, family)


def _own_part(judged: Judgement) -> tuple[OutlineCell, ...]:
    """Of what the reader may see, the part of their own agency and the joint one. Of the other agency's, nothing."""
    reader = judged.request.principal
    cells = [shown.cell for shown in judged.decision.shown]
    return tuple(cell for cell in cells if cell.owner is Owner.JOINT or holds(reader, cell))


def _categories(papers: Sequence[Paper]) -> tuple[Category, ...]:
    named = {one for paper in papers for one in paper.categories or ()}
    return tuple(category for category in Category if category in named)
