"""Putting withdrawals of the journal back into a restored database: each once, however often it is done (G7, D27)."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from hub.consent.journal import Line
from hub.consent.papers import Paper
from hub.consent.reading import read_withdrawal
from hub.consent.store import find_paper, load_journal_state, mark_replayed, write_replayed
from hub.db.database import Transaction
from hub.gate.house import House
from hub.gate.journal import kept_lines, read_all
from hub.gate.taking_back import Change, change_paper, taken_back
from hub.ledger.entry import Event, Touched
from hub.terms.ids import ConsentId, EntryId, FamilyId, FamilyNumber
from hub.terms.lists import Owner
from hub.terms.principals import Principal


class JournalOfAnother(ValueError):
    """A journal is not that of this Kreis: nothing of it was read."""


@dataclass(frozen=True)
class Replayed:
    """How many were put back, were there already, or are about a consent that this backup has never known.

    `erased` counts records that were erased again; `waiting` are those that nobody but the journal knows of.
    """

    put_back: int = 0
    known: int = 0
    unknown: int = 0
    erased: int = 0
    waiting: tuple[FamilyNumber, ...] = ()


def replay(house: House, operator: Principal, at: datetime, folder: Path) -> Replayed:
    """Put back all that the journals of a folder hold, in the order of their numbers.

    Raises JournalOfAnother, BackupTooOld.
    """
    kreis, last = load_journal_state(house.db)
    found: list[Line] = []
    for path, journal in read_all(folder):
        if any(line.kreis != kreis for line in journal.lines):
            raise JournalOfAnother(f"{path.name}: the journal of another Kreis")
        found.extend(kept_lines(journal.lines, last))
    lines = {line.seq: line for line in found}
    counted = {"put_back": 0, "known": 0, "unknown": 0}
    for seq in sorted(lines):
        counted[_put_back(house, operator, at, lines[seq])] += 1
        if seq > last:
            mark_replayed(house.db, seq)
    return Replayed(counted["put_back"], counted["known"], counted["unknown"])


def _put_back(house: House, operator: Principal, at: datetime, line: Line) -> str:
    place = find_paper(house.db, ConsentId(line.consent))
    if place is None:
        return "unknown"
    number, ref = place
    withdrawal = read_withdrawal(line.withdrawal, f"withdrawal {line.seq}", house.policies.catalogue)
    touched = Touched(
        Event.CONSENT_WITHDRAWN,
        number,
        consents=(ref,),
        persons=frozenset({withdrawal.by}),
        owners=frozenset({Owner.JOINT}),
        details={"received_at": withdrawal.received_at.isoformat(), "replayed": line.seq},
    )

    def write(tx: Transaction, entry: EntryId, family: FamilyId, paper: Paper) -> None:
        write_replayed(tx, entry, family, paper, (withdrawal, line.seq))

    wanted = Change(touched, lambda paper: withdrawal in paper.withdrawals, write, partial(taken_back, withdrawal))
    done = change_paper(house, operator, at, wanted)
    return "put_back" if done else "known"
