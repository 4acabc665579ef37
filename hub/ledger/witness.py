"""A witness of one agency (C2SP tlog-witness): it cosigns only what continues what it cosigned before.

Where it keeps a copy, it reads the new entries first, hashes them itself, and stores them with the checkpoint in one
change. All of that is on the disk before it answers.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from threading import Lock

import structlog

from hub.ledger.asking import SIZE_TYPE
from hub.ledger.errors import EvidenceMalformed, ProofFailed, SignatureFailed
from hub.ledger.mirror import Mirror, Step
from hub.ledger.notes import Note, Signature, sign_note, verify_note
from hub.ledger.submission import Submission, parse_submission
from hub.ledger.tiles import WIDTH, Bundle, Tile, bundles_of, unpack_entries
from hub.ledger.tree import TreeHead, leaf_hash, verify_consistency
from hub.ledger.vkeys import Signer, Verifier

log = structlog.get_logger()
PORTION = 64
"""Bundles of 256 entries that are read, stored and hashed together."""

Pull = Callable[[str, Bundle], bytes | None]
"""(origin, bundle) -> its bytes from the log itself; None if it does not give them."""


@dataclass(frozen=True)
class Answer:
    """What is answered over HTTP."""

    status: int
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"


@dataclass(frozen=True, repr=False)
class Witness:
    """One key holder: which logs it knows by which keys, and where it remembers. `pull` None keeps no copy."""

    keys: Sequence[Signer]
    logs: Mapping[str, Sequence[Verifier]]
    mirror: Mirror
    clock: Callable[[], datetime]
    pull: Pull | None = None
    lock: Lock = field(default_factory=Lock)


class _Unreachable(RuntimeError):
    """The log does not give its entries out: nothing can be said."""


def add_checkpoint(witness: Witness, body: bytes) -> Answer:
    """The answer to a submission. Whatever is not 200 has changed nothing."""
    try:
        asked = parse_submission(body)
    except EvidenceMalformed as fault:
        return Answer(400, f"{fault}\n".encode())
    origin = asked.checkpoint.origin
    if origin not in witness.logs:
        return Answer(404, b"this witness does not know that log\n")
    try:
        signed = {one.verifier for one in verify_note(asked.note, witness.logs[origin])}
    except SignatureFailed:
        return Answer(403, b"not signed by a key of that log\n")
    if asked.old > asked.checkpoint.size:
        return Answer(400, b"the old size is above the new one\n")
    with witness.lock:
        return _continue(witness, asked, [key for key in witness.logs[origin] if key in signed])


def _continue(witness: Witness, asked: Submission, signed: Sequence[Verifier]) -> Answer:
    origin, new = asked.checkpoint.origin, asked.checkpoint.head
    known = witness.mirror.known(origin)
    if asked.old != known.size:
        return _conflict(known)
    if known.size == new.size and known.root != new.root:
        log.error("two trees of one size: the log is forked", origin=origin, size=new.size)
        return _conflict(known)
    try:
        verify_consistency(known, new, asked.proof)
        tiles = _copy(witness, origin, known, new)
    except (ProofFailed, EvidenceMalformed) as fault:
        log.error("the log does not continue what was cosigned", origin=origin, known=known.size, size=new.size)
        return Answer(422, f"{fault}\n".encode())
    except _Unreachable:
        return Answer(503, b"the log does not give out its entries\n")
    at = witness.clock()
    lines = tuple(sign_note(asked.note.text, key, at) for key in witness.keys)
    step = Step(known, new, _kept(asked.note, signed, lines), tiles)
    now_known = witness.mirror.take(origin, step)
    if now_known != new:
        return _conflict(now_known)
    return Answer(200, "".join(line.write() for line in lines).encode())


def _conflict(known: TreeHead) -> Answer:
    return Answer(409, f"{known.size}\n".encode(), SIZE_TYPE)


def _kept(note: Note, signed: Sequence[Verifier], lines: Sequence[Signature]) -> bytes:
    """The log's own signatures and ours; what others wrote below is nobody's word here."""
    names = {(key.name, key.key_hash) for key in signed}
    own = tuple(one for one in note.signatures if (one.name, one.key_hash) in names)
    return Note(note.text, own).with_signatures(lines).write()


def _copy(witness: Witness, origin: str, known: TreeHead, new: TreeHead) -> Mapping[Tile, bytes]:
    """Store the new entries, and work their tiles out from them alone. Raises ProofFailed if they are not that tree."""
    if witness.pull is None or known == new:
        return {}
    edge, tiles = witness.mirror.edge(origin, known.size), dict[Tile, bytes]()
    for some in _in_portions(bundles_of(new.size, known.size)):
        leaves = [leaf for bundle in some for leaf in _pull(witness, origin, bundle, edge.size)]
        witness.mirror.put(origin, edge.size, leaves)
        grown = edge.grow([leaf_hash(leaf) for leaf in leaves])
        edge = grown.edge
        tiles |= {tile: data for tile, data in grown.tiles.items() if tile.is_full} | dict(grown.edge.tiles)
    if edge.head != new:
        raise ProofFailed("the entries that the log gives out are not those of its checkpoint")
    return tiles


def _in_portions(bundles: Iterator[Bundle]) -> Iterator[list[Bundle]]:
    """So many at once that memory and a transaction stay small, however far behind the copy is."""
    while some := list(islice(bundles, PORTION)):
        yield some


def _pull(witness: Witness, origin: str, bundle: Bundle, known: int) -> Sequence[bytes]:
    """The entries of a bundle from the first on that is not known yet."""
    assert witness.pull is not None
    held = witness.pull(origin, bundle)
    if held is None:
        raise _Unreachable
    return unpack_entries(held, bundle.width)[max(0, known - bundle.index * WIDTH) :]
