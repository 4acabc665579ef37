"""The key service of an agency in a test: its folder is its own; the pages get a folder without what is private."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from hub.db.database import Database
from hub.exchange.confidences import hold_confidences
from hub.ledger.keyfolder import KeyFolder
from hub.ledger.keyserving import KeyService
from hub.settings.believed import believed
from hub.settings.operator import Settings
from tests.kreis import Kreis


@contextmanager
def key_service(kreis: Kreis, holder: str, settings: Settings) -> Iterator[Path]:
    """The folder of the pages, with the service's socket in it, while the block lasts."""
    trusted = believed(settings)
    assert trusted is not None
    with TemporaryDirectory() as place:
        own = Path(shutil.copytree(kreis.keys, Path(place) / "service"))
        pages = Path(shutil.copytree(kreis.keys, Path(place) / "pages"))
        for private in (pages / f"{holder}.key", pages / f"{holder}.workers" / "service.key"):
            private.unlink()
        (pages / f"{holder}.sock").symlink_to(own / f"{holder}.sock")
        db = Database(kreis.urls.url(f"hub_{holder}"), size=2)
        confided = hold_confidences(db, own, holder, trusted, lambda: kreis.at)
        with KeyService(own / f"{holder}.sock", KeyFolder(own, holder), os.geteuid(), confided) as service:
            running = Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
            running.start()
            yield pages
            service.shutdown()
            running.join()
        db.close()
