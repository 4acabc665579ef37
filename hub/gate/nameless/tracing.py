"""Whether something of the record stands in a text: names, places, dates, numbers. The author is told what and where.

It finds what is spelt like the record, inflected, taken apart or written together; nothing paraphrased.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from hub.gate.nameless.facts import ADDRESS, BORN, EMAIL, GIVEN, HOUSEHOLD, PHONE, SURNAME, Known, read_day
from hub.record.blind import words_of
from hub.terms.ids import FamilyNumber
from hub.terms.nameless import Trace, TraceKind, Words

APART = 6
"""A name of so many letters is found within other words and across gaps too; a shorter one as a word alone."""
LONG_NUMBER = 5
"""So many digits in a row are a number of a file, an account or a telephone."""
_ENDINGS = ("", "s", "es", "n", "ns", "schen", "sche", "scher", "sches")
_STREET = re.compile(r"(strasse|str|weg|platz|gasse|allee|ring|damm|ufer)$")
_MONTHS = "januar|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember"
_DAY = re.compile(
    rf"\b\d{{1,2}}\s*\.\s*(?:\d{{1,2}}\s*\.(?:\s*(?:\d{{4}}|\d{{2}})\b)?|(?:{_MONTHS})\b(?:\s+\d{{4}})?)"
    rf"|\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b",
)
_NUMBER = re.compile(rf"(?:\d[\s\-/.]*){{{LONG_NUMBER},}}")
_FILE = re.compile(r"\b[a-z]{2,4}-\d[\w\-/]*|\b\d+[a-z]+\d+\w*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_ADDRESS = re.compile(r"\S+@\S+")
_HIDDEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def find_traces(known: Known, number: FamilyNumber, words: Words) -> tuple[Trace, ...]:
    """What of the record stands in the words, part by part; each once."""
    names, places = _names(known), _places(known)
    years = {str(born.year) for text in known.texts(BORN) if (born := read_day(text)) is not None}
    found = []
    for part, text in words.parts.items():
        plain = _plain(text)
        said = [(TraceKind.NAME, one) for one in _words_in(plain, names)]
        said += [(TraceKind.PLACE, one) for one in _words_in(plain, places - names)]
        said += [(TraceKind.CONTACT, one) for one in _contacts(known, plain)]
        said += _numbers(plain, number, years)
        found += [Trace(kind, part, one) for kind, one in dict.fromkeys(said)]
    return tuple(found)


def _plain(text: str) -> str:
    """One spelling, with its marks: what can be seen of it, in small letters, without accents."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).translate(_HIDDEN).casefold())
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


def _names(known: Known) -> frozenset[str]:
    """Words of names, of whoever the record names, third persons too."""
    texts = known.texts(GIVEN, SURNAME, HOUSEHOLD)
    return frozenset(word for text in texts for word in words_of(text) if len(word) > 1)


def _places(known: Known) -> frozenset[str]:
    """Towns and streets. What every second street is called is no trace without the rest of it."""
    found = (word for text in known.texts(ADDRESS) for word in words_of(text))
    return frozenset(word for word in found if len(word) > 2 and not word.isdigit() and not _STREET.fullmatch(word))


def _words_in(plain: str, wanted: Iterable[str]) -> Iterator[str]:
    spoken = words_of(plain)
    joined = "".join(spoken)
    forms = {f"{word}{ending}": word for word in wanted for ending in _ENDINGS}
    for word in spoken:
        if word in forms:
            yield word
    for word in sorted(wanted):
        if len(word) >= APART and word in joined and not any(one in forms and forms[one] == word for one in spoken):
            yield word


def _contacts(known: Known, plain: str) -> Iterator[str]:
    yield from _ADDRESS.findall(plain)
    squeezed = re.sub(r"\D", "", plain)
    for phone in known.texts(PHONE):
        digits = re.sub(r"\D", "", phone)
        if len(digits) >= LONG_NUMBER and digits in squeezed:
            yield phone
    for email in known.texts(EMAIL):
        if email.partition("@")[0].casefold() in plain:
            yield email


def _numbers(plain: str, number: FamilyNumber, years: Iterable[str]) -> list[tuple[TraceKind, str]]:
    days = _DAY.findall(plain)
    rest = _DAY.sub(" ", plain)
    found = [(TraceKind.DAY, day) for day in days]
    found += [(TraceKind.BIRTH, year) for year in _YEAR.findall(rest) if year in years]
    rest = _YEAR.sub(" ", rest)
    found += [(TraceKind.NUMBER, one) for one in _FILE.findall(rest)]
    found += [(TraceKind.NUMBER, one.strip()) for one in _NUMBER.findall(_FILE.sub(" ", rest))]
    is_named = bool(number) and re.sub(r"\W", "", number.casefold()) in re.sub(r"\W", "", plain)
    return [*found, *([(TraceKind.NUMBER, number)] if is_named else [])]
