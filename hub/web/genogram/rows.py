"""Which row each person stands in, in which order, and how far to the right. Nobody stands on anybody else."""

from collections.abc import Iterable, Mapping, Sequence

from hub.web.genogram.facts import Descent, Facts, Node, Sex

APART = 104
"""Between two people of one row, centre to centre, at least."""
COUPLE = 156
MOST_ROWS = 6


def place(facts: Facts) -> Mapping[str, tuple[int, float]]:
    """Row and distance from the left of everybody."""
    rows = _generations(facts)
    placed: dict[str, tuple[int, float]] = {}
    for number in sorted(set(rows.values())):
        members = [node for node in facts.nodes if rows[node.ref] == number]
        order = _order(members, facts, placed)
        wished = _wishes(order, facts, placed)
        placed |= {ref: (number, x) for ref, x in zip(order, _spread(wished), strict=True)}
    left = min((x for _, x in placed.values()), default=0.0)
    return {ref: (row, x - left) for ref, (row, x) in placed.items()}


def _generations(facts: Facts) -> Mapping[str, int]:
    """Children below their parents, couples side by side; rows without anybody are closed up."""
    row = dict.fromkeys((node.ref for node in facts.nodes), 0)
    for _ in range(MOST_ROWS * 2):
        for descent in facts.descents:
            deepest = max(row[parent] for parent in descent.parents)
            row[descent.child] = min(MOST_ROWS - 1, max(row[descent.child], deepest + 1))
        for bond in facts.bonds:
            row[bond.pair[0]] = row[bond.pair[1]] = max(row[one] for one in bond.pair)
    used = sorted(set(row.values()))
    return {ref: used.index(number) for ref, number in row.items()}


def _order(members: Sequence[Node], facts: Facts, placed: Mapping[str, tuple[int, float]]) -> list[str]:
    """Chains of couples; children of the same parents together, by birth; those without shown parents at the end."""
    centre = {node.ref: _under(node.ref, facts.descents, placed) for node in members}
    by_birth = {node.ref: (node.order, node.born.toordinal() if node.born else 0, node.ref) for node in members}
    known = sorted([ref for ref, x in centre.items() if x is not None], key=lambda ref: (centre[ref], by_birth[ref]))
    others = sorted([ref for ref, x in centre.items() if x is None])
    order: list[str] = []
    for ref in [*known, *others]:
        if ref in order:
            continue
        chain = _chain(ref, members, facts) if ref in others else [ref, *_partners(ref, others, facts)]
        order += [one for one in chain if one not in order]
    return order


def _partners(ref: str, others: Iterable[str], facts: Facts) -> list[str]:
    bonded = {one for bond in facts.bonds if ref in bond.pair for one in bond.pair} - {ref}
    return [one for one in others if one in bonded]


def _chain(start: str, members: Sequence[Node], facts: Facts) -> list[str]:
    """Everybody bound to one another, walked from an end; the end from which the eldest child is met first."""
    near = {node.ref: set[str]() for node in members}
    for bond in facts.bonds:
        if near.keys() >= set(bond.pair):
            near[bond.pair[0]].add(bond.pair[1])
            near[bond.pair[1]].add(bond.pair[0])
    group = _walk(start, near)
    ends = [ref for ref in group if len(near[ref]) < 2] or group
    men = {node.ref for node in members if node.sex is Sex.MALE}
    orders = {node.ref: node.order for node in facts.nodes}
    walks = [_walk(end, near) for end in ends]
    return min(walks, key=lambda walk: (_births(walk, facts, orders), walk[0] not in men, walk))


def _walk(start: str, near: Mapping[str, set[str]]) -> list[str]:
    """Depth first; who is bound to nobody else stands next to the one they are bound to."""
    walk, stack = list[str](), [start]
    while stack:
        one = stack.pop()
        if one not in walk:
            walk.append(one)
            stack += sorted(near[one] - set(walk), key=lambda ref: (-len(near[ref]), ref))
    return walk


def _births(walk: Sequence[str], facts: Facts, orders: Mapping[str, int]) -> list[int]:
    place = {ref: number for number, ref in enumerate(walk)}
    own = [one for one in facts.descents if any(parent in place for parent in one.parents)]
    own.sort(key=lambda one: sum(place.get(parent, 0) for parent in one.parents) / len(one.parents))
    return [orders[one.child] for one in own]


def _under(ref: str, descents: Iterable[Descent], placed: Mapping[str, tuple[int, float]]) -> float | None:
    """The middle of a child's parents, if they are placed already."""
    for descent in descents:
        if descent.child == ref and all(parent in placed for parent in descent.parents):
            return sum(placed[parent][1] for parent in descent.parents) / len(descent.parents)
    return None


def _wishes(order: Sequence[str], facts: Facts, placed: Mapping[str, tuple[int, float]]) -> list[float]:
    """Children spread evenly below their parents; others beside whom they stand next to, with room for children."""
    centre = {ref: _under(ref, facts.descents, placed) for ref in order}
    siblings: dict[float, list[str]] = {}
    for ref in order:
        x = centre[ref]
        if x is not None:
            siblings.setdefault(x, []).append(ref)
    wished: list[float] = []
    for number, ref in enumerate(order):
        x = centre[ref]
        if x is not None:
            together = siblings[x]
            wished.append(x + APART * (together.index(ref) - (len(together) - 1) / 2))
        else:
            wished.append(wished[-1] + _beside(order[number - 1], ref, facts) if wished else 0.0)
    return wished


def _beside(one: str, other: str, facts: Facts) -> float:
    """Room for the children of the two between them; strangers stand a little closer than couples."""
    if not any(set(bond.pair) == {one, other} for bond in facts.bonds):
        shared = any({one, other} <= set(descent.parents) for descent in facts.descents)
        return COUPLE if shared else APART + 16
    children = sum(set(descent.parents) == {one, other} for descent in facts.descents)
    return max(COUPLE, children * APART)


def _spread(wished: Sequence[float]) -> list[float]:
    """As near as possible to what is wished, in this order, and never nearer to one another than `APART`.

    Least squares under an order: neighbours that would overlap are moved together as one block.
    """
    blocks: list[tuple[float, int]] = []
    for number, x in enumerate(wished):
        blocks.append((x - number * APART, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (later, more), (earlier, some) = blocks.pop(), blocks.pop()
            blocks.append(((later * more + earlier * some) / (more + some), more + some))
    starts = [start for start, size in blocks for _ in range(size)]
    return [start + number * APART for number, start in enumerate(starts)]
