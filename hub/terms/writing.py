"""What somebody wants to write into a record, by the references that people use, and how it ended.

Ids are found out by the gate, which names no person and no cell that whoever writes may not see.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from hub.terms.answers import Disclosure, Json
from hub.terms.changes import Source
from hub.terms.ids import CellId, EntryId, FamilyNumber, FieldId
from hub.terms.lacks import NoteLack
from hub.terms.lists import Level, Owner, Purpose
from hub.terms.principals import Principal


class Occasion(NamedTuple):
    """Who writes about which family, for what, and when."""

    principal: Principal
    number: FamilyNumber
    purpose: Purpose
    at: datetime


class Place(NamedTuple):
    """Where a note can go: a field, and whether what is written there is entrusted to its author (§ 65 SGB VIII)."""

    field: FieldId
    is_entrusted: bool = False


class NoteKind(StrEnum):
    """Chosen before the first word: for the record of the agency, or entrusted to its author alone."""

    RECORD = "record"
    ENTRUSTED = "entrusted"


@dataclass(frozen=True, repr=False)
class Said:
    """The texts of one cell, by level, and where they come from (B2)."""

    texts: Mapping[Level, Json]
    source: Source
    stated_on: date
    disputed: bool | None = None


@dataclass(frozen=True, repr=False)
class NewCell:
    """A cell that is not there yet. Without an entry number it gets the next one of its field.

    `bound` names who said it, where that one is bound to secrecy (§ 203 StGB, C8).
    """

    said: Said
    field: FieldId
    persons: tuple[str, ...]
    owner: Owner | None = None
    entry: int | None = None
    is_entrusted: bool = False
    confiders: tuple[str, ...] = ()
    bound: str = ""


@dataclass(frozen=True, repr=False)
class NewVersion:
    """Another text for a cell that is there: whose it is and how it was entrusted stays as it was."""

    said: Said
    cell: CellId


@dataclass(frozen=True, repr=False)
class Submission:
    """Cells that are written together or not at all. `key` is new for each, and the same when it is sent again.

    `body` is what was sent, to tell the same from another under one key; `tags` say which versions were read;
    `ends_draft` is the kind of draft that is no longer needed; `is_confirmed`: its author proved lately who they are,
    without which nothing that was confided is written on.
    """

    cells: tuple[NewCell | NewVersion, ...]
    key: str
    body: bytes
    tags: frozenset[str] = frozenset()
    ends_draft: str | None = None
    is_confirmed: bool = False


@dataclass(frozen=True)
class Written:
    """The entry of a change, and its cells with the versions that they have now, in the order in which they came."""

    entry: EntryId
    cells: tuple[tuple[CellId, int], ...]


class Refusal(StrEnum):
    """Why nothing was written."""

    NOT_YOURS = "not_yours"
    NOT_ALLOWED = "not_allowed"
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_FIELD = "unknown_field"
    NO_SOURCE = "no_source"
    NO_TAG = "no_tag"
    STALE = "stale"
    KEY_USED = "key_used"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True)
class Refused:
    """Nothing was written. `places` are JSON pointers into the list of cells; they hold no value."""

    why: Refusal
    places: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Note:
    """A note of a talk, as it was typed. `confiders` are those who confided it, where it is entrusted.

    `bound` names who said it, where that one is bound to secrecy.
    """

    kind: NoteKind
    field: FieldId
    persons: tuple[str, ...]
    confiders: tuple[str, ...]
    day: date
    content: Mapping[str, Json]
    bound: str = ""


@dataclass(frozen=True, repr=False)
class Draft:
    """What was typed and not yet sent, as it stood in the form."""

    kind: NoteKind
    fields: Mapping[str, list[str]]
    saved_at: datetime


@dataclass(frozen=True, repr=False)
class NoteDesk:
    """What a form for a note needs: names that may be seen, where to write, drafts, and the notes that are theirs."""

    disclosure: Disclosure
    places: tuple[Place, ...]
    drafts: tuple[Draft, ...]
    own: frozenset[CellId] = frozenset()
    lacks: tuple[NoteLack, ...] = ()


@lru_cache(maxsize=16384)
def version_tag(cell: CellId, version: int) -> str:
    """An opaque name for one version of one cell."""
    return sha256(f"{cell}.{version}".encode()).hexdigest()[:24]
