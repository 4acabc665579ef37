"""Talks in the database, each sealed to the agency that prepared it and bound to family and talk."""

from datetime import datetime

import structlog
from cryptography.exceptions import InvalidTag

from hub.db.database import Database, Transaction
from hub.record.keys import CannotOpen, Keyring
from hub.record.talks.boxes import read_talk, write_talk
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, FamilyId, StaffId
from hub.terms.sealing import seal
from hub.terms.talks import KeptTalk, Talk, TalkState

log = structlog.get_logger()

ROUNDED = 4096
"""A box tells its length only in steps of so many bytes."""

Whose = tuple[StaffId, FamilyId]
_ROWS = "select talk_id, state, number, box, saved_at from consent.talks(%s, %s, %s)"


def save_talk(db: Database | Transaction, ring: Keyring, whose: Whose, talk: Talk, at: datetime) -> bool:
    """Keep what is prepared. False where the family is not theirs, or the talk went on meanwhile."""
    staff, family = whose
    box = _seal(ring, family, KeptTalk(talk, TalkState.PREPARED, "", at))
    rows = db.rows("select consent.save_talk(%s, %s, %s, %b, %s, %s)", (staff, talk.id, family, box, at, legal_day(at)))
    return bool(rows[0][0])


def load_talks(db: Database, ring: Keyring, whose: Whose, at: datetime, which: str) -> tuple[KeptTalk, ...]:
    """The talks of a family that this agency prepared, the oldest first, or one. What does not open is passed over."""
    return _opened(db, ring, whose, at, (f"{_ROWS} where %s = '' or talk_id::text = %s", (which, which)))


def load_by_number(db: Database, ring: Keyring, whose: Whose, at: datetime, number: str) -> KeptTalk | None:
    """The talk of that number, where this agency held it and nothing in it is another's alone. One statement."""
    return next(iter(_opened(db, ring, whose, at, (f"{_ROWS} where number = %s", (number,)))), None)


def _opened(
    db: Database, ring: Keyring, whose: Whose, at: datetime, wanted: tuple[str, tuple[str, ...]]
) -> tuple[KeptTalk, ...]:
    statement, which = wanted
    rows = db.rows(statement, (*whose, legal_day(at), *which))
    found = []
    for talk, state, number, box, saved_at in rows:
        try:
            clear = _open(ring, box, talk_place(whose[1], str(talk)))
        except CannotOpen:
            log.error("a talk does not open", family=whose[1], talk=str(talk))
            continue
        found.append(KeptTalk(read_talk(clear), TalkState(state), number or "", saved_at))
    return tuple(one for one in found if _is_theirs(one.talk, whose))


def hold_talk(tx: Transaction, ring: Keyring, whose: Whose, talk: str, at: datetime) -> KeptTalk | None:
    """One talk, held until the transaction ends; None where there is none of theirs."""
    rows = tx.rows("select state, number, box from consent.hold_talk(%s, %s, %s, %s)", (*whose, talk, legal_day(at)))
    if not rows:
        return None
    state, number, box = rows[0]
    held = read_talk(_open(ring, box, talk_place(whose[1], talk)))
    return KeptTalk(held, TalkState(state), number or "", at) if _is_theirs(held, whose) else None


def take_number(tx: Transaction, at: datetime) -> str:
    """The next number of the year: `E-2026-118`. Given back where the transaction fails."""
    return str(tx.rows("select consent.take_number(%s)", (legal_day(at).year,))[0][0])


def move_talk(tx: Transaction, ring: Keyring, family: FamilyId, kept: KeptTalk) -> None:
    """Keep a talk that `hold_talk` holds as printed or scanned."""
    box = _seal(ring, family, kept)
    row = (kept.talk.id, kept.state, kept.number, box, kept.saved_at)
    tx.rows("select consent.move_talk(%s, %s, %s, %b, %s)", row)


def end_talk(tx: Transaction, ring: Keyring, entry: EntryId, family: FamilyId, kept: KeptTalk) -> None:
    """Keep a talk that `hold_talk` holds as done, in the transaction of the entry of its papers."""
    row = (entry, kept.talk.id, kept.number, _seal(ring, family, kept), kept.saved_at)
    tx.rows("select consent.end_talk(%s, %s, %s, %b, %s)", row)


def drop_talk(tx: Transaction, talk: str) -> None:
    """Forget a talk that is prepared."""
    tx.rows("select consent.drop_talk(%s)", (talk,))


def keep_scan(tx: Transaction, ring: Keyring, whose: Whose, talk: str, scan: tuple[bytes, datetime]) -> None:
    """Keep the sheet as it came back, in the place of the one before."""
    clear, at = scan
    box = seal(clear, ring.public[ring.holder], scan_place(whose[1], talk))
    tx.rows("select consent.keep_scan(%s, %s, %b, %s)", (whose[0], talk, box, at))


def load_scan(db: Database, ring: Keyring, whose: Whose, talk: str, at: datetime) -> bytes | None:
    """The sheet as it came back."""
    [(box,)] = db.rows("select consent.scan(%s, %s, %s, %s)", (*whose, talk, legal_day(at)))
    return _open(ring, box, scan_place(whose[1], talk)) if box is not None else None


def _is_theirs(talk: Talk, whose: Whose) -> bool:
    """What is about something confided is there for the worker alone to whom it was confided (S1)."""
    return talk.only_for is None or talk.only_for == whose[0]


def _seal(ring: Keyring, family: FamilyId, kept: KeptTalk) -> bytes:
    clear = write_talk(kept.talk)
    padded = clear.ljust(-(-len(clear) // ROUNDED) * ROUNDED)
    return seal(padded, ring.public[ring.holder], talk_place(family, kept.talk.id))


def _open(ring: Keyring, box: bytes, info: bytes) -> bytes:
    if ring.private is None:
        raise CannotOpen("this process has no private key")
    try:
        return ring.private.open(bytes(box), info)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("a talk does not open with this key at this place") from error


def scan_place(family: FamilyId, talk: str) -> bytes:
    """What a sheet is bound to."""
    return talk_place(family, talk) + b"|scan"


def talk_place(family: FamilyId, talk: str) -> bytes:
    """What a talk is bound to."""
    return f"fam-hub talk v1|{family}|{talk}".encode()
