"""What proving the log costs: checking a delivery offline, and the proof of one entry out of tiles on disk.

The verifier runs as a data protection officer runs it, the standard library alone, in a process of its own. The rate is
entries a second of its processor time, signatures and start of the interpreter included. A delivery holds five boxes an
entry, all open; the other rate is that of leaves alone. Tiles are those of a tree of 1,048,576 random leaves: each
proof is made from files that nothing has read before in this process, and checked.
"""

import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from hub.ledger import verify
from hub.ledger.tiles import Tile, grow, hash_reader
from hub.ledger.tree import TreeHead, inclusion_proof, verify_inclusion
from tests.ledger.logs import Log

ENTRIES = 40_000
FAMILIES = 400
LEAVES = 1 << 20
PROOFS = 300


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        log = _log()
        for name, payload in (("verify_whole", True), ("verify_leaves", False)):
            log.export(Path(folder) / name, payload=payload)
            print(f"{name} {ENTRIES / _seconds(Path(folder) / name):.0f} entries/s")
        made, checked, read = _proofs(Path(folder) / "tiles")
        print(f"inclusion_proof_from_tiles_p50 {made * 1000:.3f} ms")
        print(f"inclusion_proof_checked_p50 {checked * 1000:.3f} ms")
        print(f"tiles_read_for_a_proof {read:.1f} tiles")


def _log() -> Log:
    log = Log()
    for number in range(ENTRIES):
        log.add(family=f"FAM-2026-{number % FAMILIES:03}")
        if number % (ENTRIES // 4) == ENTRIES // 4 - 1:
            log.sign()
    return log


def _seconds(folder: Path) -> float:
    """Of the processor, until it said that all is whole."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-I", "-S", str(Path(verify.__file__)), str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _proofs(folder: Path) -> tuple[float, float, float]:
    """Half of all proofs take less than this to make and to check; and how many tiles one reads."""
    tiles = grow(0, [os.urandom(32) for _ in range(LEAVES)], lambda _: b"")
    _keep(folder, tiles)
    top = hash_reader(LEAVES, tiles.__getitem__)
    head = TreeHead(LEAVES, top(LEAVES.bit_length() - 1, 0))
    made, checked, read = [], [], 0
    for index in random.Random(6).sample(range(LEAVES), PROOFS):
        seen: list[Tile] = []

        def read_file(tile: Tile, seen: list[Tile] = seen) -> bytes:
            seen.append(tile)
            return (folder / tile.path).read_bytes()

        leaf = top(0, index)
        begin = time.perf_counter()
        path = inclusion_proof(hash_reader(LEAVES, read_file), index, LEAVES)
        done = time.perf_counter()
        verify_inclusion(head, index, leaf, path)
        checked.append(time.perf_counter() - done)
        made.append(done - begin)
        read += len(seen)
    return statistics.median(made), statistics.median(checked), read / PROOFS


def _keep(folder: Path, tiles: Mapping[Tile, bytes]) -> None:
    for tile, data in tiles.items():
        path = folder / tile.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
