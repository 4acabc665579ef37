"""Somebody of a family looks at what a recipient sees of them: now, and with the other answer to a paper of theirs.

The other answer to a yes is taking it back; to everything else it is a yes said now. The recipient's page is decided
whole, so what others signed counts in it; why something stays shut is not said.
"""

from dataclasses import dataclass, replace

import structlog

from hub.consent.own import OwnWord
from hub.consent.papers import Answer, Declaration, Paper, Withdrawal
from hub.db.errors import DatabaseUnavailable, TicketVoid
from hub.gate.disclose import TRIES
from hub.gate.house import House
from hub.gate.judging import Judgement
from hub.gate.own_consents import Own, answer_of, judge_own, own_of
from hub.gate.previewing import Ahead, Told, begins, choose, look_ahead, refuse_preview, write_preview
from hub.gate.rules import by_rules_in_force
from hub.gate.store import Facts
from hub.terms.access import AccessRequest
from hub.terms.answers import Disclosure
from hub.terms.clock import age_on, legal_day, years_later
from hub.terms.ids import PersonId
from hub.terms.own_consents import OPEN_STANDS, OwnView
from hub.terms.previews import Glimpse, Preview, PreviewWish

log = structlog.get_logger()


@dataclass(frozen=True)
class _Mine:
    """One's own word to one paper, with all that it is decided from."""

    judged: Judgement
    facts: Facts
    own: Own
    word: OwnWord


@by_rules_in_force
def preview_own(house: House, request: AccessRequest, wish: PreviewWish) -> Preview:
    """What a recipient of one's own answer sees of what is one's own, with it and with the other. Five statements.

    A paper that is not there and one to which one said nothing are one answer, and that is written down.
    """
    for _ in range(TRIES):
        try:
            return _preview_once(house, request, wish)
        except TicketVoid:
            log.info("a consent changed while a family looked ahead: asked anew")
    raise DatabaseUnavailable("consents of this family keep changing")


def _preview_once(house: House, request: AccessRequest, wish: PreviewWish) -> Preview:
    judged, facts = judge_own(house, request)
    if judged.outline.family is None:
        return Preview(refuse_preview(house, judged, facts.ties), wish.ref)
    own = own_of(house, judged, facts, judged.outline.family)
    word = next((one for one in own.words if one.paper.ref == wish.ref), None)
    if word is None:
        return Preview(refuse_preview(house, judged, facts.ties), wish.ref)
    return _look(house, _Mine(judged, facts, own, word), wish)


def _look(house: House, mine: _Mine, wish: PreviewWish) -> Preview:
    request, paper = mine.judged.request, mine.word.paper
    other = _other_answer(mine.word, request)
    named = {one: name for one, name in mine.own.names.items() if one in (paper.recipients or ())}
    chosen = choose(house, named, mine.own.sight, (paper,), wish)
    at = begins((other,), request.at)
    glimpses: tuple[Glimpse, ...] = ()
    if chosen.principal is not None and chosen.purpose is not None:
        cells = [shown.cell for shown in mine.judged.decision.shown]
        others = tuple(one for one in mine.facts.papers if one.ref != paper.ref)
        ahead = Ahead(chosen.principal, chosen.purpose, at, cells, mine.facts.papers, (*others, other))
        glimpses = look_ahead(house, mine.judged, ahead)
    disclosure = write_preview(house, mine.judged, mine.facts.ties, glimpses, Told((paper,), chosen))
    return replace(
        chosen.view(disclosure),
        ref=paper.ref,
        categories=tuple(sorted(paper.categories or ())),
        at=at,
        glimpses=glimpses,
        own=_own_view(mine, disclosure),
    )


def _other_answer(word: OwnWord, request: AccessRequest) -> Paper:
    """The paper as if they took their yes back at this moment; or as if they said yes now, for a year at most."""
    paper, me = word.paper, PersonId(request.principal.id)
    if word.stand in OPEN_STANDS:
        back = Withdrawal(by=me, received_at=request.at, received_by=request.principal.agency)
        return replace(paper, withdrawals=(*paper.withdrawals, back))
    day = legal_day(request.at)
    said = Declaration(by=me, at=request.at, answer=Answer.YES, insight=word.last.insight)
    until = paper.valid_to if paper.valid_to >= day else years_later(day, 1)
    since = paper.valid_from if paper.last_day >= day else day
    return replace(paper, declarations=(*paper.declarations, said), valid_from=since, valid_to=until)


def _own_view(mine: _Mine, disclosure: Disclosure) -> OwnView:
    me = PersonId(mine.judged.request.principal.id)
    born = next((person.born for person in mine.own.family.persons if person.id == me), None)
    age = age_on(born, mine.own.question.day) if born else None
    return OwnView(disclosure, me, is_here=True, age=age, answers=(answer_of(mine.word, mine.own),))
