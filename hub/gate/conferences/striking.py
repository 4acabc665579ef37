"""Striking a sentence before both agencies confirmed: it is worked with no longer, and its versions stay.

What is joint both strike, each its own else, as they write it. In the record it is restricted instead of erased (F8,
§ 84 SGB X): nobody works with it, and whom it is about may still ask the agency for it. After both confirmed there are
addenda alone.
"""

from dataclasses import replace

from hub.db.errors import CellChanged, NotYours, OutOfOrder
from hub.gate.anew import begun_anew
from hub.gate.conferences.minutes import Asked, find_spots, look_at_minutes
from hub.gate.conferences.sitting import load_sitting
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.gate.standing import Standing
from hub.identity.store import load_ties
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.record.minutes.store import Spoken, Writing, write_lines
from hub.terms.access import OutlineCell
from hub.terms.ids import CellId, EntryId, new_id
from hub.terms.minutes import Line, MinutesFault


@by_rules_in_force
@begun_anew
def strike_sentence(house: House, asked: Asked, cell: CellId, version: int) -> MinutesFault | None:
    """Kept, with its entry; or why not. Raises LookupError where no such sentence is told to whoever asks.

    `version` is that of the joint part as it was read.
    """
    view = look_at_minutes(house, asked)
    line = next((one for one in view.lines if one.cell == cell), None) if view is not None else None
    sitting = load_sitting(house, asked.principal, asked.wanted, asked.at)
    if view is None or line is None or sitting is None:
        raise LookupError("no such sentence")
    if view.kept.is_closed:
        return MinutesFault.CLOSED
    spots, standing = find_spots(house, asked, sitting)
    place = next(one for one in standing.outline.cells if one.cell == cell)
    if (line.section, place.field) not in spots:
        return MinutesFault.SPOT
    writing = Writing(
        sitting.topic.id, asked.principal.id, asked.principal.agency, asked.at, version, view.kept.present
    )
    try:
        _keep(house, asked, (standing, place), (line, writing))
    except (CellChanged, OutOfOrder):
        return MinutesFault.CHANGED
    except NotYours:
        return MinutesFault.SPOT
    return None


def _keep(house: House, asked: Asked, about: tuple[Standing, OutlineCell], struck: tuple[Line, Writing]) -> None:
    (standing, place), (line, writing) = about, struck
    ties = load_ties(house.db, standing.request.family, (asked.principal,), asked.at)
    touched = Touched(
        Event.MINUTES_STRUCK,
        standing.request.family,
        cells=((place, ()),),
        purpose=standing.request.purpose,
        details={"conference": asked.wanted.number},
    )
    entry = change(EntryId(new_id()), asked.principal, asked.at, house.policies.digest, touched)
    with house.db.begin() as tx:
        append(tx, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))
        spoken = Spoken(line.cell, line.section, line.owner, line.due, is_new=False, is_struck=True)
        write_lines(tx, entry.id, writing, (spoken,))
