"""What somebody wants to add to a record: cells with their texts, before the gate lets them in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hub.terms.answers import Json
from hub.terms.ids import CellId, FieldId, PersonId, ProviderId, StaffId
from hub.terms.lists import Level, Owner


class Source(StrEnum):
    """From whom a value comes (B2)."""

    PERSON = "person"
    CUSTODIAN = "custodian"
    OTHER_AGENCY = "other_agency"
    THIRD_PARTY = "third_party"
    OWN_FINDING = "own_finding"


@dataclass(frozen=True, repr=False)
class CellChange:
    """A new cell (`expected` 0) or a new version of one that stands at version `expected`.

    `texts` holds the whole version: a level without a text shows nothing, and nobody shortens a text by machine.
    Parts of one entry share field, owner and entry; each has its own persons and confiders (D9). An extract is a cell
    of its own, written by the owner out of another cell of the same family. `bound` is the mark of who said it and is
    bound to secrecy (`hub.terms.bound`); it stays as it was first written.
    """

    cell: CellId
    expected: int
    field: FieldId
    persons: frozenset[PersonId]
    owner: Owner
    texts: Mapping[Level, Json]
    source: Source
    stated_on: date
    author: StaffId | None = None
    provider: ProviderId | None = None
    entry: int = 1
    entrusted_to: StaffId | None = None
    entrusted_by: frozenset[PersonId] = frozenset()
    passed_on_at: datetime | None = None
    disputed: bool = False
    restricted_since: date | None = None
    part: int = 1
    extract_of: CellId | None = None
    bound: str | None = None
