"""What the pages for notes ask of the rest of the house."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from hub.terms.ids import CellId
from hub.terms.lists import Purpose
from hub.terms.note_passing import NoteAsked, PassFault, PassingDesk
from hub.terms.parts import Wanted
from hub.terms.principals import Principal
from hub.terms.talks import TalkOutcome
from hub.terms.writing import Note, NoteDesk, NoteKind, Occasion, Refused, Written


class Notes(Protocol):
    """Notes and their drafts. None and a refusal mean: not there, or not theirs; the two look alike."""

    def open_desk(self, occasion: Occasion) -> NoteDesk | None:
        """What the form needs; written down as a look."""

    def offers(self, principal: Principal, purpose: Purpose) -> bool:
        """Whether a way to the form is offered to this function for this purpose. Says nothing about a family."""

    def save(self, occasion: Occasion, note: Note, key: str) -> Written | Refused:
        """One note. Sent again under the same key, it is answered as before."""

    def keep(self, occasion: Occasion, kind: NoteKind, fields: Mapping[str, list[str]], key: str) -> datetime | None:
        """Keep what was typed so far, and say when."""

    def discard(self, occasion: Occasion, kind: NoteKind) -> bool:
        """Drop a draft."""


class Passing(Protocol):
    """Passing on a confided note. None: there is no such note, or it is not theirs; the two look alike."""

    def open(self, principal: Principal, wanted: Wanted, cell: CellId, at: datetime) -> PassingDesk | None:
        """Who can be asked, and what was said; written down as a look."""

    def ask(self, principal: Principal, asked: NoteAsked, at: datetime) -> TalkOutcome | str | None:
        """A talk about it: its id, or what is wrong."""

    def pass_on(self, occasion: Occasion, cell: CellId, extract: str) -> PassFault | None:
        """Pass it on. Raises LookupError where there is no such note of theirs."""
