"""What somebody agreed to themselves, and taking it back: in at most three taps, without a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hub.gate.consents import NoSuchConsent
from hub.gate.family_questions import answer_questions, look_at_questions
from hub.gate.house import House
from hub.gate.own_consents import look_at_own, withdraw_own
from hub.gate.receipts import look_at_own_receipt
from hub.terms.access import AccessRequest, Act
from hub.terms.consent_forms import Form
from hub.terms.family_questions import AnswerFault, Answers, WaitingView
from hub.terms.ids import FamilyNumber, FieldId, PersonId
from hub.terms.lists import Purpose
from hub.terms.own_consents import OwnView
from hub.terms.principals import Principal
from hub.terms.receipts import ReceiptView, Which
from hub.terms.withdrawing import Part, WithdrawalOutcome, WithdrawalWish

NAMES = frozenset(map(FieldId, ("given_name", "family_name")))
PURPOSE = Purpose.DATA_SUBJECT_ACCESS


@dataclass(frozen=True, repr=False)
class OwnConsents:
    """The own consents of whoever is signed in as one of a family."""

    house: House
    forms: Mapping[str, Form] = field(default_factory=dict)
    """The versions of the consent form, by their names."""

    def open(self, principal: Principal, at: datetime) -> OwnView:
        """A look at them, written down as one."""
        return look_at_own(self.house, own_request(principal, at))

    def take_back(self, principal: Principal, ref: str, part: Part, at: datetime) -> WithdrawalOutcome | None:
        """Take one back, wholly or in part, in force at once. None: there is no such consent of theirs."""
        wish = WithdrawalWish(
            number=number_of(principal),
            purpose=PURPOSE,
            ref=ref,
            by=PersonId(principal.id),
            received_at=at,
            told="portal",
            part=part,
        )
        try:
            return withdraw_own(self.house, own_request(principal, at), wish)
        except NoSuchConsent:
            return None

    def form(self, version: str) -> Form | None:
        """A version of the form."""
        return self.forms.get(version)

    def questions(self, principal: Principal, at: datetime) -> WaitingView:
        """What they are asked on their page; written down as a look."""
        return look_at_questions(self.house, own_request(principal, at))

    def answer(self, principal: Principal, answers: Answers, at: datetime) -> tuple[AnswerFault, ...]:
        """Answer it, in force at once."""
        return answer_questions(self.house, own_request(principal, at), self.forms, answers)

    def receipt(self, principal: Principal, which: Which, at: datetime) -> ReceiptView:
        """A look at what one said oneself to one paper, for a receipt of it; written down as one."""
        return look_at_own_receipt(self.house, own_request(principal, at), which)


def number_of(principal: Principal) -> FamilyNumber:
    """The family of an account: its reference is the case number and the person, as the loader wrote it."""
    return FamilyNumber(principal.ref.partition("/")[0])


def own_request(principal: Principal, at: datetime) -> AccessRequest:
    """A question about oneself, by the names alone."""
    return AccessRequest(principal, (principal,), Act.DISCLOSE, PURPOSE, number_of(principal), at, only=NAMES)
