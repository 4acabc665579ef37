"""The German words of receipts: `schemas/receipts.toml`, and the labels of `schemas/vocabulary.toml`."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hub.terms.clock import BERLIN
from hub.terms.lists import Agency, Category, Purpose, Role

_DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


@dataclass(frozen=True, eq=False)
class Words:
    """A KeyError names a word that the files lack."""

    receipts: Mapping[str, Any]
    vocabulary: Mapping[str, Any]

    def say(self, key: str, **facts: object) -> str:
        """A sentence or a heading."""
        return str(self.receipts["words"][key]).format(**facts)

    def happened(self, key: str, **facts: object) -> str:
        """What happened, in words."""
        return str(self.receipts["happened"][key]).format(**facts)

    def one_of(self, table: str, word: str) -> str:
        """The label of a word of a closed list; of a language that is not in it, its code."""
        return str(self.receipts[table].get(word, word) if table == "languages" else self.receipts[table][word])

    def category(self, category: Category) -> str:
        """What a family ticks."""
        return str(self.vocabulary["categories"][category]["label"])

    def purpose(self, purpose: Purpose) -> str:
        """What for."""
        return str(self.vocabulary["purposes"][purpose]["label"])

    def role(self, role: Role) -> str:
        """A function."""
        return str(self.vocabulary["roles"][role]["label"])

    def broader(self, table: str, word: str) -> str:
        """The term of the Data Privacy Vocabulary under which a category or a purpose stands."""
        terms: Mapping[str, str] = self.receipts["broader"][table]
        return terms[word] if word in terms else terms["other"]

    def controller(self, agency: Agency) -> Mapping[str, str]:
        """Address and contact of a controller, as the operator wrote them."""
        found: Mapping[str, str] = self.receipts["controllers"][agency]
        return found


def load_words(home: Path) -> Words:
    """The words of a checkout."""
    receipts, vocabulary = (
        tomllib.loads((home / "schemas" / name).read_text(encoding="utf-8"))
        for name in ("receipts.toml", "vocabulary.toml")
    )
    return Words(receipts, vocabulary)


def names(words: Iterable[str]) -> str:
    """„a, b und c“."""
    *others, last = list(words) or [""]
    return f"{', '.join(others)} und {last}" if others else last


def day(one: date) -> str:
    """„Mo 16.11.2026“."""
    return f"{_DAYS[one.weekday()]} {one:%d.%m.%Y}"


def moment(at: datetime) -> str:
    """„Mo 16.11.2026, 10:14 Uhr“, by the clock on the wall."""
    local = at.astimezone(BERLIN)
    return f"{day(local.date())}, {local:%H:%M} Uhr"
