"""Whoever sends several entries in one statement by hand gets no further than with one."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import orjson
import pytest

from hub.db.errors import DatabaseRefused
from hub.ledger.lines import Line, line_of, together
from hub.terms.ids import EntryId, FamilyId, new_id
from tests.attacks.by_hand import entry_of
from tests.attacks.test_forged_shares import share_by_hand
from tests.kreis import Kreis

ALL = "select ledger.append_all(%s::jsonb, %s, %s, %s, %s, %s, %s)"
COUNTS = "select " + ", ".join(
    f"(select count(*) from ledger.{table})"
    for table in ("entry", "pending", "payload", "subject", "index", "ticket", "bucket", "bucket_key")
)
Lines = Sequence[Line]


def _facts(line: Line, **changed: object) -> Line:
    return replace(line, facts={**line.facts, **changed})


BENT: dict[str, tuple[str, Callable[[Lines], Lines]]] = {
    "one claims to be history": ("HB013", lambda lines: [*lines[:2], _facts(lines[2], event="log.imported")]),
    "one has boxes for two": ("HB032", lambda lines: [replace(lines[0], segments=lines[0].segments * 2), *lines[1:]]),
    "one has a box too few": ("HB032", lambda lines: [replace(lines[0], segments=lines[0].segments[1:]), *lines[1:]]),
    "one is there twice": ("23505", lambda lines: [*lines, _facts(lines[0], family=new_id())]),
    "one skips a number": ("HB010", lambda lines: [*lines[:2], _facts(lines[2], family_seq=7)]),
    "one lies under a key that nobody has": ("23503", lambda lines: [*lines[:2], _facts(lines[2], buckets=[])]),
}


def _lines(kreis: Kreis) -> list[Line]:
    entry, writer = entry_of(kreis, "jobcenter"), kreis.house("jobcenter").writer
    return [
        line_of(writer, replace(entry, id=EntryId(new_id()), family=FamilyId(new_id()), family_seq=1)) for _ in range(3)
    ]


@pytest.mark.unchanged
@pytest.mark.parametrize("way", BENT)
def test_where_one_is_not_as_it_must_be_none_is_written(every_kreis: Kreis, way: str) -> None:
    """No row in any table, no key, no ticket; each by itself may try again."""
    code, bend = BENT[way]
    lines, superuser = bend(_lines(every_kreis)), every_kreis.superuser()
    before = superuser.execute(COUNTS).fetchone()

    with pytest.raises(DatabaseRefused) as refusal:
        every_kreis.house("jobcenter").db.rows(ALL, together(lines))

    assert code == refusal.value.code
    assert before == superuser.execute(COUNTS).fetchone()


@pytest.mark.unchanged
@pytest.mark.parametrize("place", [-1, 0, 99])
def test_a_share_is_one_of_the_boxes_that_came_with_it(kreis: Kreis, place: int) -> None:
    """Where the facts name a place at which none lies, nothing is written: no share is kept empty."""
    writer, superuser = kreis.house("jobcenter").writer, kreis.superuser()
    line = line_of(writer, replace(entry_of(kreis, "jobcenter"), shares=(share_by_hand(kreis),)))
    said, *sent = together([line, *_lines(kreis)])
    [first, *others] = orjson.loads(str(said))
    before = superuser.execute(COUNTS).fetchone()

    with pytest.raises(DatabaseRefused) as refusal:
        kreis.house("jobcenter").db.rows(ALL, (orjson.dumps([{**first, "box": place}, *others]).decode(), *sent))

    assert "23514" == refusal.value.code
    assert before == superuser.execute(COUNTS).fetchone()


@pytest.mark.parametrize("setting", ["off", "local", "remote_write"])
def test_several_that_would_not_be_durable_are_not_taken(every_kreis: Kreis, setting: str) -> None:
    """As with one alone."""
    superuser = every_kreis.superuser()
    before = superuser.execute(COUNTS).fetchone()

    with pytest.raises(DatabaseRefused) as refusal, every_kreis.house("jobcenter").db.begin() as tx:
        tx.rows(f"set local synchronous_commit = {setting}")
        tx.rows(ALL, together(_lines(every_kreis)))

    assert "HB011" == refusal.value.code
    assert before == superuser.execute(COUNTS).fetchone()


def test_nobody_writes_in_anothers_name(every_kreis: Kreis) -> None:
    """Which agency wrote an entry follows from the sign-in, whatever it says itself; so does whose log it stands in."""
    lines = [_facts(line, agency="jugendamt") for line in _lines(every_kreis)]

    every_kreis.house("jobcenter").db.rows(ALL, together(lines))
    for line in lines:
        line.committed()

    said = (
        "select distinct e.agency, i.agency from ledger.entry e join ledger.index i using (tenant_id, entry_id)"
        " where e.entry_id = any(%s)"
    )
    ids = [line.facts["entry"] for line in lines]
    assert [("jobcenter", "jobcenter")] == every_kreis.superuser().execute(said, (ids,)).fetchall()
