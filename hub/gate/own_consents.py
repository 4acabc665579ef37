"""Somebody of a family looks at what they said themselves, or takes it back: decided and written down like any look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hub.consent.coverage import Question
from hub.consent.own import OwnWord, own_words
from hub.consent.papers import Paper, Recipient
from hub.gate.anew import asked_anew
from hub.gate.consent_view import disclose_look, write_look
from hub.gate.consents import NoSuchConsent
from hub.gate.house import House
from hub.gate.judging import Judgement, Signed, judge
from hub.gate.recipients import Sight
from hub.gate.rules import by_rules_in_force
from hub.gate.store import Facts, load_own_facts
from hub.gate.taking_back import Taken, keep_withdrawal
from hub.gate.taking_parts import find_faults, withdrawal_of
from hub.identity.recipients import load_recipients, load_team
from hub.policy.consent_sight import theirs_to_ask
from hub.terms.access import AccessRequest, Context, Mandate
from hub.terms.answers import Disclosure
from hub.terms.clock import age_on
from hub.terms.consents import Named, TakenBack
from hub.terms.ids import PersonId
from hub.terms.lists import Category, Effect, Purpose
from hub.terms.own_consents import OPEN_STANDS, OwnAnswer, OwnStand, OwnView, Worker
from hub.terms.people import Family
from hub.terms.reasons import Reason
from hub.terms.withdrawing import WithdrawalFault, WithdrawalOutcome, WithdrawalWish


@dataclass(frozen=True)
class Own:
    """What is known about whoever asks, once the family is found to be theirs."""

    family: Family
    question: Question
    words: tuple[OwnWord, ...]
    names: Mapping[Recipient, Named]
    sight: Sight


@by_rules_in_force
@asked_anew
def look_at_own(house: House, request: AccessRequest) -> OwnView:
    """One's own answers, with those who work with the family. Five statements; of no family, two.

    `request.only` are the fields by which people are named.
    """
    judged, facts = judge_own(house, request)
    me, family = PersonId(request.principal.id), judged.outline.family
    if family is None:
        return OwnView(_disclosure(house, judged, facts, ()), me)
    own = own_of(house, judged, facts, family)
    team = load_team(house.db, family.id, request.at)
    disclosure = _disclosure(house, judged, facts, [word.paper for word in own.words])
    born = next((person.born for person in family.persons if person.id == me), None)
    return OwnView(
        disclosure=disclosure,
        me=me,
        is_here=True,
        is_over=any(word.stand is OwnStand.OVER for word in own.words),
        age=age_on(born, own.question.day) if born else None,
        answers=tuple(answer_of(word, own) for word in own.words),
        team=tuple(Worker(one.name, one.role, one.agency, one.agency_name) for one in team),
    )


@by_rules_in_force
def withdraw_own(house: House, request: AccessRequest, wish: WithdrawalWish) -> WithdrawalOutcome:
    """Take back one's own word, at once. Raises NoSuchConsent for what is not there, or not one's own.

    What was taken back already, or said no to, is so already: no entry, no fault.
    """
    judged, facts = judge_own(house, request)
    family, me = judged.outline.family, PersonId(request.principal.id)
    if family is None:
        write_look(house, judged, facts.ties, ())
        raise NoSuchConsent(wish.ref)
    own = own_of(house, judged, facts, family)
    word = next((one for one in own.words if one.paper.ref == wish.ref), None)
    if word is None:
        raise NoSuchConsent(wish.ref)
    if word.stand not in OPEN_STANDS:
        return WithdrawalOutcome()
    named = {name.key: one for one, name in own.names.items()}
    mine = replace(wish, by=me)
    faults = find_faults(word.paper, mine, named, request.at)
    others = (mine.part.persons or frozenset()) - set(word.persons)
    if faults or others:
        return WithdrawalOutcome(faults=faults or (WithdrawalFault.NOTHING_NAMED,))
    taken = withdrawal_of(word.paper, mine, named)
    return WithdrawalOutcome(
        keep_withdrawal(house, request.principal, request.at, wish.number, Taken(wish.ref, taken)),
    )


def judge_own(house: House, request: AccessRequest) -> tuple[Judgement, Facts]:
    """A look at the names of one's own, by the same rules. Where no name may be seen, one's own word still may."""
    facts = load_own_facts(house, request)
    request = replace(request, context=Context(mandates=facts.ties.mandates))
    judged = judge(house.policies, request, facts.outline, Signed(facts.papers))
    if judged.outline.family is not None and judged.decision.effect is Effect.DENY:
        decision = replace(judged.decision, effect=Effect.PERMIT, reason=Reason.OWN_RIGHTS)
        judged = replace(judged, decision=decision)
    return judged, facts


def own_of(house: House, judged: Judgement, facts: Facts, family: Family) -> Own:
    """Their own words, and whom the papers name. One statement."""
    request = judged.request
    mandate = request.context.mandates.get(request.principal.id, Mandate())
    question = Question(family, request.principal, request.purpose, request.at, mandate.stands_in_for)
    theirs = theirs_to_ask(house.policies, request, family)
    words = own_words(facts.papers, question, theirs, house.policies.catalogue)
    everybody = frozenset(person.id for person in family.persons)
    sight = Sight(
        question=question,
        known=everybody,
        helped=everybody,
        telling=frozenset(),
        colleagues=load_recipients(house.db, family.id, request.principal, request.at),
    )
    names = sight.recipients(word.paper for word in words)
    known = {one: name for one, name in names.items() if name.staff != request.principal.id}
    return Own(family, question, words, known, sight)


def _disclosure(house: House, judged: Judgement, facts: Facts, told: Sequence[Paper]) -> Disclosure:
    return disclose_look(house, judged, write_look(house, judged, facts.ties, told))


def answer_of(word: OwnWord, own: Own) -> OwnAnswer:
    """One own word, as a page may say it."""
    paper = word.paper
    return OwnAnswer(
        ref=paper.ref,
        stand=word.stand,
        said_at=word.last.at,
        persons=word.persons,
        categories=_in_order(paper.categories),
        recipients=tuple(own.names[one] for one in paper.recipients or () if one in own.names),
        purposes=tuple(purpose for purpose in Purpose if purpose in (paper.purposes or ())),
        valid_from=paper.valid_from,
        last_day=paper.last_day,
        deputies=paper.deputies,
        bound=paper.bound or "",
        taken_back=tuple(
            TakenBack(
                by=one.by,
                received_at=one.received_at,
                entered_at=one.entered_at,
                categories=_in_order(one.categories),
                persons=tuple(person for person in word.persons if person in (one.persons or ())),
                recipients=tuple(own.names[name].key for name in one.recipients or () if name in own.names),
                told=one.told and one.told.value,
            )
            for one in paper.withdrawals
            if one.by == word.last.by
        ),
    )


def _in_order(categories: frozenset[Category] | None) -> tuple[Category, ...]:
    return tuple(category for category in Category if category in (categories or ()))
