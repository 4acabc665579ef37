"""Cases in the database. Every function here is one statement, and each demands its entry and a session."""

from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import orjson

from hub.db.database import Database, Transaction
from hub.terms.case_news import OwnAnswers, OwnNews, OwnQuestion
from hub.terms.case_words import CaseKind, CaseState, NameState, Result, StepKind, StepReason, TellFamily, Wording
from hub.terms.cases import (
    Case,
    CaseId,
    CaseStep,
    Concerned,
    KeyRequest,
    Notice,
    Revealed,
    Stride,
    Tie,
)
from hub.terms.ids import EntryId, FamilyNumber
from hub.terms.lists import Agency, Purpose, Role
from hub.terms.logged import Explanation

Unseal = Callable[[CaseId, bytes | None], str]
"""Opens a box, or says nothing."""


def open_case(tx: Transaction, entry: EntryId, session: str, words: Mapping[str, object]) -> str:
    """A new case, in the transaction of its entry; its number. ThereAlready where the hit has one."""
    [(number,)] = tx.rows("select review.open_case(%s, %s, %s::jsonb)", (entry, _hash(session), _json(words)))
    return str(number)


def ask_about(tx: Transaction, entry: EntryId, session: str, words: Mapping[str, object], sealed: bytes) -> str:
    """A question of somebody of a family, in the transaction of its entry; its number."""
    statement = "select review.ask_about(%s, %s, %s::jsonb, %b)"
    [(number,)] = tx.rows(statement, (entry, _hash(session), _json(words), sealed))
    return str(number)


def take_step(tx: Transaction, entry: EntryId, session: str, words: Mapping[str, object], sealed: bytes | None) -> int:
    """One step, in the transaction of its entry: CellChanged, SentBefore, NotThere, NotYours or OutOfOrder else."""
    statement = "select review.take_step(%s, %s, %s::jsonb, %b)"
    [(seq,)] = tx.rows(statement, (entry, _hash(session), _json(words), sealed))
    return int(seq)


def stride_words(stride: Stride, due: date | None, concerned: Sequence[Concerned]) -> Mapping[str, object]:
    """A step as the database takes it; its words travel sealed beside it."""
    words: dict[str, object] = {
        "case": stride.case,
        "seq": stride.seq,
        "key": stride.key,
        "kind": stride.kind,
        "result": stride.result,
        "reason": stride.reason,
        "due": due,
        "aware": stride.aware,
        "told": stride.told,
        "told_on": stride.told_on,
        "wording": stride.wording,
        "shown": stride.shown,
    }
    if stride.told is TellFamily.YES:
        words["persons"] = [{"person": one.person, "entries": one.entries} for one in concerned]
    return {name: word for name, word in words.items() if word is not None}


def read_cases(db: Database, entry: EntryId, session: str, case: CaseId | None, unseal: Unseal) -> tuple[Case, ...]:
    """The cases of the controller of this reading, newest first; or one of them with its steps."""
    rows = db.rows("select review.read_cases(%s, %s, %s)", (entry, _hash(session), case))
    return tuple(_case(row, unseal) for (row,) in rows)


def read_ties(db: Database, entry: EntryId, session: str, case: CaseId) -> tuple[Tie, ...]:
    """Whose case the families of a case were around that time, by pseudonym."""
    rows = db.rows("select * from review.case_ties(%s, %s, %s)", (entry, _hash(session), case))
    return tuple(Tie(FamilyNumber(family), who, since, until, for_whom) for family, who, since, until, for_whom in rows)


def read_requests(db: Database, entry: EntryId, session: str, unseal: Unseal) -> tuple[KeyRequest, ...]:
    """What waits for the second key of whoever this session is."""
    rows = db.rows("select review.read_requests(%s, %s)", (entry, _hash(session)))
    return tuple(_request(row, unseal) for (row,) in rows)


def reveal_name(db: Database, entry: EntryId, session: str, case: CaseId) -> Revealed:
    """The name, against the committed entry and step of this very showing."""
    [(name, ref)] = db.rows("select * from review.reveal_name(%s, %s, %s)", (entry, _hash(session), case))
    return Revealed(str(name), str(ref))


def read_notices(db: Database, entry: EntryId, session: str) -> tuple[Notice, ...]:
    """What whoever this session is was asked, against the committed entry of a look at their own entries."""
    rows = db.rows("select review.notices(%s, %s)", (entry, _hash(session)))
    return tuple(
        Notice(
            case=CaseId(row["case"]),
            seq=row["seq"],
            number=row["number"],
            first=_at(row["first"]),
            last=_at(row["last"]),
            due=date.fromisoformat(row["due"]),
            families=tuple(map(FamilyNumber, row["families"])),
        )
        for (row,) in rows
    )


def has_notice(db: Database, session: str) -> bool:
    """Whether anything waits; not what."""
    [(found,)] = db.rows("select review.has_notice(%s)", (_hash(session),))
    return bool(found)


def read_own_answers(db: Database, entry: EntryId, session: str, unseal: Unseal) -> OwnAnswers:
    """What the officers told somebody of a family, against the committed entry of their own statement."""
    [(said,)] = db.rows("select review.own_answers(%s, %s)", (entry, _hash(session)))
    return OwnAnswers(
        questions=tuple(_question(row, unseal) for row in said["asked"]),
        news=tuple(
            OwnNews(tuple(map(EntryId, row["entries"])), Wording(row["wording"]), date.fromisoformat(row["day"]))
            for row in said["told"]
        ),
    )


def end_embargo(
    tx: Transaction, entry: EntryId, session: str, whose: tuple[FamilyNumber, Purpose], days: tuple[datetime, date]
) -> None:
    """What happened about a family for a purpose up to an instant is told from a day on. ThereAlready if it has one."""
    words = {"family": whose[0], "purpose": whose[1], "through": days[0], "from": days[1]}
    tx.rows("select review.end_embargo(%s, %s, %s::jsonb)", (entry, _hash(session), _json(words)))


def _case(row: Mapping[str, Any], unseal: Unseal) -> Case:
    key = CaseId(row["id"])
    return Case(
        id=key,
        number=row["number"],
        kind=CaseKind(row["kind"]),
        controllers=tuple(map(Agency, row["controllers"])),
        state=CaseState(row["state"]),
        seq=row["seq"],
        opened=_at(row["opened"]),
        who=row["who"],
        rule=row["rule"],
        hit=row["hit"],
        families=tuple(map(FamilyNumber, row["families"])),
        explained=frozenset(map(Explanation, row["explained"])),
        first=_maybe(row["first"]) or _at(row["opened"]),
        last=_maybe(row["last"]) or _at(row["opened"]),
        result=Result(row["result"]) if row["result"] else None,
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        aware=_maybe(row["aware"]),
        notified=_maybe(row["notified"]),
        told=TellFamily(row["told"]) if row["told"] else None,
        told_on=date.fromisoformat(row["told_on"]) if row["told_on"] else None,
        moved=_maybe(row["moved"]),
        is_own=row["own"],
        entries=tuple(map(EntryId, row.get("entries", ()))),
        steps=tuple(_step(step, key, unseal) for step in row.get("steps", ())),
        name=_name(row.get("request")),
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
        at=_at(row["at"]),
        by=row["by"],
        role=Role(row["role"]),
        agency=Agency(row["agency"]),
        entry=EntryId(row["entry"]),
        reason=StepReason(row["reason"]) if row["reason"] else None,
        words="" if kind is StepKind.REPLIED else unseal(case, _box(row["sealed"])),
    )


def _request(row: Mapping[str, Any], unseal: Unseal) -> KeyRequest:
    case = CaseId(row["case"])
    return KeyRequest(
        case=case,
        seq=row["seq"],
        is_name=row["what"] == "name",
        who=row["who"] or "",
        at=_at(row["at"]),
        rule=row["rule"],
        result=Result(row["result"]) if row["result"] else None,
        reason=StepReason(row["reason"]) if row["reason"] else None,
        words=unseal(case, _box(row["sealed"])),
    )


def _question(row: Mapping[str, Any], unseal: Unseal) -> OwnQuestion:
    return OwnQuestion(
        entry=EntryId(row["entry"]),
        number=row["number"],
        asked=_at(row["at"]),
        due=date.fromisoformat(row["due"]),
        is_closed=row["state"] == CaseState.CLOSED,
        reply=unseal(CaseId(row["case"]), _box(row["sealed"])),
        replied=_maybe(row["replied_at"]),
    )


def _box(text: str | None) -> bytes | None:
    return b64decode(text) if text else None


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _maybe(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _hash(session: str) -> bytes:
    return sha256(session.encode()).digest()


def _json(words: object) -> str:
    return orjson.dumps(words).decode()
