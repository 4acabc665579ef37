"""Rooms in the database: the statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from hub.db.database import Database, Transaction
from hub.record.conferences.store import parse_meeting
from hub.terms.clock import legal_day
from hub.terms.conferences import Meeting
from hub.terms.ids import EntryId, StaffId, TeamId
from hub.terms.lists import Agency, Role
from hub.terms.principals import Principal
from hub.terms.rooms import Moment, Stand, Wish

Document = Mapping[str, Any]


@dataclass(frozen=True, repr=False)
class Window:
    """What the window of a cookie turns on: the room, its one topic, as whom it is asked, and the stamp of it all."""

    stand: Stand
    meeting: Meeting | None
    keeper: Principal | None
    stamp: str


def load_room(db: Database, staff: StaffId, number: str, at: datetime) -> tuple[bool, Stand | None]:
    """Whether the meeting is theirs to moderate here, and how its room stands; None where it was never opened."""
    [(document,)] = db.rows("select conference.room_of(%s, %s, %s, %s)", (staff, number, at, legal_day(at)))
    return document is not None, _stand(document) if document else None


def move_room(tx: Transaction, entry: EntryId | None, by: StaffId, wish: Wish, at: datetime) -> int:
    """Move something in a room. Raises NotYours, NotThere, CellChanged or OutOfOrder; returns the new count."""
    document = {"act": wish.move, "number": wish.number, "by": by, "at": at, "day": legal_day(at), "seen": wish.seen}
    asked = orjson.dumps({**document, **_what(wish)}).decode()
    return int(tx.rows("select conference.move_room(%s, %s::jsonb)", (entry, asked))[0][0])


def find_code(db: Database, code: bytes, at: datetime) -> tuple[str, Principal] | None:
    """Of which conference's room a code would bind a window, and who keeps it; None where it binds none."""
    [(document,)] = db.rows("select conference.of_code(%b, %s, %s)", (code, at, legal_day(at)))
    return (str(document["number"]), _principal(document["who"])) if document else None


def bind_screen(tx: Transaction, entry: EntryId, code: bytes, cookie: bytes) -> bool:
    """Bind a window, once; False where the code was used meanwhile."""
    return bool(tx.rows("select conference.bind_screen(%s, %b, %b)", (entry, code, cookie))[0][0])


def load_window(db: Database, cookie: bytes, at: datetime) -> Window | None:
    """The window of a cookie; None for a cookie of none. One statement, and no word of the meeting: nothing to open."""
    [(document,)] = db.rows("select conference.screen_of(%b, %s, %s)", (cookie, at, legal_day(at)))
    if not document:
        return None
    meeting, who = document["meeting"], document["who"]
    return Window(
        _stand(document["stand"]),
        parse_meeting(None, meeting) if meeting else None,
        _principal(who) if who else None,
        document["stamp"],
    )


def load_stamps(db: Database, cookies: Sequence[bytes], at: datetime) -> Mapping[bytes, str]:
    """The stamps of windows. A cookie that is none of a window has none. One statement."""
    rows = db.rows("select * from conference.stamps(%s::bytea[], %s, %s)", (list(cookies), at, legal_day(at)))
    return {bytes(cookie): stamp for cookie, stamp in rows}


def darken(db: Database, cookie: bytes, *, is_dark: bool) -> bool:
    """Picture off, or on again; whether anything changed."""
    return bool(db.rows("select conference.darken(%b, %s)", (cookie, is_dark))[0][0])


def load_rooms_over(db: Database, at: datetime) -> tuple[tuple[str, str, str], ...]:
    """Rooms that nobody closed and whose time is over: the meeting, its number and the agency. For the clerk."""
    rows = db.rows("select * from conference.rooms_over(%s)", (at,))
    return tuple((str(meeting), number, agency) for meeting, number, agency in rows)


def end_room(tx: Transaction, entry: EntryId, meeting: str, at: datetime) -> None:
    """End one of them. Raises OutOfOrder where that was done meanwhile."""
    tx.rows("select conference.end_room(%s, %s, %s)", (entry, meeting, at))


def load_presence(db: Database, by: tuple[StaffId, datetime], meeting: str) -> tuple[Moment, ...]:
    """Who really was at the topics in which somebody has part: in the order in which they came. One statement."""
    staff, at = by
    rows = db.rows("select * from conference.presence(%s, %s, %s, %s)", (staff, meeting, at, legal_day(at)))
    return tuple(Moment(str(topic), str(seat), came, gone) for topic, seat, came, gone in rows)


def _what(wish: Wish) -> Document:
    key = {"topic": "topic", "come": "seat", "go": "seat", "others": "others", "dark": "dark", "code": "code"}
    return {key[wish.move]: wish.what} if wish.move in key else {}


def _stand(row: Document) -> Stand:
    return Stand(
        topic=row["topic"] or "",
        changes=row["changes"],
        shut=row["shut"],
        dark=row["dark"],
        others=row["others"],
        opened=datetime.fromisoformat(row["opened"]),
        until=datetime.fromisoformat(row["until"]),
        is_open=not row["closed"] and not row["over"],
        has_screen=row["bound"],
        moments=tuple(_moments(row["moments"])),
    )


def _moments(rows: Iterable[Document]) -> Iterable[Moment]:
    for row in rows:
        yield Moment(row["topic"], row["seat"], datetime.fromisoformat(row["came"]))


def _principal(row: Document) -> Principal:
    return Principal(
        id=StaffId(row["staff"]),
        ref=row["ref"],
        role=Role(row["role"]),
        agency=Agency(row["agency"]),
        team=TeamId(row["team"]) if row["team"] else None,
        pseudonym=row["pseudonym"] or "",
    )
