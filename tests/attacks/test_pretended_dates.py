"""Whoever erases with the clerk's sign-in says that it is another day, or that less is kept: nothing goes."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from hub.gate.clerk import CLERK
from hub.ledger.about_itself import about_the_log
from hub.ledger.append import append
from hub.ledger.entry import Event, Segment
from hub.ledger.erasing.store import listed
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId
from tests.attacks.by_hand import sqlstate
from tests.gate.test_erasing_records import end_fam
from tests.kreis import F01, Kreis

ERASING = {
    "access_log": "select ledger.erase_log(%(entry)s, %(before)s, %(through)s, %(day)s)",
    "review_case": "select review.erase_cases(%(entry)s, 'review_case', %(before)s, %(through)s, %(day)s)",
    "review_finding": "select review.erase_cases(%(entry)s, 'review_finding', %(before)s, %(through)s, %(day)s)",
    "consent_proof": "select consent.erase_proofs(%(entry)s, %(before)s, %(through)s, %(day)s)",
    "conference_sheet": "select conference.erase(%(entry)s, 'conference_sheet', %(before)s, %(through)s, %(day)s)",
    "conference_room": "select conference.erase(%(entry)s, 'conference_room', %(before)s, %(through)s, %(day)s)",
}
LEFT = (
    "select (select count(*) from ledger.payload), (select count(*) from ledger.bucket_key),"
    " (select count(*) from review.case_file), (select count(*) from conference.meeting),"
    " (select count(*) from consent.paper), (select count(*) from core.person)"
)
CLERKS = "hub_clerk"


def _announce(kreis: Kreis, erases: Segment, at: datetime | None = None) -> EntryId:
    house = kreis.house("clerk")
    entry = about_the_log(CLERK, at or kreis.at, house.policies.digest, Event.LOG_ERASED, erases)
    append(house.db, house.writer, replace(entry, erases=erases))
    return entry.id


@pytest.mark.parametrize("kind", ERASING)
def test_a_pretended_day_erases_nothing(kreis: Kreis, kind: str) -> None:
    """An entry of today, and the function told that it is ten years later."""
    day = legal_day(kreis.at).replace(year=2036)
    entry = _announce(kreis, {"rc": kind, "to": (day - timedelta(1)).isoformat()})
    told = {"entry": entry, "before": day, "through": day - timedelta(1), "day": day}
    before = kreis.superuser().execute(LEFT).fetchall()

    assert "HB020" == sqlstate(kreis.connect(CLERKS), ERASING[kind], told)

    assert before == kreis.superuser().execute(LEFT).fetchall()


@pytest.mark.parametrize("kind", ERASING)
def test_a_pretended_period_erases_nothing(kreis: Kreis, kind: str) -> None:
    """As if all were over that ended before tomorrow; of what ends with its day, before the day after."""
    day = legal_day(kreis.at)
    entry = _announce(kreis, {"rc": kind, "to": (day - timedelta(1)).isoformat()})
    told = {"entry": entry, "before": day + timedelta(1), "through": day - timedelta(1), "day": day}
    before = kreis.superuser().execute(LEFT).fetchall()

    assert "HB020" == sqlstate(kreis.connect(CLERKS), ERASING[kind], told)

    assert before == kreis.superuser().execute(LEFT).fetchall()
    [(months,)] = kreis.superuser().execute(
        "select substring((document::jsonb -> 'files' ->> 'retention.toml') from %s)::integer"
        " from rulebook.activation order by ordinal desc limit 1",
        (rf"\[{kind}\]\s*months\s*=\s*([0-9]+)",),
    )
    [(over,)] = kreis.superuser().execute("select (%s::date - make_interval(months => %s))::date", (day, months))
    assert sqlstate(kreis.connect(CLERKS), ERASING[kind], {**told, "before": over - timedelta(3)}) is None


@pytest.mark.parametrize(("ended_by", "day"), [("2026-11-15", None), ("2026-11-15", "2036-01-01")])
def test_neither_ends_a_register_before_its_time(kreis: Kreis, ended_by: str, day: str | None) -> None:
    """FAM ended yesterday; the register is kept three years more."""
    kreis.open("U01")
    end_fam(kreis, ended_by)
    due = "select family_id, entries::text[] from ledger.due_in_register(%s, %s)"
    superuser = kreis.superuser()
    [(tenant,)] = superuser.execute("select tenant_id::text from core.family where number = %s", (F01,))
    superuser.execute("select set_config('hub.tenant', %s, false)", (tenant,))
    [(family, entries)] = superuser.execute(due, (ended_by, day or legal_day(kreis.at)))
    entry = _announce(kreis, listed(tuple(map(EntryId, entries))))
    before = superuser.execute(LEFT).fetchall()

    told = (entry, family, ended_by, date.fromisoformat(day) if day else legal_day(kreis.at))
    assert "HB020" == sqlstate(kreis.connect(CLERKS), "select ledger.erase_register(%s, %s, %s, %s)", told)

    assert before == superuser.execute(LEFT).fetchall()
