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
    REVIEW_CASE = "review_case"
    """An open case of the review holds the entries that it is about (H6, H9): it follows from the case alone."""


BY_HAND = tuple(one for one in HoldReason if one is not HoldReason.REVIEW_CASE)
"""Reasons for which somebody holds back (G8)."""


@dataclass(frozen=True)
class Hold:
    """Entries about one family, one entry, or those of a case, until the end of a day or until somebody lets go.

    Of a case `until` is None: until it is closed.
    """

    id: str
    reason: HoldReason
    until: date | None
    since: datetime
    family: FamilyNumber | None = None
    entry: EntryId | None = None
    lifted_at: datetime | None = None
    case: str | None = None
