"""What a look was decided from is kept, and is worth nothing once any of it changed: the very next look finds out.

Everybody here looked before, so that their process remembers who they are, whose case it is, and what may be seen.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from hub.db.database import Database
from hub.db.errors import Moved
from hub.ledger.append import append
from hub.ledger.basis import Basis
from hub.ledger.entry import Event
from hub.terms.ids import FamilyId
from tests.attacks.by_hand import entry_of
from tests.kreis import F01, Kreis
from tests.kreis_tables.seats import Seats

ALIKE = ["ledger.append_all", "record.read_cells"]
FIRST = ["identity.posts", "identity.mandates", *ALIKE]
WHO = "(select staff_id from identity.staff where ref = 'U01')"
ENDED = {
    "the assignment": (f"update identity.assignment set until = '2026-11-15' where staff_id = {WHO}", 404),
    "the post": (f"update identity.post set until = '2026-11-15' where staff_id = {WHO}", 401),
    "the account": (f"delete from identity.account where staff_id = {WHO}", 401),
    "impartiality": (
        "insert into identity.conflict (tenant_id, staff_id, family_id, ground, declared_at)"
        f" select tenant_id, {WHO}, family_id, 'sibling', now() from core.family where number = 'FAM-2025-003'",
        404,
    ),
}
"""What ends, and what the API answers from then on."""
WATCHED_BY_NUMBERS = {"core.family", "ledger.subject"}
"""The one has a version that is checked, the other's next number must be the one that was taken."""
OF_NOBODY_WHO_LOOKS = {"consent.paper", "conference.meeting", "conference.seat", "conference.topic"}
"""Whether the process is told of staff without a post of its own; who looks, alone at the own screen, has one."""
WATCHED = (
    *("identity.login", "identity.agency", "identity.staff", "identity.post", "identity.account"),
    *("identity.assignment", "identity.deputy", "identity.relation", "identity.conflict"),
    *("core.person", "rulebook.activation"),
)
NAME = re.compile(r"\b(?:from|join)\s+((?:identity|core|record|consent|conference|ledger|rulebook)\.\w+)(?![\w(])")
FUNCTION = re.compile(r"(?:identity|ledger|record)\.\w+(?=\()")


@dataclass
class Program:
    """One that speaks for U01 with one token."""

    kreis: Kreis

    def __post_init__(self) -> None:
        seats = Seats(self.kreis)
        self.client, self.token = seats.app("jobcenter").test_client(), seats.token("U01")

    def look(self) -> int:
        """What the API answers; `statements` are then those of this look."""
        del self.kreis.statements[:]
        path = f"/api/v1/families/{F01}?purpose=fam_joint_support"
        return self.client.get(path, headers={"Authorization": f"Bearer {self.token}"}).status_code

    def called(self) -> list[str]:
        """The first function that each statement of the last look called."""
        return [FUNCTION.findall(one)[0] for one in self.kreis.statements]


@pytest.fixture
def program(every_kreis: Kreis) -> Program:
    """It looked at their family twice: the second time two statements were enough."""
    program = Program(every_kreis)
    assert [200, 200] == [program.look() for _ in range(2)]
    assert ALIKE == program.called()
    return program


@pytest.mark.parametrize("what", ENDED)
def test_what_ended_shows_nothing_at_the_very_next_look(program: Program, what: str) -> None:
    """Whichever of the things it rested on it is; nothing is read."""
    statement, status = ENDED[what]
    program.kreis.superuser().execute(statement)

    assert status == program.look()
    assert "record.read_cells" not in program.called()


@pytest.mark.parametrize("what", ENDED)
def test_what_ends_while_somebody_looks_shows_nothing(program: Program, what: str) -> None:
    """At the last moment: when the process has decided, and its entry is on its way."""
    statement, status = ENDED[what]
    db, superuser, left = program.kreis.house("jobcenter").db, program.kreis.superuser(), [statement]
    _before_appending(db, program.kreis, lambda: superuser.execute(left.pop()) if left else None)

    assert status == program.look()
    assert "record.read_cells" not in program.called()


@pytest.mark.parametrize("what", ENDED)
def test_what_was_under_way_when_it_was_read_is_found_out_once_it_is_so(every_kreis: Kreis, what: str) -> None:
    """A change that began before an answer was given and is committed after it: its number is older than the answer."""
    program, (statement, status), superuser = Program(every_kreis), ENDED[what], every_kreis.superuser()
    superuser.execute("begin")
    superuser.execute(statement)
    assert [200, 200] == [program.look() for _ in range(2)]

    superuser.execute("commit")

    assert status == program.look()


def test_a_change_that_is_taken_back_changes_nothing(program: Program) -> None:
    """Nor is a look kept waiting by it."""
    superuser = program.kreis.superuser()
    superuser.execute("begin")
    superuser.execute(ENDED["the assignment"][0])

    assert 200 == program.look()
    superuser.execute("rollback")
    assert 200 == program.look()
    assert ALIKE == program.called()


def test_a_day_later_all_is_asked_for_anew(program: Program) -> None:
    """What ends by time alone ends at midnight, though nobody changed anything."""
    superuser = program.kreis.superuser()
    superuser.execute(f"update identity.assignment set until = '2026-11-16' where staff_id = {WHO}")
    assert 200 == program.look()
    program.kreis.at += timedelta(days=1)

    assert 404 == program.look()


def test_every_table_that_the_answers_rest_on_is_watched(every_kreis: Kreis) -> None:
    """Whoever lets one of these functions read another table has to have it watched."""
    superuser = every_kreis.superuser()
    functions = [f"identity.{one}" for one in ("posts", "mandates", "ties", "is_excluded", "here_since")]
    functions += ["conference.names"]
    sources = superuser.execute("select prosrc from pg_proc where oid::regproc::text = any(%s)", (functions,))

    read = {table for (source,) in sources for table in NAME.findall(source)} | {"identity.login"}
    watched = superuser.execute(
        "select t.tgrelid::regclass::text, count(*) from pg_trigger t"
        " where t.tgfoid = 'identity.note_move()'::regprocedure and t.tgenabled = 'A' group by 1"
    ).fetchall()

    assert {4} == {events for _, events in watched}
    assert read - WATCHED_BY_NUMBERS - OF_NOBODY_WHO_LOOKS == {table for table, _ in watched} == set(WATCHED)
    assert WATCHED_BY_NUMBERS <= read


def test_whatever_is_touched_is_asked_for_anew(program: Program) -> None:
    """Even where the change leaves everything as it was, and whoever made it."""
    superuser = program.kreis.superuser()
    for table in WATCHED:
        is_empty = superuser.execute(f"select from {table}").fetchone() is None
        superuser.execute(f"truncate {table}" if is_empty else f"update {table} set tenant_id = tenant_id")

        assert 200 == program.look(), table
        assert ["ledger.append_all", *FIRST] == program.called(), table


def test_a_family_that_changed_is_asked_for_anew(program: Program) -> None:
    """By the version that every function that changes something of it raises."""
    program.kreis.superuser().execute(
        "update core.family set record_version = record_version + 1 where number = %s", (F01,)
    )

    assert 200 == program.look()
    assert ["ledger.append_all", *FIRST] == program.called()


@pytest.mark.parametrize("other", ["{here}0 {snapshot}", "{here} 999999999:999999999:"])
def test_what_was_read_elsewhere_is_asked_for_anew(program: Program, other: str) -> None:
    """In a database before its restart or restore, or later than now: transactions may be counted once more."""
    read = program.client.application.extensions["desk"].sessions.read
    for account, (as_of, posts) in read.items():
        here, snapshot = as_of.split(" ")
        read.keep(account, (other.format(here=here, snapshot=snapshot), posts))

    assert 200 == program.look()
    assert ["ledger.append_all", *FIRST] == program.called()


def test_what_others_write_about_the_family_meanwhile_takes_a_number_and_nothing_else(program: Program) -> None:
    """A look whose number is taken is written down under the next one, with the same check."""
    program.kreis.open("U07")

    assert 200 == program.look()
    assert ["ledger.append_all", "ledger.next_seq", *ALIKE] == program.called()
    assert 200 == program.look()
    assert ALIKE == program.called()


@pytest.mark.parametrize("off", [0, 1])
def test_no_expectation_tells_whether_there_is_a_family(every_kreis: Kreis, off: int) -> None:
    """A provider's process guesses the version of a family that it may not know: right or wrong is all the same."""
    superuser = every_kreis.superuser()
    [(family, version)] = superuser.execute(
        "select family_id, record_version from core.family where identity.told_of('provider', family_id) is null"
        " order by number limit 1"
    )
    house = every_kreis.house("provider")
    look = entry_of(every_kreis, "provider", Event.READ)
    guess = replace(look, family=FamilyId(str(family)), family_seq=1000, basis=Basis((), version + off))

    with pytest.raises(Moved):
        append(house.db, house.writer, guess)


def _before_appending(db: Database, kreis: Kreis, act: Callable[[], object]) -> None:
    def observe(statement: str) -> None:
        kreis.statements.append(statement)
        if "ledger.append_all" in statement:
            act()

    db.observe = observe
