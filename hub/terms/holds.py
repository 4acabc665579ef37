"""What is held back from erasure, and why (G8)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hub.terms.ids import EntryId, FamilyNumber


class HoldReason(StrEnum):
    """A complaint, an inquiry into somebody's conduct, a court case, or a request for access that still runs."""

    COMPLAINT = "complaint"
    CONDUCT = "conduct"
    COURT = "court"
    ACCESS_REQUEST = "access_request"


@dataclass(frozen=True)
class Hold:
    """Entries about one family, or one entry, until the end of a day or until somebody lets go."""

    id: str
    reason: HoldReason
    until: date
    since: datetime
    family: FamilyNumber | None = None
    entry: EntryId | None = None
    lifted_at: datetime | None = None
