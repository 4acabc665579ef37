"""The officers' overview as a page: every figure leads to its list, nothing is counted by person."""

import re
from dataclasses import replace
from html import unescape

import pytest

from hub.terms.marks import MARKS
from hub.terms.overview import Check, Checks, CheckState, Overview, Result
from hub.web.overview_words import name_check
from hub.web.sentences import name_mark
from hub.web.texts import LANGUAGES, load_texts
from tests.web.apps import app_at
from tests.web.houses import post as send
from tests.web.sample import DPO, JOBCOACH, post, sample_desk
from tests.web.sample_overview import COUNTED, DONE, SAMPLE, SampleOverviews

PAGES = (
    "/datenschutz",
    "/datenschutz/pruefung",
    "/datenschutz/pruefung/verify.py",
    "/datenschutz/pruefung/protokoll.tar",
)


def _seated(overviews, who=DPO):
    app = app_at(replace(sample_desk(), overviews=overviews))
    client = app.test_client()
    with client.session_transaction() as session:
        session["key"] = app.extensions["desk"].sessions.open(post(who).id)
    return client


def _links(page):
    return [unescape(link) for link in re.findall(r'href="(/datenschutz/protokoll\?[^"]*)"', page)]


def test_every_figure_has_its_list_up_to_where_it_was_counted(dpo):
    """Check 51: each link asks for the span and the stand of the figures; none asks for a person."""
    links = _links(dpo.get("/datenschutz").text)

    assert len(links) > 10
    assert all("stand=812" in link and "von=" in link and "bis=" in link for link in links)
    assert not any("kennung" in link or "familie" in link for link in links)
    assert all(dpo.get(link).status_code == 200 for link in links)


def test_few_looks_in_an_hour_are_told_as_few(dpo):
    """Two looks on a Saturday night could be one person's: neither picture nor table says how many."""
    page = dpo.get("/datenschutz").text

    assert 'aria-label="Samstag, 23 Uhr: 1–4">1–4<' in page
    assert 'aria-label="Montag, 09 Uhr: 41">41<' in page


def test_each_picture_says_what_it_shows_and_has_its_table(dpo):
    """A title and a sentence by which it is named, and the same figures as a table."""
    page = dpo.get("/datenschutz").text

    for one in ("stunden", "monate"):
        assert f'aria-labelledby="{one}-titel {one}-satz"' in page
        assert f'<title id="{one}-titel">' in page
        assert f'id="{one}-satz"' in page
    assert 3 == page.count("Als Tabelle zeigen")
    assert "style=" not in page


def test_what_is_erased_has_no_figure(dpo):
    """Months of which nothing is kept say so, and the first that is left since which day."""
    page = dpo.get("/datenschutz").text

    assert '<th scope="row">April 2026</th><td>gelöscht</td>' in page
    assert "50 (ab 16.05.2026)" in page


def test_the_four_tiles_say_what_waits(dpo):
    """„14 von 21“; how many anomalies nobody has looked at, and how old open cases are, in words (check 52)."""
    page = dpo.get("/datenschutz").text

    assert '<p class="tile__figure">14 von 21</p><p class="tile__note">Oktober 2026</p>' in page
    assert "2 Vorgänge sind offen, der älteste seit mehr als einer Woche" in page
    assert "94 von 100 einen gewöhnlichen Grund" in page
    assert 'href="/datenschutz/stichprobe"' in page
    assert 'href="/datenschutz/auffaelligkeiten"' in page


def test_what_there_is_not_yet_says_so_without_a_way():
    """Nothing counted: no figures, no lists, and the evidence is told all the same."""
    empty = Overview(SAMPLE.controller, SAMPLE.since, SAMPLE.until, SAMPLE.duty, SAMPLE.fresh)
    page = _seated(SampleOverviews(empty)).get("/datenschutz").text

    assert "Noch nichts gezählt." in page
    assert [] == _links(page)
    assert "vor 2 Minuten" in page


@pytest.mark.parametrize("path", PAGES)
def test_nobody_else_gets_a_byte_of_it(jobcoach, path):
    """Other roles are told so, with nothing of it in the source."""
    answer = jobcoach.get(path)

    assert 403 == answer.status_code
    assert not re.search(r"Notfallzugriffe|verify\.py|Eintrag Nr", answer.text)


def test_nobody_else_begins_a_check():
    """The button is for officers alone."""
    overviews = SampleOverviews()

    assert 403 == send(_seated(overviews, JOBCOACH), "/datenschutz/pruefung").status_code
    assert 0 == overviews.asked


def test_a_check_is_begun_once_and_says_how_far_it_is():
    """While one is under way there is no button, but a way to look again; no script, no reloading by itself."""
    running = Check(CheckState.RUNNING, COUNTED, 256, 812)
    overviews = SampleOverviews(replace(SAMPLE, checks=Checks(running, DONE)))

    page = _seated(overviews).get("/datenschutz/pruefung").text

    assert "256 von 812 Einträgen" in page
    assert "Protokoll jetzt prüfen" not in page
    assert "alle 812 Einträge" in page


def test_pressing_the_button_asks_for_a_check(dpo, app):
    """And leads back to the page."""
    answer = send(dpo, "/datenschutz/pruefung")

    assert (303, "/datenschutz/pruefung") == (answer.status_code, answer.location)
    assert 1 == app.extensions["desk"].overviews.asked


def test_program_and_log_are_taken_along_as_files(dpo):
    """Both as downloads; no browser shows them."""
    for path, name in (("verify.py", 'filename="verify.py"'), ("protokoll.tar", 'filename="protokoll-2026-11-16.tar"')):
        answer = dpo.get(f"/datenschutz/pruefung/{path}")
        assert 200 == answer.status_code
        assert name in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_result_and_every_mark_has_its_words(language):
    """Also each kind of finding of the verifier."""
    from hub.ledger.verify import KINDS

    texts = load_texts(language)
    findings = dict.fromkeys(KINDS, 2)
    for result in Result:
        last = replace(DONE, result=result, findings=findings)
        assert name_check(Checks(last, last), texts)
    assert len(MARKS) == len({name_mark(mark, texts) for mark in MARKS})


@pytest.mark.parametrize(
    ("asked", "faulty"),
    [
        ("kennung=N-07&quartal=2026-Q4&anlass=emergency", "kennung"),
        ("kennung=N-07&wochentag=1&stunde=9", "kennung"),
        ("wochentag=1", "stunde"),
        ("stunde=9", "wochentag"),
        ("wochentag=8&stunde=9", "wochentag"),
        ("anlass=whatever", "anlass"),
        ("stand=-1", "stand"),
    ],
)
def test_no_combination_counts_what_one_person_did(dpo, asked, faulty):
    """Hours and occasions are counted over everybody; with a pseudonym they are refused, and nothing is read."""
    answer = dpo.get(f"/datenschutz/protokoll?{asked}")

    assert 422 == answer.status_code
    assert f'href="#{faulty}"' in answer.text
    assert '<ol class="log">' not in answer.text
