"""The log here beside what the witnesses cosigned: whoever put an old backup back is found out before a page is served.

A log that was restored is shorter than what a witness knows, or, once it has outgrown that, another one.
"""

import time
from dataclasses import dataclass

import structlog

from hub.db.database import Database
from hub.ledger.asking import CHECKPOINT, Fetch, origin_hash
from hub.ledger.errors import EvidenceRefused, LedgerBehind, LedgerForked, WitnessesSilent
from hub.ledger.notes import parse_note
from hub.ledger.tiling.store import load_edge, load_head, load_newest
from hub.ledger.tree import EMPTY_ROOT, TreeHead
from hub.ledger.trust import TrustPolicy, Witness, judge

log = structlog.get_logger()
ASK_AGAIN = 0.05


@dataclass(frozen=True)
class Compared:
    """Which witnesses said what they know, the largest size among it, and which of them forgot what they cosigned."""

    answered: tuple[str, ...]
    size: int
    forgetful: tuple[str, ...]


def compare(db: Database, policy: TrustPolicy, fetch: Fetch) -> Compared:
    """Ask every witness once. Raises LedgerBehind or LedgerForked; that nobody answers is for the caller to judge.

    What a witness says counts only under the log's signature and its own: nobody else can stop the hub by it.
    """
    published = load_newest(db, published=True)
    cosigned = _names(policy, published.note) if published else frozenset()
    answered, forgetful, largest = [], [], 0
    for witness in places(policy):
        known = ask_witness(policy, witness, fetch)
        if known is None:
            continue
        if known.size == 0 and witness.name in cosigned:
            log.error("a witness does not know what it cosigned", witness=witness.name)
            forgetful.append(witness.name)
            continue
        _check(db, witness, known)
        answered.append(witness.name)
        largest = max(largest, known.size)
    return Compared(tuple(answered), largest, tuple(forgetful))


def places(policy: TrustPolicy) -> tuple[Witness, ...]:
    """The witnesses that can be asked, each once: whoever has a second key answers with both at one address."""
    found: dict[str, Witness] = {}
    for witness in policy.witnesses:
        if witness.url:
            found.setdefault(witness.url, witness)
    return tuple(found.values())


def need_newest(db: Database, policy: TrustPolicy, fetch: Fetch, patience: float) -> Compared:
    """As `compare`, and raises WitnessesSilent where no witness answers for so many seconds."""
    end = time.monotonic() + patience
    while True:
        compared = compare(db, policy, fetch)
        if compared.answered or not places(policy):
            return compared
        if time.monotonic() > end:
            raise WitnessesSilent("no witness answers: whether a backup was put back cannot be told")
        time.sleep(ASK_AGAIN)


def need_quorum(db: Database, policy: TrustPolicy, fetch: Fetch, patience: float) -> None:
    """As `compare`, and raises WitnessesSilent where for so many seconds too few answer for the policy's quorum.

    One that forgot what it cosigned is as good as silent: it will not cosign what comes.
    """
    end = time.monotonic() + patience
    while True:
        answered = set(compare(db, policy, fetch).answered)
        urls = {one.url for one in policy.witnesses if one.name in answered}
        if policy.is_met_by(frozenset(one.name for one in policy.witnesses if one.url in urls)):
            return
        if time.monotonic() > end:
            silent = sorted({one.name for one in places(policy)} - answered)
            raise WitnessesSilent(f"too few witnesses answer: {', '.join(silent)} cannot vouch for what comes")
        time.sleep(ASK_AGAIN)


def ask_witness(policy: TrustPolicy, witness: Witness, fetch: Fetch) -> TreeHead | None:
    """What it cosigned; the empty tree if it says that it knows none; None if it says nothing that counts."""
    reply = fetch(f"{witness.url.rstrip('/')}/{origin_hash(policy.logs[0].verifier.name)}/{CHECKPOINT}")
    if reply.status == 404:
        return TreeHead(0, EMPTY_ROOT)
    if reply.status != 200:
        return None
    try:
        judgement = judge(policy, parse_note(reply.body))
    except EvidenceRefused as fault:
        log.error("a witness shows a checkpoint that is none", witness=witness.name, fault=str(fault))
        return None
    its_keys = {one.name for one in policy.witnesses if one.url == witness.url}  # an old and a new one for a while
    if its_keys.isdisjoint(judgement.cosigned):
        log.error("a witness shows a checkpoint that it did not cosign", witness=witness.name)
        return None
    return judgement.checkpoint.head


def _check(db: Database, witness: Witness, known: TreeHead) -> None:
    head = load_head(db)
    size = head.size if head else 0
    if known.size > size:
        log.error("this log is behind what was witnessed", witness=witness.name, known=known.size, size=size)
        raise LedgerBehind(
            f"the log has {size} entries, and {witness.name} cosigned {known.size}: a backup was put back?"
        )
    try:
        same = known.size == 0 or load_edge(db, known.size).head == known
    except EvidenceRefused:
        same = False
    if not same:
        log.error("this log is another one than was witnessed", witness=witness.name, known=known.size, size=size)
        raise LedgerForked(f"the first {known.size} entries are not those that {witness.name} cosigned")


def _names(policy: TrustPolicy, note: str) -> frozenset[str]:
    try:
        return frozenset(judge(policy, parse_note(note.encode())).cosigned)
    except EvidenceRefused:
        return frozenset()
