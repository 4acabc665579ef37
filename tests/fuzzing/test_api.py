"""Every operation of the OpenAPI document, asked as each kind of principal with whatever fits the document or not.

schemathesis makes the requests, real numbers and papers among its own; the app answers in this process. `make test`
asks the same few hundred each time, `make fuzz` new ones and many more.
"""

import json
import re
from urllib.parse import quote, unquote

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.core import NOT_SET
from schemathesis.generation import GenerationMode
from werkzeug.wrappers import Response

from tests.amounts import IS_PART, MORE
from tests.fuzzing.people import PEOPLE, faults, values
from tests.kreis import STICHTAG, numbers
from tests.web.apps import app_at
from tests.web.sample import sample_desk

DOCUMENT = app_at(sample_desk()).test_client().get("/api/openapi.json").json
OPERATIONS = [found.ok() for found in schemathesis.openapi.from_dict(DOCUMENT).get_all_operations()]
REAL = {
    "number": [*["FAM-2025-003"] * 8, *numbers(), "FAM-1999-999"],
    "consent": ["E-2026-1-1", *(f"C{count:02}" for count in range(1, 20))],
}
REAL["purpose"] = ["fam_joint_support", "sgb2_integration", "sgb8_help_planning"]
WORKING = ("U01", "U06", "U07", *PEOPLE)
"""Who asks: now and then everybody, more often who works with the first family."""
OURS = {"authorization", "content-type", "host", "content-length"}
_NAME, _WORD = re.compile(r"[A-Za-z0-9-]+"), re.compile(r"[\x20-\x7e\xa0-\xff]*")
patient = settings(
    max_examples=12 * MORE,
    derandomize=IS_PART,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def _asked(operation):
    kinds = [operation.as_strategy(generation_mode=mode) for mode in GenerationMode]
    real = st.fixed_dictionaries({name: st.sampled_from(known) for name, known in REAL.items()})
    return st.tuples(st.one_of(kinds), st.sampled_from(WORKING), st.one_of(st.none(), real))


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_whatever_a_program_sends_is_answered_without_a_fault_a_trace_or_a_value(everybody, operation):
    """A problem document with its status, never ours and never somebody's data."""
    everybody.kreis.at = STICHTAG

    @patient
    @given(_asked(operation))
    def ask(asked):
        case, ref, real = asked
        answer = _send(everybody, case, ref, real)

        assert [] == faults(answer), (ref, answer.request.path, answer.get_data(as_text=True)[:500])
        if answer.status_code >= 400:
            assert "application/problem+json" == answer.mimetype, (ref, answer.request.path, answer.status)

    ask()


def _send(everybody, case, ref, real):
    parts = {name: unquote(str(said)) for name, said in case.path_parameters.items()}
    path = case.path
    for name, said in {**parts, **{one: said for one, said in (real or {}).items() if one in parts}}.items():
        path = path.replace(f"{{{name}}}", _quoted(said))
    headers = {name: said for name, said in (case.headers or {}).items() if _can_be_sent(name, said)}
    headers["Authorization"] = f"Bearer {everybody.token(ref)}"
    body = {} if case.body is NOT_SET else {"data": _bytes(case.body), "content_type": case.media_type}
    if real and isinstance(case.body, dict) and "purpose" in case.body:
        body["data"] = _bytes({**case.body, "purpose": real["purpose"]})
    query = {str(name): _words(said) for name, said in (case.query or {}).items()}
    query |= {"purpose": real["purpose"]} if real and case.method == "GET" else {}
    client = everybody.app(everybody.group(ref)).test_client()
    return client.open(
        path, base_url="http://localhost", method=case.method, query_string=query, headers=headers, **body
    )


def _can_be_sent(name, said):
    """What a server of HTTP hands on: no line breaks, Latin-1; and not what says who asks."""
    return name.lower() not in OURS and bool(_NAME.fullmatch(name) and _WORD.fullmatch(str(said)))


def _words(said):
    return [str(one) for one in said] if isinstance(said, list) else str(said)


def _quoted(said):
    return quote(said, safe="") or "-"


def _bytes(body):
    return body if isinstance(body, bytes) else json.dumps(body, default=str).encode()


def test_there_are_values_to_look_for():
    """Else the promise above were empty."""
    assert len(values()) > 300


SAID = {
    "a fault of ours": (500, "text/plain", "", "status 500"),
    "a trace": (404, "text/html", "<pre>Traceback (most recent call last)</pre>", "a trace of the program"),
    "a statement": (422, "application/problem+json", '{"detail": "psycopg.errors.X"}', "a trace of the program"),
    "a value": (
        403,
        "application/problem+json",
        f'{{"detail": "not {values()[0]}"}}',
        f"a value of a family: {values()[0]!r}",
    ),
}


SAID["a value where it is said what is wrong"] = (422, *SAID["a value"][1:])


@pytest.mark.parametrize(("status", "kind", "text", "found"), SAID.values(), ids=SAID)
def test_what_must_not_be_in_an_answer_is_found(status, kind, text, found):
    """Else all of this could not fail."""
    assert [found] == faults(Response(text, status, content_type=kind))
    assert [] == faults(Response(text, 200, content_type=kind)) or status >= 500
