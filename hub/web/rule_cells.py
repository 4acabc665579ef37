"""The cells of a change as the form of the rules has them: the first by its plain names, each further one by a number.

Works without a script: a button adds a cell or leaves one out, and the form comes back with all that was typed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hub.terms.agreed import Value
from hub.terms.lists import Category, Purpose, Role
from hub.terms.rule_changes import MOST_CELLS, CellChange
from hub.terms.rule_wishes import Wanted
from hub.web.rules import read_word

NAMES = ("kategorie", "funktion", "zweck", "wert")
PLACES = {"category": "kategorie", "role": "funktion", "purpose": "zweck"}
"""Where in a cell a fault is mended; what the law says against it, at its value."""
MORE, LESS = "mehr", re.compile(r"weniger-([0-9]{1,2})")
_FURTHER = re.compile(rf"(?:{'|'.join(NAMES)})-([0-9]{{1,2}})")

Typed = Mapping[str, str]


@dataclass(frozen=True)
class CellForm:
    """One cell as it was typed: its words by the plain names, and what its names end in on the page."""

    typed: Typed
    place: int

    @property
    def suffix(self) -> str:
        """Nothing for the first one, so that an address can name a cell."""
        return f"-{self.place + 1}" if self.place else ""

    @property
    def wanted(self) -> Wanted:
        """As words of closed lists; None where what was typed is none of them."""
        typed = self.typed
        return Wanted(
            read_word(Category, typed["kategorie"]),
            read_word(Role, typed["funktion"]),
            read_word(Purpose, typed["zweck"]),
            read_word(Value, typed["wert"]),
        )


def read_cells(given: Typed, button: str = "") -> tuple[CellForm, ...]:
    """The cells of a form, numbered anew; one more or one less where that button was pressed.

    A further cell of which nothing is filled in is none. One more than can be proposed is read, so that it can be said.
    """
    numbers = sorted({int(found[1]) for name in given if (found := _FURTHER.fullmatch(name)) and int(found[1]) > 1})
    leave = LESS.fullmatch(button)
    left = int(leave[1]) if leave else None
    cells = [_typed(given, number) for number in (1, *numbers) if number != left]
    kept = [one for place, one in enumerate(cells) if not place or any(one.values())]
    if button == MORE and len(kept) < MOST_CELLS:
        kept.append(dict.fromkeys(NAMES, ""))
    return tuple(CellForm(one, place) for place, one in enumerate((kept or [_typed({}, 1)])[: MOST_CELLS + 1]))


def is_about_cells(button: str) -> bool:
    """Whether a button changes the form alone."""
    return button == MORE or LESS.fullmatch(button) is not None


def hidden_fields(cells: Iterable[CellChange]) -> tuple[tuple[str, str], ...]:
    """The same cells as a form sends them."""
    return tuple(
        (f"{name}-{place + 1}" if place else name, word)
        for place, one in enumerate(cells)
        for name, word in zip(NAMES, (one.cell.category, one.cell.role, one.cell.purpose, one.value), strict=True)
    )


def _typed(given: Typed, number: int) -> dict[str, str]:
    return {name: given.get(name if number == 1 else f"{name}-{number}", "") for name in NAMES}
