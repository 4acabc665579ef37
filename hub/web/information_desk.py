"""What the pages of the information sheets ask of the rest of the house."""

from datetime import datetime
from typing import Protocol

from hub.terms.information import Addresses, HandedFault, HandedWish, InformationView
from hub.terms.parts import Wanted
from hub.terms.principals import Principal


class Information(Protocol):
    """What families have to be told about looks across (Art. 14 GDPR)."""

    @property
    def addresses(self) -> Addresses:
        """Where controllers, their officers and the authority are reached."""

    def open(self, principal: Principal, wanted: Wanted, at: datetime) -> InformationView:
        """A look at what is to be told, written down as one."""

    def mark(self, principal: Principal, wish: HandedWish, at: datetime) -> tuple[HandedFault, ...]:
        """Sheets were handed over. Empty: it is kept."""
