"""Places in lists and in the log, replayed, forged, cut short or taken from somebody else: none is a key."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hub.casework.opening import list_own
from hub.exchange.authzen import DecisionPoint
from hub.identity.systems import SystemTokens
from hub.review.log import open_log
from hub.terms.authzen import Deed, Entity, Inquiry
from hub.terms.families import Asked
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Agency, Purpose
from hub.terms.log import Cursor, LogQuery
from tests.kreis import F01, books, cases_of, numbers
from tests.web.houses import sit_down

JOINT = Purpose.FAM_JOINT_SUPPORT
FORGED = (
    *numbers(),
    *(FamilyNumber(text) for text in ("FAM-2025-999", "A", "ZZZZ", "FAM-2025-00", "0", "FAM-2025-003-")),
)
"""Numbers of families of everybody, of none, cut short and made longer."""

NOT_PLACES = ("", " ", "FAM-2025-003%", "' or 1=1 --", "\x00", "fam_2025", "F" * 200, "FAM-2025-003\n", "‮FAM")
TAKEN = (
    "update identity.assignment a set until = date '2026-11-15' from core.family f, identity.staff s"
    " where f.family_id = a.family_id and s.staff_id = a.staff_id and f.number = any(%s) and s.ref = %s"
)


def _listed(kreis, ref, query="", **asked):
    who = kreis.principal(ref)
    return list_own(kreis.house(who.agency.value), who, JOINT, Asked(query, **asked), kreis.at)


def _numbers(page):
    return [line.number for line in page.lines]


@pytest.mark.unchanged
@pytest.mark.parametrize("after", FORGED)
def test_whatever_place_one_asks_after_only_the_own_families_follow(kreis, after):
    """Those of one's own list that come after it; whether there is such a family changes nothing."""
    for ref in ("U02", "U08"):
        own = [number for number in cases_of(ref) if number > after]

        assert own == _numbers(_listed(kreis, ref, after=after))
        assert own[:1] == _numbers(_listed(kreis, ref, after=after, limit=1))


def test_the_next_place_is_one_that_was_shown(kreis):
    """The place to go on from names no family that comes after the page, and none of another's."""
    page = _listed(kreis, "U01", limit=2)

    assert (cases_of("U01")[:2], cases_of("U01")[1]) == (tuple(_numbers(page)), page.next)


def test_anothers_place_gives_nothing_of_theirs(kreis):
    """The cursor of a colleague's page, of a list and of a search for a name that only theirs have."""
    place = _listed(kreis, "U01", limit=1).next

    assert set(_numbers(_listed(kreis, "U02", after=place))) <= set(cases_of("U02"))
    assert [] == _numbers(_listed(kreis, "U02", F01, after=FamilyNumber("A")))


def test_a_place_is_worth_nothing_once_the_cases_are_taken_away(kreis):
    """The second page is decided when it is asked for, not when the first one was."""
    first = _listed(kreis, "U01", limit=2)
    kreis.superuser().execute(TAKEN, (list(cases_of("U01")[3:]), "U01"))

    assert list(cases_of("U01")[2:3]) == _numbers(_listed(kreis, "U01", after=first.next))


@pytest.mark.unchanged
@pytest.mark.parametrize("after", NOT_PLACES)
def test_what_is_no_place_is_refused_by_page_and_api_and_nothing_is_read(kreis, after):
    """Not repaired, not guessed, and not in the log as a look."""
    browser, before = sit_down(kreis, "U01", "jobcenter"), _looks(kreis)

    page = browser.get("/familien", query_string={"nach": after})

    assert 422 == page.status_code
    assert before == _looks(kreis)


def _looks(kreis):
    statement = "select count(*) from ledger.index where event in ('access.list', 'access.search')"
    return kreis.superuser().execute(statement).fetchone()[0]


def test_two_places_at_once_are_none(kreis):
    """The page and the program do not each choose another one."""
    page = sit_down(kreis, "U01", "jobcenter").get(f"/familien?nach={F01}&nach=A")

    assert 422 == page.status_code
    assert 0 == _looks(kreis)


def _log(kreis, agency, **query):
    officer = replace(kreis.principal("U16", "oversight"), agency=agency)
    return open_log(kreis.house("oversight"), officer, LogQuery(**query), kreis.at)


@pytest.fixture
def internal(kreis):
    """Looks of the Jugendamt at its own part, a minute apart: none of the Jobcenter's business."""
    for _ in range(4):
        kreis.at += timedelta(minutes=1)
        kreis.open("U07", purpose=Purpose.SGB8_HELP_PLANNING)
    return kreis


def test_a_place_in_the_other_bodys_log_shows_nothing_of_it(internal):
    """The officer of the Jobcenter goes on from each line of the Jugendamt's log: only the own ones follow."""
    theirs = _log(internal, Agency.JUGENDAMT, limit=200).lines
    own = {line.entry for line in _log(internal, Agency.JOBCENTER, limit=200).lines}

    seen = {
        line.entry
        for place in theirs
        for line in _log(internal, Agency.JOBCENTER, before=Cursor(place.at, place.entry), limit=200).lines
        if line.event != "log.read"
    }

    assert {line.entry for line in theirs if line.event == "access.read"}
    assert seen <= own
    assert not seen & {line.entry for line in theirs if line.event == "access.read"}


def test_a_place_that_exists_and_one_that_was_made_up_answer_alike(internal):
    """Whether there is an entry of the other body at that instant, a cursor does not tell."""
    [*_, there] = [line for line in _log(internal, Agency.JUGENDAMT, limit=200).lines if line.event == "access.read"]
    before, after = EntryId("00000000-0000-7000-8000-000000000000"), EntryId("ffffffff-ffff-7fff-bfff-ffffffffffff")

    told = [
        [line.entry for line in _log(internal, Agency.JOBCENTER, before=Cursor(there.at, entry)).lines]
        for entry in (there.entry, before, after, EntryId(new_id()))
    ]

    assert told[0]
    assert [told[0]] * 3 == told[1:]


@pytest.mark.parametrize("agency", [Agency.JOBCENTER, Agency.JUGENDAMT])
def test_the_way_to_older_lines_ends_at_a_line_that_was_shown(internal, agency):
    """Not at one that was skipped because it is another's."""
    page = _log(internal, agency, limit=2)
    while page.next:
        assert page.next.entry == page.lines[-1].entry
        page = _log(internal, agency, limit=2, before=page.next)


@pytest.mark.unchanged
@pytest.mark.parametrize("token", [*FORGED, "U01", "U07", "x" * 5000, "\x00", "‮"])
def test_a_systems_place_in_a_search_reaches_nothing_that_the_search_does_not(kreis, token):
    """What follows a made-up token is part of what follows none."""
    point = DecisionPoint(kreis.house("jobcenter"), books().resource_types, SystemTokens(frozenset(), None))
    asked = Inquiry(
        "system-1", kreis.at, Entity("staff", "U01"), Deed("read"), Entity("family_record", "", {}), {"purpose": JOINT}
    )

    assert set(point.search(asked, "resource", token, 25).ids) <= set(cases_of("U01"))
