"""What was published of the tree, and where in it an entry stands. Every function here is one statement."""

from hub.db.database import Database
from hub.terms.ids import EntryId

Published = tuple[int, str]
"""A size, and the note that was signed over it."""


def load_published(db: Database) -> tuple[Published, ...]:
    """The newest published checkpoint last; before it one of each day, of the last week one of each hour."""
    return tuple((int(size), str(note)) for size, note in db.rows("select * from ledger.published_checkpoints()"))


def find_place(db: Database, entry: EntryId) -> int | None:
    """The place of an entry in the tree; None as long as it waits, and where there is none of this id."""
    [(place,)] = db.rows("select ledger.find_place(%s)", (entry,))
    return None if place is None else int(place)
