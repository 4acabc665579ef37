"""The demo Kreis, loaded once per server, and a copy of it for each test that acts on the hub.

`kreis` lies on the embedded server, `every_kreis` on each supported version in turn. After each test the ledger of the
copy is checked: one entry for each act, nothing missing, every payload what its leaf committed to (rule 35).
"""

import json
from collections.abc import Iterator, Mapping, Set
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from hub.casework.opening import open_family
from hub.db.database import Database
from hub.db.embedded import EmbeddedServer
from hub.db.embedded_process import exclusive
from hub.exchange.houses import Books, load_books, make_keys, open_group, prepare
from hub.exchange.load import Loaded, LoadFile, load_file
from hub.gate.house import House
from hub.identity.store import load_posts
from hub.policy.documents import WrittenSet, write_set
from hub.rulebook.activating import Sponsor, put_in_force
from hub.terms.answers import Disclosure
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.principals import Principal
from tests.confidences import CONFIDING, named, proof_of, with_confidant
from tests.conftest import FOLDER, Urls, as_superuser, copy_of, libpq, settle
from tests.unchanged import assert_unchanged, take_down
from tests.whole import assert_ledger_is_whole

ROOT = Path(__file__).parents[1]
ISSUER = "https://issuer.invalid"
STICHTAG = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
F01 = FamilyNumber("FAM-2025-003")
NOWHERE = FamilyNumber("FAM-2025-999")
TEMPLATE = "kreis"
WITH_HISTORY = "kreis_with_history"
HANDED_ON = pytest.StashKey["dict[Path, tuple[ExitStack, Kreis, psycopg.Connection[Any]]]"]()
"""On each server the copy that the tests of one file look at one after the other."""


@cache
def books() -> Books:
    """The catalogue and the rules of the repository."""
    return load_books(ROOT)


@cache
def rules() -> WrittenSet:
    """The rules of the repository with their text, to be put in force."""
    return write_set(ROOT / "policies", books().catalogue)


def unproven(*_: object) -> tuple[str, ...]:
    """In place of the proof: `tests/policies` proves the rules of the repository once for all."""
    return ()


@cache
def demo() -> Mapping[str, Any]:
    """The demo Kreis as its load file says."""
    document: Mapping[str, Any] = json.loads((ROOT / "demo" / "kreis.json").read_text(encoding="utf-8"))
    return document


@cache
def demo_f01() -> Mapping[str, Any]:
    """The demo Kreis with its first family alone."""
    return {**demo(), "families": demo()["families"][:1]}


@cache
def history() -> Mapping[str, Any]:
    """The history of its log."""
    document: Mapping[str, Any] = json.loads((ROOT / "demo" / "history.json").read_text(encoding="utf-8"))
    return document


def numbers() -> tuple[FamilyNumber, ...]:
    """The case numbers of the demo Kreis, in order."""
    return tuple(sorted(FamilyNumber(family["number"]) for family in demo()["families"]))


def cases_of(staff: str, day: str = "2026-11-16") -> tuple[FamilyNumber, ...]:
    """The case numbers that the load file gives to somebody on a day, as their own or to stand in."""
    return tuple(
        FamilyNumber(family["number"])
        for family in sorted(demo()["families"], key=lambda family: str(family["number"]))
        if any(
            tie["staff"] == staff and tie.get("from", "") <= day <= tie.get("to", "9999")
            for tie in (*family["assignments"], *family.get("deputies", ()))
        )
    )


@cache
def load_schema() -> Mapping[str, Any]:
    """The schema of load files."""
    schema: Mapping[str, Any] = json.loads((ROOT / "schemas" / "load.schema.json").read_text(encoding="utf-8"))
    return schema


@dataclass(repr=False)
class Kreis:
    """One copy of the Kreis: houses of its process groups, its people, and the acts of a test. `statements` grows.

    `lines` are the bare connections of one test where several take turns.
    """

    urls: Urls
    keys: Path
    stack: ExitStack
    at: datetime = STICHTAG
    template: str = TEMPLATE
    lines: ExitStack | None = None
    statements: list[str] = field(default_factory=list)
    _houses: dict[str, House] = field(default_factory=dict)

    def house(self, group: str) -> House:
        """The house of a process group, signed in as its login, with its own private key alone."""
        if group not in self._houses:
            db = Database(self.urls.url(f"hub_{group}"), size=4, observe=self.statements.append)
            self.stack.callback(db.close)
            house = open_group(db, books(), self.keys, group)
            self._houses[group] = with_confidant(house, (self.stack, self.keys), named(ISSUER), self.at)
        return self._houses[group]

    def principal(self, ref: str, group: str | None = None, *, is_proven: bool = True) -> Principal:
        """A member of staff as signed in at the address of their group, in the post that is their own.

        They proved just now who they are, to whoever holds the keys of workers there.
        """
        groups = [group] if group else ["jobcenter", "jugendamt", "provider", "oversight"]
        for one in groups:
            posts = load_posts(self.house(one).db, ISSUER, ref, legal_day(self.at))
            for _, signed_in in sorted(posts, key=lambda post: "deputy" in post[0].role):
                return self.proven(signed_in.principal) if is_proven else signed_in.principal
        raise LookupError(ref)

    def proven(self, principal: Principal) -> Principal:
        """The same, with what they proved."""
        holder = self.house(principal.agency.value).ring.confidant if principal.agency in CONFIDING else None
        return replace(principal, grant=(holder.prove(proof_of(principal.ref)) or "") if holder else "")

    def given_back(self) -> Mapping[str, Set[int]]:
        """Of each writer here the numbers that it took and did not use, to be taken by its next entry."""
        writers = [house.writer for house in self._houses.values()]
        return {writer.id: frozenset(writer._given_back) for writer in writers}

    def release(self) -> None:
        """Give back every connection, so that the database can be copied or replaced."""
        for house in self._houses.values():
            house.db.close()

    def open(
        self,
        ref: str,
        number: FamilyNumber = F01,
        purpose: Purpose = Purpose.FAM_JOINT_SUPPORT,
        *,
        is_proven: bool = True,
    ) -> Disclosure:
        """A look by a member of staff, through the same room as a page."""
        principal = self.principal(ref, is_proven=is_proven)
        return open_family(self.house(principal.agency.value), principal, number, purpose, self.at)

    def load(self, document: Mapping[str, Any]) -> Loaded:
        """Load a document as `hub load` does."""
        text = json.dumps(document).encode()
        return load_file(self.house("loader"), LoadFile("test.json", text, load_schema(), ISSUER), self.at)

    def connect(self, role: str) -> "psycopg.Connection[Any]":
        """A bare connection as a role; `postgres` is the superuser."""
        connection = psycopg.connect(libpq(self.urls.url(role)), autocommit=True)
        (self.lines or self.stack).callback(connection.close)
        return connection

    def superuser(self) -> "psycopg.Connection[Any]":
        """A connection that row policies do not bind, to look behind the doors."""
        return self.connect("postgres")


@pytest.fixture
def kreis(server: EmbeddedServer, request: pytest.FixtureRequest) -> Iterator[Kreis]:
    """A copy on the embedded server."""
    with _in_turn(server, request) as copy:
        yield copy


@pytest.fixture
def every_kreis(every_server: EmbeddedServer, request: pytest.FixtureRequest) -> Iterator[Kreis]:
    """A copy on each supported version in turn."""
    with _in_turn(every_server, request) as copy:
        yield copy


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """With the last test of a file the copies end that its tests handed on."""
    if nextitem is None or nextitem.path != item.path:
        handed_on = item.config.stash.get(HANDED_ON, {})
        with ExitStack() as ending:
            while handed_on:
                ending.push(handed_on.popitem()[1][0])


@contextmanager
def _in_turn(server: EmbeddedServer, request: pytest.FixtureRequest) -> Iterator[Kreis]:
    """A copy for each test; those of one file that are marked `unchanged` hand theirs on, with its houses open."""
    if request.node.get_closest_marker("unchanged") is None:
        with copied(server, request.config, *_wanted(request.node)) as copy:
            yield copy
        return
    handed_on = request.config.stash.setdefault(HANDED_ON, {})
    copies, copy, superuser = handed_on.pop(server.folder, None) or _to_be_looked_at(server, request.config)
    with copies:
        copy.at = STICHTAG
        del copy.statements[:]
        with ExitStack() as copy.lines:
            yield copy
        copy.lines = None
        assert_unchanged(superuser, server.folder)
        handed_on[server.folder] = (copies.pop_all(), copy, superuser)


def _wanted(item: pytest.Item) -> tuple[str, Mapping[str, Any]]:
    if item.get_closest_marker("history"):
        return (WITH_HISTORY, {**demo(), **history()})
    return (TEMPLATE, demo())


def _to_be_looked_at(
    server: EmbeddedServer, config: pytest.Config
) -> tuple[ExitStack, Kreis, "psycopg.Connection[Any]"]:
    with ExitStack() as copies:
        copy = copies.enter_context(copied(server, config))
        superuser = copy.superuser()
        take_down(superuser, server.folder)
        return copies.pop_all(), copy, superuser


@contextmanager
def copied(
    server: EmbeddedServer, config: pytest.Config, name: str = TEMPLATE, document: Mapping[str, Any] | None = None
) -> Iterator[Kreis]:
    """A copy, whose ledger is checked when the block ends. Of another document: under a name of its own."""
    with to_be_spoilt(server, config, name, document) as kreis:
        yield kreis
        assert_ledger_is_whole(kreis.superuser(), kreis.keys, kreis.given_back())


@contextmanager
def to_be_spoilt(
    server: EmbeddedServer, config: pytest.Config, name: str = TEMPLATE, document: Mapping[str, Any] | None = None
) -> Iterator[Kreis]:
    """A copy whose ledger somebody spoils on purpose: nobody checks it in the end."""
    folder = config.stash[FOLDER]
    _ensure_template(server, folder, name, demo() if document is None else document)
    with copy_of(server, name) as urls, ExitStack() as stack:
        yield Kreis(urls, folder / "keys", stack, template=name)


def _ensure_template(server: EmbeddedServer, folder: Path, name: str, document: Mapping[str, Any]) -> None:
    with exclusive(folder / "kreis.template"):
        if server.has_database(name):
            return
        if not (folder / "keys").exists():
            make_keys(folder / "keys", today=SINCE.date())
        unfinished = f"unfinished_{uuid4().hex}"
        server.create_database(unfinished)
        prepare(server.url(unfinished, "hub_owner"), books())
        put_in_force((server.url(unfinished, "hub_loader"), folder / "keys"), rules(), Sponsor("test", SINCE), unproven)
        with ExitStack() as stack:
            Kreis(Urls(server, unfinished), folder / "keys", stack).load(document)
        settle(server, unfinished)
        as_superuser(server, f"alter database {unfinished} rename to {name}")
