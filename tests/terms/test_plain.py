"""What may stand in a value, in one line, and in a document."""

import json

import pytest

from hub.terms.plain import Flaw, flaws_of, is_line, legible

TURNING = ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"]


@pytest.mark.parametrize("sign", [*TURNING, "\x00", "\x07", "\x7f", "\x85"])
def test_what_controls_or_turns_the_line_is_in_no_value_and_in_no_line(sign):
    """A name that is turned round is shown as somebody else on a sheet that is signed."""
    assert (Flaw.CONTROL,) == flaws_of({"given_name": f"An{sign}na"})
    assert not is_line(f"An{sign}na")


@pytest.mark.parametrize("text", ["Zahra Rummanzadeh", "زهرا", "Đỗ Thị Ễ", "O’Brien-Müller", "\u200fزهرا", "a\u200cb"])
def test_names_of_all_writings_are_values(text):
    """Also with the marks that only say where a word belongs."""
    assert () == flaws_of(text)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ('"\\ und\nneu', '"\\ und\nneu'),
        ("C:\\u0041", "C:\\u0041"),
        ("a\x00b\x07", "a\ufffdb\ufffd"),
        ("Ort \U0001f600", "Ort \ufffd"),
        ("ሀ 中", "\ufffd \ufffd"),
        ("Ahornwald, Ülkü, Зоя, زهرا, Ễ €", "Ahornwald, Ülkü, Зоя, زهرا, Ễ €"),
        ("An\u202ena", "An\ufffdna"),
    ],
)
def test_a_document_shows_what_it_cannot_write_as_missing_and_nothing_else(said, shown):
    """It stays a document: quotes and backslashes are what they were."""
    assert {"text": shown} == json.loads(legible(json.dumps({"text": said}, ensure_ascii=False)))
