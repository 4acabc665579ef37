"""The minutes of conferences: written by those who sit there, confirmed by both agencies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hub.gate.conferences.minutes import (
    Asked,
    confirm_minutes,
    forget_minutes_draft,
    keep_minutes_draft,
    look_at_minutes,
)
from hub.gate.conferences.minuting import write_minutes
from hub.gate.conferences.own_minutes import look_at_own_minutes
from hub.gate.conferences.striking import strike_sentence
from hub.gate.house import House
from hub.terms.access import AccessRequest, Act
from hub.terms.ids import CellId, FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.minutes import Flawed, MinutesDraft, MinutesFault, MinutesView, MinutesWanted, OwnMinutesView, Sent, Spot
from hub.terms.principals import Principal
from hub.terms.writing import Written


@dataclass(frozen=True)
class Minutes:
    """Minutes of one process group. `spots` are all places that a sentence can have; where it may go, the rules say."""

    house: House
    spots: tuple[Spot, ...]

    def open(self, principal: Principal, wanted: MinutesWanted, at: datetime) -> MinutesView | None:
        """The minutes of a topic, written down as a look; None where they are not there or not theirs."""
        return look_at_minutes(self.house, self._asked(principal, wanted, at))

    def save(
        self, principal: Principal, wanted: MinutesWanted, sent: Sent, at: datetime
    ) -> Written | tuple[Flawed, ...] | None:
        """Sentences, all or none; or what is wrong with them."""
        return write_minutes(self.house, self._asked(principal, wanted, at), sent)

    def confirm(self, principal: Principal, wanted: MinutesWanted, version: int, at: datetime) -> MinutesFault | None:
        """The yes of the own agency. Raises LookupError where there is nothing to be confirmed."""
        return confirm_minutes(self.house, self._asked(principal, wanted, at), version)

    def strike(
        self, principal: Principal, wanted: MinutesWanted, struck: tuple[CellId, int], at: datetime
    ) -> MinutesFault | None:
        """A sentence is struck, on the version of the joint part that was read. Raises LookupError."""
        return strike_sentence(self.house, self._asked(principal, wanted, at), *struck)

    def keep(
        self, principal: Principal, wanted: MinutesWanted, typed: tuple[Mapping[str, list[str]], str], at: datetime
    ) -> datetime | None:
        """Keep what was typed so far, with the key of its form."""
        fields, key = typed
        return keep_minutes_draft(self.house, self._asked(principal, wanted, at), MinutesDraft(fields, at), key)

    def discard(self, principal: Principal, wanted: MinutesWanted, at: datetime) -> bool:
        """Drop a draft."""
        return forget_minutes_draft(self.house, self._asked(principal, wanted, at))

    def own(self, principal: Principal, wanted: MinutesWanted, at: datetime) -> OwnMinutesView | None:
        """What somebody of the family sees of confirmed minutes of their own conference."""
        number = FamilyNumber(principal.ref.partition("/")[0])
        purpose = Purpose.DATA_SUBJECT_ACCESS
        request = AccessRequest(principal, (principal,), Act.DISCLOSE, purpose, number, at)
        return look_at_own_minutes(self.house, request, wanted, self.spots)

    def _asked(self, principal: Principal, wanted: MinutesWanted, at: datetime) -> Asked:
        return Asked(principal, wanted, at, self.spots)
