"""What a recipient of a consent sees of the own agency's part: before it is signed, and any time later."""

from dataclasses import dataclass
from datetime import datetime

from hub.casework.opening import record_of
from hub.gate.house import House
from hub.gate.staff_previewing import preview, preview_talk
from hub.terms.access import AccessRequest, Act
from hub.terms.previews import Preview, PreviewWish
from hub.terms.principals import Principal
from hub.terms.talks import Answered, KeptTalk


@dataclass(frozen=True, repr=False)
class Previews:
    """Looks ahead, for one process group."""

    house: House

    def open(self, principal: Principal, wish: PreviewWish, at: datetime) -> Preview:
        """One look ahead, written down before anything is read."""
        return preview(self.house, self._request(principal, wish, at), wish)

    def open_talk(
        self, principal: Principal, wish: PreviewWish, talk: tuple[KeptTalk, tuple[Answered, ...]], at: datetime
    ) -> Preview:
        """The same by a talk of the own agency and the answers as they stand, before it is signed."""
        return preview_talk(self.house, self._request(principal, wish, at), wish, *talk)

    def _request(self, principal: Principal, wish: PreviewWish, at: datetime) -> AccessRequest:
        only = record_of(self.house.policies.catalogue)
        return AccessRequest(principal, (principal,), Act.DISCLOSE, wish.purpose, wish.number, at, only=only)
