"""An entry as the database takes it: numbered, sealed, with its leaf and what its ticket permits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any

import orjson

from hub.db.arrays import Integers, Smallints, Texts, Uuids, byteas, integers, joined, smallints, texts, uuids
from hub.db.errors import DatabaseRefused
from hub.ledger.entry import Book, Entry, TicketScope
from hub.ledger.giving.boxes import About, seal_given
from hub.ledger.giving.several import lay_parts
from hub.ledger.leaf import close_segments, make_leaf, write_segments
from hub.ledger.page import Page, close_parts
from hub.ledger.writer import Bucket, Writer
from hub.terms.access import Look
from hub.terms.clock import legal_day

Scope = tuple[Uuids, Texts, Integers, Smallints]
"""A ticket: cells, their partitions, versions and levels."""
NO_SUCH_VALUE = "22P02"
_NOTHING: tuple[None, None, None, None] = (None, None, None, None)


@dataclass(frozen=True, repr=False)
class Line:
    """`committed` is to be called when it is."""

    number: int
    facts: Mapping[str, object]
    leaf: bytes
    segments: Sequence[bytes]
    committed: Callable[[], None]
    ticket: TicketScope | None = None
    boxes: Sequence[bytes] = ()
    commitments: bytes = b""
    given: Sequence[bytes] = ()
    """What each owner of something shown gets of it; the facts name their buckets."""

    @property
    def alone(self) -> tuple[object, ...]:
        """What `ledger.append` takes."""
        scope = _NOTHING if self.ticket is None else _scope_of_one(self.ticket)
        facts = {**self.facts, "box": 1 + len(self.segments)} if self.given else self.facts
        return (orjson.dumps(facts).decode(), self.leaf, byteas([*self.segments, *self.given]), *scope)


def together(lines: Sequence[Line]) -> tuple[object, ...]:
    """What `ledger.append_all` takes: an entry's ticket is a stretch of all looks, what it gives one of all boxes."""
    facts: list[Mapping[str, object]] = []
    tickets: list[TicketScope] = []
    last = 0
    boxes = [box for line in lines for box in line.segments]
    for line in lines:
        more: dict[str, object] = {"box": len(boxes) + 1} if line.given else {}
        boxes += line.given
        if line.ticket is not None:
            tickets.append(line.ticket)
            first, last = last + 1, last + len(line.ticket.looks)
            more |= {"first": first, "last": last}
        facts.append({**line.facts, **more} if more else line.facts)
    scope = map(joined, zip(*map(_scope_of_one, tickets), strict=True)) if tickets else scope_of(())
    return (orjson.dumps(facts).decode(), byteas([line.leaf for line in lines]), byteas(boxes), *scope)


def scope_of(looks: Sequence[Look]) -> Scope:
    """Looks as four arrays. Refused here as the database would: a cell that has no id, a number that is too large."""
    flat: list[Any] = list(chain.from_iterable(looks))
    try:
        return uuids(flat[0::4]), texts(flat[1::4]), integers(flat[2::4]), smallints(flat[3::4])
    except (ValueError, OverflowError) as fault:
        raise DatabaseRefused(NO_SUCH_VALUE) from fault


@lru_cache(maxsize=256)
def _scope_of_one(ticket: TicketScope) -> Scope:
    """Remembered with the ticket: packing a hundred cells takes longer than to send them."""
    return scope_of(ticket.looks)


def line_of(writer: Writer, entry: Entry) -> Line:
    """An entry about one family or none."""
    actor = writer.bucket(entry.family, entry.at, Book.ACCESS_LOG)
    case = actor if entry.book is Book.ACCESS_LOG else writer.bucket(entry.family, entry.at, entry.book)
    written = write_segments(entry)
    openings = written.shares.openings(attrgetter("holder")) if written.shares else ()
    given = seal_given(writer, About(entry.id, entry.family, entry.at), openings, written.note_salt)
    number, buckets = writer.number(), [one.bucket for one in given]
    told = {"given": [bucket.id for bucket in buckets]} if given else {}

    def committed() -> None:
        writer.opened(entry, actor, case)
        for one in given:
            writer.keep(one.place, one.bucket)

    return Line(
        number=number,
        facts=_facts(entry, writer, number, (actor, case, *buckets)) | told,
        leaf=make_leaf(entry, written, writer.stamp(entry, number)),
        segments=close_segments((actor.key, case.key), entry.id, written),
        committed=committed,
        ticket=entry.ticket if entry.family else None,
        given=[one.box for one in given],
    )


def line_of_page(writer: Writer, page: Page) -> Line:
    """What names no family lies under the day's own bucket; each family's part under that family's."""
    note, laid = lay_parts([part.shares for part in page.parts])
    entry = replace(page.entry, note=note) if note else page.entry
    written = write_segments(entry)
    parts = close_parts(writer, page, laid, written.note_salt)
    case, number = writer.bucket(None, entry.at, Book.ACCESS_LOG), writer.number()

    def committed() -> None:
        writer.opened(entry, case, case)
        for part, bucket in zip(page.parts, parts.buckets, strict=True):
            writer.keep((part.family, legal_day(entry.at), part.book), bucket)
        for one in parts.given:
            writer.keep(one.place, one.bucket)

    buckets = (case, case, *parts.buckets, *(one.bucket for one in parts.given))
    return Line(
        number=number,
        facts=_facts(entry, writer, number, buckets) | {"parts": parts.facts},
        leaf=make_leaf(entry, written, writer.stamp(entry, number), parts.marks),
        segments=close_segments((case.key, case.key), entry.id, written),
        committed=committed,
        boxes=parts.boxes,
        commitments=parts.commitments,
    )


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
    if entry.basis is not None:
        facts["basis"] = {"as_of": entry.basis.as_of, "version": entry.basis.version}
    return facts
