"""Limits that hold whichever process answers."""

import subprocess
import sys

import pytest

from hub.db.database import Database
from hub.identity.turns import Turns

WORKER = """
import sys
from hub.db.database import Database
from hub.identity.turns import Turns
turns = Turns(Database(sys.argv[1], size=2))
print(sum(turns.wait("person U01", 100) == 0 for _ in range(150)))
"""


@pytest.fixture
def db(kreis) -> Database:
    """The Jobcenter's sign-in."""
    return kreis.house("jobcenter").db


def test_two_processes_together_give_no_more_turns_than_the_limit(kreis):
    """Each asks more often than the limit; what one leaves over the other may have, and no more."""
    command = [sys.executable, "-c", WORKER, kreis.urls.url("hub_jobcenter")]
    workers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    given = [int(worker.communicate()[0]) for worker in workers]

    assert 95 <= sum(given) <= 100


def test_who_used_up_the_turns_waits_and_others_do_not(db):
    """The seconds until the next minute of this one; another has turns of their own."""
    turns = Turns(db)
    first = [turns.wait("person U01", 40) for _ in range(41)]

    assert [0] * 40 == first[:40]
    assert 1 <= first[40] <= 60
    assert 0 == turns.wait("person U02", 40)


def test_another_group_counts_for_itself(kreis):
    """What is asked at the Jugendamt takes no turn of the Jobcenter."""
    one, other = (Turns(kreis.house(group).db) for group in ("jobcenter", "jugendamt"))
    while not one.wait("address 127.0.0.1", 5):
        pass

    assert 0 == other.wait("address 127.0.0.1", 5)


def test_after_a_minute_there_are_turns_again(kreis, db):
    """By the clock of the database; a worker that said no asks it again."""
    moment = [0.0]
    turns = Turns(db, lambda: moment[0])
    while not turns.wait("person U01", 5):
        pass
    kreis.superuser().execute("update identity.turn set began_at = began_at - interval '61 s'")
    moment[0] = 61.0

    assert 0 == turns.wait("person U01", 5)


def test_a_worker_asks_the_database_once_in_many_requests(kreis, db):
    """A twentieth of the limit at a time."""
    turns = Turns(db)
    before = len(kreis.statements)
    for _ in range(60):
        turns.wait("person U01", 600)

    assert 2 == sum("take_turns" in one for one in kreis.statements[before:])


def test_the_table_holds_hashes_alone_and_forgets_them(kreis, db):
    """Nobody reads from it who asked; what is older than two minutes goes."""
    Turns(db).wait("person U01", 5)
    kreis.superuser().execute("update identity.turn set began_at = began_at - interval '3 min'")
    Turns(db).wait("person U02", 5)

    rows = kreis.superuser().execute("select t::text from identity.turn t").fetchall()
    assert 1 == len(rows)
    assert "U0" not in rows[0][0]
