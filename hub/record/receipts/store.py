"""Receipts in the database. Neither the key nor what was sent can be found out from them."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import orjson

from hub.db.database import Database, Transaction
from hub.terms.ids import CellId, EntryId, FamilyId, StaffId
from hub.terms.writing import Submission, Written


@dataclass(frozen=True)
class Receipt:
    """What was answered under a key, and whether it was for the same text about the same family."""

    written: Written
    is_same: bool


def hash_key(key: str) -> bytes:
    """What is kept of a key."""
    return sha256(f"fam-hub receipt v1|{key}".encode()).digest()


def load_receipt(db: Database, whose: tuple[StaffId, FamilyId], submission: Submission, at: datetime) -> Receipt | None:
    """What was answered when something was sent under this key, within a day. One statement."""
    staff, family = whose
    rows = db.rows("select * from record.load_receipt(%s, %b, %s)", (staff, hash_key(submission.key), at))
    for body_hash, about, answer in rows:
        written = Written(EntryId(answer["entry"]), tuple((CellId(cell), number) for cell, number in answer["cells"]))
        is_same = about == family and hmac.compare_digest(bytes(body_hash), _hash_body(submission))
        return Receipt(written, is_same)
    return None


def keep_receipt(
    tx: Transaction, whose: tuple[StaffId, FamilyId], submission: Submission, written: Written, at: datetime
) -> None:
    """Keep the answer in the transaction of its change; SentBefore where there is one for this key."""
    staff, family = whose
    answer = orjson.dumps({"entry": written.entry, "cells": written.cells}).decode()
    tx.rows(
        "select record.keep_receipt(%s, %s, %b, %b, %s, %s::jsonb, %s)",
        (written.entry, staff, hash_key(submission.key), _hash_body(submission), family, answer, at),
    )


def _hash_body(submission: Submission) -> bytes:
    return hmac.digest(submission.key.encode(), submission.body, "sha256")
