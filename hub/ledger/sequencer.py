"""The sequencer gives entries their places in the tree: batch by batch, each one commit.

It trusts no stored hash: leaves are hashed from their bytes as they lie in the entries. Any number of processes may run
it; a lock lets one of them work at a time, so whichever is left goes on.
"""

from collections.abc import Callable
from threading import Event

import structlog

from hub.db.database import Database
from hub.db.errors import DatabaseRefused, DatabaseUnavailable
from hub.ledger.errors import EvidenceMalformed
from hub.ledger.tiling.store import integrate, load_waiting
from hub.ledger.tree import leaf_hash

log = structlog.get_logger()
MOST = 4096
"""Entries in a batch: some 8 MB of leaves at their longest."""
SHORTEST, LONGEST = 0.005, 0.05
"""Seconds between two looks at an empty waiting room: the longer nothing comes, the longer."""
CROWD, CROWDED = 16, LONGEST
"""Where so many came in one batch, the next waits longer and is not looked for first: a batch costs much the same
whatever its size. Nobody waits longer than for a sequencer that has been idle.
"""
TROUBLE = 0.5


def sequence_once(db: Database, most: int = MOST) -> int:
    """One batch; how many entries got their places. 0: nothing waits, or another sequencer is at work."""
    peeked = load_waiting(db, 1)
    return place_waiting(db, most) if peeked is not None and peeked.entries else 0


def place_waiting(db: Database, most: int = MOST) -> int:
    """The same without looking first, for when something surely waits."""
    with db.begin() as tx:
        waiting = load_waiting(tx, most)
        if waiting is None or not waiting.entries:
            return 0
        integrate(tx, waiting, waiting.edge.grow([leaf_hash(leaf) for leaf in waiting.leaves]))
    return len(waiting.entries)


def keep_sequencing(db: Database, stop: Event, done: Callable[[int], None] = lambda _: None) -> None:
    """Batch after batch until told to stop. What cannot be done now is tried again: nothing was half done."""
    pause, placed = SHORTEST, 0
    while not stop.is_set():
        try:
            placed = sequence_once(db) if placed < CROWD else place_waiting(db)
        except (DatabaseUnavailable, DatabaseRefused) as trouble:
            log.warning("the sequencer could not work now", trouble=type(trouble).__name__)
            stop.wait(TROUBLE)
            continue
        except EvidenceMalformed as fault:
            log.error("the tiles are not those of a tree: nothing gets a place", fault=str(fault))
            stop.wait(TROUBLE)
            continue
        if placed:
            done(placed)
        pause = SHORTEST if placed else min(LONGEST, pause * 2)
        if placed < MOST:
            stop.wait(pause if placed < CROWD else CROWDED)
