"""The draw itself. Pure: the same seed, population and size give the same entries, whoever draws (ledger.md 12).

All lots are lined up by stratum, and within each by the number that the seed gives them; then it is counted off in even
steps from a start that the seed gives, a lot of weight five being five places long. So each stratum gets its share to
within one, small ones are not passed over for ever, and every lot has a chance as its weight says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from hub.terms.ids import EntryId

LEAST, MOST, SHARE = 20, 60, Fraction(5, 100)
UNEXPLAINED = 5
"""How many times as likely as others: what no explanation was known for."""
SEED_BYTES = 32
NO_NUMBER = bytes(SEED_BYTES)
"""Stands for the number of a month for which none was committed in time: everybody knows it, nobody chose it."""
_RANGE = 2**256


@dataclass(frozen=True, order=True)
class Lot:
    """An entry that can be drawn: its stratum by a label without meaning, and its weight."""

    entry: EntryId
    stratum: str
    weight: int = 1

    def __post_init__(self) -> None:
        if self.weight < 1:
            raise ValueError(f"entry {self.entry}: a weight below one")


def size_for(population: int) -> int:
    """How many are drawn: one in twenty, rounded up, at least 20, at most 60, never more than there are (J10)."""
    part = -(-population * SHARE.numerator // SHARE.denominator)
    return min(population, max(LEAST, min(MOST, part)))


def make_seed(checkpoint: str, nonce: bytes) -> bytes:
    """SHA-256 of the text of the checkpoint, without its signatures, followed by the nonce."""
    return sha256(checkpoint.encode() + nonce).digest()


def label_strata(seed: bytes, names: Iterable[str]) -> dict[str, str]:
    """`S001`, `S002` … in an order that the seed gives: what is published names no function (H8)."""
    return {name: f"S{place:03}" for place, name in enumerate(order_strata(seed, names), start=1)}


def order_strata(seed: bytes, names: Iterable[str]) -> list[str]:
    """Each name once, in the order that the seed gives."""
    return sorted(set(names), key=lambda name: _number(seed, "stratum", name))


def draw(seed: bytes, lots: Sequence[Lot], size: int) -> tuple[EntryId, ...]:
    """So many entries, each once, in the order of their numbers. All, where there are no more than that."""
    line = sorted(lots, key=lambda lot: (lot.stratum, _number(seed, "lot", lot.entry)))
    if len({lot.entry for lot in line}) < len(line):
        raise ValueError("an entry stands in the population twice")
    sure, line, left = _certain(line, min(size, len(line)))
    chosen = [*sure, *_count_off(seed, line, left)]
    return tuple(sorted((lot.entry for lot in chosen), key=lambda entry: _number(seed, "lot", entry)))


def _certain(line: Sequence[Lot], size: int) -> tuple[list[Lot], list[Lot], int]:
    """Lots longer than a step would be counted twice: they are drawn for sure, and the rest shares what is left."""
    sure: list[Lot] = []
    rest = list(line)
    while size > 0 and rest:
        step = Fraction(sum(lot.weight for lot in rest), size)
        longer = [lot for lot in rest if lot.weight >= step]
        if not longer:
            break
        sure += longer[:size]
        size -= len(longer[:size])
        rest = [lot for lot in rest if lot not in longer]
    return sure, rest, size


def _count_off(seed: bytes, line: Sequence[Lot], size: int) -> list[Lot]:
    if not size:
        return []
    step = Fraction(sum(lot.weight for lot in line), size)
    mark = step * Fraction(_number(seed, "start", ""), _RANGE)
    chosen: list[Lot] = []
    end = 0
    for lot in line:
        end += lot.weight
        if mark < end:
            chosen.append(lot)
            mark += step
    return chosen


def _number(seed: bytes, what: str, word: str) -> int:
    return int.from_bytes(sha256(seed + f"\0{what}\0{word}".encode()).digest())
