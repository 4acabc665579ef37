"""The checkpoints between a backup and what the witnesses know: read from what each kept, and judged by the policy."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import orjson

from hub.ledger.asking import COSIGNED, Fetch, origin_hash
from hub.ledger.checkpoint import parse_checkpoint
from hub.ledger.errors import LedgerForked, SignatureFailed, WitnessesSilent
from hub.ledger.growing import Edge
from hub.ledger.notes import Note, parse_note
from hub.ledger.tiling.store import Signed
from hub.ledger.tree import leaf_hash
from hub.ledger.trust import Judgement, TrustPolicy, Witness, judge

EPOCH = datetime.fromtimestamp(0, UTC)


def read_between(policy: TrustPolicy, witness: Witness, fetch: Fetch, span: tuple[int, int]) -> Iterator[Note]:
    """What one witness kept of checkpoints of trees of these sizes. WitnessesSilent where it does not give them out.

    A witness that kept none, since it is older than this, answers with nothing: then there is nothing to be had.
    """
    after, end = span[0] - 1, span[1]
    address = f"{witness.url.rstrip('/')}/{origin_hash(policy.logs[0].verifier.name)}"
    while True:
        reply = fetch(f"{address}/{COSIGNED}/{after}")
        if reply.status == 404:
            return
        if reply.status != 200:
            raise WitnessesSilent(f"{witness.name} does not give out the checkpoints that it kept")
        notes = _parse(reply.body, witness)
        sizes = [parse_checkpoint(note.text).size for note in notes]
        if not notes or sizes[0] >= end:
            return
        if any(later <= before for before, later in zip([after, *sizes], sizes, strict=False)):
            raise LedgerForked(f"{witness.name} shows its checkpoints in no order")
        yield from (note for note, size in zip(notes, sizes, strict=True) if size < end)
        after = sizes[-1]


def merge(policy: TrustPolicy, here: Edge, leaves: Sequence[bytes], found: Iterable[Note]) -> tuple[Signed, ...]:
    """Each size once, with the cosignatures of all; every one a state of the tree that grows from `here` by `leaves`.

    When each was signed is taken from its earliest cosignature. Raises LedgerForked for one that is none of this tree.
    """
    merged, edge, last = list[Signed](), here, EPOCH
    for size, note in sorted(_by_size(found).items()):
        edge = edge.grow([leaf_hash(leaf) for leaf in leaves[edge.size - here.size : size - here.size]]).edge
        judgement = _judge(policy, note)
        if judgement is None or judgement.since is None:
            continue
        if judgement.checkpoint.head != edge.head:
            raise LedgerForked(f"a witness kept a checkpoint of {size} that is none of this log")
        last = max(judgement.since, last + timedelta(microseconds=1))  # two of one second keep their order
        named, published = tuple(sorted(judgement.cosigned)), last if judgement.is_met else None
        merged.append(Signed(size, edge.head.root, note.write().decode(), last, published, named))
    return tuple(merged)


def _parse(body: bytes, witness: Witness) -> Sequence[Note]:
    try:
        return [parse_note(str(note).encode()) for note in orjson.loads(body)]
    except (ValueError, TypeError) as fault:
        raise WitnessesSilent(f"{witness.name} gives out something else than checkpoints") from fault


def _by_size(found: Iterable[Note]) -> Mapping[int, Note]:
    """Of each size one note, under it whatever any witness wrote. Two texts of one size are two logs."""
    merged = dict[int, Note]()
    for note in found:
        size = parse_checkpoint(note.text).size
        before = merged.setdefault(size, note)
        if before.text != note.text:
            raise LedgerForked(f"the witnesses kept two checkpoints of {size}")
        merged[size] = before.with_signatures(note.signatures)
    return merged


def _judge(policy: TrustPolicy, note: Note) -> Judgement | None:
    """None for what no key signed that the policy names by now: nobody could check it."""
    try:
        return judge(policy, note)
    except SignatureFailed:
        return None
