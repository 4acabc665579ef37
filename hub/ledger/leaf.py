"""Leaf and payload of an entry.

The leaf is canonical JSON (RFC 8785) with five salted commitments and nothing personal; the payload holds salt and
words of each segment, encrypted under a bucket's key. Erase the key, and the leaf proves that something was, not what.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date
from hashlib import sha256

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hub.ledger.entry import SEGMENTS, Entry, Segment
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId

SALT = 16
NONCE = 12


class PayloadDamaged(RuntimeError):
    """A payload does not open, or does not say what its leaf committed to."""


@dataclass(frozen=True, repr=False)
class Written:
    """The words of an entry on their way into the book: canonical bytes with their salts."""

    commitments: tuple[str, ...]
    clear: tuple[bytes, ...]


def canonical(document: Mapping[str, object]) -> bytes:
    """RFC 8785 for what entries hold: strings, integers, lists, objects with ASCII keys; no fractions."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def write_segments(entry: Entry) -> Written:
    """Salt each segment and commit to it: HMAC-SHA256(salt, "hub-seg-v1" 0x00 name 0x00 words)."""
    words = (entry.actor, entry.subject, entry.access, entry.decision, entry.note)
    clear = []
    commitments = []
    for name, segment in zip(SEGMENTS, words, strict=True):
        salt, text = secrets.token_bytes(SALT), canonical(segment)
        clear.append(salt + text)
        commitments.append(commit(salt, name, text))
    return Written(tuple(commitments), tuple(clear))


def commit(salt: bytes, name: str, text: bytes) -> str:
    """The commitment to one segment, in hex."""
    return hmac.new(salt, b"hub-seg-v1\0" + name.encode() + b"\0" + text, sha256).hexdigest()


def make_leaf(
    entry: Entry, written: Written, writer: str, writer_seq: int, parts: Mapping[str, str] | None = None
) -> bytes:
    """The leaf. `at` is when it was written down, whatever it tells.

    `ck` names the newest checkpoint that the writer knew: none yet. `parts` is what it says of several families: `p`,
    the hash of their commitments, and `pr`, the book of the one that is kept longest.
    """
    return canonical(
        {
            "v": 1,
            "id": str(entry.id),
            "t": entry.event,
            "at": entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "ag": entry.principal.agency,
            "w": writer,
            "ws": writer_seq,
            "rc": entry.book,
            "ru": retain_until(legal_day(entry.when)).isoformat(),
            "pol": entry.policies,
            "ck": [0, ""],
            "c": list(written.commitments),
            **(parts or {}),
        }
    )


def retain_until(day: date) -> date:
    """The last day of the access log's six months: the same day of the month, else the month's last (H6)."""
    year, month = divmod(day.year * 12 + day.month - 1 + 6, 12)
    for last in range(day.day, day.day - 4, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")


def close_segment(key: bytes, entry: EntryId, name: str, clear: bytes) -> bytes:
    """Encrypt one segment (AES-256-GCM), bound to its entry and name."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, clear, f"{entry}|{name}".encode())


def open_segment(key: bytes, entry: EntryId, name: str, box: bytes, commitment: str) -> Segment:
    """The words of one segment, if they are what the leaf committed to."""
    try:
        clear = AESGCM(key).decrypt(box[:NONCE], box[NONCE:], f"{entry}|{name}".encode())
    except (InvalidTag, ValueError) as error:
        raise PayloadDamaged(f"segment {name} of entry {entry} does not open") from error
    salt, text = clear[:SALT], clear[SALT:]
    if not hmac.compare_digest(commit(salt, name, text), commitment):
        raise PayloadDamaged(f"segment {name} of entry {entry} is not what its leaf committed to")
    segment: Segment = orjson.loads(text)
    return segment
