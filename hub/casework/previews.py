"""What a recipient of a consent sees of the own agency's part: before it is signed, and any time later."""

from dataclasses import dataclass
from datetime import datetime

from hub.casework.opening import record_of
from hub.gate.house import House
from hub.gate.staff_previewing import preview
from hub.terms.access import AccessRequest, Act
from hub.terms.previews import Preview, PreviewWish
from hub.terms.principals import Principal


@dataclass(frozen=True, repr=False)
class Previews:
    """Looks ahead, for one process group."""

    house: House

    def open(self, principal: Principal, wish: PreviewWish, at: datetime) -> Preview:
        """One look ahead, written down before anything is read. ValueError for answers that are none."""
        only = record_of(self.house.policies.catalogue)
        request = AccessRequest(principal, (principal,), Act.DISCLOSE, wish.purpose, wish.number, at, only=only)
        return preview(self.house, request, wish)
