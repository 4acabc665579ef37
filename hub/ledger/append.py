"""Writing an entry down, for good."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import orjson

from hub.db.database import Database, Transaction
from hub.db.errors import DatabaseRefused, DatabaseUnavailable, RulesChanged
from hub.ledger.entry import SEGMENTS, Book, Entry, Event
from hub.ledger.errors import NUMBER_TAKEN, LedgerUnavailable, NumberTaken
from hub.ledger.leaf import Written, close_segment, make_leaf, write_segments
from hub.ledger.page import Page, close_parts
from hub.ledger.store import next_seq
from hub.ledger.writer import Bucket, Writer
from hub.terms.access import Look, Ticket
from hub.terms.clock import legal_day

ALREADY_THERE = "23505"
TRIES = 20
"""How often an entry about a family is begun anew because another took its number. Each time somebody else is through,
so whoever comes last among many at once needs as many tries as there are people.
"""
_LINE = "ledger.append(%s::jsonb, %b, %b, %s::uuid[], %s::text[], %s::int[], %s::smallint[])"
_APPEND = f"select {_LINE}"
_CHANGE = f"select rulebook.check_in_force(%s), {_LINE}"
"""What changes something was decided by the rules in force, or is not made; of a look, its facts said it already."""
UNRULED = frozenset({Event.POLICY_ACTIVATED, Event.LOG_INCIDENT})
"""No rule decides these. A backup that was put back may have other rules in force than this checkout, or none."""


def append(db: Database | Transaction, writer: Writer, entry: Entry) -> Ticket:
    """Write the entry down and return its ticket: one statement, two if somebody wrote about the family meanwhile.

    On a `Database` it is committed and durable when this returns. In a `Transaction` it is so with the change that it
    belongs to, or neither is. Raises LedgerUnavailable, also where the database does not say how a commit ended: the
    log then may hold a look that nobody got, the harmless direction. Raises RulesChanged for a change that was decided
    by other rules than those in force.
    """
    _check(writer, entry)
    for _ in range(TRIES):
        try:
            _append_once(db, writer, entry)
        except RulesChanged:
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
    line = _prepare_page(writer, page)
    try:
        db.rows(
            "select ledger.append_page(%s::jsonb, %b, %b, %b, %b, %s::uuid[], %s::text[], %s::int[], %s::smallint[])",
            (line.facts, line.leaf, line.segments, line.boxes, line.commitments, *_arrays(page.looks)),
        )
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


@dataclass(frozen=True, repr=False)
class _Line:
    """An entry as the database takes it."""

    number: int
    facts: str
    leaf: bytes
    segments: Sequence[bytes]
    committed: Callable[[], None]
    boxes: Sequence[bytes] = ()
    commitments: bytes = b""


def _prepare(writer: Writer, entry: Entry) -> _Line:
    actor = writer.bucket(entry.family, entry.at, Book.ACCESS_LOG)
    case = actor if entry.book is Book.ACCESS_LOG else writer.bucket(entry.family, entry.at, entry.book)
    number = writer.number()
    written = write_segments(entry.numbered())
    facts = _facts(entry, writer, number, (actor, case))
    return _Line(
        number=number,
        facts=orjson.dumps(facts).decode(),
        leaf=make_leaf(entry, written, writer.stamp(entry, number)),
        segments=_closed(entry, written, actor, case),
        committed=partial(writer.opened, entry, actor, case),
    )


def _prepare_page(writer: Writer, page: Page) -> _Line:
    """What names no family lies under the day's own bucket; each family's part under that family's."""
    entry, parts = page.entry, close_parts(writer, page)
    case, number = writer.bucket(None, entry.at, Book.ACCESS_LOG), writer.number()
    written = write_segments(entry)
    facts = _facts(entry, writer, number, (case, case, *parts.buckets)) | {"parts": parts.facts}

    def committed() -> None:
        writer.opened(entry, case, case)
        for part, bucket in zip(page.parts, parts.buckets, strict=True):
            writer.keep((part.family, legal_day(entry.at), part.book), bucket)

    return _Line(
        number=number,
        facts=orjson.dumps(facts).decode(),
        leaf=make_leaf(entry, written, writer.stamp(entry, number), parts.marks),
        segments=_closed(entry, written, case, case),
        committed=committed,
        boxes=parts.boxes,
        commitments=parts.commitments,
    )


def _closed(entry: Entry, written: Written, actor: Bucket, case: Bucket) -> list[bytes]:
    return [
        close_segment((actor if name == "actor" else case).key, entry.id, name, clear)
        for name, clear in zip(SEGMENTS, written.clear, strict=True)
    ]


def _append_once(db: Database | Transaction, writer: Writer, entry: Entry) -> None:
    line = _prepare(writer, entry)
    values = (line.facts, line.leaf, line.segments, *_scope(entry))
    try:
        if isinstance(db, Transaction) and entry.event not in UNRULED:
            db.rows(_CHANGE, (entry.policies, *values))
        else:
            db.rows(_APPEND, values)
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


def _settle(writer: Writer, entry: Entry, line: _Line) -> None:
    """It is committed; what its kind asks for beyond that is waited for."""
    line.committed()
    if writer.watch is not None:
        writer.watch.after(entry)


def _facts(entry: Entry, writer: Writer, number: int, buckets: Sequence[Bucket]) -> dict[str, object]:
    facts: dict[str, object] = {
        "entry": entry.id,
        "writer": writer.id,
        "writer_seq": number,
        "actor_bucket": buckets[0].id,
        "case_bucket": buckets[1].id,
        "controllers": sorted(entry.controllers),
        "at": entry.at.isoformat(),
        "event": entry.event,
        "role": entry.principal.role,
        "purpose": entry.purpose,
        "effect": entry.effect,
        "pseudonym": entry.principal.pseudonym,
        "agency": entry.principal.agency,
        "outcome": entry.outcome,
        "family": entry.family,
        "family_seq": entry.family_seq,
    }
    fresh = {bucket.id: bucket.fresh for bucket in buckets if bucket.fresh}
    if fresh:
        facts["buckets"] = list(fresh.values())
    if entry.ticket is not None:
        facts["epoch"] = entry.ticket.epoch
    return facts


def _scope(entry: Entry) -> tuple[str | None, str | None, str | None, str | None]:
    """The ticket as four arrays in PostgreSQL's own notation: ids, words and numbers, nothing that needs quoting."""
    if entry.ticket is None or entry.family is None:
        return None, None, None, None
    return _arrays(entry.ticket.looks)


def _arrays(looks: Sequence[Look]) -> tuple[str, str, str, str]:
    return (
        _array(look.cell for look in looks),
        _array(look.partition for look in looks),
        _array(str(look.version) for look in looks),
        _array(str(int(look.level)) for look in looks),
    )


def _array(words: Iterable[str]) -> str:
    return f"{{{','.join(words)}}}"
