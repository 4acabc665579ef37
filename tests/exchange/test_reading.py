"""From the text of a load file to a document, or to places and what would be right there."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.exchange.reading import LONGEST_FILE, MOST_ERRORS, LoadFaulty, read_document
from tests.exchange.documents import document, family
from tests.kreis import demo, load_schema

EMPTY = '{"format": 1, "families": [%s]}'


def _read(text):
    return read_document("kreis.json", text if isinstance(text, bytes) else text.encode(), load_schema())


def _faults(text):
    with pytest.raises(LoadFaulty) as refused:
        _read(text)
    return str(refused.value)


def test_the_demo_file_fits_its_schema():
    """As it is shipped."""
    assert demo() == _read(json.dumps(demo(), ensure_ascii=False))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "line 1, column 1: not JSON: Input is a zero-length, empty document"),
        ("{", "line 1, column 2: not JSON: unexpected end of data"),
        ('{"format": 1,}', "line 1, column 13: not JSON: trailing comma is not allowed"),
        ("\n\n  nein", "line 3, column 3: not JSON"),
        (EMPTY % "NaN", r"line 1, column \d+: not JSON"),
        (EMPTY % "-Infinity", r"line 1, column \d+: not JSON"),
        (EMPTY % "1e400", r"line 1, column \d+: not JSON: number is infinity"),
        (EMPTY % '"\\ud800"', r"line 1, column \d+: not JSON: no low surrogate"),
        ('{"format": 1, "format": 1}', "a key stands twice in one object$"),
        (EMPTY % '{"id": "a", "id": "b"}', "a key stands twice in one object$"),
        (EMPTY % "9223372036854775808", "a number needs more than 64 bits$"),
        (EMPTY % ("9" * 5000), "kreis.json: "),
        (EMPTY % ("[" * 100_000 + "]" * 100_000), r"line 1, column \d+: not JSON: depth limit exceeded"),
        (EMPTY % ("[" * 900 + "]" * 900), r"families\[0\]: must be object$"),
        (json.dumps({"format": 1}).encode("utf-16"), "byte 0: not UTF-8$"),
        (b'{"format": 1, "x": "\xff"}', "byte 20: not UTF-8$"),
        ("\ufeff" + '{"format": 1}', "line 1, column 1: not JSON"),
        ("[]", "the whole document: must be object$"),
        ("null", "the whole document: must be object$"),
        ("{}", "the whole document: needs format$"),
        ('{"format": 2}', "format: must be 1$"),
        ('{"format": true}', "format: must be 1$"),
        ('{"format": 1, "familes": []}', "the whole document: has a key that is not known here$"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text, fault):
    """Not UTF-8, not JSON, not whole numbers, twice the same key, bottomless, or of another shape."""
    first = _faults(text).splitlines()[0]

    assert first.startswith("kreis.json: ")
    assert re.search(fault, first) or fault in first


def test_a_file_that_is_too_long_is_not_even_parsed():
    """65 MB of anything."""
    assert "kreis.json: longer than 64 MiB" == _faults(b"x" * (LONGEST_FILE + 1))


@pytest.mark.parametrize(
    ("place", "value", "fault"),
    [
        ("number", "fam-1", "must match"),
        ("number", "FAM-1\n", "must match"),
        ("number", 7, "must be string"),
        ("status", "open", "must be one of none, proposed, admitted, ended"),
        ("exit_date", "2026-02-30", "must be a real date"),
        ("exit_date", "2026-02-28\n", "must"),
        ("exit_date", "20260228", "must match"),
        ("exit_date", "0001-01-01", "must be a real date of the years 1850 to 2199"),
        ("exit_date", "9999-12-31", "must be a real date of the years 1850 to 2199"),
        ("persons", [], "must have at least 1 items"),
        ("persons", [{"id": "X-1\n", "born": "1990-01-01"}], "must match"),
        ("persons", [{"id": "X-1", "born": None}], "must be string"),
        ("cells", [{"field": "given_name", "persons": ["X-1"]}], "fits none of the forms it may have"),
        ("cells", [{"field": "given_name", "persons": ["X-1"], "value": 1, "entry": 2.0}], "must be integer"),
        ("cells", [{"field": "given_name", "persons": ["X-1"], "value": 1, "entry": True}], "must be integer"),
        ("cells", [{"field": "given_name", "persons": ["X-1", "X-1"], "value": 1}], "must not name anything twice"),
        ("deputies", [{"staff": "U02"}], "needs "),
        ("consents", [{"id": "C", "for": ["X-1"], "special_circumstances": "a\x00b"}], "must match"),
        ("consents", [{"id": "C", "for": ["X-1"], "signed": [{"by": "X-1", "at": "2026-01-01T10:00:00"}]}], "must"),
    ],
)
def test_a_value_of_the_wrong_shape_is_said_with_its_path(place, value, fault):
    """And with what would be right there."""
    faults = _faults(
        json.dumps(
            document(
                family(**{place: value}) if place in ("persons", "cells", "consents") else family() | {place: value}
            )
        )
    )

    assert f"families[0].{place}" in faults
    assert fault in faults


def test_of_very_many_faults_the_first_are_told_and_the_others_counted():
    """A wrong column of a table does not fill the screen."""
    staff = [{"id": f"U{number}", "name": 7, "posts": []} for number in range(100)]

    lines = _faults(json.dumps(document(staff=staff))).splitlines()

    assert MOST_ERRORS + 1 == len(lines)
    assert "kreis.json: and 150 more" == lines[-1]


@given(st.binary(max_size=200))
def test_bytes_are_a_document_or_a_fault(text):
    """Nothing else happens, whatever somebody loads."""
    try:
        _read(text)
    except LoadFaulty as refused:
        assert all(line.startswith("kreis.json: ") for line in refused.errors)


@given(st.text(max_size=100))
def test_text_is_a_document_or_a_fault(text):
    """As a whole file, and as a value in it."""
    for whole in (text, EMPTY % text):
        try:
            _read(whole.encode("utf-8", "surrogatepass"))
        except LoadFaulty as refused:
            assert refused.errors
