"""What pages ask about the room of a conference and its window."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from hub.terms.principals import Principal
from hub.terms.rooms import Moved, RoomView, Shared, Wish


class Rooms(Protocol):
    """Only the two agencies hold conferences."""

    def look(self, principal: Principal, number: str, at: datetime) -> RoomView | None:
        """The room, for whoever moderates; None for everybody else."""

    def move(self, principal: Principal, wish: Wish, at: datetime) -> Moved | None:
        """Something in it is moved; None for everybody else."""

    def bind(self, code: str, at: datetime) -> str | None:
        """A window for a code: its cookie. None where the code opens nothing."""

    def show(self, cookie: str, at: datetime) -> Shared | None:
        """What the window shows now; None where it is none."""

    def stamps(self, cookies: Sequence[str], at: datetime) -> Mapping[str, str]:
        """A word for each window that is one."""

    def darken(self, cookie: str, *, is_dark: bool) -> bool:
        """Picture off at the window itself, or on again."""


class NoRooms:
    """Where nobody holds a conference."""

    def look(self, _principal: Principal, _number: str, _at: datetime) -> RoomView | None:
        """There is none."""
        return None

    def move(self, _principal: Principal, _wish: Wish, _at: datetime) -> Moved | None:
        """There is none."""
        return None

    def bind(self, _code: str, _at: datetime) -> str | None:
        """No code opens anything."""
        return None

    def show(self, _cookie: str, _at: datetime) -> Shared | None:
        """No cookie is of a window."""
        return None

    def stamps(self, _cookies: Sequence[str], _at: datetime) -> Mapping[str, str]:
        """No cookie is of a window."""
        return {}

    def darken(self, _cookie: str, *, is_dark: bool) -> bool:
        """There is none."""
        return False
