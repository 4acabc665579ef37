"""What matters today: the next dates of the own families, and consents that run out. At most seven lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hub.terms.catalogue import Catalogue
from hub.terms.clock import legal_day
from hub.terms.families import Glance, Glances
from hub.web.dates import DATES, day_of, days_in, moment_of, write_when
from hub.web.texts import Texts

MOST = 7
AHEAD = timedelta(days=30)


@dataclass(frozen=True, repr=False)
class Item:
    """One line: when, in how many days, what, in which family. `is_field`: it is called as the catalogue calls it."""

    when: str
    distance: str
    label: str
    number: str
    is_field: bool = True


def make_agenda(glances: Glances, catalogue: Catalogue, at: datetime, texts: Texts) -> tuple[Item, ...]:
    """The nearest first, of the coming thirty days; made of what may be shown in a list and nothing else."""
    today, ending = legal_day(at), texts.say("agenda-consent-ends")
    due = {(day, label, line.number) for line in glances.lines for day, label in _due(line, catalogue, texts)}
    coming = [one for one in due if today <= day_of(one[0]) <= today + AHEAD]
    coming.sort(key=lambda one: (moment_of(one[0]), one[2], one[1]))
    return tuple(
        Item(
            when=write_when(day, texts),
            distance=texts.say("date-distance", count=(day_of(day) - today).days),
            label=label,
            number=number,
            is_field=label != ending,
        )
        for day, label, number in coming[:MOST]
    )


def _due(line: Glance, catalogue: Catalogue, texts: Texts) -> Iterator[tuple[date, str]]:
    """Both agencies may have entered the same date: it is one."""
    for value in line.projection.shown:
        if value.field in DATES:
            for day in days_in(value.content):
                yield day, catalogue.by_id[value.field].label
    if line.ends is not None:
        yield line.ends, texts.say("agenda-consent-ends")
