"""What a recipient sees of somebody, for that somebody: with their answer, and with the other one."""

from dataclasses import dataclass
from datetime import datetime

from hub.gate.house import House
from hub.gate.own_previewing import preview_own
from hub.policy.layout import LOGS
from hub.rights.consents import PURPOSE, number_of
from hub.terms.access import AccessRequest, Act
from hub.terms.ids import FieldId
from hub.terms.lists import Purpose
from hub.terms.previews import Preview, PreviewWish
from hub.terms.principals import Principal


@dataclass(frozen=True, repr=False)
class OwnPreviews:
    """Looks ahead of whoever is signed in as one of a family."""

    house: House

    def open(self, principal: Principal, ref: str, seen: tuple[str | None, Purpose | None], at: datetime) -> Preview:
        """One look ahead, at the page of a recipient for a purpose; written down before anything is read."""
        number, (recipient, seen_for) = number_of(principal), seen
        request = AccessRequest(principal, (principal,), Act.DISCLOSE, PURPOSE, number, at, only=self._record())
        return preview_own(self.house, request, PreviewWish(number, PURPOSE, recipient, seen_for, ref))

    def _record(self) -> frozenset[FieldId]:
        """Everything but the logs, as on the pages of staff."""
        return frozenset(field.id for field in self.house.policies.catalogue.fields) - LOGS
