"""Whose key of a worker ended, and when: a file each beside the keys, which says a day and nothing else.

Trusted: whoever runs the key service can remove or invent one. The log has the two leads' entries.
"""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

SUFFIX = ".ended"


def note_ended(folder: Path, staff: str, day: date) -> None:
    """Kept until it is over; the folder is brought to the disk by whoever destroys the key."""
    with (folder / f"{staff}{SUFFIX}").open("w", encoding="ascii") as file:
        file.write(day.isoformat())
        file.flush()
        os.fsync(file.fileno())


def load_ended(folder: Path, first_kept: date) -> Mapping[str, date]:
    """By the worker's id. What ended before the first day that is kept is forgotten now, and what names no day."""
    found: dict[str, date] = {}
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        day = _day(path)
        if day is None or day < first_kept:
            path.unlink(missing_ok=True)
        else:
            found[path.stem] = day
    return found


def _day(path: Path) -> date | None:
    try:
        return date.fromisoformat(path.read_text(encoding="ascii"))
    except ValueError:
        return None
