"""Reading the log: who may, what of it, and that reading is written down too."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hub.review.log import open_log
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Agency, Category, Effect, Owner, Purpose, Role
from hub.terms.log import Cursor, LogQuery
from hub.terms.reasons import Reason
from tests.kreis import F01, NOWHERE, demo, numbers


def _officer(kreis, agency, who="U16"):
    """The data protection officer as acting for one of the two bodies."""
    return replace(kreis.principal(who, "oversight"), agency=agency)


def _read(kreis, agency=Agency.JOBCENTER, who="U16", **query):
    return open_log(kreis.house("oversight"), _officer(kreis, agency, who), LogQuery(**query), kreis.at)


def _looks(page):
    """The looks at families, newest first."""
    return [line for line in page.lines if line.event.startswith("access.")]


def test_an_officer_reads_the_looks_of_the_own_body_and_those_at_its_data(every_kreis):
    """Not what the other body did within its own part (H4)."""
    kreis = every_kreis
    across = kreis.open("U01")
    own = kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)
    touching = kreis.open("U07")
    internal = kreis.open("U07", purpose=Purpose.SGB8_HELP_PLANNING)

    jobcenter = {line.entry for line in _looks(_read(kreis, Agency.JOBCENTER))}
    jugendamt = {line.entry for line in _looks(_read(kreis, Agency.JUGENDAMT))}

    assert {across.entry, own.entry, touching.entry} == jobcenter
    assert {across.entry, touching.entry, internal.entry} == jugendamt


def test_a_line_says_who_did_what_with_whose_data_and_why(kreis):
    """In pseudonyms: role and agency, not the name; P-1 and the categories, not what they say."""
    disclosure = kreis.open("U01")

    [line] = _looks(_read(kreis))

    assert (disclosure.entry, kreis.at, F01) == (line.entry, line.at, line.family)
    assert ("access.read", Effect.REDACT) == (line.event, line.effect)
    assert (Role.JOBCOACH, Agency.JOBCENTER) == (line.role, line.agency)
    assert (Purpose.FAM_JOINT_SUPPORT, disclosure.reason) == (line.purpose, line.reason)
    assert ("P-1", "P-2", "P-3") == line.persons
    assert ("own_task", "C01", "C02") == line.basis
    assert {value.category for value in disclosure.projection.shown} == set(line.categories)
    assert Category.CONTACT is line.categories[0]


def test_of_a_look_by_the_other_bodys_staff_a_line_says_only_what_concerns_ones_own(kreis):
    """The Jugendamt's officer learns nothing of what the Jobcoach opened of the Jobcenter's own part (H4)."""
    disclosure = kreis.open("U01")
    own_only = {value.category for value in disclosure.projection.shown if value.owner is Owner.JOBCENTER}
    concerned = {value.category for value in disclosure.projection.shown if value.owner is not Owner.JOBCENTER}

    [line] = _looks(_read(kreis, Agency.JUGENDAMT))

    assert own_only - concerned
    assert concerned == set(line.categories)
    assert ("C01", "C02") == line.basis


def test_a_refusal_is_a_line_with_its_reason(kreis):
    """Also one for a number that is nobody's, which the line then does not name."""
    kreis.open("U04")
    kreis.open("U04", NOWHERE)

    nowhere, refused = _looks(_read(kreis))

    assert {"access.denied"} == {nowhere.event, refused.event}
    assert {Effect.DENY} == {nowhere.effect, refused.effect}
    assert (Reason.NOT_ASSIGNED, F01) == (refused.reason, refused.family)
    assert (Reason.NOT_ASSIGNED, None) == (nowhere.reason, nowhere.family)
    assert () == nowhere.persons == nowhere.categories


def test_nothing_in_a_line_is_a_name_a_reference_or_a_value(kreis):
    """Neither of staff nor of the family (H8)."""
    kreis.open("U01")
    kreis.open("U07")
    kreis.open("U04")

    said = repr(_read(kreis).lines) + repr(_read(kreis, Agency.JUGENDAMT).lines)

    staff = {word for one in demo()["staff"] for word in (one["id"], one["name"])}
    values = {one["value"] for one in demo()["families"][0]["cells"] if isinstance(one.get("value"), str)} - {
        "de",
        "laufend",
    }
    people = {one["id"] for one in demo()["families"][0]["persons"]} | {"Ahornwald", "Sandra"}
    assert [] == [word for word in staff | values | people if f"'{word}'" in said or (len(word) > 5 and word in said)]


def test_the_loading_stands_in_the_log_of_both(kreis):
    """As what the operator did; it says nobody's name."""
    for agency in (Agency.JOBCENTER, Agency.JUGENDAMT):
        events = [line.event for line in _read(kreis, agency).lines]
        entered = ["consent.granted", "family.entered"] * len(numbers())
        assert [*entered, "directory.changed", "policy.activated"] == [event for event in events if event != "log.read"]


def test_reading_the_log_is_in_the_log(kreis):
    """The line is there before anything is shown, so that one sees one's own reading (H5)."""
    first = _read(kreis)
    second = _read(kreis)

    assert "log.read" == first.lines[0].event
    assert (Role.DPO, Agency.JOBCENTER, Purpose.DPO_CONTROL) == (
        *(first.lines[0].role, first.lines[0].agency),
        first.lines[0].purpose,
    )
    assert ["log.read", "log.read"] == [line.event for line in second.lines[:2]]
    assert first.lines[0].entry == second.lines[1].entry


def test_each_body_sees_the_readings_of_its_own_officer(kreis):
    """Reading for the one is not the other's business."""
    _read(kreis, Agency.JUGENDAMT)

    assert 1 == [line.event for line in _read(kreis, Agency.JOBCENTER).lines].count("log.read")


@pytest.mark.parametrize("who", ["U17", "U19"])
def test_somebody_elses_role_sees_nothing_and_is_seen(kreis, who):
    """The staff council and the administration sign in at the same address; what they tried stands in the log."""
    kreis.open("U01")

    page = _read(kreis, who=who)

    assert ((), None) == (page.lines, page.next)
    tried = _read(kreis).lines[1]
    assert ("log.read", Effect.DENY) == (tried.event, tried.effect)
    assert tried.reason is not None


def test_the_address_of_an_agency_opens_no_line(kreis):
    """A Jobcoach is not asked there at all; if the page were, it would be refused and written down."""
    page = open_log(kreis.house("jobcenter"), kreis.principal("U01"), LogQuery(), kreis.at)

    assert () == page.lines


def test_pages_follow_each_other_without_a_gap(kreis):
    """Newest first; who reads page by page sees each line once."""
    for _ in range(7):
        kreis.at += timedelta(minutes=1)
        kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)
    whole = [line.entry for line in _read(kreis, limit=200).lines]
    newest = [(line.at, line.entry) for line in _read(kreis, limit=200).lines]

    seen, before = [], None
    while True:
        page = _read(kreis, before=before, limit=3)
        seen += [line.entry for line in page.lines]
        before = page.next
        if before is None:
            break

    assert sorted(newest, reverse=True) == newest
    assert whole == [entry for entry in seen if entry in whole]
    assert len(seen) == len(set(seen))


def test_beyond_the_end_there_is_nothing(kreis):
    """A place that nobody gave out opens nothing that another would not."""
    early = Cursor(datetime(1999, 1, 1, tzinfo=UTC), EntryId(new_id()))
    late = Cursor(datetime(2099, 1, 1, tzinfo=UTC), EntryId("00000000-0000-7000-8000-000000000000"))

    assert () == _read(kreis, before=early).lines
    assert {line.entry for line in _read(kreis).lines} < {line.entry for line in _read(kreis, before=late).lines}


def test_a_page_never_has_more_than_two_hundred_lines(kreis):
    """However many are asked for."""
    page = _read(kreis, limit=10**6)

    assert 0 < len(page.lines) <= 200


def test_a_line_of_a_look_at_nothing_of_anothers_names_norms(kreis):
    """The basis is the law where it is not a consent."""
    disclosure = kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)

    [line] = _looks(_read(kreis))

    assert {Owner.JOBCENTER} == {value.owner for value in disclosure.projection.shown}
    assert any("SGB" in norm for norm in line.basis)
    assert FamilyNumber(F01) == line.family
