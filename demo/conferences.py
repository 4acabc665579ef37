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


WROTE = {"K-2026-031": ("U02", "2026-10-13T16:00:00+02:00"), "K-2026-032": ("U01", "2026-10-27T16:00:00+01:00")}
SAID = {"K-2026-031": (("U02", "2026-10-13T16:20:00+02:00"),)} | {
    "K-2026-032": (("U01", "2026-10-27T16:10:00+01:00"), ("U07", "2026-10-28T09:05:00+01:00")),
}
"""Who confirmed: the minutes of K-31 wait for U08."""
FIELDS = {"result": "fam_minutes_joint", "family": "fam_family_view", "agreed": "fam_shared_action"}
MINUTES: Mapping[tuple[str, str], Sequence[tuple[str, str, str]]] = {
    ("K-2026-031", "F10"): (("next fam_review_date", "F10-1", ""),),
    ("K-2026-031", "F14"): (("next fam_review_date", "F14-1", ""), ("next fam_review_date", "F14-2", "")),
    ("K-2026-031", "F05"): (("next fam_review_date", "F05-1", ""),),
    ("K-2026-032", "F01"): (
        ("result", "F01-1 F01-2 F01-3", ""),
        ("agreed", "F01-1", "2026-11-30"),
        ("next fam_conference_date", "F01-1 F01-2 F01-3", ""),
    ),
    ("K-2026-032", "F02"): (
        ("result", "F02-1", ""),
        ("agreed", "F02-1", "2026-12-11"),
        ("next fam_conference_date", "F02-1", ""),
    ),
    ("K-2026-032", "F07"): (("next fam_review_date", "F07-1", ""),),
    ("K-2026-032", "F11"): (
        ("family", "F11-1 F11-2", ""),
        ("result", "F11-1 F11-2", ""),
        ("agreed", "F11-1", "2026-11-30"),
        ("agreed", "F11-2", "2026-11-30"),
        ("agreed", "F11-1 F11-2", "2026-12-14"),
        ("next fam_conference_date", "F11-1 F11-2", ""),
    ),
}
"""Sections with the values of the record that stand in them, about whom, and by when what was agreed is done."""


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
        "topics": [_topic(number, *one) for one in topics],
    }


def _topic(number: str, family: str, reason: str, staff: str, persons: str) -> Mapping[str, Any]:
    named = {"family": NUMBERS[family]} if family else {}
    come = {"persons": persons.split()} if persons else {}
    lines = MINUTES.get((number, family))
    told = {"minutes": _minutes(number, lines)} if lines else {}
    return {**named, "reason": reason, "staff": staff.split(), **come, **told}


def _minutes(number: str, lines: Sequence[tuple[str, str, str]]) -> Mapping[str, Any]:
    author, at = WROTE[number]
    confirmed = [{"staff": staff, "at": said} for staff, said in SAID[number]]
    return {"author": author, "at": at, "lines": [_line(*one) for one in lines], "confirmed": confirmed}


def _line(place: str, persons: str, due: str) -> Mapping[str, Any]:
    section, _, field = place.partition(" ")
    day = {"due": due} if due else {}
    return {"section": section, "field": field or FIELDS[section], "persons": persons.split(), **day}
