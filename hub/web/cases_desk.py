"""What the pages of cases ask of the rest of the house."""

from datetime import datetime
from typing import Protocol

from hub.terms.account import Account
from hub.terms.case_dues import Due
from hub.terms.case_news import OwnAnswers
from hub.terms.case_words import CaseFault
from hub.terms.cases import (
    Board,
    Case,
    CaseId,
    EmbargoWish,
    KeyRequest,
    Notice,
    Opening,
    Revealed,
    RuleText,
    Stride,
    Tie,
)
from hub.terms.ids import EntryId
from hub.terms.log import Cursor, LogLine
from hub.terms.principals import Principal


class Cases(Protocol):
    """The officers' cases. Each look and each step is written down; a session is its own proof."""

    def rule(self, rule: str | None) -> RuleText | None:
        """What a rule says of itself; None where its file is gone."""

    def board(self, principal: Principal, session: str, at: datetime) -> Board:
        """What was found and what is made of it."""

    def dues(self, board: Board) -> tuple[Due, ...]:
        """The days of what waits and of the cases, the nearest first."""

    def is_reminded(self, session: str) -> bool:
        """Whether an officer is reminded of a day; not of which."""

    def open(self, principal: Principal, session: str, opening: Opening, at: datetime) -> CaseId | CaseFault:
        """Begin a case; what has one keeps it."""

    def read(
        self, principal: Principal, session: str, case: CaseId, at: datetime
    ) -> tuple[Case, tuple[Tie, ...]] | None:
        """One case, and whose families they were; None if it is not there or not this controller's."""

    def lines(self, principal: Principal, case: Case, view: str, at: datetime) -> tuple[LogLine, ...]:
        """Its entries, or what stands around them."""

    def take(self, principal: Principal, session: str, stride: Stride, at: datetime) -> CaseFault | None:
        """One step; or why it was not taken, and then nothing was."""

    def reveal(self, principal: Principal, session: str, stride: Stride, at: datetime) -> Revealed | CaseFault:
        """A name, for this one showing."""

    def tell_later(self, principal: Principal, session: str, wish: EmbargoWish, at: datetime) -> CaseFault | None:
        """Give an end to what is told later by law."""


class SecondKeys(Protocol):
    """What waits for a second key."""

    def waiting(self, principal: Principal, session: str, at: datetime) -> tuple[KeyRequest, ...]:
        """A look at it, written down."""

    def turn(self, principal: Principal, session: str, stride: Stride, at: datetime) -> CaseFault | None:
        """Say yes or no."""


class Notices(Protocol):
    """What one is asked about one's own entries."""

    def has_any(self, session: str) -> bool:
        """Whether one waits; not what it says."""

    def read(self, principal: Principal, session: str, at: datetime) -> tuple[Notice, ...]:
        """Those that wait, written down as a look at one's own entries."""

    def answer(self, principal: Principal, session: str, stride: Stride, at: datetime) -> CaseFault | None:
        """Answer one in one's own words."""


class FamilyQuestions(Protocol):
    """Questions of somebody of a family about lines of their own list."""

    def line(self, principal: Principal, session: str, place: Cursor, at: datetime) -> Account | None:
        """The one line at a place; None where nothing stands there that one is told of."""

    def answers(self, session: str, statement: EntryId) -> OwnAnswers:
        """What the officers told, for the statement that one is reading."""

    def ask(self, principal: Principal, session: str, place: Cursor, words: str, at: datetime) -> str | CaseFault:
        """Ask; the number under which it is answered."""
