"""Erasing a family's record: what must be confirmed, why it may not be yet, and what remains."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hub.terms.ids import EntryId, FamilyId, FamilyNumber


class Kept(StrEnum):
    """Why a record is not to be erased yet (G2, G8)."""

    RUNNING = "running"
    PERIOD = "period"
    HOLD = "hold"
    CASE = "case"


@dataclass(frozen=True)
class Takeover:
    """Who confirmed for each agency that what must stay lies in its leading file (G1), and since when the archive has
    been offered what it may want (G6). Each must be named.
    """

    jobcenter: str
    jugendamt: str
    offered: date | None = None

    def __post_init__(self) -> None:
        if not self.jobcenter.strip() or not self.jugendamt.strip():
            raise ValueError("both agencies have to confirm by name")


@dataclass(frozen=True)
class Remains:
    """What of a family's record can be destroyed: keys by who opens them, and rows. Nothing is zero everywhere."""

    holder_keys: Mapping[str, int]
    wrappings: Mapping[str, int]
    rows: Mapping[str, int]

    @property
    def is_nothing(self) -> bool:
        """No key, no ciphertext, no token, no draft, no talk."""
        return not (self.holder_keys or self.wrappings or any(self.rows.values()))


@dataclass(frozen=True)
class Standing:
    """How a family's record stands on a day. `erased_on`, `entry` tell of an erasure; `kept` why there is none yet."""

    family: FamilyId
    number: FamilyNumber
    exit_date: date | None
    kept: Kept | None
    remains: Remains
    erased_on: date | None = None
    entry: EntryId | None = None


@dataclass(frozen=True)
class Erasure:
    """What an erasure destroyed, against which entry."""

    number: FamilyNumber
    day: date
    entry: EntryId
    destroyed: Remains
