"""Who comes in, and by which proof."""

import re
from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hub.web.app import create_app
from hub.web.door import OPEN_ROUTES, ROLE_ROUTES
from tests.web.apps import app_at
from tests.web.sample import sample_desk
from tests.web.test_authzen import Systems


def _paths(app: Flask) -> list[tuple[str, str, str]]:
    """Every route with a method and a path that reaches it."""
    found = []
    for rule in app.url_map.iter_rules():
        path = rule.rule.replace("<path:filename>", "hub.css").replace("<number>", "FAM-2025-003")
        path = path.replace("<any(subject, resource, action):part>", "subject")
        path = re.sub(r"<uuid:\w+>", str(UUID(int=7)), path)
        found.extend((rule.endpoint, method, path) for method in sorted(rule.methods & {"GET", "POST"}))
    return found


def test_the_open_routes_are_exactly_those_that_a_stranger_reaches():
    """No page opens by being forgotten: the list is compared with all routes (rule 7), those of other systems too."""
    app = create_app(replace(sample_desk(), systems=Systems()))
    stranger = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    reached = set()

    for endpoint, method, path in _paths(app):
        response = stranger.open(path, method=method)
        response.close()
        turned_away = response.status_code == 401 or response.headers.get("Location") == "/anmelden"
        if not turned_away or endpoint in {"entrance.show_front", "entrance.choose_language", "sign_in.choose_post"}:
            reached.add(endpoint)

    assert reached == OPEN_ROUTES


def test_every_role_route_exists(app):
    """A misspelt route would be open to all roles."""
    assert ROLE_ROUTES.keys() <= app.view_functions.keys()


def test_a_page_of_another_role_says_so(jobcoach):
    """403 with the way on: it names no family, so it may be told apart from "not found"."""
    response = jobcoach.get("/datenschutz/protokoll")

    assert response.status_code == 403
    assert "Dafür haben Sie keine Berechtigung." in response.text


def test_the_menu_shows_only_the_pages_of_the_role(jobcoach, dpo):
    """Nobody is offered a page that would refuse them."""
    assert "/datenschutz/protokoll" not in jobcoach.get("/start").text
    assert "/datenschutz/protokoll" in dpo.get("/start").text


def test_a_cookie_never_opens_the_api(jobcoach):
    """So no foreign page can use somebody's sign-in to read data."""
    assert jobcoach.get("/api/v1/me").status_code == 401


def test_a_token_never_opens_a_page(stranger):
    """Pages are for people who signed in."""
    response = stranger.get("/start", headers={"Authorization": "Bearer token-U01"})

    assert response.headers["Location"] == "/anmelden"


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic dG9rZW4tVTAx", "Bearer unknown", "Bearer " + "x" * 9000]
)
def test_every_bad_token_gets_the_same_answer(stranger, header):
    """Wrong, expired and foreign tokens are not told apart."""
    nothing = stranger.get("/api/v1/me")

    response = stranger.get("/api/v1/me", headers={"Authorization": header})

    assert response.status_code == 401
    assert response.data == nothing.data
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_signing_out_ends_the_session_on_the_server(app, jobcoach):
    """A key that was copied before is worth nothing afterwards."""
    token = _form_token(jobcoach)
    with jobcoach.session_transaction() as session:
        key = session["key"]

    response = jobcoach.post("/abmelden", data={"csrf_token": token})

    assert response.headers["Location"] == "/anmelden?abgemeldet="
    assert app.extensions["desk"].sessions.load(key) is None
    assert jobcoach.get("/start").headers["Location"] == "/anmelden"


@pytest.mark.parametrize("data", [{}, {"csrf_token": "forged"}])
def test_a_form_from_a_foreign_page_changes_nothing(jobcoach, data):
    """Without the token of this sign-in nobody can even be signed out."""
    response = jobcoach.post("/abmelden", data=data)

    assert response.status_code == 400
    assert jobcoach.get("/start").status_code == 200


def test_the_health_page_says_nothing_else(stranger):
    """Machines ask it without signing in."""
    assert stranger.get("/health").text == "ok\n"


@pytest.mark.parametrize("path", ["/static/", "/static/..", "/.git/config", "/static/%2e%2e/app.py", "/pyproject.toml"])
def test_no_folder_is_listed_and_nothing_beside_the_static_files_is_served(stranger, path):
    """What is no page and no file of ours is not there; a stranger is sent to sign in."""
    assert stranger.get(path).status_code in {302, 303, 404}


def test_trace_is_no_method_of_any_page(jobcoach):
    """It would hand back what the browser sent."""
    for path in ("/start", "/api/v1/me", "/health"):
        assert jobcoach.open(path, method="TRACE").status_code in {401, 405}


def test_every_answer_carries_the_strict_policy(jobcoach):
    """Pages, problems and the API alike; nothing but styles and fonts is ever cached."""
    for path in ("/start", "/familien/nothing", "/api/v1/me", "/health"):
        response = jobcoach.get(path)
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["Cache-Control"] == "no-store"


def test_the_cookie_is_for_this_address_alone(app, stranger):
    """Two groups on one machine do not overwrite each other's sign-in; scripts cannot read it."""
    cookie = stranger.get("/anmelden").headers["Set-Cookie"]

    assert cookie.startswith("fam_jobcenter=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_at_an_address_of_https_the_cookie_is_bound_to_it_and_the_browser_stays_there():
    """`__Host-`: no neighbour of the same domain can set it; for a year nothing is asked in clear."""
    plain = sample_desk()
    app = app_at(replace(plain, settings=replace(plain.settings, base_url="https://hub.invalid")))

    answer = app.test_client().get("/anmelden", base_url="https://hub.invalid")

    assert answer.headers["Set-Cookie"].startswith("__Host-fam_jobcenter=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(answer.headers["Set-Cookie"].split("; "))
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


def _form_token(client: FlaskClient) -> str:
    client.get("/start")
    with client.session_transaction() as session:
        return str(session["form_token"])
