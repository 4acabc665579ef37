"""A worker asks about a note that was confided to them, and passes it on once all have agreed (C7)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hub.casework.parts import NAMES
from hub.gate.house import House
from hub.gate.note_passing import ask_about_note, look_at_passing, pass_note_on
from hub.terms.access import AccessRequest, Act
from hub.terms.clock import legal_day
from hub.terms.consent_forms import Form, current_form
from hub.terms.ids import CellId
from hub.terms.note_passing import NoteAsked, PassFault, PassingDesk
from hub.terms.parts import Wanted
from hub.terms.principals import Principal
from hub.terms.talks import TalkOutcome
from hub.terms.writing import Occasion


@dataclass(frozen=True, repr=False)
class Passing:
    """Notes of one process group, by the versions of the form. None: not there, or not theirs; the two look alike."""

    house: House
    forms: Sequence[Form]

    def open(self, principal: Principal, wanted: Wanted, cell: CellId, at: datetime) -> PassingDesk | None:
        """Who can be asked, and what was said."""
        return look_at_passing(self.house, _request(Occasion(principal, wanted.number, wanted.purpose, at)), cell)

    def ask(self, principal: Principal, asked: NoteAsked, at: datetime) -> TalkOutcome | str | None:
        """A talk about it, by the version of the day: its id, or what is wrong."""
        form = current_form(self.forms, legal_day(at))
        if form is None:
            return None
        return ask_about_note(self.house, _request(Occasion(principal, asked.number, asked.purpose, at)), form, asked)

    def pass_on(self, occasion: Occasion, cell: CellId, extract: str) -> PassFault | None:
        """Pass it on. Raises LookupError where there is no such note of theirs."""
        return pass_note_on(self.house, replace(_request(occasion), only=None), cell, extract)


def _request(occasion: Occasion) -> AccessRequest:
    principal, number, purpose, at = occasion
    return AccessRequest(principal, (principal,), Act.DISCLOSE, purpose, number, at, only=NAMES)
