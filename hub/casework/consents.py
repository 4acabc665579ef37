"""How the consents of a family stand: for whom, for what, with every paper."""

from dataclasses import dataclass
from datetime import datetime

from hub.casework.parts import NAMES
from hub.gate.consent_view import look_at_consents
from hub.gate.house import House
from hub.policy.consent_sight import consent_purposes
from hub.terms.access import AccessRequest, Act
from hub.terms.consents import ConsentChoice, ConsentView
from hub.terms.lists import Purpose
from hub.terms.parts import Wanted
from hub.terms.principals import Principal


@dataclass(frozen=True, repr=False)
class Consents:
    """The consents of families, for one process group."""

    house: House

    def purposes(self, principal: Principal) -> tuple[Purpose, ...]:
        """For what a principal may look at consents at all; for nothing, who may not learn of a no (D5)."""
        may = consent_purposes(self.house.policies, principal.role)
        return tuple(purpose for purpose in Purpose if purpose in may)

    def open(self, principal: Principal, wanted: Wanted, choice: ConsentChoice, at: datetime) -> ConsentView:
        """A look at the consents of one family; written down as that, or as a refusal."""
        purpose, number = wanted.purpose, wanted.number
        request = AccessRequest(principal, (principal,), Act.DISCLOSE, purpose, number, at, only=NAMES)
        return look_at_consents(self.house, request, choice)
