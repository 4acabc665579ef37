"""The signer: says in the log's name how large it is, after working it out itself, and never takes anything back.

It believes neither head nor tiles: from what it signed last it goes on with the bytes of the entries, and signs what
comes out if that is what the database says. What it signed is on its own disk before anybody gets the signature.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from hub.db.database import Database
from hub.ledger.asking import ADD, Fetch, Post, Reply
from hub.ledger.checkpoint import Checkpoint
from hub.ledger.comparing import compare, places
from hub.ledger.errors import EvidenceMalformed, EvidenceRefused, LedgerBehind, LedgerForked, StateLost
from hub.ledger.notes import Note, Signature, parse_signatures, sign_note, verify_signature
from hub.ledger.signer_state import Last, load_last, swap_last
from hub.ledger.submission import read_size, write_submission
from hub.ledger.tiles import hash_reader
from hub.ledger.tiling.store import (
    Signed,
    load_edge,
    load_head,
    load_leaves,
    load_newest,
    load_tile,
    load_tiles,
    publish,
)
from hub.ledger.tree import TreeHead, consistency_proof, leaf_hash
from hub.ledger.trust import TrustPolicy, Witness, judge
from hub.ledger.vkeys import Signer

log = structlog.get_logger()
MOST = 4096


@dataclass(frozen=True)
class Pace:
    """How often is signed: where somebody waits for it, where something is new or not published, and where not."""

    asked: timedelta = timedelta(seconds=1)
    busy: timedelta = timedelta(seconds=10)
    idle: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, repr=False)
class Office:
    """One signer: the log's key, its memory in `folder`, and the witnesses of its policy.

    `known` remembers what each witness cosigned last, to spare a question. `also` is the key that follows: while both
    agencies change their policies, both sign.
    """

    db: Database
    key: Signer
    folder: Path
    policy: TrustPolicy
    post: Post
    fetch: Fetch
    known: dict[str, int] = field(default_factory=dict)
    also: tuple[Signer, ...] = ()


def sign_when_due(office: Office, at: datetime, pace: Pace, *, asked: bool = False) -> Signed | None:
    """Sign if it is time to. `asked` says that somebody waits for a checkpoint."""
    head, last = load_head(office.db), load_last(office.folder)
    if head is None:
        return None
    published = load_newest(office.db, published=True)
    is_new = head.size != last.head.size or published is None or published.size != last.head.size
    pause = (pace.asked if asked else pace.busy) if is_new else pace.idle
    return sign_once(office, at) if at - last.at >= pause else None


def sign_once(office: Office, at: datetime) -> Signed | None:
    """Work out, remember, sign, have cosigned, publish. None before the first entry.

    Raises StateLost where the memory is older than what was signed, or the clock went back; LedgerForked where the log
    does not continue what was signed. Nothing is signed then.
    """
    last, head = load_last(office.folder), load_head(office.db)
    _check_memory(office, last, at)
    if head is None:
        if last.head.size:
            raise LedgerBehind(f"the log is empty, and {last.head.size} entries were signed")
        return None
    compare(office.db, office.policy, office.fetch)
    check_growth(office.db, last.head, head)
    swap_last(office.folder, last, Last(head, at))
    checkpoint = Checkpoint(office.key.name, head)
    text = checkpoint.write()
    note = Note(text, tuple(sign_note(text, key) for key in (office.key, *office.also)))
    note = note.with_signatures(_cosignatures(office, note, head))
    judgement = judge(office.policy, note)
    named = tuple(sorted(judgement.cosigned))
    signed = Signed(head.size, head.root, note.write().decode(), at, at if judgement.is_met else None, named)
    publish(office.db, signed)
    return signed


def _check_memory(office: Office, last: Last, at: datetime) -> None:
    newest = load_newest(office.db, published=False)
    if newest is not None and (newest.size > last.head.size or newest.signed_at > last.at):
        raise StateLost(f"a checkpoint of {newest.size} entries was signed, and the signer remembers {last.head.size}")
    if at <= last.at:
        raise StateLost("the clock stands before the last signature: nothing is signed until it has passed")


def check_growth(db: Database, old: TreeHead, new: TreeHead) -> None:
    """That the new tree is the old one with the entries behind it, every new tile too. Raises LedgerForked."""
    if new.size < old.size:
        raise LedgerBehind(f"the log has {new.size} entries, and {old.size} were signed")
    try:
        edge = load_edge(db, old.size)
    except EvidenceMalformed as fault:
        raise LedgerForked(f"tiles of the first {old.size} entries are missing") from fault
    if edge.head != old:
        raise LedgerForked(f"the first {old.size} entries are not those that were signed")
    for start in range(old.size, new.size, MOST):
        end = min(start + MOST, new.size)
        rows = load_leaves(db, start, end)
        if [place for place, _ in rows] != list(range(start, end)):
            raise LedgerForked(f"entries between {start} and {end} have no place, or two")
        grown = edge.grow([leaf_hash(leaf) for _, leaf in rows])
        if load_tiles(db, list(grown.tiles)) != grown.tiles:
            raise LedgerForked(f"a tile of the entries between {start} and {end} is not theirs")
        edge = grown.edge
    if edge.head != new:
        raise LedgerForked(f"the root of {new.size} entries is not that of their bytes")


def _cosignatures(office: Office, note: Note, head: TreeHead) -> list[Signature]:
    """Of every witness that answers; all are asked at once, so that one that is silent keeps nobody waiting."""
    asked = places(office.policy)
    if not asked:
        return []
    with ThreadPoolExecutor(len(asked)) as threads:
        answers = threads.map(lambda one: _ask(office, one, note, head), asked)
        return [line for lines in answers for line in lines]


def _ask(office: Office, witness: Witness, note: Note, head: TreeHead) -> Sequence[Signature]:
    reply = _submit(office, witness, note, head, office.known.get(witness.name, 0))
    if reply.status == 409:
        try:
            known = read_size(reply.body)
        except EvidenceMalformed:
            known = head.size + 1
        if known > head.size:
            log.error("a witness knows a longer log: it was rolled back", witness=witness.name, known=known)
            return ()
        reply = _submit(office, witness, note, head, known)
    if reply.status != 200:
        level = log.warning if reply.status in (0, 503) else log.error
        level("a witness did not cosign", witness=witness.name, status=reply.status, size=head.size)
        return ()
    office.known[witness.name] = head.size
    return _valid(office, note, reply.body)


def _submit(office: Office, witness: Witness, note: Note, head: TreeHead, old: int) -> Reply:
    if old > head.size:
        old = 0
    proof: Sequence[bytes] = ()
    if 0 < old < head.size:
        read = hash_reader(head.size, lambda tile: load_tile(office.db, tile))
        proof = consistency_proof(read, old, head.size)
    return office.post(f"{witness.url.rstrip('/')}/{ADD}", write_submission(old, proof, note))


def _valid(office: Office, note: Note, body: bytes) -> list[Signature]:
    """Lines of witnesses of the policy that are right; everything else is left out."""
    found = []
    verifiers = {(one.verifier.name, one.verifier.key_hash): one.verifier for one in office.policy.witnesses}
    try:
        lines = parse_signatures(body.decode("utf-8"))
    except (EvidenceRefused, UnicodeDecodeError):
        return []
    for line in lines:
        verifier = verifiers.get((line.name, line.key_hash))
        try:
            if verifier is not None:
                verify_signature(note.text, line, verifier)
                found.append(line)
        except EvidenceRefused:
            log.error("a cosignature does not verify", witness=line.name)
    return found
