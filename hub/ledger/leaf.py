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


@dataclass(frozen=True)
class Known:
    """The newest checkpoint that a writer knew: how many leaves, and the first eight bytes of their root, in hex."""

    size: int = 0
    root: str = ""


@dataclass(frozen=True)
class Stamp:
    """What a writer adds to an entry: its own id and number, what it knew of the tree, and how long the log is kept."""

    writer: str
    number: int
    until: date
    known: Known = Known()


def make_leaf(entry: Entry, written: Written, stamp: Stamp, parts: Mapping[str, str] | None = None) -> bytes:
    """The leaf. `at` is when it was written down, whatever it tells; `er` what an erasure destroys, by rule or by list.

    `parts` is what it says of several families: `p`, the hash of their commitments, and `pr`, the book of the one that
    is kept longest.
    """
    return canonical(
        {
            "v": 1,
            "id": str(entry.id),
            "t": entry.event,
            "at": entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "ag": entry.principal.agency,
            "w": stamp.writer,
            "ws": stamp.number,
            "rc": entry.book,
            "ru": stamp.until.isoformat(),
            "pol": entry.policies,
            "ck": [stamp.known.size, stamp.known.root],
            "c": list(written.commitments),
            **({"er": entry.erases} if entry.erases else {}),
            **(parts or {}),
        }
    )


def close_segment(key: bytes, entry: EntryId, name: str, clear: bytes) -> bytes:
    """Encrypt one segment (AES-256-GCM), bound to its entry and name."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, clear, f"{entry}|{name}".encode())


def decrypt_segment(key: bytes, entry: EntryId, name: str, box: bytes) -> bytes:
    """Salt and words of a box of this entry and name. Raises InvalidTag or ValueError where it is not."""
    return AESGCM(key).decrypt(box[:NONCE], box[NONCE:], f"{entry}|{name}".encode())


def open_segment(key: bytes, entry: EntryId, name: str, box: bytes, commitment: str) -> Segment:
    """The words of one segment, if they are what the leaf committed to."""
    try:
        clear = decrypt_segment(key, entry, name, box)
    except (InvalidTag, ValueError) as error:
        raise PayloadDamaged(f"segment {name} of entry {entry} does not open") from error
    salt, text = clear[:SALT], clear[SALT:]
    if not hmac.compare_digest(commit(salt, name, text), commitment):
        raise PayloadDamaged(f"segment {name} of entry {entry} is not what its leaf committed to")
    segment: Segment = orjson.loads(text)
    return segment
