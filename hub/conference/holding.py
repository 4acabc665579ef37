"""Holding a conference: the page of whoever moderates, and the window that shows what all who are there may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.gate.conferences.arriving import bind_window, move
from hub.gate.conferences.holding import darken_window, look_at_stamps, look_into, show_window
from hub.gate.house import House
from hub.terms.principals import Principal
from hub.terms.rooms import Moved, RoomView, Shared, Wish


@dataclass(frozen=True, repr=False)
class Rooms:
    """All that pages ask about rooms. A window has no principal: its cookie is all that it can show."""

    house: House

    def look(self, principal: Principal, number: str, at: datetime) -> RoomView | None:
        """The room, for whoever moderates; None for everybody else."""
        return look_into(self.house, principal, number, at)

    def move(self, principal: Principal, wish: Wish, at: datetime) -> Moved | None:
        """Something in it is moved; None for everybody else."""
        return move(self.house, principal, wish, at)

    def bind(self, code: str, at: datetime) -> str | None:
        """A window for a code: its cookie. None where the code opens nothing."""
        return bind_window(self.house, code, at)

    def show(self, cookie: str, at: datetime) -> Shared | None:
        """What the window shows now, decided and written down anew; None where it is none."""
        return show_window(self.house, cookie, at)

    def stamps(self, cookies: Sequence[str], at: datetime) -> Mapping[str, str]:
        """A word for each window that is one: while it stays, what is shown stays."""
        return look_at_stamps(self.house, cookies, at)

    def darken(self, cookie: str, *, is_dark: bool) -> bool:
        """Picture off at the window itself, or on again."""
        return darken_window(self.house, cookie, is_dark=is_dark)
