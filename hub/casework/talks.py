"""Consent talks as workers hold them: prepared, signed, printed, looked at a second time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hub.casework.parts import NAMES
from hub.gate.asking import ask_for_consent, decline_request, take_request
from hub.gate.confirming import confirm_spoken
from hub.gate.consents import NoSuchConsent
from hub.gate.entering import bring_scan, print_sheet, sign_talk
from hub.gate.entering_whole import enter_talk
from hub.gate.house import House
from hub.gate.standing import offers
from hub.gate.talk_over import carry_over, look_at_talk_over
from hub.gate.talk_room import RECORD
from hub.gate.talking import (
    add_question,
    begin_talk,
    change_talk,
    forget_talk,
    look_at_talks,
    read_one_talk,
    read_scan,
)
from hub.terms.access import AccessRequest, Act
from hub.terms.asking import AskOutcome, AskWish
from hub.terms.clock import legal_day
from hub.terms.confirming import ConfirmWish
from hub.terms.consent_forms import Form, current_form
from hub.terms.ids import PersonId
from hub.terms.lists import Purpose
from hub.terms.parts import Wanted
from hub.terms.principals import Principal
from hub.terms.talk_faults import SignFault
from hub.terms.talk_over import TalkOver
from hub.terms.talks import Entered, KeptTalk, NewQuestion, Signed, TalkChange, TalkDesk, TalkOutcome, Whereabouts


@dataclass(frozen=True, repr=False)
class Talks:
    """Talks of one process group, by the versions of the form. None: not there, or not theirs; the two look alike."""

    house: House
    versions: Sequence[Form]
    looks_harmless: Callable[[bytes], bool] = lambda _: True
    forms: dict[str, Form] = field(init=False)

    def __post_init__(self) -> None:
        """The versions by their names."""
        object.__setattr__(self, "forms", {form.version: form for form in self.versions})

    def offers(self, principal: Principal, purpose: Purpose) -> bool:
        """Whether a way to a talk is offered to this function. Says nothing about any family."""
        return offers(self.house, principal, purpose, (RECORD,))

    def form(self, version: str) -> Form | None:
        """A version of the form, also one that is not shown to families any more."""
        return self.forms.get(version)

    def open(self, principal: Principal, wanted: Wanted, at: datetime, which: str | None = None) -> TalkDesk | None:
        """What preparing starts from, with one talk, all of them or none: a look, written down as one."""
        form = current_form(self.versions, legal_day(at))
        return look_at_talks(self.house, _request(principal, wanted, at), form, which) if form is not None else None

    def begin(self, principal: Principal, wanted: Wanted, by: tuple[PersonId, str], at: datetime) -> str | None:
        """A talk with somebody, by the version of the day: its id."""
        form = current_form(self.versions, legal_day(at))
        return begin_talk(self.house, _request(principal, wanted, at), form, *by) if form is not None else None

    def read(self, principal: Principal, where: Whereabouts, at: datetime) -> KeptTalk | None:
        """One talk, as it was kept."""
        return read_one_talk(self.house, _request(principal, where, at), where.talk)

    def ask(self, principal: Principal, where: Whereabouts, new: NewQuestion, at: datetime) -> TalkOutcome | None:
        """One more question."""
        return add_question(self.house, _request(principal, where, at), self.forms, where.talk, new)

    def change(self, principal: Principal, where: Whereabouts, wanted: TalkChange, at: datetime) -> TalkOutcome | None:
        """Fewer questions, or another language."""
        return change_talk(self.house, _request(principal, where, at), where.talk, wanted)

    def over(self, principal: Principal, where: Whereabouts, at: datetime) -> TalkOver | None:
        """Who has yet to speak, after one person signed."""
        return look_at_talk_over(self.house, _request(principal, where, at), where.talk)

    def carry(self, principal: Principal, where: Whereabouts, by: tuple[PersonId, str], at: datetime) -> str | None:
        """The same questions to somebody else, by the version of the day: the id of their talk."""
        form = current_form(self.versions, legal_day(at))
        return carry_over(self.house, _request(principal, where, at), form, where.talk, by) if form else None

    def forget(self, principal: Principal, where: Whereabouts, at: datetime) -> bool:
        """Drop one that is prepared: what has a number stays."""
        return forget_talk(self.house, _request(principal, where, at), where.talk)

    def sign(self, principal: Principal, where: Whereabouts, signed: Signed, at: datetime) -> TalkOutcome | None:
        """Signed on the tablet, spoken, or found on the sheet."""
        return sign_talk(self.house, _request(principal, where, at), self.forms, where.talk, signed)

    def print(self, principal: Principal, where: Whereabouts, signed: Signed, at: datetime) -> TalkOutcome | None:
        """To be signed on paper."""
        return print_sheet(self.house, _request(principal, where, at), self.forms, where.talk, signed)

    def enter(self, principal: Principal, wanted: Wanted, entered: Entered, at: datetime) -> TalkOutcome | None:
        """A whole talk as a program sends it, by the version of the day."""
        form = current_form(self.versions, legal_day(at))
        if form is None:
            return None
        return enter_talk(self.house, _request(principal, wanted, at), self.forms, form, entered)

    def bring(self, principal: Principal, where: Whereabouts, scan: bytes, at: datetime) -> TalkOutcome | None:
        """The sheet came back. What the operator's scanner refuses is not kept."""
        if not self.looks_harmless(scan):
            return TalkOutcome(faults=(SignFault.HARMFUL.value,))
        return bring_scan(self.house, _request(principal, where, at), where.talk, scan)

    def confirm(self, principal: Principal, wish: ConfirmWish, at: datetime) -> TalkOutcome | None:
        """What was spoken is there in writing."""
        try:
            fault = confirm_spoken(self.house, _request(principal, Wanted(wish.number, wish.purpose), at), wish)
        except NoSuchConsent:
            return None
        return TalkOutcome(faults=(fault.value,) if fault is not None else ())

    def request(self, principal: Principal, wish: AskWish, at: datetime) -> AskOutcome | None:
        """Ask the worker of the other agency to talk with the family."""
        return ask_for_consent(self.house, _request(principal, Wanted(wish.number, wish.purpose), at), wish)

    def decline(self, principal: Principal, wanted: Wanted, asked: str, at: datetime) -> bool:
        """The family is not asked now."""
        return decline_request(self.house, _request(principal, wanted, at), asked)

    def take(self, principal: Principal, wanted: Wanted, asked: str, at: datetime) -> bool:
        """It is on the list of a talk."""
        return take_request(self.house, _request(principal, wanted, at), asked)

    def scan(self, principal: Principal, where: Whereabouts, at: datetime) -> tuple[str, bytes] | None:
        """The sheet as it came back, with its number."""
        return read_scan(self.house, _request(principal, where, at), where.talk)


def _request(principal: Principal, wanted: Wanted | Whereabouts, at: datetime) -> AccessRequest:
    return AccessRequest(principal, (principal,), Act.DISCLOSE, wanted.purpose, wanted.number, at, only=NAMES)
