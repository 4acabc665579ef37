"""Requests in the database: about whom and what in clear, the sentence why sealed to the agency that is asked."""

from datetime import date, datetime

import orjson
import structlog
from cryptography.exceptions import InvalidTag

from hub.db.database import Database, Transaction
from hub.record.keys import Keyring
from hub.terms.asking import Asked, RequestState
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, FamilyId, PersonId, StaffId
from hub.terms.lists import Category, Purpose
from hub.terms.sealing import seal
from hub.terms.talks import LONGEST_WHY

log = structlog.get_logger()

Whose = tuple[StaffId, FamilyId]
_ROOM = 4 * LONGEST_WHY


def keep_request(tx: Transaction, ring: Keyring, entry: EntryId, whose: Whose, sent: tuple[str, Asked]) -> None:
    """Keep one for an agency, in the transaction of the entry that says so."""
    to, asked = sent
    staff, family = whose
    clear = asked.why.encode().ljust(_ROOM)
    box = seal(clear, ring.public[to], request_place(family, asked.id))
    document = {"categories": asked.categories, "aim": asked.aim, "until": asked.until}
    row: dict[str, object] = {"request": asked.id, "family": family, "by": staff, "to": to, "at": asked.asked_at}
    row |= {"person": asked.person, "document": document}
    tx.rows("select consent.keep_request(%s, %s::jsonb, %b)", (entry, orjson.dumps(row).decode(), box))


def load_requests(db: Database, ring: Keyring, whose: Whose, at: datetime) -> tuple[Asked, ...]:
    """Those that this agency sent or was sent about a family, the oldest first. One statement."""
    rows = db.rows(
        "select request_id, asked_by, from_agency, person_id, document, box, asked_at, state"
        " from consent.requests(%s, %s, %s)",
        (*whose, legal_day(at)),
    )
    return tuple(_asked(ring, whose[1], list(row)) for row in rows)


def answer_request(
    db: Database | Transaction, whose: Whose, request: str, answer: tuple[RequestState, datetime]
) -> bool:
    """Say that it went on a list, or is not asked now. False where there is nothing of the kind to be answered."""
    state, at = answer
    rows = db.rows("select consent.answer_request(%s, %s, %s, %s, %s)", (*whose, request, state, legal_day(at)))
    return bool(rows[0][0])


def _asked(ring: Keyring, family: FamilyId, row: list[object]) -> Asked:
    request, by, sender, person, text, box, asked_at, state = row
    document = orjson.loads(str(text))
    assert isinstance(asked_at, datetime)
    return Asked(
        id=str(request),
        asked_by=StaffId(str(by)),
        is_ours=sender == ring.holder,
        person=PersonId(str(person)),
        categories=tuple(map(Category, document["categories"])),
        aim=Purpose(document["aim"]),
        until=date.fromisoformat(document["until"]),
        why=_open(ring, family, str(request), box) if isinstance(box, bytes) else "",
        asked_at=asked_at,
        state=RequestState(str(state)),
    )


def _open(ring: Keyring, family: FamilyId, request: str, box: bytes) -> str:
    """The sentence; empty where it does not open, and then that is said in the log of the process."""
    if ring.private is None:
        return ""
    try:
        return ring.private.open(box, request_place(family, request)).decode().rstrip()
    except (InvalidTag, ValueError):
        log.error("a request does not open", family=family, request=request)
        return ""


def request_place(family: FamilyId, request: str) -> bytes:
    """What the sentence why is bound to."""
    return f"fam-hub request v1|{family}|{request}".encode()
