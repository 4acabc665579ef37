"""The officers' login with the database's own words: no draw, no verdict and no line without its entry."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from hub.review.sample.drawing import show_samples
from hub.terms.ids import new_id
from tests.attacks.by_hand import sqlstate
from tests.kreis import Kreis
from tests.review.drawn import as_officer, october

MONTH = date(2026, 9, 1)
SINCE, UNTIL = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("statement", "params", "code"),
    [
        ("select review.keep_nonce(%s, %s, %s)", (new_id(), MONTH, bytes(32)), "HB012"),
        ("select review.keep_sample(%s, %s::jsonb, '')", (new_id(), '{"month": "2026-09-01"}'), "HB012"),
        ("select review.judge(%s, %s, %s, 'plausible')", (new_id(), new_id(), new_id()), "HB012"),
        ("select review.keep_report(%s, %s, '')", (new_id(), new_id()), "HB012"),
        ("select * from review.population(%s, %s, %s)", (new_id(), SINCE, UNTIL), "HB020"),
        ("select * from review.read_drawn(%s, %s, %s)", (new_id(), new_id(), new_id()), "HB020"),
        ("select * from review.read_proofs(%s, %s, '{}')", (new_id(), new_id()), "HB020"),
    ],
)
def test_nothing_goes_without_its_entry(kreis: Kreis, statement: str, params: tuple[object, ...], code: str) -> None:
    """Of the right kind, by an officer, in this transaction; or committed before a reading."""
    connection = kreis.connect("hub_oversight")

    assert code == sqlstate(connection, statement, params)


def test_an_entry_of_another_kind_opens_nothing(kreis: Kreis, tmp_path) -> None:
    """The entry of a draw does not read a line, that of an old reading neither."""
    with october(kreis, tmp_path) as evidence:
        sample = show_samples(kreis.house("oversight"), as_officer(kreis), kreis.at).samples[0]
        rows = kreis.superuser().execute("select entry_id from ledger.index where event = 'log.imported'").fetchall()
        inside = {one.entry for one in sample.entries}
        outside = next(str(entry) for (entry,) in rows if str(entry) not in inside)
        [(read,)] = kreis.superuser().execute(
            "select entry_id from ledger.index where event = 'sample.read' order by entry_id desc limit 1"
        )
        connection = kreis.connect("hub_oversight")
        lines = "select * from review.read_drawn(%s, %s, %s)"

        assert "HB020" == sqlstate(connection, lines, (sample.id, sample.id, sample.entries[0].entry))
        assert [] == connection.execute(lines, (read, sample.id, outside)).fetchall()
        assert [] == connection.execute(lines, (read, str(uuid4()), sample.entries[0].entry)).fetchall()
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
