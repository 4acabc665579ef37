"""Destroying a family's record, and what stays of it until its own day: the statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from hub.db.database import Database, Transaction
from hub.terms.erasing import Kept, Remains, Standing
from hub.terms.ids import EntryId, FamilyId, FamilyNumber
from hub.terms.retention import Ended


@dataclass(frozen=True)
class Doomed:
    """Which record, on which day; families that left FAM by `ended_by` are due. `seq` is its line in the journal, if it
    is put back from there, and `leaf` what came back from the witnesses for it.
    """

    family: FamilyId
    day: date
    ended_by: date
    seq: int | None = None
    leaf: EntryId | None = None


@dataclass(frozen=True)
class Ground:
    """What lets a line of the journal be put back: a leaf that came back and was counted for none, or two words."""

    leaf: EntryId | None
    vouched: bool

    @property
    def holds(self) -> bool:
        """Either will do."""
        return self.leaf is not None or self.vouched


def load_standing(db: Database, which: FamilyNumber | FamilyId, ended_by: date, day: date) -> Standing | None:
    """How the record of a family stands, by its number or its id; None where there is none. One statement."""
    rows = db.rows("select * from record.erasable(%s, %s, %s)", (which, ended_by, day))
    if not rows:
        return None
    [(family_id, name, exit_date, kept, remains, erased_on, entry)] = rows
    return Standing(
        FamilyId(str(family_id)),
        FamilyNumber(name),
        exit_date,
        Kept(kept) if kept else None,
        _remains(remains),
        erased_on,
        EntryId(str(entry)) if entry else None,
    )


def destroy(tx: Transaction, entry: EntryId, doomed: Doomed) -> Remains:
    """Destroy it with its entry; what that was. Raises StillKept, ThereAlready (erased before), NotThere."""
    document = {"family": doomed.family, "day": doomed.day, "ended_by": doomed.ended_by, "seq": doomed.seq}
    document |= {"leaf": doomed.leaf}
    [(was,)] = tx.rows("select record.erase_family(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))
    return _remains(was)


def count_ended(db: Database, ended: Ended) -> int:
    """Of how many conferences something of a class is over and not held back."""
    [(count,)] = db.rows("select conference.overdue(%s, %s, %s)", (ended.kind, ended.first_kept, ended.today))
    return int(count)


def erase_ended(db: Database, entry: EntryId, ended: Ended) -> int:
    """Destroy it against a committed entry that says so; of how many conferences."""
    words = (entry, ended.kind, ended.first_kept, ended.through, ended.today)
    [(count,)] = db.rows("select conference.erase(%s, %s, %s, %s, %s)", words)
    return int(count)


def count_proofs(db: Database, ended: Ended) -> int:
    """Of how many families the proof of consent is over and not held back."""
    [(count,)] = db.rows("select consent.overdue_proofs(%s, %s)", (ended.first_kept, ended.today))
    return int(count)


def erase_proofs(db: Database, entry: EntryId, ended: Ended) -> int:
    """Destroy it against a committed entry that says so; of how many families."""
    words = (entry, ended.first_kept, ended.through, ended.today)
    [(count,)] = db.rows("select consent.erase_proofs(%s, %s, %s, %s)", words)
    return int(count)


def load_erasures_known(db: Database | Transaction) -> int:
    """The last number of the journal of erasures that this database knows of."""
    [(last,)] = db.rows("select record.erasures_known()")
    return int(last)


def load_erasures_over(db: Database) -> int:
    """Up to which number lines of that journal guard against no backup that could still be opened."""
    [(over,)] = db.rows("select record.erasures_over()")
    return int(over)


def load_erasures(db: Database, last: int) -> list[tuple[int, FamilyId, date]]:
    """Erasures after a number of the journal, in its order."""
    rows = db.rows("select seq, family_id, day from record.erasures_since(%s)", (last,))
    return [(int(seq), FamilyId(str(family)), day) for seq, family, day in rows]


def contradict(db: Database | Transaction, lines: Mapping[int, FamilyId]) -> bool:
    """Whether one of these lines of that journal is about another family than the erasure of its number here."""
    asked = list(lines), list(lines.values())
    [(differs,)] = db.rows("select record.erasures_contradict(%s::bigint[], %s::uuid[])", asked)
    return bool(differs)


def load_ground(db: Database, family: FamilyId, day: date) -> Ground:
    """What there is for an erasure of a record on a day. A word counts for 24 hours."""
    [(leaf, vouched)] = db.rows("select leaf, vouched from record.erasure_ground(%s, %s)", (family, day))
    return Ground(EntryId(str(leaf)) if leaf else None, bool(vouched))


def write_erasure_of_nobody(db: Database, seq: int, family: FamilyId, day: date) -> None:
    """Remember a line of the journal about a family that this database has never known."""
    db.rows("select record.erasure_of_nobody(%s, %s, %s)", (seq, family, day))


def _remains(found: Mapping[str, Any]) -> Remains:
    keys = ("holder_keys", "wrappings")
    return Remains(
        found["holder_keys"], found["wrappings"], {name: int(found[name]) for name in sorted(found) if name not in keys}
    )
