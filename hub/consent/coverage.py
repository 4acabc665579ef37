"""What one paper covers when a question meets it: recipient, purpose, fields, time and text; not yet who signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from hub.consent.papers import Answer, Declaration, Notice, Paper, Recipient, Relative, Staff, Team, Withdrawal
from hub.consent.signers import Circle
from hub.terms.catalogue import Catalogue
from hub.terms.clock import legal_day
from hub.terms.ids import CellId, StaffId
from hub.terms.lists import Agency, Category, Purpose, Role
from hub.terms.people import Family
from hub.terms.principals import Principal
from hub.terms.reasons import Reason

_DEPUTIES = frozenset({Role.JOBCOACH_DEPUTY, Role.ASD_DEPUTY})
_EVERYTHING = -1


@dataclass(frozen=True)
class Question:
    """For whom and for what purpose a family's consents are worked out, and at which instant.

    `stands_in_for` is the colleague whom a deputy's grant names.
    """

    family: Family
    principal: Principal
    purpose: Purpose
    at: datetime
    stands_in_for: StaffId | None = None

    @cached_property
    def day(self) -> date:
        """The legal day of the instant."""
        return legal_day(self.at)

    @cached_property
    def circle(self) -> Circle:
        """Everybody around the family, and what had been proven by this day."""
        return Circle({person.id: person for person in self.family.persons}, self.day)


@dataclass(frozen=True)
class Sheet:
    """A paper as one question sees it.

    `asked` are the fields of its categories as the catalogue has them today, `named` those of them that stand in its
    text. `scope` says that it is for another recipient or purpose, `fault` that nothing signed on it can count today.
    """

    paper: Paper
    asked: int
    named: int
    scope: Reason | None
    fault: Reason | None
    yeses: tuple[Declaration, ...]
    noes: tuple[Declaration, ...]
    withdrawals: tuple[tuple[Withdrawal, int], ...]

    def opens(self, fields: int, entry: CellId | None) -> bool:
        """The text names these fields and, where it is about single notes, this very entry."""
        return bool(self.named & fields) and (entry is None or entry in self.paper.entries)

    def denies(self, fields: int, entry: CellId | None) -> bool:
        """A no to this paper is a no to these fields; unlike a yes, it needs not name the entry."""
        return bool(self.named & fields) and (entry is None or not self.paper.entries or entry in self.paper.entries)


def lay_out(paper: Paper, question: Question, catalogue: Catalogue) -> Sheet:
    """See one paper with the eyes of one question. What is declared or withdrawn later than it is not seen."""
    asked = _mask(paper.categories, catalogue) & catalogue.all
    return Sheet(
        paper=paper,
        asked=asked,
        named=asked & paper.fields,
        scope=_scope(paper, question),
        fault=_fault(paper, question.day),
        yeses=tuple(said for said in paper.declarations if said.answer is Answer.YES),
        noes=_noes(paper, question),
        withdrawals=tuple(
            (withdrawal, _mask(withdrawal.categories, catalogue))
            for withdrawal in paper.withdrawals
            if withdrawal.received_at <= question.at and _is_meant(withdrawal.recipients, question)
        ),
    )


def _mask(categories: Iterable[Category] | None, catalogue: Catalogue) -> int:
    if categories is None:
        return _EVERYTHING
    mask = 0
    for category in categories:
        mask |= catalogue.category_masks[category]
    return mask


def _scope(paper: Paper, question: Question) -> Reason | None:
    """A deputy is covered only where the text says "auch die Vertretung" (R8)."""
    named = _is_meant(paper.recipients, question)
    if not named or (question.principal.role in _DEPUTIES and not paper.deputies):
        return Reason.RECIPIENT_NOT_COVERED
    if paper.purposes is not None and question.purpose not in paper.purposes:
        return Reason.PURPOSE_NOT_ALLOWED
    return None


def _is_meant(recipients: tuple[Recipient, ...] | None, question: Question) -> bool:
    """The principal, their team, or the colleague for whom they stand in, is named; or nobody is left out."""
    return recipients is None or any(_is_named(recipient, question) for recipient in recipients)


def _is_named(recipient: Recipient, question: Question) -> bool:
    principal = question.principal
    match recipient:
        case Team(agency, team):
            return agency is principal.agency and team in (principal.team, principal.provider)
        case Staff(staff):
            stood_for = question.stands_in_for if principal.role in _DEPUTIES else None
            return staff in (principal.id, stood_for)
        case Relative(person):  # who belongs to a family signs in under the id of the person
            return principal.agency is Agency.FAMILY and str(person) == str(principal.id)


def _fault(paper: Paper, day: date) -> Reason | None:
    """Blanket wording (D4), time (D16, D26) and notices (D3)."""
    if paper.categories is None or paper.recipients is None or paper.purposes is None:
        return Reason.NOT_SPECIFIC
    if day > paper.last_day:
        return Reason.CONSENT_EXPIRED
    if day < paper.valid_from:
        return Reason.CONSENT_NOT_YET_VALID
    if not paper.notices.issuperset(Notice):
        return Reason.NOTICE_MISSING
    return None


def _noes(paper: Paper, question: Question) -> tuple[Declaration, ...]:
    """Refusals that were said by now, to this recipient and purpose. They need no form and do not expire."""
    meant = _is_meant(paper.recipients, question) and (paper.purposes is None or question.purpose in paper.purposes)
    if not meant:
        return ()
    return tuple(said for said in paper.declarations if said.answer is Answer.NO and said.at <= question.at)
