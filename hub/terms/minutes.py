"""The minutes of a conference: sentences, each of one owner and about somebody. What they say lies in the record."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from hub.terms.answers import Disclosure, Json
from hub.terms.conferences import Meeting, Topic
from hub.terms.ids import CellId, FieldId, StaffId
from hub.terms.lists import Agency, Owner

LONGEST_SENTENCE = 2000
"""Characters. Who has more to say writes two."""
LONGEST_WHO = 200
MOST_SENTENCES = 12
"""That are saved at once: one for each section, and room for programs."""


class Section(StrEnum):
    """In the order of the page: what the family says comes before what anybody says about it."""

    REASON = "reason"
    FAMILY = "family"
    JOBCENTER = "jobcenter"
    JUGENDAMT = "jugendamt"
    PROVIDER = "provider"
    RESULT = "result"
    AGREED = "agreed"
    NEXT = "next"
    ADDENDUM = "addendum"
    PRESENT = "present"
    """Who was there. Nobody types it."""


INVITED = "Eingeladen waren:"
"""Stands before the names in the value that says who was there, where nobody knows who came."""
WRITTEN = tuple(one for one in Section if one not in (Section.ADDENDUM, Section.PRESENT))
"""What is written until both agencies have confirmed; from then on only addenda."""


class Spot(NamedTuple):
    """A section, and the field in which a sentence of it stands."""

    section: Section
    field: FieldId


def read_spots(text: str) -> tuple[Spot, ...]:
    """All that a sentence can go to, by `schemas/minutes.toml`, in order."""
    sections = tomllib.loads(text)["sections"]
    return tuple(Spot(section, FieldId(name)) for section in Section for name in sections[section.value])


@dataclass(frozen=True, repr=False)
class Sentence:
    """One sentence as it came: `text`, or who does what until when, or the next date. `cell`: in the place of that one.

    A sentence that is changed keeps its persons, its field and its section.
    """

    spot: Spot
    persons: tuple[str, ...]
    text: str = ""
    who: str = ""
    until: date | None = None
    moment: datetime | None = None
    cell: CellId | None = None

    @property
    def content(self) -> Json:
        """What is kept of it."""
        if self.spot.section is Section.AGREED:
            return {"who": self.who, "what": self.text, "until": self.until.isoformat() if self.until else ""}
        return self.moment.isoformat() if self.moment is not None else self.text

    @property
    def words(self) -> str:
        """All that somebody typed in it."""
        return " ".join(part for part in (self.who, self.text) if part)


@dataclass(frozen=True, repr=False)
class Sent:
    """Sentences that are saved together or not at all. `version` is that of the joint part, as it was read.

    `key` is new for each, and the same when it is sent again; `tags` say which versions of sentences were read.
    """

    sentences: tuple[Sentence, ...]
    version: int
    key: str
    tags: frozenset[str] = frozenset()


class MinutesFault(StrEnum):
    """Why nothing was saved. None of these says what somebody may not know."""

    EMPTY = "empty"
    LONG = "long"
    CONTROL = "control"
    WHO = "who"
    """A result without whoever does it."""
    UNTIL = "until"
    """A result without the day by which it is done."""
    PERSON = "person"
    SPOT = "spot"
    """Whoever writes may not write there."""
    UNSEEN = "unseen"
    """A sentence of the joint part about somebody of whom not all present may know."""
    SPILLED = "spilled"
    """A sentence of the joint part holds what not all present may see."""
    CLOSED = "closed"
    """Both agencies confirmed: only an addendum."""
    OPEN = "open"
    """No addendum before both confirmed."""
    CHANGED = "changed"
    """Somebody else wrote meanwhile."""
    KEY_USED = "key_used"


class Flawed(NamedTuple):
    """What is wrong with which sentence, counted from 0; `of` names the field whose value spilled."""

    fault: MinutesFault
    place: int = 0
    of: FieldId | None = None


@dataclass(frozen=True)
class Line:
    """That a sentence stands there, who wrote it and when. What it says only a look tells."""

    cell: CellId
    section: Section
    owner: Owner
    author: StaffId
    author_name: str
    author_agency: Agency
    at: datetime
    changed_at: datetime | None = None
    due: date | None = None
    is_struck: bool = False


@dataclass(frozen=True)
class Confirmed:
    """An agency's yes to the minutes as they stand."""

    agency: Agency
    name: str
    at: datetime


@dataclass(frozen=True)
class KeptMinutes:
    """How the minutes of one topic stand. `present` are the seats that were taken when they were last saved."""

    version: int = 0
    lines: tuple[Line, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()
    present: frozenset[str] = frozenset()

    @property
    def is_closed(self) -> bool:
        """Both agencies confirmed."""
        return {one.agency for one in self.confirmed} == {Agency.JOBCENTER, Agency.JUGENDAMT}

    def confirmed_by(self, agency: Agency) -> bool:
        """Whether this agency did."""
        return any(one.agency is agency for one in self.confirmed)


class MinutesWanted(NamedTuple):
    """The minutes of one topic, as an address names them."""

    number: str
    topic: int


@dataclass(frozen=True, repr=False)
class MinutesDraft:
    """What was typed and not yet saved."""

    fields: Mapping[str, list[str]]
    saved_at: datetime


@dataclass(frozen=True, repr=False)
class MinutesView:
    """The minutes as somebody may see them: `lines` are those whose sentence is in the look, in the order written."""

    meeting: Meeting
    topic: Topic
    kept: KeptMinutes
    disclosure: Disclosure
    lines: tuple[Line, ...] = ()
    spots: tuple[Spot, ...] = ()
    """Where whoever looks may write."""
    draft: MinutesDraft | None = None
    may_confirm: bool = False
    present: tuple[str, ...] = field(default_factory=tuple)
    """The seats that are taken, by their ids."""


@dataclass(frozen=True, repr=False)
class OwnMinutesView:
    """Confirmed minutes as somebody of the family may see them."""

    meeting: Meeting
    kept: KeptMinutes
    disclosure: Disclosure
    lines: tuple[Line, ...] = ()
    age: int | None = None
