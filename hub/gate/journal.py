"""Journals beside the database, of withdrawals and erasures: kept before anybody is answered, asked before looks."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import structlog

from hub.consent.journal import Journal, JournalDamaged, Line, add_lines, drop_lines, read_journal
from hub.consent.store import load_journal_over, load_journal_state, load_unjournalled
from hub.db.database import Transaction
from hub.db.errors import DatabaseUnavailable, RestorePending
from hub.gate.house import House
from hub.record.erasing.store import contradict, load_erasures_known, load_erasures_over
from hub.terms.ids import FamilyId

log = structlog.get_logger()
SUFFIX = ".jsonl"
ERASURES = "erased.lines"
"""The file of erasures beside those of withdrawals: ids of families and days, in the order of their numbers."""


def keep_journal(house: House) -> None:
    """Write down what this group entered and its journal lacks; on the disk when this returns.

    A withdrawal that cannot be written there is in force all the same (decision 12): that is said in the log of the
    process, and the next one that can be written brings it along.
    """
    if house.journal is None:
        return
    try:
        kreis, _ = load_journal_state(house.db)
        add_lines(house.journal / f"{house.ring.holder}{SUFFIX}", partial(_missing, house, kreis))
    except (OSError, DatabaseUnavailable) as trouble:
        log.error("a withdrawal is in force and not in the journal", trouble=type(trouble).__name__)


def drop_what_is_over(house: House) -> None:
    """Of lines that guard against no backup any more the number alone stays (G7). What fails is said, once a day."""
    if house.journal is None:
        return
    _drop(house.journal / f"{house.ring.holder}{SUFFIX}", load_journal_over(house.db))
    drop_erasures(house, house.journal)


def drop_erasures(house: House, folder: Path) -> None:
    """The same of erasures alone."""
    _drop(folder / ERASURES, load_erasures_over(house.db))


def _drop(path: Path, over: int) -> None:
    try:
        drop_lines(path, over)
    except OSError as trouble:
        log.warning("lines of a journal that are over could not be dropped", trouble=type(trouble).__name__)


class BackupTooOld(ValueError):
    """The journal keeps no more what happened since this backup: it must not be shown, and cannot be brought up."""


def kept_lines(lines: Iterable[Line], known: int) -> list[Line]:
    """Lines that still say something, in their order. BackupTooOld where one that is over is not known here."""
    there = sorted(lines, key=lambda line: line.seq)
    if any(line.is_over and line.seq > known for line in there):
        raise BackupTooOld("the database is older than what the journal keeps: take a backup of the last 35 days")
    return [line for line in there if not line.is_over]


def need_replayed(folder: Path, tx: Transaction) -> None:
    """RestorePending where a journal knows of more than this database: it is older than what people took back.

    Asked on each new connection: a restore ends all of them.
    """
    kreis, last = load_journal_state(tx)
    for path, journal in read_all(folder):
        if any(line.kreis != kreis for line in journal.lines):
            log.error("the journal is of another Kreis, or of another database (HUB_JOURNAL)", journal=path.name)
            raise RestorePending(f"{path.name} is the journal of another Kreis, or of another database (HUB_JOURNAL)")
        if journal.last > last:
            log.error("a backup was restored: run hub consent replay", journal=path.name)
            raise RestorePending(f"{path.name} knows of withdrawals that this database does not: hub consent replay")
    _need_erased(kreis, folder, tx)


def read_erasures(folder: Path, kreis: str) -> Journal:
    """The journal of erasures; an absent one is empty. RestorePending where it is damaged or of another Kreis."""
    try:
        journal = read_journal(folder / ERASURES)
    except (JournalDamaged, PermissionError) as closed:
        raise RestorePending(_unread(ERASURES, closed)) from closed
    if any(line.kreis != kreis for line in journal.lines):
        log.error("the journal is of another Kreis, or of another database (HUB_JOURNAL)", journal=ERASURES)
        raise RestorePending(f"{ERASURES} is the journal of another Kreis, or of another database (HUB_JOURNAL)")
    return journal


def _need_erased(kreis: str, folder: Path, tx: Transaction) -> None:
    """The same for records that were erased (G7)."""
    journal = read_erasures(folder, kreis)
    if journal.lines and journal.last > load_erasures_known(tx):
        log.error("a backup was restored: run hub consent replay", journal=ERASURES)
        raise RestorePending(f"{ERASURES} knows of erasures that this database does not: hub consent replay")
    lines = {line.seq: FamilyId(line.consent) for line in journal.lines if not line.is_over}
    if lines and contradict(tx, lines):
        log.error("the journal tells of the erasure of another record than this database", journal=ERASURES)
        raise RestorePending(
            f"{ERASURES} tells of the erasure of another record than this database: hub consent replay"
        )


def read_all(folder: Path) -> list[tuple[Path, Journal]]:
    """Every journal of a folder. Of one that is damaged nothing counts, and that is said."""
    found: list[tuple[Path, Journal]] = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            found.append((path, read_journal(path)))
        except (JournalDamaged, PermissionError) as closed:
            raise RestorePending(_unread(path.name, closed)) from closed
    return found


def _unread(name: str, why: OSError) -> str:
    return str(why) if isinstance(why, JournalDamaged) else f"{name} cannot be read by this account (HUB_JOURNAL)"


def _missing(house: House, kreis: str, last: int) -> list[Line]:
    return [Line(kreis, *row) for row in load_unjournalled(house.db, last)]
