"""A stretch of the log, opened and understood, for one evaluation that is under way."""

from secrets import token_bytes

from hub.gate.house import House
from hub.ledger.store import LogReader
from hub.review.watch.reading import Reading, read_logged
from hub.review.watch.store import Run, read_stretch
from hub.terms.logged import Logged


def read_run(house: House, run: Run) -> tuple[Logged, ...]:
    """What the log says in the run's span, oldest first. The key of its fingerprints is forgotten with it."""
    if house.ring.private is None:
        return ()
    reader = LogReader(house.ring.holder, house.ring.private)
    reading = Reading(house.policies.catalogue, run.controller, token_bytes(32))
    return tuple(read_logged(reading, one) for one in read_stretch(house.db, reader, run))
