"""A checkpoint on its way to a witness (C2SP tlog-witness): what is sent, what is answered. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.ledger.checkpoint import Checkpoint, parse_checkpoint
from hub.ledger.errors import EvidenceMalformed
from hub.ledger.notes import Note, parse_note
from hub.ledger.strict import read_base64, read_number, write_base64
from hub.ledger.tree import HASH_BYTES

MOST_HASHES = 63


@dataclass(frozen=True)
class Submission:
    """The size from which the witness is asked to go on, the proof from there, and the checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    note: Note
    checkpoint: Checkpoint


def write_submission(old: int, proof: Sequence[bytes], note: Note) -> bytes:
    """The body of a request."""
    lines = [f"old {old}", *map(write_base64, proof), ""]
    return "".join(f"{line}\n" for line in lines).encode() + note.write()


def parse_submission(body: bytes) -> Submission:
    """The request in a body. Raises EvidenceMalformed."""
    head, gap, rest = body.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise EvidenceMalformed("submission: not ASCII before the checkpoint") from error
    if not gap or not lines[0].startswith("old ") or len(lines) > MOST_HASHES + 1:
        raise EvidenceMalformed("submission: no old size, no checkpoint, or too many hashes")
    old = read_number(lines[0].removeprefix("old "), "old size")
    proof = tuple(read_base64(line, "proof hash") for line in lines[1:])
    if any(len(digest) != HASH_BYTES for digest in proof):
        raise EvidenceMalformed("submission: a hash does not have 32 bytes")
    note = _note(rest)
    return Submission(old, proof, note, parse_checkpoint(note.text))


def _note(octets: bytes) -> Note:
    """A checkpoint below which no line can be read as a signature is one that nobody signed, and no fault of form."""
    try:
        return parse_note(octets)
    except EvidenceMalformed:
        text, gap, _ = octets.decode("utf-8", errors="replace").rpartition("\n\n")
        if not gap or any(sign < " " and sign != "\n" for sign in text):
            raise
        return Note(f"{text}\n", ())


def read_size(body: bytes) -> int:
    """The size that a witness says it knows. Raises EvidenceMalformed."""
    try:
        text = body.decode("ascii")
    except UnicodeDecodeError as error:
        raise EvidenceMalformed("size: not a number") from error
    if not text.endswith("\n"):
        raise EvidenceMalformed("size: no newline at the end")
    return read_number(text[:-1], "size")
