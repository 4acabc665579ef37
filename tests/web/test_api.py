"""The API: its shape, its problems, and that they keep to the document."""

from dataclasses import replace
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from hub.db.errors import DatabaseUnavailable
from hub.terms.lists import BlankReason, Effect
from tests.web.apps import app_at
from tests.web.sample import FAMILY, NUMBER, sample_desk

FAMILY_URL = f"/api/v1/families/{NUMBER}"
TOKEN = {"Authorization": "Bearer token-U01"}
PURPOSE = {"purpose": "fam_joint_support"}


@pytest.fixture
def api(app) -> FlaskClient:
    """A program without a token."""
    return app.test_client()


def _schema(api: FlaskClient, name: str) -> Draft202012Validator:
    document = api.get("/api/openapi.json").json
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": document["components"]})


def test_a_family_has_the_agreed_shape(api):
    """Exactly these keys: programs of other houses rely on them."""
    answer = api.get(FAMILY_URL, query_string=PURPOSE, headers=TOKEN).json

    assert set(answer) == {"family", "purpose", "at", "entry", "shown", "withheld", "waiting", "coming"}
    assert set(answer["shown"][0]) == {
        "cell",
        "field",
        "persons",
        "category",
        "level",
        "value",
        "owner",
        "entry",
        "part",
        "version",
        "disputed",
        "because",
    }
    assert set(answer["shown"][0]["because"]) == {"policies", "norms", "consents", "until"}
    assert set(answer["withheld"][0]) == {"person", "category", "owner", "reason", "ask"}


def test_a_family_says_what_the_disclosure_says(api):
    """Persons by their references, levels in words, days and instants in ISO 8601."""
    answer = api.get(FAMILY_URL, query_string=PURPOSE, headers=TOKEN).json
    [help_type] = [one for one in answer["shown"] if one["field"] == "sgb8_help_type"]

    assert answer["entry"] == str(FAMILY.entry)
    assert datetime.fromisoformat(answer["at"]) == FAMILY.at
    assert help_type["persons"] == ["F01-1"]
    assert help_type["level"] == "full"
    assert help_type["because"]["until"] == "2027-01-31"
    assert help_type["because"]["consents"] == ["C01"]


def test_the_answers_keep_to_the_document(api):
    """The OpenAPI document is checked against real answers, since they are not made from it."""
    family = api.get(FAMILY_URL, query_string=PURPOSE, headers=TOKEN).json
    me = api.get("/api/v1/me", headers=TOKEN).json
    problem = api.get("/api/v1/me").json

    for name, answer in (("Family", family), ("Me", me), ("Problem", problem)):
        assert [] == [error.message for error in _schema(api, name).iter_errors(answer)]


def test_the_document_is_openapi_3_1_and_names_the_token(api):
    """What a program's author reads first."""
    document = api.get("/api/openapi.json").json

    assert document["openapi"] == "3.1.0"
    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    assert set(document["paths"]) == {
        "/api/v1/me",
        "/api/v1/families",
        "/api/v1/families/{number}",
        "/api/v1/families/{number}/cells",
        "/api/v1/families/{number}/consents",
        "/api/v1/families/{number}/consents/{consent}",
        "/api/v1/families/{number}/consents/{consent}/receipt",
        "/api/v1/families/{number}/consents/{consent}/withdrawals",
        "/api/v1/log",
    }


def test_two_operations_of_one_path_keep_their_own_parameters(api):
    """A parameter of the path stands there once for all its operations; the purpose is the list's alone."""
    path = api.get("/api/openapi.json").json["paths"]["/api/v1/families/{number}/consents"]
    named = {kind: {one["name"] for one in path[kind]["parameters"]} for kind in ("get", "post")}

    assert ["number"] == [one["name"] for one in path["parameters"]]
    assert {"get": {"purpose", "recipient"}, "post": {"Idempotency-Key"}} == named


def test_a_withheld_part_gives_one_of_the_nine_reasons(api):
    """Nothing finer leaves the house: the exact code could tell of a lock or a doubt about custody."""
    answer = api.get(FAMILY_URL, query_string=PURPOSE, headers=TOKEN).json

    assert {one["reason"] for one in answer["withheld"]} <= set(BlankReason)
    assert "custody" not in str(answer["withheld"])


@pytest.mark.parametrize(
    "query", [{}, {"purpose": ""}, {"purpose": "x"}, {"purpose": "\x00"}, {"purpose": ["audit"] * 2}]
)
def test_a_missing_or_unknown_purpose_is_named(api, query):
    """422 naming the parameter, never its value."""
    response = api.get(FAMILY_URL, query_string=query, headers=TOKEN)

    assert response.status_code == 422
    assert response.content_type == "application/problem+json"
    assert response.json["parameter"] == "purpose"


@pytest.mark.parametrize("number", ["FAM-1999-999", "%00", "‮", "a", "X" * 5000, "..", "F%0A"])
def test_not_found_and_not_yours_are_the_same_bytes(api, number):
    """So nobody learns from the API which families there are."""
    refused = api.get("/api/v1/families/FAM-2025-007", query_string=PURPOSE, headers=TOKEN)

    response = api.get(f"/api/v1/families/{number}", query_string=PURPOSE, headers=TOKEN)

    assert refused.status_code == response.status_code == 404
    assert refused.data == response.data
    assert dict(refused.headers) == dict(response.headers)


def test_a_method_that_is_not_there_names_those_that_are(api):
    """405 with Allow."""
    response = api.post(FAMILY_URL, headers=TOKEN)

    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_when_the_database_is_away_nothing_is_shown():
    """503, no data, when to come back, and a mark that the log repeats."""

    def fail(*asked):
        raise DatabaseUnavailable("the database went away")

    client = app_at(sample_desk(open_family=fail)).test_client()

    response = client.get(FAMILY_URL, query_string=PURPOSE, headers=TOKEN)

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert set(response.json) == {"type", "title", "status", "detail", "mark"}


def test_an_error_says_its_place_and_never_its_text(capsys):
    """Neither the answer nor the log line holds what the error was about: that may be a value."""

    def fail(*asked):
        raise RuntimeError("Sandra Ahornwald")

    client = app_at(sample_desk(open_family=fail)).test_client()

    response = client.get(FAMILY_URL, query_string=PURPOSE, headers=TOKEN)

    assert response.status_code == 500
    written = "".join(capsys.readouterr())
    assert "RuntimeError" in written
    assert response.json["mark"] in written
    assert "Ahornwald" not in written + response.text


def test_me_says_who_the_token_speaks_for(api):
    """And which purposes may be named, the own task first."""
    answer = api.get("/api/v1/me", headers=TOKEN).json

    assert (answer["ref"], answer["role"], answer["agency"]) == ("U01", "jobcoach", "jobcenter")
    assert answer["purposes"][0] == "sgb2_integration"


def test_a_refused_disclosure_shows_nothing_even_if_it_held_something(api):
    """The effect decides before the content is looked at."""
    desk = sample_desk(open_family=lambda *asked: replace(FAMILY, effect=Effect.DENY))

    response = app_at(desk).test_client().get(FAMILY_URL, query_string=PURPOSE, headers=TOKEN)

    assert response.status_code == 404
    assert b"Ahornwald" not in response.data
