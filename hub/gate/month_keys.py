"""What a reader's keys of the log need each day: pairs ahead, living keys sealed anew, ended months destroyed.

Rule 1: what lives is sealed to this month before a pair of an ended one is destroyed, and an entry says so.
Rule 2: a pair is destroyed for good when its month is over: what a backup of that time holds opens for nobody.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from cryptography.exceptions import InvalidTag

from hub.gate.house import House
from hub.ledger.about_itself import about_the_log
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.ledger.months.keys import LogReader, destroy, ended, make_month_keys, month_of, place
from hub.ledger.months.store import Sealed, count_left_over, load_left_over, write_anew
from hub.terms.clock import legal_day
from hub.terms.principals import machine

MACHINE = machine("keys")


@dataclass(frozen=True)
class Turned:
    """How many living keys were sealed anew, and of which months the pairs are gone."""

    keys: int = 0
    destroyed: tuple[str, ...] = ()


def turn_month_keys(house: House, at: datetime) -> Turned:
    """One pass for the holder of this house. Safe to repeat and to cut off; nothing left over, no entry."""
    reader, day = house.reader, legal_day(at)
    if reader is None or reader.folder is None:
        return Turned()
    make_month_keys(reader.folder.parent, reader.holder, day)
    turned = 0
    if count_left_over(house.db, month_of(day)):
        entry = about_the_log(MACHINE, at, house.policies.digest, Event.LOG_KEYS_TURNED, {"holder": reader.holder})
        append(house.db, house.writer, entry)
        for boxes in load_left_over(house.db, month_of(day)):
            turned += write_anew(house.db, entry.id, tuple(_sealed_anew(house, reader, boxes, day)))
    over = tuple(ended(reader.folder, day))
    for month in over:
        destroy(reader.folder, month)
    return Turned(turned, over)


def _sealed_anew(house: House, reader: LogReader, boxes: Sequence[Sealed], day: date) -> Iterator[Sealed]:
    """Sealed to the month of a day. What does not open, because somebody sealed it wrongly, is left as it is."""
    seal = house.writer.others[reader.holder]
    for bucket, box in boxes:
        with suppress(InvalidTag):
            clear = reader.open(bucket, box)
            if clear is not None:
                yield bucket, seal.seal(clear, place(bucket, reader.holder), day)
