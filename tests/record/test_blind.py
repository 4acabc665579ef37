"""Blind indexes: how words are spelt, and that a token tells nothing without its key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.record.blind import BORN, day_of, matches, token, tokens_of, words_of
from hub.terms.ids import FamilyId, FieldId
from tests.record.rings import FAMILY

KEY, OTHER_KEY = bytes(range(32)), bytes(32)
NAME = FieldId("family_name")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "Mueller"),
        ("Müller", "MULLER"),
        ("Weiß", "weiss"),
        ("Serçe", "Serce"),
        ("Ğökçe", "gokce"),
        ("Müller-Lüdenscheidt", "mueller luedenscheidt"),
        ("O’Neill", "o neill"),
        ("Łukasz Øre", "lukasz ore"),
    ],
)
def test_a_name_is_spelt_one_way(one, other):
    """Umlauts both ways, sharp s, accents, hyphens, capitals."""
    assert words_of(one) == words_of(other) != ()


@pytest.mark.parametrize("typed", ["12.3.1991", "12.03.1991", " 1991-03-12 "])
def test_a_day_is_written_one_way(typed):
    """As people type it, and as machines do."""
    assert "1991-03-12" == day_of(typed)
    assert day_of("12.03.91") is None


def test_a_name_is_found_from_its_beginning_on():
    """Three letters or the whole of a shorter name; never from the middle."""
    assert matches(NAME, "Ahornwald", "aho")
    assert matches(NAME, "Li", "li")
    assert not matches(NAME, "Ahornwald", "ah")
    assert not matches(NAME, "Ahornwald", "wald")
    assert matches(BORN, "1991-03-12", "1991-03-12")
    assert not matches(BORN, "1991-03-12", "199")


def test_the_same_name_has_other_tokens_in_another_family_and_under_another_key():
    """The table tells nobody that two families, or two owners' entries, have the same name."""
    first = set(tokens_of(KEY, FAMILY, NAME, "Ahornwald"))

    assert not first & set(tokens_of(KEY, FamilyId("another"), NAME, "Ahornwald"))
    assert not first & set(tokens_of(OTHER_KEY, FAMILY, NAME, "Ahornwald"))
    assert {token(KEY, FAMILY, "ahornwald"), token(KEY, FAMILY, "aho")} <= first


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_searched_for(text):
    """Whatever somebody types: no error, and words that can be hashed."""
    assert all(len(token(KEY, FAMILY, word)) == 32 for word in words_of(text))
