"""A file from the disk into the hub, as the loader."""

import json
from pathlib import Path

from hub.db.database import Database
from hub.exchange.houses import open_group
from hub.exchange.load import Loaded, LoadFile, load_file
from hub.main import Rules, clock_of
from hub.settings import Settings

LOADER = "loader"


def load_path(settings: Settings, books: Rules, path: Path, database_url: str) -> Loaded:
    """Load one file. The loader needs everybody's public keys and no private one."""
    schema = json.loads((settings.home / "schemas" / "load.schema.json").read_text(encoding="utf-8"))
    db = Database(database_url, size=2)
    try:
        house = open_group(db, books.policies, settings.keys, LOADER)
        file = LoadFile(path.name, path.read_bytes(), schema, settings.issuer)
        return load_file(house, file, clock_of(settings)())
    finally:
        db.close()
