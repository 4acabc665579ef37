"""What was confided goes across by releases that name it, whatever its field: by the rules and by a key (C5, C7)."""

import pytest

from hub.terms.ids import FamilyNumber
from tests.attacks.families import cell, consent, family

NUMBER = FamilyNumber("FAM-2026-759")
PERSON, ENTRY = "X59-1", "X59-E"
SHORT = "Braucht morgens mehr Zeit"


def _load(kreis, field, paper):
    told = {"id": ENTRY, "summary": SHORT, "entrusted_to": "U07", "entrusted_by": [PERSON]}
    told["passed_on_at"] = "2026-11-10T09:00:00+01:00"
    kreis.load(family(NUMBER, "X59", [cell(field, PERSON, "Im Vertrauen gesagt", **told)], consents=[paper]))


def _seen(kreis):
    return {value.content for value in kreis.open("U01", NUMBER).projection.shown}


def _named(**more):
    return consent("X59-C1", PERSON, ["U01"]) | {"categories": ["single_note"], "entries": [ENTRY]} | more


@pytest.mark.parametrize("field", ["sgb8_school_situation", "sgb8_conversation_note"])
def test_named_by_whoever_confided_it_and_passed_on_the_summary_is_read(kreis, field):
    """Whether it stands among the notes or under a category of its own."""
    _load(kreis, field, _named())

    assert {SHORT} == _seen(kreis)


def test_the_category_of_its_field_does_not_open_it(kreis):
    """A tick for school is none for what was confided about it."""
    _load(kreis, "sgb8_school_situation", consent("X59-C1", PERSON, ["U01"]))

    assert set() == _seen(kreis)


def test_a_release_of_notes_that_names_another_entry_does_not_open_it(kreis):
    """Each by its name."""
    _load(kreis, "sgb8_school_situation", _named(entries=[]))

    assert set() == _seen(kreis)
