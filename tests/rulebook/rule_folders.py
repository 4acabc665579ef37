"""Folders of rules that differ from the repository's in one rule, to be put in force."""

import shutil
from datetime import datetime
from pathlib import Path

from hub.policy.documents import WrittenSet, write_set
from hub.rulebook.activating import Outcome, Sponsor, put_in_force
from tests.kreis import ROOT, Kreis, books, unproven

EMERGENCY = "Im Test gibt niemand frei."
ALONE = ("--emergency", EMERGENCY)


def without(folder: Path, *rules: str) -> WrittenSet:
    """The rules of the repository without some files, `sgb1/own-task`, written to a new folder."""
    copy = folder / f"rules-{len(list(folder.iterdir()))}"
    shutil.copytree(ROOT / "policies", copy)
    for rule in rules:
        (copy / f"{rule}.toml").unlink()
    return write_set(copy, books().catalogue)


def put(kreis: Kreis, written: WrittenSet, at: datetime | None = None, by: str = "test") -> Outcome:
    """Put them in force as the loader, unproven."""
    place = (kreis.urls.url("hub_loader"), kreis.keys)
    return put_in_force(place, written, Sponsor(by, at or kreis.at, emergency=EMERGENCY), unproven)
