"""Consents by programs, over a copy of the demo Kreis: how they stand, one paper, and taking one back, once."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator

from tests.kreis import F01
from tests.web.houses import sit_down

URL = f"/api/v1/families/{F01}/consents"
PURPOSE = "fam_joint_support"
BODY = {"purpose": PURPOSE, "by": "F01-1", "received_at": "2026-11-16T07:30:00+01:00", "told": "phone"}
C01 = f"{URL}/C01"


class _Tokens:
    """The real sessions, to which one token is known."""

    def __init__(self, inner, present):
        self._inner, self._present = inner, present

    def bearer(self, token):
        return self._present if token == "known" else None

    bearer_as_read = bearer

    def __getattr__(self, name):
        return getattr(self._inner, name)


@pytest.fixture
def jobcoach(kreis):
    """A program that speaks for U01."""
    client = sit_down(kreis, "U01", "jobcenter")
    desk = client.application.extensions["desk"]
    with client.session_transaction() as session:
        present = desk.sessions.load(session.pop("key"))
    vars(desk)["sessions"] = _Tokens(desk.sessions, present)
    return client


def _headers(**more):
    return {"Authorization": "Bearer known", **more}


def _get(client, url, **query):
    return client.get(url, query_string={"purpose": PURPOSE, **query}, headers=_headers())


def _version(client, url=C01):
    return _get(client, url).headers["ETag"]


def _take_back(client, body=BODY, **headers):
    sent = {"Idempotency-Key": uuid4().hex, "If-Match": _version(client), **headers}
    return client.post(f"{C01}/withdrawals", json=body, headers=_headers(**{k: v for k, v in sent.items() if v}))


def test_consents_are_listed_as_the_page_shows_them(jobcoach):
    """People by reference; each paper with all that was said to it."""
    answer = _get(jobcoach, URL)
    assert answer.status_code == 200
    papers = {one["consent"]: one for one in answer.json["papers"]}
    assert papers["C05"]["stand"] == "refused"
    assert papers["C01"]["said"] == [{"by": "F01-1", "at": "2026-02-01T10:15:00+01:00", "answer": "yes"}]
    assert {one["person"] for one in answer.json["stands"]} >= {"F01-1", "F01-2"}


def test_a_paper_is_named_by_its_version(jobcoach):
    """The version is the ETag, and stays as long as nothing is declared."""
    one, again = _get(jobcoach, C01), _get(jobcoach, C01)
    assert one.headers["ETag"] == again.headers["ETag"] == f'"{one.json["version"]}"'


def test_taking_back_works_at_once(jobcoach):
    """201 with the entry; the paper says so, and is another version."""
    before = _version(jobcoach)
    done = _take_back(jobcoach)
    assert done.status_code == 201
    paper = _get(jobcoach, C01)
    assert paper.json["stand"] == "withdrawn"
    assert [one["by"] for one in paper.json["taken_back"]] == ["F01-1"]
    assert paper.headers["ETag"] != before


def test_a_part_is_taken_back_alone(jobcoach):
    """One category; the others stay open."""
    assert _take_back(jobcoach, {**BODY, "part": {"categories": ["contact"]}}).status_code == 201
    paper = _get(jobcoach, C01).json
    assert paper["partly"]
    assert paper["taken_back"][0]["categories"] == ["contact"]


def test_the_same_sent_twice_is_one_withdrawal(jobcoach):
    """The same answer under the same key, though the version it names is over."""
    key, version = uuid4().hex, _version(jobcoach)
    first, second = (_take_back(jobcoach, **{"Idempotency-Key": key, "If-Match": version}) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json == second.json
    assert len(_get(jobcoach, C01).json["taken_back"]) == 1


def test_the_same_sent_twice_at_once_is_one_withdrawal(jobcoach):
    """Whoever comes first; all are answered as the first was."""
    key, version = uuid4().hex, _version(jobcoach)
    headers = _headers(**{"Idempotency-Key": key, "If-Match": version})

    def send(_):
        with jobcoach.application.test_client() as client:
            return client.post(f"{C01}/withdrawals", json=BODY, headers=headers)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(4)))
    assert {one.status_code for one in answers} == {201}
    assert len({one.json["entry"] for one in answers}) == 1
    assert len(_get(jobcoach, C01).json["taken_back"]) == 1


def test_a_key_that_was_used_for_something_else_is_refused(jobcoach):
    """409, and nothing more is taken back."""
    key = uuid4().hex
    _take_back(jobcoach, {**BODY, "part": {"categories": ["contact"]}}, **{"Idempotency-Key": key})
    assert _take_back(jobcoach, BODY, **{"Idempotency-Key": key}).status_code == 409
    assert len(_get(jobcoach, C01).json["taken_back"]) == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If-Match": '"another"'}, 412),
        ({"If-Match": ""}, 428),
        ({"Idempotency-Key": ""}, 400),
        ({"Idempotency-Key": "short"}, 400),
    ],
)
def test_what_protects_against_a_mistake_has_to_be_named(jobcoach, headers, status):
    """The version that was read, and a key; else nothing is written."""
    assert _take_back(jobcoach, **headers).status_code == status
    assert _get(jobcoach, C01).json["taken_back"] == []


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"by": "F02-1"}, "/by"),
        ({"by": "F01-2"}, "/by"),
        ({"told": "by pigeon"}, "/told"),
        ({"received_at": "2026-11-17T07:30:00+01:00"}, "/received_at"),
        ({"received_at": "2025-11-17T07:30:00+01:00"}, "/received_at"),
        ({"received_at": "yesterday"}, "/received_at"),
        ({"received_at": "2026-11-16T07:30:00"}, "/received_at"),
        ({"part": {"categories": []}}, "/part/categories"),
        ({"part": {"persons": ["F02-1"]}}, "/part/persons/0"),
        ({"part": {"recipients": ["nobody"]}}, "/part"),
        ({"why": "because"}, ""),
    ],
)
def test_what_is_wrong_is_named_with_its_place(jobcoach, changed, place):
    """422 with a pointer, and nothing is written; no value is repeated."""
    done = _take_back(jobcoach, {**BODY, **changed})
    assert done.status_code == 422
    assert place in {one["pointer"] for one in done.json["errors"]}
    assert _get(jobcoach, C01).json["taken_back"] == []


@pytest.mark.parametrize("url", [f"{URL}/C99", f"{URL}/C07", "/api/v1/families/FAM-2025-999/consents/C01"])
def test_a_consent_of_somebody_else_is_like_none(jobcoach, url):
    """The same bytes, to read and to take back."""
    unknown = _get(jobcoach, f"{URL}/C98")
    assert _get(jobcoach, url).data == unknown.data
    headers = _headers(**{"Idempotency-Key": uuid4().hex, "If-Match": '"any"'})
    assert jobcoach.post(f"{url}/withdrawals", json=BODY, headers=headers).status_code == 404


def test_a_purpose_has_to_be_named(jobcoach):
    """Nothing is looked up without one."""
    assert jobcoach.get(URL, headers=_headers()).status_code == 422


def test_the_answers_keep_to_the_document(jobcoach):
    """The OpenAPI document is checked against real answers, since they are not made from it."""
    document = jobcoach.get("/api/openapi.json").json
    answers = {"Consents": _get(jobcoach, URL), "Paper": _get(jobcoach, C01), "Withdrawn": _take_back(jobcoach)}
    for name, answer in answers.items():
        schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        assert [] == [error.message for error in Draft202012Validator(schema).iter_errors(answer.json)]
