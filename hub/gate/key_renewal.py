"""Exchanging an agency's private key while everybody works: no box is unreadable at any moment.

Rule 1: the new pair is there, and the log tells both fingerprints, before anything is sealed for it.
Rule 2: the old private half opens on until the database names it nowhere, at two looks that lie apart longer than
        anybody who still knew the old public key can have been writing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from cryptography.exceptions import InvalidTag

from hub.db.embedded_process import exclusive
from hub.gate.house import House
from hub.gate.month_keys import MACHINE, turn_month_keys
from hub.ledger.about_itself import about_the_log
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.ledger.exchanging import Exchange
from hub.ledger.months.keys import month_of
from hub.ledger.months.store import count_left_over
from hub.record.renewing.store import Boxed, count_by_key, count_unsigned, load_not_for, write_renewed
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId
from hub.terms.lists import Owner
from hub.terms.sealing import fingerprint, name_of, named, seal

log = structlog.get_logger()
OFFICERS = "oversight"
RENEWED = (*sorted(one.value for one in set(Owner) - {Owner.JOINT}), "family", OFFICERS)
"""Whose keys can be exchanged: everybody's who has one."""
APART = timedelta(minutes=10)
"""Between the two looks: longer than a request or a transaction can last."""


class NotRenewable(RuntimeError):
    """The exchange cannot go on; the message says why, and what to do."""


@dataclass(frozen=True)
class Renewal:
    """Where the exchange stands: the present key, how many boxes were sealed for it now, and which keys are in use.

    `in_use` counts boxes by the name of their key; `spoilt` of them open with no key here, and hold nothing.
    """

    fingerprint: str
    sealed: int
    spoilt: int
    in_use: Mapping[bytes, int]
    log_boxes: int
    unused_since: datetime | None
    is_underway: bool

    @property
    def left(self) -> int:
        """How many boxes are sealed for another key than the present one."""
        return (
            sum(self.in_use.values())
            + self.log_boxes
            - self.in_use.get(named(bytes.fromhex(self.fingerprint)), 0)
            - self.spoilt
        )


def renew_key(house: House, at: datetime) -> Renewal:
    """Begin where no exchange is underway, or go on: all is sealed anew. Safe to repeat and to cut off."""
    exchange = _exchange(house)
    with exclusive(exchange.folder / f"{exchange.holder}.renewal"):
        entry = _begun(house, exchange, at)
        exchange.exchange()
        return _pass(house, exchange, entry, at)


def end_renewal(house: House, at: datetime, heard: str) -> Renewal:
    """Destroy the old private half, once everybody has the new public key: `heard` is its fingerprint, in hex.

    NotRenewable where that is another one, where anything is sealed for the old key, or at the first look.
    """
    exchange = _exchange(house)
    with exclusive(exchange.folder / f"{exchange.holder}.renewal"):
        if not exchange.olds or exchange.entry is None:
            raise NotRenewable("no exchange is underway that could be ended")
        if "".join(heard.split()).lower() != fingerprint(house.ring.public[exchange.holder]).hex():
            raise NotRenewable("the fingerprint is not that of the new key: do the others have it already?")
        exchange.exchange()
        state = _pass(house, exchange, exchange.entry, at)
        if state.left:
            raise NotRenewable(f"{state.left} boxes are sealed for an old key: the old one is kept, repeat the command")
        if state.unused_since is None or at < state.unused_since + APART:
            raise NotRenewable(f"nothing is sealed for the old key any more: repeat the command after {APART}")
        if exchange.holder == OFFICERS and (unsigned := count_unsigned(house.db)):
            raise NotRenewable(f"{unsigned} samples were drawn and not signed: their draws name the old key")
        _tell(house, at, {"step": "ended", "new": state.fingerprint})
        exchange.destroy()
        return _state(house, exchange, (0, state.spoilt), at)


def look_at_renewal(house: House, at: datetime) -> Renewal:
    """Where it stands; changes nothing."""
    return _state(house, _exchange(house), (0, 0), at)


def _exchange(house: House) -> Exchange:
    holder, reader = house.ring.holder, house.reader
    if holder not in RENEWED or reader is None or reader.folder is None:
        raise NotRenewable(f"the key of {holder} cannot be exchanged by this command, or is not here")
    return Exchange(reader.folder.parent, holder)


def _begun(house: House, exchange: Exchange, at: datetime) -> EntryId:
    if exchange.entry is not None:
        return exchange.entry
    old, new = exchange.prepare()
    entry = _tell(house, at, {"step": "began", "old": old, "new": new})
    exchange.note_entry(entry)
    return entry


def _tell(house: House, at: datetime, told: Mapping[str, str]) -> EntryId:
    said = {"holder": house.ring.holder, **told}
    entry = about_the_log(MACHINE, at, house.policies.digest, Event.KEYS_RENEWED, said)
    append(house.db, house.writer, entry)
    return entry.id


def _pass(house: House, exchange: Exchange, entry: EntryId, at: datetime) -> Renewal:
    """One pass over everything. What somebody writes meanwhile is found by the next."""
    turn_month_keys(house, at)  # boxes of the log that were sealed to the lasting key go to their month's
    renewed = spoilt = 0
    for boxes in load_not_for(house.db, name_of(house.ring.public[exchange.holder])):
        anew = tuple(_sealed_anew(house, boxes))
        renewed += write_renewed(house.db, entry, anew)
        spoilt += len(boxes) - len(anew)
    state = _state(house, exchange, (renewed, spoilt), at)
    exchange.note_unused(None if state.left else at)
    return _state(house, exchange, (renewed, spoilt), at)


def _sealed_anew(house: House, boxes: Sequence[Boxed]) -> Iterator[tuple[Boxed, bytes]]:
    """What opens with no key here, because somebody sealed it wrongly, is left as it is."""
    ring = house.ring
    assert ring.private is not None
    for one in boxes:
        place = one.place(ring.holder)
        try:
            clear = ring.private.open(one.box, place)
        except (InvalidTag, ValueError):
            log.error("a box does not open with any key here", kind=one.kind, id=one.id)
            continue
        yield one, seal(clear, ring.public[ring.holder], place)


def _state(house: House, exchange: Exchange, done: tuple[int, int], at: datetime) -> Renewal:
    return Renewal(
        fingerprint(house.ring.public[exchange.holder]).hex(),
        *done,
        count_by_key(house.db),
        count_left_over(house.db, month_of(legal_day(at))),
        exchange.unused_since,
        exchange.is_underway,
    )
