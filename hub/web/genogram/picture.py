"""Where every symbol, line and outline of the picture lies. Numbers only; the template draws them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hub.web.genogram.facts import Bond, BondKind, Facts, Node, Way
from hub.web.genogram.outlines import Box, outline
from hub.web.genogram.rows import place

HALF = 24.0
"""Half a symbol."""
TOP, SIDE = 76.0, 76.0
ROW = 172.0
DEEP = 32.0
"""How far below the symbols the line of a couple runs; couples that are not neighbours run lower, each by itself."""
STEP = 11.0
BESIDE = 11.0
"""Between the places at one symbol where the lines of several couples begin."""
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
    grown = _grown(facts)
    return Picture(
        width=max(x for x, _ in spots.values()) + SIDE,
        height=max(y for _, y in spots.values()) + TOP,
        symbols=tuple(
            _symbol(node, spots[node.ref], names.get(node.ref, ""), is_adult=node.ref in grown) for node in facts.nodes
        ),
        couples=tuple(_couples(facts.bonds, spots, depths)),
        lines=tuple(_lines(facts, spots, depths)),
        households=tuple(_households(facts.nodes, spots)),
    )


def _grown(facts: Facts) -> set[str]:
    """Whose name stands above: parents, and those of a couple."""
    parents = {one for descent in facts.descents for one in descent.parents}
    return parents | {one for bond in facts.bonds for one in bond.pair}


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


def _couples(
    bonds: Sequence[Bond], spots: Mapping[str, tuple[float, float]], depths: Mapping[frozenset[str], float]
) -> Iterable[Couple]:
    """Where somebody is bound to several, each line begins at a place of its own, in the order of the others."""
    ends = {
        (ref, other): spots[ref][0] + BESIDE * (place - (len(others) - 1) / 2)
        for ref in spots
        for others in [sorted(_bound_to(ref, bonds), key=lambda one: spots[one])]
        for place, other in enumerate(others)
    }
    for bond in bonds:
        one, other = sorted(bond.pair, key=lambda ref: spots[ref])
        left, right = (ends[one, other], spots[one][1]), (ends[other, one], spots[other][1])
        yield _couple(bond.kind, left, right, depths[frozenset(bond.pair)])


def _bound_to(ref: str, bonds: Iterable[Bond]) -> set[str]:
    return {other for bond in bonds if ref in bond.pair for other in bond.pair} - {ref}


def _couple(kind: BondKind, one: tuple[float, float], other: tuple[float, float], depth: float) -> Couple:
    """From inside the one symbol down, across and up into the other; the symbols are drawn over it."""
    (left, upper), (right, lower) = one, other
    y = max(upper, lower) + HALF + depth
    path = f"M{left:g} {upper:g}V{y:g}H{right:g}V{lower:g}"
    # Strokes stand a little beside the middle, where the children's line begins.
    middle = (left + right) / 2 - min(26, (right - left) / 4)
    shifts = {BondKind.SEPARATED: (0.0,), BondKind.DIVORCED: (-4.5, 4.5)}.get(kind, ())
    strokes = tuple(f"M{middle + shift - 5:g} {y + 9:g}L{middle + shift + 5:g} {y - 9:g}" for shift in shifts)
    return Couple(path, kind is BondKind.TOGETHER, strokes)


def _lines(
    facts: Facts, spots: Mapping[str, tuple[float, float]], depths: Mapping[frozenset[str], float]
) -> Iterable[Line]:
    """From the couple's line down to each child, from a parent alone where there is none; unions turn at heights of
    their own."""
    couples, grown = {frozenset(bond.pair) for bond in facts.bonds}, _grown(facts)
    turns = {union: number % 4 for number, union in enumerate(sorted({one.parents for one in facts.descents}))}
    for descent in facts.descents:
        x, y = spots[descent.child]
        parents = [spots[one] for one in descent.parents]
        # Over the head of somebody whose name stands there, the line ends above the name.
        end = y + (NAME_ABOVE - 16 if descent.child in grown else -HALF)
        turn = end - (8 if descent.child in grown else 22) - turns[descent.parents] * 7
        pair = frozenset(descent.parents)
        if pair in couples:
            depth = depths[pair]
            starts = [(sum(one for one, _ in parents) / 2, max(row for _, row in parents) + HALF + depth)]
        else:
            starts = [(one, row + HALF) for one, row in parents]
        path = "".join(f"M{left:g} {start:g}V{turn:g}H{x:g}" for left, start in starts) + f"V{end:g}"
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
