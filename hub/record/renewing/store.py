"""Boxes that are sealed for a key which is to go: the statements. Of the caller's own boxes alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from types import MappingProxyType

from hub.db.database import Database
from hub.record.conferences.store import conference_place
from hub.record.drafts.store import draft_place
from hub.record.keys import holder_place
from hub.record.requests.store import request_place
from hub.record.sheets.store import sheet_place
from hub.record.talks.store import scan_place, talk_place
from hub.terms.case_boxes import words_place
from hub.terms.cases import CaseId
from hub.terms.ids import EntryId, FamilyId, StaffId

AT_ONCE: Mapping[str, int] = MappingProxyType(
    {
        "holder": 500,
        "draft": 50,
        "talk": 50,
        "scan": 4,
        "request": 500,
        "conference": 500,
        "sheet": 100,
        "case": 100,
        "question": 100,
    }
)
"""How many boxes of a kind in one statement: a sheet may have 10 MB, a key has 96 bytes."""


@dataclass(frozen=True, repr=False)
class Boxed:
    """One box: the id that finds it, and what it is bound to."""

    kind: str
    id: str
    bound: tuple[str, ...]
    box: bytes

    def place(self, holder: str) -> bytes:
        """The place as whoever sealed it for this holder named it."""
        first, *more = self.bound
        match self.kind:
            case "holder":
                return holder_place(FamilyId(first), more[0], holder)
            case "draft":
                saved_at = datetime.fromisoformat(more[2]).replace(tzinfo=UTC)
                return draft_place((StaffId(first), FamilyId(more[0])), more[1], saved_at)
            case "talk":
                return talk_place(FamilyId(first), more[0])
            case "conference":
                return conference_place(first)
            case "sheet":
                return sheet_place(first)
            case "scan":
                return scan_place(FamilyId(first), more[0])
            case "case" | "question":
                return words_place(holder, CaseId(first))
            case _:
                return request_place(FamilyId(first), more[0])


def count_by_key(db: Database) -> Mapping[bytes, int]:
    """For which keys how many of this agency's boxes are sealed; b"" for those from before boxes said so."""
    found: dict[bytes, int] = {}
    for _, name, boxes in db.rows("select * from record.keys_in_use()"):
        found[bytes(name)] = found.get(bytes(name), 0) + int(boxes)
    return found


def load_not_for(db: Database, name: bytes) -> Iterator[Sequence[Boxed]]:
    """Boxes that are not sealed for the key of that name, a kind and some at once. Each once."""
    for kind in AT_ONCE:
        yield from _load(db, kind, name)


def load_holder_keys(db: Database) -> Iterator[Sequence[Boxed]]:
    """The keys of families that are sealed for this agency, whichever of its keys they name. Some at once."""
    return _load(db, "holder", b"")


def _load(db: Database, kind: str, name: bytes) -> Iterator[Sequence[Boxed]]:
    after: list[str] | None = None
    statement = "select id, bound, box from record.boxes_to_renew(%s, %b, %s::text[], %s)"
    while rows := db.rows(statement, (kind, name, after, AT_ONCE[kind])):
        yield [Boxed(kind, str(found), tuple(bound), bytes(box)) for found, bound, box in rows]
        after = list(rows[-1][1])


def count_unsigned(db: Database) -> int:
    """How many samples were drawn for which the report is still to be signed. For the officers' process alone."""
    [(count,)] = db.rows("select review.samples_unsigned()")
    return int(count)


def write_renewed(db: Database, entry: EntryId, renewed: Sequence[tuple[Boxed, bytes]]) -> int:
    """Put newer boxes of one kind in the place of those that stood there; of how many. Passes over what changed."""
    if not renewed:
        return 0
    ids = [one.id for one, _ in renewed]
    were = [sha256(one.box).digest() for one, _ in renewed]
    row = (entry, renewed[0][0].kind, ids, were, [box for _, box in renewed])
    [(written,)] = db.rows("select record.renew_boxes(%s, %s, %s::uuid[], %s::bytea[], %s::bytea[])", row)
    return int(written)
