"""Rule 35: after a test that acted on the hub, its ledger is whole."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from datetime import UTC
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
import psycopg

from hub.ledger.entry import SEGMENTS
from hub.ledger.keyfolder import KeyFolder
from hub.ledger.leaf import canonical, open_segment
from hub.ledger.months.keys import LogReader, folder_of
from hub.ledger.page import open_part

ENTRIES = """
    select e.entry_id, e.leaf, e.writer_id, e.writer_seq, p.segments, p.actor_bucket, p.case_bucket, ka.sealed,
        kc.sealed as case_key, i.event, i.at, (select count(*) from ledger.pending n where n.entry_id = e.entry_id)
            + (select count(*) from ledger.leaf l where l.entry_id = e.entry_id),
        t.commitments
    from ledger.entry e
    left join ledger.payload p using (tenant_id, entry_id)
    left join ledger.index i on i.tenant_id = e.tenant_id and i.entry_id = e.entry_id and i.part = 0
    left join ledger.part_commitments t on t.tenant_id = e.tenant_id and t.entry_id = e.entry_id
    left join ledger.bucket_key ka on ka.bucket_id = p.actor_bucket and ka.holder = 'oversight'
    left join ledger.bucket_key kc on kc.bucket_id = p.case_bucket and kc.holder = 'oversight'
    order by e.entry_id
"""


PARTS = """
    select b.entry_id, b.part, b.box, b.bucket_id, k.sealed, s.family_seq
    from ledger.part b join ledger.index i using (tenant_id, entry_id, part)
    join ledger.subject s using (tenant_id, entry_id, family_id)
    left join ledger.bucket_key k on k.bucket_id = b.bucket_id and k.holder = 'oversight'
    where {} order by b.entry_id, b.part
"""
MANY = 20_000
NONE: Mapping[str, Set[int]] = {}


def assert_ledger_is_whole(
    superuser: "psycopg.Connection[Any]", keys: Path, given_back: Mapping[str, Set[int]] = NONE
) -> None:
    """Each leaf is canonical and says its own id and number; each payload is what its leaf committed to.

    Writers and families number without a gap, and each entry either waits for the tree or has its place there, once.
    Of two at once one may be refused after the other has written under a later number: its own is `given_back`, stands
    in no entry, and goes to the writer's next one.
    After an erasure or an incident that is in the ledger itself, payloads and a family's numbers may be missing. Every
    test finds the entries of the demo Kreis again: a row is opened once, and again as soon as a byte of it is another.
    """
    numbers: dict[Any, set[int]] = defaultdict(set)
    gone = "select exists (select from ledger.index i where i.event in ('log.erase', 'log.incident'))"
    [(erased,)] = superuser.execute(gone)
    parts = defaultdict(list)
    for entry, *part in superuser.execute(PARTS.format("true")):
        parts[entry].append(tuple(part))
    for row in superuser.execute(ENTRIES):
        entry, leaf, writer, number, segments, *sealed, stands, commitments = row
        told = (entry, leaf, writer, number, None if segments is None else tuple(segments), *sealed)
        found = _check_row(keys, told)
        assert erased or found == frozenset(SEGMENTS)
        _assert_parts_are_whole(keys, (entry, leaf, commitments), tuple(parts[entry]), erased)
        assert 1 == stands
        numbers[writer].add(number)
    for writer, written in numbers.items():
        free = given_back.get(str(writer), frozenset())
        assert written.isdisjoint(free)
        assert set(range(1, max(written))) <= written | free
    if not erased:
        _assert_families_count_on(superuser)


@lru_cache(maxsize=MANY)
def _check_row(keys: Path, row: tuple[Any, ...]) -> frozenset[str]:
    """The segments that are still there, all of them good. Depends on nothing but what is passed."""
    entry, leaf, writer, number, *_, event, at = row
    header = orjson.loads(leaf)
    assert canonical(header) == bytes(leaf)
    assert (str(entry), str(writer), number) == (header["id"], header["w"], header["ws"])
    if event is not None:
        told = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        assert told == header["at"] or (event == "log.imported" and told < header["at"])  # claimed, before its leaf
        assert (header["t"], True) == (event, f"{at:%Y-%m-%d}" <= header["ru"])
    return frozenset(_open_boxes(keys, row)) if event is not None else frozenset()


def _open_boxes(keys: Path, row: Sequence[Any]) -> dict[str, Any]:
    """Every segment that is still there: who acted may be gone though its key is held back with another entry."""
    entry, leaf, _, _, segments, actor, case, actor_key, case_key, *_ = row
    opened = {}
    for name, box, commitment in zip(SEGMENTS, segments or (), orjson.loads(leaf)["c"], strict=False):
        bucket, sealed = (actor, actor_key) if name == "actor" else (case, case_key)
        key = None if sealed is None else _key(keys, bucket, sealed)
        if key is not None and (box or name != "actor"):
            opened[name] = open_segment(key, entry, name, box, commitment)
    return opened


@lru_cache(maxsize=MANY)
def _assert_parts_are_whole(
    keys: Path, told: tuple[Any, ...], parts: tuple[tuple[Any, ...], ...], erased: object
) -> None:
    """Likewise. Of a family whose register was erased there is no part."""
    entry, leaf, commitments = told
    header = orjson.loads(leaf)
    assert (commitments is None) == ("p" not in header)
    if commitments is not None:
        opened = _open_parts(keys, (entry, header["p"], commitments), parts)
        assert len(commitments) == 32 * len(opened) or (erased and len(commitments) > 32 * len(opened))
        assert all(not part or seq == part["subject"]["seq"] for seq, part in opened)


@lru_cache(maxsize=MANY)
def _key(keys: Path, bucket: str, sealed: bytes) -> bytes | None:
    """A bucket's key, as the data protection officers open it."""
    return _reader(keys).open(bucket, sealed)


@lru_cache(maxsize=8)
def _reader(keys: Path) -> LogReader:
    return LogReader("oversight", KeyFolder(keys, "oversight"), folder_of(keys, "oversight"))


def open_parts(superuser: "psycopg.Connection[Any]", keys: Path, entry: object) -> list[Mapping[str, Any]]:
    """What one entry says of each of several families, likewise."""
    [row] = [row for row in superuser.execute(ENTRIES) if str(row[0]) == str(entry)]
    place = row[0], orjson.loads(row[1])["p"], row[-1]
    parts = tuple(tuple(part) for _, *part in superuser.execute(PARTS.format("b.entry_id = %s"), (row[0],)))
    return [part for _, part in _open_parts(keys, place, parts)]


def _open_parts(
    keys: Path, place: tuple[Any, str, bytes], parts: tuple[tuple[Any, ...], ...]
) -> list[tuple[int, Mapping[str, Any]]]:
    """Each with the number that the family has for it; empty where its key was erased."""
    entry, told, commitments = place
    return [
        (seq, open_part(key, (entry, part), box, (told, commitments)) if key is not None else {})
        for part, box, bucket, sealed, seq in parts
        for key in [None if sealed is None else _key(keys, bucket, sealed)]
    ]


def open_payload(superuser: "psycopg.Connection[Any]", keys: Path, entry: object) -> Mapping[str, Any]:
    """What one entry says, opened with the key of the data protection officers."""
    [row] = [row for row in superuser.execute(ENTRIES) if str(row[0]) == str(entry)]
    return _open_boxes(keys, row)


def _assert_families_count_on(superuser: "psycopg.Connection[Any]") -> None:
    rows = superuser.execute(
        "select family_id, array_agg(family_seq order by family_seq) from ledger.subject group by tenant_id, family_id"
    )
    for _, numbers in rows:
        assert numbers == list(range(1, len(numbers) + 1))
