"""A stretch of the log, opened and understood, for one evaluation that is under way."""

from dataclasses import dataclass
from secrets import token_bytes

from hub.gate.house import House
from hub.review.watch.reading import Reading, read_logged
from hub.review.watch.store import Run, read_stretch
from hub.terms.logged import Logged


@dataclass(frozen=True)
class Read:
    """Entries, oldest first, and those among them whose words are damaged."""

    logged: tuple[Logged, ...] = ()
    damaged: tuple[Logged, ...] = ()


def read_run(house: House, run: Run) -> Read:
    """What the log says in the run's span. The key of its fingerprints is forgotten with it."""
    if house.reader is None:
        return Read()
    reader = house.reader
    reading = Reading(house.policies.catalogue, run.controller, token_bytes(32))
    logged, damaged = [], []
    for unread in read_stretch(house.db, reader, run):
        logged.append(read_logged(reading, unread))
        damaged += logged[-1:] if unread.damaged else []
    return Read(tuple(logged), tuple(damaged))
