"""Kölner Phonetik (Postel 1969): German words that sound alike have one code. `Meier`, `Maier` and `Mayr` are `67`."""

import unicodedata

_PLAIN = str.maketrans({"ß": "s", "ä": "a", "ö": "o", "ü": "u", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d"})
_SINGLE = {
    **dict.fromkeys("aeijouy", "0"),
    **dict.fromkeys("b", "1"),
    **dict.fromkeys("fvw", "3"),
    **dict.fromkeys("gkq", "4"),
    "l": "5",
    **dict.fromkeys("mn", "6"),
    "r": "7",
    **dict.fromkeys("sz", "8"),
}
_HARD_AT_START, _HARD = frozenset("ahkloqrux"), frozenset("ahkoqux")


def sound_of(word: str) -> str:
    """The code of a word; empty where nothing of it sounds."""
    letters = _letters(word)
    codes = [_code(letters, place) for place in range(len(letters))]
    joined = "".join(codes)
    once = "".join(sign for place, sign in enumerate(joined) if place == 0 or sign != joined[place - 1])
    return once[:1] + once[1:].replace("0", "")


def _letters(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.casefold().translate(_PLAIN).replace("ss", "s"))
    return "".join(sign for sign in folded if "a" <= sign <= "z")


def _code(letters: str, place: int) -> str:
    letter = letters[place]
    before = letters[place - 1] if place else ""
    after = letters[place + 1] if place + 1 < len(letters) else ""
    match letter:
        case "h":
            return ""
        case "p":
            return "3" if after == "h" else "1"
        case "d" | "t":
            return "8" if after and after in "csz" else "2"
        case "x":
            return "8" if before and before in "ckq" else "48"
        case "c":
            return _code_of_c(before, after)
    return _SINGLE[letter]


def _code_of_c(before: str, after: str) -> str:
    if not before:
        return "4" if after in _HARD_AT_START else "8"
    return "4" if after in _HARD and before not in "sz" else "8"
