"""Opening a family, alone at one's own screen."""

from datetime import datetime
from functools import cache

from hub.casework.parts import FIELDS
from hub.gate.disclose import disclose
from hub.gate.house import House
from hub.gate.search import list_families
from hub.identity.store import load_assigned
from hub.policy.layout import LOGS
from hub.terms.access import AccessRequest, Act
from hub.terms.answers import Disclosure
from hub.terms.catalogue import Catalogue
from hub.terms.families import Asked, Glances
from hub.terms.ids import FamilyNumber, FieldId
from hub.terms.lists import Purpose
from hub.terms.parts import Part, Wanted
from hub.terms.principals import Principal


def open_family(house: House, principal: Principal, number: FamilyNumber, purpose: Purpose, at: datetime) -> Disclosure:
    """What this principal may see of a family for this purpose; written down as a look, or as a refusal."""
    return open_part(house, principal, Wanted(number, purpose, Part.PEOPLE), at)


def open_part(house: House, principal: Principal, wanted: Wanted, at: datetime) -> Disclosure:
    """The same for one page: a look of its own, which reads no field that its page does not need."""
    purpose, number, only = wanted.purpose, wanted.number, FIELDS[wanted.part] or record_of(house.policies.catalogue)
    return disclose(house, AccessRequest(principal, (principal,), Act.DISCLOSE, purpose, number, at, only=only))


@cache
def record_of(catalogue: Catalogue) -> frozenset[FieldId]:
    """Everything but the logs: they are no part of a family's record, and have a page of their own."""
    return frozenset(field.id for field in catalogue.fields) - LOGS


def list_own(house: House, principal: Principal, purpose: Purpose, asked: Asked, at: datetime) -> Glances:
    """The own families at a glance, or those that a query finds; written down, each that is shown by itself."""
    return list_families(house, principal, purpose, asked, at)


def list_assigned(house: House, principal: Principal, at: datetime) -> tuple[FamilyNumber, ...]:
    """The case numbers that are the principal's own. Numbers only: a name would be a disclosure."""
    return load_assigned(house.db, principal, at)
