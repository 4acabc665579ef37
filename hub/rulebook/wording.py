"""The German words for rules: read from `schemas/wording.toml`, with the labels of `schemas/vocabulary.toml`.

Explanation, comparison and printed rules use these and no others. A test compares the lists with the code both ways.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from hub.policy.policies import Measure
from hub.terms.clock import BERLIN
from hub.terms.lists import Agency, Category, Level, Owner, Purpose, Role
from hub.terms.reasons import Reason

_DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_ADDRESS = re.compile(r"\{([^|{}]*)\|([^|{}]*)\}")


class Address(StrEnum):
    """How a text speaks to its reader: under 15 "du", else "Sie"."""

    DU = "du"
    SIE = "Sie"


@dataclass(frozen=True, eq=False)
class Wording:
    """All words. A KeyError names a word that the file lacks."""

    words: Mapping[str, Any]
    vocabulary: Mapping[str, Any]

    def level(self, level: Level | Measure) -> str:
        """„Zusammenfassung“, or how a level is looked up."""
        return str(self.words["measures"][level] if isinstance(level, Measure) else self.words["levels"][level.id])

    def agency(self, agency: Agency) -> str:
        """Whoever controls a partition, or who else asks."""
        return str(self.words["agencies"][agency])

    def role(self, role: Role) -> str:
        """The label of a function."""
        return str(self.vocabulary["roles"][role]["label"])

    def purpose(self, purpose: Purpose) -> str:
        """The label of a purpose."""
        return str(self.vocabulary["purposes"][purpose]["label"])

    def category(self, category: Category) -> str:
        """What a family ticks."""
        return str(self.vocabulary["categories"][category]["label"])

    def of_owner(self, owner: Owner) -> str:
        """In the genitive."""
        return str(self.words["owners"][owner])

    def person(self, ref: str) -> str:
        """The German word for what a case calls somebody; a name that it does not know stays as it is."""
        return str(self.words["people"].get(ref, f"„{ref}“"))

    def condition(self, name: str) -> str:
        """A clause that says what holds."""
        return str(self.words["conditions"][name]["when"])

    def lacking(self, name: str) -> str:
        """A clause that says that it does not hold."""
        return str(self.words["conditions"][name]["not"])

    def turn(self, name: str) -> str:
        """What would have to happen so that the condition is no longer in the way; empty where nobody can do it."""
        return str(self.words["conditions"][name].get("turn", ""))

    def is_special(self, name: str) -> bool:
        """It needs a ground that is given for this one look."""
        return bool(self.words["conditions"][name].get("special", False))

    def is_rare(self, name: str) -> bool:
        """Worth telling wherever it holds, though no rule that is looked at names it."""
        return self.is_special(name) or bool(self.words["conditions"][name].get("rare", False))

    def why(self, reason: Reason, address: Address) -> str:
        """The reason, spoken to somebody whose data it is about."""
        return speak(self.words["reasons"][reason]["why"], address)

    def change(self, reason: Reason, address: Address) -> str:
        """What the reader can do where it is their answer that is missing; empty where they can do nothing."""
        return speak(self.words["reasons"][reason].get("change", ""), address)

    def said(self, reason: Reason) -> str:
        """The reason in the derivation, about a third person."""
        return str(self.words["reasons"][reason]["said"])

    def norms(self, reason: Reason) -> tuple[str, ...]:
        """What a reason rests on besides the rules that decided."""
        return tuple(self.words["reasons"][reason].get("norms", ()))

    def duty(self, duty: str) -> str:
        """What has to be done with it."""
        return str(self.words["duties"][duty])


def load_wording(home: Path) -> Wording:
    """The words of a checkout."""
    words, vocabulary = (
        tomllib.loads((home / "schemas" / name).read_text(encoding="utf-8"))
        for name in ("wording.toml", "vocabulary.toml")
    )
    return Wording(words, vocabulary)


def speak(text: str, address: Address) -> str:
    """Choose the form of address where a text has both: `{du|Sie}`."""
    return _ADDRESS.sub(lambda found: found[1] if address is Address.DU else found[2], text)


def enumerate_words(words: Iterable[str], last: str = "und") -> str:
    """„a, b und c“."""
    *others, end = list(words) or [""]
    return f"{', '.join(others)} {last} {end}" if others else end


def day(day: date) -> str:
    """„Mo 16.11.2026“."""
    return f"{_DAYS[day.weekday()]} {day:%d.%m.%Y}"


def instant(at: datetime) -> str:
    """„Mo 16.11.2026, 10:14 Uhr“, by the clock on the wall."""
    local = at.astimezone(BERLIN)
    return f"{day(local.date())}, {local:%H:%M} Uhr"
