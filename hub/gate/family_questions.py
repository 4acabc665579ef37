"""Questions on the family page: looked at and answered by whom they are for, in the families' own process (J2, D27).

An answer is a declaration on a paper that waits for it: the text was fixed when it was asked. It counts as one that is
signed electronically, with the sign-in of whoever gives it.
"""

from dataclasses import replace

import structlog

from hub.consent.circle import Circle
from hub.consent.papers import Answer, Declaration, Paper, Way
from hub.consent.signers import kind_masks, required_signers
from hub.consent.store import load_asked, load_papers, write_declared
from hub.db.errors import ThereAlready
from hub.gate.anew import asked_anew
from hub.gate.consent_view import disclose_look, write_look
from hub.gate.following import follow_papers
from hub.gate.foreseeing import Begun, foresee
from hub.gate.house import House
from hub.gate.judging import Judgement
from hub.gate.own_consents import judge_own
from hub.gate.rules import by_rules_in_force
from hub.gate.signing import Forms
from hub.gate.store import Facts
from hub.ledger.append import TRIES, append
from hub.ledger.entry import Touched, change
from hub.ledger.errors import NumberTaken
from hub.ledger.events import Event
from hub.record.keys import CannotOpen
from hub.record.talks.waiting import open_waiting
from hub.terms.access import AccessRequest
from hub.terms.clock import legal_day
from hub.terms.family_questions import AnswerFault, Answers, Waiting, WaitingView
from hub.terms.ids import EntryId, PersonId, new_id
from hub.terms.lists import Owner
from hub.terms.own_consents import OwnView
from hub.terms.people import Family, Insight

log = structlog.get_logger()


Found = tuple[tuple[Paper, Waiting], ...]


@by_rules_in_force
@asked_anew
def look_at_questions(house: House, request: AccessRequest) -> WaitingView:
    """What whoever asks is asked themselves; written down as a look. Nothing of what others are asked or said."""
    judged, facts = judge_own(house, request)
    family, me = judged.outline.family, PersonId(request.principal.id)
    found = _waiting(house, judged, facts, family) if family is not None else ()
    disclosure = disclose_look(house, judged, write_look(house, judged, facts.ties, [paper for paper, _ in found]))
    return WaitingView(OwnView(disclosure, me, is_here=family is not None), tuple(one for _, one in found))


@by_rules_in_force
def answer_questions(house: House, request: AccessRequest, forms: Forms, answers: Answers) -> tuple[AnswerFault, ...]:
    """Keep them, all or none, in force when this returns; or what is wrong. Answered twice, it is once."""
    for _ in range(TRIES - 1):
        try:
            return _answer_once(house, request, forms, answers)
        except (NumberTaken, ThereAlready):  # somebody wrote about the family meanwhile
            continue
    return _answer_once(house, request, forms, answers)


def _waiting(house: House, judged: Judgement, facts: Facts, family: Family) -> Found:
    """Papers that wait for this person's word, and still may."""
    request = judged.request
    me, day = PersonId(request.principal.id), legal_day(request.at)
    papers = {paper.id: paper for paper in facts.papers}
    found = []
    for consent, _, box in load_asked(house.db, me):
        paper = papers.get(consent)
        if paper is None or paper.declarations or paper.invalid_since or paper.withdrawals or day > paper.last_day:
            continue
        try:
            found.append((paper, open_waiting(house.ring, family.id, consent, box)))
        except CannotOpen:
            log.error("a question does not open", family=family.id, consent=consent)
    return tuple(found)


def _answer_once(house: House, request: AccessRequest, forms: Forms, answers: Answers) -> tuple[AnswerFault, ...]:
    judged, facts = judge_own(house, request)
    family = judged.outline.family
    if family is None:
        write_look(house, judged, facts.ties, ())
        return (AnswerFault.GONE,)
    waiting = {one.ref: (paper, one) for paper, one in _waiting(house, judged, facts, family)}
    faults = tuple(dict.fromkeys(_faults(house, judged, family, (waiting, forms, answers))))
    if faults:
        return faults
    said = [(waiting[ref][0], _declared(request, waiting[ref][1], answers)) for ref in answers.replies]
    touched = Touched(
        Event.CONSENT_GRANTED,
        family.number,
        consents=tuple(paper.ref for paper, _ in said),
        persons=frozenset(person for paper, _ in said for person in paper.persons),
        owners=frozenset({Owner.JOINT}),
        purpose=request.purpose,
        details={"way": Way.PORTAL.value},
    )
    entry = change(EntryId(new_id()), request.principal, request.at, house.policies.digest, touched)
    before = {paper.id: paper for paper in load_papers(house.db, family.id, house.policies.catalogue)}
    said = [(before[paper.id], one) for paper, one in said]
    now = before | {one.id: replace(one, declarations=(*one.declarations, word)) for one, word in said}
    foreseen = foresee(house, house.db, Begun(family, request.at, tuple(before.values())), now.values())
    with house.db.begin() as tx:
        append(tx, house.writer, replace(entry, family=family.id, family_seq=facts.ties.next_seq))
        write_declared(tx, entry.id, family.id, said)
        follow_papers(house, tx, entry.id, foreseen)
    return ()


def _declared(request: AccessRequest, one: Waiting, answers: Answers) -> Declaration:
    """The answer; and whether it is for whoever stands in too, where that was asked (users.md 2)."""
    answer = Answer.YES if answers.replies[one.ref] else Answer.NO
    deputies = answer is Answer.YES and one.question.asks_deputies and one.ref in answers.deputies
    return Declaration(PersonId(request.principal.id), request.at, answer, Insight.YES, deputies=deputies)


def _faults(
    house: House,
    judged: Judgement,
    family: Family,
    sent: "tuple[dict[str, tuple[Paper, Waiting]], Forms, Answers]",
) -> "list[AnswerFault]":
    waiting, forms, answers = sent
    day, found = legal_day(judged.request.at), []
    if not answers.replies:
        found.append(AnswerFault.NOTHING)
    for ref in answers.replies:
        if ref not in waiting:
            found.append(AnswerFault.GONE)
            continue
        paper, one = waiting[ref]
        form = forms.get(one.form)
        if form is None or form.digest != one.digest or not form.is_current(day):
            found.append(AnswerFault.FORM)
        if not _signs(house, judged, family, paper):
            found.append(AnswerFault.POWER)
    return found


def _signs(house: House, judged: Judgement, family: Family, paper: Paper) -> bool:
    """They must sign today for some of it (R7)."""
    day, me = legal_day(judged.request.at), PersonId(judged.request.principal.id)
    circle = Circle({person.id: person for person in family.persons}, day)
    kinds = [kind for kind, mask in kind_masks(house.policies.catalogue) if mask & paper.fields]
    people = [one for one in family.persons if one.id in paper.persons]
    return any(me in required_signers(person, kind, circle, day).ids for person in people for kind in kinds)
