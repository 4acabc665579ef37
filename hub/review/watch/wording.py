"""What is kept of a text that the log holds: a keyed fingerprint, and a judgement. The text itself is forgotten."""

import hmac
import re
import unicodedata
from hashlib import sha256

from hub.terms.logged import Wording

SHORTEST = 8
"""Letters and digits: less says nothing of a case."""
GENERIC = frozenset(
    {
        "abgleich",
        "akte",
        "aktuell",
        "allgemein",
        "anfrage",
        "arbeit",
        "auftrag",
        "bearbeitung",
        "benötige",
        "benötigt",
        "bitte",
        "brauche",
        "daten",
        "dienstlich",
        "dringend",
        "eilig",
        "eilt",
        "einblick",
        "einsicht",
        "fall",
        "familie",
        "frage",
        "freigabe",
        "freigeben",
        "geht",
        "grund",
        "hallo",
        "info",
        "information",
        "infos",
        "kontrolle",
        "kurz",
        "los",
        "mal",
        "muss",
        "nachschauen",
        "nachsehen",
        "notfall",
        "notwendig",
        "pruefung",
        "prüfung",
        "rueckfrage",
        "rückfrage",
        "schauen",
        "schnell",
        "sehen",
        "sonst",
        "sonstiges",
        "test",
        "vertretung",
        "vorgang",
        "wichtig",
        "wissen",
        "zugang",
        "zugriff",
    }
)
"""Words that suit every case: a text of nothing else gives no reason."""
FILLING = frozenset(
    {
        "aber",
        "als",
        "am",
        "an",
        "auf",
        "aus",
        "bei",
        "das",
        "dem",
        "den",
        "der",
        "des",
        "die",
        "diese",
        "dieser",
        "ein",
        "eine",
        "einen",
        "einer",
        "es",
        "für",
        "fuer",
        "hier",
        "ich",
        "im",
        "in",
        "ist",
        "mal",
        "mich",
        "mir",
        "mit",
        "nach",
        "noch",
        "nur",
        "schon",
        "sein",
        "sie",
        "sind",
        "so",
        "um",
        "und",
        "uns",
        "vom",
        "von",
        "vor",
        "war",
        "wegen",
        "wir",
        "wird",
        "zu",
        "zum",
        "zur",
    }
)
ROWS = ("1234567890", "qwertzuiop", "qwertyuiop", "asdfghjkl", "yxcvbnm", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
RUN = 4


def fingerprint(key: bytes, text: str) -> str:
    """Equal for texts of the same words, whatever their case, accents and signs; empty for no text."""
    words = plain(text)
    return hmac.new(key, b"hub-review-words-v1\0" + words.encode(), sha256).hexdigest()[:24] if words else ""


def plain(text: str) -> str:
    """Letters and digits in lower case, words divided by one blank; umlauts and ß as people also write them."""
    folded = text.casefold().translate(_UMLAUTS)
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", bare))


def judge(text: str) -> Wording:
    """Whether a text can be a reason at all. It is read once, here, and not kept."""
    words = plain(text).split()
    if not text.strip():
        return Wording.NONE
    letters = "".join(words)
    if _is_run(words):
        return Wording.KEYBOARD
    if len(set(letters)) <= 2 or (len(words) > 2 and len(set(words)) == 1):
        return Wording.REPEATED
    if all(word in _SAYS_NOTHING or word.isdigit() for word in words):
        return Wording.GENERIC
    return Wording.SHORT if len(letters) < SHORTEST else Wording.PLAIN


def _is_run(words: list[str]) -> bool:
    """Every word a run of keys that lie side by side, forwards or backwards."""
    return bool(words) and all(
        len(word) >= RUN and any(word in row * 2 or word[::-1] in row * 2 for row in ROWS) for word in words
    )


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_SAYS_NOTHING = frozenset(plain(word) for word in (*GENERIC, *FILLING))
