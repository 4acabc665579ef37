"""Receipts by programs, over a copy of the demo Kreis: the same files as on the pages."""

import pytest

from tests.kreis import F01
from tests.web.houses import sit_down
from tests.web.test_consents_api import PURPOSE, _Tokens

URL = f"/api/v1/families/{F01}/consents/{{}}/receipt"


@pytest.fixture
def jobcoach(kreis):
    """A program that speaks for U01."""
    client = sit_down(kreis, "U01", "jobcenter")
    desk = client.application.extensions["desk"]
    with client.session_transaction() as session:
        present = desk.sessions.load(session.pop("key"))
    vars(desk)["sessions"] = _Tokens(desk.sessions, present)
    return client


def _get(client, ref, **query):
    asked = {"purpose": PURPOSE, **query}
    return client.get(URL.format(ref), query_string=asked, headers={"Authorization": "Bearer known"})


def test_a_receipt_is_a_record_unless_another_form_is_asked_for(jobcoach):
    """JSON-LD, text or PDF; as a file, and kept nowhere on the way."""
    record, text, pdf = (_get(jobcoach, "C01", **one) for one in ({}, {"format": "txt"}, {"format": "pdf"}))

    assert "dpv:ConsentRecord" == record.get_json(force=True)["@type"]
    assert text.text.startswith("Beleg über eine Einwilligung")
    assert pdf.data.startswith(b"%PDF-1.7")
    assert {"no-store"} == {one.headers["Cache-Control"] for one in (record, text, pdf)}


def test_whose_part_is_named_where_there_are_several(jobcoach):
    """422 names the parameter; with it, one person's."""
    asked, made = _get(jobcoach, "C02"), _get(jobcoach, "C02", person="F01-3")

    assert (422, "person") == (asked.status_code, asked.json["parameter"])
    assert "F01-3" == made.get_json(force=True)["dpv:hasDataSubject"]["dct:identifier"]


def test_what_is_not_there_and_what_is_not_theirs_are_the_same_bytes(jobcoach):
    """No such paper, another family's, somebody whom the paper is not about."""
    answers = [_get(jobcoach, "C999"), _get(jobcoach, "C12"), _get(jobcoach, "C02", person="F01-1")]

    assert {404} == {one.status_code for one in answers}
    assert 1 == len({one.data for one in answers})


@pytest.mark.parametrize(("query", "parameter"), [({"format": "doc"}, "format"), ({"purpose": "x"}, "purpose")])
def test_what_is_not_valid_is_named(jobcoach, query, parameter):
    """Never its value."""
    answer = _get(jobcoach, "C01", **query)

    assert (422, parameter) == (answer.status_code, answer.json["parameter"])
