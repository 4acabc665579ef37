"""The history of a load file: lines of an access log that was kept elsewhere."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

import orjson

from hub.exchange.reading import Document
from hub.gate.history import is_timely
from hub.terms.history import Action, Recorded
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Category, Effect, Purpose
from hub.terms.reasons import Reason
from hub.terms.retention import Keeping

Word = TypeVar("Word", bound=StrEnum)


def read_history(document: Document, errors: list[str]) -> tuple[Recorded, ...]:
    """Every line; a word that no list knows is added to `errors`, place by place."""
    return tuple(_line(f"history[{place}]", one, errors) for place, one in enumerate(document.get("history", ())))


def keep_timely(text: bytes, at: datetime, log: Keeping) -> bytes:
    """A load file without the lines of history that could not be taken over at that instant, for a demo of any day."""
    document = orjson.loads(text)
    lines = [one for one in document.get("history", ()) if is_timely(datetime.fromisoformat(one["at"]), at, log)]
    return orjson.dumps({**document, "history": lines})


def _line(place: str, one: Document, errors: list[str]) -> Recorded:
    purpose = list(_words(Purpose, f"{place}.purpose", one.get("purpose"), errors))
    reason = list(_words(Reason, f"{place}.reason", one.get("reason"), errors))
    categories = [
        word
        for number, given in enumerate(one.get("categories", ()))
        for word in _words(Category, f"{place}.categories[{number}]", given, errors)
    ]
    return Recorded(
        id=one["id"],
        at=datetime.fromisoformat(one["at"]),
        staff=one["staff"],
        action=Action(one["action"]),
        effect=Effect(one["effect"]),
        place=one["place"],
        post=one.get("post"),
        family=FamilyNumber(one["family"]) if "family" in one else None,
        persons=tuple(one.get("persons", ())),
        categories=tuple(categories),
        purpose=purpose[0] if purpose else None,
        basis=tuple(one.get("basis", ())),
        reason=reason[0] if reason else None,
        label=one.get("label", ""),
        note=one.get("note", ""),
        filters=one.get("filters"),
    )


def _words(words: type[Word], place: str, given: Any, errors: list[str]) -> Iterator[Word]:
    if given is None:
        return
    if given in set(words):
        yield words(given)
    else:
        errors.append(f"{place}: not a {words.__name__.lower()} of the vocabulary")
