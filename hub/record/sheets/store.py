"""Sheets in the database: the statements, and what is sealed. Which family a sheet is about is told to nobody."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import structlog
from cryptography.exceptions import InvalidTag

from hub.db.database import Database, Transaction
from hub.record.keys import Keyring
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, FamilyId, StaffId
from hub.terms.lists import Agency
from hub.terms.nameless import Band, Composition, Member, Part, Sheet, SheetState, Words
from hub.terms.sealing import seal

log = structlog.get_logger()
ROUNDED = 4096
"""A box tells its length only in steps of so many bytes."""


@dataclass(frozen=True)
class Brought:
    """Who brings a sheet about which family to which topic, of which agency, and who will read it."""

    by: StaffId
    agency: Agency
    topic: str
    family: FamilyId
    readers: frozenset[str]
    at: datetime


@dataclass(frozen=True)
class Stand:
    """How a topic stands; nothing of what its sheet says."""

    state: SheetState
    is_own: bool
    brought_at: datetime | None
    stopped_at: datetime | None


def bring_sheet(tx: Transaction, ring: Keyring, entry: EntryId, brought: Brought, sheet: Sheet) -> None:
    """Keep it in the transaction of its entry. Raises NotYours, NotThere; ThereAlready, also where it was stopped."""
    document = {
        "topic": brought.topic,
        "by": brought.by,
        "agency": brought.agency,
        "family": brought.family,
        "at": brought.at,
        "day": legal_day(brought.at),
        "boxes": dict(_boxes(ring, brought.topic, brought.readers, sheet)),
    }
    tx.rows("select conference.bring_sheet(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))


def load_stand(db: Database, staff: StaffId, topic: str) -> Stand | None:
    """How a topic stands to somebody who sits there; None to anybody else."""
    rows = db.rows("select state, is_own, brought_at, stopped_at from conference.sheet_state(%s, %s)", (staff, topic))
    return Stand(SheetState(rows[0][0]), *rows[0][1:]) if rows else None


def read_sheet(db: Database, ring: Keyring, entry: EntryId, staff: StaffId, topic: str) -> Sheet | None:
    """What a sheet says, against the committed entry of this look; None where there is none for this agency."""
    [(box,)] = db.rows("select conference.read_sheet(%s, %s, %s)", (entry, staff, topic))
    return _open(ring, topic, box) if box is not None else None


def stop_sheet(tx: Transaction, entry: EntryId, staff: StaffId, topic: str, at: datetime) -> bool:
    """Let its words go, for good; false where that was so before."""
    [(done,)] = tx.rows("select conference.recognise(%s, %s, %s, %s)", (entry, staff, topic, at))
    return bool(done)


def sheet_place(topic: str) -> bytes:
    """What a sheet is bound to."""
    return f"fam-hub sheet v1|{topic}".encode()


def _boxes(ring: Keyring, topic: str, readers: Iterable[str], sheet: Sheet) -> Iterable[tuple[str, str]]:
    clear = orjson.dumps({"composition": sheet.composition, "words": sheet.words})
    padded = clear.ljust(-(-len(clear) // ROUNDED) * ROUNDED)
    for holder in sorted(readers):
        yield holder, b64encode(seal(padded, ring.public[holder], sheet_place(topic))).decode()


def _open(ring: Keyring, topic: str, box: bytes) -> Sheet | None:
    if ring.private is None:
        return None
    try:
        document: Mapping[str, Any] = orjson.loads(ring.private.open(bytes(box), sheet_place(topic)))
    except (InvalidTag, ValueError):
        log.error("a sheet does not open", topic=topic)
        return None
    told = document["composition"]
    members = tuple(Member(Part(one["part"]), Band(one["band"]), one["count"]) for one in told["members"])
    return Sheet(Composition(members, told["many_adults"], told["many_children"]), Words(**document["words"]))
