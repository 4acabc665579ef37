"""What a page of 25 families costs through the API, against a bare endpoint that serves the same rows in clear.

Set up and measured as in `bench.price_of_protection`: the bare endpoint selects one row for each family, answers the
same JSON and inserts one audit row for each, durably. The hub decides, writes one entry and opens for each of the 25.
"""

import json
import os
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from flask import Flask, Response

from bench import price_of_protection as price
from hub.db.database import Database
from hub.exchange.houses import load_books, load_path
from hub.main.building import build_app
from hub.settings.demo import group_settings
from hub.web.demo_provider import mint_token
from hub.web.desk import Group

MANY = 24
PATH = "/api/v1/families?purpose=fam_joint_support"
price.ROUNDS, price.BATCH, price.WARM_UP = 10, 10, 10


def main() -> None:
    """Measure and print. With the family of the demo there are 25, a page."""
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder, ExitStack() as stack:
        os.chmod(folder, 0o755)
        settings, state, url = price.set_up(Path(folder), stack)
        books, hub = load_books(settings.home), group_settings(settings, state, Group.JOBCENTER)
        more = Path(folder) / "more.json"
        more.write_text(json.dumps({"format": 1, "families": [_family(number) for number in range(MANY)]}))
        load_path(books, more, url("hub_loader"), (settings.keys, state.issuer, hub.clock()))
        stack.enter_context(price.served(lambda: price.provider(settings, state), f"127.0.0.1:{state.port}"))
        stack.enter_context(
            price.served(lambda: build_app(hub, books, Group.JOBCENTER, url("hub_jobcenter")), hub.bind)
        )
        token = mint_token(state.key(), state.issuer, {"sub": "U01"}, datetime.now(UTC), timedelta(hours=1))
        protected = price.session(f"http://{hub.bind}{PATH}", token)
        answer = protected()
        lines = answer.json()["families"]
        assert len(lines) == MANY + 1
        assert all(line["people"] for line in lines)
        _fill_bare(url("hub_owner"), lines)
        stack.enter_context(price.served(lambda: _bare_app(url("hub_owner")), f"127.0.0.1:{price.BARE_PORT}"))
        bare = price.session(f"http://127.0.0.1:{price.BARE_PORT}/families", "")
        print(f"answer_size {len(answer.content)} bytes")
        print(f"bare_answer_size {len(bare().content)} bytes")
        price.report(*price.measure(protected, bare))


def _family(number: int) -> dict[str, Any]:
    name = f"B{number}"
    people = [f"{name}-{one}" for one in (1, 2, 3)]
    texts = {"given_name": "Erika", "family_name": f"Beispiel{number}"}
    cells = [
        {"field": field, "persons": [person], "value": text, "owner": "jobcenter"}
        for person in people
        for field, text in texts.items()
    ]
    date = {"field": "appointment", "persons": people[:1], "value": "2026-12-01T10:00", "owner": "jobcenter"}
    return {
        "id": name,
        "number": f"FAM-2026-B{number:02}",
        "persons": [{"id": person, "born": "1990-02-03"} for person in people],
        "assignments": [{"staff": "U01"}],
        "cells": [*cells, date],
    }


def _fill_bare(url: str, lines: list[dict[str, Any]]) -> None:
    db = Database(url, size=1)
    db.rows("create schema bare")
    db.rows("create table bare.family (number text primary key, line json not null)")
    db.rows("create table bare.audit (id bigserial primary key, at timestamptz not null default clock_timestamp(),"
            " family text not null, who text not null, what text not null)")  # fmt: skip
    for line in lines:
        db.rows("insert into bare.family (number, line) values (%s, %s)", (line["number"], json.dumps(line)))
    db.close()


def _bare_app(url: str) -> Flask:
    app = Flask("bare")
    db = Database(url, size=4)

    @app.get("/families")
    def show() -> Response:
        rows = db.rows("select line from bare.family order by number")
        db.rows("insert into bare.audit (family, who, what) select number, 'U01', 'list' from bare.family")
        return Response(orjson.dumps({"families": [row[0] for row in rows]}), mimetype="application/json")

    return app


if __name__ == "__main__":
    main()
