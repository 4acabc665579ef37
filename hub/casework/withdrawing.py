"""What workers enter when somebody takes a consent back, or when a paper was entered by mistake."""

from dataclasses import dataclass
from datetime import datetime

from hub.casework.parts import NAMES
from hub.gate.consents import NoSuchConsent
from hub.gate.house import House
from hub.gate.recalls import answer_recall, look_at_recalls
from hub.gate.withdrawing import enter_mistake, enter_withdrawal
from hub.terms.access import AccessRequest, Act
from hub.terms.parts import Wanted
from hub.terms.principals import Principal
from hub.terms.recalls import RecallView, RecallWish
from hub.terms.withdrawing import VoidWish, WithdrawalOutcome, WithdrawalWish


@dataclass(frozen=True, repr=False)
class Withdrawals:
    """Withdrawals as staff enter them, for one process group. None is the answer where there is no such consent."""

    house: House

    def enter(self, principal: Principal, wish: WithdrawalWish, at: datetime) -> WithdrawalOutcome | None:
        """Somebody took a consent back: in force from its receipt."""
        try:
            return enter_withdrawal(self.house, _request(principal, wish, at), wish)
        except NoSuchConsent:
            return None

    def void(self, principal: Principal, wish: VoidWish, at: datetime) -> WithdrawalOutcome | None:
        """A paper was entered by mistake: it stays, and opens nothing."""
        try:
            return enter_mistake(self.house, _request(principal, wish, at), wish)
        except NoSuchConsent:
            return None

    def recalls(self, principal: Principal, wanted: Wanted, at: datetime) -> RecallView:
        """What is to be confirmed about what was shared before."""
        return look_at_recalls(self.house, _request(principal, wanted, at))

    def answer(self, principal: Principal, wish: RecallWish, at: datetime) -> bool:
        """Confirm it, for one's own agency."""
        return answer_recall(self.house, _request(principal, wish, at), wish)


def _request(
    principal: Principal, wish: WithdrawalWish | VoidWish | RecallWish | Wanted, at: datetime
) -> AccessRequest:
    return AccessRequest(principal, (principal,), Act.DISCLOSE, wish.purpose, wish.number, at, only=NAMES)
