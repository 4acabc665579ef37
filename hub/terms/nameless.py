"""A case as it is told without names: what a sheet says, what may give a family away, and the clock beside it (I3).

Before consent only what is truly anonymous may be told, and in a small area that often fails: then it waits (I3, C4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hub.terms.ids import FamilyNumber
from hub.terms.principals import Principal

LONGEST = 2000
"""Letters of one part of a sheet."""


class Band(StrEnum):
    """Ages as a sheet tells them."""

    UNKNOWN = "unknown"
    TODDLER = "0-2"
    KITA = "3-5"
    PRIMARY = "6-9"
    MIDDLE = "10-13"
    YOUTH = "14-17"
    YOUNG = "18-24"
    ADULT = "25-34"
    MIDLIFE = "35-44"
    OLDER = "45-59"
    OLD = "60+"


LAST_AGES: Mapping[Band, int] = {
    Band.TODDLER: 2,
    Band.KITA: 5,
    Band.PRIMARY: 9,
    Band.MIDDLE: 13,
    Band.YOUTH: 17,
    Band.YOUNG: 24,
    Band.ADULT: 34,
    Band.MIDLIFE: 44,
    Band.OLDER: 59,
}
"""The last year of life of each; who is older is of the last."""


class Part(StrEnum):
    """Who somebody is in the family, in words that many families share. Nobody's sex but that of a parent is told."""

    MOTHER = "mother"
    FATHER = "father"
    PARENT = "parent"
    ADULT = "adult"
    CHILD = "child"


@dataclass(frozen=True)
class Member:
    """So many people of one part and one age group."""

    part: Part
    band: Band
    count: int = 1


@dataclass(frozen=True)
class Composition:
    """Who belongs to „Familie A“. Where exactly how many there are is rare, it is not told: `many_…` stands instead."""

    members: tuple[Member, ...] = ()
    many_adults: bool = False
    many_children: bool = False


class Hint(StrEnum):
    """What of the record may give this family away, computed; shown to whoever writes the sheet, to nobody else."""

    LANGUAGE = "language"
    MANY_CHILDREN = "many_children"
    MANY_ADULTS = "many_adults"
    SEVERAL_NAMES = "several_names"
    TWINS = "twins"
    YOUNG_PARENT = "young_parent"
    PROTECTED = "protected"
    PLACE = "place"
    HEALTH = "health"
    SCHOOL = "school"
    WORK = "work"
    HELP = "help"
    PROCEDURE = "procedure"
    SHARED_TEAM = "shared_team"
    """Others at the table work for this family: to them it is no family without a name."""


class Check(StrEnum):
    """What no machine can find: whoever writes the sheet says for each that they looked."""

    PLACE = "place"
    SCHOOL = "school"
    WORK = "work"
    ORIGIN = "origin"
    HEALTH = "health"
    EVENT = "event"
    DATES = "dates"
    QUOTES = "quotes"
    SMALL_AREA = "small_area"


class TraceKind(StrEnum):
    """What must not stand in a sheet."""

    NAME = "name"
    PLACE = "place"
    BIRTH = "birth"
    DAY = "day"
    NUMBER = "number"
    CONTACT = "contact"


@dataclass(frozen=True, repr=False)
class Trace:
    """Something of the record, found in a text; `said` is what stands there, for whoever wrote it."""

    kind: TraceKind
    part: str
    said: str


@dataclass(frozen=True, repr=False)
class Words:
    """What whoever brings the case writes by hand."""

    situation: str = ""
    tried: str = ""
    question: str = ""

    @property
    def parts(self) -> Mapping[str, str]:
        """Each by its name."""
        return {"situation": self.situation, "tried": self.tried, "question": self.question}


@dataclass(frozen=True, repr=False)
class Sheet:
    """What everybody at the table reads."""

    composition: Composition
    words: Words


@dataclass(frozen=True, repr=False)
class Drafted:
    """A sheet before it is shown, to whoever writes it alone; `traces` are why it cannot be."""

    number: FamilyNumber
    sheet: Sheet
    hints: tuple[Hint, ...] = ()
    traces: tuple[Trace, ...] = ()


class SheetState(StrEnum):
    """Whether there is a sheet to be read."""

    NONE = "none"
    SHOWN = "shown"
    STOPPED = "stopped"
    """Somebody recognised the family: for good, and for everybody."""


class SheetFault(StrEnum):
    """Why a sheet is not shown."""

    FAMILY = "family"
    """Not there, or not the case of whoever writes."""
    EMPTY = "empty"
    LONG = "long"
    CHECKS = "checks"
    TRACES = "traces"
    THERE = "there"
    STOPPED = "stopped"
    CLOSED = "closed"


@dataclass(frozen=True)
class Sitting:
    """Who sits at which topic of which meeting, from 1 on, when."""

    principal: Principal
    meeting: str
    position: int
    at: datetime


@dataclass(frozen=True, repr=False)
class Table:
    """A topic of a meeting without names as one of those who sit there finds it. Not whose case it is.

    `is_open`: the meeting is not closed, so that a sheet may be brought and the clock may run.
    """

    meeting: str
    position: int
    topics: tuple[int, ...]
    state: SheetState
    is_own: bool
    is_open: bool
    sheet: Sheet | None = None
    stopped_at: datetime | None = None


@dataclass(frozen=True, repr=False)
class Wish:
    """What whoever brings a case wants to show, and what they say they looked for."""

    number: FamilyNumber
    words: Words
    checked: frozenset[Check] = frozenset()


@dataclass(frozen=True, repr=False)
class Outcome:
    """Shown, where there is no fault; else what the sheet would be, as far as the case is that of whoever writes it."""

    faults: tuple[SheetFault, ...] = ()
    drafted: Drafted | None = None


@dataclass(frozen=True)
class Phase:
    """One step of a consultation without names (users.md J7)."""

    name: str
    minutes: int


PHASES = (
    Phase("roles", 2),
    Phase("case", 10),
    Phase("questions", 5),
    Phase("hypotheses", 5),
    Phase("statement", 3),
    Phase("ideas", 7),
    Phase("decision", 5),
)
