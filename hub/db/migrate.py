"""Bring a database to the newest migration."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.exc import DBAPIError

from hub.db.errors import DatabaseUnavailable, refused


def migrate(url: str, folder: Path) -> None:
    """Run all migrations of `folder` that the database has not seen, as the owner role that `url` names.

    Two at once are safe: the second waits for the first (an advisory lock in `migrations/env.py`). Raises
    DatabaseUnavailable or DatabaseRefused; then the database is as it was.
    """
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.attributes["url"] = url
    try:
        command.upgrade(config, "head")
    except DBAPIError as error:
        code = getattr(error.orig, "sqlstate", None)
        raise refused(code) if code else DatabaseUnavailable("cannot connect to the database") from error
