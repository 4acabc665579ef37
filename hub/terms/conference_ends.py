"""How a conference ends before or without its room, what of it stays, and what comes up of it for somebody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hub.terms.conferences import MeetingKind, MeetingState


class EndFault(StrEnum):
    """Why a conference is not called off, or not over."""

    UNKNOWN = "unknown"
    """Not there, or not theirs to end: one answer."""
    CHANGED = "changed"
    USED = "used"
    """There are minutes, a sheet, or people who were in the room."""


@dataclass(frozen=True)
class EndWish:
    """A conference as it was read is called off, or over."""

    number: str
    version: int
    state: MeetingState


class DueKind(StrEnum):
    """What comes up."""

    MEETING = "meeting"
    MINUTES = "minutes"
    """Minutes wait for the yes of the own agency."""
    VACANT = "vacant"
    """Nobody runs it any more, and they can take it over."""


@dataclass(frozen=True)
class DueMeeting:
    """A conference that comes up for somebody; of minutes the topic. No family, no word."""

    what: DueKind
    number: str
    topic: int
    kind: MeetingKind
    starts: datetime


@dataclass(frozen=True)
class Used:
    """A topic that stays, or a seat at it: `why` is minutes, sheet or came."""

    topic: str
    seat: str | None
    why: str
