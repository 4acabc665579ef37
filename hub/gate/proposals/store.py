"""Proposals and versions in the database. Every function here is one statement."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

from hub.db.database import Database, Transaction
from hub.terms.agreed import CellRef, Value
from hub.terms.ids import EntryId, StaffId
from hub.terms.lists import Agency, Category, Purpose, Role
from hub.terms.rule_changes import CellChange, Counts, Opinion, Proposal, Step, StepKind, Version


def load_versions(db: Database) -> tuple[Version, ...]:
    """Every set that was ever in force, the first one first."""
    rows = db.rows("select number, digest, since, activated_by, emergency from rulebook.versions()")
    return tuple(Version(*row) for row in rows)


def load_proposals(db: Database, number: str | None = None) -> tuple[Proposal, ...]:
    """Every proposal, the newest first; or the one of a number."""
    return tuple(_proposal(row) for row in db.rows("select * from rulebook.proposals(%s)", (number,)))


def load_proposed(db: Database, number: str) -> str | None:
    """What a proposed set says."""
    [(document,)] = db.rows("select rulebook.proposed_document(%s)", (number,))
    return None if document is None else str(document)


def write_proposal(tx: Transaction, entry: EntryId, document: Mapping[str, object]) -> str:
    """Keep a proposal with its entry; the number that it got."""
    [(number,)] = tx.rows("select rulebook.propose(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))
    return str(number)


def write_step(tx: Transaction, entry: EntryId, document: Mapping[str, object]) -> None:
    """Keep a step of a person with its entry."""
    tx.rows("select rulebook.take_step(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))


def write_count(tx: Transaction, entry: EntryId, document: Mapping[str, object]) -> None:
    """Keep how many a proposal concerns."""
    tx.rows("select rulebook.keep_count(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))


def activate_released(tx: Transaction, entry: EntryId, document: Mapping[str, object]) -> None:
    """Put in force what was released for this very day."""
    tx.rows("select rulebook.activate_released(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))


def _proposal(row: Sequence[Any]) -> Proposal:
    number, based_on, digest, cells, widens, narrows, reason, day, _, by, name, role, at, steps = row
    return Proposal(
        number=number,
        based_on=based_on,
        digest=digest,
        cells=tuple(map(_cell, cells if isinstance(cells, list) else [cells])),  # before it could be several, one
        widens=widens,
        narrows=narrows,
        reason=reason,
        valid_from=day,
        by=StaffId(by) if by else None,
        name=name,
        role=Role(role),
        at=at,
        steps=tuple(_step(*one) for one in steps),
    )


def _cell(told: Mapping[str, str]) -> CellChange:
    cell = CellRef(Category(told["category"]), Role(told["role"]), Purpose(told["purpose"]))
    return CellChange(cell, Value(told["before"]), Value(told["value"]))


def _step(*said: Any) -> Step:
    what, side, covers, staff, name, _, opinion, words, dpia, counts, at = said
    return Step(
        what=StepKind(what),
        at=datetime.fromisoformat(at),
        side=Agency(side) if side else None,
        covers=frozenset(map(Agency, covers)),
        staff=StaffId(staff) if staff else None,
        name=name,
        opinion=Opinion(opinion) if opinion else None,
        words=words,
        dpia=dpia,
        counts=Counts(**counts) if counts else None,
    )
