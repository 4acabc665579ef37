"""Telling families that one agency has read what another holds about them (Art. 14 GDPR, D31)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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


def read_addresses(text: str, operator: Mapping[str, Any]) -> Addresses:
    """Names out of `schemas/information.toml`, addresses as the operator wrote them; a KeyError names what is missing.

    Of a provider the operator says nothing: how one is reached stands beside its name.
    """
    names: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
    known, authority = operator["controllers"], operator["authority"]
    return {
        **{name: _of_controller(one["name"], known[name]) for name, one in names.items() if name in known},
        **{
            name: Address(one["name"], one["address"], one["contact"], one["officer"])
            for name, one in names.items()
            if name not in known
        },
        "authority": Address(authority["name"], authority["address"], authority["contact"], ""),
    }


def _of_controller(name: str, one: Mapping[str, str]) -> Address:
    officer = f"{one['dpo']}, {one['dpo_address']}, {one['dpo_contact']}"
    return Address(name, one["address"], one["contact"], officer)


def _request(principal: Principal, wish: HandedWish | Wanted, at: datetime) -> AccessRequest:
    return AccessRequest(principal, (principal,), Act.DISCLOSE, wish.purpose, wish.number, at, only=NAMES)
