"""The year of an office in which nobody snoops: its books are filled and its log is written, in the order of time."""

from collections.abc import Iterable
from random import Random

from bench.review_year.made import make_world
from bench.review_year.work import (
    calendars,
    casework,
    consents,
    desks,
    favours,
    mandates,
    meetings,
    nights,
    tasks,
    untidy,
)
from bench.review_year.world import World
from hub.terms.logged import Logged

SERVICE = 0.2
"""Of all looks, those of the service centre."""


def ordinary_year(seed: int, staff: int, families: int, looks: int) -> tuple[World, list[Logged]]:
    """About as many looks as asked for; the world's books are as full as its log tells."""
    world = make_world(seed, staff, families)
    chance = {part: Random(f"{part} {seed}") for part in
              ("calendars", "deputies", "trainees", "mandates", "consents", "meetings", "nights", "estimates", "leads",
               "audits", "officers", "service", "ill", "tasks", "untidy", "favours", "casework")}  # fmt: skip
    calendars.fill_calendars(world, chance["calendars"])
    parts: list[Iterable[Logged]] = [
        mandates.stand_in(world, chance["deputies"]),
        desks.trainees(world, chance["trainees"]),
        mandates.written_down(world, chance["mandates"]),
        consents.entries(world, chance["consents"]),
        meetings.meetings(world, chance["meetings"], min(1.0, looks / families / 250)),
        nights.nights(world, chance["nights"]),
        nights.estimates(world, chance["estimates"]),
        desks.leads(world, chance["leads"]),
        desks.audits(world, chance["audits"]),
        desks.officers(world, chance["officers"]),
        desks.service(world, chance["service"], round(looks * SERVICE)),
        casework.went_home_ill(world, chance["ill"]),
        tasks.tasks(world, chance["tasks"], min(1.0, looks / families / 250)),
        untidy.untidy(world, chance["untidy"], min(1.0, looks / families / 250)),
        favours.favours(world, chance["favours"], min(1.0, looks / families / 250)),
    ]
    found = [one for part in parts for one in part]
    found += casework.casework(world, chance["casework"], max(0, looks - len(found)))
    return world, sorted(found, key=lambda one: (one.at, one.entry))
