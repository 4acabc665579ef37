"""Who was on duty, away, or had an appointment: what the review lays beside the log (sections 2, 6 and 8).

N01 is on call at night, N02 a conference, N03 an absence and who stands in, N04 a visit at home in the evening, N05 an
appointment on a Saturday, N06 a round about admissions; L08 was away. Why somebody is away stands nowhere (Art. 9).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from demo.background import AWAY
from demo.families import FAMILIES
from demo.staff import STAFF

Line = Mapping[str, Any]

SINCE, UNTIL = "2026-08-10", "2026-11-30"
LEFT = {"U11": "2026-10-31"}
WORKDAYS = [1, 2, 3, 4, 5]
NUMBERS = {family.id: family.number for family in FAMILIES}

MEETINGS: Sequence[tuple[str, str, str, str, str, str, str]] = (
    ("A01", "aftercare", "2026-10-10 10:00+02:00", "11:30+02:00", "U14", "F10", "2026-10-01T09:10:00+02:00"),
    ("A02", "conference", "2026-10-13 14:00+02:00", "16:00+02:00", "U02 U03 U08 U06", "F10 F14 F05",
     "2026-09-22T10:00:00+02:00"),
    ("A03", "home_visit", "2026-10-15 19:00+02:00", "20:30+02:00", "U07", "F05", "2026-10-13T11:20:00+02:00"),
    ("A04", "conference", "2026-10-27 13:00+01:00", "16:00+01:00", "U01 U07 U06 U12", "F01 F02 F07 F11",
     "2026-10-06T10:00:00+02:00"),
    ("A05", "conference", "2026-11-03 10:00+01:00", "10:50+01:00", "U01 U07 U03 U09", "F13",
     "2026-10-20T10:00:00+02:00"),
    ("A06", "admissions", "2026-11-04 09:30+01:00", "11:00+01:00", "U06 U09", "F13 F04 F10",
     "2026-10-21T08:30:00+02:00"),
    ("A07", "conference", "2026-11-17 14:00+01:00", "15:00+01:00", "U02 U08 U06", "F06", "2026-11-02T10:00:00+01:00"),
    ("A08", "conference", "2026-11-24 13:00+01:00", "15:30+01:00", "U01 U02 U06 U07 U08 U12", "F01 F02 F12",
     "2026-11-03T10:00:00+01:00"),
)  # fmt: skip
"""Which, of what kind, from when to when, who, about whom, and when it was written down."""


def duties() -> dict[str, list[Line]]:
    """Every list of the load file that the review needs."""
    return {
        "roster": [*_days(), *_nights()],
        "leave": [{"staff": staff, "from": since, "to": until} for staff, since, until in AWAY],
        "appointments": [_meeting(*one) for one in MEETINGS],
        "procedures": [
            {"id": "P01", "family": NUMBERS["F08"], "from": "2026-10-17T23:34:00+02:00", "staff": ["U07", "U09", "U10"]}
        ],
        "delivered": [
            {"agency": agency, "lists": ["roster", "leave", "appointments", *more], "from": SINCE, "to": UNTIL}
            for agency, more in (("jobcenter", []), ("jugendamt", ["procedures"]), ("oft", []), ("nb", []))
        ],
    }


def _days() -> Iterator[Line]:
    """Monday to Friday from seven to seven, until they leave."""
    for ref, _, _ in STAFF:
        last = LEFT.get(ref, UNTIL)
        yield {"staff": ref, "from": SINCE, "to": last, "weekdays": WORKDAYS, "start": "07:00", "end": "19:00"}


def _nights() -> Iterator[Line]:
    """The night of 17 October, on call."""
    night = {"weekdays": [6], "start": "19:00", "end": "07:00", "on_call": True}
    yield {"staff": "U10", "from": "2026-10-17", "to": "2026-10-17", **night}


def _meeting(ref: str, kind: str, since: str, until: str, *rest: str) -> Line:
    staff, families, entered = rest
    day, clock = since.split(" ")
    return {
        "id": ref,
        "kind": kind,
        "from": f"{day}T{clock}",
        "to": f"{day}T{until}",
        "staff": staff.split(),
        "families": [NUMBERS[one] for one in families.split()],
        "entered_at": entered,
    }
