"""A family's record is destroyed when the law says so, all of it or nothing, and what was destroyed is told."""

from dataclasses import replace
from datetime import date

import orjson
import pytest

from hub.consent.journal import Line, add_lines, read_journal
from hub.consent.store import load_journal_state
from hub.db.errors import DatabaseRefused, NotThere, RestorePending
from hub.exchange.load import OPERATOR
from hub.gate import erasing
from hub.gate.clerk import notice
from hub.gate.erasing import ErasedBefore, NotYet, erase_record, standing
from hub.gate.erasing_again import ErasedAgain, replay_erasures
from hub.gate.journal import ERASURES, need_replayed
from hub.gate.keeping import hold_back, let_go
from hub.record.erasing.store import destroy
from hub.terms.erasing import Kept, Takeover
from hub.terms.holds import Hold, HoldReason
from hub.terms.ids import FamilyNumber, new_id
from hub.terms.lists import Purpose
from tests.gate.came_back import says
from tests.kreis import F01, NOWHERE, Kreis, demo_f01
from tests.whole import open_payload

CONFIRMED = Takeover("Ada Muster", "Bea Muster", date(2026, 11, 2))
ENDED = "2026-05-15"
"""Its sixth month ends the day before the Stichtag."""
OF_F01 = {
    "record.key_wrapping": "family_id",
    "record.holder_key": "family_id",
    "record.key": "family_id",
    "record.cell": "family_id",
    "record.subjects": "family_id",
    "record.blind_index": "family_id",
    "record.draft": "family_id",
    "consent.talk": "family_id",
    "consent.request": "family_id",
    "consent.task": "family_id",
    "consent.open": "family_id",
}


def end_fam(kreis: Kreis, day: str = ENDED, number: str = F01) -> None:
    """As the tests of the log do: by hand, FAM has ended for a family."""
    ended = "update core.family set status = 'ended', exit_date = %s where number = %s"
    kreis.superuser().execute(ended, (day, number))


def rows_of(kreis: Kreis, number: str = F01) -> dict[str, int]:
    """How many rows of each table are a family's."""
    counts = {}
    for table in OF_F01:
        query = f"select count(*) from {table} t join core.family f using (tenant_id, family_id) where f.number = %s"
        [(counts[table],)] = kreis.superuser().execute(query, (number,))
    return counts


def values(kreis: Kreis) -> int:
    """All ciphertexts there are, of all families."""
    [(count,)] = kreis.superuser().execute("select count(*) from record.value")
    return int(count)


def loader(kreis: Kreis, tmp_path):
    return replace(kreis.house("loader"), journal=tmp_path)


def erase(house, kreis: Kreis, number: FamilyNumber = F01):
    return erase_record(house, OPERATOR, kreis.at, number, CONFIRMED)


def test_every_key_and_ciphertext_of_the_family_is_gone_and_counted(kreis, tmp_path):
    """Of this family alone; what was there before is what the erasure tells."""
    house = loader(kreis, tmp_path)
    end_fam(kreis)
    before, others, all_values = rows_of(kreis), rows_of(kreis, "FAM-2025-007"), values(kreis)
    done = erase(house, kreis)

    assert {0} == set(rows_of(kreis).values())
    assert others == rows_of(kreis, "FAM-2025-007")
    assert before["record.key_wrapping"] == sum(done.destroyed.wrappings.values()) > 0
    assert before["record.holder_key"] == sum(done.destroyed.holder_keys.values()) > 0
    assert {"jobcenter", "jugendamt"} <= set(done.destroyed.holder_keys)
    assert all_values - values(kreis) == done.destroyed.rows["values"] > 0
    stands = standing(house, F01, kreis.at)
    assert (stands.remains.is_nothing, stands.erased_on, stands.entry) == (True, kreis.at.date(), done.entry)


def test_the_entry_says_who_confirmed_and_its_leaf_the_class_and_the_day(kreis, tmp_path):
    """The leaf names nobody; consents, people and what the log holds of the family stay."""
    house = loader(kreis, tmp_path)
    end_fam(kreis)
    kept = "select (select count(*) from consent.paper), (select count(*) from consent.declaration), (select count(*) "
    kept += "from core.person), (select count(*) from ledger.payload)"
    [before] = kreis.superuser().execute(kept)
    done = erase(house, kreis)

    [(leaf,)] = kreis.superuser().execute("select leaf from ledger.entry where entry_id = %s", (done.entry,))
    told = orjson.loads(leaf)
    assert (told["t"], told["er"]) == ("record.erased", {"rc": "family_record", "to": "2026-11-16"})
    access = open_payload(kreis.superuser(), kreis.keys, done.entry)["access"]
    assert access["takeover"] == {"jobcenter": "Ada Muster", "jugendamt": "Bea Muster"}
    assert access["offered"] == "2026-11-02"
    [after] = kreis.superuser().execute(kept)
    assert after == (*before[:3], before[3] + 1)


def test_nobody_opens_a_value_of_it_any_more(kreis, tmp_path):
    """Also not the worker whose case it was, and whose process had its facts in mind."""
    assert kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION).projection.shown
    end_fam(kreis)
    assert kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION).projection.shown
    erase(loader(kreis, tmp_path), kreis)

    assert not kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION).projection.shown


@pytest.mark.parametrize(("day", "kept"), [(None, Kept.RUNNING), ("2026-05-16", Kept.PERIOD)])
def test_a_record_that_is_still_needed_stays(kreis, tmp_path, day, kept):
    """While FAM runs; and on the last day of the sixth month."""
    if day:
        end_fam(kreis, day)
    before = rows_of(kreis)
    with pytest.raises(NotYet) as refused:
        erase(loader(kreis, tmp_path), kreis)

    assert (refused.value.standing.kept, rows_of(kreis)) == (kept, before)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("of", ["family", "entry"])
def test_what_is_held_back_stays_until_it_is_let_go(kreis, tmp_path, of):
    """Whether the family is held or one entry about it (G8)."""
    entry = kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION).entry
    end_fam(kreis)
    house = loader(kreis, tmp_path)
    place = (F01, None) if of == "family" else (None, entry)
    held = Hold(new_id(), HoldReason.COURT, date(2027, 12, 31), kreis.at, *place)
    hold_back(house, OPERATOR, held)
    with pytest.raises(NotYet) as refused:
        erase(house, kreis)
    assert refused.value.standing.kept is Kept.HOLD

    let_go(house, OPERATOR, held.id, kreis.at)
    assert not erase(house, kreis).destroyed.is_nothing


def test_twice_is_told_with_the_day_of_the_first(kreis, tmp_path):
    """Nothing is written the second time; and a journal that was lost is written anew."""
    house = loader(kreis, tmp_path)
    end_fam(kreis)
    done = erase(house, kreis)
    line = (tmp_path / ERASURES).read_bytes()
    (tmp_path / ERASURES).unlink()
    with pytest.raises(ErasedBefore) as before:
        erase(house, kreis)

    assert (before.value.standing.entry, before.value.standing.erased_on) == (done.entry, kreis.at.date())
    assert line == (tmp_path / ERASURES).read_bytes()


def test_a_number_that_nobody_has_is_not_there(kreis, tmp_path):
    """And nothing is written."""
    with pytest.raises(NotThere):
        erase(loader(kreis, tmp_path), kreis, NOWHERE)


@pytest.mark.parametrize("names", [("", "Bea Muster"), ("Ada Muster", " ")])
def test_without_both_confirmations_there_is_no_erasure(names):
    """Of the Jobcenter and of the Jugendamt (G1)."""
    with pytest.raises(ValueError, match="both agencies"):
        Takeover(*names)


def test_cut_off_before_its_commit_nothing_is_done(kreis, tmp_path, monkeypatch):
    """Neither the entry nor the destruction; the next try does it whole."""
    house = loader(kreis, tmp_path)
    end_fam(kreis)
    before = rows_of(kreis)

    def cut_off(tx, entry, doomed):
        destroy(tx, entry, doomed)
        raise DatabaseRefused("57P01")

    with monkeypatch.context() as patch:
        patch.setattr(erasing, "destroy", cut_off)
        with pytest.raises(DatabaseRefused, match="57P01"):
            erase(house, kreis)
    assert (before, []) == (rows_of(kreis), list(tmp_path.iterdir()))
    [(entries,)] = kreis.superuser().execute("select count(*) from ledger.index where event = 'record.erased'")
    assert entries == 0
    assert not erase(house, kreis).destroyed.is_nothing


def test_the_journal_holds_an_id_and_a_day(kreis, tmp_path):
    """No name, no number of a case; and a database that knows of it is served."""
    house = loader(kreis, tmp_path)
    end_fam(kreis)
    erase(house, kreis)
    [line] = read_journal(tmp_path / ERASURES).lines

    assert (line.seq, line.withdrawal) == (1, {"erased": "family_record", "day": "2026-11-16"})
    assert b"Muster" not in (tmp_path / ERASURES).read_bytes()
    with house.db.begin() as tx:
        need_replayed(tmp_path, tx)
    assert replay_erasures(house, OPERATOR, kreis.at, tmp_path) == ErasedAgain(known=1)


def _journal(kreis: Kreis, house, folder, family: str) -> None:
    """A journal that knows of one erasure more than the database does, as after a restore."""
    tenant, _ = load_journal_state(house.db)
    add_lines(folder / ERASURES, lambda _: [Line(tenant, 1, family, {"erased": "family_record", "day": "2026-11-10"})])


def _is_served(house, folder) -> bool:
    try:
        with house.db.begin() as tx:
            need_replayed(folder, tx)
    except RestorePending:
        return False
    return True


def test_a_database_older_than_an_erasure_shows_nothing_and_is_brought_up_to_it(kreis, tmp_path):
    """Though FAM still runs in it and the family is held back there: that was over when the record was erased (G7)."""
    house = loader(kreis, tmp_path)
    held = Hold(new_id(), HoldReason.COURT, date(2027, 12, 31), kreis.at, F01, None)
    hold_back(house, OPERATOR, held)
    [(family,)] = kreis.superuser().execute("select family_id::text from core.family where number = %s", (F01,))
    _journal(kreis, house, tmp_path, family)
    for agency in ("jobcenter", "jugendamt"):
        says(kreis, agency, F01, tmp_path)
    assert not _is_served(kreis.house("jobcenter"), tmp_path)

    assert replay_erasures(house, OPERATOR, kreis.at, tmp_path) == ErasedAgain(put_back=1)
    assert _is_served(kreis.house("jobcenter"), tmp_path)
    assert {0} == set(rows_of(kreis).values())
    assert standing(house, F01, kreis.at).erased_on == date(2026, 11, 10)
    assert replay_erasures(house, OPERATOR, kreis.at, tmp_path) == ErasedAgain(known=1)


def test_an_erasure_of_a_family_that_the_backup_never_knew_is_read_once(kreis, tmp_path):
    """Then the database is served."""
    house, before = loader(kreis, tmp_path), rows_of(kreis)
    _journal(kreis, house, tmp_path, new_id())

    assert replay_erasures(house, OPERATOR, kreis.at, tmp_path) == ErasedAgain(unknown=1)
    assert (_is_served(house, tmp_path), before) == (True, rows_of(kreis))


def test_a_journal_of_erasures_that_somebody_changed_lets_nothing_be_shown(kreis, tmp_path):
    """A line that is not what was written."""
    house = loader(kreis, tmp_path)
    for family in (new_id(), new_id()):
        _journal(kreis, house, tmp_path, family)
    path = tmp_path / ERASURES
    path.write_bytes(path.read_bytes().replace(b"2026-11-10", b"2026-11-11", 1))

    assert not _is_served(kreis.house("family"), tmp_path)


def test_the_clerk_and_the_same_load_file_bring_nothing_of_it_back(kreis, tmp_path):
    """The family is known and stays as it is, without a record."""
    end_fam(kreis)
    erase(loader(kreis, tmp_path), kreis)
    notice(kreis.house("clerk"), kreis.at)

    assert (F01,) == kreis.load(demo_f01()).untouched
    assert {0} == set(rows_of(kreis).values())
