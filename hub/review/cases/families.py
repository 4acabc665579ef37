"""„Dazu habe ich eine Frage“: somebody of a family asks about a line of their list; 14 days to answer (J12)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from hub.db.errors import NotThere, ThereAlready
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.review.cases.entries import Deed, entry_of
from hub.review.cases.sealing import FAMILIES, LONGEST, OFFICERS, seal, unseal
from hub.review.cases.store import ask_about, read_own_answers
from hub.terms.account import Account
from hub.terms.case_news import OwnAnswers
from hub.terms.case_words import CaseFault
from hub.terms.cases import TIME_TO_ANSWER_FAMILY, CaseId
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, new_id
from hub.terms.log import Cursor, LogQuery
from hub.terms.principals import Principal
from hub.terms.reasons import Reason

Read = Callable[[Principal, str, LogQuery, datetime], Account]
"""A stretch of somebody's own list, written down."""


@dataclass(frozen=True, repr=False)
class FamilyQuestions:
    """The questions of whoever is signed in as one of a family, and what they were told."""

    house: House
    read: Read

    def line(self, principal: Principal, session: str, place: Cursor, at: datetime) -> Account | None:
        """The one line of one's own list at a place; None where nothing stands there that one is told of."""
        just_after = Cursor(place.at, EntryId(str(UUID(int=(UUID(place.entry).int + 1) % 2**128))))
        told = self.read(principal, session, LogQuery(before=just_after, limit=1), at)
        return told if [place.entry] == [line.entry for line in told.lines] else None

    def answers(self, session: str, statement: EntryId) -> OwnAnswers:
        """What the officers told, for the statement that one is reading."""
        return read_own_answers(self.house.db, statement, session, partial(unseal, self.house))

    def ask(self, principal: Principal, session: str, place: Cursor, words: str, at: datetime) -> str | CaseFault:
        """Ask about the line at a place; the number under which it is answered."""
        if not words.strip() or len(words) > LONGEST:
            return CaseFault.WORDS
        told = self.line(principal, session, place, at)
        if told is None:
            return CaseFault.GONE
        return ask_one(self.house, (principal, session), told, words, at)


@by_rules_in_force
def ask_one(house: House, who: tuple[Principal, str], told: Account, words: str, at: datetime) -> str | CaseFault:
    """The question with its case, in one transaction with its entry. Asked before, it is asked."""
    case, due = CaseId(new_id()), legal_day(at + TIME_TO_ANSWER_FAMILY)
    about = told.lines[0].entry
    boxes = seal(house, OFFICERS, case, words), seal(house, FAMILIES, case, words)
    said = {"case": case, "number": told.family, "about": about, "due": due.isoformat()}
    entry = entry_of(house, Deed(who[0], at, reason=Reason.OWN_RIGHTS), Event.CASE_QUESTION, said)
    try:
        with house.db.begin() as tx:
            append(tx, house.writer, entry)
            asked = {"case": case, "key": new_id(), "about": about, "due": due.isoformat()}
            return ask_about(tx, entry.id, who[1], asked, boxes)
    except ThereAlready:
        return CaseFault.SENT
    except NotThere:
        return CaseFault.GONE
