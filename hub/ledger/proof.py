"""A proof that goes along with a document (c2sp.org/tlog-proof@v1): index, path, checkpoint with its cosignatures.

It is checked without any network by whoever has the policy file and the entry.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.ledger.errors import EvidenceMalformed
from hub.ledger.notes import Note, parse_note
from hub.ledger.strict import read_base64, read_number, write_base64
from hub.ledger.tree import HashReader, check_hashes, inclusion_proof, leaf_hash, verify_inclusion
from hub.ledger.trust import Judgement, TrustPolicy, demand_quorum

HEADER = "c2sp.org/tlog-proof@v1"
SUFFIX = ".tlog-proof"
MOST_HASHES = 63


@dataclass(frozen=True)
class LogProof:
    """Where an entry stands in the log of a checkpoint. `extra` is not covered by anything: never trust it."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: Note
    extra: bytes | None = None

    def write(self) -> bytes:
        """The proof as a file."""
        extra = [] if self.extra is None else [f"extra {write_base64(self.extra)}"]
        lines = [HEADER, *extra, f"index {self.index}", *map(write_base64, self.path), ""]
        return "".join(f"{line}\n" for line in lines).encode() + self.checkpoint.write()


def make_proof(read: HashReader, index: int, size: int, checkpoint: Note) -> LogProof:
    """The proof of the entry at an index in the tree of the checkpoint's size."""
    return LogProof(index, inclusion_proof(read, index, size), checkpoint)


def parse_proof(octets: bytes) -> LogProof:
    """The proof in a file. Raises EvidenceMalformed."""
    head, gap, rest = octets.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise EvidenceMalformed("proof: not ASCII before the checkpoint") from error
    if not gap or lines[0] != HEADER or len(lines) < 2:
        raise EvidenceMalformed("proof: no header, index or checkpoint")
    extra, lines = _extra(lines[1:])
    if not lines or not lines[0].startswith("index "):
        raise EvidenceMalformed("proof: no index")
    index = read_number(lines[0].removeprefix("index "), "proof index")
    return LogProof(index, _path(lines[1:]), parse_note(rest), extra)


def _extra(lines: list[str]) -> tuple[bytes | None, list[str]]:
    if not lines[0].startswith("extra "):
        return None, lines
    return read_base64(lines[0].removeprefix("extra "), "proof extra"), lines[1:]


def _path(lines: Sequence[str]) -> tuple[bytes, ...]:
    if len(lines) > MOST_HASHES:
        raise EvidenceMalformed("proof: too many hashes")
    path = tuple(read_base64(line, "proof hash") for line in lines)
    check_hashes(path)
    return path


def verify_proof(proof: LogProof, entry: bytes, policy: TrustPolicy) -> Judgement:
    """That the log of this policy holds exactly this entry, seen by enough witnesses; and when.

    Raises EvidenceMalformed, SignatureFailed or ProofFailed.
    """
    judgement = demand_quorum(policy, proof.checkpoint)
    verify_inclusion(judgement.checkpoint.head, proof.index, leaf_hash(entry), proof.path)
    return judgement
