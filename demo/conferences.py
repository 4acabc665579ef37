"""The conferences of the Kreis (section 6): held, closed and to come; and who sits where for which family."""

from collections.abc import Mapping, Sequence
from typing import Any

from demo.families import FAMILIES

NUMBERS = {family.id: family.number for family in FAMILIES}
PLACE = "Familienbüro Quellstadt, Besprechungsraum 2"

MEETINGS: Sequence[tuple[str, str, str, str, str, str, Sequence[tuple[str, str, str, str]]]] = (
    ("K-2026-031", "case", "2026-10-13T14:00:00+02:00", "2026-10-13T16:00:00+02:00", "U02", "held", (
        ("F10", "Wie es in der Nachbetreuung weitergeht", "U02 U03 U08 U06", ""),
        ("F14", "Nach den Herbstferien", "U02 U03 U08 U06", ""),
        ("F05", "Wege in Arbeit und Sprache", "U02 U03 U08 U06", ""),
    )),
    ("K-2026-032", "case", "2026-10-27T13:00:00+01:00", "2026-10-27T16:00:00+01:00", "U01", "closed", (
        ("F01", "Zwischenstand der Ziele", "U01 U07 U06 U12", ""),
        ("F02", "Wer was mit wem bespricht", "U01 U07 U06", ""),
        ("F07", "Schule und Ausbildung", "U01 U07 U06", ""),
        ("F11", "Zwischenstand der Ziele", "U01 U07 U06 U12", ""),
    )),
    ("K-2026-033", "nameless", "2026-11-03T10:00:00+01:00", "2026-11-03T10:50:00+01:00", "U03", "closed", (
        ("", "Familie A", "U01 U07 U03 U09", ""),
    )),
    ("K-2026-034", "case", "2026-11-17T14:00:00+01:00", "2026-11-17T15:00:00+01:00", "U06", "planned", (
        ("F06", "Was die Familie jetzt braucht", "U02 U08 U06", "F06-1 F06-2 F06-3"),
    )),
    ("K-2026-035", "case", "2026-11-24T13:00:00+01:00", "2026-11-24T15:30:00+01:00", "U06", "planned", (
        ("F01", "Wie es nach der Hilfe zu Hause weitergeht", "U01 U07 U06 U12", "F01-1"),
        ("F02", "Kita und Umgang", "U01 U07 U06", ""),
        ("F12", "Ausbildung von Noah", "U02 U08 U06", ""),
    )),
)  # fmt: skip
"""Number, kind, from, to, who moderates, where it stands; of each topic the family, the reason, and who comes."""


def conferences() -> dict[str, Any]:
    """The load file of the conferences."""
    return {"format": 1, "conferences": [_meeting(*one) for one in MEETINGS]}


def _meeting(*said: Any) -> Mapping[str, Any]:
    number, kind, since, until, moderator, state, topics = said
    return {
        "number": number,
        "kind": kind,
        "from": since,
        "to": until,
        "place": PLACE,
        "moderator": moderator,
        "state": state,
        "topics": [_topic(*one) for one in topics],
    }


def _topic(family: str, reason: str, staff: str, persons: str) -> Mapping[str, Any]:
    named = {"family": NUMBERS[family]} if family else {}
    come = {"persons": persons.split()} if persons else {}
    return {**named, "reason": reason, "staff": staff.split(), **come}
