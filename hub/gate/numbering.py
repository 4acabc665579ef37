"""Entries and parts as they are counted for whoever sees them: 1, 2, 3 … of what is shown, without gaps.

The record's own numbers would tell of an entry withheld between two others, or that a part is not the only one (G2).
"""

from collections.abc import Iterable, Iterator, Mapping

from hub.terms.access import OutlineCell, Shown
from hub.terms.ids import CellId


def count_shown(shown: Iterable[Shown]) -> Mapping[CellId, tuple[int, int]]:
    """For each cell shown its entry among those shown of its field and owner, and its part among those shown of it.

    Who is left out is the only one, (1, 1): most fields have one entry of one part, and cost one comparison.
    """
    cells = [one.cell for one in shown]
    several = {cell.field for cell in cells if cell.entry > 1 or cell.part > 1 or cell.provider}
    places: dict[tuple[str, str], list[OutlineCell]] = {}
    for cell in cells if several else ():
        if cell.field in several:
            places.setdefault((cell.field, cell.owner), []).append(cell)
    return dict(counted for alike in places.values() for counted in _counted(alike))


def _counted(cells: list[OutlineCell]) -> Iterator[tuple[CellId, tuple[int, int]]]:
    """Cells of one field and owner."""
    entries: dict[tuple[str, int], set[int]] = {}
    for cell in cells:
        entries.setdefault((cell.provider or "", cell.entry), set()).add(cell.part)
    numbers = {entry: number for number, entry in enumerate(sorted(entries), start=1)}
    parts = {entry: sorted(entries[entry]) for entry in entries}
    for cell in cells:
        entry = (cell.provider or "", cell.entry)
        yield cell.cell, (numbers[entry], parts[entry].index(cell.part) + 1)
