"""Receipts for who may see a paper: one person's part of it, no more than their page tells; a look like any other."""

from collections.abc import Sequence
from dataclasses import replace

import structlog

from hub.consent.own import OwnWord, own_stand
from hub.consent.papers import Paper
from hub.consent.parting import of_one
from hub.consent.stories import Telling, tell
from hub.db.errors import DatabaseUnavailable, TicketVoid
from hub.gate.accounting import age_of, whole
from hub.gate.anew import asked_anew
from hub.gate.consent_view import ask_about_consents, disclose_look, sight_of, telling_of, told_papers, write_look
from hub.gate.disclose import TRIES
from hub.gate.house import House
from hub.gate.own_consents import Own, judge_own, own_of
from hub.gate.recipients import Sight
from hub.gate.rules import by_rules_in_force
from hub.gate.standing import offers
from hub.gate.talk_room import RECORD
from hub.record.talks.store import load_by_number
from hub.terms.access import AccessRequest
from hub.terms.consents import Accounted, Person, Stand
from hub.terms.ids import PersonId
from hub.terms.lists import Category, Effect
from hub.terms.own_consents import OwnStand
from hub.terms.people import Family
from hub.terms.receipts import ReceiptView, Which

log = structlog.get_logger()

_STANDS = {
    OwnStand.GIVEN: Stand.GRANTED,
    OwnStand.PARTLY: Stand.GRANTED,
    OwnStand.UPCOMING: Stand.UPCOMING,
    OwnStand.REFUSED: Stand.REFUSED,
    OwnStand.WITHDRAWN: Stand.WITHDRAWN,
    OwnStand.EXPIRED: Stand.EXPIRED,
    OwnStand.INVALID: Stand.INVALID,
    OwnStand.OVER: Stand.ENDED,
}


@by_rules_in_force
def look_at_receipt(house: House, request: AccessRequest, which: Which) -> ReceiptView:
    """What staff may see of one paper, for one of its people; five statements.

    A paper that is not there, one of which the reader is not told, and a family of others are answered alike.
    """
    for _ in range(TRIES):
        try:
            return _look_once(house, request, which)
        except TicketVoid:
            log.info("a consent changed while a receipt was asked for: asked anew")
    raise DatabaseUnavailable("consents of this family keep changing")


@by_rules_in_force
@asked_anew
def look_at_own_receipt(house: House, request: AccessRequest, which: Which) -> ReceiptView:
    """What somebody of a family said themselves to one paper, about one person for whom they may speak (D8)."""
    judged, facts = judge_own(house, request)
    family = judged.outline.family
    if family is None:
        return ReceiptView(disclose_look(house, judged, write_look(house, judged, facts.ties, ())), is_own=True)
    own = own_of(house, judged, facts, family)
    word = next((one for one in own.words if one.paper.ref == which.ref), None)
    persons = _wanted(family, word.persons if word else (), which)
    ticket = write_look(house, judged, facts.ties, (word.paper,) if word and persons else ())
    age = age_of(family, PersonId(request.principal.id), request.at)
    view = ReceiptView(disclose_look(house, judged, ticket), persons, is_own=True, age=age)
    if word is None or len(persons) != 1:
        return view
    return replace(view, receipt=_own_account(house, own, word, persons[0], which))


def _look_once(house: House, request: AccessRequest, which: Which) -> ReceiptView:
    judged, facts = ask_about_consents(house, request)
    family = judged.outline.family
    if family is None or judged.decision.effect is Effect.DENY:
        return ReceiptView(disclose_look(house, judged, write_look(house, judged, facts.ties, ())))
    sight = sight_of(house, judged, family)
    paper = next((one for one in told_papers(sight, facts.papers) if one.ref == which.ref), None)
    persons = _wanted(family, [one for one in paper.persons if one in sight.known] if paper else (), which)
    ticket = write_look(house, judged, facts.ties, (paper,) if paper and persons else ())
    view = ReceiptView(disclose_look(house, judged, ticket), persons)
    if paper is None or len(persons) != 1:
        return view
    account = _account(house, sight, (paper, facts.papers), persons[0])
    return replace(view, receipt=_with_those_present(house, request, family, account))


def _wanted(family: Family, about: Sequence[PersonId], which: Which) -> tuple[Person, ...]:
    """Of these people, the one who is named; all of them where nobody is."""
    found = (Person(one.id, one.ref) for one in family.persons if one.id in about)
    return tuple(one for one in found if which.person in ("", one.ref))


def _account(house: House, sight: Sight, papers: tuple[Paper, Sequence[Paper]], person: Person) -> Accounted:
    """No age: a look at consents shows no birthday."""
    paper, signed = papers
    recipients = sight.recipients((paper,))
    story = tell(of_one(paper, person.id, sight.question), telling_of(house, sight, signed, recipients))
    named = {one.key: one for one in recipients.values()}
    family = sight.question.family
    return Accounted(
        number=family.number,
        person=person.id,
        ref=person.ref,
        age=None,
        refs={one.id: one.ref for one in family.persons if one.id in sight.known},
        recipients=tuple(named[key] for key in story.recipients),
        story=whole(story, paper, house, story.categories),
        names_others=bool(paper.recipients) and not story.recipients,
    )


def _with_those_present(house: House, request: AccessRequest, family: Family, account: Accounted) -> Accounted:
    """Who interpreted and who was there, for who may hold such talks, at the agency to which it was sealed alone."""
    if not offers(house, request.principal, request.purpose, (RECORD,)):
        return account
    number = account.story.ref.rpartition("-")[0]
    kept = load_by_number(house.db, house.ring, (request.principal.id, family.id), request.at, number)
    if kept is None or kept.talk.signed is None:
        return account
    return replace(account, interpreted_by=kept.talk.interpreter, witnesses=kept.talk.signed.witnesses)


def _own_account(house: House, own: Own, word: OwnWord, person: Person, which: Which) -> Accounted:
    family, paper, me = own.family, word.paper, word.last.by
    part = of_one(paper, person.id, own.question)
    mine = replace(
        part,
        declarations=tuple(one for one in paper.declarations if one.by == me and one.at <= own.question.at),
        withdrawals=tuple(one for one in part.withdrawals if one.by == me),
        asked_on=(),
    )
    keys = {one: named.key for one, named in own.names.items()}
    known = frozenset({me, person.id})
    story = tell(mine, Telling((), own.question, house.policies.catalogue, known, keys, {}))
    stand = own_stand(mine, word.last, (person.id,), own.question)
    every = tuple(one for one in Category if one in (paper.categories or ()))
    named = {one.key: one for one in own.names.values()}
    return Accounted(
        number=family.number,
        person=person.id,
        ref=person.ref,
        age=age_of(family, person.id, own.question.at),
        refs={one.id: one.ref for one in family.persons if one.id in known},
        recipients=tuple(named[key] for key in story.recipients),
        story=replace(whole(story, paper, house, every), stand=_STANDS[stand], partly=stand is OwnStand.PARTLY),
        names_others=bool(paper.recipients) and not story.recipients,
        is_own=True,
        reads=(which.reads,) if which.reads else (),
    )
