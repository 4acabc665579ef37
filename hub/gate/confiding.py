"""The care of what was confided, in the process that holds the keys of workers: closed for its worker's present key.

Rule 1: what was written meanwhile is closed for the pair of that process; a pass closes it for the worker's own key.
Rule 2: what was confided before there were such keys is closed for the agency; a pass closes it for its worker, and
        from then on the agency's key opens it no more.
Rule 3: nothing is changed without an entry, which says how many and of nobody in particular.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache

import structlog

from hub.gate.house import House
from hub.gate.month_keys import MACHINE
from hub.ledger.about_itself import about_the_log
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.ledger.workerkeys import WorkerKeys
from hub.record.confiding.store import ConfidedBox, load_confided, write_confided
from hub.record.store import load_keys
from hub.terms.catalogue import Catalogue
from hub.terms.ids import FamilyId, KeyId
from hub.terms.lists import Sensitivity

log = structlog.get_logger()


def confide_anew(house: House, keys: WorkerKeys, at: datetime) -> int:
    """One pass; how many boxes. Safe to repeat and to cut off. Where nothing is to be done: one statement, no entry."""
    entry, done = None, 0
    for boxes in load_confided(house.db, by_nature(house.policies.catalogue), keys.current_names()):
        anew = tuple(_closed_anew(house, keys, boxes))
        if anew and entry is None:
            told = {"holder": house.ring.holder}
            entry = about_the_log(MACHINE, at, house.policies.digest, Event.CONFIDED_SEALED, told)
            append(house.db, house.writer, entry)
        if entry is not None:
            done += write_confided(house.db, entry.id, anew)
    return done


@lru_cache(maxsize=4)
def by_nature(catalogue: Catalogue) -> tuple[str, ...]:
    """Fields in which everything counts as confided, whoever is named (C6)."""
    return tuple(one.id for one in catalogue.fields if one.sensitivity is Sensitivity.ENTRUSTED_65)


def _closed_anew(house: House, keys: WorkerKeys, boxes: Sequence[ConfidedBox]) -> Iterator[tuple[ConfidedBox, bytes]]:
    """What opens with no key here is left as it is."""
    of_agency: dict[FamilyId, dict[KeyId, bytes]] = {}
    for one in boxes:
        if one.is_sealed:
            clear = keys.open(one.staff, one.box, one.where)
        else:
            if one.family not in of_agency:
                opened = load_keys(house.db, house.ring, one.family, house.policies.catalogue)
                of_agency[one.family] = {key: clear for _, key, clear in opened}
            clear = of_agency[one.family].get(one.key)
        if clear is None:
            log.error("what was confided does not open with any key here", cell=one.cell)
        elif not (one.is_sealed and keys.is_current(one.staff, one.box)):
            yield one, keys.closed(one.staff, clear, one.where)
