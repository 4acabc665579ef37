"""Blind indexes: names and dates of birth can be found without a value in clear.

A token is a keyed hash (HMAC-SHA256) of family, kind and word. The key is the owner's alone; with the family in it, the
same name in two families has two tokens, so the table tells nobody that it is the same.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from hub.terms.answers import Json
from hub.terms.ids import FamilyId, FieldId

NAMES = frozenset({FieldId("family_name"), FieldId("given_name")})
BORN = FieldId("birth_date")
SHORTEST = 3
LONGEST = 40
_APART = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "a", "œ": "o", "þ": "th"})
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2})")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name or a query, spelt one way: `Müller` is `Mueller` is `MULLER`, `Serçe` is `serce`."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_APART))
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return tuple(word[:LONGEST] for word in re.findall(r"[^\W_]+", re.sub(r"(?<=[aou])e", "", plain)))


def day_of(text: str) -> str | None:
    """`12.03.1991` or `1991-03-12`, as the second."""
    found = _DAY.fullmatch(text.strip())
    if not found:
        return None
    day, month, year, *iso = found.groups()
    return "-".join(iso) if year is None else f"{year}-{int(month):02}-{int(day):02}"


def is_indexed(field: FieldId) -> bool:
    """Whether values of this field can be searched."""
    return field in NAMES or field == BORN


def matches(field: FieldId, content: Json, word: str) -> bool:
    """Whether a value is what was asked for: a date exactly, a name from its beginning on (three letters or all)."""
    return word in set(_searchable(field, content))


def tokens_of(key: bytes, family: FamilyId, field: FieldId, content: Json) -> list[bytes]:
    """What stands in the index for one value."""
    return sorted({token(key, family, word) for word in _searchable(field, content)})


def token(key: bytes, family: FamilyId, word: str) -> bytes:
    """One word, as it stands in the index of one family."""
    mac = HMAC(key, SHA256())
    mac.update(f"fam-hub blind index v1|{family}|{word}".encode())
    return mac.finalize()


def searched(key: bytes, words: Sequence[str]) -> str:
    """What the log keeps of a query: a fingerprint of its longest word, so that many seekers of one name are seen.

    Without the owner's key nothing can be read from it, and it is none of the index.
    """
    if not words:
        return ""
    mac = HMAC(key, SHA256())
    mac.update(f"fam-hub searched word v1|{max(sorted(words), key=len)}".encode())
    return mac.finalize().hex()[:24]


def _searchable(field: FieldId, content: Json) -> Iterator[str]:
    if field == BORN:
        day = day_of(content) if isinstance(content, str) else None
        yield from [day] if day else []
    if field in NAMES and isinstance(content, str):
        for word in words_of(content):
            yield from (word[:length] for length in range(min(SHORTEST, len(word)), len(word) + 1))


IndexKeys = Mapping[str, bytes]
"""The index keys that a process holds, by owner."""
