"""A small OpenID provider for the demo: no passwords, invented people. Never part of a production process.

It keeps one-time codes in memory, so it runs as one process, and keeps nobody signed in."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, current_app, jsonify, redirect, render_template, request
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from werkzeug.wrappers import Response

from hub.identity.tokens import API_AUDIENCE
from hub.terms.lists import Role
from hub.web.desk import Group
from hub.web.headers import set_headers
from hub.web.texts import load_texts

CODE_LIFETIME = timedelta(seconds=60)
ID_TOKEN_LIFETIME = timedelta(minutes=5)

pages = Blueprint("provider", __name__)


@dataclass(frozen=True)
class DemoAccount:
    """One invented person who can sign in; `home` is the group at whose address they work."""

    subject: str
    name: str
    role: Role
    agency_name: str
    home: Group


@dataclass(frozen=True, repr=False)
class Client:
    """One hub address that may ask for sign-ins."""

    id: str
    secret: str
    redirect_uri: str
    group: Group
    address: str


@dataclass(frozen=True, repr=False)
class Grant:
    """What a code stands for."""

    client: Client
    subject: str
    challenge: str
    nonce: str
    until: datetime


class Codes:
    """One-time codes: taken once, within a minute."""

    def __init__(self) -> None:
        self._grants: dict[str, Grant] = {}
        self._lock = Lock()

    def keep(self, grant: Grant) -> str:
        """A new code for this grant."""
        code = secrets.token_urlsafe(32)
        with self._lock:
            self._grants = {key: kept for key, kept in self._grants.items() if kept.until > datetime.now(UTC)}
            self._grants[code] = grant
        return code

    def take(self, code: str) -> Grant | None:
        """The grant of a code, which is used up by this."""
        with self._lock:
            grant = self._grants.pop(code, None)
        return grant if grant and grant.until > datetime.now(UTC) else None


@dataclass(frozen=True, repr=False)
class Provider:
    """All that the provider knows."""

    accounts: tuple[DemoAccount, ...]
    signing_key: ECKey
    issuer: str
    clients: tuple[Client, ...]
    codes: Codes

    def account(self, subject: str) -> DemoAccount | None:
        """The account of a subject."""
        return next((account for account in self.accounts if account.subject == subject), None)

    def client(self, client_id: str) -> Client | None:
        """The client of an id."""
        return next((client for client in self.clients if client.id == client_id), None)


def create_provider(
    accounts: Iterable[DemoAccount], signing_key: ECKey, issuer: str, clients: Iterable[Client]
) -> Flask:
    """The demo provider with its front page, which says who is who."""
    app = Flask(__name__)
    signing_key.ensure_kid()
    app.extensions["provider"] = Provider(tuple(accounts), signing_key, issuer, tuple(clients), Codes())
    app.register_blueprint(pages)
    set_headers(app)
    return app


def mint_token(signing_key: ECKey, issuer: str, claims: Mapping[str, str], at: datetime, lifetime: timedelta) -> str:
    """A token as `hub demo token U01` prints it: for `sub`, maybe `agency` and `role` to act in, or another `aud`."""
    signing_key.ensure_kid()
    about = {"iss": issuer, "auth_time": int(at.timestamp())}
    return _signed(signing_key, {"aud": API_AUDIENCE, **claims, **about}, at, lifetime)


@pages.get("/")
def show_people() -> str:
    """Who is who, and at which address they sign in."""
    known = _provider()
    groups = [(client, [one for one in known.accounts if one.home == client.group]) for client in known.clients]
    return render_template("provider/people.html", texts=load_texts("de"), groups=groups, accounts=known.accounts)


@pages.app_errorhandler(404)
def show_nothing(_: Exception) -> tuple[str, int]:
    """There is no such page here, in the words of the other pages."""
    return render_template("provider/nothing.html", texts=load_texts("de")), 404


@pages.get("/.well-known/openid-configuration")
def show_configuration() -> Response:
    """The discovery document."""
    issuer = _provider().issuer
    return jsonify(
        issuer=issuer,
        authorization_endpoint=f"{issuer}/authorize",
        token_endpoint=f"{issuer}/token",
        jwks_uri=f"{issuer}/jwks",
        end_session_endpoint=f"{issuer}/end-session",
        response_types_supported=["code"],
        subject_types_supported=["public"],
        id_token_signing_alg_values_supported=["ES256"],
        code_challenge_methods_supported=["S256"],
        token_endpoint_auth_methods_supported=["client_secret_basic"],
        authorization_response_iss_parameter_supported=True,
    )


@pages.get("/jwks")
def show_keys() -> Response:
    """The public half of the signing key."""
    return jsonify(KeySet([_provider().signing_key]).as_dict(private=False))


@pages.get("/authorize")
def authorize() -> Response | tuple[str, int] | str:
    """Ask who it is; the page's links come back here with the account chosen, and go on with a code."""
    known = _provider()
    client = known.client(request.args.get("client_id", ""))
    if client is None or request.args.get("redirect_uri") != client.redirect_uri:
        return _refuse("client_id, redirect_uri")
    if request.args.get("response_type") != "code" or request.args.get("code_challenge_method") != "S256":
        return _refuse("response_type, code_challenge_method")
    account = known.account(request.args.get("account", ""))
    if account is None:
        return _show_accounts(client)
    grant = Grant(
        client,
        account.subject,
        request.args.get("code_challenge", ""),
        request.args.get("nonce", ""),
        datetime.now(UTC) + CODE_LIFETIME,
    )
    answer = {"code": known.codes.keep(grant), "state": request.args.get("state", ""), "iss": known.issuer}
    return redirect(f"{client.redirect_uri}?{urlencode(answer)}", 303)


@pages.post("/token")
def give_token() -> tuple[Response, int]:
    """Exchange a code, once, for the token that says who signed in."""
    known = _provider()
    grant = known.codes.take(request.form.get("code", ""))
    if grant is None or not _is_client(grant.client) or not _is_same_browser(grant):
        return jsonify(error="invalid_grant"), 400
    account = known.account(grant.subject)
    assert account is not None
    claims = {"iss": known.issuer, "sub": account.subject, "aud": grant.client.id, "nonce": grant.nonce}
    asked_at = int((grant.until - CODE_LIFETIME).timestamp())  # nobody is kept signed in here
    about = {**claims, "name": account.name, "home": account.home.value, "auth_time": asked_at}
    id_token = _signed(known.signing_key, about, datetime.now(UTC), ID_TOKEN_LIFETIME)
    token = {"id_token": id_token, "access_token": secrets.token_urlsafe(24), "token_type": "Bearer"}
    return jsonify(expires_in=int(ID_TOKEN_LIFETIME.total_seconds()), **token), 200


@pages.get("/end-session")
def end_session() -> str:
    """Nobody is kept signed in here; says so, with the way back to a known address only."""
    known = _provider()
    wanted = request.args.get("post_logout_redirect_uri", "")
    back = next((wanted for client in known.clients if wanted.startswith(f"{client.address.rstrip('/')}/")), None)
    return render_template("provider/left.html", texts=load_texts("de"), back=back)


def _provider() -> Provider:
    known: Provider = current_app.extensions["provider"]
    return known


def _refuse(reason: str) -> tuple[str, int]:
    """Never sent back to the address given: that is what cannot be trusted."""
    return render_template("provider/refused.html", texts=load_texts("de"), reason=reason), 400


def _show_accounts(client: Client) -> str:
    accounts = [(one, request.args.to_dict() | {"account": one.subject}) for one in _provider().accounts]
    here = [(one, urlencode(query)) for one, query in accounts if one.home == client.group]
    elsewhere = [(one, urlencode(query)) for one, query in accounts if one.home != client.group]
    return render_template(
        "provider/accounts.html", texts=load_texts("de"), client=client, here=here, elsewhere=elsewhere
    )


def _is_client(client: Client) -> bool:
    """The client's secret, and the very address the code was sent to."""
    given = request.authorization
    secret = (given.password or "") if given and given.username == client.id else ""
    same_address = request.form.get("redirect_uri") == client.redirect_uri
    return same_address and hmac.compare_digest(secret.encode(), client.secret.encode())


def _is_same_browser(grant: Grant) -> bool:
    """PKCE: whoever brings the code knows what its challenge was made from (RFC 7636)."""
    digest = hashlib.sha256(request.form.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return hmac.compare_digest(challenge.encode(), grant.challenge.encode())


def _signed(key: ECKey, claims: dict[str, Any], at: datetime, lifetime: timedelta) -> str:
    times = {"iat": int(at.timestamp()), "exp": int((at + lifetime).timestamp())}
    return jwt.encode({"alg": "ES256", "kid": key.kid}, {**claims, **times}, key)
