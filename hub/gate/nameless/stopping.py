"""Somebody recognises the family: the sheet is gone for everybody, and nobody learns who is meant.

That somebody did is written down, by whom as in every entry, which its officers alone read under a pseudonym; whom they
recognised is neither asked nor kept. The others are told that it was stopped, not by whom: from who it was, those who
know where a colleague lives could tell the family.
"""

from hub.gate.house import House
from hub.gate.nameless.sitting import entry_at, find_table
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.record.sheets.store import stop_sheet
from hub.terms.nameless import SheetState, Sitting


@by_rules_in_force
def recognise(house: House, sitting: Sitting) -> bool | None:
    """Stop it; false where it was stopped before, None for who does not sit there. Never undone."""
    found = find_table(house, sitting)
    if found is None:
        return None
    if found.stand.state is SheetState.STOPPED:
        return False
    entry = entry_at(house, sitting, Event.RECOGNISED)
    with house.db.begin() as tx:
        append(tx, house.writer, entry)
        return stop_sheet(tx, entry.id, sitting.principal.id, found.topic.id, sitting.at)
