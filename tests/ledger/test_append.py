"""Writing down: in which book, with which number, and that a failure leaves nothing behind."""

from dataclasses import replace

import pytest

from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.ledger.errors import LedgerUnavailable, NumberTaken
from hub.ledger.store import next_seq
from hub.terms.ids import EntryId, FamilyId, new_id
from hub.terms.lists import Purpose
from tests.kreis import F01
from tests.whole import assert_ledger_is_whole

BOOKS = """
    select a.retention, c.retention, a.retain_until from ledger.payload p
    join ledger.bucket a on a.bucket_id = p.actor_bucket join ledger.bucket c on c.bucket_id = p.case_bucket
    where p.entry_id = %s
"""
COUNTS = "select (select count(*) from ledger.entry), (select count(*) from ledger.bucket)"


def _family(kreis):
    [(family,)] = kreis.superuser().execute("select family_id::text from core.family where number = %s", (F01,))
    return FamilyId(family)


def _entry(kreis, seq):
    """Something that the Jobcoach did with the family."""
    touched, digest = Touched(Event.RECORD_CHANGED, F01), kreis.house("jobcenter").policies.digest
    entry = change(EntryId(new_id()), kreis.principal("U01"), kreis.at, digest, touched)
    return replace(entry, family=_family(kreis), family_seq=seq)


def _counts(kreis):
    return kreis.superuser().execute(COUNTS).fetchone()


def test_a_look_at_what_is_anothers_stands_in_the_register(kreis):
    """What was told is kept with the case; who looked is forgotten after six months (H6)."""
    disclosure = kreis.open("U01")

    [(actor, case, until)] = kreis.superuser().execute(BOOKS, (disclosure.entry,))

    assert ("access_log", "disclosure_register") == (actor, case)
    assert "2027-05-16" == until.isoformat()
    assert {"jobcenter"} < {value.owner for value in disclosure.projection.shown}


@pytest.mark.parametrize(("who", "purpose"), [("U01", Purpose.SGB2_INTEGRATION), ("U04", Purpose.FAM_JOINT_SUPPORT)])
def test_a_look_at_ones_own_and_a_refusal_stand_in_the_access_log(kreis, who, purpose):
    """All of it for six months."""
    disclosure = kreis.open(who, purpose=purpose)

    [(actor, case, _)] = kreis.superuser().execute(BOOKS, (disclosure.entry,))

    assert ("access_log", "access_log") == (actor, case)


def test_a_look_concerns_each_whose_data_it_shows(kreis):
    """Their data protection officers read the entry, and nobody else's (H4)."""
    across, own = kreis.open("U01"), kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)

    found = dict(kreis.superuser().execute("select entry_id::text, controllers from ledger.index").fetchall())

    assert {"jobcenter", "jugendamt"} == set(found[across.entry])
    assert {"jobcenter"} == set(found[own.entry])


def test_who_comes_second_takes_the_next_number(kreis):
    """Two processes write about one family at once: both entries stand, one after the other."""
    first, second = kreis.house("jobcenter"), kreis.house("jugendamt")
    number = next_seq(first.db, _family(kreis))
    mine, theirs = _entry(kreis, number), replace(_entry(kreis, number), principal=kreis.principal("U07"))

    append(first.db, first.writer, mine)
    append(second.db, second.writer, theirs)

    rows = kreis.superuser().execute(
        "select entry_id::text from ledger.subject where family_seq >= %s order by family_seq", (number,)
    )
    assert [(mine.id,), (theirs.id,)] == rows.fetchall()


def test_a_number_too_high_is_put_right(kreis):
    """A family's numbers have no gap, whatever somebody claims."""
    house = kreis.house("jobcenter")
    number = next_seq(house.db, _family(kreis))

    append(house.db, house.writer, _entry(kreis, number + 40))

    assert number + 1 == next_seq(house.db, _family(kreis))


def test_within_a_change_the_whole_change_is_tried_anew(kreis):
    """The transaction is spent; nothing of it stays."""
    house = kreis.house("jobcenter")
    before = _counts(kreis)

    with pytest.raises(NumberTaken), house.db.begin() as tx:
        append(tx, house.writer, _entry(kreis, 1))

    assert before == _counts(kreis)


def test_what_was_rolled_back_leaves_neither_a_gap_nor_a_bucket(kreis):
    """The number goes to the next entry, and that brings the bucket along again."""
    house = kreis.house("jobcenter")
    entry = _entry(kreis, next_seq(house.db, _family(kreis)))
    before = _counts(kreis)

    with pytest.raises(ZeroDivisionError), house.db.begin() as tx:
        append(tx, house.writer, entry)
        raise ZeroDivisionError
    after = _counts(kreis)
    append(house.db, house.writer, replace(entry, id=EntryId(new_id())))

    assert before == after
    rows = kreis.superuser().execute("select writer_seq from ledger.entry where writer_id = %s", (house.writer.id,))
    assert [(1,)] == rows.fetchall()


def test_looks_of_a_day_share_a_bucket(kreis):
    """The second brings none; the other agency's process has its own."""
    kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)
    _, first = _counts(kreis)
    kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)
    _, second = _counts(kreis)
    kreis.open("U07", purpose=Purpose.SGB8_HELP_PLANNING)
    _, third = _counts(kreis)

    assert first == second == third - 1


def test_what_the_database_refuses_is_said_plainly(kreis):
    """The message names the entry and the code, and nothing of what it says; the number is free again."""
    house = kreis.house("jobcenter")
    entry = _entry(kreis, next_seq(house.db, _family(kreis)))
    kreis.superuser().execute("alter table ledger.payload add constraint broken check (false) not valid")

    with pytest.raises(LedgerUnavailable, match=f"^entry {entry.id} was refused: 23514$"):
        append(house.db, house.writer, entry)

    assert 1 == house.writer.number()
    house.writer.give_back(1)


def test_of_two_at_once_the_refused_one_leaves_its_number_to_the_next(kreis):
    """Until then it is missing where the writer gave it back, and nowhere else could one be missing."""
    house = kreis.house("jobcenter")
    drawn = house.writer.number()
    append(house.db, house.writer, _entry(kreis, next_seq(house.db, _family(kreis))))
    with pytest.raises(AssertionError):
        assert_ledger_is_whole(kreis.superuser(), kreis.keys, kreis.given_back())

    house.writer.give_back(drawn)

    assert_ledger_is_whole(kreis.superuser(), kreis.keys, kreis.given_back())
    append(house.db, house.writer, _entry(kreis, next_seq(house.db, _family(kreis))))
    assert {house.writer.id: frozenset()} == kreis.given_back()
    assert_ledger_is_whole(kreis.superuser(), kreis.keys)


def test_the_same_entry_is_not_written_twice(kreis):
    """An id that is there already is refused."""
    house = kreis.house("jobcenter")
    entry = _entry(kreis, next_seq(house.db, _family(kreis)))
    append(house.db, house.writer, entry)
    before = _counts(kreis)

    with pytest.raises(LedgerUnavailable):
        append(house.db, house.writer, entry)

    assert before == _counts(kreis)
    house.writer.give_back(2)
