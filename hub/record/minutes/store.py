"""Minutes in the database: the statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson

from hub.db.database import Database, Transaction
from hub.terms.clock import legal_day
from hub.terms.ids import CellId, EntryId, PersonId, StaffId
from hub.terms.lists import Agency, Owner
from hub.terms.minutes import Confirmed, KeptMinutes, Line, Section


@dataclass(frozen=True)
class Spoken:
    """A sentence that was written: where it stands; `is_new` where it was not there before."""

    cell: CellId
    section: Section
    owner: Owner
    due: date | None = None
    is_new: bool = True
    is_struck: bool = False


@dataclass(frozen=True)
class Writing:
    """Who writes into the minutes of a topic, when, on which version of the joint part, and who is there.

    `agency` counts for what a load file brings; of everybody else the database knows it.
    """

    topic: str
    by: StaffId
    agency: Agency
    at: datetime
    version: int
    present: frozenset[str] = frozenset()


def load_minutes(db: Database, asks: tuple[StaffId, datetime], topic: str) -> KeptMinutes | None:
    """How they stand, for somebody who has part in the topic; empty where nothing was written. One statement."""
    staff, at = asks
    [(document,)] = db.rows("select conference.minutes_of(%s, %s, %s)", (staff, topic, legal_day(at)))
    return _kept(document)


def load_minutes_of_person(db: Database, person: PersonId, topic: str) -> KeptMinutes | None:
    """The same for somebody of the family; None until both agencies have confirmed. One statement."""
    [(document,)] = db.rows("select conference.minutes_of_person(%s, %s)", (person, topic))
    return _kept(document) if document else None


def write_lines(tx: Transaction, entry: EntryId, writing: Writing, spoken: Iterable[Spoken]) -> None:
    """Keep where sentences stand, in the transaction of their entry. Raises CellChanged, NotYours and OutOfOrder."""
    told = list(spoken)
    document = {
        **_row(writing),
        "present": sorted(writing.present),
        "lines": [
            {"cell": one.cell, "place": place, "section": one.section, "owner": one.owner, "due": one.due}
            for place, one in enumerate((one for one in told if one.is_new), 1)
        ],
        "changed": [{"cell": one.cell, "due": one.due, "struck": one.is_struck} for one in told if not one.is_new],
    }
    tx.rows("select conference.write_minutes(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))


def write_confirmed(tx: Transaction, entry: EntryId, writing: Writing) -> None:
    """An agency's yes. Raises ThereAlready where it was said, CellChanged where the minutes are others by now."""
    tx.rows("select conference.confirm_minutes(%s, %s::jsonb)", (entry, orjson.dumps(_row(writing)).decode()))


def write_agreed_done(tx: Transaction, entry: EntryId, cell: CellId, by: tuple[StaffId, datetime]) -> None:
    """Somebody says that it is done, for their agency; raises NotThere where somebody had said so before."""
    document = {"cell": cell, "by": by[0], "at": by[1].isoformat()}
    tx.rows("select conference.settle_agreed(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))


def _row(writing: Writing) -> dict[str, Any]:
    plain = {key: getattr(writing, key) for key in ("topic", "by", "agency", "version")}
    return {**plain, "at": writing.at.isoformat()}


def _kept(document: Mapping[str, Any] | None) -> KeptMinutes:
    if document is None:
        return KeptMinutes()
    return KeptMinutes(
        version=document["version"],
        lines=tuple(_line(*row) for row in document["lines"]),
        confirmed=tuple(
            Confirmed(Agency(agency), name, datetime.fromisoformat(at)) for agency, name, at in document["confirmed"]
        ),
        present=frozenset(document["present"]),
    )


def _line(*row: Any) -> Line:
    cell, section, owner, author, name, agency, at, changed, due, struck = row
    return Line(
        cell=CellId(cell),
        section=Section(section),
        owner=Owner(owner),
        author=StaffId(author),
        author_name=name,
        author_agency=Agency(agency),
        at=datetime.fromisoformat(at),
        changed_at=datetime.fromisoformat(changed) if changed else None,
        due=date.fromisoformat(due) if due else None,
        is_struck=struck,
    )
