"""The key service of one agency, and the daily care of its keys of the log, in one process that serves no page."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from hub.db.database import Database
from hub.exchange.houses import Books, need_group_keys, open_group
from hub.exchange.months import start_turning
from hub.ledger.keyfolder import KeyFolder
from hub.ledger.keyserving import KeyService


def serve_keys(books: Books, place: tuple[str, Path], holder: str, account: int, clock: Callable[[], datetime]) -> None:
    """Until the process is told to end. `place` is the database and the folder of keys, `account` who may ask.

    The socket is `HOLDER.sock` in that folder; whoever asks has it, or a link to it, in a folder of its own.
    """
    database_url, keys = place
    need_group_keys(keys, holder)
    db = Database(database_url, size=1)
    with KeyService(keys / f"{holder}.sock", KeyFolder(keys, holder), account) as service:
        stop = start_turning(open_group(db, books, keys, holder), clock)
        try:
            service.serve_forever()
        finally:
            stop.set()
            db.close()
