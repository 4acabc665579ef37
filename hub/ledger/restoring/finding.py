"""What a log lost of which the witnesses know: read from their copies, and hashed against what both cosigned."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from hub.db.database import Database
from hub.ledger.asking import Fetch, origin_hash
from hub.ledger.comparing import ask_witness, places
from hub.ledger.errors import EvidenceRefused, LedgerForked, WitnessesSilent
from hub.ledger.growing import Grown
from hub.ledger.restoring.checkpoints import merge, read_between
from hub.ledger.signer import check_growth
from hub.ledger.tiles import WIDTH, bundles_of, unpack_entries
from hub.ledger.tiling.store import Signed, load_edge, load_head
from hub.ledger.tree import EMPTY_ROOT, TreeHead, leaf_hash
from hub.ledger.trust import TrustPolicy, Witness
from hub.terms.ids import EntryId

EMPTY = TreeHead(0, EMPTY_ROOT)


@dataclass(frozen=True, repr=False)
class Lost:
    """The tree that is here, the entries behind it, and what grows of both: the tree that the witnesses know.

    `checkpoints` are those of the trees in between, as the witnesses kept them; the newest the signer writes anew.
    """

    here: TreeHead
    leaves: Sequence[bytes]
    grown: Grown
    checkpoints: Sequence[Signed] = ()

    @property
    def entries(self) -> tuple[EntryId, ...]:
        """Their ids, in their order."""
        return tuple(EntryId(orjson.loads(leaf)["id"]) for leaf in self.leaves)


def find_lost(db: Database, policy: TrustPolicy, fetch: Fetch) -> Lost | None:
    """What is missing here; None where every witness knows this log, and no more of it.

    All witnesses must say what they know. Everything that is here is hashed anew from the bytes of its entries. Raises
    WitnessesSilent, and LedgerForked where this log, or what one witness knows, is not the beginning of what another
    knows: then nothing may be taken from anybody.
    """
    known = [(_known(policy, witness, fetch), witness) for witness in places(policy)]
    if not known:
        raise WitnessesSilent("the trust policy names no witness that could be asked")
    known.sort(key=lambda one: one[0].size)
    here, (most, fullest) = load_head(db) or EMPTY, known[-1]
    check_growth(db, EMPTY, here)
    leaves = _read(policy, fullest, fetch, (here.size, most.size)) if most.size > here.size else ()
    grown = _grow(db, here, leaves, known)
    if not leaves:
        return None
    span = (here.size, most.size)
    found = [note for _, witness in known for note in read_between(policy, witness, fetch, span)]
    return Lost(here, leaves, grown, merge(policy, load_edge(db, here.size), leaves, found))


def _known(policy: TrustPolicy, witness: Witness, fetch: Fetch) -> TreeHead:
    known = ask_witness(policy, witness, fetch)
    if known is None or not known.size:
        raise WitnessesSilent(f"{witness.name} does not say what it cosigned: both witnesses are needed")
    return known


def _read(policy: TrustPolicy, witness: Witness, fetch: Fetch, span: tuple[int, int]) -> Sequence[bytes]:
    """The entries of the witness's copy from a size up to another."""
    start, end = span
    address = f"{witness.url.rstrip('/')}/{origin_hash(policy.logs[0].verifier.name)}"
    leaves: list[bytes] = []
    for bundle in bundles_of(end, start):
        reply = fetch(f"{address}/{bundle.path}")
        if reply.status != 200:
            raise WitnessesSilent(f"{witness.name} does not give out its copy")
        leaves += unpack_entries(reply.body, bundle.width)[max(0, start - bundle.index * WIDTH) :]
    return leaves


def _grow(db: Database, here: TreeHead, leaves: Sequence[bytes], known: Sequence[tuple[TreeHead, Witness]]) -> Grown:
    """What grows of all of them; each tree that a witness knows must be on the way to it."""
    edge, hashes = load_edge(db, here.size), [leaf_hash(leaf) for leaf in leaves]
    for head, witness in known:
        ahead = head.size - here.size
        reached = edge.grow(hashes[:ahead]).edge.head if ahead > 0 else _head_at(db, head.size)
        if reached != head:
            raise LedgerForked(f"what is here and in the copies does not lead to the {head.size} of {witness.name}")
    return edge.grow(hashes)


def _head_at(db: Database, size: int) -> TreeHead | None:
    try:
        return load_edge(db, size).head
    except EvidenceRefused:
        return None
