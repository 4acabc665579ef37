"""How somebody of a family is spoken to: Sie, from 15 on; du, below; and in Leichte Sprache, where they chose it."""

from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup, escape

from hub.terms.lists import Purpose
from hub.web.texts import Texts

DU_UNTIL = 15
OWN = "own"
"""The way of words that are others to families than to staff: to a family nobody speaks of a case."""


@dataclass(frozen=True)
class Speech:
    """Texts in the way that fits best; where a text has no such way, in its plain one."""

    texts: Texts
    ways: tuple[str, ...] = ()

    def say(self, text: str, **facts: str | int) -> str:
        """The text, in the first of the ways that it has."""
        way = next((one for one in self.ways if self.texts.variant(text, one)), "")
        return self.texts.say(f"{text}.{way}" if way else text, **facts)

    def purpose(self, purpose: Purpose) -> str:
        """What something is for, in the middle of a sentence."""
        name = f"purpose-{purpose}"
        return self.texts.say(f"{name}.{OWN if self.texts.variant(name, OWN) else 'noun'}")

    def show(self, text: str) -> Markup:
        """The text with what stands between two double stars in bold: in Leichte Sprache every „nicht“ is."""
        parts = self.say(text).split("**")
        return Markup("").join(
            Markup("<strong>{}</strong>").format(part) if place % 2 else escape(part)
            for place, part in enumerate(parts)
        )

    def day(self, day: date) -> str:
        """`16.11.2026`."""
        return self.texts.plain_day(day)

    def moment(self, at: datetime) -> str:
        """`Mo 16.11.2026, 10:14`."""
        return self.texts.moment(at)


def speech_for(texts: Texts, age: int | None, *, is_easy: bool) -> Speech:
    """Du to who is known to be under 15."""
    is_young = age is not None and age < DU_UNTIL
    ways = {(True, True): ("du-easy", "easy", "du"), (True, False): ("easy",), (False, True): ("du",)}
    return Speech(texts, (*ways.get((is_easy, is_young), ()), OWN))
