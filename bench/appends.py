"""What writing the log costs: appends of real looks beside a locked hash chain and a bare durable INSERT.

Everything in one run on one embedded, durable PostgreSQL: first the price of a look beside a plain read (`_ticket`),
then the rates, with the disk as it is and with 2 ms added to each flush (`_rates`, `_slow_disk`), then an append in a
small ledger and in a large one (`_growing`). An append here is one of level "durable", through `hub.ledger.append` with
the writer, the keys and the database role of the Jobcenter's processes.

The server lies where TMPDIR says. Disks of virtual machines may answer a flush in steps of some milliseconds, in which
2 ms more vanish (`flush_alone` says it): `TMPDIR=/dev/shm` has none of its own, so that what is added is all there is.
"""

import os
import statistics
import tempfile
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bench import price_of_protection as price
from bench._growing import report_growth
from bench._looks import Place, as_text, line_alone, take_look
from bench._peers import make_tables
from bench._rates import Load, report_rates
from bench._slow_disk import slow_binaries
from bench._ticket import report_ticket
from hub.db.embedded import EmbeddedServer
from hub.exchange.houses import load_books

SERVER = "postgresql"
FLUSHES = 200


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        slow = slow_binaries(folder)
        binaries, pace = slow or (None, None)
        settings, state, url = price.set_up(folder, stack, binaries)
        assert pace is None or pace.flushes, "the server's processes did not load the library"
        place = Place(url, load_books(settings.home), settings.keys)
        server = EmbeddedServer(folder / SERVER, binaries=binaries)
        others = [_copy(server, place, copy) for copy in ("few", "many")]
        make_tables(url("hub_owner"))
        db = place.database()
        entry = take_look(place.house(db), state.issuer)
        db.close()
        line = line_alone(place, entry)
        print(f"load_at_the_beginning {os.getloadavg()[0]:.1f} processes")
        print(f"flush_alone_p50 {_flush(folder / 'probe') * 1000:.2f} ms")
        print(f"bytes_sent_for_a_look {_size(as_text(line))} bytes")
        report_ticket(place, entry, as_text(line))
        report_rates(Load(place, entry, line), pace)
        report_growth((others[0], others[1]), entry)
        print(f"load_at_the_end {os.getloadavg()[0]:.1f} processes")


def _copy(server: EmbeddedServer, place: Place, name: str) -> Place:
    """The same Kreis in a database of its own."""
    server.create_database(name, template="hub")
    return replace(place, url=lambda role: server.url(name, role))


def _flush(path: Path) -> float:
    """What the disk takes to keep 8 kB for good."""
    taken = []
    with path.open("wb", buffering=0) as file:
        for _ in range(FLUSHES):
            file.write(os.urandom(8192))
            begin = time.perf_counter()
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def _size(sent: tuple[object, ...]) -> int:
    flat = [part for one in sent for part in (one if isinstance(one, list) else [one])]
    return sum(len(part) for part in flat if isinstance(part, bytes | str))


if __name__ == "__main__":
    main()
