"""Conferences at the desk of each process group: planned, announced, held, and their minutes."""

from typing import Any, TypedDict

from hub.conference.holding import Rooms
from hub.conference.minutes import Minutes
from hub.conference.nameless import Nameless
from hub.conference.planning import Conferences
from hub.exchange.houses import Books
from hub.terms.minutes import read_spots
from hub.web.conferences_desk import NoConferences
from hub.web.desk import Group
from hub.web.minutes_desk import NoMinutes
from hub.web.room_desk import NoRooms


class AboutConferences(TypedDict):
    """What a desk has of them."""

    conferences: Conferences | NoConferences
    minutes: Minutes | NoMinutes
    rooms: Rooms | NoRooms
    nameless: Nameless


def about_conferences(house: Any, books: Books, group: Group) -> AboutConferences:
    """Not where those sit who control all this; rooms are held by the two agencies alone."""
    is_there = group is not Group.OVERSIGHT
    return {
        "conferences": Conferences(house) if is_there else NoConferences(),
        "minutes": _minutes(house, books) if is_there else NoMinutes(),
        "rooms": Rooms(house) if group in (Group.JOBCENTER, Group.JUGENDAMT) else NoRooms(),
        "nameless": Nameless(house),
    }


def _minutes(house: Any, books: Books) -> Minutes:
    return Minutes(house, read_spots((books.home / "schemas" / "minutes.toml").read_text(encoding="utf-8")))
