"""Where every symbol, line and outline of the picture lies. Numbers only; the template draws them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hub.web.genogram.facts import Bond, BondKind, Descent, Facts, Node, Way
from hub.web.genogram.outlines import Box, outline
from hub.web.genogram.rows import place

HALF = 24.0
"""Half a symbol."""
TOP, SIDE = 76.0, 76.0
ROW = 172.0
DEEP = 32.0
"""How far below the symbols the line of a couple runs; couples that are not neighbours run lower, each by itself."""
STEP = 11.0
NAME_ABOVE, NAME_BELOW = -HALF - 10, HALF + 19


@dataclass(frozen=True, repr=False)
class Symbol:
    """One person: where, which, and what is written."""

    x: float
    y: float
    node: Node
    name: str
    name_y: float


@dataclass(frozen=True)
class Couple:
    """The line of a couple, and the strokes across it."""

    path: str
    is_dashed: bool
    strokes: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """The line from parents to a child; a letter beside it where the child did not come by birth."""

    path: str
    is_dashed: bool
    letter: str
    letter_x: float
    letter_y: float


@dataclass(frozen=True)
class Household:
    """A soft outline around those who live together. `number` tells outlines apart."""

    path: str
    number: int


@dataclass(frozen=True, repr=False)
class Picture:
    """All of it."""

    width: float
    height: float
    symbols: tuple[Symbol, ...] = ()
    couples: tuple[Couple, ...] = ()
    lines: tuple[Line, ...] = ()
    households: tuple[Household, ...] = ()


def draw(facts: Facts, names: Mapping[str, str]) -> Picture:
    """The picture of these facts; `names` are what stands at a symbol."""
    if not facts.nodes:
        return Picture(0, 0)
    places = place(facts)
    spots = {ref: (SIDE + x, TOP + row * ROW) for ref, (row, x) in places.items()}
    depths = _depths(facts, spots)
    parents = {one for descent in facts.descents for one in descent.parents}
    bonded = {one for bond in facts.bonds for one in bond.pair}
    return Picture(
        width=max(x for x, _ in spots.values()) + SIDE,
        height=max(y for _, y in spots.values()) + TOP,
        symbols=tuple(
            _symbol(node, spots[node.ref], names.get(node.ref, ""), is_adult=node.ref in parents | bonded)
            for node in facts.nodes
        ),
        couples=tuple(_couple(bond, spots, depths[frozenset(bond.pair)]) for bond in facts.bonds),
        lines=tuple(_lines(facts.descents, spots, depths)),
        households=tuple(_households(facts.nodes, spots)),
    )


def _symbol(node: Node, spot: tuple[float, float], name: str, *, is_adult: bool) -> Symbol:
    """Names of adults above, of children below, so that no line runs through them."""
    x, y = spot
    return Symbol(x, y, node, name, y + (NAME_ABOVE if is_adult else NAME_BELOW))


def _depths(facts: Facts, spots: Mapping[str, tuple[float, float]]) -> Mapping[frozenset[str], float]:
    """Every couple and every pair of parents has a line of its own depth; neighbours share the highest."""
    pairs = [frozenset(bond.pair) for bond in facts.bonds]
    pairs += [frozenset(descent.parents) for descent in facts.descents if len(descent.parents) == 2]
    depths: dict[frozenset[str], float] = {}
    lower = 0
    for pair in dict.fromkeys(pairs):
        between = _between(pair, spots)
        lower += between
        depths[pair] = DEEP + STEP * min(lower, 4) * between
    return depths


def _between(pair: Iterable[str], spots: Mapping[str, tuple[float, float]]) -> bool:
    (left, row), (right, _) = sorted(spots[one] for one in pair)
    return any(left < x < right and y == row for x, y in spots.values())


def _couple(bond: Bond, spots: Mapping[str, tuple[float, float]], depth: float) -> Couple:
    (left, upper), (right, lower) = sorted(spots[one] for one in bond.pair)
    y = max(upper, lower) + HALF + depth
    path = f"M{left:g} {upper + HALF:g}V{y:g}H{right:g}V{lower + HALF:g}"
    # Strokes stand a little beside the middle, where the children's line begins.
    middle = (left + right) / 2 - min(26, (right - left) / 4)
    shifts = {BondKind.SEPARATED: (0.0,), BondKind.DIVORCED: (-4.5, 4.5)}.get(bond.kind, ())
    strokes = tuple(f"M{middle + shift - 5:g} {y + 9:g}L{middle + shift + 5:g} {y - 9:g}" for shift in shifts)
    return Couple(path, bond.kind is BondKind.TOGETHER, strokes)


def _lines(
    descents: Iterable[Descent], spots: Mapping[str, tuple[float, float]], depths: Mapping[frozenset[str], float]
) -> Iterable[Line]:
    """From the couple's line, or from a single parent, down to each child; unions turn aside at different heights."""
    unions = dict.fromkeys(one.parents for one in descents)
    turns = {union: number % 4 for number, union in enumerate(sorted(unions))}
    for descent in descents:
        x, y = spots[descent.child]
        parents = [spots[one] for one in descent.parents]
        middle = sum(one for one, _ in parents) / len(parents)
        depth = depths.get(frozenset(descent.parents), 0.0)
        start = max(row for _, row in parents) + HALF + depth
        turn = y - HALF - 22 - turns[descent.parents] * 7
        path = f"M{middle:g} {start:g}V{turn:g}H{x:g}V{y - HALF:g}"
        letter = {Way.ADOPTED: "A", Way.FOSTER: "P"}.get(descent.way, "")
        yield Line(path, descent.way is Way.FOSTER, letter, x + 11, y - HALF - 7)


def _households(nodes: Sequence[Node], spots: Mapping[str, tuple[float, float]]) -> Iterable[Household]:
    """Around those of a household who are shown, if they are two at least: one alone would tell of somebody missing."""
    letters = sorted({letter for node in nodes for letter in node.households})
    number = 0
    for letter in letters:
        members = {node.ref for node in nodes if letter in node.households}
        if len(members) < 2:
            continue
        boxes = [Box(*box) for box in _boxes(members, spots, 4.0 * number)]
        yield Household(outline(boxes), number)
        number += 1


def _boxes(
    members: set[str], spots: Mapping[str, tuple[float, float]], inset: float
) -> Iterable[tuple[float, float, float, float]]:
    """A box for every run of neighbours of a row, the upper ones first; who lives elsewhere is never inside."""
    for row in sorted({y for _, y in spots.values()}):
        run: list[float] = []
        for ref, (x, _) in sorted(((ref, spot) for ref, spot in spots.items() if spot[1] == row), key=lambda s: s[1]):
            if ref in members:
                run.append(x)
            elif run:
                yield _box(run, row, inset)
                run = []
        if run:
            yield _box(run, row, inset)


def _box(run: Sequence[float], row: float, inset: float) -> tuple[float, float, float, float]:
    return run[0] - 46 + inset, row - 62 + inset, run[-1] + 46 - inset, row + 64 - inset
