"""After a withdrawal each agency's own register says what was received on its basis (D28, H6)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from hub.casework.withdrawing import Withdrawals
from hub.db.embedded import EmbeddedServer
from hub.gate.received import work_out_recalls
from hub.ledger.append import append
from hub.terms.lists import Purpose
from hub.terms.parts import Wanted
from hub.terms.recalls import RecallView
from tests.attacks.by_hand import entry_of, sqlstate
from tests.kreis import F01, Kreis, to_be_spoilt
from tests.web.houses import post, sit_down

Z2 = "zweck=fam_joint_support"
PAGE = f"/familien/{F01}/nach-widerruf?{Z2}"
C01 = f"/familien/{F01}/einwilligungen/C01/widerruf?{Z2}"
NOW = {"wer": "F01-1", "weg": "phone", "tag": "16.11.2026", "uhrzeit": "08:00", "umfang": "alles"}
ANSWERS = "select agency, answer from consent.recall order by agency, answer"


@pytest.fixture
def coach(kreis: Kreis) -> FlaskClient:
    """The Jobcoach of F01, at their own address."""
    return sit_down(kreis, "U01", "jobcenter")


@pytest.fixture
def spoilt(server: EmbeddedServer, request: pytest.FixtureRequest) -> Iterator[Kreis]:
    """A copy that is damaged on purpose."""
    with to_be_spoilt(server, request.config) as copy:
        yield copy


def _take_back(kreis: Kreis) -> None:
    """At the other agency, which is no look of the Jobcoach's."""
    answer = post(sit_down(kreis, "U07", "jugendamt"), C01, **NOW)
    assert 303 == answer.status_code


def _view(kreis: Kreis, ref: str) -> RecallView:
    principal = kreis.principal(ref)
    wanted = Wanted(F01, Purpose.FAM_JOINT_SUPPORT)
    return Withdrawals(kreis.house(principal.agency.value)).recalls(principal, wanted, kreis.at)


def _look_without_basis(kreis: Kreis) -> None:
    """A look for another purpose shows nothing on a consent."""
    kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)


def test_the_task_names_exactly_what_the_own_register_says_was_received(kreis: Kreis, coach: FlaskClient) -> None:
    """Of Sandra, whose consent it was; the kinds of the Jugendamt's and the joint values that the look showed."""
    shown = kreis.open("U01").projection
    _take_back(kreis)

    [recall] = _view(kreis, "U01").recalls

    [sandra] = [person for person, name in shown.people.items() if name == "F01-1"]
    seen = {one.category for one in shown.shown if sandra in one.persons and one.owner.value != "jobcenter"}
    assert recall.received is not None
    assert 1 == recall.received.looks
    assert {sandra} == set(recall.received.of)
    assert set(recall.received.of[sandra]) <= seen & set(recall.categories)
    assert recall.received.of[sandra]
    assert recall.received.span == (recall.first_at, recall.last_at)
    page = coach.get(PAGE).text
    assert "in einer Einsicht (Jobcoach FAM;" in page


def test_the_agency_whose_data_it_was_reads_what_went_out_of_its_own(kreis: Kreis) -> None:
    """Of Sandra, in categories, to a function: no field, and nobody's name; the recipients' own page has none of it."""
    shown = kreis.open("U01").projection
    _take_back(kreis)

    [gone] = _view(kreis, "U07").gone_out

    [sandra] = [person for person, name in shown.people.items() if name == "F01-1"]
    seen = {one.category for one in shown.shown if sandra in one.persons and one.owner.value == "jugendamt"}
    assert gone.told is not None
    assert ("C01", "jobcenter", 1, ("jobcoach",)) == (gone.ref, gone.agency, gone.told.looks, gone.told.roles)
    assert {sandra} == set(gone.told.of)
    assert gone.told.of[sandra]
    assert set(gone.told.of[sandra]) <= seen
    assert {} == gone.told.fields
    assert () == _view(kreis, "U01").gone_out
    page = sit_down(kreis, "U07", "jugendamt").get(PAGE).text
    assert "auf Grundlage von C01 gegeben an " in page
    assert "in einer Einsicht (Jobcoach FAM;" in page


def test_what_went_out_is_not_said_where_a_share_does_not_open(spoilt: Kreis) -> None:
    """It may be one of these: nothing is said rather than too little."""
    spoilt.open("U01")
    _take_back(spoilt)
    spoilt.superuser().execute("update ledger.payload set given = array[given[1] || '\\x00'] where given is not null")

    [gone] = _view(spoilt, "U07").gone_out

    assert gone.told is None


def test_the_agency_whose_data_it_was_learns_no_more_than_before(kreis: Kreis, coach: FlaskClient) -> None:
    """The other side's page has the line as it always had, without what the register says."""
    kreis.open("U01")
    _take_back(kreis)
    work_out_recalls(kreis.house("jobcenter"), kreis.at)

    [recall] = _view(kreis, "U07").recalls

    assert recall.received is None
    assert not recall.can_answer
    assert "Nach dem Verzeichnis" not in sit_down(kreis, "U07", "jugendamt").get(PAGE).text


def test_who_received_nothing_on_its_basis_has_no_task(kreis: Kreis, coach: FlaskClient) -> None:
    """They looked while it counted, for their own task: the process says so; the other side reads a person's words."""
    _look_without_basis(kreis)
    _take_back(kreis)
    assert "C01" in coach.get("/aufgaben").text

    assert 1 == work_out_recalls(kreis.house("jobcenter"), kreis.at)

    assert [("jobcenter", "nothing_received")] == kreis.superuser().execute(ANSWERS).fetchall()
    assert "C01" not in coach.get("/aufgaben").text
    assert ["nothing_kept"] == [one.answer for one in _view(kreis, "U07").recalls]
    assert ["nothing_received"] == [one.answer for one in _view(kreis, "U01").recalls]
    assert 0 == work_out_recalls(kreis.house("jobcenter"), kreis.at)


def test_a_task_stays_where_something_was_received(kreis: Kreis, coach: FlaskClient) -> None:
    """One look on the consent among others without."""
    _look_without_basis(kreis)
    kreis.open("U01")
    _take_back(kreis)

    assert 0 == work_out_recalls(kreis.house("jobcenter"), kreis.at)

    [recall] = _view(kreis, "U01").recalls
    assert recall.can_answer
    assert recall.received is not None
    assert 1 == recall.received.looks


def test_the_line_of_a_list_of_families_counts_as_what_it_showed(kreis: Kreis, coach: FlaskClient) -> None:
    """A list is one entry about many families: its part about this one opens, and says by what it was shown."""
    assert 200 == coach.get(f"/familien?{Z2}").status_code
    kreis.open("U01")
    _take_back(kreis)

    [recall] = _view(kreis, "U01").recalls

    superuser = kreis.superuser()
    listed = superuser.execute("select count(*) from ledger.index where part > 0 and event = 'access.list'").fetchall()
    assert listed > [(0,)]
    assert recall.received is not None, "every look opened"
    assert recall.received.looks in (1, 2)


@pytest.mark.parametrize(
    "damage",
    ["update ledger.payload set segments[3] = 'x'", "delete from ledger.bucket_key where holder = 'jobcenter'"],
    ids=["a payload that is damaged", "a key that is gone"],
)
def test_what_does_not_open_leaves_the_whole_task(spoilt: Kreis, damage: str) -> None:
    """Whoever destroys what the register says gets nobody out of a recall."""
    coach = sit_down(spoilt, "U01", "jobcenter")
    _look_without_basis(spoilt)
    _take_back(spoilt)
    superuser = spoilt.superuser()
    superuser.execute("set session_replication_role = replica")
    superuser.execute(damage)

    assert 0 == work_out_recalls(spoilt.house("jobcenter"), spoilt.at)

    [recall] = _view(spoilt, "U01").recalls
    assert recall.can_answer
    assert recall.received is None
    assert recall.categories
    assert "C01" in coach.get("/aufgaben").text


STRANGE: list[Any] = [None, [["jugendamt"]], [["jugendamt", [], 7, None]], [[]]]


@pytest.mark.parametrize("cells", STRANGE, ids=["none", "short", "numbers", "empty"])
def test_an_entry_that_its_writer_made_up_leaves_the_task_and_stops_nobody(kreis: Kreis, cells: Any) -> None:
    """A taken-over process of the own agency writes looks that say what no look says."""
    _look_without_basis(kreis)
    entry = replace(entry_of(kreis, "jobcenter"), access={"cells": cells}, decision={"consents": ["C01"]})
    append(kreis.house("jobcenter").db, kreis.house("jobcenter").writer, entry)
    _take_back(kreis)

    work_out_recalls(kreis.house("jobcenter"), kreis.at)

    [recall] = _view(kreis, "U01").recalls
    assert recall.can_answer
    assert recall.received is None


def test_the_other_agencys_process_gets_no_entry_of_it(kreis: Kreis, coach: FlaskClient) -> None:
    """A taken-over process asks by its own reading, and by the reading of the other."""
    kreis.open("U01")
    _take_back(kreis)
    work_out_recalls(kreis.house("jobcenter"), kreis.at)
    _view(kreis, "U07")
    readings = kreis.superuser().execute(
        "select e.entry_id, e.agency from ledger.entry e join ledger.index i using (tenant_id, entry_id)"
        " where i.event = 'consent.read' order by e.entry_id"
    )
    by = {agency: entry for entry, agency in readings.fetchall()}
    taken_over, asks = kreis.connect("hub_jugendamt"), "select * from consent.read_received(%s)"

    assert [] == taken_over.execute(asks, (by["jugendamt"],)).fetchall()
    assert "HB020" == sqlstate(taken_over, asks, (by["jobcenter"],))


def test_nobody_can_say_by_hand_what_only_the_register_says(kreis: Kreis, coach: FlaskClient) -> None:
    """The form offers it not, and what is sent all the same is no answer."""
    kreis.open("U01")
    _take_back(kreis)
    page = coach.get(PAGE).text
    [key] = set(re.findall('name="was" value="([^"]+)"', page))

    post(coach, PAGE, was=key, antwort="nothing_received")

    assert 'value="nothing_received"' not in page
    assert [("jobcenter", None)] == kreis.superuser().execute(ANSWERS).fetchall()
