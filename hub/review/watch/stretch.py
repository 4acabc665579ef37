"""A stretch of the log, opened and understood, for one evaluation that is under way."""

from dataclasses import dataclass
from secrets import token_bytes

from hub.gate.house import House
from hub.review.watch.reading import Reading, Unread, read_logged, without_words
from hub.review.watch.store import Run, read_stretch
from hub.terms.logged import Logged

_NUL = "\0"
"""The one sign that no database keeps."""


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
        one, is_damaged = _understood(reading, unread)
        logged.append(one)
        damaged += [one] if is_damaged else []
    return Read(tuple(logged), tuple(damaged))


def _understood(reading: Reading, unread: Unread) -> tuple[Logged, bool]:
    """The entry, and whether its words are damaged. Nothing that somebody wrote into the log stops the evaluation."""
    try:
        one = read_logged(reading, unread)
        if _NUL not in "".join((one.family or "", one.place, one.label, one.matter, *one.persons, *one.basis)):
            return one, unread.damaged
    except (ValueError, LookupError, TypeError, AttributeError):
        pass
    return read_logged(reading, without_words(unread)), True
