"""Conferences in the database: the statements. Words are sealed once for each agency that is meant, and padded."""

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import structlog
from cryptography.exceptions import InvalidTag

from hub.db.database import Database, Transaction
from hub.record.keys import Keyring
from hub.terms.clock import legal_day
from hub.terms.conference_plans import Guest
from hub.terms.conferences import (
    HOLDERS,
    GuestFunction,
    Meeting,
    MeetingKind,
    MeetingState,
    Seat,
    SeatKind,
    Topic,
)
from hub.terms.ids import EntryId, FamilyId, FamilyNumber, PersonId, ProviderId, StaffId, TeamId
from hub.terms.lists import Agency, Role
from hub.terms.principals import Principal
from hub.terms.sealing import seal

log = structlog.get_logger()
ROUNDED = 256
"""A box tells its length only in steps of so many bytes."""

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Planned:
    """Who plans, of which agency, and when; `moderates_for` is the moderator's agency."""

    by: StaffId
    agency: Agency
    moderates_for: Agency
    at: datetime


def take_meeting_number(tx: Transaction, at: datetime) -> str:
    """The next number of the year: `K-2026-036`. Given back where the transaction fails."""
    return str(tx.rows("select conference.take_number(%s)", (legal_day(at).year,))[0][0])


def save_meeting(tx: Transaction, ring: Keyring, entries: Sequence[EntryId], meeting: Meeting, planned: Planned) -> int:
    """Keep a meeting whole with its entries, one for each family before and after; returns its new version.

    `version` is the one that was changed, 0 for a new one. Raises CellChanged where another stands there, or it is
    planned no longer; NotYours, NotThere, ThereAlready.
    """
    document = {
        "by": planned.by,
        "day": legal_day(planned.at),
        "meeting": _meeting_row(meeting),
        "topics": [_topic_row(one) for one in meeting.topics],
        "seats": [_seat_row(topic, place, one) for topic in meeting.topics for place, one in enumerate(topic.seats, 1)],
        "words": list(_words(ring, meeting, planned)),
    }
    rows = tx.rows("select conference.keep(%s::uuid[], %s::jsonb)", (list(entries), orjson.dumps(document).decode()))
    return int(rows[0][0])


def load_meetings(
    db: Database, ring: Keyring, by: tuple[StaffId, datetime], number: str | None = None, since: datetime | None = None
) -> tuple[Meeting, ...]:
    """Where somebody sits or which they run, as far as they may know of it when they ask. One statement."""
    rows = db.rows("select conference.of_staff(%s, %s, %s, %s)", (by[0], number, since, legal_day(by[1])))
    return tuple(parse_meeting(ring, document) for (document,) in rows)


def load_meetings_of_person(db: Database, ring: Keyring, person: PersonId) -> tuple[Meeting, ...]:
    """Those to which somebody of a family is invited, with their own topics. One statement."""
    rows = db.rows("select conference.of_person(%s)", (person,))
    return tuple(parse_meeting(ring, document) for (document,) in rows)


def bring_meeting(db: Database, ring: Keyring, by: tuple[StaffId, datetime], meeting: str) -> Meeting | None:
    """One meeting by its id, as far as somebody may know of it who sits there or runs it; None for others."""
    [(document,)] = db.rows("select conference.bring(%s, %s, %s)", (by[0], meeting, legal_day(by[1])))
    return parse_meeting(ring, document) if document else None


def load_invitable(
    db: Database, staff: StaffId, families: Sequence[FamilyId], at: datetime
) -> tuple[tuple[FamilyId, Guest], ...]:
    """Who works with these families, for somebody who has to do with them. One statement."""
    rows = db.rows("select * from conference.colleagues(%s, %s::uuid[], %s)", (staff, list(families), legal_day(at)))
    return tuple((FamilyId(str(family)), _guest(row)) for family, *row in rows)


def load_advisers(db: Database, staff: StaffId, roles: Sequence[Role], at: datetime) -> tuple[Guest, ...]:
    """Who does such work at the two agencies, whatever the family. One statement."""
    statement = "select * from conference.advisers(%s, %s::text[], %s)"
    rows = db.rows(statement, (staff, list(roles), legal_day(at)))
    return tuple(_guest(row) for row in rows)


def _guest(row: Sequence[Any]) -> Guest:
    staff, ref, name, role, agency, agency_name = row
    return Guest(StaffId(str(staff)), ref, name, Role(role), Agency(agency), agency_name)


@dataclass(frozen=True)
class Loadable:
    """Which meetings are there already; families by number, with their people by reference."""

    there: frozenset[str]
    families: Mapping[FamilyNumber, tuple[FamilyId, Mapping[str, PersonId]]]


def load_loadable(tx: Transaction, numbers: Sequence[str], families: Sequence[FamilyNumber]) -> Loadable:
    """What a load file may name. One statement."""
    statement = "select conference.loadable(%s::text[], %s::text[])"
    [(found,)] = tx.rows(statement, (list(numbers), list(families)))
    known = {FamilyNumber(number): (FamilyId(one["id"]), one["people"]) for number, one in found["families"].items()}
    return Loadable(frozenset(found["there"]), known)


def conference_place(subject: str) -> bytes:
    """What the words about a meeting, a topic or a seat are bound to."""
    return f"fam-hub conference v1|{subject}".encode()


def _meeting_row(one: Meeting) -> Document:
    plain = {key: getattr(one, key) for key in ("id", "number", "kind", "starts", "ends", "agency", "state", "version")}
    return {**plain, "moderator": one.moderator}


def _topic_row(one: Topic) -> Document:
    plain = {key: getattr(one, key) for key in ("id", "position", "starts")}
    return {**plain, "family": one.family_id, "minutes": one.duration}


def _seat_row(topic: Topic, place: int, one: Seat) -> Document:
    plain = {key: getattr(one, key) for key in ("id", "kind", "staff", "role", "person", "guest")}
    return {**plain, "topic": topic.id, "position": place}


def _words(ring: Keyring, meeting: Meeting, planned: Planned) -> Iterator[Document]:
    """A box for each holder who is meant: of a topic those who sit there, of the place all who come at all."""
    running = {planned.agency, planned.moderates_for}
    seated = {one.id: running | {seat.agency for seat in one.seats if seat.agency} for one in meeting.topics}
    for holder in _holders(running.union(*seated.values())):
        yield _box(ring, meeting.id, None, meeting.place, holder)
    for topic in meeting.topics:
        for holder in _holders(seated[topic.id]):
            yield _box(ring, topic.id, topic.id, topic.reason, holder)
            for seat in topic.seats:
                if seat.kind is SeatKind.GUEST:
                    yield _box(ring, seat.id, topic.id, seat.name, holder)


def _holders(agencies: set[Agency]) -> list[str]:
    return sorted(HOLDERS[one] for one in agencies if one in HOLDERS)


def _box(ring: Keyring, subject: str, topic: str | None, words: str, holder: str) -> Document:
    clear = words.encode()
    padded = clear.ljust(-(-max(len(clear), 1) // ROUNDED) * ROUNDED)
    box = seal(padded, ring.public[holder], conference_place(subject))
    return {"subject": subject, "holder": holder, "topic": topic, "box": b64encode(box).decode()}


def parse_meeting(ring: Keyring | None, row: Document) -> Meeting:
    """A meeting out of what the database says of it; without keys, without its words."""
    return Meeting(
        id=row["id"],
        number=row["number"],
        kind=MeetingKind(row["kind"]),
        starts=datetime.fromisoformat(row["starts"]),
        ends=datetime.fromisoformat(row["ends"]),
        place=open_words(ring, row["id"], row["box"]),
        moderator=StaffId(row["moderator"]),
        state=MeetingState(row["state"]),
        version=row["version"],
        topics=tuple(_topic(ring, one) for one in row["topics"]),
        agency=Agency(row["agency"]),
        planned_by=StaffId(row["planned_by"]),
        moderator_name=row["moderator_name"] or "",
        moved_from=datetime.fromisoformat(row["moved_from"]) if row["moved_from"] else None,
        moderated=_seat(ring, row["moderated"]) if row["moderated"] else None,
    )


def _topic(ring: Keyring | None, row: Document) -> Topic:
    return Topic(
        id=row["id"],
        position=row["position"],
        family=FamilyNumber(row["family"]) if row["family"] else None,
        reason=open_words(ring, row["id"], row["box"]),
        seats=tuple(_seat(ring, one) for one in row["seats"]),
        starts=datetime.fromisoformat(row["starts"]) if row["starts"] else None,
        family_id=FamilyId(row["family_id"]) if row["family_id"] else None,
        duration=row["minutes"],
    )


def _seat(ring: Keyring | None, row: Document) -> Seat:
    kind = SeatKind(row["kind"])
    return Seat(
        id=row["id"],
        kind=kind,
        staff=StaffId(row["staff"]) if row["staff"] else None,
        role=row["role"],
        person=PersonId(row["person"]) if row["person"] else None,
        guest=GuestFunction(row["guest"]) if row["guest"] else None,
        name=open_words(ring, row["id"], row["box"]) if kind is SeatKind.GUEST else row["name"] or "",
        who=None if kind is SeatKind.GUEST else _who(kind, row),
        agency_name=row["agency_name"] or "",
    )


def _who(kind: SeatKind, row: Document) -> Principal:
    """As whom somebody sits there: by their post; of a family without an account as a relative."""
    if kind is SeatKind.PERSON:
        role = Role(row["post"]) if row["post"] else Role.RELATIVE
        return Principal(StaffId(row["person"]), row["ref"], role, Agency.FAMILY)
    return Principal(
        id=StaffId(row["staff"]),
        ref=row["ref"],
        role=Role(row["role"]),
        agency=Agency(row["agency"]) if row["agency"] else Agency.EXTERNAL,
        team=TeamId(row["team"]) if row["team"] else None,
        provider=ProviderId(row["provider"]) if row["provider"] else None,
        pseudonym=row["pseudonym"] or "",
    )


def open_words(ring: Keyring | None, subject: str, box: str | None) -> str:
    """Words about a meeting, a topic or a seat; `""` where none are sealed for this holder, or they do not open."""
    if box is None or ring is None or ring.private is None:
        return ""
    try:
        return ring.private.open(b64decode(box), conference_place(subject)).decode().rstrip(" ")
    except (InvalidTag, ValueError):
        log.error("words of a conference do not open", subject=subject)
        return ""
