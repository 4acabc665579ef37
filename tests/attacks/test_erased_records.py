"""Records that somebody erases past the program, or writes again: the database itself refuses."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hub.db.errors import DatabaseRefused, DatabaseUnavailable, StillKept, ThereAlready
from hub.exchange.load import OPERATOR
from hub.gate import erasing
from hub.gate.erasing import NotYet
from hub.gate.keeping import hold_back
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.record.erasing.store import Doomed, destroy
from hub.terms.clock import day_begins
from hub.terms.erasing import Kept
from hub.terms.holds import Hold, HoldReason
from hub.terms.ids import EntryId, FamilyId, new_id
from hub.terms.lists import Agency, Owner
from tests.gate.test_erasing_records import ENDED, end_fam, erase, loader, rows_of
from tests.kreis import F01, Kreis
from tests.review.at_cases import looks_of, plant, seat


@pytest.mark.parametrize("group", ["jobcenter", "jugendamt", "provider", "family", "oversight", "clerk"])
def test_a_taken_over_process_erases_no_record(kreis, group):
    """The function is the loader's sign-in alone, whatever entry is written before."""
    end_fam(kreis)
    before = rows_of(kreis)
    codes = set()
    for statement in ("select record.erase_family(gen_random_uuid(), '{}')", "delete from record.key_wrapping"):
        with pytest.raises(DatabaseRefused) as refused:
            kreis.house(group).db.rows(statement)
        codes.add(refused.value.code)

    assert ({"42501"}, before) == (codes, rows_of(kreis))


def _by_hand(kreis: Kreis, event: Event, ended_by: date, day: date | None = None):
    """An erasure with the loader's sign-in past the program: its entry, then the function."""
    house = kreis.house("loader")
    [(found,)] = kreis.superuser().execute("select family_id::text from core.family where number = %s", (F01,))
    told = Touched(event, F01, owners=frozenset({Owner.JOINT}))
    entry = change(EntryId(new_id()), OPERATOR, kreis.at, house.policies.digest, told)
    with house.db.begin() as tx:
        [(seq,)] = house.db.rows("select ledger.next_seq(%s)", (found,))
        append(tx, house.writer, replace(entry, family=FamilyId(found), family_seq=seq))
        destroy(tx, entry.id, Doomed(FamilyId(found), day or kreis.at.date(), ended_by))


def test_the_database_itself_keeps_what_is_held_or_not_over(kreis):
    """Whoever has the operator's sign-in and leaves the program out; and an entry of another kind destroys nothing."""
    yesterday = kreis.at.date() - timedelta(days=1)
    with pytest.raises(StillKept):
        _by_hand(kreis, Event.RECORD_ERASED, yesterday)
    end_fam(kreis)
    with pytest.raises(StillKept):
        _by_hand(kreis, Event.RECORD_ERASED, kreis.at.date())
    with pytest.raises(DatabaseRefused, match="HB012"):
        _by_hand(kreis, Event.RECORD_CHANGED, yesterday)
    held = Hold(new_id(), HoldReason.COMPLAINT, date(2027, 1, 1), day_begins(kreis.at.date()), F01, None)
    hold_back(kreis.house("loader"), OPERATOR, held)
    with pytest.raises(StillKept):
        _by_hand(kreis, Event.RECORD_ERASED, date.fromisoformat(ENDED))
    assert rows_of(kreis)["record.key_wrapping"] > 0


@pytest.mark.parametrize(
    ("ended_by", "day"), [("2026-11-15", None), ("2026-05-16", None), ("2026-11-01", "2027-06-01")]
)
def test_neither_another_period_nor_another_day_is_believed(kreis, ended_by, day):
    """FAM ended a month ago. Whoever erases says how long is kept, or that it is next summer; the rules decide."""
    end_fam(kreis, "2026-10-16")
    if ended_by == "2026-05-16":
        end_fam(kreis, ended_by)  # its last day is today
    before = rows_of(kreis)

    with pytest.raises(StillKept):
        _by_hand(kreis, Event.RECORD_ERASED, date.fromisoformat(ended_by), day and date.fromisoformat(day))

    assert before == rows_of(kreis)
    end_fam(kreis)
    _by_hand(kreis, Event.RECORD_ERASED, date.fromisoformat(ENDED))
    assert 0 == rows_of(kreis)["record.key_wrapping"]


def test_the_database_erases_once(kreis, tmp_path):
    """A second erasure past the program is refused, and its entry is not kept."""
    end_fam(kreis)
    erase(loader(kreis, tmp_path), kreis)
    with pytest.raises(ThereAlready):
        _by_hand(kreis, Event.RECORD_ERASED, kreis.at.date() - timedelta(days=1))


def test_nothing_of_an_erased_family_is_written_again(kreis, tmp_path):
    """Not even by whoever may write everything: no key, and so no value."""
    house = loader(kreis, tmp_path)
    end_fam(kreis)
    erase(house, kreis)
    with pytest.raises(Exception, match="was erased"):
        kreis.superuser().execute(
            "insert into record.holder_key (tenant_id, family_id, maker, holder, sealed)"
            " select tenant_id, family_id, 'jobcenter', 'jobcenter', '' from core.family where number = %s",
            (F01,),
        )


def test_killed_after_the_last_statement_and_before_the_commit_nothing_is_done(kreis, tmp_path, monkeypatch):
    """Its connection dies with everything destroyed: all is there, no entry tells of an erasure, and no journal."""
    house = loader(kreis, tmp_path)
    end_fam(kreis)
    before = rows_of(kreis)

    def die(tx, entry, doomed):
        destroy(tx, entry, doomed)
        tx.rows("select pg_terminate_backend(pg_backend_pid())")

    monkeypatch.setattr(erasing, "destroy", die)
    with pytest.raises(DatabaseUnavailable):
        erase(house, kreis)

    [(entries,)] = kreis.superuser().execute("select count(*) from ledger.index where event = 'record.erased'")
    assert (entries, before, []) == (0, rows_of(kreis), list(tmp_path.iterdir()))


def test_a_record_about_which_a_case_is_open_stays_until_it_is_closed(kreis, tmp_path):
    """The data protection officer still needs what the entries are about (H9)."""
    officer = seat(kreis, "U16", agency=Agency.JOBCENTER)
    case = officer.read(officer.open(plant(kreis, looks_of(kreis, "U01", 2))))
    end_fam(kreis)
    house = loader(kreis, tmp_path)
    with pytest.raises(NotYet) as refused:
        erase(house, kreis)
    assert refused.value.standing.kept is Kept.CASE

    assert officer.plausible(case) is None
    assert not erase(house, kreis).destroyed.is_nothing
