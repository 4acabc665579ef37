"""Duty, absences, appointments and procedures out of a load file: whole, once, without a reason, with exact places."""

from datetime import UTC, datetime, timedelta

import pytest

from hub.exchange.clerk import erase_what_is_over
from hub.exchange.reading import LoadFaulty
from hub.terms.circumstances import AppointmentKind, Input
from tests.exchange.documents import document
from tests.kreis import F01, load_schema
from tests.review.quarters import number_of

DUTY = {"staff": "U01", "from": "2026-11-02", "to": "2026-11-08", "weekdays": [1, 5], "start": "07:00", "end": "19:00"}
NIGHT = {"staff": "U10", "from": "2026-10-24", "to": "2026-10-24", "weekdays": [6], "start": "19:00", "end": "07:00"}
AWAY = {"staff": "U01", "from": "2026-11-09", "to": "2026-11-13"}
VISIT = {
    "id": "A90",
    "kind": "home_visit",
    "from": "2026-11-05T19:00:00+01:00",
    "to": "2026-11-05T20:00:00+01:00",
    "staff": ["U01", "U07"],
    "families": [F01],
    "entered_at": "2026-11-06T08:00:00+01:00",
}
CASE = {"id": "P90", "family": F01, "from": "2026-11-05T10:00:00+01:00", "staff": ["U07", "U09"]}
ALL = {"roster": [DUTY, NIGHT], "leave": [AWAY], "appointments": [VISIT], "procedures": [CASE]}
ROWS = ("duty", "absence", "appointment", "procedure", "delivered")


def _rows(kreis, table, columns="*"):
    return kreis.superuser().execute(f"select {columns} from review.{table} order by 1, 2").fetchall()


def _faults(kreis, **lists):
    with pytest.raises(LoadFaulty) as refused:
        kreis.load(document(**lists))
    return str(refused.value).splitlines()


def test_everything_comes_in_once_with_one_entry(every_kreis):
    """A second time nothing changes, and there is no entry either."""
    counts = []
    for _ in range(2):
        loaded = every_kreis.load(document(**ALL))
        entries = every_kreis.superuser().execute("select count(*) from ledger.index where event = 'review.inputs'")
        counts.append((loaded.inputs, entries.fetchone()[0], *(len(_rows(every_kreis, table)) for table in ROWS)))

    added, again = counts
    assert (1, 3, 1, 1, 1) == added[1:6]
    assert (0, *added[1:]) == again


def test_staff_stand_by_the_pseudonym_of_the_log_and_the_reason_nowhere(kreis):
    """No name, no id; and there is no column for why somebody was away (Art. 9 GDPR)."""
    kreis.load(document(**ALL))

    assert [kreis.principal("U01").pseudonym] == [row[0] for row in _rows(kreis, "absence", "pseudonym, first")]
    columns = kreis.superuser().execute(
        "select distinct column_name from information_schema.columns where table_schema = 'review'"
        " and table_name in ('duty', 'absence', 'appointment')"
    )
    assert {name for (name,) in columns} == {
        *("tenant_id", "pseudonym", "pseudonyms", "controllers", "since", "until", "on_call", "entered_at"),
        *("first", "last", "ref", "kind", "families", "made_at"),
    }


def test_a_night_ends_on_the_day_after_and_is_longer_where_the_clocks_go_back(kreis):
    """By the clocks of Berlin: 19:00 to 07:00 in the night to 25 October 2026 are thirteen hours."""
    kreis.load(document(roster=[NIGHT]))

    [(since, until)] = _rows(kreis, "duty", "since, until")
    assert (datetime(2026, 10, 24, 17, tzinfo=UTC), timedelta(hours=13)) == (since, until - since)


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("lists", "fault"),
    [
        ({"roster": [DUTY | {"staff": "U99"}]}, "roster[0].staff: no such staff, here or in the hub"),
        ({"leave": [AWAY, AWAY | {"staff": "U98"}]}, "leave[1].staff: no such staff, here or in the hub"),
        ({"leave": [AWAY | {"to": "2026-11-01"}]}, "leave[0]: to lies before from"),
        ({"roster": [DUTY | {"to": "2028-01-01"}]}, "roster[0]: more than 400 days"),
        ({"appointments": [VISIT | {"staff": ["U01", "U99"]}]}, "appointments[0].staff[1]: no such staff, here or in"),
        ({"appointments": [VISIT | {"families": ["FAM-1900-1"]}]}, "appointments[0].families[0]: no such family"),
        ({"appointments": [VISIT | {"to": VISIT["from"]}]}, "appointments[0]: to does not lie after from"),
        ({"appointments": [VISIT, VISIT]}, "appointments[1]: given twice"),
        ({"procedures": [CASE | {"family": "FAM-1900-1"}]}, "procedures[0].family: no such family"),
        (
            {"delivered": [{"agency": "x", "lists": ["leave"], "from": "2026-11-01", "to": "2026-11-02"}]},
            "delivered[0].agency: no such agency",
        ),
        ({"leave": [AWAY | {"reason": "krank"}]}, "leave[0]: unknown"),
    ],
)
def test_what_cannot_be_is_told_by_its_place_and_nothing_comes_in(kreis, lists, fault):
    """All or nothing; and the message holds no value. A reason for an absence is refused like any unknown word."""
    [told] = _faults(kreis, **{**ALL, **lists})

    assert told.startswith(f"test.json: {fault.removesuffix(': unknown')}")
    assert "krank" not in told
    assert [0] * 5 == [len(_rows(kreis, table)) for table in ROWS]


def test_days_that_a_log_would_not_hold_any_more_are_left_out(kreis):
    """So that the same file can be loaded at any time; nothing of them is kept, not even that they came."""
    old = {"from": "2026-01-05", "to": "2026-01-09"}

    kreis.load(document(roster=[DUTY | old], leave=[AWAY | old]))

    assert [0] * 5 == [len(_rows(kreis, table)) for table in ROWS]


def test_it_goes_six_months_after_its_day_with_the_log(every_kreis):
    """At the clerk's pass of the first day on which its own is not kept any more; the day before it is still there."""
    every_kreis.load(document(**ALL))
    last, over = datetime(2027, 5, 1, 12, tzinfo=UTC), datetime(2027, 5, 15, 12, tzinfo=UTC)
    left = []
    for at in (last, over):
        erase_what_is_over(every_kreis.house("clerk"), at)
        left.append([len(_rows(every_kreis, table)) for table in ("duty", "absence", "appointment")])

    assert [[2, 1, 1], [0, 0, 0]] == left


def test_for_which_days_a_list_is_all_follows_from_it_or_is_said(kreis):
    """From the first to the last day of each body; where somebody says it, that holds and nothing is worked out."""
    said = {"agency": "jobcenter", "lists": ["roster"], "from": "2026-11-01", "to": "2026-11-30"}
    kreis.load(document(leave=[AWAY], roster=[DUTY, NIGHT], delivered=[said]))

    rows = [
        (kind, unit, str(first), str(last))
        for kind, unit, first, last in _rows(kreis, "delivered", "kind, unit, first, last")
    ]
    assert [
        ("absences", "jobcenter", "2026-11-09", "2026-11-13"),
        ("roster", "jobcenter", "2026-11-01", "2026-11-30"),
    ] == rows


def test_the_lists_of_the_schema_are_those_of_the_program():
    """Kinds of appointments, and what can be said to be delivered (rule 14)."""
    defs = load_schema()["$defs"]
    lists = {*defs["delivery"]["properties"]["lists"]["items"]["enum"]}

    assert [kind.value for kind in AppointmentKind] == defs["appointment"]["properties"]["kind"]["enum"]
    assert {"roster", "leave", "appointments", "procedures"} == lists
    assert {"roster", "absences", "appointments", "procedures"} <= set(Input)


def test_who_left_is_forgotten_with_their_log_and_a_quarter_with_its(kreis):
    """Hashes and hits six months after the last day; the secret of a quarter six months after its end."""
    number_of(kreis, "U01")
    u11 = kreis.superuser().execute("select pseudonym from identity.staff where ref = 'U11'").fetchone()[0]
    found = []
    for day in ("2027-04-30", "2027-05-02", "2027-06-30", "2027-07-02"):
        erase_what_is_over(kreis.house("clerk"), datetime.fromisoformat(f"{day}T12:00:00+02:00"))
        marks = kreis.superuser().execute("select count(*) from review.staff_mark where pseudonym = %s", (u11,))
        found.append((marks.fetchone()[0] > 0, len(_rows(kreis, "period"))))

    assert [(True, 1), (False, 1), (False, 1), (False, 0)] == found
    assert _rows(kreis, "staff_mark"), "of whoever is there, everything stays"
