"""Which numbers of a table are hidden, so that none of a small group can be read or worked out (J3).

Hidden are the numbers that tell of too few; then others, until no sum tells a hidden one. Sums are always shown: of
every row and column of several numbers, and of the whole table. A row or column of one number has no sum but itself.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from hub.terms.acts import TableCell

Line = frozenset[str]
"""The ids of the numbers that one sum adds up."""


class Lines(NamedTuple):
    """The sums of a table: those of its rows and columns, and that of all."""

    drawn: tuple[Line, ...]
    whole: Line


def hidden(cells: Sequence[TableCell], smallest: int) -> frozenset[str]:
    """The ids of the numbers that are not told. None of them follows from those that are, and from the sums."""
    lines = _lines(cells)
    found = frozenset(cell.id for cell in cells if _is_small(cell, smallest))
    while more := _complement(cells, lines, found):
        found |= {more}
    return found


def told(cells: Sequence[TableCell], found: frozenset[str]) -> frozenset[str]:
    """Which of the hidden numbers the sums tell after all; the smallest table of one number cannot hide it."""
    lines = _lines(cells)
    return frozenset(_solved([line & found for line in (*lines.drawn, lines.whole) if len(line) > 1]))


def _is_small(cell: TableCell, smallest: int) -> bool:
    return 0 < cell.families < smallest or 0 < cell.persons < smallest


def _lines(cells: Sequence[TableCell]) -> Lines:
    rows = [frozenset(cell.id for cell in cells if cell.row == name) for name in dict.fromkeys(c.row for c in cells)]
    columns = dict.fromkeys(cell.column for cell in cells)
    rows += [frozenset(cell.id for cell in cells if cell.column == name) for name in columns]
    return Lines(tuple(rows), frozenset(cell.id for cell in cells))


def _complement(cells: Sequence[TableCell], lines: Lines, found: frozenset[str]) -> str | None:
    """The next number to hide with the others; None if no sum tells any of them, or nothing is left to hide."""
    bare = [line for line in lines.drawn if len(line & found) == 1 and line - found]
    if not bare:
        exposed = told(cells, found)
        bare = [line for line in lines.drawn if line & exposed and line - found]
        bare = bare or [lines.whole for _ in exposed if lines.whole - found]
    open_to_choice = (cell for cell in cells if cell.id not in found and any(cell.id in line for line in bare))
    return min(open_to_choice, key=lambda cell: _rank(cell, bare)).id if bare else None


def _rank(cell: TableCell, bare: Sequence[Line]) -> tuple[int, bool, int, int, str]:
    """What is hidden first: what covers two lines at once, then what tells of somebody, then the smallest."""
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
