"""What an append costs in a ledger of 10,000 entries and in one of a million; `HUB_BENCH_ENTRIES` names another size.

Two databases on one server, filled by COPY: entry, payload, what the review filters by, a bucket for ten entries each
and the numbers of 5,000 families, by 60 writers over the six months that the access log lasts. Payloads are shorter
than a real one (630 bytes: ten million take some 17 GB); tree, keys of buckets and tickets are not filled: an append
only adds to their ends. Looks at families that are there are then appended to both in turn by one writer. `_processor`
is what the server computes for one, client left out; it is the figure that a busy machine or disk does not lengthen.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import psycopg

from bench._looks import AT, LOOKS, Place, looks_at
from hub.ledger.append import append
from hub.ledger.entry import Entry
from hub.ledger.writer import Writer
from hub.terms.ids import FamilyId

FEW, MANY = 10_000, int(os.environ.get("HUB_BENCH_ENTRIES", "1000000"))
FAMILIES, WRITERS, PEOPLE = 5_000, 60, 300
ROUNDS, BATCH = 30, 50
CHUNK = 5_000
LEAF, SEGMENTS = "\\\\x" + "5a" * 580, "{" + ",".join(['"\\\\\\\\x' + "a5" * 126 + '"'] * 5) + "}"
MONTHS = timedelta(days=180)


def report_growth(places: tuple[Place, Place], entry: Entry) -> None:
    """Fill, measure, print."""
    sized = tuple(zip(places, (FEW, MANY), strict=True))
    for place, entries in sized:
        Filler(place.url("postgres"), entries).fill()
    appenders = [Appender(place, entry, entries) for place, entries in sized]
    for _ in range(ROUNDS):
        for one in appenders:
            one.append_some()
    for one in appenders:
        print(f"append_at_{one.entries}_p50 {statistics.median(one.taken) * 1000:.3f} ms")
        print(f"append_at_{one.entries}_processor {one.computed / len(one.taken) * 1000:.3f} ms")
    few, many = appenders
    pairs = zip(few.medians(), many.medians(), strict=True)
    print(f"append_growth {statistics.median(there / here for here, there in pairs):.2f} times")
    print(f"append_growth_processor {many.computed / few.computed:.2f} times")


@dataclass(repr=False)
class Appender:
    """One writer over one connection, and what its appends took."""

    place: Place
    entry: Entry
    entries: int
    taken: list[float] = field(default_factory=list)
    computed: float = 0

    def __post_init__(self) -> None:
        self.db = self.place.database()
        self.writer: Writer = self.place.house(self.db).writer
        self.looks = looks_at(self.entry, _known(self.entries))
        [(pid,)] = self.db.rows("select pg_backend_pid()")
        self.process = Path(f"/proc/{pid}/stat")
        for _ in range(2 * BATCH):
            append(self.db, self.writer, next(self.looks))

    def append_some(self) -> None:
        """A round."""
        before = self._processor()
        for _ in range(BATCH):
            begin = time.perf_counter()
            append(self.db, self.writer, next(self.looks))
            self.taken.append(time.perf_counter() - begin)
        self.computed += self._processor() - before

    def medians(self) -> list[float]:
        """Of each round."""
        return [statistics.median(self.taken[first : first + BATCH]) for first in range(0, len(self.taken), BATCH)]

    def _processor(self) -> float:
        """Seconds that the connection's server process has computed."""
        user, system = self.process.read_text(encoding="ascii").rsplit(")", 1)[1].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _known(entries: int) -> Iterator[tuple[FamilyId, int]]:
    """Families that are there, far apart, each with the number that it takes next."""
    for number in range(FAMILIES):
        family = number * 1_777 % FAMILIES
        yield FamilyId(_id(1, family)), len(range(family, entries, FAMILIES)) + 1


class Filler:
    """Fills the ledger; a row follows from its number alone."""

    def __init__(self, superuser: str, entries: int) -> None:
        self.url, self.entries = superuser.replace("postgresql+psycopg", "postgresql"), entries
        self.first = int((AT - MONTHS).timestamp() * 1000)
        self.step = MONTHS.total_seconds() * 1000 / entries

    def fill(self) -> None:
        """By COPY, with statistics and on the disk, as in a database that has been there for a while."""
        tables: dict[str, Callable[[int], str]] = {
            "entry (tenant_id, entry_id, agency, leaf, writer_id, writer_seq)": self._entry,
            "bucket (tenant_id, bucket_id, retention, retain_until)": self._bucket,
            "payload (tenant_id, entry_id, actor_bucket, case_bucket, segments)": self._payload,
            "subject (tenant_id, family_id, family_seq, entry_id)": self._subject,
            "index (tenant_id, entry_id, controllers, at, event, role, purpose, effect, pseudonym, family_id, agency,"
            " outcome)": self._index,
        }
        with psycopg.connect(self.url, autocommit=True) as superuser:
            superuser.execute("set session_replication_role = replica")  # no buckets are there to refer to
            [(tenant,)] = superuser.execute("select min(tenant_id::text) from identity.login").fetchall()
            for table, row in tables.items():
                with superuser.cursor().copy(f"copy ledger.{table} from stdin") as copy:
                    for first in range(0, self.entries, CHUNK):
                        last = min(first + CHUNK, self.entries)
                        numbers = range(first, last, LOOKS if row == self._bucket else 1)
                        copy.write("".join(f"{tenant}\t{row(number)}\n" for number in numbers))
            superuser.execute("vacuum analyze")
            superuser.execute("checkpoint")

    def _entry(self, number: int) -> str:
        writer, count = number % WRITERS, number // WRITERS + 1
        return f"{self._uuid(number)}\tjobcenter\t{LEAF}\t{_id(2, writer)}\t{count}"

    def _bucket(self, number: int) -> str:
        return f"{_id(3, number // LOOKS)}\taccess_log\t2027-05-16"

    def _payload(self, number: int) -> str:
        bucket = _id(3, number // LOOKS)
        return f"{self._uuid(number)}\t{bucket}\t{bucket}\t{SEGMENTS}"

    def _subject(self, number: int) -> str:
        return f"{_id(1, number % FAMILIES)}\t{number // FAMILIES + 1}\t{self._uuid(number)}"

    def _index(self, number: int) -> str:
        at = AT - MONTHS + timedelta(milliseconds=self.step * number)
        family, who = _id(1, number % FAMILIES), f"S-{number // LOOKS % PEOPLE:05}"
        return (
            f"{self._uuid(number)}\t{{jobcenter,jugendamt}}\t{at.isoformat()}\taccess.read\tjobcoach"
            f"\tfam_joint_support\tpermit\t{who}\t{family}\tjobcenter\tshown"
        )

    def _uuid(self, number: int) -> str:
        """Of its time, as ids of entries are (version 7)."""
        instant = self.first + int(self.step * number)
        return f"{instant >> 16:08x}-{instant & 0xFFFF:04x}-7000-8000-{number:012x}"


def _id(kind: int, number: int) -> str:
    return f"{kind:08x}-0000-4000-8000-{number:012x}"
