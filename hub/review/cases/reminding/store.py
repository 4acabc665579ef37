"""Reminders of cases: the statements. No pseudonym and no family is in them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import orjson

from hub.db.database import Database, Transaction
from hub.terms.case_dues import Due
from hub.terms.case_words import CaseKind, CaseState, Result, TellFamily
from hub.terms.cases import Case, CaseId
from hub.terms.hits import Hit, HitId, RuleId
from hub.terms.ids import EntryId
from hub.terms.lists import Agency

Reminded = frozenset[tuple[str, str, date]]
"""Case or hit, kind and day of which somebody was reminded."""


def read_standing(db: Database, rules: Sequence[str]) -> tuple[tuple[Case, ...], tuple[Hit, ...], Reminded]:
    """Where cases stand, hits of these rules of which there is no case, and what was reminded of. One statement."""
    [(said,)] = db.rows("select review.standing(%s)", (list(rules),))
    reminded = frozenset((row[0], row[1], date.fromisoformat(row[2])) for row in said["reminded"])
    return tuple(map(_case, said["cases"])), tuple(map(_hit, said["hits"])), reminded


def write_reminder(tx: Transaction, entry: EntryId, due: Due) -> None:
    """Keep it with its entry; there already, or moved on meanwhile, it is nothing."""
    words = {"case": due.case, "hit": due.hit, "kind": due.kind, "due": due.day.isoformat()}
    tx.rows("select review.keep_reminder(%s, %s::jsonb)", (entry, orjson.dumps(words).decode()))


def has_reminder(db: Database, session: str) -> bool:
    """Whether the officer of this session is reminded of something; not of what."""
    [(has,)] = db.rows("select review.has_reminder(%s)", (sha256(session.encode()).digest(),))
    return bool(has)


def _case(row: Mapping[str, Any]) -> Case:
    first = datetime.fromisoformat(row["first"])
    return Case(
        id=CaseId(row["id"]),
        number=row["number"],
        kind=CaseKind(row["kind"]),
        controllers=tuple(map(Agency, row["controllers"])),
        state=CaseState(row["state"]),
        seq=row["seq"],
        opened=datetime.fromisoformat(row["opened"]),
        first=first,
        last=first,
        rule=row["rule"],
        result=Result(row["result"]) if row["result"] else None,
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        aware=datetime.fromisoformat(row["aware"]) if row["aware"] else None,
        notified=datetime.fromisoformat(row["notified"]) if row["notified"] else None,
        told=TellFamily(row["told"]) if row["told"] else None,
        told_on=date.fromisoformat(row["told_on"]) if row["told_on"] else None,
        is_telling_open=row["told_open"],
        moved=datetime.fromisoformat(row["moved"]),
    )


def _hit(row: Mapping[str, Any]) -> Hit:
    first = datetime.fromisoformat(row["first"])
    return Hit(HitId(row["id"]), RuleId(row["rule"]), Agency(row["controller"]), None, (), (), first, first)
