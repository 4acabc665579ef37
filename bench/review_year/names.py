"""Invented surnames and streets. Few names are common and many are rare, as in any register."""

from random import Random

FIRST = ("Ahorn", "Birken", "Distel", "Eiben", "Farn", "Ginster", "Hasel", "Immen", "Kiefern", "Linden", "Mohn",
         "Nessel", "Pappel", "Quitten", "Rosen", "Schleh", "Tannen", "Ulmen", "Weiden", "Zeder")  # fmt: skip
LAST = ("au", "bach", "berg", "brink", "egg", "feld", "garten", "hof", "horst", "kamp", "land", "rode", "see", "stein",
        "tal", "wald", "winkel")  # fmt: skip
SURNAMES = tuple(first + last for last in LAST for first in FIRST)
STREETS = tuple(f"{first}{last}" for first in FIRST[::2] for last in ("weg", "gasse", "allee", "ring"))
STEEPNESS = 0.55
"""How much more common the first names of the list are."""

_WEIGHTS = tuple((rank + 4) ** -STEEPNESS for rank in range(len(SURNAMES)))


def surname(chance: Random) -> str:
    """One of the list; common ones come often."""
    return chance.choices(SURNAMES, _WEIGHTS)[0]


def street(chance: Random, district: int, districts: int) -> str:
    """A street of that district: no two districts share one."""
    return chance.choice(STREETS[district::districts])
