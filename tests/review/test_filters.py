"""The log by filters: each alone, all together, page by page, and never more than one may read."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import orjson
import pytest

from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.review.log import open_log
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Agency, Effect, Purpose
from hub.terms.log import Cursor, LogQuery, NotACursor, Outcome, parse_cursor
from tests.attacks.by_hand import entry_of, refused, tenant
from tests.kreis import F01, NOWHERE, numbers
from tests.review.quarters import number_of
from tests.whole import open_payload

ID = "0190a000-0000-7000-8000-00000000000a"
MANY = """
    insert into ledger.index (tenant_id, entry_id, controllers, at, event, role, purpose, effect, pseudonym, family_id,
                              agency, outcome)
    select %(tenant)s, gen_random_uuid(), '{jobcenter}', now() - n * interval '1 min', 'access.read', 'jobcoach',
        'fam_joint_support', case when n %% 500 = 0 then 'deny' else 'permit' end, 'N-' || n %% 300, gen_random_uuid(),
        'jobcenter', case when n %% 500 = 0 then 'denied' else 'shown' end
    from generate_series(1, 20000) as n
"""
PLAN = (
    "load 'auto_explain'",
    "set auto_explain.log_min_duration = 0",
    "set auto_explain.log_nested_statements = on",
    "set client_min_messages = log",
    "set session authorization hub_oversight",
)


def _read(kreis, agency=Agency.JOBCENTER, **query):
    officer = replace(kreis.principal("U16", "oversight"), agency=agency)
    return open_log(kreis.house("oversight"), officer, LogQuery(**query), kreis.at)


def _events(page):
    return [line.event for line in page.lines if line.event != "log.read"]


def _acts(kreis):
    """Two looks, two refusals, on two days."""
    own = kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)
    kreis.open("U04")
    kreis.at += timedelta(days=1)
    across = kreis.open("U07")
    kreis.open("U04", NOWHERE)
    return own, across


def test_each_filter_lets_through_what_fits_it_and_nothing_else(every_kreis):
    """By purpose, result, agency, pseudonym, kind, family and day."""
    kreis = every_kreis
    own, across = _acts(kreis)
    own_loads = ["consent.granted", "family.entered"]
    loads = [*own_loads * len(numbers()), "directory.changed", "policy.activated"]

    assert [own.entry] == [line.entry for line in _read(kreis, purpose=Purpose.SGB2_INTEGRATION).lines]
    assert ["access.denied", "access.denied"] == _events(_read(kreis, outcome=Outcome.DENIED))
    assert loads == _events(_read(kreis, outcome=Outcome.CHANGED))
    assert ["access.read", "access.read"] == _events(_read(kreis, outcome=Outcome.SHOWN))
    assert [across.entry] == [
        line.entry
        for line in _read(kreis, agency=Agency.JOBCENTER, event="access.read").lines
        if line.agency is Agency.JUGENDAMT
    ]
    assert 2 == len(_read(kreis, **number_of(kreis, "U04")).lines)
    assert ["access.read", "access.denied", "access.read", *own_loads] == _events(_read(kreis, family=F01))
    assert ["access.denied", "access.read"] == _events(_read(kreis, since=date(2026, 11, 17)))
    assert ["access.denied", "access.read", *loads] == _events(_read(kreis, until=date(2026, 11, 16)))


def test_filters_together_let_through_what_fits_them_all(kreis):
    """And nothing where nothing does."""
    _acts(kreis)
    who = number_of(kreis, "U04")

    assert 1 == len(_read(kreis, **who, outcome=Outcome.DENIED, until=date(2026, 11, 16), family=F01).lines)
    assert () == _read(kreis, **who, outcome=Outcome.SHOWN).lines


def test_the_agency_is_that_of_who_acted(kreis):
    """Not that whose data were touched; and the reading of the log is its officer's agency's."""
    _acts(kreis)
    theirs = open_log(
        kreis.house("oversight"),
        replace(kreis.principal("U16", "oversight"), agency=Agency.JOBCENTER),
        LogQuery(agency=Agency.JUGENDAMT),
        kreis.at,
    )

    assert {Agency.JUGENDAMT} == {line.agency for line in theirs.lines}
    assert ["access.read"] == _events(theirs)


def test_a_family_that_is_not_there_and_one_that_is_anothers_give_the_same_empty_page(kreis):
    """A filter is no way to find out which numbers there are (A2)."""
    internal = kreis.open("U07", purpose=Purpose.SGB8_HELP_PLANNING)
    kreis.superuser().execute("update ledger.index set controllers = '{jugendamt}' where family_id is not null")

    assert _read(kreis, family=F01) == _read(kreis, family=NOWHERE) == _read(kreis, family=FamilyNumber("X"))
    assert internal.entry in {line.entry for line in _read(kreis, Agency.JUGENDAMT, family=F01).lines}


def test_what_was_asked_for_is_written_down_without_a_name(kreis):
    """Days, words of lists, a pseudonym, a case number."""
    query = {"since": date(2026, 11, 1), "pseudonym": "N-07", "family": F01, "outcome": Outcome.DENIED}
    _read(kreis, **query)

    [reading] = [line for line in _read(kreis).lines if line.event == "log.read"][1:]

    asked = open_payload(kreis.superuser(), kreis.keys, reading.entry)["access"]["filters"]
    assert {"since": "2026-11-01", "pseudonym": "N-07", "family": F01, "outcome": "denied"} == asked


def test_pages_hold_still_while_new_entries_arrive(kreis):
    """Nothing is seen twice and nothing is left out, whatever is written between two pages."""
    for _ in range(5):
        kreis.at += timedelta(minutes=1)
        kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)
    whole = [line.entry for line in _read(kreis, event="access.read").lines]

    seen, before = [], None
    while True:
        page = _read(kreis, event="access.read", before=before, limit=2)
        seen += [line.entry for line in page.lines]
        kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)
        before = page.next and parse_cursor(str(page.next))
        if before is None:
            break

    assert whole == seen


def test_lines_of_one_instant_have_an_order(kreis):
    """So that a page may end between them."""
    for _ in range(4):
        kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)

    first = _read(kreis, event="access.read", limit=1)
    others = _read(kreis, event="access.read", before=first.next).lines

    assert 3 == len(others)
    assert all(later.entry > earlier.entry for later, earlier in pairwise((*first.lines, *others)))


def test_a_reading_is_five_statements_whatever_is_asked(kreis):
    """The entry, the lines, what was so around them, their proof, the quarters; one more where one number is asked."""
    officer = replace(kreis.principal("U16", "oversight"), agency=Agency.JOBCENTER)
    _acts(kreis)
    who = number_of(kreis, "U04")
    for query in (LogQuery(), LogQuery(family=F01, outcome=Outcome.SHOWN, since=date(2026, 1, 1)), LogQuery(**who)):
        kreis.statements.clear()
        open_log(kreis.house("oversight"), officer, query, kreis.at)

        assert (5 if query.pseudonym is None else 6) == len(kreis.statements)


@pytest.mark.parametrize(
    "asked",
    [
        {"event": "x' or true --"},
        {"pseudonym": "' union select 1; drop table ledger.index; --"},
        {"since": "now(); select 1"},
        {"before": ["2026-01-01T00:00:00Z' or '1'='1", ID]},
        {"family": "%"},
        {"i.at >= now() or true; --": "x"},
        {"limit": "all"},
    ],
)
def test_a_filter_never_becomes_part_of_the_statement(kreis, asked):
    """Also for who took over the process and sends what the library never would."""
    house = kreis.house("oversight")
    officer = kreis.principal("U16", "oversight")
    entry = replace(entry_of(kreis, "jobcenter", Event.LOG_READ), family=None, principal=officer)
    append(house.db, house.writer, replace(entry, controllers=frozenset({"jobcenter"}), effect=Effect.PERMIT))
    statement = "select event from ledger.read_log(%s, 'jobcenter', %s::jsonb, 200)"
    words = orjson.dumps(asked | {"controller": "jugendamt"}).decode()

    code = refused(house.db.rows, statement, (entry.id, words))

    assert code in {None, "22007", "HB020"}
    if code is None and not asked.keys() & {"i.at >= now() or true; --", "limit"}:
        again = replace(entry, id=EntryId(new_id()))
        append(house.db, house.writer, replace(again, controllers=frozenset({"jobcenter"})))
        assert [] == house.db.rows(statement, (again.id, words))


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({}, "log_newest"),
        ({"since": "2026-01-01"}, "log_newest"),
        ({"since": "2026-01-01", "purpose": "youth_court"}, "log_of_purpose"),
        ({"event": "log.export"}, "log_of_kind"),
        ({"agency": "provider"}, "log_across"),
        ({"before": ["2026-11-10T00:00:00Z", "0190a000-0000-7000-8000-000000000000"]}, "log_newest"),
        ({"pseudonym": "N-7"}, "log_of_staff"),
        ({"family": F01}, "log_of_family"),
        ({"outcome": "denied"}, "log_denied"),
        ({"outcome": "changed"}, "log_changed"),
    ],
)
def test_the_log_is_read_by_an_index(every_kreis, asked, index):
    """As the planner shows it over twenty thousand entries: nobody reads all of them to show fifty."""
    superuser = every_kreis.superuser()
    superuser.execute(MANY, {"tenant": tenant(superuser)})
    superuser.execute("analyze ledger.index")
    house = every_kreis.house("oversight")
    officer = every_kreis.principal("U16", "oversight")
    entry = replace(entry_of(every_kreis, "jobcenter", Event.LOG_READ), family=None, principal=officer)
    append(house.db, house.writer, replace(entry, controllers=frozenset({"jobcenter"})))
    plans: list[str] = []
    superuser.add_notice_handler(lambda notice: plans.append(notice.message_primary or ""))
    for statement in PLAN:
        superuser.execute(statement)

    superuser.execute(
        "select * from ledger.read_log(%s, 'jobcenter', %s::jsonb, 50)", (entry.id, orjson.dumps(asked).decode())
    )
    superuser.execute("reset session authorization")

    [plan] = [plan for plan in plans if "x.line" in plan]
    assert index in plan
    assert "Seq Scan on index" not in plan


@pytest.mark.parametrize(
    "text",
    [
        "",
        "_",
        "x",
        "20261116T091400.000000Z",
        "20261116T091400.000000Z_x",
        "2026-11-16T09:14:00Z_" + ID,
        "20261116T091400.000000Z_" + ID.upper(),
        "20261316T091400.000000Z_" + ID,
    ],
)
def test_a_cursor_that_nobody_gave_out_is_none(text):
    """In its one form or not at all."""
    with pytest.raises(NotACursor):
        parse_cursor(text)


def test_a_cursor_comes_back_as_it_went_out():
    """To the microsecond."""
    cursor = Cursor(datetime(2026, 11, 16, 9, 14, 0, 123456, tzinfo=UTC), EntryId(new_id()))

    assert cursor == parse_cursor(str(cursor))
