"""The end of a family's record in the hub: its keys and all that they closed, in one transaction with the entry.

Rule 1: not while FAM runs, not before the period of the rules is over, not while somebody still needs it (G2, G8); and
        only when both agencies have confirmed that what must stay lies in their leading files (G1).
Rule 2: all of it or nothing, once. It is kept in the journal outside the database, so no backup brings it back (G7).
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from hub.consent.journal import Line, add_lines
from hub.consent.store import load_journal_state
from hub.db.errors import NotThere
from hub.gate.house import House
from hub.gate.journal import ERASURES, drop_erasures
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import TRIES, append
from hub.ledger.entry import Book, Entry, Event, Segment, Touched, change
from hub.ledger.errors import NumberTaken
from hub.ledger.store import next_seq
from hub.record.erasing.store import (
    Doomed,
    destroy,
    load_erasures,
    load_standing,
)
from hub.terms.clock import legal_day
from hub.terms.erasing import Erasure, Remains, Standing, Takeover
from hub.terms.ids import EntryId, FamilyId, FamilyNumber, new_id
from hub.terms.lists import Owner
from hub.terms.principals import Principal

CLASS = "family_record"


class NotYet(RuntimeError):
    """The record is still to be kept. `standing` says why."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(f"{standing.number}: {standing.kept}")
        self.standing = standing


class ErasedBefore(RuntimeError):
    """There is nothing left to erase. `standing` says since when."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(f"{standing.number}: erased on {standing.erased_on}")
        self.standing = standing


def standing(house: House, which: FamilyNumber | FamilyId, at: datetime) -> Standing:
    """How the record of a family stands, by the rules of this moment. Raises NotThere."""
    found = load_standing(house.db, which, ended_by(house, at), legal_day(at))
    if found is None:
        raise NotThere("HB032")
    return found


@by_rules_in_force
def erase_record(
    house: House, principal: Principal, at: datetime, number: FamilyNumber, confirmed: Takeover
) -> Erasure:
    """Destroy the record of a family and keep that in the journal; on the disk when this returns.

    Raises NotThere, NotYet, ErasedBefore; OSError where it is destroyed and the journal cannot be written: done again,
    that is made up for. ErasedBefore makes it up too.
    """
    stands = standing(house, number, at)
    if stands.erased_on is not None:
        keep_erasures(house)
        raise ErasedBefore(stands)
    if stands.kept is not None:
        raise NotYet(stands)
    doomed = Doomed(stands.family, legal_day(at), ended_by(house, at))
    told: Segment = {"class": CLASS, "takeover": {"jobcenter": confirmed.jobcenter, "jugendamt": confirmed.jugendamt}}
    told = {**told, "offered": confirmed.offered.isoformat() if confirmed.offered else ""}
    entry, destroyed = destroy_record(house, (principal, at), stands, doomed, (Event.RECORD_ERASED, told))
    keep_erasures(house)
    return Erasure(stands.number, doomed.day, entry, destroyed)


def keep_erasures(house: House) -> None:
    """Write down what the journal lacks, on the disk when this returns, and drop what is over. Raises OSError, but not
    for what could not be dropped.
    """
    if house.journal is not None:
        kreis, _ = load_journal_state(house.db)
        add_lines(house.journal / ERASURES, partial(_missing, house, kreis))
        drop_erasures(house, house.journal)


def destroy_record(
    house: House, who: tuple[Principal, datetime], stands: Standing, doomed: Doomed, told: tuple[Event, Segment]
) -> tuple[EntryId, Remains]:
    """The entry of an erasure and the end of what it names, or nothing: how it stands is not looked at here."""
    event, details = told
    touched = Touched(event, stands.number, owners=frozenset({Owner.JOINT}), details=details)
    made = change(EntryId(new_id()), *who, house.policies.digest, touched)
    leaf = erased_on(doomed.day)
    entry = replace(made, family=stands.family, book=Book.DISCLOSURE_REGISTER, erases=leaf)
    for _ in range(TRIES - 1):
        try:
            return entry.id, _destroy_once(house, entry, doomed)
        except NumberTaken:  # somebody wrote about the family meanwhile
            continue
    return entry.id, _destroy_once(house, entry, doomed)


def _destroy_once(house: House, entry: Entry, doomed: Doomed) -> Remains:
    numbered = replace(entry, family_seq=next_seq(house.db, doomed.family))
    with house.db.begin() as tx:
        append(tx, house.writer, numbered)
        return destroy(tx, entry.id, doomed)


def erased_on(day: date) -> Segment:
    """What the leaf of an erasure of a record says: class and day."""
    return {"rc": CLASS, "to": day.isoformat()}


def ended_by(house: House, at: datetime) -> date:
    """The last day on which FAM must have ended for a record to be over."""
    return house.policies.retention.family_record.first_day_kept(legal_day(at)) - timedelta(days=1)


def _missing(house: House, kreis: str, last: int) -> list[Line]:
    rows = load_erasures(house.db, last)
    return [Line(kreis, seq, family, {"erased": CLASS, "day": day.isoformat()}) for seq, family, day in rows]
