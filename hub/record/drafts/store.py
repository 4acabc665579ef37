"""Drafts in the database, each sealed to the agency of its author and bound to author, family, kind and time."""

from collections.abc import Mapping
from datetime import UTC, datetime

import orjson
import structlog
from cryptography.exceptions import InvalidTag

from hub.db.database import Database, Transaction
from hub.record.keys import Keyring
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyId, StaffId
from hub.terms.sealing import seal
from hub.terms.writing import Draft, NoteKind

log = structlog.get_logger()

ROUNDED = 1024
"""A box tells its length only in steps of so many bytes."""

Fields = Mapping[str, list[str]]
Whose = tuple[StaffId, FamilyId]
Typed = tuple[str, Fields, datetime]
"""Of which kind, what stood in the form, and when."""


def save_draft(db: Database, ring: Keyring, whose: Whose, draft: Draft, key_hash: bytes | None) -> bool:
    """Keep a draft in the place of the one before. False where the family is not theirs; late ones are passed over."""
    return save_typed(db, ring, whose, (draft.kind, draft.fields, draft.saved_at), key_hash)


def save_typed(db: Database, ring: Keyring, whose: Whose, typed: Typed, key_hash: bytes | None) -> bool:
    """The same of any kind."""
    kind, fields, at = typed
    clear = orjson.dumps(dict(fields))
    padded = clear.ljust(-(-len(clear) // ROUNDED) * ROUNDED)
    box = seal(padded, ring.public[ring.holder], draft_place(whose, kind, at))
    [(kept,)] = db.rows(
        "select record.save_draft(%s, %s, %s, %b, %s, %s, %b)", (*whose, kind, box, at, legal_day(at), key_hash)
    )
    return bool(kept)


def load_drafts(db: Database, ring: Keyring, whose: Whose, at: datetime) -> tuple[Draft, ...]:
    """The drafts of notes of one author about one family. One that does not open is passed over."""
    typed = load_typed(db, ring, whose, at)
    return tuple(Draft(NoteKind(kind), fields, saved) for kind, fields, saved in typed if kind in set(NoteKind))


def load_typed(db: Database, ring: Keyring, whose: Whose, at: datetime) -> tuple[Typed, ...]:
    """All drafts of one author about one family."""
    rows = db.rows("select * from record.load_drafts(%s, %s, %s, %s)", (*whose, at, legal_day(at)))
    found = []
    for kind, box, saved_at in rows:
        try:
            found.append((str(kind), _open(ring, box, draft_place(whose, kind, saved_at)), saved_at))
        except (InvalidTag, ValueError):
            log.error("a draft does not open", family=whose[1], kind=kind)
    return tuple(found)


def drop_draft(db: Database | Transaction, whose: Whose, kind: str) -> None:
    """Forget a draft, if there is one."""
    db.rows("select record.drop_draft(%s, %s, %s)", (*whose, kind))


def _open(ring: Keyring, box: bytes, info: bytes) -> Fields:
    if ring.private is None:
        raise ValueError("this process has no private key")
    fields: Fields = orjson.loads(ring.private.open(box, info))
    return fields


def draft_place(whose: Whose, kind: str, saved_at: datetime) -> bytes:
    """What a draft is bound to."""
    return f"fam-hub draft v1|{whose[0]}|{whose[1]}|{kind}|{saved_at.astimezone(UTC).isoformat()}".encode()
