"""What the pages of the consent talk ask of the rest of the house."""

from datetime import datetime
from typing import Protocol

from hub.terms.asking import AskOutcome, AskWish
from hub.terms.confirming import ConfirmWish
from hub.terms.consent_forms import Form
from hub.terms.ids import PersonId
from hub.terms.lists import Purpose
from hub.terms.parts import Wanted
from hub.terms.principals import Principal
from hub.terms.talk_over import TalkOver
from hub.terms.talks import Entered, KeptTalk, NewQuestion, Signed, TalkChange, TalkDesk, TalkOutcome, Whereabouts


class Talks(Protocol):
    """Consent talks. None and False: there is no such talk or family, or it is not theirs; the two look alike."""

    def offers(self, principal: Principal, purpose: Purpose) -> bool:
        """Whether a way to a talk is offered to this function."""

    def form(self, version: str) -> Form | None:
        """A version of the form."""

    def open(self, principal: Principal, wanted: Wanted, at: datetime, which: str | None = None) -> TalkDesk | None:
        """What preparing starts from, with one talk, all of them or none: a look, written down as one."""

    def begin(self, principal: Principal, wanted: Wanted, by: tuple[PersonId, str], at: datetime) -> str | None:
        """A talk with somebody: its id."""

    def read(self, principal: Principal, where: Whereabouts, at: datetime) -> KeptTalk | None:
        """One talk, as it was kept."""

    def ask(self, principal: Principal, where: Whereabouts, new: NewQuestion, at: datetime) -> TalkOutcome | None:
        """One more question."""

    def change(self, principal: Principal, where: Whereabouts, wanted: TalkChange, at: datetime) -> TalkOutcome | None:
        """Fewer questions, or another language."""

    def over(self, principal: Principal, where: Whereabouts, at: datetime) -> TalkOver | None:
        """Who has yet to speak, after one person signed; written down as a look. None: nothing waits for more."""

    def carry(self, principal: Principal, where: Whereabouts, by: tuple[PersonId, str], at: datetime) -> str | None:
        """The same questions to somebody else: the id of their talk, the same if pressed twice."""

    def forget(self, principal: Principal, where: Whereabouts, at: datetime) -> bool:
        """Drop one that is prepared: what has a number stays."""

    def sign(self, principal: Principal, where: Whereabouts, signed: Signed, at: datetime) -> TalkOutcome | None:
        """Signed on the tablet, spoken, or found on the sheet."""

    def print(self, principal: Principal, where: Whereabouts, signed: Signed, at: datetime) -> TalkOutcome | None:
        """To be signed on paper."""

    def enter(self, principal: Principal, wanted: Wanted, entered: Entered, at: datetime) -> TalkOutcome | None:
        """A whole talk as a program sends it."""

    def bring(self, principal: Principal, where: Whereabouts, scan: bytes, at: datetime) -> TalkOutcome | None:
        """The sheet came back."""

    def confirm(self, principal: Principal, wish: ConfirmWish, at: datetime) -> TalkOutcome | None:
        """What was spoken is there in writing."""

    def request(self, principal: Principal, wish: AskWish, at: datetime) -> AskOutcome | None:
        """Ask the worker of the other agency to talk with the family."""

    def decline(self, principal: Principal, wanted: Wanted, asked: str, at: datetime) -> bool:
        """The family is not asked now."""

    def take(self, principal: Principal, wanted: Wanted, asked: str, at: datetime) -> bool:
        """It is on the list of a talk."""

    def scan(self, principal: Principal, where: Whereabouts, at: datetime) -> tuple[str, bytes] | None:
        """The sheet as it came back, with its number."""
