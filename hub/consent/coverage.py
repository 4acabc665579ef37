"""What one paper covers when a question meets it: recipient, purpose, fields, time and text; not yet who signed."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import NamedTuple

from hub.consent.circle import Circle
from hub.consent.papers import Declaration, Notice, Paper, Recipient, Relative, Staff, Team, Withdrawal
from hub.terms.catalogue import Catalogue
from hub.terms.clock import legal_day
from hub.terms.ids import CellId, PersonId, StaffId, TeamId
from hub.terms.lists import Category, Purpose, Role
from hub.terms.people import Family
from hub.terms.principals import Principal
from hub.terms.reasons import Reason

DEPUTIES = frozenset({Role.JOBCOACH_DEPUTY, Role.ASD_DEPUTY})
_NOTICES = frozenset(Notice)
_EVERYTHING = -1


@dataclass(frozen=True)
class Question:
    """For whom and for what purpose a family's consents are worked out, and at which instant.

    `stands_in_for` is the colleague whom a deputy's grant names. `here_since`: the first day since which the principal
    worked for no other agency; None if always.
    """

    family: Family
    principal: Principal
    purpose: Purpose
    at: datetime
    stands_in_for: StaffId | None = None
    here_since: date | None = None

    @cached_property
    def day(self) -> date:
        """The legal day of the instant."""
        return legal_day(self.at)

    @cached_property
    def circle(self) -> Circle:
        """Everybody around the family, and what had been proven by this day."""
        return Circle({person.id: person for person in self.family.persons}, self.day)

    @cached_property
    def names(self) -> frozenset[Recipient]:
        """All by which a text can name the principal: in person, by team, or as the colleague they stand in for."""
        principal = self.principal
        names: set[Recipient] = {Staff(principal.id), Relative(PersonId(principal.id))}  # a person signs in as themself
        names |= {Team(principal.agency, TeamId(team)) for team in (principal.team, principal.provider) if team}
        if self.stands_in_for is not None and principal.role in DEPUTIES:
            names.add(Staff(self.stands_in_for))
        return frozenset(names)

    def is_for(self, recipients: frozenset[Recipient] | None) -> bool:
        """The principal is among these recipients; None leaves nobody out."""
        return recipients is None or not self.names.isdisjoint(recipients)

    def concerned(self, papers: Sequence[Paper]) -> tuple[Paper, ...]:
        """The papers on which this asker's answer turns: no yes, no or withdrawal on another one opens or shuts it."""
        purpose = self.purpose
        return tuple(
            paper
            for paper in papers
            if (paper.purposes is None or purpose in paper.purposes) and self.is_for(paper.reaches)
        )

    def told_apart(self, papers: Sequence[Paper]) -> Hashable:
        """All by which these papers tell askers apart: of two who are the same in it, the same is open."""
        meant = [self.is_for(paper.reaches) for paper in papers]
        meant += [self.is_for(taken.reaches) for paper in papers for taken in paper.withdrawals]
        return self.principal.role in DEPUTIES, self.here_since, self.purpose, tuple(meant)

    def is_meant_by(self, paper: Paper) -> bool:
        """The principal is among its recipients, and was so where they are now.

        Whom a text names in person it names as staff of one agency: at another one the recipient is another controller,
        to whom nobody has said yes (Art. 4 Nr. 9 GDPR, § 67d Abs. 1 SGB X, D26).
        """
        worded = min(paper.valid_from, paper.first_word or paper.valid_from)
        if self.here_since is None or worded >= self.here_since:
            return self.is_for(paper.reaches)
        return paper.reaches is None or not (self.names - {Staff(self.principal.id)}).isdisjoint(paper.reaches)


@dataclass(frozen=True)
class Asking:
    """The papers of a family, and for whom and what they are read."""

    papers: tuple[Paper, ...]
    question: Question
    catalogue: Catalogue


class Sheet(NamedTuple):
    """A paper as one question sees it.

    `asked` are the fields of its categories as the catalogue has them today, `named` those of them that stand in its
    text. `scope` says that it is for another recipient or purpose, `fault` that nothing signed on it can count today.
    Fields on the same side of all `edges` are treated alike.
    """

    paper: Paper
    asked: int
    named: int
    scope: Reason | None
    fault: Reason | None
    yeses: tuple[Declaration, ...]
    noes: tuple[Declaration, ...]
    withdrawals: Sequence[tuple[Withdrawal, int]]
    edges: Sequence[int]

    def opens(self, fields: int, entry: CellId | None) -> bool:
        """The text names these fields and, where it is about single notes, this very entry."""
        return bool(self.named & fields) and (entry is None or entry in self.paper.entries)

    def denies(self, fields: int, entry: CellId | None) -> bool:
        """A no to this paper is a no to these fields; unlike a yes, it needs not name the entry."""
        return bool(self.named & fields) and (entry is None or not self.paper.entries or entry in self.paper.entries)


def lay_out(paper: Paper, question: Question, catalogue: Catalogue) -> Sheet:
    """See one paper with the eyes of one question. What is declared or withdrawn later than it is not seen."""
    asked = _mask(paper.categories, catalogue) & catalogue.all
    named = asked & paper.fields
    withdrawals = [
        (withdrawal, _mask(withdrawal.categories, catalogue))
        for withdrawal in paper.withdrawals
        if withdrawal.received_at <= question.at and question.is_for(withdrawal.reaches)
    ]
    return Sheet(
        paper=paper,
        asked=asked,
        named=named,
        scope=_scope(paper, question) if question.is_meant_by(paper) else Reason.RECIPIENT_NOT_COVERED,
        fault=_fault(paper, question.day),
        yeses=paper.yeses,
        noes=_noes(paper, question) if question.is_for(paper.reaches) else (),
        withdrawals=withdrawals,
        edges=(asked, named, *[mask for _, mask in withdrawals]),
    )


@lru_cache(maxsize=1024)
def _mask(categories: frozenset[Category] | None, catalogue: Catalogue) -> int:
    if categories is None:
        return _EVERYTHING
    mask = 0
    for category in categories:
        mask |= catalogue.category_masks[category]
    return mask


def _scope(paper: Paper, question: Question) -> Reason | None:
    """A deputy is covered only where the text says "auch die Vertretung" (R8)."""
    if not paper.deputies and question.principal.role in DEPUTIES:
        return Reason.RECIPIENT_NOT_COVERED
    if paper.purposes is not None and question.purpose not in paper.purposes:
        return Reason.PURPOSE_NOT_ALLOWED
    return None


def _fault(paper: Paper, day: date) -> Reason | None:
    """Blanket wording (D4), time (D16, D26) and notices (D3)."""
    if paper.categories is None or paper.recipients is None or paper.purposes is None:
        return Reason.NOT_SPECIFIC
    if day > paper.last_day:
        return Reason.CONSENT_EXPIRED
    if day < paper.valid_from:
        return Reason.CONSENT_NOT_YET_VALID
    if not paper.notices >= _NOTICES:
        return Reason.NOTICE_MISSING
    return None


def _noes(paper: Paper, question: Question) -> tuple[Declaration, ...]:
    """Refusals that were said by now, for this purpose. They need no form and do not expire."""
    if paper.purposes is not None and question.purpose not in paper.purposes:
        return ()
    return tuple(said for said in paper.noes if said.at <= question.at)
