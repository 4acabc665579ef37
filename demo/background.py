"""The ordinary days of the log: who opened which family for what, over the 90 days before the Stichtag (section 8)."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from demo.families import FAMILIES
from demo.papers import PAPERS
from demo.people import Household
from demo.ties import assignments

SEED = 20261116
LINES = 1400
LAST, DAYS = date(2026, 11, 15), 90
BERLIN = ZoneInfo("Europe/Berlin")
PLACES = {"Nord": "Quellstadt", "West": "Birkenfurt", "Mitte": "Talbrück", "Ost": "Neu-Eichen"}
ROLES = {"U01": "coach", "U02": "coach", "U03": "coach", "U06": "lead", "U07": "worker", "U08": "worker",
         "U12": "provider", "U14": "provider"}  # fmt: skip
PURPOSES = (
    ("fam_joint_support", 45, {"coach", "worker", "lead"}),
    ("case_conference", 20, {"coach", "worker", "lead"}),
    ("provider_service", 20, {"provider"}),
    ("school_to_work", 10, {"coach", "worker"}),
    ("livelihood", 5, {"coach", "worker"}),
)
"""For what, how often in a hundred, and by whom. Before admission it is the clearing of it."""

OWN = {
    "coach": ("contact", "work_training", "benefit_status", "appointments"),
    "worker": ("contact", "help_type", "help_goals", "school_childcare", "appointments"),
    "lead": ("contact", "appointments"),
    "provider": ("contact", "help_goals", "provider_reports"),
}
REFUSED = 0.03

Line = dict[str, Any]


def background() -> Iterator[Line]:
    """The same lines at every run."""
    chance = random.Random(SEED)  # noqa: S311  # invented days, no secret
    while_open = [LAST - timedelta(days=back) for back in range(DAYS)]
    working = sorted(day for day in while_open if day.weekday() < 5)
    for _ in range(LINES):
        day = chance.choice(working)
        purpose, _, roles = chance.choices(PURPOSES, [weight for _, weight, _ in PURPOSES])[0]
        family, staff = chance.choice(_responsible(day, roles))
        yield _line(chance, family, (staff, day), purpose)


def at(day: date, seconds: int) -> str:
    """An instant of a day, so many seconds after midnight on the clocks of Berlin."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return datetime(day.year, day.month, day.day, hours, minutes, left, tzinfo=BERLIN).isoformat()


def _responsible(day: date, roles: set[str]) -> list[tuple[Household, str]]:
    return [
        (family, tie["staff"])
        for family in FAMILIES
        for tie in assignments(family)
        if ROLES.get(tie["staff"]) in roles and tie["from"] <= day.isoformat() <= tie.get("to", "9999")
    ]


def _line(chance: random.Random, family: Household, who: tuple[str, date], purpose: str) -> Line:
    staff, day = who
    is_refused = chance.random() < REFUSED
    consents = _consents(family, staff, day, purpose)
    paper = chance.choice(consents) if consents and chance.random() < 0.6 else None
    people = paper["for"] if paper else family.refs(family.numbers)
    categories: Sequence[str] = paper["categories"] if paper else OWN[ROLES[staff]]
    line: Line = {
        "at": at(day, chance.randrange(7 * 3600, 19 * 3600)),
        "staff": staff,
        "place": PLACES[family.district] if chance.random() < 0.85 else "mobil",
        "family": family.number,
        "persons": [chance.choice(people)],
        "categories": chance.sample(list(categories), min(len(categories), chance.choice((1, 1, 2)))),
        "action": "view",
        "purpose": "fam_admission" if family.status == "proposed" else purpose,
    }
    if is_refused:
        return line | {"effect": "deny", "reason": "consent_expired"}
    return line | {"basis": [paper["id"] if paper else "own_task"], "effect": "permit"}


def _consents(family: Household, staff: str, day: date, purpose: str) -> list[dict[str, Any]]:
    """Papers of the family that name them for this purpose and that day."""
    return [
        dict(one)
        for one in PAPERS
        if one["family"] == family.id
        and one.get("signed")
        and f"staff:{staff}" in one["recipients"]
        and purpose in one["purposes"]
        and one["from"] <= day.isoformat() <= one["to"]
    ]
