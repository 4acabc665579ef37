"""Receipts in a second language: beside the German text, which binds; written as the language is written."""

import re
from dataclasses import replace

import pytest

from hub.casework.receipts.content import write_receipt
from hub.casework.receipts.making import make_receipts, renderer
from hub.casework.receipts.words import load_words
from hub.exchange.load import OPERATOR
from hub.terms.lists import Category
from hub.terms.receipts import Format
from tests.kreis import ROOT

WORDS = load_words(ROOT)
LANGUAGES = ("ar", "de-easy", "en", "prs", "ru", "tr", "uk")
TABLES = ("words", "stands", "happened", "ways", "notices", "languages")
SLOT = re.compile(r"\{(\w+)\}")
ONLY_GERMAN = {"elsewhere", "renewed"}
"""Said in records alone, which are German."""
ONLY_BESIDE = {"unchecked", "german_side"}


def _one(kreis, ref="C02", person="F01-2"):
    made = make_receipts(kreis.house("loader"), WORDS, OPERATOR, kreis.at, [ref])
    return next((one, maker) for one, maker in made if one.ref == person)


def _in(one, language):
    return replace(one, story=replace(one.story, languages=("de", language)))


def test_the_languages_are_those_that_families_are_spoken_to_in():
    """Six, and Leichte Sprache (users.md 7)."""
    assert set(LANGUAGES) == set(WORDS.others)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_every_language_says_all_that_the_german_text_says(language, table):
    """No word is missing, none is empty, and each takes the same facts."""
    german, other = WORDS.receipts[table], WORDS.others[language].receipts[table]

    assert set(german) - ONLY_GERMAN == set(other) - ONLY_BESIDE
    for key in set(german) & set(other):
        assert other[key].strip()
        assert set(SLOT.findall(german[key])) == set(SLOT.findall(other[key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_every_category_and_says_that_nobody_has_checked_it(language):
    """Until somebody who knows the language has."""
    words = WORDS.others[language]

    assert all(words.category(one) for one in Category if one.value != "none")
    assert words.say("unchecked") in words.name


@pytest.mark.unchanged
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_in_two_languages_names_the_language_of_each_part(kreis, language):
    """Tagged, PDF/UA-1 and PDF/A-2a, the other language marked as such."""
    one, maker = _one(kreis)

    pdf = renderer(Format.PDF)(_in(one, language), maker)

    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    parts = set(re.findall(rb"/Lang ?\(([a-z]+)\)", pdf))
    assert {b"de", WORDS.others[language].lang.encode()} <= parts


@pytest.mark.unchanged
@pytest.mark.parametrize("language", LANGUAGES)
def test_both_sides_say_the_same_line_by_line(kreis, language):
    """As many facts, events and notices; numbers and names stay as they are."""
    one, maker = _one(kreis)
    receipt = write_receipt(_in(one, language), maker)
    beside = receipt.beside

    assert beside is not None
    assert "Verbindlich ist allein der deutsche Text." in receipt.notes
    assert beside.words.say("binding") in beside.notes
    for german, other in ((receipt.facts, beside.facts), (receipt.events, beside.events)):
        assert len(german) == len(other)
        for (_, said), (_, told) in zip(german, other, strict=True):
            assert re.findall(r"F\d\d-\d|FAM-[\d-]+|\d\d\.\d\d\.\d{4}", said) == re.findall(
                r"F\d\d-\d|FAM-[\d-]+|\d\d\.\d\d\.\d{4}", told
            )


@pytest.mark.unchanged
def test_a_paper_in_german_alone_has_no_second_side(kreis):
    """And says nothing of translations."""
    one, maker = _one(kreis)
    text = renderer(Format.TXT)(_in(one, "de"), maker).decode()

    assert "Verbindlich" not in text
    assert write_receipt(_in(one, "xx"), maker).beside is None


@pytest.mark.unchanged
def test_the_language_of_the_paper_is_taken(kreis):
    """Zahra signed a text in German and Dari."""
    one, maker = _one(kreis, "C17", "F05-1")

    assert "prs" in one.story.languages or "prs" in one.story.interpreter or one.story.languages == ("de",)
    assert (write_receipt(one, maker).beside is not None) == ("prs" in {*one.story.languages, *one.story.interpreter})


@pytest.mark.unchanged
def test_a_sign_that_no_font_has_is_shown_as_missing(kreis):
    """The document is still made and can still be read aloud; the text has the sign."""
    one, maker = _one(kreis)
    strange = replace(maker, called={one.person: "漢 Ahornwald"})

    assert renderer(Format.PDF)(one, strange).startswith(b"%PDF-1.7")
    assert "漢 Ahornwald" in renderer(Format.TXT)(one, strange).decode()
