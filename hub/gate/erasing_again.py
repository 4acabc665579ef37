"""Records that a restored backup brought back are erased again, by the journal of erasures beside the database (G7).

Rule 1: the journal alone erases nothing, since whoever runs the program could write one: a line needs a leaf of such an
        erasure that came back from the witnesses, each counted for one line.
Rule 2: where no witness knows of it, both agencies say it, each by its own sign-in and its own copy of the journal.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from hub.consent.journal import Line
from hub.consent.store import load_journal_state
from hub.db.errors import NotThere
from hub.gate.erasing import CLASS, destroy_record, ended_by, erased_on, standing
from hub.gate.house import House
from hub.gate.journal import kept_lines, read_erasures
from hub.gate.rules import by_rules_in_force
from hub.identity.store import load_ties
from hub.ledger.append import TRIES, append
from hub.ledger.entry import Book, Event, Touched, change
from hub.ledger.errors import NumberTaken
from hub.record.erasing.store import (
    Doomed,
    load_erasures,
    load_erasures_known,
    load_ground,
    write_erasure_of_nobody,
)
from hub.terms.ids import EntryId, FamilyId, FamilyNumber, new_id
from hub.terms.lists import Agency, Owner
from hub.terms.principals import Principal, machine


class JournalContradicted(ValueError):
    """The database tells of another erasure under a number than the journal: one of the two is not what was written."""


@dataclass(frozen=True)
class ErasedAgain:
    """How many erasures of the journal were put back, or known before; or of families never known here.

    `waiting` are records that come next and have no ground: both agencies have to say that they were erased.
    """

    put_back: int = 0
    known: int = 0
    unknown: int = 0
    waiting: tuple[FamilyNumber, ...] = ()


@by_rules_in_force
def replay_erasures(house: House, principal: Principal, at: datetime, folder: Path) -> ErasedAgain:
    """Erase again what a restored backup brought back, in the order of the numbers. Safe to repeat.

    It stops at the first line without a ground; the rest waits with it. Raises JournalContradicted, BackupTooOld.
    """
    counted, waiting = {"put_back": 0, "known": 0, "unknown": 0}, list[FamilyNumber]()
    for line in _lines(house, folder):
        stands_for = None if waiting else _erase_again(house, principal, at, line)
        if stands_for is None:
            waiting.extend(_without_ground(house, at, line))
        else:
            counted[stands_for] += 1
    return ErasedAgain(**counted, waiting=tuple(waiting))


@by_rules_in_force
def vouch_for_erasure(house: House, by: str, at: datetime, number: FamilyNumber, folder: Path) -> date:
    """This agency says that its own journal knows of the erasure of a record that is here; of which day.

    Counts for a day, and opens nothing: without the other agency's word nothing is erased. Raises NotThere.
    """
    family = load_ties(house.db, number, (), at).family
    known = load_erasures_known(house.db)
    line = next((one for one in _lines(house, folder) if one.seq > known and one.consent == family), None)
    if line is None or family is None:
        raise NotThere("HB032")
    for _ in range(TRIES - 1):
        try:
            return _vouch_once(house, (by, at), number, line)
        except NumberTaken:  # somebody wrote about the family meanwhile
            continue
    return _vouch_once(house, (by, at), number, line)


def _vouch_once(house: House, who: tuple[str, datetime], number: FamilyNumber, line: Line) -> date:
    (by, at), day, family = who, _day(line), FamilyId(line.consent)
    told = {"class": CLASS, "vouched_by": by, "line": line.seq}
    touched = Touched(Event.RECORD_ERASURE_VOUCHED, number, owners=frozenset({Owner.JOINT}), details=told)
    made = change(EntryId(new_id()), machine("journal", Agency(house.ring.holder)), at, house.policies.digest, touched)
    seq = load_ties(house.db, number, (), at).next_seq
    book, leaf = Book.DISCLOSURE_REGISTER, erased_on(day)
    append(house.db, house.writer, replace(made, family=family, family_seq=seq, book=book, erases=leaf))
    return day


def _erase_again(house: House, principal: Principal, at: datetime, line: Line) -> str | None:
    """What became of a line; None where it has no ground."""
    family, day = FamilyId(line.consent), _day(line)
    if line.seq <= load_erasures_known(house.db):
        _need_same(house, line)
        return "known"
    try:
        stands = standing(house, family, at)
    except NotThere:
        write_erasure_of_nobody(house.db, line.seq, family, day)
        return "unknown"
    ground = load_ground(house.db, family, day)
    if not ground.holds:
        return None
    doomed = Doomed(stands.family, day, ended_by(house, at), line.seq, ground.leaf)
    told = {"class": CLASS, "replayed": line.seq, "leaf": ground.leaf or ""}
    event = Event.RECORD_ERASED_AGAIN if ground.leaf else Event.RECORD_ERASED
    destroy_record(house, (principal, at), stands, doomed, (event, told))
    return "put_back"


def _without_ground(house: House, at: datetime, line: Line) -> Iterator[FamilyNumber]:
    try:
        stands = standing(house, FamilyId(line.consent), at)
    except NotThere:
        return
    if not load_ground(house.db, stands.family, _day(line)).holds:
        yield stands.number


def _need_same(house: House, line: Line) -> None:
    rows = [family for seq, family, _ in load_erasures(house.db, line.seq - 1) if seq == line.seq]
    if rows and rows != [FamilyId(line.consent)]:
        raise JournalContradicted(f"line {line.seq} is about another family than erasure {line.seq} of the database")


def _lines(house: House, folder: Path) -> list[Line]:
    kreis, _ = load_journal_state(house.db)
    return kept_lines(read_erasures(folder, kreis).lines, load_erasures_known(house.db))


def _day(line: Line) -> date:
    return date.fromisoformat(str(line.withdrawal["day"]))
