"""Whether a sentence holds what not all present may see. Compared are words; what somebody means, no computer knows.

Found is: a value as it stands in the record, and a run of words out of a longer one. Not found is what is said in
other words, misspelt, in another language, or in a single common word; and what whoever writes may not see themselves.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from hub.terms.answers import Json
from hub.terms.ids import FieldId

RUN = 5
"""So many words in a row out of a longer value are no accident."""
LONGEST_NUMBER_THAT_IS_COMMON = 2
CHECKED = frozenset(
    {
        "text",
        "record",
        "list",
        "date",
        "document",
        "money",
        "datetime",
        "address",
        "checklist",
        "scale+text",
        "text+money",
        "period",
        "number",
    }
)
"""Kinds of values that are compared. Words of closed lists (`Mutter`, `ja`) stand in any sentence."""
_MONTHS = (
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
)
_NUMBERED = {name: str(number) for number, name in enumerate(_MONTHS, 1)} | {
    name[:3]: str(number) for number, name in enumerate(_MONTHS, 1)
}
_WORD = re.compile(r"\w+")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")

Words = tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Guarded:
    """A value that not all may see, and the field it is of; `is_name`: one word of it says enough."""

    field: FieldId
    content: Json
    is_name: bool = False


def find_spill(text: str, guarded: Iterable[Guarded], open_to_all: Iterable[Json]) -> FieldId | None:
    """The field of a value that the text holds; None where none is found. What all may see anyway does not count."""
    said = _words(text)
    free = {part for value in open_to_all for whole in _texts(value) for part in _telling(whole, is_name=True)}
    for one in guarded:
        for whole in _texts(one.content):
            telling = set(_telling(whole, is_name=one.is_name)) - free
            if any(_holds(said, part) for part in telling):
                return one.field
    return None


def _telling(text: str, *, is_name: bool) -> Iterator[Words]:
    """What of a value tells it: the whole of a short one, each run of words of a longer one; a day in each form."""
    for words in {_words(text), *_days(text)}:
        if len(words) > RUN:
            yield from (words[start : start + RUN] for start in range(len(words) - RUN + 1))
        elif len(words) > 1 or is_name or _is_rare(words):
            yield words


def _is_rare(words: Words) -> bool:
    """A single word tells something only if it is a number that is no common one."""
    return any(word.isdigit() and len(word) > LONGEST_NUMBER_THAT_IS_COMMON for word in words)


def _days(text: str) -> Iterator[Words]:
    """Days as people write them: 2026-10-07 is 7.10.2026, and 7. Oktober."""
    for year, month, day in _DAY.findall(text):
        yield str(int(day)), str(int(month)), year


def _words(text: str) -> Words:
    found = _WORD.findall(normalize("NFKC", text).casefold())
    return tuple(_word(one) for one in found)


def _word(word: str) -> str:
    if word.isdecimal():
        return word.lstrip("0") or "0"
    return _NUMBERED.get(word, word)


def _holds(said: Words, part: Sequence[str]) -> bool:
    if not part or len(part) > len(said):
        return False
    return any(said[start : start + len(part)] == tuple(part) for start in range(len(said) - len(part) + 1))


def _texts(content: object) -> Iterator[str]:
    """The texts of a value; a key is a word of the house, not of the family."""
    if isinstance(content, dict):
        for item in content.values():
            yield from _texts(item)
    elif isinstance(content, list):
        for item in content:
            yield from _texts(item)
    elif isinstance(content, str):
        yield content
    elif isinstance(content, int | float) and not isinstance(content, bool):
        yield from _numbers(content)


def _numbers(number: int | float) -> Iterator[str]:
    """1684.0 is written 1684, 1.684 and 1.684,00."""
    forms = [f"{number:.2f}", f"{number:,.2f}"]
    whole = [f"{number:.0f}", f"{number:,.0f}"] if number == int(number) else []
    yield from (*whole, *forms)
