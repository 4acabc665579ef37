"""What would have to change so that a cell is shown to one viewer: the fewest turns, found by trying them all.

Tried on the compiled rules, so that an answer is what they would decide. Only what somebody can bring about is tried:
conditions with a `turn` in the wording, and the consent of everybody who is asked. None means that nothing could.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from hub.policy.compile import BITS, OWNER_BITS, Program
from hub.policy.layout import kind_of
from hub.policy.packing import NOTHING, up_to, written
from hub.policy.standpoint import side_of
from hub.policy.tables import table
from hub.policy.viewers import Seat
from hub.rulebook.wording import Wording
from hub.terms.access import OutlineCell
from hub.terms.lists import Level
from hub.terms.people import PersonKind

MOST = 4
"""More than so many things at once nobody brings about; beyond, the answer is that nothing could."""


@dataclass(frozen=True)
class Turning:
    """Conditions that would have to turn, and whether everybody the cell is about would have to consent."""

    conditions: tuple[str, ...]
    consent: bool


def turning(seat: Seat, cell: OutlineCell, released: int, wording: Wording) -> Turning | None:
    """The fewest turns that show the cell; None if no combination of them does."""
    held, candidates = holding(seat, cell), tuple(_candidates(seat.program, cell, wording))
    wanted = written(seat.program.asking.policies.catalogue, seat.program.bits[cell.field], cell.levels)
    ways = (False, True) if _can_be_asked(seat, cell) else (False,)
    for count in range(MOST + 1):
        for consent in ways:
            opened = _everything(seat.program) if consent else released
            for chosen in combinations(candidates, count - consent) if count >= consent else ():
                turned = held ^ sum(BITS[name] for name in chosen)
                if table(seat.program, turned).reach(opened) & wanted:
                    return Turning(chosen, consent)
    return None


def holding(seat: Seat, cell: OutlineCell) -> int:
    """The conditions that hold for this viewer and this cell, as bits."""
    viewer, kind = seat.viewer, kind_of(seat.program.asking.policies.catalogue, cell)
    side = side_of(viewer, kind.provider)
    held = seat.held | OWNER_BITS[side.owner(cell.owner)]
    for bit, on_cell in seat.program.on_cell:
        held |= bit if on_cell(viewer, kind.sample) else NOTHING
    for bit, on_owner in seat.program.on_owner:
        held |= bit if on_owner(side, cell.owner) else NOTHING
    return held


def _candidates(program: Program, cell: OutlineCell, wording: Wording) -> Iterator[str]:
    """Conditions that somebody can turn, as far as a rule about the field names them."""
    field = program.bits[cell.field]
    named = [rule.when | rule.unless for rule in program.rules if rule.fields & field]
    for name, bit in BITS.items():
        if wording.turn(name) and any(bit & mask for mask in named):
            yield name


def _can_be_asked(seat: Seat, cell: OutlineCell) -> bool:
    """Nobody asks a third person (B4), nor for the dead (F13); what is about nobody has nobody to ask."""
    about = [person for person in seat.viewer.family.persons if person.id in cell.persons]
    living = [one for one in about if one.deceased_on is None or one.deceased_on > seat.viewer.day]
    askable = [one for one in living if one.kind is not PersonKind.THIRD]
    return bool(cell.persons) and len(askable) == len(cell.persons)


def _everything(program: Program) -> int:
    catalogue = program.asking.policies.catalogue
    return up_to(catalogue, catalogue.all, Level.FULL)
