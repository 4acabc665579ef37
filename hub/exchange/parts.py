"""Parts of one entry, and extracts, in a load file: what they must have in common."""

from collections import Counter
from collections.abc import Mapping

from hub.exchange.walk import Walk
from hub.terms.changes import CellChange


def check_parts(walk: Walk, changes: Mapping[str, CellChange]) -> None:
    """Note what cannot be so of these cells, by their places in the file."""
    parts = Counter((_entry(one), one.part) for one in changes.values())
    split = {_entry(one) for one in changes.values() if one.part > 1}
    whole = {one.cell: one for one in changes.values()}
    for place, one in changes.items():
        if _entry(one) in split and parts[_entry(one), one.part] > 1:
            walk.fault(f"{place}.part", "another part of this entry has this number")
        original = whole.get(one.extract_of) if one.extract_of else None
        if original is not None and (original is one or _owner(original) != _owner(one)):
            walk.fault(f"{place}.extract_of", "must name another cell of the same owner")


def _owner(one: CellChange) -> tuple[object, ...]:
    return one.owner, one.provider


def _entry(one: CellChange) -> tuple[object, ...]:
    """What the parts of one entry share."""
    return one.field, one.owner, one.provider, one.entry
