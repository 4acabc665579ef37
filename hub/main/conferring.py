"""Conferences at the desk of each process group: planned, announced, and their minutes."""

from typing import Any, TypedDict

from hub.conference.minutes import Minutes
from hub.conference.planning import Conferences
from hub.exchange.houses import Books
from hub.terms.minutes import read_spots
from hub.web.conferences_desk import NoConferences
from hub.web.desk import Group
from hub.web.minutes_desk import NoMinutes


class AboutConferences(TypedDict):
    """What a desk has of them."""

    conferences: Conferences | NoConferences
    minutes: Minutes | NoMinutes


def about_conferences(house: Any, books: Books, group: Group) -> AboutConferences:
    """Not where those sit who control all this."""
    is_there = group is not Group.OVERSIGHT
    return {
        "conferences": Conferences(house) if is_there else NoConferences(),
        "minutes": _minutes(house, books) if is_there else NoMinutes(),
    }


def _minutes(house: Any, books: Books) -> Minutes:
    return Minutes(house, read_spots((books.home / "schemas" / "minutes.toml").read_text(encoding="utf-8")))
