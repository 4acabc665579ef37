"""How long missing evidence is borne, and what a process does about it."""

from datetime import UTC, datetime, timedelta
from threading import Event as Flag
from threading import Thread

import pytest

from hub.casework.opening import list_own
from hub.db.database import Database
from hub.db.listening import Listener
from hub.gate.house import House
from hub.ledger.assurance import read_levels
from hub.ledger.errors import LedgerForked, LedgerUnavailable
from hub.ledger.freshness import FINE, Grace, Trouble, judge_freshness
from hub.ledger.leaf import Known
from hub.ledger.sequencer import keep_sequencing, sequence_once
from hub.ledger.tiling.store import Signed, Standing, load_head, load_standing, publish
from hub.ledger.watching import Watch
from hub.review.log import open_log
from hub.terms.families import Asked
from hub.terms.lists import Purpose
from hub.terms.log import LogQuery
from tests.kreis import ROOT

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


PATIENT = Grace(*[timedelta(days=1)] * 5)
"""The entries of the demo Kreis are as old as the run of the tests."""


def _standing(waiting=None, unwitnessed=None, published=None):
    at = {
        "waiting_since": NOW - waiting if waiting is not None else None,
        "unwitnessed_since": NOW - unwitnessed if unwitnessed is not None else None,
        "published_at": NOW - published if published is not None else None,
    }
    return Standing(now=NOW, size=5, published=None, **at)


@pytest.mark.parametrize(
    ("standing", "warned", "shown", "stopped"),
    [
        (_standing(), set(), set(), set()),
        (_standing(waiting=MINUTE), set(), set(), set()),
        (_standing(waiting=MINUTE * 1.1), {"unplaced"}, {"unplaced"}, set()),
        (_standing(waiting=MINUTE * 5.1), {"unplaced"}, {"unplaced"}, {"unplaced"}),
        (_standing(unwitnessed=MINUTE * 15), set(), set(), set()),
        (_standing(unwitnessed=MINUTE * 15.1), {"unwitnessed"}, set(), set()),
        (_standing(unwitnessed=MINUTE * 60.1), {"unwitnessed"}, {"unwitnessed"}, set()),
        (_standing(unwitnessed=MINUTE * 239), {"unwitnessed"}, {"unwitnessed"}, set()),
        (_standing(unwitnessed=MINUTE * 241), {"unwitnessed"}, {"unwitnessed"}, {"unwitnessed"}),
        (_standing(unwitnessed=MINUTE * 241, published=MINUTE * 2), set(), set(), set()),
        (_standing(published=MINUTE * 9999), set(), set(), set()),
        (_standing(waiting=MINUTE * 241), *[{"unplaced", "unwitnessed"}] * 3),
    ],
)
def test_each_grace_ends_when_the_settings_say(standing, warned, shown, stopped):
    """60 s and 5 min without a sequencer; 15 min, 1 h and 4 h without a quorum; nothing where nothing was written."""
    verdict = judge_freshness(standing, Grace())

    assert (warned, shown, stopped) == (verdict.warned, verdict.shown, verdict.stopped)
    assert (not stopped) == verdict.reads


def test_the_operator_decides_how_long():
    """Every time is a setting."""
    short = Grace(unwitnessed_stop=timedelta(seconds=1), unwitnessed_banner=timedelta(0))

    assert {Trouble.UNWITNESSED} == judge_freshness(_standing(unwitnessed=MINUTE), short).stopped


@pytest.fixture
def watch(kreis):
    """What a process of the Jobcenter knows; nothing has a place yet."""
    db = Database(kreis.urls.url("hub_jobcenter"), size=4)
    listener = Listener(kreis.urls.url("hub_jobcenter"), "hub_sequenced")
    levels = read_levels((ROOT / "schemas" / "assurance.toml").read_text(encoding="utf-8"))
    watch = Watch(db, levels, PATIENT, listener.wait, lambda: None)
    yield watch
    watch.stop()
    listener.close()
    db.close()


@pytest.fixture
def sequencer(kreis):
    """Signed in as the sequencer."""
    db = Database(kreis.urls.url("hub_sequencer"), size=1)
    yield db
    db.close()


def _entries(kreis):
    [(count,)] = kreis.superuser().execute("select count(*) from ledger.entry").fetchall()
    return count


def _late(watch, by):
    """As if so long had gone by: the grace is shorter."""
    watch.grace = Grace(*[-by] * 5)
    watch.look()


def test_reading_stops_where_the_evidence_is_too_old(kreis, watch):
    """Not a value, and not an entry that says one was shown; when the sequencer is back it goes on by itself."""
    kreis.house("jobcenter").writer.stand_on(watch)
    kreis.open("U01")
    _late(watch, MINUTE)
    before = _entries(kreis)

    with pytest.raises(LedgerUnavailable, match="unplaced, unwitnessed"):
        kreis.open("U01")

    assert before == _entries(kreis)
    watch.grace = PATIENT
    watch.look()
    assert FINE == watch.verdict
    kreis.open("U01")


def test_who_controls_reads_the_log_on(kreis, watch, sequencer):
    """The data protection officers are those who have to see that something is wrong."""
    house = kreis.house("oversight")
    house.writer.stand_on(_of(house, watch))
    stop = Flag()
    thread = Thread(target=keep_sequencing, args=(sequencer, stop))
    thread.start()
    watch.verdict = judge_freshness(_standing(waiting=MINUTE * 300), Grace())

    page = open_log(house, kreis.principal("U16"), LogQuery(), kreis.at)

    stop.set()
    thread.join()
    assert page.lines


def _of(house: House, watch: Watch) -> Watch:
    return Watch(house.db, watch.levels, watch.grace, watch.hear, watch.compare, watch.verdict)


def test_a_hit_list_waits_for_its_place_in_the_tree(kreis, watch, sequencer):
    """Without a sequencer it is refused in time; with one it comes, and its entry has a place."""
    house = kreis.house("jobcenter")
    house.writer.stand_on(watch)
    principal = kreis.principal("U01")
    stop = Flag()
    thread = Thread(target=keep_sequencing, args=(sequencer, stop))
    thread.start()

    glances = list_own(house, principal, Purpose.FAM_JOINT_SUPPORT, Asked(), kreis.at)

    stop.set()
    thread.join()
    assert glances
    [(waiting,)] = kreis.superuser().execute(
        "select count(*) from ledger.pending p join ledger.index i using (entry_id) where i.event = 'access.list'"
    )
    assert 0 == waiting


def test_without_a_place_nothing_follows(kreis, watch, monkeypatch):
    """No sequencer works: the list is not shown, and its entry says so in the harmless direction."""
    house = kreis.house("jobcenter")
    house.writer.stand_on(watch)
    monkeypatch.setattr("hub.ledger.watching.PLACED_WITHIN", 0.2)

    with pytest.raises(LedgerUnavailable, match="no place"):
        list_own(house, kreis.principal("U01"), Purpose.FAM_JOINT_SUPPORT, Asked(), kreis.at)


def test_a_log_that_got_shorter_under_a_running_process_stops_everything(kreis, watch, sequencer):
    """Restored while it served, or found out by the comparison: reading and writing end until somebody looked."""
    sequence_once(sequencer)
    watch.look()
    watch._size += 1
    watch.look()

    assert {Trouble.FORKED} == watch.verdict.stopped
    watch.look()
    assert {Trouble.FORKED} == watch.verdict.stopped, "it does not heal by itself"
    kreis.house("jobcenter").writer.stand_on(watch)
    with pytest.raises(LedgerUnavailable, match="forked"):
        kreis.open("U01")


def test_the_comparison_of_each_minute_stops_a_process_too(watch, monkeypatch):
    """What the witnesses know is asked of them again and again."""

    def forked():
        raise LedgerForked("another log")

    watch.compare = forked
    monkeypatch.setattr("hub.ledger.watching.SECONDS", 0.01)
    watch.start()
    for _ in range(300):
        if watch.verdict.stopped:
            break
        Flag().wait(0.02)

    assert {Trouble.FORKED} == watch.verdict.stopped


def test_an_answer_that_comes_late_is_no_rollback(watch, sequencer, monkeypatch):
    """Two look at once while the tree grows: the smaller answer, heard last, is not taken for a shorter log."""
    sequence_once(sequencer, 1)
    asked = Flag()

    def slow(db):
        standing = load_standing(db)
        if not asked.is_set():
            asked.set()
            Flag().wait(0.3)
        return standing

    monkeypatch.setattr("hub.ledger.watching.load_standing", slow)
    first = Thread(target=watch.look)
    first.start()
    asked.wait()
    sequence_once(sequencer, 1)
    watch.look()
    first.join()

    assert FINE == watch.verdict


def test_who_cannot_look_any_more_does_not_read(kreis, watch, monkeypatch):
    """The thread ended, or the database did not answer it for a minute: nothing is taken for fresh that nobody saw."""
    kreis.house("jobcenter").writer.stand_on(watch)
    watch._stop.set()
    watch.start()
    kreis.open("U01")
    monkeypatch.setattr("hub.ledger.watching.BLIND", -1.0)
    watch.start()

    with pytest.raises(LedgerUnavailable, match="nobody looks"):
        kreis.open("U01")


def test_leaves_name_the_newest_checkpoint_that_their_writer_knew(kreis, watch, sequencer):
    """Size and the beginning of the root: the entry is younger than it."""
    sequence_once(sequencer)
    signer = Database(kreis.urls.url("hub_signer"), size=1)
    head = load_head(signer)
    publish(signer, Signed(head.size, head.root, "note\n", NOW, NOW, ("jobcenter", "jugendamt")))
    signer.close()
    watch.look()
    assert Known(head.size, head.root[:8].hex()) == watch.known()
    kreis.house("jobcenter").writer.stand_on(watch)

    entry = kreis.open("U01").entry

    [(leaf,)] = kreis.superuser().execute("select leaf from ledger.entry where entry_id = %s", (entry,)).fetchall()
    assert f'"ck":[{head.size},"{head.root[:8].hex()}"]'.encode() in bytes(leaf)
