"""Signed notes (C2SP signed-note): a text that ends in a newline, a blank line, and lines of signatures.

A note is parsed in one way or refused. What it says counts for nothing until `verify_note` has named who signed it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from hub.ledger.checkpoint import Checkpoint, parse_checkpoint
from hub.ledger.errors import EvidenceMalformed, SignatureFailed
from hub.ledger.strict import read_base64, write_base64
from hub.ledger.vkeys import KEY_HASH_BYTES, Kind, Signer, Verifier, check_name

MOST_SIGNATURES = 100
MOST_BYTES = 1_000_000
_DASH = "\N{EM DASH} "
_TIME_BYTES = 8


@dataclass(frozen=True)
class Signature:
    """One line: whose it says it is, the four bytes that name the key, and the signature itself."""

    name: str
    key_hash: bytes
    value: bytes

    def write(self) -> str:
        """The line with its newline."""
        return f"{_DASH}{self.name} {write_base64(self.key_hash + self.value)}\n"


@dataclass(frozen=True)
class Note:
    """A text and the signatures below it, in their order."""

    text: str
    signatures: tuple[Signature, ...]

    def __post_init__(self) -> None:
        if not self.text.endswith("\n") or any(sign < " " and sign != "\n" for sign in self.text):
            raise EvidenceMalformed("note: a control character, or a text that does not end in a newline")

    def write(self) -> bytes:
        """The note as it is stored and sent."""
        lines = "".join(signature.write() for signature in self.signatures)
        return f"{self.text}\n{lines}".encode()

    def with_signatures(self, more: Iterable[Signature]) -> "Note":
        """The note with these lines below its own; a key that signed it already gets no second line."""
        kept: dict[tuple[str, bytes], Signature] = {}
        for signature in more:
            kept.setdefault((signature.name, signature.key_hash), signature)
        for signature in self.signatures:
            kept.pop((signature.name, signature.key_hash), None)
        return replace(self, signatures=(*self.signatures, *kept.values()))


@dataclass(frozen=True)
class Signed:
    """That a key signed a text; a cosigner also when, by the cosigner's own clock, unless it says nothing of that."""

    verifier: Verifier
    at: datetime | None


def parse_note(octets: bytes) -> Note:
    """The note in these bytes. Raises EvidenceMalformed for everything that could be understood in two ways."""
    if len(octets) > MOST_BYTES:
        raise EvidenceMalformed("note: too long")
    try:
        whole = octets.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EvidenceMalformed("note: not UTF-8") from error
    text, gap, lines = whole.rpartition("\n\n")
    if not gap or not lines.endswith("\n"):
        raise EvidenceMalformed("note: no blank line before signatures that end in a newline")
    return Note(f"{text}\n", parse_signatures(lines))


def parse_signatures(lines: str) -> tuple[Signature, ...]:
    """Lines of signatures as they stand below a note, or as a witness answers. Raises EvidenceMalformed."""
    if not lines.endswith("\n"):
        raise EvidenceMalformed("signatures: none, or the last has no newline")
    split = lines[:-1].split("\n")
    if len(split) > MOST_SIGNATURES:
        raise EvidenceMalformed(f"signatures: more than {MOST_SIGNATURES}")
    return tuple(_parse_line(line) for line in split)


def _parse_line(line: str) -> Signature:
    name, blank, written = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not blank:
        raise EvidenceMalformed("signature: not a dash, a name and base64")
    check_name(name)
    octets = read_base64(written, "signature")
    if len(octets) <= KEY_HASH_BYTES:
        raise EvidenceMalformed("signature: empty")
    return Signature(name, octets[:KEY_HASH_BYTES], octets[KEY_HASH_BYTES:])


def sign_note(text: str, signer: Signer, at: datetime | None = None) -> Signature:
    """Sign a text. Cosignatures need the time `at`, are for checkpoints only, and say it in whole seconds."""
    verifier = signer.verifier
    if not verifier.kind.is_timed:
        return Signature(verifier.name, verifier.key_hash, signer.private.sign(text.encode()))
    if at is None:
        raise ValueError("a cosignature needs its time")
    seconds = int(at.timestamp())
    value = signer.private.sign(_cosigned(verifier, text, seconds))
    return Signature(verifier.name, verifier.key_hash, seconds.to_bytes(_TIME_BYTES, "big") + value)


def verify_note(note: Note, verifiers: Iterable[Verifier]) -> tuple[Signed, ...]:
    """Who of these signed the note, in the order of its lines.

    Signatures of others are passed over. Raises SignatureFailed where one of these does not verify, and where none of
    them signed. Of a key that signed twice both must verify, and the earlier time is kept.
    """
    known = {(verifier.name, verifier.key_hash): verifier for verifier in verifiers}
    found: dict[Verifier, Signed] = {}
    for signature in note.signatures:
        verifier = known.get((signature.name, signature.key_hash))
        if verifier is not None:
            signed = verify_signature(note.text, signature, verifier)
            found[verifier] = _earlier(found.get(verifier), signed)
    if not found:
        raise SignatureFailed("note: not signed by any known key")
    return tuple(found.values())


def verify_signature(text: str, signature: Signature, verifier: Verifier) -> Signed:
    """That this key made this signature of this text. Raises SignatureFailed."""
    message, value, at = text.encode(), signature.value, None
    if verifier.kind.is_timed:
        seconds, value = int.from_bytes(value[:_TIME_BYTES], "big"), value[_TIME_BYTES:]
        at = _moment(seconds) if seconds or verifier.kind is Kind.COSIGNATURE else None
        message = _cosigned(verifier, text, seconds)
    if not verifier.signed_by(message, value):
        raise SignatureFailed(f"note: the signature of {verifier.name} does not verify")
    return Signed(verifier, at)


def _earlier(one: Signed | None, other: Signed) -> Signed:
    return one if one and one.at and other.at and one.at <= other.at else other


def _moment(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise SignatureFailed("cosignature: its time is out of range") from error


def _cosigned(verifier: Verifier, text: str, seconds: int) -> bytes:
    """What a cosigner signs: by Ed25519 header, time and the whole text; by ML-DSA-44 names, time, size and root."""
    checkpoint = parse_checkpoint(text)
    if verifier.kind is Kind.COSIGNATURE:
        return f"cosignature/v1\ntime {seconds}\n{text}".encode()
    return _subtree(verifier.name, checkpoint, seconds)


def _subtree(cosigner: str, checkpoint: Checkpoint, seconds: int) -> bytes:
    """The `cosigned_message` of C2SP tlog-cosignature, from the first leaf on."""
    names = [name.encode() for name in (cosigner, checkpoint.origin)]
    if any(len(name) > 255 for name in names):
        raise EvidenceMalformed("cosignature: a name longer than 255 bytes")
    return b"".join(
        (
            b"subtree/v1\n\0",
            bytes((len(names[0]),)) + names[0],
            seconds.to_bytes(8, "big"),
            bytes((len(names[1]),)) + names[1],
            (0).to_bytes(8, "big"),
            checkpoint.size.to_bytes(8, "big"),
            checkpoint.root,
        )
    )
