"""The clerk on a database: each reminder once, whoever runs it, however often; and nobody sees anything else."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from hub.cli.commands import hub
from hub.exchange.houses import open_group
from hub.gate.clerk import notice
from hub.terms.ids import FamilyNumber
from hub.terms.tasks import Noticed
from tests.kreis import ISSUER, STICHTAG, Kreis, books

KEPT = """
    select f.number, t.agency, t.kind, p.ref, c.ref, t.due::text, t.notice, t.closed_at is null
    from consent.task t join core.family f using (tenant_id, family_id)
    left join core.person p on p.person_id = t.person_id
    left join consent.paper c on c.consent_id = t.consent_id order by 1, 3, 6, 4, 2
"""
F12 = FamilyNumber("FAM-2025-018")


def kept(kreis: Kreis, number: str = "") -> list[tuple[object, ...]]:
    """What is stored, of one family or all."""
    rows = kreis.superuser().execute(KEPT).fetchall()
    return [row for row in rows if row[0] == number or not number]


def midnights(kreis: Kreis, days: Sequence[str]) -> list[Noticed]:
    """The clerk passes in the evening of each day."""
    return [notice(kreis.house("clerk"), datetime.fromisoformat(f"{day}T20:00:00+00:00")) for day in days]


def entries(kreis: Kreis, event: str) -> int:
    """How many entries of a kind the ledger has."""
    [(count,)] = kreis.superuser().execute("select count(*) from ledger.index where event = %s", (event,))
    return int(count)


def test_on_the_stichtag_it_reminds_of_what_the_demo_set_is_about(every_kreis: Kreis) -> None:
    """Noah turns 15 and Elias 18, two consents of F05 run out, five spoken ones were not confirmed in writing."""
    notice(every_kreis.house("clerk"), every_kreis.at)

    for_jobcenter = [
        (kind, person or paper, due)
        for _, agency, kind, person, paper, due, _, _ in kept(every_kreis)
        if agency == "jobcenter"
    ]
    assert [
        ("confirmation", "C18", "2026-10-20"),
        ("confirmation", "C44", "2026-10-22"),
        ("confirmation", "C45", "2026-10-29"),
        ("confirmation", "C46", "2026-11-04"),
        ("confirmation", "C47", "2026-11-12"),
        ("expiry", "C17", "2026-11-30"),
        ("expiry", "C20", "2026-11-30"),
        ("own_say_15", "F12-3", "2026-12-08"),
        ("own_say_18", "F12-2", "2026-12-20"),
    ] == sorted(for_jobcenter)


def test_a_second_pass_finds_nothing_new_and_writes_nothing_down(kreis: Kreis) -> None:
    """Neither a row nor an entry."""
    first = notice(kreis.house("clerk"), kreis.at)
    before, written = kept(kreis), entries(kreis, "task.noticed")

    second = notice(kreis.house("clerk"), kreis.at + timedelta(hours=3))

    assert first.opened == len(before)
    assert Noticed(families=first.families) == second
    assert before == kept(kreis)
    assert written == entries(kreis, "task.noticed")


def test_two_clerks_at_once_keep_each_reminder_once(kreis: Kreis) -> None:
    """Each of them a process of its own; what one wrote, the other finds."""
    house = kreis.house("clerk")
    others = [open_group(house.db, books(), kreis.keys, "clerk") for _ in range(3)]

    with ThreadPoolExecutor(4) as clerks:
        done = list(clerks.map(lambda one: notice(one, kreis.at), [house, *others]))

    rows = Counter(row[:7] for row in kept(kreis))
    assert set(rows.values()) == {1}
    assert len(rows) == sum(one.opened for one in done)


def test_after_a_pause_of_a_week_the_same_is_open_as_if_it_had_passed_each_day(kreis: Kreis) -> None:
    """The warning 7 days before and the birthday: whoever slept does not remind twice, nor of what is over."""
    midnights(kreis, ["2026-12-02", "2026-12-09"])
    late = {row for row in kept(kreis, F12) if row[-1]}

    daily = midnights(kreis, [f"2026-12-0{day}" for day in range(3, 10)])

    assert late == {row for row in kept(kreis, F12) if row[-1]}
    assert [(0, 0)] * 2 == [(one.opened, one.closed) for one in daily[-1:] + midnights(kreis, ["2026-12-09"])]


def test_a_reminder_goes_when_its_reason_goes(kreis: Kreis) -> None:
    """From his birthday on Noah's says another thing; the consents of F05 are over on 1 December."""
    midnights(kreis, ["2026-11-16", "2026-12-08"])

    noah = [(row[5], row[6], row[7]) for row in kept(kreis, F12) if row[3] == "F12-3" and row[1] == "jugendamt"]
    assert [("2026-12-08", 0, True), ("2026-12-08", 30, False)] == sorted(noah)
    assert not [row for row in kept(kreis, "FAM-2025-014") if row[2] == "expiry" and row[-1]]


def test_it_changes_nothing_that_anybody_sees(kreis: Kreis) -> None:
    """On the birthday the page shows the same whether the clerk ran or not: states are computed."""
    kreis.at = datetime(2026, 12, 8, 7, 0, tzinfo=UTC)
    before = kreis.open("U02", F12)

    notice(kreis.house("clerk"), kreis.at)

    after = kreis.open("U02", F12)
    assert before.projection.shown
    assert before.projection.shown == after.projection.shown
    assert before.projection.blanks == after.projection.blanks


def test_the_clerk_holds_no_key_and_no_name(kreis: Kreis) -> None:
    """Its house opens nothing, and what it keeps are ids, words of closed lists and days."""
    notice(kreis.house("clerk"), kreis.at)

    columns = kreis.superuser().execute(
        "select column_name, data_type from information_schema.columns where table_schema = 'consent'"
        " and table_name = 'task' and data_type = 'text'"
    )
    assert {"agency", "kind"} == {name for name, _ in columns}
    assert kreis.house("clerk").ring.private is None


def test_the_command_makes_one_pass_as_the_clerk_alone(kreis: Kreis, monkeypatch: pytest.MonkeyPatch) -> None:
    """`hub clerk --once` over the database, with its login and public keys; a second one finds nothing."""
    kreis.house("clerk")
    environ = {"HUB_KEYS": str(kreis.keys), "HUB_STICHTAG": "2026-11-16", "HUB_JOURNAL": str(kreis.keys / "none")}
    url = kreis.urls.url("hub_clerk").replace("postgresql+psycopg", "postgresql")
    offset = str((STICHTAG - datetime.now(UTC)).total_seconds())
    for name, value in {**environ, "HUB_DATABASE_URL": url, "HUB_CLOCK_OFFSET": offset, "HUB_ISSUER": ISSUER}.items():
        monkeypatch.setenv(name, value)

    said = [CliRunner().invoke(hub, ["clerk", "--once"], catch_exceptions=False).output for _ in range(2)]

    assert "families: 14, new reminders: 18, no longer needed: 0" == said[0].splitlines()[0]
    assert "log entries erased: 0, registers of closed cases: 0" == said[1].splitlines()[1]
    assert "families: 14, new reminders: 0, no longer needed: 0" == said[1].splitlines()[0]
