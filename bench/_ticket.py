"""What a look costs beyond reading: its entry, durable before anything is read, and the reading against its ticket.

Beside it the same values by one plain SELECT with their primary keys, as a role that may read the tables. One writer,
in turn, on the disk as it is. Opening the values costs both the same, and is left out.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from bench._looks import Place, again
from hub.ledger.append import append
from hub.ledger.entry import Entry

ROUNDS, WARM_UP = 1000, 100
PLAIN = """
    select v.content, v.key_id
    from unnest(%s::uuid[], %s::text[], %s::int[], %s::smallint[]) as n (cell_id, partition, version, level)
    join record.value v on v.tenant_id = %s and v.partition = n.partition and v.cell_id = n.cell_id
        and v.version = n.version and v.level = n.level
"""
READ = "select * from record.read_cells(%s)"


def report_ticket(place: Place, entry: Entry, sent: tuple[Any, ...]) -> None:
    """Measure and print."""
    db, behind = place.database(), place.database(role="postgres")
    house = place.house(db)
    [(tenant,)] = behind.rows("select min(tenant_id::text) from identity.login")
    assert entry.family is not None
    assert entry.ticket is not None
    plain: list[float] = []
    written: list[float] = []
    read: list[float] = []
    for number in range(WARM_UP + ROUNDS):
        one = again(entry, entry.family, entry.family_seq + number)
        rows = _timed(plain, partial(behind.rows, PLAIN, (*sent[3:], tenant)))
        ticket = _timed(written, partial(append, db, house.writer, one))
        opened = _timed(read, partial(db.rows, READ, (ticket.entry,)))
        assert len(rows) == len(entry.ticket.looks) <= len(opened)
    looks = [sum(pair) for pair in zip(written[WARM_UP:], read[WARM_UP:], strict=True)]
    print(f"cells_of_the_look {len(entry.ticket.looks)} cells")
    for name, taken in (("plain_read", plain), ("append", written), ("ticket_read", read)):
        print(f"{name}_alone_p50 {statistics.median(taken[WARM_UP:]) * 1000:.3f} ms")
    print(f"append_and_ticket_read_p50 {statistics.median(looks) * 1000:.3f} ms")
    print(f"look_adds_p50 {(statistics.median(looks) - statistics.median(plain[WARM_UP:])) * 1000:.3f} ms")
    for used in (db, behind):
        used.close()


def _timed(taken: list[float], act: Callable[[], Any]) -> Any:
    begin = time.perf_counter()
    done = act()
    taken.append(time.perf_counter() - begin)
    return done
