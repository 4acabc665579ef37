"""The key service of one agency, and the daily care of its keys, in one process that serves no page."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from hub.db.database import Database
from hub.exchange.confidences import CONFIDING, Believed, hold_confidences, start_confiding
from hub.exchange.houses import Books, need_group_keys, open_group
from hub.exchange.months import start_turning
from hub.ledger.keyfolder import KeyFolder
from hub.ledger.keyserving import KeyService

__all__ = ["Believed", "serve_keys"]
Clock = Callable[[], datetime]


def serve_keys(
    books: Books, place: tuple[str, Path], whose: tuple[str, int], clock: Clock, believed: Believed | None = None
) -> None:
    """Until the process is told to end. `place` is the database and the folder of keys; `whose`: the keys, and the
    account of the machine that may ask.

    The socket is `HOLDER.sock` in that folder; whoever asks has it, or a link to it, in a folder of its own. What was
    confided to workers is opened against proofs of those whom `believed` names.
    """
    (database_url, keys), (holder, account) = place, whose
    need_group_keys(keys, holder)
    db = Database(database_url, size=4)
    confided = hold_confidences(db, keys, holder, believed, clock) if believed and holder in CONFIDING else None
    house = open_group(db, books, keys, holder)
    with KeyService(keys / f"{holder}.sock", KeyFolder(keys, holder), account, confided) as service:
        stops = [start_turning(house, clock)]
        if confided is not None:
            stops.append(start_confiding(house, confided.keys, clock))
        try:
            service.serve_forever()
        finally:
            for stop in stops:
                stop.set()
            db.close()
