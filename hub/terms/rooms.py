"""The room in which a conference is held: who is there, and how the shared view stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hub.terms.answers import Disclosure
from hub.terms.conferences import Meeting, Topic
from hub.terms.principals import Principal


@dataclass(frozen=True)
class Attendee:
    """Somebody in the room, as the rules ask about them. `function` is what the log calls them.

    It is a role, or as what a guest came. Who belongs to the family sees by law or consent alone, never by an office.
    """

    principal: Principal
    function: str


@dataclass(frozen=True)
class Moment:
    """Somebody came to a topic, and left; `gone` is None while they are there."""

    topic: str
    seat: str
    came: datetime
    gone: datetime | None = None


@dataclass(frozen=True)
class Stand:
    """How a room stands. `changes` counts what was moved in it; `shut`: until who is there is confirmed anew.

    `others` are there and on no list; `until` is when it closes by itself. `moments` are of those who are there now:
    who came and left makes no look dearer.
    """

    topic: str
    changes: int
    shut: bool
    dark: bool
    others: int
    opened: datetime
    until: datetime
    is_open: bool
    has_screen: bool
    moments: tuple[Moment, ...] = ()

    def is_here(self, seat: str) -> bool:
        """Somebody sits there now."""
        return self.since(seat) is not None

    def since(self, seat: str) -> datetime | None:
        """Since when."""
        return next((one.came for one in self.moments if one.seat == seat), None)


class Move(StrEnum):
    """What whoever moderates does in the room."""

    OPEN = "open"
    TOPIC = "topic"
    COME = "come"
    GO = "go"
    OTHERS = "others"
    CONFIRM = "confirm"
    DARK = "dark"
    CODE = "code"
    CLOSE = "close"


@dataclass(frozen=True)
class Wish:
    """A move in the room of a conference. `seen` is the count of changes on the page from which it was sent."""

    number: str
    move: Move
    seen: int = 0
    what: str = ""


class MoveFault(StrEnum):
    """Why a move was not made."""

    CHANGED = "changed"
    """Somebody moved something meanwhile: look again who is there."""
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Moved:
    """It is so now, or what is wrong. `code` opens one window, once."""

    fault: MoveFault | None = None
    code: str = ""


@dataclass(frozen=True, repr=False)
class RoomView:
    """The page of whoever moderates. `names` is their look at the names of the family that is talked about."""

    meeting: Meeting
    stand: Stand | None
    topic: Topic | None = None
    names: Disclosure | None = None


class Showing(StrEnum):
    """What is on the shared view."""

    VIEW = "view"
    SHUT = "shut"
    DARK = "dark"
    OVER = "over"


@dataclass(frozen=True, repr=False)
class Shared:
    """One delivery to the window: what there is to show, and the stamp under which it is so.

    `disclosure` only where it is the view, decided for everybody present at this moment.
    """

    showing: Showing
    stamp: str
    disclosure: Disclosure | None = None
