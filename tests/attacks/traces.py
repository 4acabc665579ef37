"""All that somebody can find out: every page, every search, every API answer, every error, and what each one costs."""

import re
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from werkzeug.test import TestResponse

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose, Sensitivity
from hub.web.door import OPEN_ROUTES
from tests.amounts import some
from tests.attacks.families import Document
from tests.kreis import NOWHERE, books, demo
from tests.kreis_tables.seats import Seats

CHOSEN = ("F01", "F07", "F08")
"""The first family, that of the entrusted note, that of the child protection procedure."""

MARK = "Zwiebelturm"
SEARCHES = (MARK, "Haselstrauch", "Nele", "Farnkraut", "Lina", "Ahornwald", "13.05.2011", "FAM-2026-004")
GUESSES = ("/notiz/1", "/anvertraut", "/kinderschutz", "/verlauf", "/export", "/notizen", "/hilfen")
ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
NAMED_BY_CHANCE = re.compile(rf'{ID}|(?<!placeholder=")\b[NP]-[0-9]{{2}}\b')
"""Ids, and the pseudonyms of the log; the example in its form is always the same."""

TOKEN = re.compile(r'((?:name="(?:csrf_token|schluessel)" value=|"version":)")[^"]+')

SIGNED = re.compile(r'(?<=name="stand" value=")(\.[^"]+)')


@dataclass(frozen=True)
class Answer:
    """One answer as it comes in, and the statements it took. Ids by their place; keys and versions aside."""

    asked: str
    status: int
    kind: str
    text: str
    size: int
    statements: tuple[str, ...]


def bare(document: Mapping[str, Any] | None = None) -> Document:
    """The chosen families without anything of the Jugendamt that was entrusted or is about child protection."""
    whole = demo() if document is None else document
    chosen = [one for one in whole["families"] if one["id"] in CHOSEN]
    return {**whole, "families": [one | {"cells": [c for c in one["cells"] if not is_sealed(c)]} for one in chosen]}


def full() -> Document:
    """The same with what the demo holds of both, and an invented one of every such field about the youngest."""
    chosen = {one["id"]: one for one in demo()["families"]}
    families = bare()["families"]
    return {**demo(), "families": [one | {"cells": _sealed(chosen[one["id"]])} for one in families]}


def is_sealed(cell: Document) -> bool:
    """Entrusted to somebody, or child protection, and the Jugendamt's."""
    field = books().catalogue.by_id[cell["field"]]
    sealed = field.sensitivity in {Sensitivity.ENTRUSTED_65, Sensitivity.CHILD_PROTECTION}
    theirs = field.partition.value == "sgb8" or cell.get("owner") == "jugendamt"
    return theirs and bool(sealed or field.id == "sgb8_8a_informant" or "entrusted_to" in cell)


def _sealed(family: Document) -> list[Document]:
    fields = [one for one in books().catalogue.fields if one.partition.value == "sgb8"]
    there = [*family["cells"]]
    person = family["persons"][-1]["id"]
    for field in fields:
        cell: Document = {"field": field.id, "persons": [person], "entry": 90, "author": "U07", "on": "2026-10-07"}
        cell |= {"value": MARK, "summary": f"{MARK} kurz"}
        entrusted = field.sensitivity is Sensitivity.ENTRUSTED_65
        if is_sealed(cell):
            there.append(cell | ({"entrusted_to": "U07", "entrusted_by": [person]} if entrusted else {}))
    return there


def difference(one: Answer, other: Answer) -> tuple[object, ...]:
    """Where two answers part, short enough to read."""
    if one.text == other.text:
        return (one.asked, one.status, other.status, one.size, other.size, one.statements, other.statements)
    at = next((i for i, two in enumerate(zip(one.text, other.text, strict=False)) if two[0] != two[1]), -1)
    return (one.asked, one.text[at - 60 : at + 60], other.text[at - 60 : at + 60])


def look_everywhere(seats: Seats, ref: str, numbers: tuple[FamilyNumber, ...]) -> list[Answer]:
    """Ask for everything, in the same order each time."""
    return [_answer(seats, asked, send) for asked, send in _requests(seats, ref, numbers)]


def _answer(seats: Seats, asked: str, send: Any) -> Answer:
    del seats.kreis.statements[:]
    answer: TestResponse = send()
    text = SIGNED.sub(_opened, TOKEN.sub(r"\1…", answer.text))
    seen: dict[str, str] = {}
    masked = NAMED_BY_CHANCE.sub(lambda found: seen.setdefault(found.group(), f"<{len(seen)}>"), text)
    return Answer(asked, answer.status_code, answer.content_type, masked, len(text), tuple(seats.kreis.statements))


def _opened(found: re.Match[str]) -> str:
    """What a form remembers of itself, without its signature."""
    _, packed, *_ = found.group(1).split(".")
    return zlib.decompress(urlsafe_b64decode(packed + "=" * (-len(packed) % 4))).decode()


def _requests(seats: Seats, ref: str, numbers: tuple[FamilyNumber, ...]) -> Iterator[tuple[str, Any]]:
    client, app = seats.client(ref), seats.app(seats.group(ref))
    purposes = app.extensions["desk"].purposes(seats.principal(ref)) or (Purpose.FAM_JOINT_SUPPORT,)
    for path in [
        *_pages(app, ref, numbers, purposes),
        *(f"/familien/{number}{g}" for number in numbers for g in GUESSES),
    ]:
        yield path, lambda path=path: client.get(path)
    token = re.search('name="csrf_token" value="([^"]+)"', client.get("/start").text)
    for query in SEARCHES:
        form = {"suche": query, "csrf_token": token.group(1) if token else ""}
        yield f"search {query}", lambda form=form: client.post("/familien", data=form)
    for path in _api(ref, numbers, purposes):
        yield f"api {path}", lambda path=path: seats.ask(ref, path)


def _pages(app: Any, ref: str, numbers: tuple[FamilyNumber, ...], purposes: tuple[Purpose, ...]) -> Iterator[str]:
    """Every page there is, for every family and some purposes or all; those of sign-in and of confirming are the
    provider's.

    One's own sessions tell when one signed in, by the real clock, and nothing of anybody else.
    """
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if (
            rule.endpoint in {*OPEN_ROUTES, "step_up.begin", "own_sessions.show"}
            or "GET" not in (rule.methods or ())
            or rule.rule.startswith("/api/")
        ):
            continue
        if not rule.arguments:
            yield rule.rule
        if rule.arguments == {"number"}:
            for number in (*numbers, NOWHERE):
                path = rule.rule.replace("<number>", number)
                yield from [path, *(f"{path}?zweck={purpose}" for purpose in some(purposes, f"{ref} {path}"))]
        if rule.endpoint == "preview.show_paper":
            yield from _ahead(rule.rule, ref, numbers, purposes)


def _ahead(rule: str, ref: str, numbers: tuple[FamilyNumber, ...], purposes: tuple[Purpose, ...]) -> Iterator[str]:
    """A look ahead from every paper at everybody whom it names, and from a paper of another family."""
    papers = {one["number"]: one.get("consents", ()) for one in demo()["families"]}
    for number in numbers:
        path = rule.replace("<number>", number)
        yield f"{path.replace('<ref>', 'C99')}?zweck={purposes[0]}"
        for paper in papers[number]:
            named = [one.removeprefix("staff:") for one in paper["recipients"]]
            for one, purpose in product(named, some(purposes, f"{ref} {paper['id']}")):
                yield f"{path.replace('<ref>', paper['id'])}?zweck={purpose}&an={one}"


def _api(ref: str, numbers: tuple[FamilyNumber, ...], purposes: tuple[Purpose, ...]) -> Iterator[str]:
    yield from ("/me", "/log")
    yield from (f"/families?purpose={purpose}" for purpose in purposes)
    for number in (*numbers, NOWHERE):
        yield from (f"/families/{number}?purpose={purpose}" for purpose in some(purposes, f"{ref} {number}"))
    yield from (f"/families?purpose={purposes[0]}&q={query}" for query in SEARCHES)
