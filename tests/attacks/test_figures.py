"""Figures of the log are read and kept against their own entries, of one controller, by the officers' login alone."""

from dataclasses import replace

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from hub.ledger.append import append
from hub.ledger.entry import Entry, Event
from hub.ledger.keyfolder import Held
from hub.review.dashboard.marking import Marker
from hub.terms.lists import Agency
from hub.terms.marks import refused as refused_for
from hub.terms.reasons import Reason
from tests.attacks.by_hand import entry_of, refused, sqlstate
from tests.kreis import F01, Kreis

OVERVIEW = "select review.overview(%s, %s, '2026-08-01', '2026-11-16', '2026-05-16')"
BEGIN = "select * from review.begin_count(%s, %s, '\\x00', '2026-05-16')"
READ = "select * from ledger.read_log(%s, 'jobcenter', %s::jsonb, 50)"


def _entry(kreis: Kreis, event: Event) -> Entry:
    officer = kreis.principal("U16", "oversight")
    entry = replace(entry_of(kreis, "jobcenter", event), family=None, principal=officer)
    return replace(entry, controllers=frozenset({"jobcenter"}))


@pytest.mark.parametrize(("statement", "event"), [(OVERVIEW, Event.OVERVIEW), (BEGIN, Event.LOG_COUNTED)])
def test_figures_open_to_their_own_entry_for_its_controller_alone(kreis: Kreis, statement: str, event: Event) -> None:
    """Another kind of entry, another controller or none at all opens nothing."""
    house, own, other = kreis.house("oversight"), _entry(kreis, event), _entry(kreis, Event.LOG_READ)
    for entry in (own, other):
        append(house.db, house.writer, entry)

    assert house.db.rows(statement, (own.id, "jobcenter"))
    assert "HB020" == refused(house.db.rows, statement, (own.id, "jugendamt"))
    assert "HB020" == refused(house.db.rows, statement, (other.id, "jobcenter"))


@pytest.mark.parametrize("role", ["hub_jobcenter", "hub_jugendamt", "hub_provider", "hub_family", "hub_loader"])
def test_no_other_login_sees_a_figure_or_begins_a_check(kreis: Kreis, role: str) -> None:
    """Not even under an entry that the officers' process wrote."""
    house, entry = kreis.house("oversight"), _entry(kreis, Event.OVERVIEW)
    append(house.db, house.writer, entry)

    assert "42501" == sqlstate(kreis.connect(role), OVERVIEW, (entry.id, "jobcenter"))
    assert "42501" == sqlstate(kreis.connect(role), "select review.last_verifications()")
    assert "42501" == sqlstate(kreis.connect(role), "select review.take_verification()")


@pytest.mark.parametrize(
    "more", [{"weekday": 1, "hour": 9}, {"marks": {"2026-11": "00" * 16}}, {"family": F01, "weekday": 1, "hour": 9}]
)
def test_a_process_that_was_taken_over_counts_nobody_by_hours_or_reasons(kreis: Kreis, more: object) -> None:
    """Together with a pseudonym the database refuses what the page refuses (H8)."""
    house, entry = kreis.house("oversight"), _entry(kreis, Event.LOG_READ)
    append(house.db, house.writer, entry)
    assert isinstance(more, dict)

    assert "HB025" == refused(house.db.rows, READ, (entry.id, orjson.dumps({"pseudonym": "N-07", **more}).decode()))


def test_a_check_needs_its_entry_in_the_same_transaction(kreis: Kreis) -> None:
    """Nobody begins one unwritten."""
    house, entry = kreis.house("oversight"), _entry(kreis, Event.LOG_VERIFIED)
    append(house.db, house.writer, entry)

    wanted = "select review.want_verification(%s, gen_random_uuid(), now())"
    assert "HB012" == refused(house.db.rows, wanted, (entry.id,))


def test_the_database_does_not_know_why_anything_was_refused() -> None:
    """Marks are keyed: without the officers' key nobody makes one, and no two months or controllers share one."""
    key, other = Held(X25519PrivateKey.generate()), Held(X25519PrivateKey.generate())
    word = refused_for(Reason.ADDRESS_LOCKED)
    marks = [
        Marker(private, agency).token(month, word)
        for private in (key, other)
        for agency in (Agency.JOBCENTER, Agency.JUGENDAMT)
        for month in ("2026-10", "2026-11")
    ]

    assert len(marks) == len(set(marks))
    assert Marker(key, Agency.JOBCENTER).token("2026-10", word) == marks[0]
