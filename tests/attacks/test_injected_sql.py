"""SQL of one's own at each sign-in: whatever function is called with whatever was guessed, no box comes out."""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.attacks.by_hand import Connection, family_id
from tests.attacks.callable import EXECUTABLE
from tests.kreis import F01, ISSUER, Kreis

BASE64 = re.compile(r"[A-Za-z0-9+/]{20,}={0,2}")
BOXES = "select content from record.value"
KEYS = (
    "select wrapped from record.key_wrapping where holder <> %(me)s"
    " union all select sealed from record.holder_key where holder <> %(me)s and maker <> %(me)s"
    " union all select kept from record.holder_key where maker <> %(me)s and kept is not null"
)
OWN = "select wrapped from record.key_wrapping where holder = %(me)s and maker = %(me)s and basis = 'own'"
IDS = (
    "select family_id from core.family where number = 'FAM-2025-003'",
    "select staff_id from identity.staff where ref = 'U07'",
    "select staff_id from identity.staff where ref = 'U01'",
    "select person_id from core.person where ref = 'F01-1'",
    "select cell_id from record.cell where owner = 'jugendamt' limit 1",
    "select key_id from record.key where maker = 'jugendamt' limit 1",
    "select entry_id from ledger.entry limit 1",
    "select entry_id from ledger.ticket limit 1",
    "select consent_id from consent.paper limit 1",
)


@pytest.mark.parametrize("role", EXECUTABLE)
def test_no_box_and_no_key_of_others_comes_out_of_any_function(kreis: Kreis, role: str) -> None:
    """Every function that this sign-in may call, with every kind of id of the Kreis, true ones; no entry was made."""
    kreis.open("U01")
    kreis.open("U07")
    superuser, attacker = kreis.superuser(), kreis.connect(role)
    me = {"me": role.removeprefix("hub_")}

    told = _everything_told(superuser, attacker, role)

    assert set() == told & {bytes(box) for (box,) in superuser.execute(BOXES)}
    assert set() == told & {bytes(box) for (box,) in superuser.execute(KEYS, me)}


def test_what_is_looked_for_would_be_found(kreis: Kreis) -> None:
    """By the same calls an agency does get the wrappings of the keys that it made itself."""
    superuser = kreis.superuser()

    told = _everything_told(superuser, kreis.connect("hub_jobcenter"), "hub_jobcenter")

    assert told & {bytes(box) for (box,) in superuser.execute(OWN, {"me": "jobcenter"})}


def _everything_told(superuser: Connection, attacker: Connection, role: str) -> set[bytes]:
    ids = [row[0] for statement in IDS for row in superuser.execute(statement).fetchall()]
    told: set[bytes] = set()
    attacker.execute("set statement_timeout = '1s'")  # a list without a limit never ends
    for function in sorted(EXECUTABLE[role]):
        name, types = function[:-1].split("(")
        for args in _guesses(types.split(",") if types else [], ids, family_id(superuser)):
            told |= set(_boxes(_called(attacker, name, args)))
    return told


def _guesses(types: list[str], ids: list[Any], family: str) -> Iterator[list[tuple[str, Any]]]:
    """Each id in each place in turn, with the family's id in the others."""
    uuids = [place for place, kind in enumerate(types) if kind in ("uuid", "uuid[]")]
    ways = [dict.fromkeys(uuids, ids[0])] + [
        dict.fromkeys(uuids, ids[0]) | {place: one} for place in uuids for one in ids[1:]
    ]
    for way, guess in product(ways, (0, 1) if {"text", "jsonb", "boolean"} & set(types) else (0,)):
        yield [(kind, _guess(kind, guess, way.get(place), family)) for place, kind in enumerate(types)]


def _guess(kind: str, guess: int, one: Any, family: str) -> Any:
    said: Mapping[str, Any] = {"family": family, "number": F01, "staff": str(one), "id": str(one), "limit": 100}
    values = {
        "uuid": one,
        "uuid[]": [one],
        "text": (F01, ISSUER)[guess],
        "text[]": [F01],
        "jsonb": Jsonb(({**said, "controller": "jugendamt"}, [])[guess]),
        "bytea": bytes(32),
        "bytea[]": [bytes(32)],
        "date": "2026-11-16",
        "timestamp with time zone": "2026-11-16T08:00:00Z",
        "interval": "1 hour",
        "boolean": bool(guess),
    }
    return values.get(kind, [guess] if kind.endswith("[]") else guess)


def _called(attacker: Connection, name: str, args: list[tuple[str, Any]]) -> list[tuple[Any, ...]]:
    """What comes back; a refusal says nothing here. Nothing stays of it."""
    places = ", ".join(f"%s::{kind}" for kind, _ in args)
    try:
        with attacker.transaction(force_rollback=True):
            return attacker.execute(f"select * from {name}({places})", [value for _, value in args]).fetchall()
    except psycopg.Error:
        return []


def _boxes(answer: object) -> Iterator[bytes]:
    """Every stretch of bytes in an answer, also what stands there as base64."""
    if isinstance(answer, bytes | memoryview):
        yield bytes(answer)
    elif isinstance(answer, list | tuple):
        for one in answer:
            yield from _boxes(one)
    elif isinstance(answer, dict):
        yield from _boxes(list(answer.values()))
    elif isinstance(answer, str):
        for text in BASE64.findall(answer.replace("\\n", "").replace("\n", "")):
            try:
                yield b64decode(text)
            except Error:
                continue
