"""What the pages of minutes ask of the rest of the house."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from hub.terms.ids import CellId
from hub.terms.minutes import Flawed, MinutesFault, MinutesView, MinutesWanted, OwnMinutesView, Sent
from hub.terms.principals import Principal
from hub.terms.writing import Written


class Minutes(Protocol):
    """Minutes of conferences. None: not there, or not theirs; the two look alike."""

    def open(self, principal: Principal, wanted: MinutesWanted, at: datetime) -> MinutesView | None:
        """A look at them, written down as one."""

    def save(
        self, principal: Principal, wanted: MinutesWanted, sent: Sent, at: datetime
    ) -> Written | tuple[Flawed, ...] | None:
        """Sentences, all or none; or what is wrong with them."""

    def confirm(self, principal: Principal, wanted: MinutesWanted, version: int, at: datetime) -> MinutesFault | None:
        """The yes of the own agency. Raises LookupError where there is nothing to be confirmed."""

    def strike(
        self, principal: Principal, wanted: MinutesWanted, struck: tuple[CellId, int], at: datetime
    ) -> MinutesFault | None:
        """A sentence is struck, on the version of the joint part that was read. Raises LookupError."""

    def keep(
        self, principal: Principal, wanted: MinutesWanted, typed: tuple[Mapping[str, list[str]], str], at: datetime
    ) -> datetime | None:
        """Keep what was typed so far, with the key of its form."""

    def discard(self, principal: Principal, wanted: MinutesWanted, at: datetime) -> bool:
        """Drop a draft."""

    def own(self, principal: Principal, wanted: MinutesWanted, at: datetime) -> OwnMinutesView | None:
        """What somebody of the family sees of confirmed minutes of their own conference, written down as a look."""


class NoMinutes:
    """Where nobody sits in conferences: there are none."""

    def open(self, principal: Principal, wanted: MinutesWanted, at: datetime) -> MinutesView | None:
        """None."""

    def save(
        self, principal: Principal, wanted: MinutesWanted, sent: Sent, at: datetime
    ) -> Written | tuple[Flawed, ...] | None:
        """Nothing is saved."""

    def confirm(self, principal: Principal, wanted: MinutesWanted, version: int, at: datetime) -> MinutesFault | None:
        """Nothing is there."""
        raise LookupError("no such minutes")

    def strike(
        self, principal: Principal, wanted: MinutesWanted, struck: tuple[CellId, int], at: datetime
    ) -> MinutesFault | None:
        """Nothing is there."""
        raise LookupError("no such minutes")

    def keep(
        self, principal: Principal, wanted: MinutesWanted, typed: tuple[Mapping[str, list[str]], str], at: datetime
    ) -> datetime | None:
        """Nothing is kept."""

    def discard(self, principal: Principal, wanted: MinutesWanted, at: datetime) -> bool:
        """Nothing is there."""
        return False

    def own(self, principal: Principal, wanted: MinutesWanted, at: datetime) -> OwnMinutesView | None:
        """None."""
