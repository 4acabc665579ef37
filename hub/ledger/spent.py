"""Which tokens of programs proved something already: empty files beside the keys of workers, by the tokens' hashes.

The service and each command that uses those keys know of one another's, and none forgets them with its process.
Trusted: whoever can delete such a file lets its token count again, for as long as it is fresh.
"""

import os
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from hub.ledger.durable import sync_folder
from hub.ledger.workerkeys import WorkerKeys

MOST = 10_000
"""Tokens that are remembered at once."""


def spend(keys: WorkerKeys, token: str, now: datetime, until: datetime) -> bool:
    """Whether it comes for the first time, remembered until then; where too many came lately, none does."""
    digest = sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
    with keys.alone() as folder:
        spent = _still(folder, now)
        path = folder / f"{digest}.spent"
        if path in spent or len(spent) >= MOST:
            return False
        path.touch(mode=0o600)
        os.utime(path, (until.timestamp(), until.timestamp()))
        sync_folder(folder)
    return True


def _still(folder: Path, now: datetime) -> set[Path]:
    """Those that could come again; the others are forgotten."""
    there = set(folder.glob("*.spent"))
    over = {path for path in there if path.stat().st_mtime <= now.timestamp()}
    for path in over:
        path.unlink()
    return there - over
