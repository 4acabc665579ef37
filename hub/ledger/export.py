"""A delivery of the log: the folder that a data protection officer checks offline with `verify.py`.

It is a log of C2SP tlog-tiles (checkpoint, tile/…, tile/entries/…), and beside it what a verifier needs: the trust
policy, older checkpoints, the lists of what was erased, and of each entry the boxes that the reader may open. No file's
name says anything of anybody.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hub.ledger.checkpoint import parse_checkpoint
from hub.ledger.errors import EvidenceRefused
from hub.ledger.notes import parse_note
from hub.ledger.serving import Source
from hub.ledger.tiles import WIDTH, Bundle, Tile, bundles_of, pack_entries, tiles_of
from hub.ledger.tree import HASH_BYTES
from hub.terms.ids import EntryId

AT_ONCE = 64
"""Tiles that are asked for together."""


class NotADelivery(EvidenceRefused):
    """There is nothing to deliver yet, or the folder holds something else."""


@dataclass(frozen=True, repr=False)
class Delivery:
    """What goes into the folder. `boxes` gives a line of JSON for each entry; without it only leaves go out.

    `checkpoints` are notes, the newest last; `erased` the entries that a `log.erase` entry names by a list.
    """

    policy: bytes
    checkpoints: Sequence[str]
    leaves: Callable[[int, int], Sequence[bytes]]
    tiles: Callable[[Sequence[Tile]], Mapping[Tile, bytes]]
    boxes: Callable[[int, int], Iterable[str]] | None = None
    erased: Mapping[EntryId, Sequence[EntryId]] = field(default_factory=dict)


def write_delivery(folder: Path, delivery: Delivery) -> int:
    """Write the folder, which is new or empty, for its owner's eyes alone. Returns how many entries it holds.

    Raises NotADelivery where nothing was signed yet or the folder holds something, EvidenceMalformed where what was
    signed is no checkpoint.
    """
    if not delivery.checkpoints:
        raise NotADelivery("no checkpoint was published yet: nothing can be proven")
    if folder.exists() and any(folder.iterdir()):
        raise NotADelivery(f"{folder}: holds something; name a new folder")
    size = _size(delivery.checkpoints[-1])
    _write(folder / "checkpoint", delivery.checkpoints[-1].encode())
    _write(folder / "policy", delivery.policy)
    for number, note in enumerate(delivery.checkpoints[:-1], start=1):
        _write(folder / "checkpoints" / f"{number:06}", note.encode())
    for entry, erased in delivery.erased.items():
        _write(folder / "erased" / entry, "".join(f"{one}\n" for one in sorted(erased)).encode())
    _write_tree(folder, delivery, size)
    return size


def copy_of(source: Source, policy: bytes) -> Delivery:
    """What a witness's own copy delivers: leaves and tiles, under the newest checkpoint that it cosigned."""
    note = source.checkpoint()
    return Delivery(
        policy=policy,
        checkpoints=[note.decode()] if note else [],
        leaves=source.leaves,
        tiles=lambda wanted: {one: source.tile(one.level, one.index)[: one.width * HASH_BYTES] for one in wanted},
    )


def _size(note: str) -> int:
    return parse_checkpoint(parse_note(note.encode()).text).size


def _write_tree(folder: Path, delivery: Delivery, size: int) -> None:
    wanted = list(tiles_of(size))
    for at in range(0, len(wanted), AT_ONCE):
        found = delivery.tiles(wanted[at : at + AT_ONCE])
        for tile in wanted[at : at + AT_ONCE]:
            if tile in found:  # one that is missing is for the verifier to find
                _write(folder / tile.path, found[tile])
    for bundle in bundles_of(size):
        begin = bundle.index * WIDTH
        _write(folder / bundle.path, pack_entries(delivery.leaves(begin, begin + bundle.width)))
        if delivery.boxes is not None:
            lines = "".join(f"{line}\n" for line in delivery.boxes(begin, begin + bundle.width))
            _write(folder / boxes_path(bundle.index), lines.encode())


def boxes_path(index: int) -> str:
    """Where the boxes of the entries of a bundle lie."""
    return f"{Bundle(index).path.replace('tile/entries', 'payload', 1)}.jsonl"


def _write(path: Path, content: bytes) -> None:
    for folder in reversed(path.parents):
        folder.mkdir(mode=0o700, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(content)
