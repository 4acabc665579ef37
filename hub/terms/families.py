"""Several families at a glance: what is asked, and the lines of the answer."""

from dataclasses import dataclass
from datetime import date

from hub.terms.answers import Projection
from hub.terms.ids import FamilyNumber
from hub.terms.tasks import TaskLine

PAGE = 25
HITS = 20
"""The most families of one list, and of one search."""


@dataclass(frozen=True, repr=False)
class Asked:
    """The own families in the order of their numbers, after one of them; with `query` those that it finds.

    `tasks`: with what is due about their consents, for who may look at these; a search has none.
    """

    query: str = ""
    after: FamilyNumber | None = None
    limit: int = PAGE
    tasks: bool = False


@dataclass(frozen=True, repr=False)
class Glance:
    """One family in a list: names and dates as far as they may be shown, and what is due about consents.

    `ends` is the last day of a consent that runs out within 30 days; `own_say_due` that somebody's own decision is due.
    """

    number: FamilyNumber
    projection: Projection
    ends: date | None = None
    own_say_due: bool = False
    tasks: tuple[TaskLine, ...] = ()


@dataclass(frozen=True, repr=False)
class Glances:
    """`next` is what to ask `after` for the following families; None at the end."""

    lines: tuple[Glance, ...]
    next: FamilyNumber | None = None
