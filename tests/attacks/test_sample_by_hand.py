"""The officers' login with the database's own words: no draw, no verdict and no line without its entry."""

from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from hub.db.errors import DatabaseRefused
from hub.identity.store import close_session
from hub.review.sample.acts import Officer, look_of
from hub.review.sample.drawing import commit, show_samples
from hub.review.sample.store import load_commitments, load_nonce
from hub.terms.ids import new_id
from hub.terms.principals import Seated
from hub.terms.samples import SampleAnswer
from tests.attacks.by_hand import sqlstate
from tests.kreis import Kreis
from tests.ledger.evidence import standing_behind
from tests.review.drawn import at_desk, october

MONTH = date(2026, 9, 1)
KEY = bytes(32)
READINGS = ("samples(%s, %s)", "commitments(%s, %s)", "spoken(%s, %s)")
SINCE, UNTIL = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("statement", "params", "code"),
    [
        ("select review.keep_nonce(%s, %s, %s, %s)", (new_id(), KEY, MONTH, bytes(32)), "HB012"),
        ("select review.keep_sample(%s, %s, %s::jsonb, '')", (new_id(), KEY, '{"month": "2026-09-01"}'), "HB012"),
        ("select review.judge(%s, %s, %s, %s, 'plausible')", (new_id(), KEY, new_id(), new_id()), "HB012"),
        ("select review.keep_report(%s, %s, %s, '')", (new_id(), KEY, new_id()), "HB012"),
        ("select * from review.population(%s, %s, %s, %s)", (new_id(), KEY, SINCE, UNTIL), "HB020"),
        ("select * from review.read_drawn(%s, %s, %s, %s)", (new_id(), KEY, new_id(), new_id()), "HB020"),
        ("select * from review.read_proofs(%s, %s, %s, '{}')", (new_id(), KEY, new_id()), "HB020"),
        ("select * from review.samples(%s, %s)", (new_id(), KEY), "HB020"),
        ("select * from review.sample_papers(%s, %s, %s)", (new_id(), KEY, new_id()), "HB020"),
        ("select * from review.commitments(%s, %s)", (new_id(), KEY), "HB020"),
        ("select * from review.nonce_of(%s, %s, %s)", (new_id(), KEY, new_id()), "HB020"),
        ("select * from review.spoken(%s, %s)", (new_id(), KEY), "HB020"),
        ("select * from review.sheets(%s)", (new_id(),), "HB020"),
        ("select review.keep_nightly_nonce(%s, %s)", (new_id(), bytes(32)), "HB012"),
    ],
)
def test_nothing_goes_without_its_entry(kreis: Kreis, statement: str, params: tuple[object, ...], code: str) -> None:
    """Of the right kind, by an officer, in this transaction; or committed before a reading."""
    connection = kreis.connect("hub_oversight")

    assert code == sqlstate(connection, statement, params)


@pytest.mark.history
def test_an_entry_of_another_kind_opens_nothing(kreis: Kreis, tmp_path) -> None:
    """The entry of a draw does not read a line, that of an old reading neither."""
    with october(kreis, tmp_path) as evidence:
        seated = at_desk(kreis)
        sample = show_samples(kreis.house("oversight"), seated, kreis.at).samples[0]
        key = sha256(seated.session.encode()).digest()
        rows = kreis.superuser().execute("select entry_id from ledger.index where event = 'log.imported'").fetchall()
        inside = {one.entry for one in sample.entries}
        outside = next(str(entry) for (entry,) in rows if str(entry) not in inside)
        [(read,)] = kreis.superuser().execute(
            "select entry_id from ledger.index where event = 'sample.read' order by entry_id desc limit 1"
        )
        connection = kreis.connect("hub_oversight")
        lines = "select * from review.read_drawn(%s, %s, %s, %s)"

        assert "HB020" == sqlstate(connection, lines, (sample.id, key, sample.id, sample.entries[0].entry))
        assert [] == connection.execute(lines, (read, key, sample.id, outside)).fetchall()
        assert [] == connection.execute(lines, (read, key, str(uuid4()), sample.entries[0].entry)).fetchall()
        evidence.place()


def test_an_officers_entry_opens_nothing_without_that_officers_own_open_session(kreis: Kreis) -> None:
    """A taken-over process can write an entry in somebody's name; by another's session it reads and does nothing."""
    house, officer, council = kreis.house("oversight"), at_desk(kreis), at_desk(kreis, who="U17")
    who = Officer(officer, kreis.at, ("jobcenter", "jugendamt"))
    look = look_of(house, who, {})
    connection, keys = kreis.connect("hub_oversight"), {"own": who.key, "other": Officer(council, kreis.at, ()).key}

    for reading in READINGS:
        statement = "select * from review." + reading
        assert "HB020" == sqlstate(connection, statement, (look.ticket.entry, KEY))
        assert "HB020" == sqlstate(connection, statement, (look.ticket.entry, keys["other"]))
        connection.execute(statement, (look.ticket.entry, keys["own"]))
    for seated in (Seated(officer.principal, council.session), Seated(officer.principal, "none")):
        with pytest.raises(DatabaseRefused, match="HB030"):
            commit(house, seated, date(2026, 11, 1), kreis.at)
        with pytest.raises(DatabaseRefused, match="HB020"):
            show_samples(house, seated, kreis.at)
    close_session(house.db, officer.session)
    assert "HB020" == sqlstate(connection, "select * from review.samples(%s, %s)", (look.ticket.entry, keys["own"]))


def test_an_officers_entry_opens_nothing_of_a_body_that_did_not_appoint_them(kreis: Kreis) -> None:
    """Bodies are what the process writes into its entry; the database asks its own register (H4)."""
    kreis.superuser().execute(
        "update identity.post set until = '2026-11-15' where role = 'dpo' and unit in"
        " (select unit from identity.agency where kind = 'jugendamt')"
    )
    who = Officer(at_desk(kreis), kreis.at, ("jobcenter", "jugendamt"))
    look = look_of(kreis.house("oversight"), who, {})

    for reading in READINGS:
        statement = "select * from review." + reading
        assert "HB020" == sqlstate(kreis.connect("hub_oversight"), statement, (look.ticket.entry, who.key))


def test_a_number_stays_closed_until_a_checkpoint_after_its_month_covers_it(kreis: Kreis, tmp_path: Path) -> None:
    """Whoever has the process reads that one is committed, not which: it could be tried out on checkpoints to come."""
    house, who = kreis.house("oversight"), Officer(at_desk(kreis), kreis.at, ("jobcenter", "jugendamt"))
    with standing_behind(kreis, tmp_path / "evidence") as evidence:
        assert SampleAnswer.DONE is commit(house, who.seated, date(2026, 11, 1), kreis.at)
        evidence.place()
        evidence.sign()
        look = look_of(house, who, {})
        [committed] = load_commitments(house.db, look)

        assert load_nonce(house.db, look, committed.entry) is None
        assert not hasattr(committed, "nonce")
        evidence.place()


@pytest.mark.parametrize("table", ["nonce", "sample", "sample_of", "sample_entry", "verdict", "sample_report"])
def test_what_was_drawn_cannot_be_changed_by_anybody_who_signs_in(kreis: Kreis, table: str) -> None:
    """Neither by the officers' process nor by the role behind its functions: it only adds."""
    for statement in (f"delete from review.{table}", f"update review.{table} set tenant_id = tenant_id"):
        assert "42501" == sqlstate(kreis.connect("hub_oversight"), statement)
    granted = kreis.superuser().execute(
        "select distinct privilege_type from information_schema.table_privileges"
        " where grantee = 'hub_reviews' and table_schema = 'review' and table_name = %s",
        (table,),
    )
    assert {"SELECT", "INSERT"} == {one for (one,) in granted}
