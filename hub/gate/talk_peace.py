"""For how long somebody is left in peace who said no to a question, and which questions are the same (J4)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from hub.consent.papers import Paper, Withdrawal
from hub.consent.reading import names_by_id, read_recipient
from hub.consent.stories import is_told
from hub.policy.blanks import REST
from hub.terms.catalogue import Catalogue
from hub.terms.clock import months_later
from hub.terms.ids import CellId, PersonId
from hub.terms.lists import Category
from hub.terms.talks import NewQuestion, Question


@dataclass(frozen=True)
class Noes:
    """What was signed, as it is looked through for a no, on which day."""

    papers: Sequence[Paper]
    catalogue: Catalogue
    day: date


def peace_until(
    noes: Noes, question: tuple[PersonId, str, frozenset[Category]], kind: Callable[[Paper], bool]
) -> date | None:
    """Until when somebody who said no to this, or took it back, is not to be asked again.

    Consent, a release from secrecy and a confided note are questions apart: a no to one is none to the other.
    """
    days = [said.day for paper in _about(noes, question, kind) for said in paper.noes]
    days += [back.day for back in taken_back(noes, question, kind)]
    last = max(days, default=None)
    until = months_later(last, REST) if last is not None else None
    return until if until is not None and noes.day < until else None


def taken_back(
    noes: Noes, question: tuple[PersonId, str, frozenset[Category]], kind: Callable[[Paper], bool]
) -> tuple[Withdrawal, ...]:
    """Every withdrawal of something of this, whoever's."""
    person, recipient, categories = question
    named = read_recipient(recipient, names_by_id(noes.catalogue))
    return tuple(
        back
        for paper in _about(noes, question, kind)
        for back in paper.withdrawals
        if (back.persons is None or person in back.persons)
        and (back.categories is None or back.categories & categories)
        and (back.reaches is None or named in back.reaches)
    )


def _about(
    noes: Noes, question: tuple[PersonId, str, frozenset[Category]], kind: Callable[[Paper], bool]
) -> list[Paper]:
    person, recipient, categories = question
    named = read_recipient(recipient, names_by_id(noes.catalogue))
    about = [paper for paper in noes.papers if person in paper.persons and kind(paper)]
    about = [paper for paper in about if paper.reaches is None or named in paper.reaches]
    return [paper for paper in about if paper.categories is None or paper.categories & categories]


def is_consent(paper: Paper) -> bool:
    """A paper that asks for consent to what is in the table."""
    return is_told(paper) and paper.bound is None


def kind_of(new: NewQuestion) -> Callable[[Paper], bool]:
    """Papers that ask the same as this question: for consent, to release the same, or about the same note."""
    return _kind(new.note[0] if new.note else None, None if new.bound is None else plain(new.bound))


def kind_of_asked(question: Question) -> Callable[[Paper], bool]:
    """The same of a question that is on a list."""
    return _kind(question.note, question.bound or None)


def _kind(note: CellId | None, bound: str | None) -> Callable[[Paper], bool]:
    if note is not None:
        return lambda paper: note in paper.entries
    if bound is not None:
        return lambda paper: is_told(paper) and paper.bound == bound
    return is_consent


def plain(words: str) -> str:
    """In one line, with single spaces."""
    return " ".join(words.split())
