"""What conferences agreed, among the tasks: told to whom its words may be shown, and of nothing else agreed is read."""

from collections.abc import Collection
from dataclasses import replace

from hub.gate.glances import Candidate
from hub.terms.ids import CellId, FieldId

AGREED = FieldId("fam_shared_action")


def with_agreed(one: Candidate, cells: Collection[CellId | None] = ()) -> Candidate:
    """The same family, of what was agreed these cells alone: what no task tells of is not read for it."""
    shown = tuple(had for had in one.decision.shown if had.cell.field != AGREED or had.cell.cell in cells)
    return replace(one, decision=replace(one.decision, shown=shown))
