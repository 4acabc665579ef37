"""What the pages for notes ask of the rest of the house."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from hub.terms.lists import Purpose
from hub.terms.principals import Principal
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
