"""Proving anew who one is, before what was confided is read or written (§ 65 SGB VIII); and the way there and back.

Emergency access has no page yet: it will ask `is_confirmed` the same way.
"""

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from hub.web.granting import challenge, grant_for, is_lately
from hub.web.here import desk, local_path, signed_in, texts
from hub.web.problems import Problem, answer
from hub.web.provider_way import Service, find_service, go_to_provider, prove

step_up = Blueprint("step_up", __name__)


def is_confirmed() -> bool:
    """Whether whoever is there proved lately enough who they are."""
    present = signed_in()
    return present is not None and is_lately(present.confirmed_at)


def refuse_unconfirmed(back: str) -> tuple[str, int]:
    """The page that says why, with the way to the provider and back to `back`. What was typed must be kept before."""
    minutes = int(desk().settings.step_up.total_seconds() // 60)
    return render_template("step-up.html", texts=texts(), back=back, minutes=minutes), 403


def refuse_program() -> Response:
    """The same for a program (RFC 9470): with which token it may come again."""
    response = answer(Problem(401, "insufficient-authentication"))
    acr = f', acr_values="{desk().settings.acr}"' if desk().settings.acr else ""
    wanted = f'max_age="{int(desk().settings.step_up.total_seconds())}"{acr}'
    response.headers["WWW-Authenticate"] = f'Bearer error="insufficient_user_authentication", {wanted}'
    return response


@step_up.get("/anmelden/bestaetigen")
def begin() -> Response:
    """Send the browser to the provider at which this session began, to ask once more who it is."""
    service = find_service(str(session.get("service", "")))
    wanted: dict[str, object] = {"prompt": "login", "max_age": 0}
    nonce = challenge()
    if nonce:
        wanted["nonce"] = nonce
    if service.issuer.acr:
        wanted["acr_values"] = service.issuer.acr
    response, state = go_to_provider(service, **wanted)
    session["confirming"] = [state, local_path(request.args.get("zurueck", ""))]
    return response


def return_confirmed(service: Service, claims: dict[str, object], token: str) -> Response | tuple[str, int] | None:
    """The provider's answer to such a question; None where this was an ordinary sign-in.

    Whoever holds the keys of workers gets the very `token`, and believes nothing that this process says of it.
    """
    state, back = session.get("confirming") or ("", "")
    if not state or state != request.args.get("state"):
        return None
    session.pop("confirming")
    proof, key = prove(service.issuer, claims), str(session.get("key", ""))
    new_key = desk().sessions.confirm(key, proof) if is_lately(proof.confirmed_at) else None
    if new_key is None:
        return render_template("step-up-failed.html", texts=texts(), back=back), 403
    session["key"], session["grant"] = new_key, grant_for(token)
    return redirect(local_path(back) or url_for("entrance.show_start"), 303)
