"""What an entry rests on, as far as the database checks it with the entry. It stands nowhere in the log."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Basis:
    """From when what an entry was decided from is, in the database's words; `version` is that of the family's record.

    Where any of it is not so any more when the entry is to be committed, there is no entry.
    """

    as_of: tuple[str, ...]
    version: int | None = None
