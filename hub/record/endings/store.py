"""What a conference has used, what ends it, and what comes up for somebody: the statements."""

from collections.abc import Sequence
from datetime import datetime

import orjson

from hub.db.database import Database, Transaction
from hub.record.conferences.store import parse_meeting
from hub.record.keys import Keyring
from hub.terms.clock import legal_day
from hub.terms.conference_ends import DueKind, DueMeeting, EndWish, Used
from hub.terms.conferences import GuestFunction, Meeting, MeetingKind
from hub.terms.ids import EntryId, FamilyId, PersonId, StaffId


def load_used(db: Database, by: tuple[StaffId, datetime], meeting: str) -> tuple[Used, ...]:
    """What of a meeting stays, for whoever runs it, as far as they may know; nothing for others. One statement."""
    rows = db.rows("select * from conference.used(%s, %s, %s)", (by[0], meeting, legal_day(by[1])))
    return tuple(Used(str(topic), str(seat) if seat else None, why) for topic, seat, why in rows)


def load_due(db: Database, staff: StaffId, at: datetime, until: datetime) -> tuple[DueMeeting, ...]:
    """What comes up for somebody, the nearest first. One statement."""
    rows = db.rows("select * from conference.coming(%s, %s, %s, %s)", (staff, at, until, legal_day(at)))
    return tuple(
        DueMeeting(DueKind(what), number, topic, MeetingKind(kind), starts)
        for what, number, topic, kind, starts in rows
    )


def load_at_tables(
    db: Database, staff: StaffId, family: FamilyId, at: datetime
) -> tuple[frozenset[PersonId], frozenset[GuestFunction]]:
    """Who of a family, and which guests, sit at tables about it that are to come. One statement."""
    rows = db.rows("select * from conference.at_tables(%s, %s, %s, %s)", (staff, family, at, legal_day(at)))
    people = frozenset(PersonId(str(person)) for person, _ in rows if person)
    return people, frozenset(GuestFunction(guest) for _, guest in rows if guest)


def write_end(
    tx: Transaction, entries: Sequence[EntryId], meeting: Meeting, wish: EndWish, by: tuple[StaffId, datetime]
) -> None:
    """Keep that it is called off, or over. Raises NotYours, CellChanged, and OutOfOrder where it was used."""
    document = {
        "by": by[0],
        "at": by[1].isoformat(),
        "meeting": meeting.id,
        "version": wish.version,
        "state": wish.state,
    }
    tx.rows("select conference.move_state(%s::uuid[], %s::jsonb)", (list(entries), orjson.dumps(document).decode()))


def load_vacant(db: Database, ring: Keyring, by: tuple[StaffId, datetime], number: str) -> Meeting | None:
    """A meeting that nobody runs any more, for somebody who can take it over; None for others. One statement."""
    [(document,)] = db.rows("select conference.vacant(%s, %s, %s)", (by[0], number, legal_day(by[1])))
    return parse_meeting(ring, document) if document else None


def write_taken(tx: Transaction, entries: Sequence[EntryId], meeting: Meeting, by: tuple[StaffId, datetime]) -> None:
    """Keep who moderates it now. Raises NotYours, and CellChanged where another version stands there."""
    document = {"by": by[0], "day": legal_day(by[1]), "meeting": meeting.id, "version": meeting.version}
    tx.rows("select conference.take_over(%s::uuid[], %s::jsonb)", (list(entries), orjson.dumps(document).decode()))
