"""Lines of the journals end when no backup is that old any more; the number stays, so that an older copy is noticed."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from stat import S_IMODE

import pytest

from hub.consent.journal import Line, add_lines, drop_lines, read_journal
from hub.consent.store import load_journal_state, mark_replayed
from hub.db.errors import RestorePending
from hub.exchange.load import OPERATOR
from hub.gate.erasing import keep_erasures
from hub.gate.erasing_again import replay_erasures
from hub.gate.journal import ERASURES, BackupTooOld, drop_what_is_over
from hub.record.erasing.store import write_erasure_of_nobody
from hub.terms.ids import FamilyId, new_id
from tests.attacks.by_hand import family_id
from tests.gate.test_erasing_records import end_fam, erase, loader
from tests.gate.test_journal import _ask, _back_up, _kept, _replay, _restore, _take_back, _three, folder
from tests.kreis import F01

__all__ = ["folder"]
AGED = """update ledger.entry e set created_at = now() - interval '{} days'
    from consent.withdrawal t where t.entry_id = e.entry_id"""


def _age(kreis, days):
    """As if it had been written so many days ago."""
    with closing(kreis.superuser()) as superuser:
        superuser.execute("set session_replication_role = replica")
        superuser.execute(AGED.format(days))


def _drop(kreis, folder):
    drop_what_is_over(replace(kreis.house("family"), journal=folder))


def test_of_what_is_over_the_number_alone_stays(tmp_path):
    """What is added follows it; the rest reads as before; and once more changes nothing."""
    path = tmp_path / "g.jsonl"
    _three(path)
    assert 2 == drop_lines(path, 2)
    whole = path.read_bytes()

    assert (0, whole) == (drop_lines(path, 2), path.read_bytes())
    add_lines(path, lambda last: [Line("k", last + 1, "c4", {})])
    assert [("", 2), ("c3", 3), ("c4", 4)] == [(line.consent, line.seq) for line in read_journal(path).lines]
    assert 2 == drop_lines(path, 9)
    assert ([Line("k", 4, "", {})], 4) == (list(read_journal(path).lines), read_journal(path).last)
    assert [path] == list(tmp_path.iterdir())


def test_nothing_is_lost_while_lines_are_dropped(tmp_path):
    """Who waited to write while a new file took the place of the old one writes into the new one."""
    path = tmp_path / "g.jsonl"

    def write(over):
        if over is None:
            return add_lines(path, lambda last: [Line("k", last + 1, f"c{last + 1}", {})])
        return drop_lines(path, over)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, [over for turn in range(40) for over in (turn * 5 - 3, *[None] * 5)]))

    numbers = [line.seq for line in read_journal(path).lines]
    assert list(range(numbers[0], 201)) == numbers


def test_a_line_of_38_days_ago_says_no_more_who_took_back_what(kreis, folder):
    """The database goes on being served; a younger line stays as it is."""
    _take_back(kreis, folder, "C01")
    _age(kreis, 36)
    _drop(kreis, folder)
    [line] = read_journal(folder / "family.jsonl").lines
    assert [line.withdrawal] == _kept(kreis)

    _age(kreis, 38)
    _drop(kreis, folder)

    [line] = read_journal(folder / "family.jsonl").lines
    assert (line.seq, line.consent, line.withdrawal) == (1, "", {})
    assert [(1,)] == _ask(kreis, folder)
    _take_back(kreis, folder, "C02")
    assert [True, False] == [line.is_over for line in read_journal(folder / "family.jsonl").lines]


def test_a_copy_that_is_older_than_the_journal_reaches_back_is_not_shown(kreis, folder):
    """Not of `hub backup`, whose keys are gone by then: it lacks a withdrawal that nobody can put back."""
    _back_up(kreis)
    _take_back(kreis, folder)
    _age(kreis, 38)
    _drop(kreis, folder)
    kreis._houses.clear()
    _restore(kreis)

    with pytest.raises(BackupTooOld):
        _replay(kreis, folder)
    with pytest.raises(RestorePending):
        _ask(kreis, folder)


def test_a_database_that_was_put_back_drops_no_line_that_it_lacks(kreis, folder):
    """What it knows is over; what the journal alone knows is put back first."""
    _take_back(kreis, folder, "C01")
    _age(kreis, 38)
    _back_up(kreis)
    _take_back(kreis, folder, "C02")
    kreis._houses.clear()
    _restore(kreis)
    _drop(kreis, folder)

    assert [False] == [line.is_over for line in read_journal(folder / "family.jsonl").lines if line.seq == 2]
    assert 1 == _replay(kreis, folder).put_back


def test_a_number_that_the_loader_marked_ends_no_line(kreis, folder):
    """After a restore it says that everything was put back, by its own sign-in, without doing it."""
    _back_up(kreis)
    _take_back(kreis, folder)
    add_lines(folder / ERASURES, lambda last: [_line_of_erasure(kreis, last)])
    kreis._houses.clear()
    _restore(kreis)
    house = loader(kreis, folder)
    mark_replayed(house.db, 1000)
    write_erasure_of_nobody(house.db, 1, FamilyId(new_id()), date(2000, 1, 1))

    _drop(kreis, folder)

    assert [False, False] == [line.is_over for name in ("family.jsonl", ERASURES) for line in _lines(folder / name)]


def test_a_line_about_another_record_than_the_database_tells_of_is_not_passed_over(kreis, folder):
    """Else the record that the journal means would be shown, since some erasure has its number."""
    add_lines(folder / ERASURES, lambda last: [_line_of_erasure(kreis, last)])
    write_erasure_of_nobody(loader(kreis, folder).db, 1, FamilyId(new_id()), date(2026, 11, 1))

    with pytest.raises(RestorePending):
        _ask(kreis, folder)


def test_a_journal_stays_as_open_as_its_operator_made_it(tmp_path):
    """Whoever else was to read it still can; and one that cannot be read is no empty one."""
    path = tmp_path / "g.jsonl"
    _three(path)
    path.chmod(0o640)

    drop_lines(path, 2)

    assert 0o640 == S_IMODE(path.stat().st_mode)


def _line_of_erasure(kreis, last):
    named, _ = load_journal_state(kreis.house("family").db)
    return Line(named, last + 1, family_id(kreis.superuser(), F01), {"day": "2026-11-01"})


def _lines(path):
    return read_journal(path).lines


def test_an_erasure_of_38_days_ago_names_no_family_any_more(kreis, folder):
    """In the operator's own folder and in the copy of a group; what knows of it already goes on."""
    end_fam(kreis)
    house = loader(kreis, folder)
    erase(house, kreis)
    family = family_id(kreis.superuser(), F01).encode()
    keep_erasures(house)
    assert family in (folder / ERASURES).read_bytes()

    with closing(kreis.superuser()) as superuser:
        superuser.execute("set session_replication_role = replica")
        superuser.execute("update record.erased set noted_at = now() - interval '38 days'")
    _drop(kreis, folder)

    assert family not in (folder / ERASURES).read_bytes()
    assert 0 == replay_erasures(house, OPERATOR, kreis.at, folder).put_back
    assert [(1,)] == _ask(kreis, folder)
