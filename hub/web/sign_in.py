"""Sign-in by OpenID Connect: authorization code with PKCE. The browser keeps a key, the server the session."""

from dataclasses import asdict
from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from hub.terms.principals import Post, Proof
from hub.web.desk import Group
from hub.web.here import desk, local_path, now, signed_in, texts
from hub.web.provider_way import check_issuer, find_service, go_to_provider, prove, read_claims
from hub.web.step_up import return_confirmed

sign_in = Blueprint("sign_in", __name__)

CHOICE_SECONDS = 600
"""How long somebody with several posts may take to choose one."""


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
    return go_to_provider(find_service(request.args.get("dienst", "")))[0]


@sign_in.get("/anmelden/zurueck", defaults={"service": ""})
@sign_in.get("/anmelden/zurueck/<service>")
def come_back(service: str) -> Response | tuple[str, int]:
    """The provider has sent the browser back: check all that it says, then see which posts the account has here."""
    asked = find_service(service)
    check_issuer(asked)
    token = asked.client.authorize_access_token()
    claims = read_claims(asked, token)
    confirmed = return_confirmed(asked, claims, str(token["id_token"]))
    if confirmed is not None:
        return confirmed
    proof = prove(asked.issuer, claims)
    _renew_session("wanted")
    session["service"] = asked.issuer.name
    posts = desk().sessions.accounts(proof.issuer, proof.subject, now())
    if not posts:
        return _show_other_address(str(claims.get("home", "")))
    if len(posts) == 1:
        return _enter(posts[0], proof)
    session["account"] = _write_proof(proof)
    return redirect(url_for("sign_in.choose_post"), 303)


@sign_in.route("/anmelden/stelle", methods=["GET", "POST"])
def choose_post() -> Response | str:
    """Who has several posts acts in one at a time (A4)."""
    proof = _read_proof()
    if proof is None:
        return redirect(url_for("sign_in.show_sign_in"), 303)
    posts = desk().sessions.accounts(proof.issuer, proof.subject, now())
    if request.method == "GET":
        return render_template("choose-post.html", texts=texts(), posts=posts)
    chosen = [post for post in posts if str(post.id) == request.form.get("stelle")]
    if not chosen:
        abort(422)
    _renew_session("wanted", "service")
    return _enter(chosen[0], proof)


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
    service = find_service(request.args.get("dienst", ""))
    leave = service.client.create_logout_url(post_logout_redirect_uri=back, client_id=service.issuer.client_id)
    return redirect(str(leave["url"]), 303)


def _renew_session(*kept: str) -> None:
    """Nothing of the session before survives a sign-in or sign-out, save the language and what is named."""
    staying = {name: session[name] for name in ("language", *kept) if name in session}
    session.clear()
    session.update(staying)


def _write_proof(proof: Proof) -> dict[str, object]:
    """As the browser keeps it, signed, until the post is chosen."""
    moment = proof.confirmed_at
    return asdict(proof) | {"confirmed_at": moment and moment.isoformat(), "until": _real_time() + CHOICE_SECONDS}


def _read_proof() -> Proof | None:
    """What was proved before the choice; None where that is missing or too long ago."""
    said = session.get("account")
    if not isinstance(said, dict) or "until" not in said or said["until"] < _real_time():
        return None
    moment = said["confirmed_at"] and datetime.fromisoformat(said["confirmed_at"])
    return Proof(said["issuer"], said["subject"], said["sid"], moment)


def _real_time() -> float:
    return datetime.now(UTC).timestamp()


def _enter(post: Post, proof: Proof) -> Response:
    """In, and on to the page that was wanted before the sign-in."""
    session["key"] = desk().sessions.open(post.id, proof)
    return redirect(local_path(session.pop("wanted", "")) or url_for("entrance.show_start"), 303)


def _show_other_address(home: str) -> tuple[str, int]:
    """The account has no post here: name the address where it has, or all others; of one that belongs here, none."""
    others = {group: url for group, url in desk().settings.other_addresses.items() if group != desk().agency}
    unknown = {} if home == desk().agency else others
    right = {group: url for group, url in others.items() if group == home} or unknown
    groups = [(Group(group), url, urlsplit(url).netloc) for group, url in right.items()]
    return render_template("other-address.html", texts=texts(), groups=groups, agency=desk().agency), 403
