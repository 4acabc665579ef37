"""Delivering the log to be checked offline. Its boxes are opened for officers alone, and that is written down first."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from hub.db.database import Database
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.delivery.proving import prove
from hub.ledger.delivery.store import find_place, load_boxes, load_erased, load_published
from hub.ledger.entry import Event
from hub.ledger.export import Delivery, write_delivery
from hub.ledger.proof import SUFFIX
from hub.ledger.tiling.store import load_leaves, load_tiles
from hub.review.permitted import Deed, decided
from hub.review.sample.store import load_sheets
from hub.terms.ids import EntryId
from hub.terms.lists import Effect
from hub.terms.principals import Principal


class NotAllowed(RuntimeError):
    """No rule lets this principal open the log; the refusal is in it."""


class NotInTheTree(RuntimeError):
    """No published checkpoint covers this entry, or there is none of this id."""


def export_leaves(db: Database, policy: bytes, folder: Path) -> int:
    """Write a delivery of leaves, tiles and checkpoints: nothing personal. Returns how many entries it holds."""
    return write_delivery(folder, delivery(db, policy))


@by_rules_in_force
def export_log(house: House, principal: Principal, policy: bytes, folder: Path, at: datetime) -> int:
    """Write a delivery with the boxes of the entries of the officer's own staff. Returns how many entries it holds.

    Who acted stays closed: staff are pseudonymous until a second key opens a case (H8). Raises NotAllowed.
    """
    deed = Deed(Event.LOG_EXPORTED, "export", frozenset({principal.agency.value}))
    with house.db.begin() as tx:  # by the rules in force, like any change
        ticket = append(tx, house.writer, entry := decided(house, principal, deed, at))
    if entry.effect is Effect.DENY or house.reader is None:
        raise NotAllowed(f"no rule lets {principal.ref} export the log: {entry.decision['reason']}")
    reader = house.reader

    def boxes(start: int, end: int) -> Iterator[str]:
        return load_boxes(house.db, reader, ticket, principal.agency.value, range(start, end))

    sheets = load_sheets(house.db, ticket)  # while the entry is fresh: writing the leaves may take minutes
    size = write_delivery(folder, replace(delivery(house.db, policy), boxes=boxes))
    _add_sheets(sheets, folder)
    return size


def _add_sheets(sheets: Iterable[tuple[date, str]], folder: Path) -> None:
    """What samples were drawn from, so that whoever has the export draws them again. It names nobody."""
    for month, sheet in sheets:
        place = folder / "samples"
        place.mkdir(mode=0o700, exist_ok=True)
        path = place / f"{month:%Y-%m}.json"
        path.touch(mode=0o600)
        path.write_text(sheet, encoding="utf-8")


def prove_entry(db: Database, entry: EntryId, folder: Path) -> Path:
    """Write the proof of an entry under the newest published checkpoint; the entry itself goes along as extra data.

    Raises NotInTheTree.
    """
    place, published = find_place(db, entry), load_published(db)
    if place is None or not published or published[-1][0] <= place:
        raise NotInTheTree(f"entry {entry}: no published checkpoint covers it")
    proof = prove(db, published[-1], {entry: place})[entry]
    [(_, leaf)] = load_leaves(db, place, place + 1)
    path = folder / f"{entry}{SUFFIX}"
    path.write_bytes(replace(proof, extra=leaf).write())
    return path


def delivery(db: Database, policy: bytes) -> Delivery:
    """What goes out of leaves, tiles and checkpoints: nothing personal."""
    return Delivery(
        policy=policy,
        checkpoints=[note for _, note in load_published(db)],
        leaves=lambda start, end: [leaf for _, leaf in load_leaves(db, start, end)],
        tiles=partial(load_tiles, db),
        erased=load_erased(db),
    )
