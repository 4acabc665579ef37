"""What a record kept elsewhere says of accesses, by its own references. The hub did not witness it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Category, Effect, Purpose
from hub.terms.reasons import Reason


class Action(StrEnum):
    """What was done, as far as such records tell it."""

    VIEW = "view"
    SEARCH = "search"
    EXPORT = "export"
    EMERGENCY_ACCESS = "emergency_access"
    REQUEST = "request"
    TAKE_OVER = "take_over"
    DISPLAY = "display"
    LOG = "log"


CHANGING = frozenset({Action.REQUEST, Action.TAKE_OVER})
"""What shows nothing by itself."""


@dataclass(frozen=True, repr=False)
class Recorded:
    """One line of such a record. `post` counts the posts of that member of staff; None is the one held at the time.

    `label` and `note` stay in the payload: no page shows them. `filters` are the days of a reading of the log that
    read everything of them; None where it read by anything else, or nobody knows.
    """

    id: str
    at: datetime
    staff: str
    action: Action
    effect: Effect
    place: str
    post: int | None = None
    family: FamilyNumber | None = None
    persons: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    purpose: Purpose | None = None
    basis: tuple[str, ...] = ()
    reason: Reason | None = None
    label: str = ""
    note: str = ""
    filters: Mapping[str, str] | None = None
