"""Writing an entry down, for good."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from hub.db.arrays import byteas
from hub.db.database import Database, Transaction
from hub.db.errors import DatabaseRefused, DatabaseUnavailable, Moved, RulesChanged
from hub.ledger.entry import Entry, Event
from hub.ledger.errors import NUMBER_TAKEN, LedgerUnavailable, NumberTaken
from hub.ledger.lines import Line, line_of, line_of_page, scope_of, together
from hub.ledger.page import Page
from hub.ledger.store import next_seq
from hub.ledger.writer import Writer
from hub.terms.access import Ticket

ALREADY_THERE = "23505"
TRIES = 20
"""How often an entry about a family is begun anew because another took its number. Each time somebody else is through,
so whoever comes last among many at once needs as many tries as there are people.
"""
_ALL = "select ledger.append_all(%s::jsonb, %s, %s, %s, %s, %s, %s)"
_APPEND = "select ledger.append(%s::jsonb, %b, %s, %s, %s, %s, %s)"
_CHANGE = "select rulebook.check_in_force(%s), ledger.append(%s::jsonb, %b, %s, %s, %s, %s, %s)"
"""What changes something was decided by the rules in force, or is not made; of a look, its facts said it already."""
_PAGE = "select ledger.append_page(%s::jsonb, %b, %s, %s, %b, %s, %s, %s, %s)"
UNRULED = frozenset({Event.POLICY_ACTIVATED, Event.LOG_INCIDENT})
"""No rule decides these. A backup that was put back may have other rules in force than this checkout, or none."""


def append(db: Database | Transaction, writer: Writer, entry: Entry) -> Ticket:
    """Write the entry down and return its ticket: one statement, two if somebody wrote about the family meanwhile.

    On a `Database` it is committed and durable when this returns, in one transaction with what other threads of the
    process append just then, each for itself (`hub.ledger.together`). In a `Transaction` it is so with the change that
    it belongs to, or neither is. Raises LedgerUnavailable, also where the database does not say how a commit ended: the
    log then may hold a look that nobody got, the harmless direction. Raises RulesChanged for a change that was decided
    by other rules than those in force, and Moved where the entry's basis does not hold any more.
    """
    _check(writer, entry)
    for _ in range(TRIES):
        try:
            _append_once(db, writer, entry)
        except (RulesChanged, Moved):
            raise
        except DatabaseRefused as refusal:
            if refusal.code != NUMBER_TAKEN or entry.family is None:
                raise LedgerUnavailable(f"entry {entry.id} was refused: {refusal.code}") from refusal
            if isinstance(db, Transaction):
                raise NumberTaken(f"entry {entry.id}") from refusal
            entry = replace(entry, family_seq=next_seq(db, entry.family))
        except DatabaseUnavailable as gone:
            raise LedgerUnavailable(f"entry {entry.id} could not be written") from gone
        else:
            return Ticket(entry.id, entry.ticket.looks if entry.ticket else ())
    raise LedgerUnavailable(f"entry {entry.id}: too many are writing about this family")


def append_page(db: Database, writer: Writer, page: Page) -> Ticket:
    """Write one entry about several families down, all of it or nothing, in one statement.

    Raises NumberTaken where somebody wrote about one of the families meanwhile: then nothing is written.
    """
    _check(writer, page.entry)
    line = line_of_page(writer, page)
    facts, leaf, segments, *_ = line.alone
    boxes = byteas(line.boxes)
    try:
        db.rows(_PAGE, (facts, leaf, segments, boxes, line.commitments, *scope_of(page.looks)))
    except DatabaseRefused as refusal:
        if refusal.code != ALREADY_THERE:
            writer.give_back(line.number)
        if refusal.code == NUMBER_TAKEN:
            raise NumberTaken(f"entry {page.entry.id}") from refusal
        raise LedgerUnavailable(f"entry {page.entry.id} was refused: {refusal.code}") from refusal
    except DatabaseUnavailable as gone:
        raise LedgerUnavailable(f"entry {page.entry.id} could not be written") from gone
    _settle(writer, page.entry, line)
    return Ticket(page.entry.id, page.looks)


def _write(db: Database, lines: Sequence[Line]) -> Collection[int]:
    """One statement, durable when this returns. Those at the places that it returns are not there: their number is."""
    [(late,)] = db.rows(_ALL, together(lines))
    return [place for place, line in enumerate(lines) if line.facts["entry"] in late] if late else ()


def _append_once(db: Database | Transaction, writer: Writer, entry: Entry) -> None:
    line = line_of(writer, entry)
    try:
        if isinstance(db, Database):
            writer.together.write(db, line, _write)
        elif entry.event in UNRULED:
            db.rows(_APPEND, line.alone)
        else:
            db.rows(_CHANGE, (entry.policies, *line.alone))
    except DatabaseRefused as refusal:
        if refusal.code != ALREADY_THERE:
            writer.give_back(line.number)
        raise
    if isinstance(db, Transaction):
        db.when_ended(
            committed=partial(_settle, writer, entry, line), rolled_back=partial(writer.give_back, line.number)
        )
    else:
        _settle(writer, entry, line)


def _check(writer: Writer, entry: Entry) -> None:
    if writer.watch is not None:
        writer.watch.before(entry)


def _settle(writer: Writer, entry: Entry, line: Line) -> None:
    """It is committed; what its kind asks for beyond that is waited for."""
    line.committed()
    writer.numbered(entry)
    if writer.watch is not None:
        writer.watch.after(entry)
