"""What a process or a command knows of the evidence behind the log, by the table of a checkout."""

import time
from collections.abc import Callable
from pathlib import Path

from hub.db.database import Database
from hub.ledger.assurance import read_levels
from hub.ledger.freshness import Grace
from hub.ledger.watching import Watch


def open_watch(
    home: Path,
    db: Database,
    grace: Grace,
    hear: Callable[[float], object] = time.sleep,
    compare: Callable[[], object] = lambda: None,
) -> Watch:
    """It has looked once. A command that is soon done needs no thread: it asks when it waits."""
    levels = read_levels((home / "schemas" / "assurance.toml").read_text(encoding="utf-8"))
    watch = Watch(db, levels, grace, hear, compare)
    watch.look()
    return watch
