"""Everybody's browser and API client at one copy of the demo Kreis: real pages, real sessions, real tokens."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import ECKey
from werkzeug.test import TestResponse

from hub.identity.proving import Proofs, Trusted
from hub.identity.sessions import ServerSessions
from hub.identity.tokens import API_AUDIENCE, KeyRing, TokenRules, Verifier
from hub.main.building import desk_of
from hub.settings.operator import read_settings
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.principals import Principal, Proof
from hub.web.demo_provider import mint_token
from hub.web.desk import Group
from tests.confidences import named, proof_of, with_confidant
from tests.kreis import ISSUER, STICHTAG, Kreis, books
from tests.web.apps import app_at

SECRETS = {"HUB_CLIENT_ID": "hub", "HUB_CLIENT_SECRET": "only for tests", "HUB_SECRET_KEY": "only for tests"}
GROUPS = ("jobcenter", "jugendamt", "provider", "oversight")


@dataclass
class Seats:
    """One app for each group; `client` and `ask` are somebody's browser and API. Time is the Kreis's."""

    kreis: Kreis
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256"))
    _apps: dict[str, Flask] = field(default_factory=dict)
    _clients: dict[str, FlaskClient] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)

    def client(self, ref: str) -> FlaskClient:
        """The browser in which they are signed in, at the address of their group."""
        if ref not in self._clients:
            client = self._place(ref)[0].test_client()
            with client.session_transaction() as session:
                session["key"] = self._key(ref)
                session["grant"] = self._grant(ref)
            self._clients[ref] = client
        return self._clients[ref]

    def page(self, ref: str, number: FamilyNumber, purpose: Purpose, under: str = "/personen") -> TestResponse:
        """The record of a family as a page, or the page `under` it."""
        return self.client(ref).get(f"/familien/{number}{under}?zweck={purpose}")

    def ask(self, ref: str, path: str) -> TestResponse:
        """The API, as somebody with one post, or with the first of several."""
        token = self.token(ref)
        return (
            self.app(self.group(ref)).test_client().get(f"/api/v1{path}", headers={"Authorization": f"Bearer {token}"})
        )

    def token(self, ref: str) -> str:
        """For the API, at the agency where they sit."""
        app, post = self._place(ref)
        agency = next(one.agency for one in self._posts(app, ref) if one.id == post)
        return mint_token(self.key, ISSUER, {"sub": ref, "agency": agency}, datetime.now(UTC), timedelta(hours=1))

    def principal(self, ref: str) -> Principal:
        """As whom they are signed in."""
        signed_in = self._place(ref)[0].extensions["desk"].sessions.load(self._key(ref))
        assert signed_in is not None
        return replace(signed_in.principal, grant=self._grant(ref))

    def group(self, ref: str) -> str:
        """Where they sign in."""
        return next(group for group in GROUPS if self._posts(self.app(group), ref))

    def app(self, group: str) -> Flask:
        """The pages and the API of a group."""
        if group not in self._apps:
            self._apps[group] = self._app(group)
        return self._apps[group]

    def _key(self, ref: str) -> str:
        if ref not in self._keys:
            app, post = self._place(ref)
            self._keys[ref] = app.extensions["desk"].sessions.open(
                post, Proof(ISSUER, ref, confirmed_at=datetime.now(UTC))
            )
        return self._keys[ref]

    def _grant(self, ref: str) -> str:
        """What they proved just now, where something may be confided to them."""
        confidant = self.app(self.group(ref)).extensions["desk"].confidant
        return (confidant.prove(proof_of(ref)) or "") if confidant else ""

    def _place(self, ref: str) -> tuple[Flask, str]:
        app = self.app(self.group(ref))
        return app, self._posts(app, ref)[0].id

    def _posts(self, app: Flask, ref: str):
        return app.extensions["desk"].sessions.accounts(ISSUER, ref, self.kreis.at)

    def _app(self, group: str) -> Flask:
        place = {"HUB_ISSUER": ISSUER, "HUB_BASE_URL": "http://127.0.0.1:1", "HUB_KEYS": str(self.kreis.keys)}
        kreis = self.kreis
        house = with_confidant(kreis.house(group), (kreis.stack, kreis.keys), self._verify, kreis.at)
        desk = desk_of(read_settings({**SECRETS, **place}), books(), Group(group), house)
        verifier = Verifier(TokenRules(ISSUER, API_AUDIENCE), KeyRing(self._public_keys))
        sessions = ServerSessions(house.db, lambda: self.kreis.at, verifier)
        desk = replace(desk, clock=lambda: self.kreis.at, stichtag_banner=STICHTAG.date(), sessions=sessions)
        return app_at(desk)

    def _verify(self, token: str, at: datetime):
        """A program's token as the key service does; a browser's proof by its name."""
        issuer = Trusted(ISSUER, "", "", KeyRing(self._public_keys))
        return Proofs({ISSUER: issuer}, API_AUDIENCE).read(token, at) if "." in token else named(ISSUER)(token, at)

    def _public_keys(self):
        self.key.ensure_kid()
        return {"keys": [self.key.as_dict(private=False)]}
