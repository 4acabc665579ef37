"""Runs, hits and explanations in the database, and the log as an evaluation reads it: page by page, oldest first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag

from hub.db.database import Database, Row
from hub.ledger.entry import SEGMENTS, Segment
from hub.ledger.leaf import PayloadDamaged, open_segment
from hub.ledger.months.keys import LogReader
from hub.ledger.page import open_part
from hub.ledger.store import Keys
from hub.review.watch.reading import Unread
from hub.terms.access import Ticket
from hub.terms.hits import Consequence, Hit, HitId, RuleId
from hub.terms.ids import EntryId, FamilyNumber
from hub.terms.lists import Agency
from hub.terms.logged import Explanation

PAGE = 2000
KEYS = 20_000
"""Bucket keys that are remembered at a time."""
MOST_HITS = 1000


@dataclass(frozen=True)
class Span:
    """A stretch of time: from `since` on, before `until`."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Run:
    """One evaluation of one controller's log. `id` is that of its entry; `lacking` are inputs that were not there."""

    id: EntryId
    controller: Agency
    at: datetime
    span: Span
    rules: tuple[str, ...]
    policies: str
    looks: int | None = None
    lacking: tuple[str, ...] = ()
    started_at: datetime | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True)
class HitQuery:
    """Which hits: newest first, before a place; of one rule, of one consequence, or one alone."""

    before: tuple[datetime, HitId] | None = None
    limit: int = 50
    hit: HitId | None = None
    rule: RuleId | None = None
    consequence: Consequence | None = None


def begin_run(db: Database, run: Run) -> None:
    """An evaluation is under way, against its committed entry. One statement."""
    words = {
        "controller": run.controller,
        "at": run.at.isoformat(),
        "since": run.span.since.isoformat(),
        "until": run.span.until.isoformat(),
        "rules": run.rules,
        "policies": run.policies,
    }
    db.rows("select review.begin_run(%s, %s::jsonb)", (run.id, _json(words)))


def end_run(db: Database, run: Run, looks: int, lacking: Iterable[str]) -> None:
    """It is done; what the log no longer holds goes from here too. One statement."""
    db.rows("select review.end_run(%s, %s, %s)", (run.id, looks, sorted(lacking)))


def read_stretch(db: Database, reader: LogReader, run: Run) -> Iterator[Unread]:
    """Every entry of the controller in the run's span, oldest first, parts after their entry. One statement a page."""
    keys: Keys = {}
    since, after = run.span.since, None
    while True:
        rows = db.rows(
            "select * from ledger.read_stretch(%s, %s, %s, %s, %s)", (run.id, since, run.span.until, after, PAGE)
        )
        for row in rows:
            yield _unread(reader, row, keys)
        if len({row[0] for row in rows}) < PAGE:
            return
        since, after = rows[-1][3], rows[-1][0]


def keep_hits(db: Database, run: Run, hits: Iterable[Hit]) -> None:
    """Keep what was found; what is known already grows. One statement."""
    words = [_words(hit) for hit in hits]
    if words:
        db.rows("select review.keep_hits(%s, %s::jsonb)", (run.id, _json(words)))


def keep_explanations(db: Database, run: Run, rows: Iterable[tuple[object, ...]]) -> None:
    """Keep what explains entries: rows of entry, part, instant, codes, codes entered afterwards. One statement."""
    words = [[str(entry), part, at, codes, backdated] for entry, part, at, codes, backdated in rows]
    if words:
        db.rows("select review.keep_explanations(%s, %s::jsonb)", (run.id, _json(words)))


def read_hits(db: Database, ticket: Ticket, controller: Agency, query: HitQuery) -> tuple[tuple[Hit, ...], bool]:
    """Hits, newest first, against the committed entry of this reading; and whether older ones fit. One statement."""
    limit = max(1, min(query.limit, MOST_HITS))
    asked: dict[str, object] = {
        "before": query.before and [query.before[0].isoformat(), query.before[1]],
        "hit": query.hit,
        "rule": query.rule,
        "consequence": query.consequence,
    }
    words = _json({name: word for name, word in asked.items() if word is not None})
    rows = db.rows(
        "select * from review.read_hits(%s, %s, %s::jsonb, %s)", (ticket.entry, controller.value, words, limit + 1)
    )
    return tuple(_hit(row, controller) for row in rows[:limit]), len(rows) > limit


def load_runs(db: Database, controller: Agency, limit: int = 1) -> tuple[Run, ...]:
    """The newest evaluations of a controller's log. One statement; names nobody."""
    rows = db.rows("select * from review.runs(%s, %s)", (controller.value, limit))
    return tuple(
        Run(
            EntryId(run),
            controller,
            at,
            Span(since, until),
            tuple(rules),
            policies,
            looks,
            tuple(lacking or ()),
            *times,
        )
        for run, at, since, until, rules, policies, looks, lacking, *times in rows
    )


def load_precision(db: Database, controller: Agency) -> tuple[tuple[str, int, int], ...]:
    """Of each rule, how many of its cases were closed, and how many held something. One statement."""
    rows = db.rows("select * from review.worth(%s)", (controller.value,))
    return tuple((str(rule), int(decided), int(confirmed)) for rule, decided, confirmed in rows)


def _unread(reader: LogReader, row: Row, keys: Keys) -> Unread:
    entry, part, leaf, at, event, role, agency, purpose, effect, pseudonym, number = row[:11]
    boxes, bucket, sealed, commitments = row[11:]
    told = (EntryId(entry), part, at, event, role, agency, purpose, effect, pseudonym, number)
    if not boxes or boxes[0] is None:
        return Unread(*told, {})
    try:
        key, header = _key(reader, keys, bucket, sealed), orjson.loads(leaf)
        if key is None:
            return Unread(*told, {})
        return Unread(*told, _segments(key, (EntryId(entry), part), boxes, (header, commitments)))
    except (PayloadDamaged, InvalidTag, ValueError, LookupError, TypeError):  # whatever somebody wrote there by hand
        return Unread(*told, {}, damaged=True)


def _segments(
    key: bytes, place: tuple[EntryId, int], boxes: Sequence[bytes], proof: tuple[Mapping[str, Any], bytes]
) -> Mapping[str, Segment]:
    """All but who acted, of an entry or of one of its parts."""
    header, commitments = proof
    if place[1]:
        return open_part(key, place, boxes[0], (header["p"], commitments))
    named = zip(SEGMENTS[1:], boxes, header["c"][1:], strict=True)
    return {name: open_segment(key, place[0], name, box, told) for name, box, told in named}


def _key(reader: LogReader, keys: Keys, bucket: str, sealed: bytes | None) -> bytes | None:
    if sealed is None:
        return None
    if bucket not in keys:
        if len(keys) >= KEYS:
            keys.clear()
        keys[bucket] = reader.open(bucket, sealed)
    return keys[bucket]


def _words(hit: Hit) -> Mapping[str, object]:
    return {
        "id": hit.id,
        "rule": hit.rule,
        "who": hit.who,
        "families": hit.families,
        "entries": hit.entries,
        "first": hit.first.isoformat(),
        "last": hit.last.isoformat(),
        "consequence": hit.consequence,
        "facts": hit.facts,
        "explained": sorted(hit.explained),
        "backdated": sorted(hit.backdated),
        "missing": hit.missing,
    }


def _hit(row: Row, controller: Agency) -> Hit:
    key, rule, who, families, entries, first, last, consequence, facts, explained, backdated, missing, held = row
    return Hit(
        id=HitId(key),
        rule=RuleId(rule),
        controller=controller,
        who=who,
        families=tuple(map(FamilyNumber, families)),
        entries=tuple(map(EntryId, entries)),
        first=first,
        last=last,
        consequence=Consequence(consequence),
        facts=facts,
        explained=frozenset(map(Explanation, explained)),
        backdated=frozenset(map(Explanation, backdated)),
        missing=tuple(missing),
        held=held,
    )


def _json(words: object) -> str:
    return orjson.dumps(words).decode()
