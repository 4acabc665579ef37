"""One's own word to a paper, and of whom one may still speak. What others said to the same text is not looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hub.consent.coverage import Question
from hub.consent.papers import Answer, Declaration, Paper
from hub.consent.signers import OWN_AGE, kind_masks, required_signers
from hub.consent.standing import is_over
from hub.terms.catalogue import Catalogue
from hub.terms.clock import age_on
from hub.terms.ids import PersonId
from hub.terms.own_consents import OwnStand
from hub.terms.people import (
    FULL_AGE,
    Person,
)


@dataclass(frozen=True)
class OwnWord:
    """A paper with what one person said last, and about whom of it they may still be told."""

    paper: Paper
    last: Declaration
    persons: tuple[PersonId, ...]
    stand: OwnStand


def own_words(
    papers: Iterable[Paper], question: Question, theirs: frozenset[PersonId], catalogue: Catalogue
) -> tuple[OwnWord, ...]:
    """Every paper to which whoever asks said something, about somebody of whom they may speak today; newest first.

    `theirs` are those for whom they may ask by the rules of the day. Beside them counts a youth for whom they signed as
    a custodian when the youth was 15 or older, as long as their signature is needed: it stays theirs to take back.
    """
    me = PersonId(question.principal.id)
    found: list[OwnWord] = []
    for paper in papers:
        said = [one for one in paper.declarations if one.by == me and one.at <= question.at]
        persons = tuple(
            person.id
            for person in question.family.persons
            if person.id in paper.persons and _is_theirs(person, said, question, theirs, catalogue)
        )
        if said and persons and not paper.entries:
            last = max(said, key=lambda one: (one.at, one.answer is Answer.NO))
            found.append(OwnWord(paper, last, persons, own_stand(paper, last, persons, question)))
    return tuple(sorted(found, key=lambda word: word.last.at, reverse=True))


def _is_theirs(
    person: Person, said: list[Declaration], question: Question, theirs: frozenset[PersonId], catalogue: Catalogue
) -> bool:
    me = PersonId(question.principal.id)
    if person.id == me or person.id in theirs:
        return True
    if person.born is None or not OWN_AGE <= age_on(person.born, question.day) < FULL_AGE:
        return False
    signed_since = any(age_on(person.born, one.day) >= OWN_AGE for one in said)
    return signed_since and any(
        me in required_signers(person, kind, question.circle, question.day).ids for kind, _ in kind_masks(catalogue)
    )


def own_stand(paper: Paper, last: Declaration, persons: tuple[PersonId, ...], question: Question) -> OwnStand:
    """What became of one's own last word about these people: by that word and time alone."""
    day: date = question.day
    if paper.invalid_since is not None and paper.invalid_since <= day:
        return OwnStand.INVALID
    if is_over(question.family, day):
        return OwnStand.OVER
    if last.answer is Answer.NO:
        return OwnStand.REFUSED
    back = [one for one in paper.withdrawals if one.by == last.by and last.at <= one.received_at <= question.at]
    if any(_is_whole(one.persons, one.categories, one.recipients, persons) for one in back):
        return OwnStand.WITHDRAWN
    if day > paper.last_day:
        return OwnStand.EXPIRED
    if back:
        return OwnStand.PARTLY
    return OwnStand.UPCOMING if day < paper.valid_from else OwnStand.GIVEN


def _is_whole(
    taken: frozenset[PersonId] | None, categories: object | None, recipients: object | None, persons: Iterable[PersonId]
) -> bool:
    return categories is None and recipients is None and (taken is None or taken.issuperset(persons))
