"""Leaf and payload of an entry.

The leaf is canonical JSON (RFC 8785) with five salted commitments and nothing personal; the payload holds salt and
words of each segment, encrypted under a bucket's key. Erase the key, and the leaf proves that something was, not what.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date
from functools import lru_cache
from os import urandom

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hub.ledger.canonical import canonical as canonical
from hub.ledger.entry import SEGMENTS, Entry, Segment
from hub.ledger.shares import SALT as SALT
from hub.ledger.shares import Laid, keyed, lay_out, note_of
from hub.terms.ids import EntryId

NONCE = 12
NOTE = SEGMENTS.index("note")


class PayloadDamaged(RuntimeError):
    """A payload does not open, or does not say what its leaf committed to."""


@dataclass(frozen=True, repr=False)
class Written:
    """The words of an entry on their way into the book: canonical bytes with their salts."""

    commitments: tuple[str, ...]
    clear: tuple[bytes, ...]
    shares: Laid | None = None

    @property
    def note_salt(self) -> bytes:
        """Who has it can hold a share against the leaf."""
        return self.clear[NOTE][:SALT]


def write_segments(entry: Entry) -> Written:
    """Salt each segment and commit to it: HMAC-SHA256(salt, "hub-seg-v1" 0x00 name 0x00 words).

    What the entry says to each whom it concerns is committed to in the note, where nobody wrote one.
    """
    drawn = urandom(SALT * len(SEGMENTS))
    salts = [drawn[SALT * place : SALT * (place + 1)] for place in range(len(SEGMENTS))]
    laid = lay_out(salts[SEGMENTS.index("access")], entry.shares) if entry.shares and not entry.note else None
    words = (entry.actor, entry.numbered, entry.access, entry.decision, laid.note if laid else entry.note)
    salted = [(salt, canonical(segment)) for salt, segment in zip(salts, words, strict=True)]
    return Written(
        tuple(commit(salt, name, text) for name, (salt, text) in zip(SEGMENTS, salted, strict=True)),
        tuple(salt + text for salt, text in salted),
        laid,
    )


def commit(salt: bytes, name: str, text: bytes) -> str:
    """The commitment to one segment, in hex."""
    return keyed(salt, b"hub-seg-v1\0%b\0%b" % (name.encode(), text)).hex()


def says_root(leaf: bytes, salt: bytes, root: bytes) -> bool:
    """Whether the note of an entry says this root of its shares. Raises ValueError or LookupError: it is no leaf."""
    return hmac.compare_digest(commit(salt, "note", canonical(note_of(root))), orjson.loads(leaf)["c"][NOTE])


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
            "at": f"{entry.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z",
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


def close_segments(keys: tuple[bytes, bytes], entry: EntryId, written: Written) -> list[bytes]:
    """Encrypt all five: the actor under the first key, all else under the second."""
    actor, case = keys
    rest, first, nonces = _cipher(case), _cipher(actor), urandom(NONCE * len(SEGMENTS))
    return [
        _close(
            first if name == "actor" else rest, nonces[NONCE * place : NONCE * (place + 1)], f"{entry}|{name}", clear
        )
        for place, (name, clear) in enumerate(zip(SEGMENTS, written.clear, strict=True))
    ]


def close_segment(key: bytes, entry: EntryId, name: str, clear: bytes) -> bytes:
    """Encrypt one segment (AES-256-GCM), bound to its entry and name."""
    return _close(_cipher(key), urandom(NONCE), f"{entry}|{name}", clear)


@lru_cache(maxsize=512)
def _cipher(key: bytes) -> AESGCM:
    """Of a bucket that is written under again and again: making one takes longer than closing a segment."""
    return AESGCM(key)


def _close(cipher: AESGCM, nonce: bytes, place: str, clear: bytes) -> bytes:
    return nonce + cipher.encrypt(nonce, clear, place.encode())


def decrypt_segment(key: bytes, entry: EntryId, name: str, box: bytes) -> bytes:
    """Salt and words of a box of this entry and name. Raises InvalidTag or ValueError where it is not."""
    return AESGCM(key).decrypt(box[:NONCE], box[NONCE:], f"{entry}|{name}".encode())


def open_segment(key: bytes, entry: EntryId, name: str, box: bytes, commitment: str) -> Segment:
    """The words of one segment, if they are what the leaf committed to."""
    return open_salted(key, entry, name, box, commitment)[1]


def open_salted(key: bytes, entry: EntryId, name: str, box: bytes, commitment: str) -> tuple[bytes, Segment]:
    """The same, with the salt before them."""
    try:
        clear = decrypt_segment(key, entry, name, box)
    except (InvalidTag, ValueError) as error:
        raise PayloadDamaged(f"segment {name} of entry {entry} does not open") from error
    salt, text = clear[:SALT], clear[SALT:]
    if not hmac.compare_digest(commit(salt, name, text), commitment):
        raise PayloadDamaged(f"segment {name} of entry {entry} is not what its leaf committed to")
    try:
        segment = orjson.loads(text)
    except ValueError as error:
        raise PayloadDamaged(f"segment {name} of entry {entry} is no JSON") from error
    if not isinstance(segment, dict):
        raise PayloadDamaged(f"segment {name} of entry {entry} is no segment")
    return salt, segment
