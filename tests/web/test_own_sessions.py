"""„Meine Sitzungen": everybody sees their own at their address, ends one of them, and reaches nobody else's."""

import re

from flask.testing import FlaskClient

from hub.identity.own_sessions.store import end_own_session, load_own_sessions
from tests.kreis import Kreis
from tests.web.houses import post, sit_down

PAGE = "/sitzungen"
MARK = re.compile('name="sitzung" value="([^"]+)"')


def _key(browser: FlaskClient) -> str:
    with browser.session_transaction() as session:
        return str(session["key"])


def test_one_sees_and_ends_another_session_of_ones_own(every_kreis: Kreis) -> None:
    """Two browsers: the one ends the other, which is asked to sign in at its next click. Its own it does not offer."""
    here, elsewhere = (sit_down(every_kreis, "U01", "jobcenter") for _ in range(2))
    page = here.get(PAGE).text
    [mark] = MARK.findall(page)

    assert 2 == page.count("Angemeldet seit")
    assert 303 == post(here, PAGE, sitzung=mark).status_code
    assert "/anmelden" in elsewhere.get("/start").location
    assert 200 == here.get("/start").status_code
    assert [] == MARK.findall(here.get(PAGE).text)
    assert 404 == post(here, PAGE, sitzung=mark).status_code


def test_nobody_sees_or_ends_anybody_elses(every_kreis: Kreis) -> None:
    """Not a colleague's, not with its mark in hand, not from another process group with the very key."""
    mine, theirs = sit_down(every_kreis, "U01", "jobcenter"), sit_down(every_kreis, "U04", "jobcenter")
    [one] = load_own_sessions(every_kreis.house("jobcenter").db, _key(theirs))

    assert one.mark not in mine.get(PAGE).text
    assert 404 == post(mine, PAGE, sitzung=one.mark).status_code
    assert () == load_own_sessions(every_kreis.house("jugendamt").db, _key(theirs))
    assert not end_own_session(every_kreis.house("jugendamt").db, _key(theirs), one.mark)
    assert 200 == theirs.get("/start").status_code


def test_a_mark_is_no_key_and_no_hash_of_one(every_kreis: Kreis) -> None:
    """What the page holds opens no session and is found in no row."""
    browser = sit_down(every_kreis, "U01", "jobcenter")
    [one] = load_own_sessions(every_kreis.house("jobcenter").db, _key(browser))

    kept = every_kreis.superuser().execute("select encode(key_hash, 'hex') from identity.session").fetchall()
    assert one.mark not in {word for (word,) in kept}
    assert () == load_own_sessions(every_kreis.house("jobcenter").db, one.mark)


def test_people_of_a_family_have_the_page_too(every_kreis: Kreis) -> None:
    """At their own address."""
    browser = sit_down(every_kreis, "sandra.ahornwald", "family")

    page = browser.get(PAGE)

    assert (200, 1) == (page.status_code, page.text.count("Angemeldet seit"))
