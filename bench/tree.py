"""What the tree costs: hashing a log anew, tiles, and proofs from tiles at a million entries; beside pymerkle.

All in time of the processor, so that other work on the machine changes little.
"""

import random
from collections.abc import Callable
from hashlib import sha256
from time import process_time

from pymerkle import InmemoryTree

from hub.ledger.tiles import Tile, authentic_reader, grow, hash_reader
from hub.ledger.tree import Frontier, TreeHead, consistency_proof, inclusion_proof, leaf_hash, root_of, verify_inclusion

ENTRY_BYTES = 500
ENTRIES = 100_000
LARGE = 1 << 20
PROOFS = 400
BATCH = 32
NOTHING: dict[Tile, bytes] = {}


def main() -> None:
    """Print one figure a line: name, value, unit."""
    entries = [number.to_bytes(4, "big") * (ENTRY_BYTES // 4) for number in range(ENTRIES)]
    _rate("rehash_tree", ENTRIES, lambda: Frontier().extend(map(leaf_hash, entries)))
    leaves = [leaf_hash(entry) for entry in entries]
    _rate(
        "rehash_tree_and_tiles", ENTRIES, lambda: grow(0, [leaf_hash(entry) for entry in entries], NOTHING.__getitem__)
    )
    _rate("hash_chain", ENTRIES, lambda: _chain(entries))
    _rate("pymerkle_append", ENTRIES, lambda: InmemoryTree(algorithm="sha256").append_entries(entries))
    _batches(leaves)
    _proofs()


def _rate(figure: str, count: int, act: Callable[[], object]) -> None:
    begun = process_time()
    act()
    print(f"{figure} {count / (process_time() - begun):.0f} entries/s")


def _chain(entries: list[bytes]) -> bytes:
    """The least that a log with hashes could do."""
    last = b""
    for entry in entries:
        last = sha256(last + entry).digest()
    return last


def _batches(leaves: list[bytes]) -> None:
    """What the sequencer computes for each batch."""
    tiles = dict(grow(0, leaves[:777], NOTHING.__getitem__))
    frontier = Frontier().extend(leaves[:777])
    begun = process_time()
    for at in range(777, ENTRIES - BATCH, BATCH):
        tiles |= grow(at, leaves[at : at + BATCH], tiles.__getitem__)
        frontier = frontier.extend(leaves[at : at + BATCH])
    each = (process_time() - begun) / ((ENTRIES - BATCH - 777) // BATCH)
    print(f"grow_by_{BATCH} {each * 1e6:.0f} µs")


def _proofs() -> None:
    leaves = [leaf_hash(number.to_bytes(4, "big")) for number in range(LARGE)]
    tiles = grow(0, leaves, NOTHING.__getitem__)
    read = tiles.__getitem__
    head = TreeHead(LARGE, root_of(hash_reader(LARGE, read), LARGE))
    path = inclusion_proof(hash_reader(LARGE, read), LARGE // 3, LARGE)
    acts: dict[str, Callable[[int], object]] = {
        "inclusion_from_tiles": lambda at: inclusion_proof(hash_reader(LARGE, read), at, LARGE),
        "consistency_from_tiles": lambda at: consistency_proof(hash_reader(LARGE, read), at, LARGE),
        "inclusion_from_checked_tiles": lambda at: inclusion_proof(authentic_reader(head, read), at, LARGE),
        "verify_inclusion": lambda at: verify_inclusion(head, LARGE // 3, leaves[LARGE // 3], path),
    }
    chance = random.Random(6)
    for figure, act in acts.items():
        _spread(f"{figure}_{LARGE}", [_timed(act, chance.randrange(1, LARGE)) for _ in range(PROOFS)])


def _timed(act: Callable[[int], object], at: int) -> float:
    begun = process_time()
    act(at)
    return process_time() - begun


def _spread(figure: str, times: list[float]) -> None:
    times.sort()
    for part in (50, 99):
        print(f"{figure}_p{part} {times[len(times) * part // 100] * 1e3:.3f} ms")


if __name__ == "__main__":
    main()
