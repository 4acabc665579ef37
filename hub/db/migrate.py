"""Bring a database to the newest migration."""

from pathlib import Path

from alembic import command
from alembic.config import Config


def migrate(url: str, folder: Path) -> None:
    """Run all migrations of `folder` that the database has not seen, as the owner role that `url` names.

    Two at once are safe: the second waits for the first (an advisory lock in `migrations/env.py`).
    """
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.attributes["url"] = url
    command.upgrade(config, "head")
