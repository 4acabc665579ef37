"""What a paper says and what became of it, for people to read. Papers about what was confided have no story here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from hub.consent.coverage import Asking, Question
from hub.consent.lacking import lacking
from hub.consent.papers import Declaration, Paper, Recipient, Way, Withdrawal
from hub.consent.secrecy import plain
from hub.consent.standing import Finding, find, is_over, openable
from hub.terms.catalogue import Catalogue
from hub.terms.confirming import ORAL_DAYS
from hub.terms.consents import COLUMNS, PaperStory, SaidSo, Stand, TakenBack
from hub.terms.ids import PersonId
from hub.terms.lacks import Lack
from hub.terms.lists import Category, Purpose
from hub.terms.principals import Principal

_TOLD = frozenset(category for column in COLUMNS for category in column)
_CAUTION = tuple(Stand)
_COMPLETE = {Stand.GRANTED: True, Stand.EXPIRING: True, Stand.OPEN: False, Stand.OWN_DECISION: False}
"""Elsewhere it is no word that lacks."""


@dataclass(frozen=True)
class Telling:
    """To whom a story is told: whose name may be said, and what the recipients are called and ask as.

    `question` is that of the reader; only its family and its day count here.
    """

    papers: tuple[Paper, ...]
    question: Question
    catalogue: Catalogue
    known: frozenset[PersonId]
    keys: Mapping[Recipient, str]
    askers: Mapping[Recipient, Principal]


def is_told(paper: Paper) -> bool:
    """It is about something in the table: what was confided stays between two people (§ 65 SGB VIII, S1)."""
    return not paper.entries and (paper.categories is None or bool(paper.categories & _TOLD))


def tell(paper: Paper, telling: Telling) -> PaperStory:
    """The story of one paper, as far as its people may be named. Of a release from secrecy beside those of its kind."""
    if paper.bound is not None:
        alone = replace(telling, papers=plain(telling.papers, paper.bound))
        return replace(tell(replace(paper, bound=None), alone), bound=paper.bound)
    stand, partly = _stand(paper, telling)
    return PaperStory(
        ref=paper.ref,
        stand=stand,
        partly=partly,
        persons=tuple(person for person in paper.persons if person in telling.known),
        categories=_in_order(paper.categories),
        recipients=tuple(telling.keys[one] for one in paper.recipients or () if one in telling.keys),
        purposes=tuple(purpose for purpose in Purpose if purpose in (paper.purposes or ())),
        valid_from=paper.valid_from,
        last_day=paper.last_day,
        way=paper.way.value,
        said=tuple(_said(one, telling.known) for one in sorted(paper.declarations, key=lambda one: one.at)),
        taken_back=tuple(_taken_back(one, telling) for one in paper.withdrawals),
        asked_on=paper.asked_on,
        languages=tuple(sorted(paper.languages)),
        interpreter=tuple(sorted(paper.interpreter)),
        form_version=paper.form_version,
        deputies=paper.deputies,
        confirm_by=_confirm_by(paper),
        entered_late=any(one.day > paper.valid_from for one in paper.yeses[:1]),
        invalid_since=paper.invalid_since,
        complete=_COMPLETE.get(stand),
        missing=_missing(paper, telling) if _COMPLETE.get(stand) is False else (),
    )


def _in_order(categories: frozenset[Category] | None) -> tuple[Category, ...]:
    return tuple(category for category in Category if category in (categories or ()) and category in _TOLD)


def _said(said: Declaration, known: frozenset[PersonId]) -> SaidSo:
    return SaidSo(said.by if said.by in known else None, said.at, said.answer == "yes")


def _taken_back(withdrawal: Withdrawal, telling: Telling) -> TakenBack:
    known, recipients = telling.known, withdrawal.recipients or ()
    return TakenBack(
        by=withdrawal.by if withdrawal.by in known else None,
        received_at=withdrawal.received_at,
        entered_at=withdrawal.entered_at,
        categories=_in_order(withdrawal.categories),
        persons=tuple(sorted((withdrawal.persons or frozenset()) & known)),
        recipients=tuple(telling.keys[one] for one in recipients if one in telling.keys),
        told=withdrawal.told and withdrawal.told.value,
    )


def _confirm_by(paper: Paper) -> date | None:
    if paper.way is not Way.ORAL or paper.written_on is not None:
        return None
    return max((said.day + timedelta(ORAL_DAYS) for said in paper.yeses), default=None)


def _stand(paper: Paper, telling: Telling) -> tuple[Stand, bool]:
    """What became of the paper itself; else what it opens today, to the first whom it names.

    The most cautious is said where its parts differ, and that they disagree also of the one who stands by a yes.
    """
    day = telling.question.day
    if paper.invalid_since is not None and paper.invalid_since <= day:
        return Stand.INVALID, False
    if is_over(telling.question.family, day):
        return Stand.ENDED, False
    said = _by_its_words(paper, telling.question.at)
    if said is not None:
        return said, False
    found = _findings(paper, telling)
    named = [one for one in found if paper.ref in one.consents or one.stand is Stand.DISAGREED] or found
    ran_out = Stand.EXPIRED if paper.yeses and day > paper.last_day else Stand.OPEN
    stands = {finding.stand for finding in named} or {ran_out}
    return min(stands, key=_CAUTION.index), len(stands) > 1


def _findings(paper: Paper, telling: Telling) -> Sequence[Finding]:
    """Of everybody the paper is about and who may be named, for each of its purposes."""
    family = telling.question.family
    persons = [one for one in family.persons if one.id in paper.persons and one.id in telling.known]
    return [
        finding
        for asking in _askings(paper, telling)
        for person in persons
        for finding in find(person, asking)
        if finding.fields & paper.fields
    ]


def _askings(paper: Paper, telling: Telling) -> list[Asking]:
    """As the first recipient of the paper of whom the reader may be told, for each of its purposes."""
    asker = next((telling.askers[one] for one in paper.recipients or () if one in telling.askers), None)
    if asker is None:
        return []
    questions = [
        Question(telling.question.family, asker, purpose, telling.question.at)
        for purpose in sorted(paper.purposes or ())
    ]
    return [Asking(telling.papers, question, telling.catalogue) for question in questions]


def _missing(paper: Paper, telling: Telling) -> tuple[Lack, ...]:
    """Who must still speak about those of its people who may be named; each word once, whatever the purpose."""
    about = telling.known.intersection(paper.persons)
    found: list[Lack] = []
    for asking in _askings(paper, telling):
        fields = paper.fields & openable(asking.catalogue, asking.question.principal.agency)
        found += lacking(about, fields or paper.fields, asking)
    return tuple(dict.fromkeys(found))


def _by_its_words(paper: Paper, at: datetime) -> Stand | None:
    """Refused where nobody ever said yes to it, withdrawn where no yes on it is left, whatever other papers open."""
    noes = [said for said in paper.noes if said.at <= at]
    if noes and not paper.yeses:
        return Stand.REFUSED
    is_left = any(not _is_taken_back(paper, said, at) for said in paper.yeses)
    return Stand.WITHDRAWN if paper.yeses and not is_left else None


def _is_taken_back(paper: Paper, said: Declaration, at: datetime) -> bool:
    """Wholly: for everybody, from everybody and of everything that the paper names."""
    return any(
        back.by == said.by
        and said.at <= back.received_at <= at
        and _holds(back.persons, frozenset(paper.persons))
        and _holds(back.categories, paper.categories)
        and _holds(back.reaches, paper.reaches)
        for back in paper.withdrawals
    )


def _holds(taken: frozenset[object] | None, named: frozenset[object] | None) -> bool:
    return taken is None or (named is not None and named <= taken)
