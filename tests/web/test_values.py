"""How values are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.web.texts import load_texts
from hub.web.values import write_value
from tests.web.sample import CATALOGUE

TYPES = sorted({field.data_type for field in CATALOGUE.fields})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("content", "data_type", "lines"),
    [
        ("2026-11-16", "date", ("Mo 16.11.2026",)),
        ("2026-12-07T10:00", "datetime", ("Mo 07.12.2026, 10:00",)),
        ("2026-12-07T09:00:00+00:00", "datetime", ("Mo 07.12.2026, 10:00",)),
        (1234, "money", ("1.234,00 €",)),
        ("1234.5", "money", ("1.234,50 €",)),
        ({"text": "zwei Monate", "amount": 900}, "text+money", ("Text: zwei Monate", "Betrag: 900,00 €")),
        (True, "bool", ("Ja",)),
        (False, "bool", ("Nein",)),
        (["a", "b"], "list", ("a", "b")),
        ([], "list", ("–",)),
        (None, "text", ("–",)),
        ({"from": "2025-09-01", "to": None}, "period", ("von: Mo 01.09.2025", "bis: –")),
        ([{"step": "Anruf", "until": "2026-12-01"}], "list", ("step: Anruf · bis: Di 01.12.2026",)),
        ("2026-13-45", "date", ("2026-13-45",)),
        ("tr", "code", ("Türkisch",)),
        ("xx", "code", ("xx",)),
        ("tr", "text", ("tr",)),
    ],
)
def test_a_value_is_written_as_people_write_it(content, data_type, lines):
    """Dates with their weekday, money with its sign, yes and no in words."""
    assert lines == write_value(content, data_type, load_texts("de"))


@given(JSON, st.sampled_from(TYPES))
def test_every_value_can_be_written(content, data_type):
    """Whatever an agency has stored, the page can show it."""
    lines = write_value(content, data_type, load_texts("de"))

    assert all(isinstance(line, str) for line in lines)
