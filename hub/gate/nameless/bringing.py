"""Bringing a case to the table without names: what is shown is exactly what whoever brings it has seen and checked."""

from dataclasses import replace

from hub.db.errors import ThereAlready
from hub.gate.anew import begun_anew
from hub.gate.house import House
from hub.gate.nameless.drafting import Told, draft_sheet
from hub.gate.nameless.sitting import Found, find_table, stand_of
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.record.conferences.store import load_invitable
from hub.record.sheets.store import Brought, bring_sheet
from hub.terms.ids import EntryId, new_id
from hub.terms.lists import Agency, Owner, Purpose
from hub.terms.nameless import LONGEST, Check, Drafted, Hint, Outcome, SheetFault, SheetState, Sitting, Wish
from hub.terms.writing import Occasion

READERS = frozenset({Agency.JOBCENTER, Agency.JUGENDAMT, Agency.PROVIDER})
"""Whose staff read a sheet at their own screens. Guests and families see none: it is for colleagues."""
BRINGERS = {Agency.JOBCENTER: Owner.JOBCENTER, Agency.JUGENDAMT: Owner.JUGENDAMT}


@by_rules_in_force
def prepare_sheet(house: House, sitting: Sitting, wish: Wish) -> Outcome | None:
    """What the sheet would be, and what speaks against it. None: nobody who sits there. Nobody else sees any of it."""
    found = find_table(house, sitting)
    if found is None:
        return None
    faults = _closed(found, sitting)
    if faults or sitting.principal.agency not in BRINGERS:
        return Outcome(faults or (SheetFault.FAMILY,))
    told = _draft(house, sitting, found, wish)
    return Outcome(drafted=told.drafted) if told else Outcome((SheetFault.FAMILY,))


@by_rules_in_force
@begun_anew
def show_sheet(house: House, sitting: Sitting, wish: Wish) -> Outcome | None:
    """Put it on the table, for everybody who sits there; or what is wrong, and then nobody sees it."""
    found = find_table(house, sitting)
    if found is None:
        return None
    owner = BRINGERS.get(sitting.principal.agency)
    if faults := _closed(found, sitting):
        return Outcome(faults)
    told = _draft(house, sitting, found, wish) if owner else None
    if told is None or owner is None:
        return Outcome((SheetFault.FAMILY,))
    if faults := _faults(told.drafted, wish):
        return Outcome(faults, told.drafted)
    try:
        _keep(house, sitting, found, (told, owner))
    except ThereAlready:  # somebody else was faster, with a sheet or with the end of it
        return Outcome(_closed(replace(found, stand=stand_of(house, sitting, found.topic) or found.stand), sitting))
    return Outcome()


def _closed(found: Found, sitting: Sitting) -> tuple[SheetFault, ...]:
    if found.stand.state is SheetState.STOPPED:
        return (SheetFault.STOPPED,)
    if found.stand.state is SheetState.SHOWN:
        return (SheetFault.THERE,)
    return () if found.is_open(sitting.at) else (SheetFault.CLOSED,)


def _draft(house: House, sitting: Sitting, found: Found, wish: Wish) -> Told | None:
    """With a warning where others at the table work for this family (I3): to them it has a name already."""
    occasion = Occasion(sitting.principal, wish.number, Purpose.CASE_CONFERENCE, sitting.at)
    told = draft_sheet(house, occasion, wish.words)
    if told is None:
        return None
    team = {one.id for _, one in load_invitable(house.db, sitting.principal.id, [told.family], sitting.at)}
    others = {seat.staff for seat in found.topic.seats if seat.staff} - {sitting.principal.id}
    hints = (*told.drafted.hints, *([Hint.SHARED_TEAM] if team & others else []))
    return replace(told, drafted=replace(told.drafted, hints=hints))


def _faults(drafted: Drafted, wish: Wish) -> tuple[SheetFault, ...]:
    parts = wish.words.parts.values()
    wrong = {
        SheetFault.EMPTY: not wish.words.situation.strip() or not wish.words.question.strip(),
        SheetFault.LONG: any(len(part) > LONGEST for part in parts),
        SheetFault.TRACES: bool(drafted.traces),
        SheetFault.CHECKS: wish.checked != frozenset(Check),
    }
    return tuple(fault for fault, is_so in wrong.items() if is_so)


def _keep(house: House, sitting: Sitting, found: Found, made: tuple[Told, Owner]) -> None:
    told, owner = made
    touched = Touched(
        Event.SHEET_BROUGHT,
        told.drafted.number,
        persons=told.persons,
        owners=frozenset({owner}),
        purpose=Purpose.CASE_CONFERENCE,
        details={"action": "nameless", "meeting": sitting.meeting},
    )
    entry = change(EntryId(new_id()), sitting.principal, sitting.at, house.policies.digest, touched)
    agencies = {seat.agency for seat in found.topic.seats if seat.agency} | {sitting.principal.agency}
    brought = Brought(
        sitting.principal.id,
        sitting.principal.agency,
        found.topic.id,
        told.family,
        frozenset(one.value for one in (agencies | {found.meeting.agency}) & READERS),
        sitting.at,
    )
    with house.db.begin() as tx:
        append(tx, house.writer, replace(entry, family=told.family, family_seq=told.ties.next_seq + 1))
        bring_sheet(tx, house.ring, entry.id, brought, told.drafted.sheet)
