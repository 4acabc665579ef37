"""Reminders in the database: each agency's its own, and for the clerk all that they follow from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import orjson

from hub.consent.tasks.due import OpenRecall, OpenSheet
from hub.db.database import Database, Transaction
from hub.terms.clock import legal_day
from hub.terms.ids import CellId, EntryId, FamilyId, FamilyNumber, PersonId, StaffId
from hub.terms.lists import Agency, Role
from hub.terms.task_turns import CaseColleague, Turned, TurnReason
from hub.terms.tasks import Task, TaskKey, TaskKind


@dataclass(frozen=True)
class Kept:
    """A task as it is stored. `closed_by` is None where it closed itself, `noticed_at` where the clerk never saw it."""

    id: str
    agency: Agency
    key: TaskKey
    noticed_at: datetime | None
    closed_at: datetime | None
    closed_by: StaffId | None


@dataclass(frozen=True)
class AtHand:
    """What is known of one family's tasks to one agency."""

    number: FamilyNumber
    recalls: tuple[OpenRecall, ...]
    kept: tuple[Kept, ...]
    sheets: tuple[OpenSheet, ...] = ()
    turns: Mapping[str, Turned] = field(default_factory=dict)
    """By the key of the task."""
    colleagues: tuple[tuple[Role, CaseColleague], ...] = ()
    """Who else has the case at the calling agency, in each of their posts."""
    agreed: tuple[Task, ...] = ()
    """What was agreed in conferences and this agency has not said to be done; whether it may be told, a look decides.
    """


@dataclass(frozen=True)
class ClerkRow:
    """One family as the clerk finds it; `family` and `papers` are texts that others parse. No cell, no value."""

    digest: str
    number: FamilyNumber
    id: FamilyId
    next_seq: int
    family: str
    papers: tuple[str, ...]
    agencies: tuple[Agency, ...]
    recalls: tuple[OpenRecall, ...]
    kept: tuple[Kept, ...]


@dataclass(frozen=True)
class Turn:
    """What one pass changes about a family: by agency and key what is new, and the ids of what is over.

    `papers` are their ids by number.
    """

    opened: Sequence[tuple[Agency, TaskKey]]
    closed: Sequence[str]
    papers: dict[str, str]


@dataclass(frozen=True)
class Stretch:
    """So many families after a number; or one alone."""

    after: str = ""
    most: int = 1
    only: FamilyNumber | None = None


def load_clerk_page(db: Database, stretch: Stretch, at: datetime) -> list[ClerkRow]:
    """Families in the order of their numbers. One statement, for the clerk's login alone."""
    asked = (stretch.after, stretch.most, stretch.only, legal_day(at))
    rows = db.rows("select * from consent.clerk_page(%s, %s, %s, %s)", asked)
    return [
        ClerkRow(
            digest=digest,
            number=FamilyNumber(number),
            id=FamilyId(str(family_id)),
            next_seq=next_seq,
            family=family,
            papers=tuple(papers),
            agencies=tuple(map(Agency, agencies)),
            recalls=_recalls(recalls),
            kept=_kept(tasks),
        )
        for digest, number, family_id, next_seq, family, papers, agencies, recalls, tasks in rows
    ]


def write_turn(tx: Transaction, entry: EntryId, family: FamilyId, turn: Turn, at: datetime) -> None:
    """Keep what a pass of the clerk found, in the transaction of its entry."""
    opened = [{"agency": agency, **_row(key, turn.papers)} for agency, key in turn.opened]
    document = {"family": family, "at": at.isoformat(), "opened": opened, "closed": list(turn.closed)}
    tx.rows("select consent.keep_tasks(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))


def load_at_hand(db: Database, staff: StaffId, at: datetime) -> list[AtHand]:
    """What is kept of the own families' tasks for the calling agency. One statement."""
    rows = db.rows("select * from consent.tasks_at_hand(%s, %s)", (staff, legal_day(at)))
    return [
        AtHand(
            FamilyNumber(number),
            _recalls(recalls),
            _kept(tasks),
            _sheets(sheets),
            _turns(turns),
            _others(colleagues),
            _agreed(agreed),
        )
        for number, recalls, tasks, sheets, turns, colleagues, agreed in rows
    ]


def write_settled(
    tx: Transaction, entry: EntryId, key: TaskKey, papers: dict[str, str], by: tuple[StaffId, datetime]
) -> None:
    """Somebody says that it is done; raises NotThere where somebody had said so before."""
    staff, at = by
    document = {**_row(key, papers), "by": staff, "at": at.isoformat()}
    tx.rows("select consent.settle_task(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))


def write_turned(tx: Transaction, entry: EntryId, key: TaskKey, turned: Turned, at: datetime) -> None:
    """Keep what somebody did with a task; raises NotThere where whom it is handed to has not the case."""
    document = {
        "task": key.text,
        "due": key.due.isoformat(),
        "until": turned.until and turned.until.isoformat(),
        "reason": turned.reason,
        "to": turned.to,
        "by": turned.by,
        "at": at.isoformat(),
        "day": legal_day(at).isoformat(),
    }
    tx.rows("select consent.turn_task(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))


def _row(key: TaskKey, papers: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": key.kind,
        "due": key.due.isoformat(),
        "notice": key.notice,
        "person": key.person,
        "consent": papers[key.consent] if key.consent else None,
    }


def _recalls(text: str | None) -> tuple[OpenRecall, ...]:
    return tuple(
        OpenRecall(ref, Agency(agency), datetime.fromisoformat(at)) for ref, agency, at in orjson.loads(text or "[]")
    )


def _sheets(text: str | None) -> tuple[OpenSheet, ...]:
    return tuple(
        OpenSheet(number, state == "scanned", datetime.fromisoformat(since))
        for number, state, since in orjson.loads(text or "[]")
    )


def _agreed(text: str | None) -> tuple[Task, ...]:
    """With a cell what was agreed, without one minutes that wait."""
    return tuple(
        Task(
            TaskKind.AGREED if cell else TaskKind.MINUTES,
            date.fromisoformat(due),
            0,
            cell=CellId(cell) if cell else None,
            conference=number,
            topic=topic,
        )
        for cell, due, number, topic in orjson.loads(text or "[]")
    )


def _turns(text: str | None) -> dict[str, Turned]:
    return {
        task: Turned(
            by=StaffId(by),
            until=date.fromisoformat(until) if until else None,
            reason=TurnReason(reason) if reason else None,
            to=StaffId(to) if to else None,
        )
        for task, until, reason, to, by in orjson.loads(text or "[]")
    }


def _others(text: str | None) -> tuple[tuple[Role, CaseColleague], ...]:
    return tuple(
        (Role(role), CaseColleague(StaffId(staff), ref, name)) for staff, ref, name, role in orjson.loads(text or "[]")
    )


def _kept(text: str | None) -> tuple[Kept, ...]:
    return tuple(
        Kept(
            id=task,
            agency=Agency(agency),
            key=TaskKey(TaskKind(kind), date.fromisoformat(due), notice, person and PersonId(person), consent),
            noticed_at=_instant(noticed),
            closed_at=_instant(closed),
            closed_by=StaffId(by) if by else None,
        )
        for task, agency, kind, due, notice, person, consent, noticed, closed, by in orjson.loads(text or "[]")
    )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
