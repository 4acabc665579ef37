"""What matters today: the next dates of the own families, and what is due about consents. At most seven lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hub.terms.catalogue import Catalogue
from hub.terms.clock import legal_day
from hub.terms.families import Glance, Glances
from hub.terms.tasks import Task, TaskKind
from hub.web.dates import DATES, day_of, days_in, moment_of, write_when
from hub.web.family_rows import short_name
from hub.web.texts import Texts

MOST = 7
TASKS = 3
"""Lines that full days leave to what is due about consents: a birthday does not move."""
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
    today, fields = legal_day(at), {catalogue.by_id[field].label for field in DATES}
    due = {(day, label, line.number) for line in glances.lines for day, label in _due(line, catalogue, texts)}
    coming = [one for one in due if today <= day_of(one[0]) <= today + AHEAD]
    coming.sort(key=_place)
    tasks = [one for one in coming if one[1] not in fields][:TASKS]
    shown = sorted([*tasks, *(one for one in coming if one not in tasks)][:MOST], key=_place)
    return tuple(
        Item(
            when=write_when(day, texts),
            distance=texts.say("date-distance", count=(day_of(day) - today).days),
            label=label,
            number=number,
            is_field=label in fields,
        )
        for day, label, number in shown
    )


def _place(one: tuple[date, str, str]) -> tuple[datetime, str, str]:
    day, label, number = one
    return moment_of(day), number, label


def _due(line: Glance, catalogue: Catalogue, texts: Texts) -> Iterator[tuple[date, str]]:
    """Both agencies may have entered the same date: it is one."""
    for value in line.projection.shown:
        if value.field in DATES:
            for day in days_in(value.content):
                yield day, catalogue.by_id[value.field].label
    if line.ends is not None:
        yield line.ends, texts.say("agenda-consent-ends")
    yield from ((task.due, said) for task, said in _tasks(line, texts))


def _tasks(line: Glance, texts: Texts) -> Iterator[tuple[Task, str]]:
    """That a consent runs out is said already, and an end of FAM lies behind."""
    for one in line.tasks:
        if one.task.kind not in (TaskKind.EXPIRY, TaskKind.FAM_END, TaskKind.RECORD_OVER):
            name = short_name(line.projection, one.task.person)
            yield one.task, texts.say(f"agenda-{one.task.kind}", name=name)
