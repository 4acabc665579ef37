"""What pages and API routes really write into the ledger is what `schemas/assurance.toml` says of them."""

import re
import tomllib
from uuid import UUID

import pytest

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.web.door import ATTEMPTS, OPEN_ROUTES
from tests.kreis import NOWHERE, ROOT, STICHTAG

TABLE = tomllib.loads((ROOT / "schemas" / "assurance.toml").read_text(encoding="utf-8"))
FAMILY = FamilyNumber("FAM-2025-011")
FIRST = FamilyNumber("FAM-2025-003")


def _may_write(route):
    """By its verbs; an attempt at a page of the review is a reading that was refused at the door."""
    told = {event for verb in TABLE["routes"][route] for event in TABLE["verbs"][verb]}
    return told | {"log.read"} if route in ATTEMPTS else told


def _paths(app):
    """Every page and API route that can be got, for two families and none, but for those of the sign-in."""
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if "GET" not in rule.methods or rule.endpoint in OPEN_ROUTES or rule.endpoint.startswith(("sign_in.", "step_up.")):
            continue
        path = re.sub(r"<uuid:\w+>", str(UUID(int=7)), rule.rule)
        path = re.sub(r"<(?:string:)?(?!number)\w+>", "C1", path)
        for number in (FAMILY, FIRST, NOWHERE) if "<number>" in path else (FAMILY,):
            word = "purpose" if path.startswith("/api/") else "zweck"
            yield rule.endpoint, f"{path.replace('<number>', number)}?{word}={Purpose.FAM_JOINT_SUPPORT}"


class Watched:
    """The ledger of a Kreis: what is new in it since one looked last."""

    def __init__(self, connection):
        self.connection, self.known = connection, []
        self.fresh()

    def fresh(self):
        """The kinds of the entries that were written meanwhile."""
        rows = self.connection.execute(
            "select entry_id, convert_from(leaf, 'UTF8')::json ->> 't' from ledger.entry where entry_id <> all(%s)",
            (self.known,),
        ).fetchall()
        self.known += [entry for entry, _ in rows]
        return [event for _, event in rows]


@pytest.mark.parametrize("ref", ["U03", "U07", "U16"])
def test_a_route_writes_no_other_kinds_than_the_table_names(seats, ref):
    """Whoever asks: nothing that is not named, and nothing at all where none is named."""
    seats.kreis.at = STICHTAG
    app, ledger, written = seats.app(seats.group(ref)), Watched(seats.kreis.superuser()), set()
    for route, path in _paths(app):
        if path.startswith("/api/v1"):
            answer = seats.ask(ref, path.removeprefix("/api/v1"))
        else:
            answer = seats.client(ref).get(path)
        events = ledger.fresh()

        assert answer.status_code < 500, path
        assert set(events) <= _may_write(route), path
        written |= set(events)

    assert len(written) > 2
