"""Entries and parts as they are counted for whoever sees them: 1, 2, 3 … of what is shown, without gaps.

The record's own numbers would tell of an entry withheld between two others, or that a part is not the only one (G2).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

from hub.terms.access import OutlineCell, Shown
from hub.terms.ids import CellId


def count_shown(shown: Iterable[Shown]) -> Mapping[CellId, tuple[int, int]]:
    """For each cell shown its entry among those shown of its field and owner, and its part among those shown of it."""
    cells = [one.cell for one in shown]
    entries: dict[Hashable, set[tuple[str, int]]] = defaultdict(set)
    parts: dict[Hashable, set[int]] = defaultdict(set)
    for cell in cells:
        entries[_place(cell)].add(_entry(cell))
        parts[_place(cell), _entry(cell)].add(cell.part)
    return {
        cell.cell: (
            sorted(entries[_place(cell)]).index(_entry(cell)) + 1,
            sorted(parts[_place(cell), _entry(cell)]).index(cell.part) + 1,
        )
        for cell in cells
        if len(entries[_place(cell)]) > 1 or len(parts[_place(cell), _entry(cell)]) > 1
    }


def _place(cell: OutlineCell) -> tuple[str, str]:
    return cell.field, cell.owner


def _entry(cell: OutlineCell) -> tuple[str, int]:
    return cell.provider or "", cell.entry
