"""The pictures of the overview as plain shapes. Pure; patterns tell apart what colour alone would."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from hub.terms.overview import HOURS, SMALL, WEEKDAYS, Duty, Month, Overview

CELL, LEFT, TOP = 24, 30, 20
STRONGEST = 4
WIDE, HIGH, FOOT = 52, 160, 24
ABOVE = 22


@dataclass(frozen=True)
class Cell:
    """One hour of the week. `level` from 0 (nothing) over 1 (fewer than five) to 4."""

    x: int
    y: int
    level: int


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Heat:
    """The week as a grid: days below each other, hours side by side; duty time is outlined."""

    cells: tuple[Cell, ...]
    duty: tuple[Box, ...]
    days: tuple[tuple[int, int], ...]
    hours: tuple[tuple[int, int], ...]
    width: int = LEFT + 24 * CELL + 2
    height: int = TOP + 7 * CELL + 2


def draw_heat(seen: Overview) -> Heat:
    """Levels above the smallest are thirds of the busiest hour."""
    most = max(seen.looks.values(), default=0)
    cells = (
        Cell(_x(hour), _y(day), _level(seen.looks.get((day, hour), 0), most)) for day in WEEKDAYS for hour in HOURS
    )
    return Heat(
        tuple(cells),
        tuple(_outlines(seen.duty)),
        tuple((day, _y(day) + 17) for day in WEEKDAYS),
        tuple((hour, _x(hour) + CELL // 2) for hour in HOURS[::3]),
    )


def _level(entries: int, most: int) -> int:
    if entries < SMALL:
        return 1 if entries else 0
    return min(STRONGEST, 2 + 3 * (entries - 1) // most)


def _x(hour: int) -> int:
    return LEFT + hour * CELL


def _y(day: int) -> int:
    return TOP + (day - 1) * CELL


def _outlines(duty: Duty) -> Iterator[Box]:
    """One box around neighbouring days with the same hours."""
    for hours, group in groupby(WEEKDAYS, key=lambda day: duty.hours.get(day, range(0))):
        days = list(group)
        if hours:
            yield Box(_x(hours.start), _y(days[0]), len(hours) * CELL, len(days) * CELL)


@dataclass(frozen=True)
class Point:
    """One month: its place, how high, and how many; without a number nothing is kept of it."""

    x: int
    y: int
    month: Month


@dataclass(frozen=True)
class Line:
    """Twelve months from left to right. `path` binds those of which entries are kept."""

    points: tuple[Point, ...]
    path: str
    gone: Box | None
    width: int = 12 * WIDE
    height: int = HIGH + FOOT


def draw_line(seen: Overview) -> Line:
    """From nothing at the bottom to the busiest month at the top."""
    most = max((one.entries or 0 for one in seen.months), default=0) or 1
    points = tuple(
        Point(WIDE * place + WIDE // 2, HIGH - round((one.entries or 0) / most * (HIGH - ABOVE)), one)
        for place, one in enumerate(seen.months)
    )
    kept = [one for one in points if one.month.entries is not None]
    gone = len(points) - len(kept)
    return Line(
        points,
        "M" + "L".join(f"{one.x} {one.y}" for one in kept) if kept else "",
        Box(0, 0, gone * WIDE, HIGH) if gone else None,
    )
