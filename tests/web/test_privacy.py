"""What every family may read without signing in (Art. 13, 26 GDPR; A5, E13)."""

from dataclasses import replace

import pytest

from hub.web.desk import Group
from tests.kreis import STICHTAG
from tests.web.apps import app_at
from tests.web.houses import sit_down
from tests.web.sample import sample_desk
from tests.web.test_information_pages import _plain

PAGE = "/datenschutzhinweise"
LINK = f'href="{PAGE}"'


def _stranger(group=Group.FAMILY):
    return app_at(replace(sample_desk(), agency=group)).test_client()


@pytest.mark.parametrize("group", Group)
def test_nobody_signs_in_to_read_who_is_responsible_and_which_rights_there_are(group):
    """At every address: the essence of the arrangement, both controllers with their officers, the rights."""
    answer = _stranger(group).get(PAGE)
    said = _plain(answer.text)

    assert 200 == answer.status_code
    for part in (
        "Das Wesentliche der Vereinbarung über die gemeinsame Verantwortung",
        "Was jede Stelle für ihre eigene Aufgabe erhebt, verantwortet sie allein.",
        "fam@jobcenter.invalid",
        "fam@jugendamt.invalid",
        "Jede Person kann ihre Rechte bei jeder der beiden Stellen",
        "Art. 15 DSGVO",
        "Art. 77 DSGVO",
        "Ombudsstelle",
    ):
        assert part in said, part


def test_it_says_plainly_what_happens_when_a_child_is_in_danger():
    """E13, in plain words and in easy ones; and that a no changes neither money nor help."""
    page = _stranger().get(PAGE).text

    assert "Ist ein Kind in Gefahr, dürfen oder müssen Fachkräfte handeln, auch ohne Ihr Ja." in page
    assert "Ist ein Kind in Gefahr? Dann hilft das Jugend-Amt. Auch ohne Ihr Ja." in page
    assert "Ihr Nein ändert das Geld vom Job-Center <strong>nicht</strong>." in page
    assert "**" not in page


def test_in_english_the_arrangement_stays_german_and_says_so_to_a_screen_reader():
    """The words around it are English."""
    stranger = _stranger()
    with stranger.session_transaction() as session:
        session["language"] = "en"
    page = stranger.get(PAGE).text

    assert '<html lang="en">' in page
    assert "If a child is in danger, professionals may or must act, even without your yes." in page
    assert '<section lang="de" aria-labelledby="vereinbarung">' in page


def test_a_family_leaves_it_as_quickly_as_its_own_pages():
    """Who reads it may be looked at while doing so; whoever works here needs no such way."""
    assert 'id="schnell-weg"' in _stranger().get(PAGE).text
    assert 'id="schnell-weg"' not in _stranger(Group.JOBCENTER).get(PAGE).text


def test_every_page_leads_there(kreis):
    """Before signing in and after it, a family's pages and those of staff."""
    assert LINK in _stranger().get("/anmelden").text
    assert LINK in sit_down(kreis, "sandra.ahornwald", "family").get("/meine").text
    assert LINK in sit_down(kreis, "U01", "jobcenter").get("/start").text


def test_it_asks_the_database_nothing(kreis):
    """Whoever is not signed in can make no statement by it, and it can be read while the database is away."""
    papers = sit_down(kreis, "sandra.ahornwald", "family").application.extensions["desk"].papers
    away = replace(papers, house=replace(papers.house, db=None))

    assert papers.essence(STICHTAG) == away.essence(STICHTAG)
