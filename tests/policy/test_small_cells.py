"""No small number of a table is told, and none can be worked out from the others and the sums (J3)."""

from collections.abc import Iterator, Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from hub.policy.small_cells import hidden, told
from hub.terms.acts import TableCell

SMALLEST = 5
NUMBERS = st.one_of(st.integers(0, 6), st.integers(0, 40))
PLACES = st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=25)


@st.composite
def tables(draw: st.DrawFn) -> tuple[TableCell, ...]:
    """Tables of up to five by five, whole or with gaps, with many small numbers."""
    return tuple(
        TableCell(f"{row}{column}", f"r{row}", f"c{column}", draw(NUMBERS), draw(NUMBERS))
        for row, column in sorted(draw(PLACES))
    )


def table(*rows: Sequence[int]) -> tuple[TableCell, ...]:
    """A whole table of as many families as persons."""
    places = ((r, c, number) for r, row in enumerate(rows) for c, number in enumerate(row))
    return tuple(TableCell(f"{r}{c}", f"r{r}", f"c{c}", number, number) for r, c, number in places)


def steps(cells: Sequence[TableCell], unseen: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """The hidden numbers as ways between rows and columns; one whose line has no sum leads into the open."""
    for cell in cells:
        if cell.id in unseen:
            row = cell.row if sum(one.row == cell.row for one in cells) > 1 else "open"
            column = cell.column if sum(one.column == cell.column for one in cells) > 1 else "open"
            yield cell.id, row, column


def is_told(cells: Sequence[TableCell], unseen: frozenset[str], number: str) -> bool:
    """Read as ways: a number follows from the sums if, without its way, there is none from its row to its column.

    A second reading of the same law: the code eliminates, this one walks.
    """
    ways = list(steps(cells, unseen))
    [(_, start, goal)] = [way for way in ways if way[0] == number]
    reached, news = {start}, [start]
    while news:
        here = news.pop()
        for one, row, column in ways:
            for there in {row, column} - reached if one != number and here in (row, column) else ():
                reached.add(there)
                news.append(there)
    return goal not in reached


@given(tables())
def test_no_small_number_is_told(cells: tuple[TableCell, ...]) -> None:
    """Of fewer than five families or persons, save of nobody."""
    unseen = hidden(cells, SMALLEST)

    assert all(cell.id in unseen for cell in cells if 0 < cell.families < SMALLEST or 0 < cell.persons < SMALLEST)


@given(tables())
@example(table((3, 9, 9), (9, 9, 9), (9, 9, 9)))
@example(table((3,), (9,), (9,)))
def test_no_hidden_number_follows_from_the_sums(cells: tuple[TableCell, ...]) -> None:
    """Whatever the table; where gaps make it impossible, all is hidden, and the sums are known to tell it."""
    unseen = hidden(cells, SMALLEST)

    telling = {number for number in unseen if is_told(cells, unseen, number)}
    assert telling == told(cells, unseen)
    assert not telling or len(unseen) == len(cells)


@given(tables())
def test_no_line_has_one_hidden_number_beside_others(cells: tuple[TableCell, ...]) -> None:
    """A row or column of several numbers hides none or at least two."""
    unseen = hidden(cells, SMALLEST)

    for line in [*((cell.row, "row") for cell in cells), *((cell.column, "column") for cell in cells)]:
        ids = {cell.id for cell in cells if getattr(cell, line[1]) == line[0]}
        assert len(ids) == 1 or len(ids & unseen) != 1


@given(tables())
def test_nothing_is_hidden_where_nothing_is_small(cells: tuple[TableCell, ...]) -> None:
    """The table is told whole."""
    large = tuple(cell._replace(families=cell.families + 5, persons=cell.persons + 5) for cell in cells)

    assert frozenset() == hidden(large, SMALLEST)


def test_a_pair_of_closed_rings_does_not_give_away_the_number_between_them() -> None:
    """Every line hides two or more, and yet the one between the rings would follow from the sums."""
    cells = table((3, 3, 9, 9), (3, 3, 3, 9), (9, 9, 3, 3), (9, 9, 3, 3))
    small = frozenset(cell.id for cell in cells if cell.families == 3)

    assert is_told(cells, small, "12")
    assert small | {"13"} == hidden(cells, SMALLEST), "one more of its own row"


def test_a_number_from_another_line_helps_where_its_own_lines_have_none_left() -> None:
    """Between two closed rings, in a row and a column that are hidden already; the way round is hidden too."""
    rings = ["00", "01", "10", "11", "22", "23", "32", "33", "12"]
    small = [TableCell(place, f"r{place[0]}", f"c{place[1]}", 3, 3) for place in rings]

    assert {*rings, "03"} == hidden((*small, TableCell("03", "r0", "c3", 9, 9)), SMALLEST)


def test_the_smallest_other_number_is_hidden_and_none_that_tells_of_nobody() -> None:
    """So that as much as possible is told, and a sum of hidden numbers is no small number again."""
    assert {"00", "02"} == hidden(table((3, 0, 7, 20)), SMALLEST)


def test_what_covers_a_row_and_a_column_at_once_is_taken_first() -> None:
    """One number instead of two."""
    cells = table((3, 8, 9), (8, 3, 9), (9, 9, 9))

    assert {"00", "01", "10", "11"} == hidden(cells, SMALLEST)


def test_a_table_of_one_number_hides_it() -> None:
    """There is nothing beside it to hide."""
    assert {"00"} == hidden(table((3,)), SMALLEST)


def test_a_table_whose_gaps_give_everything_away_is_not_told_at_all() -> None:
    """The rows of the closed ring less its columns leave the one number that leads out of it, sums or not."""
    numbers = {"00": 9, "01": 9, "02": 9, "10": 9, "11": 9, "22": 3}
    cells = tuple(TableCell(place, f"r{place[0]}", f"c{place[1]}", number, number) for place, number in numbers.items())

    unseen = hidden(cells, SMALLEST)

    assert set(numbers) == unseen
    assert {"02", "22"} == told(cells, unseen)


def test_numbers_that_stand_alone_in_row_and_column_hide_alone() -> None:
    """No sum adds one of them to another."""
    cells = tuple(TableCell(str(n), f"r{n}", f"c{n}", families, 9) for n, families in enumerate((3, 8, 7)))

    assert {"0"} == hidden(cells, SMALLEST)
