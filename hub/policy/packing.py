"""Fields by level in one integer: three sets side by side, the lowest level first, so that one operation decides all.

A set of fields is an integer of `catalogue.width` bits. Packed, the fields that reach level 1 stand in the first
`width` bits, those that reach level 2 in the next, and those that reach level 3 in the last.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_

from hub.terms.catalogue import Catalogue

NOTHING = 0


def packed(catalogue: Catalogue, levels: Sequence[int]) -> int:
    """The fields that reach each level, given for the levels 0 to 3; what reaches level 0 is nothing."""
    return levels[1] | levels[2] << catalogue.width | levels[3] << 2 * catalogue.width


def up_to(catalogue: Catalogue, fields: int, level: int) -> int:
    """These fields at every level from the lowest to this one."""
    return fields * catalogue.repeats[level]


def at(catalogue: Catalogue, packed: int, level: int) -> int:
    """The fields that reach this level, 1 to 3."""
    return packed >> (level - 1) * catalogue.width & catalogue.all


def anywhere(catalogue: Catalogue, packed: int) -> int:
    """The fields that reach any level."""
    width = catalogue.width
    return (packed | packed >> width | packed >> 2 * width) & catalogue.all


def written(catalogue: Catalogue, fields: int, levels: int) -> int:
    """These fields at the levels at which there is a text (bit `1 << level`)."""
    return fields * catalogue.spreads[levels >> 1 & 7]


def of_all(packed: Iterable[int]) -> int:
    """What reaches each level for every one: one's yes is not another's (D8). Of nobody, that is nothing."""
    several = list(packed)
    return reduce(and_, several) if several else NOTHING
