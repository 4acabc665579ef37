"""One paper about several people, parted: what of it is about one of them."""

from dataclasses import replace
from datetime import date

from hub.consent.coverage import Question
from hub.consent.papers import Paper
from hub.consent.signers import Kind, has_power
from hub.terms.clock import age_on
from hub.terms.ids import PersonId
from hub.terms.people import (
    FULL_AGE,
    Person,
)


def of_one(paper: Paper, person: PersonId, question: Question) -> Paper:
    """The paper as far as it is about one person: what others said for themselves on the same sheet is none of theirs.

    A withdrawal for somebody else is not either (D29). Whoever may have spoken for the person stays, with power or
    without: whether they had it is not told here (R7, D18).
    """
    about = [one for one in paper.withdrawals if one.persons is None or person in one.persons]
    spoke = {(one.by, one.day) for one in paper.declarations} | {(one.by, one.day) for one in about}
    theirs = {pair for pair in spoke if _is_about(person, pair, paper, question)}
    return replace(
        paper,
        persons=(person,),
        declarations=tuple(one for one in paper.declarations if (one.by, one.day) in theirs),
        withdrawals=tuple(one for one in about if (one.by, one.day) in theirs),
    )


def _is_about(person: PersonId, word: tuple[PersonId, date], paper: Paper, question: Question) -> bool:
    """Of those whom the paper is about as well, only a grown-up speaks for a child, and a Betreuer for a grown-up."""
    by, day = word
    if by == person or by not in paper.persons:
        return True
    known = {one.id: one for one in question.family.persons}
    if not _is_grown(known[person], day) and _is_grown(known[by], day):
        return True
    return any(has_power(by, known[person], kind, question.circle, day) for kind in Kind)


def _is_grown(person: Person, day: date) -> bool:
    return person.born is not None and age_on(person.born, day) >= FULL_AGE
