"""What a list costs as the number of families grows: the statement alone, for a caseworker and for a wide role.

Tables are filled by COPY: families with three people, seven cells of a list's fields, what consents open to their two
workers and, of one family in 25, to one role that works by consent alone. The caseworker has 80 of them. Measured as
the Jobcenter's own login, by the program that the hub compiles: all 80, a page of 25, and pages of 200 for the wide
role, at the beginning and further on. One database, grown step by step; `HUB_BENCH_FAMILIES` names other steps, such
as 10000,100000,1000000. `_processor` is what the server computes for one statement; growth is of that.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from bench import price_of_protection as price
from hub.db.database import Database
from hub.exchange.houses import Books, load_books, open_group
from hub.gate.house import House
from hub.gate.lists import Asker, Stretch, question
from hub.gate.rules import Rules
from hub.gate.store import WEIGHED, weigh_families
from hub.identity.store import load_posts
from hub.policy.policies import Bearing, Measure, Tie
from hub.record.blind import NAMES
from hub.terms.catalogue import mask_text
from hub.terms.clock import legal_day
from hub.terms.ids import FieldId, StaffId
from hub.terms.lists import Category, Purpose, Role
from hub.terms.principals import Principal

STEPS = os.environ.get("HUB_BENCH_FAMILIES", "10000,100000")
AT = datetime(2026, 11, 16, 8, tzinfo=UTC)
FIELDS = NAMES | {FieldId("appointment")}
OWN, WIDE = 80, 25
ROUNDS, WARM_UP = 40, 5
NAMED = [(field, person) for field in ("given_name", "family_name") for person in range(3)]
CELLS = (*NAMED, ("appointment", 0))
SINCE, UNTIL = "2026-10-01T00:00:00+00", "2027-10-01T00:00:00+00"


def main() -> None:
    """Grow, measure, print."""
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder, ExitStack() as stack:
        os.chmod(folder, 0o755)
        settings, state, url = price.set_up(Path(folder), stack)
        books = load_books(settings.home)
        db = Database(url("hub_jobcenter"), size=1)
        stack.callback(db.close)
        house = open_group(db, books, settings.keys, "jobcenter")
        coach, wide = (_principal(db, state.issuer, ref) for ref in ("U02", "U23"))
        superuser = psycopg.connect(url("postgres").replace("postgresql+psycopg", "postgresql"), autocommit=True)
        stack.callback(superuser.close)
        filler = Filler(superuser, books, coach.id, wide.id)
        best: dict[str, list[float]] = {}
        for families in map(int, STEPS.split(",")):
            filler.grow(families)
            for figure, value in _measured(house, coach, wide, families):
                best.setdefault(figure, []).append(value)
        for figure, values in best.items():
            print(f"{figure}_growth {values[-1] / values[0]:.2f} times")


def _principal(db: Database, issuer: str, ref: str) -> Principal:
    [(_, signed_in), *_] = load_posts(db, issuer, ref, legal_day(AT))
    return signed_in.principal


def _measured(house: House, coach: Principal, wide: Principal, families: int) -> Iterator[tuple[str, float]]:
    by_consent = _by_consent_alone(house)
    further = f"M{families // 4:09}"
    questions: tuple[tuple[str, House, Principal, Stretch, int], ...] = (
        ("own_all", house, coach, Stretch("L", OWN + 1), OWN),
        ("own_page_of_25", house, coach, Stretch("L", 26), 26),
        ("wide_page_of_200", by_consent, wide, Stretch("L", 200), 200),
        ("wide_page_further_on", by_consent, wide, Stretch(further, 200), 200),
    )
    for figure, one, who, stretch, expected in questions:
        asker = Asker(who, Purpose.FAM_JOINT_SUPPORT, AT, "list")
        ask = _ask(one, asker, stretch, expected)
        before = _processor_time(one)
        times = _timed(ask)
        spent = (_processor_time(one) - before) * 1000 / (ROUNDS + WARM_UP)
        print(f"{figure}_{families}_processor {spent:.2f} ms")
        print(f"{figure}_{families} {min(times):.2f} ms")
        print(f"{figure}_{families}_median {statistics.median(times):.2f} ms")
        yield figure, spent


def _ask(house: House, asker: Asker, stretch: Stretch, expected: int) -> Callable[[], None]:
    """The statement alone: what was asked is made before, and what comes out is looked at once."""
    found = weigh_families(house, asker, FIELDS, stretch)
    assert len(found) == expected, len(found)
    assert all(len(one.seen) == len(CELLS) for one in found)
    asked = {"question": question(house, asker, FIELDS, stretch)}

    def ask() -> None:
        assert expected == len(house.db.rows(WEIGHED, asked))

    return ask


def _processor_time(house: House) -> float:
    """Seconds that the one connection's server process has computed: what a busy machine does not lengthen."""
    [(pid,)] = house.db.rows("select pg_backend_pid()")
    user, system = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _timed(ask: Callable[[], None]) -> list[float]:
    for _ in range(WARM_UP):
        ask()
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        ask()
        times.append((time.perf_counter() - begun) * 1000)
    return times


def _by_consent_alone(house: House) -> House:
    """The hub's rules for a role whose task is not one family's work, and to which only consent opens anything."""
    known = house.policies
    rules = tuple(one for one in known.policies if one.effect is Bearing.LIMIT or one.level is Measure.RELEASE)
    roles = {**known.roles, Role.JOBCOACH: replace(known.roles[Role.JOBCOACH], tie=Tie.NONE)}
    return replace(house, rules=Rules(replace(known, policies=rules, roles=roles)))


class Filler:
    """Grows the tables; a family's rows follow from its number alone."""

    def __init__(self, superuser: "psycopg.Connection[Any]", books: Books, coach: StaffId, wide: StaffId) -> None:
        self.superuser, self.coach, self.wide, self.there = superuser, coach, wide, 0
        [(self.tenant,)] = superuser.execute("select min(tenant_id::text) from identity.login")
        catalogue = books.catalogue
        masks = catalogue.category_masks[Category.CONTACT] | catalogue.category_masks[Category.APPOINTMENTS]
        self.mask, self.mark = mask_text(masks), catalogue.consented
        superuser.execute("set session_replication_role = replica")

    def grow(self, families: int) -> None:
        """Up to so many, with statistics as a database has them that has been there for a while."""
        for table, columns, rows in self._tables():
            with self.superuser.cursor().copy(f"copy {table} (tenant_id, {columns}) from stdin") as copy:
                for first in range(self.there, families, 5000):
                    numbers = range(first, min(first + 5000, families))
                    lines = [f"{self.tenant}\t{row}\n" for number in numbers for row in rows(number, families)]
                    copy.write("".join(lines))
        self.there = families
        self.superuser.execute("vacuum analyze")

    def _tables(self) -> tuple[tuple[str, str, Callable[[int, int], Iterator[str]]], ...]:
        return (
            ("core.family", "family_id, number, status, proposing_agency, consent_epoch", self._family),
            ("core.person", "person_id, family_id, ref, kind, born, languages, insight", self._person),
            ("record.subjects", "subjects_id, family_id", self._subjects),
            ("record.subject", "subjects_id, person_id", self._subject),
            ("record.cell", "partition, cell_id, family_id, subjects_id, field_id, entry, owner, version, levels",
             self._cell),
            ("identity.assignment", "family_id, staff_id, since", self._assignment),
            ("consent.worked_out", "family_id, epoch, catalogue, names", self._worked_out),
            ("consent.open", "family_id, number, names, stands_in, purpose, person_id, agrees, since, until, from_1,"
             " from_2, from_3", self._open),
        )  # fmt: skip

    def _family(self, number: int, _: int) -> Iterator[str]:
        yield f"{_id(1, number)}\tM{number:09}\tadmitted\tjobcenter\t1"

    def _person(self, number: int, _: int) -> Iterator[str]:
        for one in range(3):
            yield f"{_id(2, 3 * number + one)}\t{_id(1, number)}\tP{one}\tparticipant\t1990-02-03\t{{de}}\tyes"

    def _subjects(self, number: int, _: int) -> Iterator[str]:
        for one in range(3):
            yield f"{_id(3, 3 * number + one)}\t{_id(1, number)}"

    def _subject(self, number: int, _: int) -> Iterator[str]:
        for one in range(3):
            yield f"{_id(3, 3 * number + one)}\t{_id(2, 3 * number + one)}"

    def _cell(self, number: int, _: int) -> Iterator[str]:
        """Entered by the Jugendamt: the Jobcenter sees them by consent alone."""
        for place, (field, person) in enumerate(CELLS):
            subjects = _id(3, 3 * number + person)
            yield f"core\t{_id(4, 7 * number + place)}\t{_id(1, number)}\t{subjects}\t{field}\t1\tjugendamt\t1\t8"

    def _assignment(self, number: int, families: int) -> Iterator[str]:
        """80 families each; those of the coach lie among the first 10,000 and are as many at each step."""
        yield f"{_id(1, number)}\t{self.coach if self._is_own(number) else _id(5, number // OWN)}\t2026-01-01"

    def _is_own(self, number: int) -> bool:
        return number < 10000 and number % (10000 // OWN) == 7

    def _names(self, number: int) -> list[str]:
        coach = self.coach if self._is_own(number) else _id(5, number // OWN)
        return [
            f"staff:{coach}",
            f"staff:{_id(6, number // OWN)}",
            *([f"staff:{self.wide}"] if number % WIDE == 0 else []),
        ]

    def _worked_out(self, number: int, _: int) -> Iterator[str]:
        yield f"{_id(1, number)}\t1\t{self.mark}\t{{{','.join(sorted(self._names(number)))}}}"

    def _open(self, number: int, _: int) -> Iterator[str]:
        for name in self._names(number):
            for one in range(3):
                yield (
                    f"{_id(1, number)}\tM{number:09}\t{name}\tf\tfam_joint_support\t{_id(2, 3 * number + one)}\tf"
                    f"\t{SINCE}\t{UNTIL}\t{self.mask}\t{self.mask}\t{self.mask}"
                )


def _id(kind: int, number: int) -> str:
    return f"{kind:08x}-0000-4000-8000-{number:012x}"


if __name__ == "__main__":
    main()
