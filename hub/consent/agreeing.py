"""Who has said yes to some fields of one person, and whose yes is still missing. For tables; it opens nothing."""

from collections.abc import Sequence

from hub.consent.coverage import Question, Sheet, lay_out
from hub.consent.papers import Declaration, Paper
from hub.consent.signers import kind_masks, required_signers
from hub.terms.catalogue import Catalogue
from hub.terms.ids import PersonId
from hub.terms.people import Person


def agreed(
    person: Person, fields: int, papers: Sequence[Paper], question: Question, catalogue: Catalogue
) -> frozenset[PersonId]:
    """Everybody who must sign today and whose yes, on a paper in force for this question, is not taken back."""
    required = _required(person, fields, question, catalogue)
    return required & frozenset(
        said.by
        for sheet in _in_force(person, fields, papers, question, catalogue)
        for said in sheet.yeses
        if said.at <= question.at and not _is_taken_back(sheet, said, person, fields)
    )


def lacking(
    person: Person, fields: int, papers: Sequence[Paper], question: Question, catalogue: Catalogue
) -> tuple[PersonId, ...]:
    """Everybody who must sign today and has not, in the order of the record; the person's own say comes last."""
    missing = _required(person, fields, question, catalogue) - agreed(person, fields, papers, question, catalogue)
    order = [one.id for one in question.family.persons]
    return tuple(sorted(missing, key=lambda one: (one == person.id, order.index(one) if one in order else -1)))


def _required(person: Person, fields: int, question: Question, catalogue: Catalogue) -> frozenset[PersonId]:
    kinds = [kind for kind, mask in kind_masks(catalogue) if mask & fields]
    signers = [required_signers(person, kind, question.circle, question.day) for kind in kinds]
    return frozenset(one for some in signers for one in some.ids)


def _in_force(
    person: Person, fields: int, papers: Sequence[Paper], question: Question, catalogue: Catalogue
) -> list[Sheet]:
    about = [paper for paper in papers if person.id in paper.persons]
    valid = [paper for paper in about if paper.invalid_since is None or question.day < paper.invalid_since]
    sheets = [lay_out(paper, question, catalogue) for paper in valid]
    return [sheet for sheet in sheets if sheet.scope is None and sheet.fault is None and sheet.named & fields]


def _is_taken_back(sheet: Sheet, said: Declaration, person: Person, fields: int) -> bool:
    return any(
        withdrawal.by == said.by
        and withdrawal.received_at >= said.at
        and (withdrawal.persons is None or person.id in withdrawal.persons)
        and mask & fields != 0
        for withdrawal, mask in sheet.withdrawals
    )
