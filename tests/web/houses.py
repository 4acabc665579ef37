"""The real pages over a copy of the demo Kreis: every room behind them is the real one."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask.testing import FlaskClient

from hub.ledger.watching import Watch
from hub.main.building import desk_of
from hub.settings.operator import read_settings
from hub.terms.principals import Proof
from hub.web.desk import Group
from tests.confidences import proof_of
from tests.kreis import ISSUER, STICHTAG, Kreis, books
from tests.web.apps import app_at

SECRETS = {"HUB_CLIENT_ID": "hub", "HUB_CLIENT_SECRET": "only for tests", "HUB_SECRET_KEY": "only for tests"}


def sit_down(kreis: Kreis, ref: str, group: str, watch: Watch | None = None) -> FlaskClient:
    """A browser in which somebody of the demo Kreis is signed in at their group's address, on the Stichtag."""
    environ = {**SECRETS, "HUB_ISSUER": ISSUER, "HUB_BASE_URL": "http://127.0.0.1:1", "HUB_KEYS": str(kreis.keys)}
    environ["HUB_JOURNAL"] = str(journal_of(kreis))
    house = replace(kreis.house(group), journal=journal_of(kreis))
    if watch is not None:
        house.writer.stand_on(watch)
    desk = desk_of(read_settings(environ), books(), Group(group), house, watch)
    app = app_at(replace(desk, clock=lambda: kreis.at, stichtag_banner=STICHTAG.date()))
    sessions = replace(desk.sessions, clock=lambda: kreis.at)
    app.extensions["desk"] = replace(app.extensions["desk"], sessions=sessions)
    [first, *_] = sessions.accounts(ISSUER, ref, kreis.at)
    client = app.test_client()
    with client.session_transaction() as session:
        session["key"] = sessions.open(first.id, Proof(ISSUER, ref, confirmed_at=datetime.now(UTC)))
        confidant = kreis.house(group).ring.confidant
        session["grant"] = (confidant.prove(proof_of(ref)) or "") if confidant else ""
    return client


def journal_of(kreis: Kreis) -> Path:
    """The journals of this copy, beside its keys."""
    return kreis.keys.parent / f"journal-{kreis.urls.name}"


def post(client: FlaskClient, path: str, **fields: str):
    """Send a form with the token of this sign-in."""
    [token] = set(re.findall('name="csrf_token" value="([^"]+)"', client.get("/start", follow_redirects=True).text))
    return client.post(path, data={**fields, "csrf_token": token})


def later(kreis: Kreis, days: int) -> None:
    """Let days pass for whoever decides."""
    kreis.at += timedelta(days=days)
