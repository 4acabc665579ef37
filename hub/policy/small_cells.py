"""Which numbers of a table are hidden, so that none of a small group can be read or worked out (J3).

Hidden are the numbers that tell of too few; then others, until no sum tells a hidden one. Shown are the sums of every
row and column of several numbers, and with them that of the whole table where it follows from these. A row or column of
one number has no sum but itself.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from hub.terms.acts import TableCell

Line = frozenset[str]
"""The ids of the numbers that one sum adds up."""


def hidden(cells: Sequence[TableCell], smallest: int) -> frozenset[str]:
    """The ids of the numbers that are not told. Unless all are hidden, none follows from those that are told."""
    lines = _lines(cells)
    found = frozenset(cell.id for cell in cells if _is_small(cell, smallest))
    while more := _complement(cells, lines, found):
        found |= {more}
    return found


def told(cells: Sequence[TableCell], found: frozenset[str]) -> frozenset[str]:
    """Which of the hidden numbers the sums tell all the same: in a table full of gaps hiding all may not be enough."""
    return frozenset(_solved([line & found for line in _lines(cells)]))


def _is_small(cell: TableCell, smallest: int) -> bool:
    return 0 < cell.families < smallest or 0 < cell.persons < smallest


def _lines(cells: Sequence[TableCell]) -> tuple[Line, ...]:
    """The rows and columns that have a sum."""
    places = dict.fromkeys([*((0, cell.row) for cell in cells), *((1, cell.column) for cell in cells)])
    lines = (frozenset(cell.id for cell in cells if (cell.row, cell.column)[n] == name) for n, name in places)
    return tuple(line for line in lines if len(line) > 1)


def _complement(cells: Sequence[TableCell], lines: Sequence[Line], found: frozenset[str]) -> str | None:
    """The next number to hide with the others, rows before columns; None if no sum tells any, or nothing is left."""
    bare = [line for line in lines if len(line & found) == 1]
    if not bare:
        exposed = told(cells, found)
        bare = [line for line in lines if line & exposed and line - found]
        bare = bare or ([frozenset(cell.id for cell in cells)] if exposed else [])
    open_to_choice = (cell for cell in cells if cell.id not in found and bare and cell.id in bare[0])
    chosen = min(open_to_choice, key=lambda cell: _rank(cell, bare), default=None)
    return chosen.id if chosen else None


def _rank(cell: TableCell, bare: Sequence[Line]) -> tuple[int, bool, int, int, str]:
    """What is hidden first: what covers another line too, then what tells of somebody, then the smallest."""
    return -sum(cell.id in line for line in bare), cell.families == 0, cell.families, cell.persons, cell.id


def _solved(sums: Sequence[Line]) -> Iterator[str]:
    """The unknowns that these sums settle: after elimination one alone is left in its equation."""
    unknowns = sorted({one for line in sums for one in line})
    rows = [[Fraction(one in line) for one in unknowns] for line in sums]
    done = 0
    for column in range(len(unknowns)):
        pivot = next((row for row in rows[done:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        lead = [value / pivot[column] for value in pivot]
        rows = [[a - row[column] * b for a, b in zip(row, lead, strict=True)] for row in rows]
        rows.insert(done, lead)
        done += 1
    for row in rows[:done]:
        left = [one for one, value in zip(unknowns, row, strict=True) if value]
        if len(left) == 1:
            yield left[0]
