"""The log is read against an entry of this very reading, of one controller, by the officers' login alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hub.ledger.append import append
from hub.ledger.entry import Entry, Event
from hub.terms.ids import EntryId, new_id
from hub.terms.lists import Effect
from tests.attacks.by_hand import aged, entry_of, refused, sqlstate
from tests.kreis import Kreis

READ = """select * from ledger.read_log(%s, %s, '{}', 200)"""


def test_the_entry_of_a_reading_opens_the_log_of_its_controller_alone(every_kreis: Kreis) -> None:
    """Who acts for the Jobcenter does not read on in the Jugendamt's lines."""
    house, entry = every_kreis.house("oversight"), _reading(every_kreis)
    every_kreis.open("U07")
    append(house.db, house.writer, entry)

    assert house.db.rows(READ, (entry.id, "jobcenter"))
    assert "HB020" == refused(house.db.rows, READ, (entry.id, "jugendamt"))
    assert "HB020" == refused(house.db.rows, READ, (entry.id, "provider"))


def test_an_entry_of_another_kind_opens_nothing(every_kreis: Kreis) -> None:
    """Nor one that is not there."""
    house = every_kreis.house("oversight")
    entry = replace(_reading(every_kreis), event=Event.READ)
    append(house.db, house.writer, entry)

    assert "HB020" == refused(house.db.rows, READ, (entry.id, "jobcenter"))
    assert "HB020" == refused(house.db.rows, READ, (EntryId(new_id()), "jobcenter"))


def test_a_reading_that_was_refused_opens_nothing(every_kreis: Kreis) -> None:
    """The refusal is an entry of the same kind, and no ticket."""
    house = every_kreis.house("oversight")
    entry = replace(_reading(every_kreis), effect=Effect.DENY)
    append(house.db, house.writer, entry)

    assert "HB020" == refused(house.db.rows, READ, (entry.id, "jobcenter"))


def test_a_reading_that_is_not_committed_or_long_ago_opens_nothing(every_kreis: Kreis) -> None:
    """As with values: written down for good, and just now."""
    house, entry, second = every_kreis.house("oversight"), _reading(every_kreis), _reading(every_kreis)
    append(house.db, house.writer, entry)
    aged(every_kreis.superuser(), entry.id, datetime.now(UTC) - timedelta(seconds=31))

    def read_and_roll_back() -> None:
        with house.db.begin() as tx:
            append(tx, house.writer, second)
            tx.rows(READ, (second.id, "jobcenter"))

    assert "HB022" == refused(house.db.rows, READ, (entry.id, "jobcenter"))
    assert "HB021" == refused(read_and_roll_back)


@pytest.mark.unchanged
@pytest.mark.parametrize("role", ["hub_jobcenter", "hub_jugendamt", "hub_provider", "hub_family", "hub_loader"])
def test_no_other_login_reads_the_log(every_kreis: Kreis, role: str) -> None:
    """Not even under the entry of a reading that the officers began."""
    house, entry = every_kreis.house("oversight"), _reading(every_kreis)
    append(house.db, house.writer, entry)

    assert "42501" == sqlstate(every_kreis.connect(role), READ, (entry.id, "jobcenter"))


ENTRIES = "select * from ledger.read_entries(%s, 'jobcenter', %s::uuid[])"
SECRETS = "select * from review.periods(%s, 'jobcenter', '{2026-Q4}')"


@pytest.mark.parametrize("event", [Event.CASE_OPENED, Event.SAMPLE_JUDGED, Event.OVERVIEW, Event.RULE_STATED])
def test_an_act_of_an_officer_is_no_reading(every_kreis: Kreis, event: Event) -> None:
    """Whoever judged, opened or stated something did not say that they read lines: none comes out for it."""
    house, line = every_kreis.house("oversight"), every_kreis.open("U01").entry
    entry = replace(_reading(every_kreis), event=event)
    append(house.db, house.writer, entry)

    assert "HB020" == refused(house.db.rows, ENTRIES, (entry.id, [line]))
    assert "HB020" == refused(house.db.rows, SECRETS, (entry.id,))


def test_a_reading_of_lines_is_for_now_and_an_evaluation_reads_none_with_who_acted(every_kreis: Kreis) -> None:
    """Half a minute, as everywhere; a batch has its own way to entries, which leaves out who acted."""
    house, line = every_kreis.house("oversight"), every_kreis.open("U01").entry
    old, now, batch = (_reading(every_kreis) for _ in range(3))
    batch = replace(batch, event=Event.LOG_EVALUATED)
    for entry in (old, now, batch):
        append(house.db, house.writer, entry)
    aged(every_kreis.superuser(), old.id, datetime.now(UTC) - timedelta(seconds=31))

    assert "HB022" == refused(house.db.rows, ENTRIES, (old.id, [line]))
    assert "HB020" == refused(house.db.rows, ENTRIES, (batch.id, [line]))
    assert house.db.rows(SECRETS, (batch.id,))
    assert [line] == [str(row[0]) for row in house.db.rows(ENTRIES, (now.id, [line]))]


def _reading(kreis: Kreis) -> Entry:
    """The entry with which the officers of the Jobcenter begin to read."""
    officer = kreis.principal("U16", "oversight")
    entry = replace(entry_of(kreis, "jobcenter", Event.LOG_READ), family=None, principal=officer)
    return replace(entry, controllers=frozenset({"jobcenter"}))
