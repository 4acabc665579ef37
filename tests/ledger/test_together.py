"""The queue of a process: who waits for whom, and what goes wrong with one goes wrong with nobody else."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import monotonic, sleep

import pytest

from hub.db.database import Database
from hub.db.errors import DatabaseRefused, DatabaseUnavailable
from hub.ledger.errors import NUMBER_TAKEN
from hub.ledger.together import MOST, Together

DB = Database("postgresql+psycopg://nobody@/nowhere", size=1)
"""Never asked: what is tested here is who writes with whom. With a database: `test_appending_together`."""

TAKES = 20.0
"""Seconds that a statement takes, by the queue's clock."""


class Book:
    """Keeps what is written, and holds the first statement until all others wait."""

    def __init__(self, act: Callable[[Sequence[str]], Sequence[int]] = lambda lines: (), patience: float = 0) -> None:
        self.queue: Together[str] = Together(0, lambda: self.now)
        self.now, self.patience = 0.0, patience
        self.statements: list[list[str]] = []
        self.act, self.begun, self.go = act, Event(), Event()

    def write(self, db: Database, lines: Sequence[str]) -> Sequence[int]:
        """As the ledger does it."""
        self.statements.append(list(lines))
        self.begun.set()
        assert self.go.wait(60)
        self.now += TAKES
        if len(lines) > 1:  # from now on the next one waits
            self.queue._patience = self.patience
        return self.act(lines)

    def append(self, line: str) -> None:
        """As a thread does it."""
        self.queue.write(DB, line, self.write)

    def at_once(self, first: str, others: Sequence[str]) -> dict[str, Future[None]]:
        """The others come while the first is being written."""
        with ThreadPoolExecutor(1 + len(others)) as pool:
            told = {first: pool.submit(self.append, first)}
            assert self.begun.wait(60)
            for place, line in enumerate(others, start=1):
                told[line] = pool.submit(self.append, line)
                self._until_so_many_wait(place)
            self.go.set()
        return told

    def _until_so_many_wait(self, many: int) -> None:
        until = monotonic() + 60
        while len(self.queue._waiting) < many:
            assert monotonic() < until
            sleep(0.001)


def _code(told: Future[None]) -> str:
    error = told.exception()
    assert isinstance(error, DatabaseRefused)
    return error.code


def test_who_comes_alone_is_written_alone() -> None:
    """And at once, one after the other."""
    book = Book()
    book.go.set()

    for line in "abc":
        book.append(line)

    assert [["a"], ["b"], ["c"]] == book.statements


def test_who_comes_meanwhile_is_written_together() -> None:
    """In the order in which they came; nobody twice, nobody left out."""
    book = Book()

    told = book.at_once("a", "bcdef")

    assert [["a"], list("bcdef")] == book.statements
    assert not [line for line, one in told.items() if one.exception()]


def test_who_is_back_first_waits_for_those_who_wrote_with_it() -> None:
    """Else it would go alone, and all others would wait for its flush before their own."""
    book = Book(patience=10)
    book.at_once("a", "bc")

    with ThreadPoolExecutor(2) as pool:
        back = [pool.submit(book.append, line) for line in "de"]

    assert [["a"], ["b", "c"]] == book.statements[:2]
    assert [["d", "e"]] == [sorted(together) for together in book.statements[2:]]
    assert [None, None] == [one.exception() for one in back]


def test_who_waits_in_vain_is_written_nevertheless() -> None:
    """The others do not come back; nobody waits for them a second time."""
    book = Book(patience=0.01)
    book.at_once("a", "bc")

    for line in "de":
        book.append(line)

    assert [["d"], ["e"]] == book.statements[2:]


def test_nobody_waits_for_those_who_wrote_long_ago() -> None:
    """No longer after a statement than it took itself."""
    book = Book(patience=1000)
    book.at_once("a", "bc")
    book.now += TAKES
    book.begun.clear()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(book.append, "d")

        assert book.begun.wait(TAKES / 4)


def test_who_is_stopped_while_waiting_stops_nobody_else() -> None:
    """The next one leads."""
    book = Book(patience=10)
    book.at_once("a", "bc")

    def stop() -> float:
        book.queue._clock = lambda: book.now
        raise KeyboardInterrupt

    book.queue._clock = stop
    with pytest.raises(KeyboardInterrupt):
        book.append("d")
    book.now += 100
    book.append("e")

    assert ["e"] == book.statements[-1]


def test_a_statement_takes_no_more_than_it_should() -> None:
    """The rest goes with the next."""
    book, names = Book(), [f"{number:02}" for number in range(MOST + 3)]

    book.at_once("a", names)

    assert [["a"], names[:MOST], names[MOST:]] == book.statements


def test_who_is_late_is_told_so_and_nobody_else() -> None:
    """Its number was taken: it takes another and comes again; the others are written."""
    book = Book(lambda lines: [place for place, line in enumerate(lines) if line in "ce"])

    told = book.at_once("a", "bcde")

    assert {"c", "e"} == {line for line, one in told.items() if one.exception()}
    assert {NUMBER_TAKEN} == {_code(told[line]) for line in "ce"}


@pytest.mark.parametrize("bad", ["b", "c", "e"])
def test_a_refused_group_is_written_one_by_one(bad: str) -> None:
    """Whose line it was is found out, whether it led or not; the others are there."""

    def act(lines: Sequence[str]) -> Sequence[int]:
        if bad in lines:
            raise DatabaseRefused("23514")
        return ()

    book = Book(act)

    told = book.at_once("a", "bcde")

    assert [["a"], list("bcde")] == book.statements[:2]
    assert sorted([["b"], ["c"], ["d"], ["e"]]) == sorted(book.statements[2:])
    assert [bad] == [line for line, one in told.items() if one.exception()]
    assert "23514" == _code(told[bad])


@pytest.mark.parametrize("trouble", [DatabaseUnavailable("gone"), KeyboardInterrupt(), ZeroDivisionError()])
def test_whose_commit_is_not_known_to_be_there_is_not_told_that_it_is(trouble: BaseException) -> None:
    """All of the group are told that the database went away, whatever stopped the one that led; then it goes on."""

    def act(lines: Sequence[str]) -> Sequence[int]:
        if "c" in lines:
            raise trouble
        return ()

    book = Book(act)

    told = book.at_once("a", "bcd")
    book.append("later")

    assert told["a"].exception() is None
    assert told["b"].exception() is trouble
    assert {DatabaseUnavailable} == {type(told[line].exception()) for line in "cd"}
    assert [["a"], list("bcd"), ["later"]] == book.statements


def test_each_database_has_statements_of_its_own() -> None:
    """A statement never goes to a database that its line was not meant for."""
    book, other, asked = Book(), Database("postgresql+psycopg://other@/nowhere", size=1), []

    def write(db: Database, lines: Sequence[str]) -> Sequence[int]:
        asked.extend((db, line) for line in lines)
        return book.write(db, lines)

    with ThreadPoolExecutor(4) as pool:
        for place, (db, line) in enumerate([(DB, "a"), (DB, "b"), (other, "c"), (DB, "d")]):
            pool.submit(book.queue.write, db, line, write)
            assert book.begun.wait(60)
            book._until_so_many_wait(place)
        book.go.set()

    assert [["a"], ["b"], ["c"], ["d"]] == book.statements
    assert {(DB, "a"), (DB, "b"), (other, "c"), (DB, "d")} == set(asked)
