"""Sign-in by OpenID Connect: authorization code with PKCE. The browser keeps a key, the server the session."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, Flask, abort, current_app, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from hub.identity.tokens import KeyRing, TokenRules, fetch_keys, verify_token
from hub.terms.principals import Post
from hub.web.desk import Desk, Group, Issuer
from hub.web.here import desk, local_path, now, signed_in, texts

sign_in = Blueprint("sign_in", __name__)


@dataclass(frozen=True, repr=False)
class Service:
    """One provider of identity: who it is, the client that speaks with it, and its own keys."""

    issuer: Issuer
    client: Any
    ring: KeyRing


def set_provider(app: Flask, desk: Desk) -> None:
    """Make the OpenID providers of the settings known to the app. Nothing is fetched before the first sign-in."""
    oauth = OAuth(app)
    app.extensions["services"] = {issuer.name: _service(oauth, issuer) for issuer in desk.settings.issuers}


def _service(oauth: OAuth, issuer: Issuer) -> Service:
    """What a sign-in began at one provider is kept under its name: no other can answer it (RFC 9207)."""
    client = oauth.register(
        f"provider-{issuer.name}",
        client_id=issuer.client_id,
        client_secret=issuer.client_secret,
        server_metadata_url=issuer.url.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile", "code_challenge_method": "S256", "default_timeout": 5},
    )
    return Service(issuer, client, KeyRing(partial(fetch_keys, issuer.url)))


@sign_in.get("/anmelden")
def show_sign_in() -> Response | str:
    """Sign in here, or go to the right address."""
    if signed_in():
        return redirect(url_for("entrance.show_start"), 303)
    return render_template(
        "sign-in.html",
        texts=texts(),
        agency=desk().agency,
        issuers=[(issuer, issuer.label or urlsplit(issuer.url).netloc) for issuer in desk().settings.issuers],
        has_left="abgemeldet" in request.args,
        left=request.args.get("abgemeldet", ""),
        pause=request.args.get("pause"),
    )


@sign_in.get("/anmelden/los")
def begin() -> Response:
    """Send the browser to the provider. A link, since the content policy lets no form leave this address."""
    service = _find(request.args.get("dienst", ""))
    way_back = url_for("sign_in.come_back", service=service.issuer.name)
    response: Response = service.client.authorize_redirect(desk().settings.base_url.rstrip("/") + way_back)
    return response


@sign_in.get("/anmelden/zurueck", defaults={"service": ""})
@sign_in.get("/anmelden/zurueck/<service>")
def come_back(service: str) -> Response | tuple[str, int]:
    """The provider has sent the browser back: check all that it says, then see which posts the account has here."""
    asked = _find(service)
    _check_issuer(asked)
    claims = _claims(asked, asked.client.authorize_access_token())
    account = {"issuer": str(claims["iss"]), "subject": str(claims["sub"]), "home": str(claims.get("home", ""))}
    _renew_session("wanted")
    session["service"] = asked.issuer.name
    posts = desk().sessions.accounts(account["issuer"], account["subject"], now())
    if not posts:
        return _show_other_address(account["home"])
    if len(posts) == 1:
        return _enter(posts[0])
    session["account"] = account
    return redirect(url_for("sign_in.choose_post"), 303)


@sign_in.route("/anmelden/stelle", methods=["GET", "POST"])
def choose_post() -> Response | str:
    """Who has several posts acts in one at a time (A4)."""
    account = session.get("account")
    if not isinstance(account, dict):
        return redirect(url_for("sign_in.show_sign_in"), 303)
    posts = desk().sessions.accounts(account["issuer"], account["subject"], now())
    if request.method == "GET":
        return render_template("choose-post.html", texts=texts(), posts=posts)
    chosen = [post for post in posts if str(post.id) == request.form.get("stelle")]
    if not chosen:
        abort(422)
    _renew_session("wanted", "service")
    return _enter(chosen[0])


@sign_in.post("/abmelden")
def sign_out() -> Response:
    """End the session here, on the server as well."""
    key = session.get("key")
    if isinstance(key, str):
        desk().sessions.close(key)
    service = str(session.get("service", ""))
    _renew_session()
    return redirect(url_for("sign_in.show_sign_in", abgemeldet=service), 303)


@sign_in.post("/abmelden/pause")
def sign_out_after_pause() -> Response:
    """End the session after 15 minutes in which nobody did anything; the page that was open is kept for the next."""
    wanted, pause = local_path(request.form.get("zurueck", "")), request.form.get("pause", "")
    sign_out()
    session["wanted"] = wanted
    return redirect(url_for("sign_in.show_sign_in", pause=pause if pause == "text" else ""), 303)


@sign_in.post("/wach")
def stay() -> Response:
    """Somebody is still there: the sign-in goes on, as with every request."""
    return Response(status=204)


@sign_in.get("/abmelden/dienst")
def leave_provider() -> Response:
    """End the sign-in at the provider too, where it offers that."""
    back = desk().settings.base_url.rstrip("/") + url_for("sign_in.show_sign_in")
    service = _find(request.args.get("dienst", ""))
    leave = service.client.create_logout_url(post_logout_redirect_uri=back, client_id=service.issuer.client_id)
    return redirect(str(leave["url"]), 303)


def _find(name: str) -> Service:
    """The provider of a name."""
    services: dict[str, Service] = current_app.extensions["services"]
    return services.get(name) or abort(404)


def _check_issuer(service: Service) -> None:
    """An answer of another issuer is a mix-up (RFC 9207); where none is named, each has a way back of its own."""
    is_named = bool(service.client.load_server_metadata().get("authorization_response_iss_parameter_supported"))
    issuer = service.issuer.url
    if request.args.get("iss", None if is_named else issuer) != issuer:
        raise OAuthError("invalid_issuer")


def _claims(service: Service, token: dict[str, object]) -> dict[str, object]:
    """authlib has checked state and nonce; issuer, audience, time and algorithm are checked once more, our way."""
    rules = TokenRules(service.issuer.url, service.issuer.client_id)
    claims = verify_token(str(token.get("id_token", "")), rules, service.ring, datetime.now(UTC))
    if claims is None or "userinfo" not in token:
        raise OAuthError("invalid_id_token")
    return dict(claims)


def _renew_session(*kept: str) -> None:
    """Nothing of the session before survives a sign-in or sign-out, save the language and what is named."""
    staying = {name: session[name] for name in ("language", *kept) if name in session}
    session.clear()
    session.update(staying)


def _enter(post: Post) -> Response:
    """In, and on to the page that was wanted before the sign-in."""
    session["key"] = desk().sessions.open(post.id)
    return redirect(local_path(session.pop("wanted", "")) or url_for("entrance.show_start"), 303)


def _show_other_address(home: str) -> tuple[str, int]:
    """The account has no post here: name the address where it has, or all others; of one that belongs here, none."""
    others = {group: url for group, url in desk().settings.other_addresses.items() if group != desk().agency}
    unknown = {} if home == desk().agency else others
    right = {group: url for group, url in others.items() if group == home} or unknown
    groups = [(Group(group), url, urlsplit(url).netloc) for group, url in right.items()]
    return render_template("other-address.html", texts=texts(), groups=groups, agency=desk().agency), 403
