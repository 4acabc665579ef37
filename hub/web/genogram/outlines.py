"""A soft outline around boxes that lie in rows below each other."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

RADIUS = 12.0
NECK = 16.0
"""Half the width of the way between two rows whose boxes do not lie above each other."""

Point = tuple[float, float]


class Box(NamedTuple):
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float


def outline(boxes: Sequence[Box]) -> str:
    """One path. Where each row has one box, they are joined to one shape; else every box has a line of its own."""
    if len({box.top for box in boxes}) < len(boxes):
        return "".join(_rounded(_around([box])) for box in boxes)
    return _rounded(_around(boxes))


def _around(boxes: Sequence[Box]) -> list[Point]:
    """The corners of boxes above each other, clockwise; between two of them both edges step aside at mid-height."""
    right: list[Point] = [(boxes[0].right, boxes[0].top)]
    left: list[Point] = [(boxes[0].left, boxes[0].top)]
    for upper, lower in pairwise(boxes):
        middle = (upper.bottom + lower.top) / 2
        right += _step(upper.right, lower.right, middle + (NECK if lower.right < upper.right else -NECK))
        left += _step(upper.left, lower.left, middle + (NECK if lower.left > upper.left else -NECK))
    right.append((boxes[-1].right, boxes[-1].bottom))
    left.append((boxes[-1].left, boxes[-1].bottom))
    return [*right, *reversed(left)]


def _step(above: float, below: float, y: float) -> list[Point]:
    return [] if above == below else [(above, y), (below, y)]


def _rounded(corners: Sequence[Point]) -> str:
    """A closed path with round corners; where an edge is short, the rounding is as small as it must be."""
    path: list[str] = []
    for number, corner in enumerate(corners):
        before, after = corners[number - 1], corners[(number + 1) % len(corners)]
        radius = min(RADIUS, _length(before, corner) / 2, _length(corner, after) / 2)
        (ax, ay), (bx, by) = _toward(corner, before, radius), _toward(corner, after, radius)
        path.append(f"{'L' if path else 'M'}{ax:g} {ay:g}Q{corner[0]:g} {corner[1]:g} {bx:g} {by:g}")
    return "".join(path) + "Z"


def _length(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _toward(start: Point, end: Point, distance: float) -> Point:
    length = _length(start, end) or 1.0
    return (
        start[0] + (end[0] - start[0]) * distance / length,
        start[1] + (end[1] - start[1]) * distance / length,
    )
