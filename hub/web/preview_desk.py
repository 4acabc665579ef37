"""What the pages for looking ahead ask of the rest of the house."""

from datetime import datetime
from typing import Protocol

from hub.terms.lists import Purpose
from hub.terms.previews import Preview, PreviewWish
from hub.terms.principals import Principal
from hub.terms.talks import Answered, KeptTalk


class Previews(Protocol):
    """What a recipient sees of the reader's own agency's part."""

    def open(self, principal: Principal, wish: PreviewWish, at: datetime) -> Preview:
        """One look ahead, written down as one, or as a refusal."""

    def open_talk(
        self, principal: Principal, wish: PreviewWish, talk: tuple[KeptTalk, tuple[Answered, ...]], at: datetime
    ) -> Preview:
        """The same by a talk of the own agency and the answers as they stand, before it is signed."""


class OwnPreviews(Protocol):
    """What a recipient sees of what is one's own."""

    def open(self, principal: Principal, ref: str, seen: tuple[str | None, Purpose | None], at: datetime) -> Preview:
        """One look ahead at the page of a recipient of one's own answer, for a purpose; written down likewise."""
