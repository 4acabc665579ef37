"""Sign-in by OpenID Connect: authorization code with PKCE. The browser keeps a key, the server the session."""

from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, Flask, abort, current_app, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from hub.identity.tokens import KeyRing, TokenRules, fetch_keys, verify_token
from hub.terms.principals import Post
from hub.web.desk import Desk, Group
from hub.web.here import desk, local_path, now, signed_in, texts

sign_in = Blueprint("sign_in", __name__)


def set_provider(app: Flask, desk: Desk) -> None:
    """Make the OpenID provider of the settings known to the app. Nothing is fetched before the first sign-in."""
    settings = desk.settings
    oauth = OAuth(app)
    oauth.register(
        "provider",
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        server_metadata_url=settings.issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile", "code_challenge_method": "S256", "default_timeout": 5},
    )
    app.extensions["provider"] = oauth.provider
    app.extensions["key_ring"] = KeyRing(partial(fetch_keys, settings.issuer))


@sign_in.get("/anmelden")
def show_sign_in() -> Response | str:
    """Sign in here, or go to the right address."""
    if signed_in():
        return redirect(url_for("entrance.show_start"), 303)
    return render_template("sign-in.html", texts=texts(), agency=desk().agency, has_left="abgemeldet" in request.args)


@sign_in.get("/anmelden/los")
def begin() -> Response:
    """Send the browser to the provider. A link, since the content policy lets no form leave this address."""
    redirect_uri = desk().settings.base_url.rstrip("/") + url_for("sign_in.come_back")
    response: Response = current_app.extensions["provider"].authorize_redirect(redirect_uri)
    return response


@sign_in.get("/anmelden/zurueck")
def come_back() -> Response | tuple[str, int]:
    """The provider has sent the browser back: check all that it says, then see which posts the account has here."""
    _check_issuer()
    provider = current_app.extensions["provider"]
    claims = _claims(provider.authorize_access_token())
    account = {"issuer": str(claims["iss"]), "subject": str(claims["sub"]), "home": str(claims.get("home", ""))}
    _renew_session("wanted")
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
    _renew_session("wanted")
    return _enter(chosen[0])


@sign_in.post("/abmelden")
def sign_out() -> Response:
    """End the session here, on the server as well."""
    key = session.get("key")
    if isinstance(key, str):
        desk().sessions.close(key)
    _renew_session()
    return redirect(url_for("sign_in.show_sign_in", abgemeldet=""), 303)


@sign_in.get("/abmelden/dienst")
def leave_provider() -> Response:
    """End the sign-in at the provider too, where it offers that."""
    back = desk().settings.base_url.rstrip("/") + url_for("sign_in.show_sign_in")
    provider = current_app.extensions["provider"]
    leave = provider.create_logout_url(post_logout_redirect_uri=back, client_id=desk().settings.client_id)
    return redirect(str(leave["url"]), 303)


def _check_issuer() -> None:
    """An answer of another issuer is a mix-up (RFC 9207)."""
    metadata = current_app.extensions["provider"].load_server_metadata()
    is_named = bool(metadata.get("authorization_response_iss_parameter_supported"))
    issuer = desk().settings.issuer
    if request.args.get("iss", None if is_named else issuer) != issuer:
        raise OAuthError("invalid_issuer")


def _claims(token: dict[str, object]) -> dict[str, object]:
    """authlib has checked state and nonce; issuer, audience, time and algorithm are checked once more, our way."""
    rules = TokenRules(desk().settings.issuer, desk().settings.client_id)
    claims = verify_token(str(token.get("id_token", "")), rules, current_app.extensions["key_ring"], datetime.now(UTC))
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
