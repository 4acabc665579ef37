"""A desk without cases: nothing was found, nobody is asked, and what is asked for is not there."""

from datetime import datetime
from typing import TypedDict

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


class NoCases:
    """Officers find nothing."""

    def rule(self, rule: str | None) -> RuleText | None:
        return None

    def board(self, principal: Principal, session: str, at: datetime) -> Board:
        return Board()

    def dues(self, board: Board) -> tuple[Due, ...]:
        return ()

    def is_reminded(self, session: str) -> bool:
        return False

    def open(self, principal: Principal, session: str, opening: Opening, at: datetime) -> CaseId | CaseFault:
        return CaseFault.GONE

    def read(
        self, principal: Principal, session: str, case: CaseId, at: datetime
    ) -> tuple[Case, tuple[Tie, ...]] | None:
        return None

    def lines(self, principal: Principal, case: Case, view: str, at: datetime) -> tuple[LogLine, ...]:
        return ()

    def take(self, principal: Principal, session: str, stride: Stride, at: datetime) -> CaseFault | None:
        return CaseFault.GONE

    def reveal(self, principal: Principal, session: str, stride: Stride, at: datetime) -> Revealed | CaseFault:
        return CaseFault.GONE

    def tell_later(self, principal: Principal, session: str, wish: EmbargoWish, at: datetime) -> CaseFault | None:
        return CaseFault.GONE


class NoRequests:
    """Nothing waits for a second key."""

    def waiting(self, principal: Principal, session: str, at: datetime) -> tuple[KeyRequest, ...]:
        return ()

    def turn(self, principal: Principal, session: str, stride: Stride, at: datetime) -> CaseFault | None:
        return CaseFault.GONE


class NoNotices:
    """Nobody is asked."""

    def has_any(self, session: str) -> bool:
        return False

    def read(self, principal: Principal, session: str, at: datetime) -> tuple[Notice, ...]:
        return ()

    def answer(self, principal: Principal, session: str, stride: Stride, at: datetime) -> CaseFault | None:
        return CaseFault.GONE


class NoQuestions:
    """Nobody has asked."""

    def line(self, principal: Principal, session: str, place: Cursor, at: datetime) -> Account | None:
        return None

    def answers(self, session: str, statement: EntryId) -> OwnAnswers:
        return OwnAnswers()

    def ask(self, principal: Principal, session: str, place: Cursor, words: str, at: datetime) -> str | CaseFault:
        return CaseFault.GONE


class NoReview(TypedDict):
    """What a desk has of the review's cases."""

    cases: NoCases
    second_keys: NoRequests
    notices: NoNotices
    own_questions: NoQuestions


def no_review() -> NoReview:
    """All of it."""
    return {
        "cases": NoCases(),
        "second_keys": NoRequests(),
        "notices": NoNotices(),
        "own_questions": NoQuestions(),
    }
