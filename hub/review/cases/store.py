"""Cases in the database. Every function here is one statement, and each demands its entry and a session."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256

import orjson

from hub.db.database import Database, Transaction
from hub.review.cases.rows import Unseal, read_case_row, read_question_row, read_request_row, read_time
from hub.terms.case_news import OwnAnswers, OwnNews
from hub.terms.case_words import TellFamily, Wording
from hub.terms.cases import (
    Case,
    CaseId,
    Concerned,
    KeyRequest,
    Notice,
    Revealed,
    Stride,
    Tie,
)
from hub.terms.ids import EntryId, FamilyNumber
from hub.terms.lists import Purpose

Boxes = tuple[bytes | None, bytes | None]
"""Words for the officers, and the same for whoever wrote them."""


def open_case(tx: Transaction, entry: EntryId, session: str, words: Mapping[str, object]) -> str:
    """A new case, in the transaction of its entry; its number. ThereAlready where the hit has one."""
    [(number,)] = tx.rows("select review.open_case(%s, %s, %s::jsonb)", (entry, _hash(session), _json(words)))
    return str(number)


def ask_about(tx: Transaction, entry: EntryId, session: str, words: Mapping[str, object], boxes: Boxes) -> str:
    """A question of somebody of a family, in the transaction of its entry; its number."""
    statement = "select review.ask_about(%s, %s, %s::jsonb, %b, %b)"
    [(number,)] = tx.rows(statement, (entry, _hash(session), _json(words), *boxes))
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
    return tuple(read_case_row(row, unseal) for (row,) in rows)


def read_ties(db: Database, entry: EntryId, session: str, case: CaseId) -> tuple[Tie, ...]:
    """Whose case the families of a case were around that time, by pseudonym."""
    rows = db.rows("select * from review.case_ties(%s, %s, %s)", (entry, _hash(session), case))
    return tuple(Tie(FamilyNumber(family), who, since, until, for_whom) for family, who, since, until, for_whom in rows)


def read_requests(db: Database, entry: EntryId, session: str, unseal: Unseal) -> tuple[KeyRequest, ...]:
    """What waits for the second key of whoever this session is."""
    rows = db.rows("select review.read_requests(%s, %s)", (entry, _hash(session)))
    return tuple(read_request_row(row, unseal) for (row,) in rows)


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
            first=read_time(row["first"]),
            last=read_time(row["last"]),
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
        questions=tuple(read_question_row(row, unseal) for row in said["asked"]),
        news=tuple(
            OwnNews(tuple(map(EntryId, row["entries"])), Wording(row["wording"]), date.fromisoformat(row["day"]))
            for row in said["told"]
        ),
    )


def end_embargo(
    tx: Transaction, entry: EntryId, session: str, whose: tuple[FamilyNumber, int, Purpose], days: tuple[datetime, date]
) -> None:
    """What happened for a purpose up to an instant is told to one person of a family from a day on.

    The person by their place in the record. Raises ThereAlready if it has its end.
    """
    words = {"family": whose[0], "person": whose[1], "purpose": whose[2], "through": days[0], "from": days[1]}
    tx.rows("select review.end_embargo(%s, %s, %s::jsonb)", (entry, _hash(session), _json(words)))


def _hash(session: str) -> bytes:
    return sha256(session.encode()).digest()


def _json(words: object) -> str:
    return orjson.dumps(words).decode()
