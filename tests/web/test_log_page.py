"""The access log as sentences."""

from dataclasses import replace

import pytest

from hub.ledger.entry import Event
from hub.web.sentences import name_event, write_sentence
from hub.web.texts import LANGUAGES, load_texts
from tests.web.sample import LINE, PLACE, REFUSAL


def test_a_look_is_one_sentence():
    """Who, what, whose, what for and on which basis, in pseudonyms (J10)."""
    expected = (
        "Nutzer N-07 (Jobcoach FAM, Pro Arbeit) las Kontakt von Person P-3, Familie FAM-2025-003, "
        "Zweck gemeinsame Planung, Grundlage Einwilligung C01."
    )

    assert expected == write_sentence(LINE, load_texts("de")).text


def test_a_refusal_says_its_exact_reason():
    """The data protection officer sees the code that the screen did not say."""
    sentence = write_sentence(REFUSAL, load_texts("de"))

    assert sentence.is_refusal
    assert sentence.text.endswith("Grund der Ablehnung: nicht zugeordnet.")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", Event)
def test_every_event_of_the_ledger_has_a_sentence_and_a_name(event, language):
    """With everything named, and with nothing named; and a name by which one filters (`kind-…` in `log.ftl`)."""
    texts = load_texts(language)
    full, bare = replace(LINE, event=event.value), replace(LINE, event=event.value, persons=(), categories=())

    for line in (full, bare):
        assert event.value not in write_sentence(line, texts).text
    assert event.value != name_event(event.value, texts)


def test_a_refused_reading_of_the_log_does_not_sound_like_a_reading():
    """The sentence says what became of the act."""
    line = replace(REFUSAL, event="log.read", family=None)

    assert "wollte das Protokoll lesen und wurde abgelehnt" in write_sentence(line, load_texts("de")).text


def test_an_event_that_has_no_sentence_yet_is_still_said():
    """Nothing in the log is left out because the page does not know its word."""
    sentence = write_sentence(replace(LINE, event="something.new"), load_texts("de"))

    assert "something.new" in sentence.text


def test_the_log_is_turned_page_by_page(dpo):
    """Newest first, with the way to older entries."""
    first = dpo.get("/datenschutz/protokoll").text
    second = dpo.get("/datenschutz/protokoll", query_string={"vor": str(PLACE)}).text

    assert f"vor={PLACE}" in first
    assert "Ältere Einträge" not in second
    assert "Zu den neuesten" in second


@pytest.mark.parametrize("before", ["", "x", "\x00", "‮", "9" * 1000])
def test_a_place_in_the_log_that_cannot_be_is_refused(dpo, before):
    """422, nothing guessed."""
    assert dpo.get("/datenschutz/protokoll", query_string={"vor": before}).status_code == 422
