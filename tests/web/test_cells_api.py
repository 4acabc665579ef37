"""Writing by programs: what is taken, and how what is not is answered."""

import json
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator

from hub.db.errors import CellChanged, DatabaseUnavailable
from hub.terms.changes import Source
from hub.terms.ids import CellId, EntryId, new_id
from hub.terms.lists import Owner, Purpose
from hub.terms.writing import Refusal, Refused, Written, version_tag
from hub.web.cells_body import body_schema
from tests.web.apps import app_at
from tests.web.sample import NUMBER, sample_desk

URL = f"/api/v1/families/{NUMBER}/cells"
CELL = {"field": "sgb2_measures", "persons": ["F01-1"], "value": "Praktikum", "source": "person", "on": "2026-11-12"}
BODY = {"purpose": "sgb2_integration", "cells": [CELL]}


def _headers(**more):
    return {"Authorization": "Bearer token-U01", "Idempotency-Key": uuid4().hex} | more


def _client(answer=None, sent=None):
    """A program before a desk that answers so; `sent` collects what reached it."""

    def write(occasion, submission):
        if sent is not None:
            sent.append((occasion, submission))
        if isinstance(answer, Exception):
            raise answer
        return answer or Written(EntryId(new_id()), tuple((CellId(new_id()), 1) for _ in submission.cells))

    app = app_at(sample_desk())
    desk = app.extensions["desk"]
    app.extensions["desk"] = type(desk)(**{**vars(desk), "write_cells": write})
    return app.test_client()


def _with(**changed):
    return {**BODY, "cells": [{**CELL, **changed}]}


def _without(key):
    return {**BODY, "cells": [{name: value for name, value in CELL.items() if name != key}]}


def test_who_said_it_and_is_bound_to_secrecy_is_told_with_a_new_cell():
    """Named as a release names them (§ 203 StGB); a new version names nobody, since the mark stays."""
    sent = []
    _client(sent=sent).post(URL, json=_with(bound_source="Frau Dr. Erdacht"), headers=_headers())
    version = {"cell": str(new_id()), "value": "x", "source": "person", "on": "2026-11-12", "bound_source": "x"}
    refused = _client(sent=sent).post(URL, json={**BODY, "cells": [version]}, headers=_headers())

    assert ["Frau Dr. Erdacht"] == [one.bound for _, submission in sent for one in submission.cells]
    assert 422 == refused.status_code


def test_cells_are_written_and_named_with_their_versions():
    """201 with cell ids, their versions and the entry; of a single cell also as ETag."""
    sent = []
    response = _client(sent=sent).post(URL, json=BODY, headers=_headers())

    [(occasion, submission)] = sent
    [cell] = response.json["cells"]
    assert response.status_code == 201
    assert response.headers["ETag"] == f'"{cell["version"]}"'
    assert cell["version"] == version_tag(cell["cell"], 1)
    assert (occasion.number, occasion.purpose) == (NUMBER, Purpose.SGB2_INTEGRATION)
    assert submission.cells[0].field == "sgb2_measures"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, ""),
        ([], ""),
        ("x", ""),
        ({**BODY, "more": 1}, ""),
        ({**BODY, "purpose": "x"}, "/purpose"),
        ({**BODY, "cells": []}, "/cells"),
        ({**BODY, "cells": [CELL] * 51}, "/cells"),
        (_without("source"), "/cells/0"),
        (_without("value"), "/cells/0"),
        (_without("persons"), "/cells/0"),
        (_with(persons=[]), "/cells/0/persons"),
        (_with(persons=["F01-1", "F01-1"]), "/cells/0/persons"),
        (_with(persons=[1]), "/cells/0/persons/0"),
        (_with(field="x" * 100), "/cells/0/field"),
        (_with(owner="family"), "/cells/0/owner"),
        (_with(source="rumour"), "/cells/0/source"),
        (_with(on="2026-02-30"), "/cells/0/on"),
        (_with(on="2026-11-17"), "/cells/0/on"),
        (_with(on="12.11.2026"), "/cells/0/on"),
        (_with(entry=0), "/cells/0/entry"),
        (_with(entry=True), "/cells/0/entry"),
        (_with(entrusted_to="U08"), "/cells/0"),
        (_with(entrusted_to_me=False), "/cells/0/entrusted_to_me"),
        (_with(entrusted_by=["F01-1"]), "/cells/0"),
        (_with(author="U08"), "/cells/0"),
        (_with(cell=new_id()), "/cells/0"),
        (_with(value=""), "/cells/0/value"),
        (_with(value=None), "/cells/0/value"),
        (_with(value="a\x00b"), "/cells/0/value"),
        (_with(value="x" * 100_001), "/cells/0/value"),
        (_with(value=json.loads("[" * 30 + "]" * 30)), "/cells/0/value"),
    ],
)
def test_what_is_wrong_is_named_place_by_place(body, pointer):
    """422 by RFC 9457 with JSON pointers; nothing reaches another room, and no value comes back."""
    sent = []

    response = _client(sent=sent).post(URL, json=body, headers=_headers())

    assert response.status_code == 422
    assert response.content_type == "application/problem+json"
    assert pointer in {error["pointer"] for error in response.json["errors"]}
    assert "Praktikum" not in response.text
    assert sent == []


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b'{"a": NaN}', b"[" * 100_000, b'{"purpose": "\\ud800"}'])
def test_what_is_no_json_is_told_so(data):
    """422 at the whole."""
    response = _client().post(URL, data=data, headers=_headers(), content_type="application/json")

    assert response.status_code == 422


def test_a_key_that_nobody_knows_is_not_repeated():
    """What somebody sent does not come back in an answer."""
    response = _client().post(URL, json=_with(**{"<script>": 1}), headers=_headers())

    assert "script" not in response.text


def test_another_form_than_json_is_not_taken():
    """415."""
    assert _client().post(URL, data="x", headers=_headers(), content_type="text/plain").status_code == 415


def test_a_huge_body_is_not_read():
    """413."""
    body = b'{"purpose": "' + b"x" * 600_000 + b'"}'

    assert _client().post(URL, data=body, headers=_headers(), content_type="application/json").status_code == 413


@pytest.mark.parametrize("key", ["", "short", "x" * 129, "with space in between"])
def test_without_a_key_nothing_is_written(key):
    """400: what is sent twice by a bad line would be there twice."""
    sent = []

    response = _client(sent=sent).post(URL, json=BODY, headers=_headers(**{"Idempotency-Key": key}))

    assert response.status_code == 400
    assert response.json["parameter"] == "Idempotency-Key"
    assert sent == []


@pytest.mark.parametrize(
    ("answer", "status", "pointers"),
    [
        (Refused(Refusal.NOT_ALLOWED, ("/0",)), 403, ["/cells/0"]),
        (Refused(Refusal.UNKNOWN_PERSON, ("/0/persons/0",)), 422, ["/cells/0/persons/0"]),
        (Refused(Refusal.UNKNOWN_FIELD, ("/0/field",)), 422, ["/cells/0/field"]),
        (Refused(Refusal.NO_SOURCE, ("/0/bound_source",)), 422, ["/cells/0/bound_source"]),
        (Refused(Refusal.STALE, ("/0/cell",)), 412, ["/cells/0/cell"]),
        (Refused(Refusal.NO_TAG, ("/0/cell",)), 428, ["/cells/0/cell"]),
        (Refused(Refusal.KEY_USED), 409, None),
        (CellChanged("HB031"), 409, None),
        (DatabaseUnavailable("away"), 503, None),
    ],
)
def test_a_refusal_has_its_status_and_names_its_place(answer, status, pointers):
    """Problem documents that keep to the OpenAPI document."""
    client = _client(answer)
    response = client.post(URL, json=BODY, headers=_headers())

    assert response.status_code == status
    assert [one["pointer"] for one in response.json.get("errors", [])] == (pointers or [])
    assert [] == _wrong(client, "Problem", response.json)


def test_not_yours_is_the_same_answer_as_on_every_other_route():
    """To the byte (A2)."""
    client = _client(Refused(Refusal.NOT_YOURS))

    answers = {client.post(URL.replace(NUMBER, number), json=BODY, headers=_headers()).data for number in (NUMBER, "a")}
    answers.add(client.get("/api/v1/families/X?purpose=audit", headers=_headers()).data)

    assert len(answers) == 1


def test_versions_that_were_read_come_along_as_etags():
    """Several in one header; weak ones do not count."""
    sent = []
    cell = {"cell": new_id(), "value": "neu", "source": "person", "on": "2026-11-12"}

    _client(sent=sent).post(URL, json={**BODY, "cells": [cell]}, headers=_headers(**{"If-Match": '"a", W/"b", "c"'}))

    assert sent[0][1].tags == {"a", "c"}


def test_a_cookie_or_no_token_writes_nothing(jobcoach):
    """401: no foreign page writes by somebody's sign-in (CSRF)."""
    assert jobcoach.post(URL, json=BODY).status_code == 401


def test_answers_keep_to_the_document():
    """And so does what is sent."""
    client = _client()
    document = client.get("/api/openapi.json").json

    assert [] == _wrong(client, "Written", client.post(URL, json=BODY, headers=_headers()).json)
    taken = document["paths"]["/api/v1/families/{number}/cells"]["post"]["requestBody"]["content"]["application/json"]
    Draft202012Validator.check_schema(taken["schema"])
    assert Draft202012Validator(taken["schema"]).is_valid(BODY)


def test_the_schema_names_the_closed_lists():
    """Every word that the hub knows, and no other."""
    properties = body_schema()["properties"]
    item = properties["cells"]["items"]["properties"]

    assert properties["purpose"]["enum"] == [purpose.value for purpose in Purpose]
    assert item["owner"]["enum"] == [owner.value for owner in Owner]
    assert item["source"]["enum"] == [source.value for source in Source]


def _wrong(client, name, answer):
    document = client.get("/api/openapi.json").json
    reference = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return [error.message for error in Draft202012Validator(reference).iter_errors(answer)]
