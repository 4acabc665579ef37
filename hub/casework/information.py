"""Telling families that one agency has read what another holds about them (Art. 14 GDPR, D31)."""

import tomllib
from dataclasses import dataclass
from datetime import datetime

from hub.casework.parts import NAMES
from hub.gate.house import House
from hub.gate.information import look_at_information, mark_handed
from hub.terms.access import AccessRequest, Act
from hub.terms.information import Address, Addresses, HandedFault, HandedWish, InformationView
from hub.terms.parts import Wanted
from hub.terms.principals import Principal


@dataclass(frozen=True, repr=False)
class Information:
    """The sheets of families, for one process group; and where controllers and their officers are reached."""

    house: House
    addresses: Addresses

    def open(self, principal: Principal, wanted: Wanted, at: datetime) -> InformationView:
        """A look at what is to be told, written down as one."""
        return look_at_information(self.house, _request(principal, wanted, at))

    def mark(self, principal: Principal, wish: HandedWish, at: datetime) -> tuple[HandedFault, ...]:
        """Sheets were handed over. Empty: it is kept."""
        return mark_handed(self.house, _request(principal, wish, at), wish)


def read_addresses(text: str) -> Addresses:
    """Out of `schemas/information.toml`; a KeyError names what is missing."""
    return {
        name: Address(one["name"], one["address"], one["contact"], one.get("officer", ""))
        for name, one in tomllib.loads(text).items()
    }


def _request(principal: Principal, wish: HandedWish | Wanted, at: datetime) -> AccessRequest:
    return AccessRequest(principal, (principal,), Act.DISCLOSE, wish.purpose, wish.number, at, only=NAMES)
