"""OpenID AuthZEN 1.0 as its certification scenario walks it: answers, batches, searches, errors, headers, metadata."""

from dataclasses import replace
from pathlib import Path

import pytest

from hub.policy.resources import candidates, evaluate, load_resource_types
from hub.terms.authzen import Found
from tests.web.apps import app_at
from tests.web.sample import sample_desk

TYPES = load_resource_types(Path(__file__).parent)
ALICE, BOB = {"type": "user", "id": "alice"}, {"type": "user", "id": "bob"}
ADMIN = {**BOB, "properties": {"role": "admin"}}
FIRST, SECOND = {"type": "record", "id": "record-1"}, {"type": "record", "id": "record-2"}
ACTIVE, ARCHIVED = (
    {**one, "properties": {"status": status}} for one, status in ((FIRST, "active"), (SECOND, "archived"))
)
READ, WRITE = {"name": "read"}, {"name": "write"}
TOKEN = {"Authorization": "Bearer of a system"}


class Systems:
    """The rules of the scenario's file, decided by the code that decides all such types."""

    def client(self, token):
        """One system."""
        return "scenario" if token == "of a system" else None

    def evaluate(self, inquiry):
        """By the file."""
        return evaluate(TYPES.get(inquiry.resource.type), inquiry)

    def search(self, inquiry, open_part, after, limit):
        """All at once."""
        kind = TYPES.get(inquiry.resource.type)
        permitted = [name for name, one in candidates(kind, inquiry, open_part) if self.evaluate(one).permitted]
        rest = [name for name in sorted(permitted) if name > after]
        return Found(tuple(rest[:limit]), rest[limit - 1] if len(rest) > limit else "")


@pytest.fixture
def system():
    """A client that sends JSON with a system's token."""
    client = app_at(replace(sample_desk(), systems=Systems())).test_client()

    def ask(path, body, **headers):
        return client.post(f"/access/v1/{path}", json=body, headers={**TOKEN, **headers})

    ask.client = client
    return ask


def _each(**parts):
    [(part, several)] = parts.items()
    return {"evaluations": [{part: one} for one in several]}


def question(subject=ALICE, action=READ, resource=FIRST, **more):
    """One question; None leaves a part out."""
    parts = {"subject": subject, "action": action, "resource": resource, **more}
    return {name: part for name, part in parts.items() if part is not None}


@pytest.mark.parametrize(
    ("expected", "asked"),
    [
        (True, question()),
        (True, question(action=WRITE)),
        (True, question(BOB)),
        (False, question(BOB, WRITE)),
        (False, question(action=WRITE, resource=ARCHIVED)),
        (True, question(ADMIN, WRITE, ARCHIVED)),
        (True, question(action={"name": "delete", "properties": {"soft": True}})),
        (False, question(action={"name": "delete", "properties": {"soft": False}})),
        (False, question(action={"name": "delete", "properties": {"soft": "true"}})),
        (True, question(context={"time": "2025-06-27T18:03-07:00"}, foo="bar")),
        (False, question({"type": "spaceship", "id": "alice"})),
        (False, question(resource={"type": "unknown", "id": "record-1"})),
    ],
)
def test_a_question_is_answered_with_yes_or_no(system, expected, asked):
    """A refusal is an answer: 200. What the asker sends beside the question changes nothing."""
    answer = system("evaluation", asked)

    assert (200, expected) == (answer.status_code, answer.json["decision"])
    assert "application/json" == answer.content_type
    assert isinstance(answer.json["context"], dict)
    assert answer.json == system("evaluations", asked).json == system("evaluations", {**asked, "evaluations": []}).json


@pytest.mark.parametrize(
    ("pointer", "asked"),
    [
        ("/subject", question(None)),
        ("/action", question(action=None)),
        ("/resource", question(resource=None)),
        ("/subject/type", question({"id": "alice"})),
        ("/subject/id", question({"type": "user"})),
        ("/action/name", question(action={})),
        ("/action/name", question(action={"name": 123})),
        ("/resource/type", question(resource={"id": "record-1"})),
        ("/resource/id", question(resource={"type": "record"})),
        ("/subject", question("alice")),
        ("/subject/properties", question({**ALICE, "properties": []})),
        ("/context", question(context="now")),
        ("/subject/id", question({"type": "user", "id": "alice\0"})),
        ("/resource/id", question(resource={"type": "record", "id": "\0"})),
        ("/resource/id", question(resource={"type": "record", "id": "a" * 257})),
        ("/action/name", question(action={"name": "a" * 257})),
        ("", [question()]),
    ],
)
def test_what_is_no_question_is_refused_with_its_place(system, pointer, asked):
    """400 with a JSON pointer; nothing of what was sent is repeated."""
    answer = system("evaluation", asked, **{"X-Request-ID": "mark-1"})

    assert 400 == answer.status_code
    assert [pointer] == [error["pointer"] for error in answer.json["errors"]]
    assert "alice" not in answer.text
    assert "mark-1" == answer.headers["X-Request-ID"]


@pytest.mark.parametrize(
    ("content_type", "data"), [("text/plain", "{}"), ("application/json", "{"), ("application/json", "")]
)
def test_what_is_no_json_is_refused(system, content_type, data):
    """400, as the specification says, not 415."""
    headers = {**TOKEN, "Content-Type": content_type}

    assert 400 == system.client.post("/access/v1/evaluation", data=data, headers=headers).status_code


@pytest.mark.parametrize(
    ("expected", "asked"),
    [
        ([True, False], {"subject": BOB, "resource": FIRST, **_each(action=(READ, WRITE))}),
        (
            [True, False],
            {"subject": ALICE, "action": WRITE, **_each(resource=(ACTIVE, ARCHIVED))},
        ),
        (
            [False, True],
            {"action": WRITE, "resource": ARCHIVED, **_each(subject=(ALICE, ADMIN))},
        ),
        ([True, False], {"evaluations": [question(), question(BOB, WRITE)]}),
        (
            [True, False],
            {
                "subject": ALICE,
                "action": WRITE,
                "resource": {"type": "record", "properties": {"status": "archived"}},
                "evaluations": [{"resource": {"id": "record-1"}}, {"resource": ARCHIVED}],
            },
        ),
        (
            [True, False, True],
            {"subject": ALICE, "action": READ, "evaluations": [{"resource": FIRST}, {}, {"resource": SECOND}]},
        ),
        ([True, False], {"evaluations": [question(), 7]}),
        ([False, True], {"evaluations": [question({"type": "user", "id": "alice\0"}), question()]}),
    ],
)
def test_several_questions_are_answered_in_their_order(system, expected, asked):
    """A part of a question takes the place of the default as a whole; one that is none is refused by itself."""
    answer = system("evaluations", asked)

    assert (200, expected) == (answer.status_code, [one["decision"] for one in answer.json["evaluations"]])
    assert "decision" not in answer.json


@pytest.mark.parametrize(
    ("semantic", "expected"),
    [
        ("execute_all", [True, False, True]),
        ("deny_on_first_deny", [True, False]),
        ("permit_on_first_permit", [True]),
    ],
)
def test_a_batch_stops_where_it_was_told_to(system, semantic, expected):
    """After the first no, after the first yes, or not at all."""
    batch = {"subject": BOB, "resource": FIRST, "evaluations": [{"action": one} for one in (READ, WRITE, READ)]}
    answer = system("evaluations", {**batch, "options": {"evaluations_semantic": semantic, "another": 1}})

    assert expected == [one["decision"] for one in answer.json["evaluations"]]
    assert 400 == system("evaluations", {**batch, "options": {"evaluations_semantic": "whatever"}}).status_code


@pytest.mark.parametrize(
    ("part", "expected", "asked"),
    [
        ("subject", ["alice", "bob"], question({"type": "user"})),
        ("subject", ["bob"], question({"type": "user", "id": "ignored"}, WRITE, ARCHIVED)),
        ("subject", [], question({"type": "spaceship"})),
        ("resource", ["record-1", "record-2"], question(resource={"type": "record"})),
        ("resource", ["record-2"], question(ADMIN, WRITE, {"type": "record"})),
        ("action", ["read", "write"], question(action=None)),
        ("action", ["read", "write"], question(ADMIN, None, ARCHIVED)),
        ("action", [], question({"type": "user", "id": "nobody"}, None)),
    ],
)
def test_a_search_finds_what_would_be_permitted(system, part, expected, asked):
    """The open part needs no id; a page after the other gives the same."""
    answer = system(f"search/{part}", asked)
    key = "name" if part == "action" else "id"

    assert (200, expected) == (answer.status_code, [one[key] for one in answer.json["results"]])
    assert "" == answer.json["page"]["next_token"]
    token, walked = "", []
    while len(walked) <= len(expected):
        page = system(f"search/{part}", {**asked, "page": {"limit": 1, "token": token}}).json
        walked += [one[key] for one in page["results"]]
        token = page["page"]["next_token"]
        if not token:
            break
    assert expected == walked


@pytest.mark.parametrize(
    ("part", "asked"),
    [
        ("subject", question({"type": "user"}, None)),
        ("subject", question({"type": "user"}, resource={"type": "record"})),
        ("resource", question(None, resource={"type": "record"})),
        ("resource", question({"type": "user"}, resource={"type": "record"})),
        ("action", question(action=None, resource=None)),
        ("action", question(action=None, page={"limit": 0})),
    ],
)
def test_a_search_without_its_parts_is_refused(system, part, asked):
    """400."""
    assert 400 == system(f"search/{part}", asked).status_code


def test_nobody_asks_without_a_systems_token(system):
    """Not without one, and not with a person's; the answer tells where the question was not."""
    for headers in ({}, {"Authorization": "Bearer token-of-U01"}, {"Authorization": "Basic of a system"}):
        assert 401 == system.client.post("/access/v1/evaluation", json=question(), headers=headers).status_code


def test_a_systems_token_opens_nothing_else(system):
    """The API of people does not know it."""
    assert 401 == system.client.get("/api/v1/me", headers=TOKEN).status_code


def test_the_metadata_say_where_to_ask(system):
    """Without a token, since it names nothing but addresses."""
    answer = system.client.get("/.well-known/authzen-configuration")
    base = sample_desk().settings.base_url.rstrip("/")

    assert (200, base) == (answer.status_code, answer.json["policy_decision_point"])
    for name, place in answer.json.items():
        path = place.removeprefix(base)
        assert name == "policy_decision_point" or system.client.post(path, json={}, headers=TOKEN).status_code == 400


def test_where_no_system_is_admitted_nothing_is_there():
    """404, metadata too."""
    client = app_at(sample_desk()).test_client()

    assert 404 == client.get("/.well-known/authzen-configuration").status_code
    assert 404 == client.post("/access/v1/evaluation", json=question(), headers=TOKEN).status_code
