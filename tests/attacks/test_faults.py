"""Disk full, restarts under load, clocks that jump: nothing without an entry, a plain word, and no hand is needed."""

import time
from collections.abc import Iterator
from datetime import timedelta
from threading import Event, Thread

import pytest
from flask.testing import FlaskClient

from hub.db.errors import DatabaseUnavailable
from hub.gate.contribute import contribute
from hub.ledger.errors import LedgerUnavailable
from tests.attacks.families import change_of
from tests.attacks.own_servers import FAKETIME, OwnServer, own_server
from tests.kreis import F01, Kreis
from tests.web.houses import sit_down

PAGE = f"/familien/{F01}/personen?zweck=fam_joint_support"
NAME = "Ahornwald"
WORD = "Das hat nicht geklappt"
LOOKS = "select count(*) from ledger.index where event = 'access.read'"
VALUES = "select count(*) from record.value"
PATIENCE = 120.0
"""Seconds in which it must be as before, with nobody doing anything."""
HOUR, DAY = 3600, 86400
MANY, GOAL = 2000, "sgb2_coop_plan_goal"


@pytest.fixture(scope="module")
def own() -> Iterator[OwnServer]:
    """The server for the tests of this file, each of which leaves it as it was."""
    with own_server() as found:
        yield found


@pytest.fixture
def kreis(own: OwnServer) -> Iterator[Kreis]:
    """Its Kreis, with the true time and room on the disk."""
    at = own.kreis.at
    yield own.kreis
    own.kreis.at = at
    own.turn_clock(0)


def _count(kreis: Kreis, statement: str = LOOKS) -> int:
    with kreis.connect("postgres") as connection:
        [(found,)] = connection.execute(statement).fetchall()
    return int(found)


def _look(browser: FlaskClient) -> int:
    """The status; whatever else than the page it is, it shows nothing and says so plainly."""
    answer = browser.get(PAGE)
    assert (200 == answer.status_code) == (NAME in answer.text)
    assert (503 == answer.status_code) == (WORD in answer.text)
    return answer.status_code


def _look_until_shown(browser: FlaskClient) -> None:
    end = time.monotonic() + PATIENCE
    while _look(browser) != 200:
        assert time.monotonic() < end, "it never came back"
        time.sleep(0.05)


def _wait_for(status: int, found: list[int]) -> None:
    """Until somebody who asked from now on was answered so, however busy the machine is."""
    so_far, end = len(found), time.monotonic() + PATIENCE
    while status not in found[so_far:]:
        assert time.monotonic() < end, f"nobody was answered {status}"
        time.sleep(0.05)


def test_a_restart_under_load_shows_nothing_without_its_entry(own: OwnServer, kreis: Kreis) -> None:
    """Four browsers look all the time; twice the database stops and starts. Who was shown something is in the log."""
    browsers = [sit_down(kreis, *one) for one in (("U01", "jobcenter"), ("U07", "jugendamt")) * 2]
    before, found, over = _count(kreis), [], Event()

    def look_on(browser: FlaskClient) -> None:
        while not over.is_set():
            found.append(_look(browser))

    looking = [Thread(target=look_on, args=(browser,)) for browser in browsers]
    for thread in looking:
        thread.start()
    try:
        for _ in range(2):
            _wait_for(200, found)
            kreis.urls.server.stop()
            _wait_for(503, found)
            kreis.urls.server.ensure()
        _wait_for(200, found)
    finally:
        over.set()
        for thread in looking:
            thread.join()
    shown, missed = found.count(200), found.count(503)

    assert min(shown, missed) > 0
    assert shown + missed == len(found)
    assert before + shown <= _count(kreis) <= before + shown + missed
    for browser in browsers:
        _look_until_shown(browser)


def test_a_full_disk_shows_nothing_and_changes_nothing_until_there_is_room(own: OwnServer, kreis: Kreis) -> None:
    """Looks go on while there is a place left for their entries; then it is said plainly, and room alone mends it."""
    if not own.folder.is_mount():
        pytest.skip("no disk can be mounted here: a full one was not tried")
    browser, shown, written = sit_down(kreis, "U01", "jobcenter"), 0, 0
    before, values = _count(kreis), _count(kreis, VALUES)
    ballast = own.fill_disk()
    try:
        while shown < MANY and _look(browser) == 200:
            shown += 1
        with pytest.raises((DatabaseUnavailable, LedgerUnavailable)):
            while written < MANY:
                contribute(*change_of(kreis, GOAL))
                written += 1
    finally:
        ballast.unlink()
    assert max(shown, written) < MANY, "the disk was never full"

    _look_until_shown(browser)
    contribute(*change_of(kreis, GOAL))

    assert before + shown + 1 == _count(kreis)
    assert values + written + 1 == _count(kreis, VALUES)


@pytest.mark.skipif(FAKETIME is None, reason="libfaketime is missing: no clock of a database was turned")
@pytest.mark.parametrize("jump", [HOUR, DAY, -HOUR, -DAY])
def test_when_the_databases_clock_jumps_whoever_is_there_signs_in_again(
    own: OwnServer, kreis: Kreis, jump: int
) -> None:
    """A session of another time is over, early or late: nothing is shown; after a new sign-in all is as before."""
    browser = sit_down(kreis, "U01", "jobcenter")
    assert 200 == _look(browser)
    before = _count(kreis)

    own.turn_clock(jump)
    refused = browser.get(PAGE)
    again = sit_down(kreis, "U01", "jobcenter")
    shown = _look(again)
    own.turn_clock(0)
    late = again.get(PAGE)

    assert [(303, 303)] == [(refused.status_code, late.status_code)]
    assert "/anmelden" in refused.location
    assert NAME not in refused.text + late.text
    assert 200 == shown
    assert before + 1 == _count(kreis)
    assert 200 == _look(sit_down(kreis, "U01", "jobcenter"))


@pytest.mark.parametrize("jump", [HOUR, DAY, -HOUR, -DAY])
def test_when_the_clock_of_the_pages_jumps_each_look_is_written_down_as_it_decided(kreis: Kreis, jump: int) -> None:
    """What is decided is decided for the instant that the entry names; the order of entries does not hang on it."""
    browser = sit_down(kreis, "U01", "jobcenter")
    assert 200 == _look(browser)
    before = _count(kreis)

    kreis.at += timedelta(seconds=jump)
    shown = _look(browser)
    kreis.at -= timedelta(seconds=jump)

    assert [200, 200] == [shown, _look(browser)]
    assert before + 2 == _count(kreis)
