"""Who sees what, as a picture to print: SVG without script or style sheet, readable in grey, with title and text."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape  # nosec B406  # writes, parses nothing

from hub.rulebook.differing import Asked
from hub.rulebook.matrix_text import MatrixText
from hub.rulebook.seeing import Cell, Way
from hub.terms.lists import Category, Owner

LEFT, RIGHT, TOP, WIDE, HIGH, FOOT = 450, 80, 330, 30, 18, 190
FILLS = {
    Way.OWN: "#cfe8cf",
    Way.LAW: "#cfe0f5",
    Way.OCCASION: "#f1d9b5",
    Way.CONSENT: "#fff6c2",
    Way.NEVER: "#f5f5f5",
}
"""Light enough for dark letters: the letter says the way, the colour only helps."""
INK, FAINT = "#1a1a1a", "#595959"

Column = tuple[Owner, Category]


class Grid(NamedTuple):
    """Questions down, categories by owner across. Of a provider's values their own are drawn."""

    rows: tuple[Asked, ...]
    columns: tuple[Column, ...]
    cells: dict[tuple[Asked, Column], Cell]


def picture(matrix: MatrixText) -> str:
    """The whole picture; the same rules make the same bytes."""
    grid = _grid(matrix)
    width, height = LEFT + WIDE * len(grid.columns) + RIGHT, TOP + HIGH * len(grid.rows) + FOOT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="title desc" xml:lang="de" lang="de" '
        f'font-family="Fira Sans, Arial, sans-serif" fill="{INK}">',
        f'<title id="title">{escape(matrix.say("title"))}</title>',
        f'<desc id="desc">{escape(matrix.say("desc"))}</desc>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        _text((20, 34), matrix.say("title"), 'font-size="22" font-weight="bold"'),
        _text((20, 58), matrix.say("digest", digest=matrix.digest), f'font-size="11" fill="{FAINT}"'),
        *_heads(matrix, grid),
        *_rows(matrix, grid),
        *_legend(matrix, TOP + HIGH * len(grid.rows) + 36),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _grid(matrix: MatrixText) -> Grid:
    drawn: dict[tuple[Asked, Column], Cell] = {}
    for cell in matrix.cells:
        drawn.setdefault((cell.asked, (cell.owner, cell.category)), cell)  # a provider's own come first
    columns = [(owner, category) for owner in Owner for category in Category]
    filled = {column for _, column in drawn}
    rows = tuple(dict.fromkeys(cell.asked for cell in matrix.cells))
    return Grid(rows, tuple(column for column in columns if column in filled), drawn)


def _heads(matrix: MatrixText, grid: Grid) -> Iterator[str]:
    """Owners above their categories; these turned, so that they can be read from the right."""
    for number, (owner, category) in enumerate(grid.columns):
        x = LEFT + WIDE * number
        if not number or grid.columns[number - 1][0] is not owner:
            yield _text((x + 2, TOP - 238), matrix.wording.of_owner(owner), 'font-size="11" font-weight="bold"')
            yield f'<path d="M{x} {TOP - 250}V{TOP + HIGH * len(grid.rows)}" stroke="{INK}" stroke-width="1.5"/>'
        where = f'transform="translate({x + 19} {TOP - 8}) rotate(-90)" font-size="11"'
        yield f"<text {where}>{escape(_short(matrix.wording.category(category)))}</text>"


def _rows(matrix: MatrixText, grid: Grid) -> Iterator[str]:
    before = None
    for number, asked in enumerate(grid.rows):
        y = TOP + HIGH * number
        if (asked.role, asked.agency) != before:
            before = (asked.role, asked.agency)
            right = LEFT + WIDE * len(grid.columns)
            yield f'<path d="M20 {y}H{right}" stroke="{INK}" stroke-width="1"/>'
            name = _short(_role(matrix, grid, asked), 34)
            yield _text((20, y + 13), name, 'font-size="11" font-weight="bold"')
        yield _text((230, y + 13), _short(matrix.wording.purpose(asked.purpose), 38), 'font-size="11"')
        for place, column in enumerate(grid.columns):
            if (asked, column) in grid.cells:
                yield from _cell(matrix, grid.cells[asked, column], (LEFT + WIDE * place, y))


def _role(matrix: MatrixText, grid: Grid, asked: Asked) -> str:
    """With the agency first where several have such a function."""
    agencies = {row.agency for row in grid.rows if row.role is asked.role}
    name = matrix.wording.role(asked.role)
    return f"{matrix.wording.agency(asked.agency).split(' ')[0]}: {name}" if len(agencies) > 1 else name


def _cell(matrix: MatrixText, cell: Cell, at: tuple[int, int]) -> Iterator[str]:
    (x, y), way = at, cell.best.way
    ink = FAINT if way is Way.NEVER else INK
    yield f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" fill="{FILLS[way]}" stroke="#bdbdbd"/>'
    yield _text((x + WIDE // 2, y + 13), matrix.sign(cell), f'font-size="11" text-anchor="middle" fill="{ink}"')


def _legend(matrix: MatrixText, top: int) -> Iterator[str]:
    for number, way in enumerate(Way):
        y = top + 20 * number
        yield f'<rect x="20" y="{y - 13}" width="{WIDE}" height="{HIGH}" fill="{FILLS[way]}" stroke="#bdbdbd"/>'
        yield _text((35, y), matrix.sign_of(way), 'font-size="11" text-anchor="middle"')
        yield _text((60, y), matrix.way(way), 'font-size="12"')
    rest = (matrix.say("levels"), matrix.say("part"), matrix.say("best"))
    for number, line in enumerate(rest):
        yield _text((460 if number < 2 else 20, top + (20 * number if number < 2 else 110)), line, 'font-size="12"')


def _text(at: tuple[int, int], words: str, how: str) -> str:
    return f'<text x="{at[0]}" y="{at[1]}" {how}>{escape(words)}</text>'


def _short(words: str, most: int = 34) -> str:
    """Cut at a word, with three dots: the whole name stands in the table."""
    if len(words) <= most:
        return words
    return words[: most - 1].rsplit(" ", 1)[0].rstrip(" (,/") + " …"
