"""An export of the log as whoever checks a draw reads it: every leaf, the boxes that are open, and the checkpoints."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from hub.ledger.entry import SEGMENTS
from hub.ledger.errors import EvidenceMalformed, ProofFailed
from hub.ledger.export import boxes_path
from hub.ledger.leaf import commit
from hub.ledger.notes import parse_note
from hub.ledger.tiles import bundles_of, unpack_entries
from hub.ledger.tree import Frontier, leaf_hash
from hub.ledger.trust import Judgement, TrustPolicy, demand_quorum
from hub.terms.ids import EntryId

WANTED = ("access", "decision")


@dataclass(frozen=True)
class Leaf:
    """A leaf at its place: what it says in clear, and what it was committed to."""

    place: int
    entry: EntryId
    event: str
    agency: str
    at: datetime
    commitments: Mapping[str, str]


@dataclass(frozen=True, repr=False)
class Delivered:
    """An export whose leaves are those of its cosigned checkpoint. `opened` is what was done, `decided` what was
    decided of it, where a box is open.
    """

    policy: TrustPolicy
    head: Judgement
    leaves: Mapping[EntryId, Leaf]
    opened: Mapping[EntryId, Mapping[str, Any]]
    decided: Mapping[EntryId, Mapping[str, Any]]
    hashes: Sequence[bytes]
    notes: Sequence[str]

    def root_at(self, size: int) -> bytes:
        """The root over the first leaves. Raises EvidenceMalformed where there are fewer."""
        if size > len(self.hashes):
            raise EvidenceMalformed("the export holds fewer entries than this checkpoint covers")
        return Frontier().extend(self.hashes[:size]).root


def open_delivery(folder: Path, policy: TrustPolicy) -> Delivered:
    """Read a folder that `hub ledger export` wrote. Raises EvidenceRefused, OSError or ValueError: then nothing can be
    checked by it.
    """
    text = (folder / "checkpoint").read_text(encoding="utf-8")
    head = demand_quorum(policy, parse_note(text.encode()))
    leaves, boxes = list(_leaves(folder, head.checkpoint.size)), list(_boxes(folder, head.checkpoint.size))
    hashes = [leaf_hash(leaf) for leaf in leaves]
    if Frontier().extend(hashes).root != head.checkpoint.root:
        raise ProofFailed("the entries of the export are not those of its checkpoint")
    read = [_leaf(place, leaf) for place, leaf in enumerate(leaves)]
    opened, decided = (
        {
            leaf.entry: told
            for leaf, box in zip(read, boxes, strict=False)
            if (told := open_words(leaf, name, box[name]))
        }
        for name in WANTED
    )
    older = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("checkpoints/*"))]
    return Delivered(policy, head, {leaf.entry: leaf for leaf in read}, opened, decided, hashes, [*older, text])


def open_words(leaf: Leaf, name: str, box: object) -> Mapping[str, Any]:
    """The words of a segment, out of `[salt, words]`, if the leaf committed to just these; nothing otherwise."""
    match box:
        case [str(salt), str(words)]:
            pass
        case _:
            return {}
    try:
        is_true = commit(bytes.fromhex(salt), name, words.encode()) == leaf.commitments[name]
        told = orjson.loads(words) if is_true else {}
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _leaves(folder: Path, size: int) -> Iterator[bytes]:
    for bundle in bundles_of(size):
        yield from unpack_entries((folder / bundle.path).read_bytes(), bundle.width)


def _boxes(folder: Path, size: int) -> Iterator[Mapping[str, object]]:
    """Of each entry its boxes by their names; nothing at all in an export without boxes."""
    for bundle in bundles_of(size):
        path = folder / boxes_path(bundle.index)
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            told = orjson.loads(line)
            yield {name: told[1 + SEGMENTS.index(name)] for name in WANTED}


def _leaf(place: int, text: bytes) -> Leaf:
    told = orjson.loads(text)
    at = datetime.fromisoformat(told["at"])
    return Leaf(place, EntryId(told["id"]), told["t"], told["ag"], at, dict(zip(SEGMENTS, told["c"], strict=True)))
