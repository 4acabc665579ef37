"""A talk as bytes: what is sealed, and read back after years. Nothing here is in clear outside the box."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import orjson

from hub.terms.ids import CellId, PersonId, StaffId
from hub.terms.lists import Category, Purpose
from hub.terms.talks import Answered, Question, Reply, Signed, Talk, TalkWay

Document = Mapping[str, Any]


def write_talk(talk: Talk) -> bytes:
    """All of it, as JSON."""
    return orjson.dumps(talk, default=_seconds)


def _seconds(one: object) -> float:
    if isinstance(one, timedelta):
        return one.total_seconds()
    raise TypeError


def read_talk(clear: bytes) -> Talk:
    """The talk that was written."""
    document: Document = orjson.loads(clear)
    plain = {key: document[key] for key in ("id", "by_name", "form", "digest", "by_age", "language", "interpreter")}
    return Talk(
        **plain,
        by=PersonId(document["by"]),
        purpose=Purpose(document["purpose"]),
        questions=tuple(read_question(one) for one in document["questions"]),
        signed=_signed(document["signed"]) if document["signed"] else None,
        only_for=StaffId(document["only_for"]) if document.get("only_for") else None,
    )


def read_question(document: Document) -> Question:
    """One question out of the document of a talk."""
    plain = {key: document[key] for key in ("person_name", "recipient", "recipient_name", "why", "asks_deputies")}
    return Question(
        **plain,
        person=PersonId(document["person"]),
        categories=tuple(map(Category, document["categories"])),
        purpose=Purpose(document["purpose"]),
        until=date.fromisoformat(document["until"]),
        bound=document.get("bound", ""),  # a talk of before has none of these
        note=CellId(document["note"]) if document.get("note") else None,
        note_words=document.get("note_words", ""),
    )


def _signed(document: Document) -> Signed:
    plain = {key: document[key] for key in ("place", "reason", "insight", "copy", "tell_parents")}
    return Signed(
        **plain,
        way=TalkWay(document["way"]),
        answers=tuple(Answered(Reply(one["reply"]), one["deputies"]) for one in document["answers"]),
        at=datetime.fromisoformat(document["at"]) if document["at"] else None,
        day=date.fromisoformat(document["day"]) if document["day"] else None,
        waited=timedelta(seconds=document.get("waited", 0)),
        strokes=tuple(tuple(stroke) for stroke in document["strokes"]),
        witnesses=document.get("witnesses", ""),
    )
