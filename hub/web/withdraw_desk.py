"""What the pages for taking back ask of the rest of the house."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from hub.terms.account import Account
from hub.terms.consent_forms import Form
from hub.terms.family_questions import AnswerFault, Answers, WaitingView
from hub.terms.ids import EntryId
from hub.terms.log import LogQuery
from hub.terms.own_consents import OwnView
from hub.terms.parts import Wanted
from hub.terms.principals import Principal
from hub.terms.recalls import RecallView, RecallWish
from hub.terms.receipts import ReceiptView, Which
from hub.terms.withdrawing import Part, VoidWish, WithdrawalOutcome, WithdrawalWish


class Withdrawals(Protocol):
    """Withdrawals as staff enter them. None: no such consent, or not theirs to see; the two look alike."""

    def enter(self, principal: Principal, wish: WithdrawalWish, at: datetime) -> WithdrawalOutcome | None:
        """Somebody took a consent back, in force from its receipt."""

    def void(self, principal: Principal, wish: VoidWish, at: datetime) -> WithdrawalOutcome | None:
        """A paper was entered by mistake."""

    def recalls(self, principal: Principal, wanted: Wanted, at: datetime) -> RecallView:
        """What is to be confirmed about what was shared before a withdrawal."""

    def answer(self, principal: Principal, wish: RecallWish, at: datetime) -> bool:
        """Confirm it. False: there is nothing of the kind to be answered."""


class OwnAccount(Protocol):
    """What the log says about somebody of a family, for them."""

    def read(self, principal: Principal, session: str, query: LogQuery, at: datetime) -> Account:
        """One stretch, newest first; written down as a statement. The key of the session is its proof."""

    def read_all(self, principal: Principal, session: str, at: datetime) -> tuple[Account, ...]:
        """Every stretch."""

    def proofs(self, told: Account) -> Mapping[EntryId, bytes]:
        """The proof of each line that a published checkpoint covers."""


class OwnConsents(Protocol):
    """What somebody of a family agreed to themselves."""

    def open(self, principal: Principal, at: datetime) -> OwnView:
        """A look at it, written down as one."""

    def form(self, version: str) -> Form | None:
        """A version of the consent form."""

    def questions(self, principal: Principal, at: datetime) -> WaitingView:
        """What they are asked on their page; written down as a look."""

    def answer(self, principal: Principal, answers: Answers, at: datetime) -> tuple[AnswerFault, ...]:
        """Answer it, in force at once; or what is wrong, and then nothing is kept."""

    def take_back(self, principal: Principal, ref: str, part: Part, at: datetime) -> WithdrawalOutcome | None:
        """Take one back, at once. None: there is no such consent of theirs."""

    def receipt(self, principal: Principal, which: Which, at: datetime) -> ReceiptView:
        """A look at what they said to one paper, for a receipt of it."""
