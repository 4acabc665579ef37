"""Withdrawals outlive a restored backup: the journal beside the database, and what is shown before it was replayed."""

import shutil
from dataclasses import replace

import orjson
import pytest

from hub.consent.journal import JournalDamaged, Line, add_lines, read_journal
from hub.db.database import Database
from hub.db.errors import RestorePending
from hub.exchange.houses import guard
from hub.exchange.replaying import replay_journals
from hub.gate.journal import keep_journal
from hub.gate.received import work_out_recalls
from hub.gate.replaying import JournalOfAnother
from hub.identity.store import load_posts
from hub.rights.consents import OwnConsents
from hub.terms.withdrawing import WHOLE
from tests.conftest import as_superuser
from tests.kreis import ISSUER, books
from tests.web.houses import journal_of, sit_down

BACKUP = "backup_{}"


@pytest.fixture
def folder(kreis):
    """An empty folder for the journals of this copy."""
    path = journal_of(kreis)
    yield path
    shutil.rmtree(path, ignore_errors=True)


def _family(kreis, folder):
    return replace(kreis.house("family"), journal=folder)


def _take_back(kreis, folder, ref="C01"):
    house = _family(kreis, folder)
    [(_, sandra)] = load_posts(house.db, ISSUER, "sandra.ahornwald", kreis.at.date())
    return OwnConsents(house).take_back(sandra.principal, ref, WHOLE, kreis.at)


def _back_up(kreis):
    """A whole copy of the database, as a backup is."""
    kreis.release()
    as_superuser(kreis.urls.server, f"create database {BACKUP.format(kreis.urls.name)} template {kreis.urls.name}")


def _restore(kreis):
    """Put the backup in the place of the database."""
    kreis.release()
    name, backup = kreis.urls.name, BACKUP.format(kreis.urls.name)
    as_superuser(kreis.urls.server, f"drop database {name} with (force)")
    as_superuser(kreis.urls.server, f"alter database {backup} rename to {name}")


def _ask(kreis, folder):
    """Anything, as a serving process would."""
    db = guard(Database(kreis.urls.url("hub_jobcenter"), size=1), folder)
    try:
        return db.rows("select 1")
    finally:
        db.close()


def _replay(kreis, folder):
    return replay_journals(books(), kreis.keys, kreis.urls.url("hub_loader"), folder, kreis.at)


def _kept(kreis):
    rows = kreis.superuser().execute("select document from consent.withdrawal where journal_seq is not null")
    return [document for (document,) in rows.fetchall()]


def test_a_withdrawal_is_in_the_journal_when_it_is_answered(kreis, folder):
    """With ids alone: no name, no case number."""
    _take_back(kreis, folder)

    [line] = read_journal(folder / "family.jsonl").lines
    assert _kept(kreis) == [line.withdrawal]
    assert not any(word in (folder / "family.jsonl").read_text() for word in ("Sandra", "Ahornwald", "FAM-", "C01"))


def test_nothing_is_shown_from_a_restored_database_until_the_replay_ran(kreis, folder):
    """The whole way: backup, withdrawal, restore, refusal, replay, and the withdrawal is in force again."""
    _back_up(kreis)
    _take_back(kreis, folder)
    before = _kept(kreis)
    _restore(kreis)

    assert [] == _kept(kreis)
    with pytest.raises(RestorePending):
        _ask(kreis, folder)

    assert (1, 0, 0) == _told(_replay(kreis, folder))
    assert [(1,)] == _ask(kreis, folder)
    assert before == _kept(kreis)
    assert (0, 1, 0) == _told(_replay(kreis, folder)), "once more changes nothing"


def test_after_a_replay_those_who_looked_are_asked_as_before(kreis, folder):
    """The backup knows of the look and not of the withdrawal: each agency finds its own people in the register."""
    kreis.open("U01")
    _back_up(kreis)
    _take_back(kreis, folder)
    _restore(kreis)
    kreis._houses.clear()
    _replay(kreis, folder)
    asked = "select s.ref, r.agency from consent.recall r join identity.staff s using (tenant_id, staff_id)"
    assert [] == kreis.superuser().execute(asked).fetchall()

    work_out_recalls(kreis.house("jobcenter"), kreis.at)

    assert [("U01", "jobcenter")] == kreis.superuser().execute(asked).fetchall()


def _told(done):
    return done.put_back, done.known, done.unknown


def test_a_serving_page_says_that_it_waits(kreis, folder):
    """503, and in words why."""
    _back_up(kreis)
    _take_back(kreis, folder)
    _restore(kreis)
    client = sit_down(kreis, "U01", "jobcenter")
    kreis.release()
    guard(kreis.house("jobcenter").db, folder)

    answer = client.get("/start")

    assert (503, True) == (answer.status_code, "wird wiederhergestellt" in answer.text)


def test_killed_between_commit_and_journal_the_next_one_brings_it_along(kreis, folder):
    """The first was in force and not written down; with the second both are there."""
    _take_back(kreis, None, "C01")
    assert not (folder / "family.jsonl").exists()

    _take_back(kreis, folder, "C02")

    assert [1, 2] == [line.seq for line in read_journal(folder / "family.jsonl").lines]


def test_a_start_brings_it_along_too(kreis, folder):
    """Whatever a crash left out."""
    _take_back(kreis, None)

    keep_journal(_family(kreis, folder))

    assert 1 == read_journal(folder / "family.jsonl").last


def test_what_cannot_be_written_there_is_in_force_all_the_same(kreis, folder):
    """A file stands where the folder should be: the withdrawal is kept, and answered."""
    folder.write_text("in the way")

    assert _take_back(kreis, folder).entry is not None
    assert 1 == len(_kept(kreis))
    folder.unlink()


def test_a_journal_of_another_kreis_is_not_read(kreis, folder):
    """Neither shown beside it nor put back."""
    add_lines(folder / "family.jsonl", lambda _: [Line("another", 1, "x", {})])

    with pytest.raises(RestorePending):
        _ask(kreis, folder)
    with pytest.raises(JournalOfAnother):
        _replay(kreis, folder)


def test_a_consent_that_the_backup_never_knew_is_counted_and_no_obstacle(kreis, folder):
    """It opens nothing there: afterwards the hub serves."""
    [(kreis_id, _)] = kreis.house("family").db.rows("select * from consent.journal_state()")
    gone = "01890000-0000-7000-8000-000000000000"
    add_lines(folder / "family.jsonl", lambda _: [Line(kreis_id, 7, gone, {})])

    assert (0, 0, 1) == _told(_replay(kreis, folder))
    assert [(1,)] == _ask(kreis, folder)


def _three(path):
    add_lines(path, lambda last: [Line("k", seq, f"c{seq}", {"by": "p"}) for seq in (1, 2, 3) if seq > last])


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_a_torn_tail_is_no_line_and_is_cut_off_by_the_next(tmp_path, cut):
    """Power failed in the middle of a line: the ones before count, and what is added follows them."""
    path = tmp_path / "g.jsonl"
    _three(path)
    path.write_bytes(path.read_bytes()[:-cut])

    assert [1, 2] == [line.seq for line in read_journal(path).lines]
    _three(path)
    assert [1, 2, 3] == [line.seq for line in read_journal(path).lines]


@pytest.mark.parametrize("harm", ["change", "drop", "swap"])
def test_a_line_that_is_not_what_was_written_is_found_out(tmp_path, harm):
    """Changed, left out or moved, anywhere but at the end."""
    path = tmp_path / "g.jsonl"
    _three(path)
    lines = path.read_bytes().splitlines(keepends=True)
    changed = orjson.dumps({**orjson.loads(lines[0]), "consent": "other"}) + b"\n"
    harmed = {"change": [changed, *lines[1:]], "drop": [lines[0], lines[2], lines[2]], "swap": lines[::-1]}[harm]
    path.write_bytes(b"".join(harmed))

    with pytest.raises(JournalDamaged, match="line"):
        read_journal(path)
