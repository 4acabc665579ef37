"""Boxes of what was confided, in the database. Of the caller's own keys alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from hub.db.database import Database
from hub.record.confided import is_sealed_for_a_worker, whose_key
from hub.terms.ids import CellId, EntryId, FamilyId, KeyId
from hub.terms.sealing import NOBODY

AT_ONCE = 500


@dataclass(frozen=True, repr=False)
class ConfidedBox:
    """One key of an entry that was confided, as it is wrapped now."""

    key: KeyId
    family: FamilyId
    cell: CellId
    staff: str
    box: bytes

    @property
    def where(self) -> bytes:
        """What it belongs to, for whoever opens it."""
        return whose_key(self.family, self.key)

    @property
    def is_sealed(self) -> bool:
        """Whether it is closed for a worker at all, and not for the agency, as before there were keys of workers."""
        return is_sealed_for_a_worker(self.box)


Anew = Sequence[tuple[ConfidedBox, bytes]]
"""Boxes with what is to stand in their place."""


def load_confided(
    db: Database, fields: Sequence[str], names: Sequence[bytes], family: FamilyId | None = None
) -> Iterator[Sequence[ConfidedBox]]:
    """Some at once, without those that are closed for a key of these names. Each once."""
    after: str | None = None
    statement = "select * from record.confided_boxes(%s, %s::text[], %s::bytea[], %s, %s)"
    while rows := db.rows(statement, (family, list(fields), list(names), after, AT_ONCE)):
        yield [
            ConfidedBox(KeyId(str(key)), FamilyId(str(of)), CellId(str(cell)), str(to) if to else NOBODY, bytes(box))
            for key, of, cell, to, box in rows
        ]
        after = str(rows[-1][0])


def write_confided(db: Database, entry: EntryId, anew: Anew) -> int:
    """Put these boxes in the place of those that stood there; of how many. Passes over what changed."""
    if not anew:
        return 0
    statement = "select record.confide_anew(%s, %s::uuid[], %s::bytea[], %s::bytea[])"
    [(written,)] = db.rows(statement, (entry, *_columns(anew)))
    return int(written)


def _columns(anew: Anew) -> tuple[list[KeyId], list[bytes], list[bytes]]:
    boxes = [one for one, _ in anew]
    return [one.key for one in boxes], [sha256(one.box).digest() for one in boxes], [box for _, box in anew]


def load_refs(db: Database, staff: Iterable[str]) -> Mapping[str, tuple[str, date | None]]:
    """Reference and last day, if there is one, of who works or worked at this process's agency, by id. No name."""
    rows = db.rows("select staff_id, ref, until from identity.refs_of(%s)", (list(staff),))
    return {str(one): (ref, until) for one, ref, until in rows}
