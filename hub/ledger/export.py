"""A delivery of the log: the folder that a data protection officer checks offline with `verify.py`.

It is a log of C2SP tlog-tiles (checkpoint, tile/…, tile/entries/…), and beside it what a verifier needs: the trust
policy, older checkpoints, the lists of what was erased, and of each entry the boxes that the reader may open. No file's
name says anything of anybody.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    size = size_of(delivery)
    if folder.exists() and any(folder.iterdir()):
        raise NotADelivery(f"{folder}: holds something; name a new folder")
    for place, content in files_of(delivery):
        _write(folder / place, content)
    return size


def size_of(delivery: Delivery) -> int:
    """How many entries it holds. NotADelivery where nothing was signed yet, EvidenceMalformed as above."""
    if not delivery.checkpoints:
        raise NotADelivery("no checkpoint was published yet: nothing can be proven")
    return parse_checkpoint(parse_note(delivery.checkpoints[-1].encode()).text).size


def files_of(delivery: Delivery) -> Iterator[tuple[str, bytes]]:
    """The files of the folder, one after the other, each made when it is its turn. Raises as `size_of`."""
    size = size_of(delivery)
    yield "checkpoint", delivery.checkpoints[-1].encode()
    yield "policy", delivery.policy
    for number, note in enumerate(delivery.checkpoints[:-1], start=1):
        yield f"checkpoints/{number:06}", note.encode()
    for entry, erased in delivery.erased.items():
        yield f"erased/{entry}", "".join(f"{one}\n" for one in sorted(erased)).encode()
    yield from _tree(delivery, size)


def copy_of(source: Source, policy: bytes) -> Delivery:
    """What a witness's own copy delivers: leaves and tiles, under the newest checkpoint that it cosigned."""
    note = source.checkpoint()
    return Delivery(
        policy=policy,
        checkpoints=[note.decode()] if note else [],
        leaves=source.leaves,
        tiles=lambda wanted: {one: source.tile(one.level, one.index)[: one.width * HASH_BYTES] for one in wanted},
    )


def _tree(delivery: Delivery, size: int) -> Iterator[tuple[str, bytes]]:
    wanted = list(tiles_of(size))
    for at in range(0, len(wanted), AT_ONCE):
        found = delivery.tiles(wanted[at : at + AT_ONCE])
        for tile in wanted[at : at + AT_ONCE]:
            if tile in found:  # one that is missing is for the verifier to find
                yield tile.path, found[tile]
    for bundle in bundles_of(size):
        begin = bundle.index * WIDTH
        yield bundle.path, pack_entries(delivery.leaves(begin, begin + bundle.width))
        if delivery.boxes is not None:
            lines = "".join(f"{line}\n" for line in delivery.boxes(begin, begin + bundle.width))
            yield boxes_path(bundle.index), lines.encode()


def boxes_path(index: int) -> str:
    """Where the boxes of the entries of a bundle lie."""
    return f"{Bundle(index).path.replace('tile/entries', 'payload', 1)}.jsonl"


def _write(path: Path, content: bytes) -> None:
    for folder in reversed(path.parents):
        folder.mkdir(mode=0o700, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(content)
