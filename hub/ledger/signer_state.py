"""What the signer signed last, in a file of its own outside the database: nobody restores both by one backup.

Never edit it, copy it back or delete it: two checkpoints of which one does not continue the other cannot be undone.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hub.ledger.durable import change, make_file, opened
from hub.ledger.errors import StateLost
from hub.ledger.tree import EMPTY_ROOT, TreeHead

FILE = "signer.sqlite"
SCHEMA = """
create table last (id integer primary key check (id = 1), size integer not null, root blob not null, at text not null);
insert into last values (1, 0, x'{root}', '{at}');
"""


@dataclass(frozen=True)
class Last:
    """The newest tree that was signed, and when."""

    head: TreeHead
    at: datetime


NEVER = Last(TreeHead(0, EMPTY_ROOT), datetime.fromtimestamp(0, UTC))


def make_signer_state(folder: Path, last: Last = NEVER) -> None:
    """Begin: nothing was signed before; or after a loss, with the newest that both witnesses know."""
    make_file(folder / FILE, SCHEMA.format(root=EMPTY_ROOT.hex(), at=NEVER.at.isoformat()))
    if last != NEVER:
        swap_last(folder, NEVER, last)


def load_last(folder: Path) -> Last:
    """What was signed last. Raises StateLost without the file: then nothing may be signed."""
    with opened(folder / FILE) as connection:
        row = connection.execute("select size, root, at from last").fetchone()
    if row is None:
        raise StateLost(f"{folder / FILE} says nothing")
    return Last(TreeHead(row[0], bytes(row[1])), datetime.fromisoformat(row[2]))


def swap_last(folder: Path, old: Last, new: Last) -> None:
    """Remember the new one if the old one is remembered still; on the disk when this returns. Else StateLost."""
    with opened(folder / FILE) as connection, change(connection):
        done = connection.execute(
            "update last set size = ?, root = ?, at = ? where size = ? and root = ? and at = ?",
            (new.head.size, new.head.root, new.at.isoformat(), old.head.size, old.head.root, old.at.isoformat()),
        ).rowcount
        if done != 1:
            raise StateLost("another signer signed meanwhile: there may be only one")
