"""The sheet of a draw: all that is needed to draw it again. It names nobody, and says of no function what it did.

Its text is canonical JSON (RFC 8785); the entry of the draw holds the SHA-256 of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import orjson

from hub.ledger.leaf import canonical
from hub.review.sample.draw import SEED_BYTES, Lot, draw, make_seed, size_for
from hub.terms.ids import EntryId
from hub.terms.samples import Origin, Part, read_month

FORMAT = 1


class SheetMalformed(ValueError):
    """The text is no sheet; the message names the place, never what stands there."""


@dataclass(frozen=True)
class Commitment:
    """The entry that held the hash of the nonce, and the nonce, which is told with the draw."""

    entry: EntryId
    nonce: bytes


@dataclass(frozen=True)
class Sheet:
    """A draw. `checkpoint` is the signed note of which the seed is made.

    What was taken over has neither checkpoint nor commitment: its seed is the hash of `word`, which everybody knew
    before. `lots` are in the order of their ids. `also` are those that everybody looks at without a draw.
    """

    month: date
    controllers: tuple[str, ...]
    origin: Origin
    lots: tuple[Lot, ...]
    also: tuple[tuple[EntryId, Part], ...]
    are_explained: bool
    """Whether it was known at the draw which entries nothing explains; otherwise all weigh the same."""
    checkpoint: str = ""
    commitment: Commitment | None = None
    word: str = ""

    @property
    def seed(self) -> bytes:
        """32 bytes."""
        if self.commitment is None:
            return sha256(self.word.encode()).digest()
        return make_seed(self.checkpoint.rpartition("\n\n")[0] + "\n", self.commitment.nonce)

    @property
    def size(self) -> int:
        """How many are drawn."""
        return size_for(len(self.lots))

    def drawn(self) -> tuple[EntryId, ...]:
        """The draw, done anew."""
        return draw(self.seed, self.lots, self.size)

    def entries(self) -> tuple[tuple[EntryId, Part], ...]:
        """All entries that are looked at, each once: the drawn ones first."""
        drawn = self.drawn()
        return (*((one, Part.DRAWN) for one in drawn), *(pair for pair in self.also if pair[0] not in drawn))

    def write(self) -> str:
        """Its text."""
        held = self.commitment
        return canonical(
            {
                "format": FORMAT,
                "month": f"{self.month:%Y-%m}",
                "controllers": list(self.controllers),
                "origin": self.origin,
                "checkpoint": self.checkpoint,
                "commitment": {"entry": held.entry, "nonce": held.nonce.hex()} if held else {},
                "word": self.word,
                "weighted": "yes" if self.are_explained else "no",
                "lots": [[lot.entry, lot.stratum, lot.weight] for lot in self.lots],
                "also": [list(pair) for pair in self.also],
                "drawn": list(self.drawn()),
            }
        ).decode()


def hash_of(text: str) -> str:
    """By what the log names a sheet or a report."""
    return sha256(text.encode()).hexdigest()


def read_sheet(text: str) -> Sheet:
    """A sheet as `write` writes it. Raises SheetMalformed; also where the draw that it tells is not what comes out."""
    try:
        told: Mapping[str, Any] = orjson.loads(text)
        sheet = _read(told)
        is_same = sheet.write() == text
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as fault:
        raise SheetMalformed("not in the form of a sheet") from fault
    if not is_same:
        raise SheetMalformed("another draw than its seed and its lots give, or not in its one form")
    return sheet


def _read(told: Mapping[str, Any]) -> Sheet:
    month, held = read_month(told["month"]), told["commitment"]
    if told["format"] != FORMAT or month is None:
        raise ValueError("format or month")
    commitment = Commitment(EntryId(held["entry"]), bytes.fromhex(held["nonce"])) if held else None
    if commitment is not None and len(commitment.nonce) != SEED_BYTES:
        raise ValueError("nonce")
    return Sheet(
        month=month,
        controllers=tuple(told["controllers"]),
        origin=Origin(told["origin"]),
        lots=_read_lots(told["lots"]),
        also=tuple((EntryId(entry), Part(part)) for entry, part in told["also"]),
        are_explained=told["weighted"] == "yes",
        checkpoint=told["checkpoint"],
        commitment=commitment,
        word=told["word"],
    )


def _read_lots(told: Sequence[Any]) -> tuple[Lot, ...]:
    lots = tuple(Lot(EntryId(entry), stratum, weight) for entry, stratum, weight in told)
    if list(lots) != sorted(lots):
        raise ValueError("order")
    return lots
