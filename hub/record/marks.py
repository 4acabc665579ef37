"""What staff and families are called, as keyed hashes that can be compared and not read (R02, R03).

The key is an owner's index key: each compares what it knows itself. A surname is every part of a double name of three
letters or more; whoever is one and the same has first name, surname and day of birth alike.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from hub.record.blind import SHORTEST, words_of
from hub.terms.phonetics import sound_of

LEAST_SOUND = 3
"""Codes of fewer digits are of too many names."""
TITLES = frozenset({"dr", "prof", "dipl", "med", "phil", "jur"})
PARTICLES = frozenset({"von", "van", "der", "den", "de", "di", "da", "zu", "zum", "zur", "al", "el"})

Mark = tuple[str, bytes]
"""Of which kind, and the hash."""


@dataclass(frozen=True, repr=False)
class Called:
    """What somebody is called, in clear, for as long as it is compared."""

    given: str
    surname: str
    born: date | None = None


def called(name: str, born: date | None = None) -> Called:
    """A member of staff by the name in the directory: titles apart, the last word is the surname."""
    words = [word for word in name.split() if word.strip(".").casefold() not in TITLES]
    return Called(words[0] if len(words) > 1 else "", words[-1] if words else "", born)


def marks_of(key: bytes, one: Called) -> tuple[Mark, ...]:
    """Each mark once, in no order that tells of the name."""
    return tuple(sorted({(kind, _hash(key, kind, word)) for kind, word in _words(one)}))


def single_words(one: Called) -> tuple[str, ...]:
    """The surname as it would stand in a blind index, where it is one word; of double names each part is one."""
    return tuple({word for kind, word in _words(one) if kind == "surname"})


def _words(one: Called) -> Iterator[tuple[str, str]]:
    parts = [word for word in words_of(one.surname) if len(word) >= SHORTEST and word not in PARTICLES]
    for part in parts:
        yield "surname", part
        sound = sound_of(part)
        if len(sound) >= LEAST_SOUND:
            yield "sound", sound
    given = words_of(one.given)
    if parts and given and one.born is not None:
        yield "self", f"{given[0]}|{' '.join(parts)}|{one.born.isoformat()}"


def _hash(key: bytes, kind: str, word: str) -> bytes:
    mac = HMAC(key, SHA256())
    mac.update(f"fam-hub likeness v1|{kind}|{word}".encode())
    return mac.finalize()


def all_marks(key: bytes, people: Iterable[Called]) -> frozenset[Mark]:
    """The marks of several people."""
    return frozenset(mark for one in people for mark in marks_of(key, one))
