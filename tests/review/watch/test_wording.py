"""What is kept of a text: whether it is the same as another, and whether it says anything."""

import pytest

from hub.review.watch.wording import fingerprint, judge
from hub.terms.logged import Wording

KEY, OTHER = b"k" * 32, b"o" * 32


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        ("", Wording.NONE),
        ("   ", Wording.NONE),
        ("brauche dringend Info zum Fall, bitte freigeben", Wording.GENERIC),
        ("Info", Wording.GENERIC),
        ("Bitte um Freigabe!!!", Wording.GENERIC),
        ("Vertretung übernehmen 1", Wording.PLAIN),
        ("asdf", Wording.KEYBOARD),
        ("QWERTZ asdfgh", Wording.KEYBOARD),
        ("54321", Wording.KEYBOARD),
        ("xxxxxxxx", Wording.REPEATED),
        ("test test test", Wording.REPEATED),
        ("...", Wording.REPEATED),
        ("Kind", Wording.SHORT),
        ("Kleinkind weint seit Stunden, niemand öffnet; Anschrift für den Hausbesuch", Wording.PLAIN),
        ("Anruf der Schule, Kind nicht erschienen", Wording.PLAIN),
    ],
)
def test_a_reason_is_judged_once(text, judged):
    """By what it says of a case, not by its length alone."""
    assert judged is judge(text)


def test_equal_words_have_equal_fingerprints_however_they_are_written():
    """Case, accents and signs make no difference; another word, or another evaluation, does."""
    one = fingerprint(KEY, "Immergrün, Katrin!")

    assert one == fingerprint(KEY, "IMMERGRUEN katrin")
    assert one != fingerprint(KEY, "Immergrün")
    assert one != fingerprint(OTHER, "Immergrün, Katrin!")
    assert "" == fingerprint(KEY, " ?! ")
    assert "immergr" not in one
