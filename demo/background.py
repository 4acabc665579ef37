"""The ordinary days of the log: who opened which family for what, over the 90 days before the Stichtag (section 8).

Rule 1: a look rests on a paper that opened something on that day, or on data of the own body.
Rule 2: nobody is at work who was away, and nobody is in two places on one day: that is for the planted events.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from demo.consents import CATEGORIES
from demo.families import FAMILIES
from demo.papers import PAPERS
from demo.people import Household
from demo.refusals import REFUSALS, Refusal
from demo.ties import assignments

SEED = 20261116
LINES, REFUSED = 1400, 42
LAST, DAYS = date(2026, 11, 15), 90
OPENS, CLOSES = 7 * 3600, 19 * 3600
BERLIN = ZoneInfo("Europe/Berlin")

ROLES = {"U01": "coach", "U02": "coach", "U03": "youth", "U06": "lead", "U07": "worker", "U08": "worker",
         "U12": "provider", "U14": "provider"}  # fmt: skip
PURPOSES = {"fam_joint_support": 45, "case_conference": 20, "provider_service": 20, "school_to_work": 10,
            "livelihood": 4, "fam_admission": 6}  # fmt: skip
"""For what, how often. Drawn again where nobody could on that day: an admission is open since 2 November only."""

OWN = {
    ("fam_joint_support", "coach"): "K1 K4 K5 K11", ("fam_joint_support", "youth"): "K1 K5 K11",
    ("fam_joint_support", "lead"): "K1 K11", ("fam_joint_support", "worker"): "K1 K6 K8 K9 K11",
    ("case_conference", "coach"): "K1 K5 K11", ("case_conference", "youth"): "K5 K11",
    ("case_conference", "lead"): "K11", ("case_conference", "worker"): "K8 K9 K11",
    ("provider_service", "provider"): "K10", ("school_to_work", "youth"): "K5",
    ("livelihood", "coach"): "K4", ("livelihood", "youth"): "K4",
}  # fmt: skip
"""What somebody opens of the data of their own body for a purpose."""

YOUNG = {"F03": "4", "F04": "1", "F05": "3", "F06": "3", "F10": "1", "F12": "2"}
"""Whom the Jobcoach U25 works with."""

NEVER = frozenset({"C07", "C13", "C43", "C45"})
"""Papers that opened nothing at any time: disagreed on, lacking a signature, or of another family."""

ONE = {"C17": "1", "C18": "2", "C41": "1", "C42": "2"}
"""Papers of one parent that opened what is theirs, and of the children nothing for sure."""

UNTIL = {"C18": "2026-10-20", "C42": "2026-11-01", "C44": "2026-10-22", "C46": "2026-11-04", "C47": "2026-11-12"}
"""Papers whose end came before the day that stands on them."""

AWAY = (("U01", "2026-10-19", "2026-10-23"), ("U02", "2026-10-05", "2026-10-09"), ("U02", "2026-10-26", "2026-10-30"))
OFFICES = {
    "U01": ("Birkenfurt", "Talbrück"), "U02": ("Quellstadt", "Neu-Eichen"), "U03": ("Quellstadt", "Neu-Eichen"),
    "U04": ("Birkenfurt",), "U07": ("Birkenfurt", "Talbrück"), "U08": ("Quellstadt", "Neu-Eichen"),
    "U12": ("Birkenfurt",), "U14": ("Quellstadt", "Birkenfurt"),
}  # fmt: skip
MEETINGS = {("U02", "2026-10-13"): "Quellstadt", ("U01", "2026-10-27"): "Birkenfurt"}
"""Where K-31 and K-32 were held."""

ON_THE_MOVE = 0.15

Line = dict[str, Any]


@dataclass(frozen=True)
class Look:
    """What somebody could open: of whom, which categories, and on what that rests."""

    family: Household
    staff: str
    persons: tuple[str, ...]
    categories: tuple[str, ...]
    basis: str


def background() -> Iterator[Line]:
    """The same lines at every run."""
    chance = random.Random(SEED)  # noqa: S311  # invented days, no secret
    for _ in range(LINES - REFUSED):
        yield _permitted(chance)
    for _ in range(REFUSED):
        yield _refused(chance, chance.choice(REFUSALS))


def at(day: date, seconds: int) -> str:
    """An instant of a day, so many seconds after midnight on the clocks of Berlin."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return datetime(day.year, day.month, day.day, hours, minutes, left, tzinfo=BERLIN).isoformat()


def place_of(staff: str, day: date) -> str:
    """Where somebody works on a day: one place, in office or on the move."""
    chance = random.Random(f"{SEED} {staff} {day}")  # noqa: S311  # invented days, no secret
    meeting, offices = MEETINGS.get((staff, day.isoformat())), OFFICES.get(staff, ("Quellstadt",))
    return meeting or ("mobil" if staff in ROLES and chance.random() < ON_THE_MOVE else chance.choice(offices))


def _permitted(chance: random.Random) -> Line:
    looks: dict[tuple[str, str], list[Look]] = {}
    while not looks:
        day = chance.choice(_working("2026-01-01"))
        [purpose] = chance.choices(list(PURPOSES), list(PURPOSES.values()))
        looks = _looks(day, purpose)
    look = chance.choice(looks[chance.choice(list(looks))])
    number = min(len(look.categories), chance.choice((1, 1, 2)))
    return {
        **_seen(chance, look.staff, day),
        "family": look.family.number,
        "persons": [chance.choice(look.persons)],
        "categories": chance.sample(look.categories, number),
        "action": "view",
        "purpose": purpose,
        "basis": [look.basis],
        "effect": "permit",
    }


def _refused(chance: random.Random, refusal: Refusal) -> Line:
    family = next(one for one in FAMILIES if one.id == refusal.family)
    days = [day for day in _working(refusal.since) if not _is_away(refusal.staff, day)]
    return {
        **_seen(chance, refusal.staff, chance.choice(days)),
        "family": family.number,
        "persons": [family.ref(chance.choice(refusal.persons))],
        "categories": [chance.choice(_categories(refusal.categories))],
        "action": "view",
        "purpose": "fam_joint_support",
        "effect": "deny",
        "reason": refusal.reason,
    }


def _seen(chance: random.Random, staff: str, day: date) -> Line:
    return {"at": at(day, chance.randrange(OPENS, CLOSES)), "staff": staff, "place": place_of(staff, day)}


@cache
def _working(since: str) -> tuple[date, ...]:
    days = (LAST - timedelta(days=back) for back in reversed(range(DAYS)))
    return tuple(day for day in days if day.weekday() < 5 and day.isoformat() >= since)


@cache
def _looks(day: date, purpose: str) -> dict[tuple[str, str], list[Look]]:
    """Everything that could be opened for a purpose on a day, by family and staff."""
    found: dict[tuple[str, str], list[Look]] = {}
    for family in FAMILIES:
        if (family.status == "proposed") is (purpose == "fam_admission"):
            for staff in _responsible(family, day):
                looks = [*_own(family, staff, purpose), *_by_paper(family, staff, (day.isoformat(), purpose))]
                found |= {(family.id, staff): looks} if looks else {}
    return found


def _responsible(family: Household, day: date) -> Iterator[str]:
    for tie in assignments(family):
        is_theirs = tie["from"] <= day.isoformat() <= tie.get("to", "9999")
        if tie["staff"] in ROLES and is_theirs and not _is_away(tie["staff"], day):
            yield tie["staff"]


def _is_away(staff: str, day: date) -> bool:
    return any(staff == one and since <= day.isoformat() <= until for one, since, until in AWAY)


def _own(family: Household, staff: str, purpose: str) -> Iterator[Look]:
    role = ROLES[staff]
    numbers = YOUNG.get(family.id, "") if role == "youth" else family.numbers
    if role in ("coach", "lead"):
        numbers = "".join(number for number in numbers if number not in family.without_benefit)
    if (purpose, role) in OWN and numbers:
        yield Look(family, staff, tuple(family.refs(numbers)), _categories(OWN[purpose, role]), "own_task")


def _by_paper(family: Household, staff: str, when: tuple[str, str]) -> Iterator[Look]:
    """Papers that name them for this purpose and opened something on this day: signed by everybody before it."""
    day, purpose = when
    for one in PAPERS:
        is_meant = one["family"] == family.id and f"staff:{staff}" in one["recipients"] and purpose in one["purposes"]
        if is_meant and one["signed"] and one["id"] not in NEVER:
            signed = max(said["at"][:10] for said in one["signed"])
            if signed < day and one["from"] <= day <= UNTIL.get(one["id"], one["to"]):
                persons = family.refs(ONE[one["id"]]) if one["id"] in ONE else one["for"]
                yield Look(family, staff, tuple(persons), tuple(one["categories"]), one["id"])


def _categories(codes: str) -> tuple[str, ...]:
    return tuple(category for code in codes.split() for category in CATEGORIES[code])
