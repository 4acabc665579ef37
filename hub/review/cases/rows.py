"""Cases as the database says them: documents into facts. No statement is here."""

from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from hub.terms.case_news import OwnQuestion
from hub.terms.case_words import CaseKind, CaseState, NameState, Result, StepKind, StepReason, TellFamily
from hub.terms.cases import Case, CaseId, CaseStep, KeyRequest
from hub.terms.ids import EntryId, FamilyNumber
from hub.terms.lists import Agency, Role
from hub.terms.logged import Explanation

Unseal = Callable[[CaseId, bytes | None], str]
"""Opens a box, or says nothing."""


def read_case_row(row: Mapping[str, Any], unseal: Unseal) -> Case:
    """A case, or a line of the list of cases."""
    key = CaseId(row["id"])
    case = Case(
        id=key,
        number=row["number"],
        kind=CaseKind(row["kind"]),
        controllers=tuple(map(Agency, row["controllers"])),
        state=CaseState(row["state"]),
        seq=row["seq"],
        opened=read_time(row["opened"]),
        who=row["who"],
        rule=row["rule"],
        hit=row["hit"],
        families=tuple(map(FamilyNumber, row["families"])),
        explained=frozenset(map(Explanation, row["explained"])),
        first=_maybe(row["first"]) or read_time(row["opened"]),
        last=_maybe(row["last"]) or read_time(row["opened"]),
        result=Result(row["result"]) if row["result"] else None,
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        aware=_maybe(row["aware"]),
        notified=_maybe(row["notified"]),
        moved=_maybe(row["moved"]),
        is_own=row["own"],
        entries=tuple(map(EntryId, row.get("entries", ()))),
        steps=tuple(_step(step, key, unseal) for step in row.get("steps", ())),
        name=_name(row.get("request")),
    )
    return _told(case, row)


def _told(case: Case, row: Mapping[str, Any]) -> Case:
    """With what was said of telling the family."""
    return replace(
        case,
        told=TellFamily(row["told"]) if row["told"] else None,
        told_on=date.fromisoformat(row["told_on"]) if row["told_on"] else None,
        told_reason=StepReason(row["told_reason"]) if row["told_reason"] else None,
        is_telling_open=row["told_open"],
    )


def _name(row: Mapping[str, Any] | None) -> NameState:
    if row is None:
        return NameState.NONE
    if not row["mine"]:
        return NameState.OTHERS
    return NameState(row["decision"] or "waiting")


def _step(row: Mapping[str, Any], case: CaseId, unseal: Unseal) -> CaseStep:
    kind = StepKind(row["kind"])
    return CaseStep(
        seq=row["seq"],
        kind=kind,
        at=read_time(row["at"]),
        by=row["by"],
        role=Role(row["role"]),
        agency=Agency(row["agency"]),
        entry=EntryId(row["entry"]),
        reason=StepReason(row["reason"]) if row["reason"] else None,
        words="" if kind is StepKind.REPLIED else unseal(case, _box(row["sealed"])),
    )


def read_request_row(row: Mapping[str, Any], unseal: Unseal) -> KeyRequest:
    """What waits for a second key."""
    case = CaseId(row["case"])
    return KeyRequest(
        case=case,
        seq=row["seq"],
        is_name=row["what"] == "name",
        is_telling=row["what"] == "telling",
        who=row["who"] or "",
        at=read_time(row["at"]),
        rule=row["rule"],
        result=Result(row["result"]) if row["result"] else None,
        reason=StepReason(row["reason"]) if row["reason"] else None,
        words=unseal(case, _box(row["sealed"])),
    )


def read_question_row(row: Mapping[str, Any], unseal: Unseal) -> OwnQuestion:
    """A question of somebody of a family, with its answer."""
    return OwnQuestion(
        entry=EntryId(row["entry"]),
        number=row["number"],
        asked=read_time(row["at"]),
        due=date.fromisoformat(row["due"]),
        is_closed=row["state"] == CaseState.CLOSED,
        reply=unseal(CaseId(row["case"]), _box(row["sealed"])),
        replied=_maybe(row["replied_at"]),
        about=_maybe(row["about"]),
        words=unseal(CaseId(row["case"]), _box(row["own"])),
    )


def _box(text: str | None) -> bytes | None:
    return b64decode(text) if text else None


def read_time(text: str) -> datetime:
    """An instant as the database writes it."""
    return datetime.fromisoformat(text)


def _maybe(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
