"""The pages of the sample over the real house: drawn, judged one by one, signed, taken along (J10)."""

import json
import re

import pytest

from hub.terms.samples import Judgement
from tests.review.drawn import drawn, judge_all, october
from tests.web.houses import post, sit_down

PAGE = "/datenschutz/stichprobe"
OCTOBER = f"{PAGE}/2026-10"

pytestmark = pytest.mark.history


@pytest.fixture
def officer(kreis, tmp_path):
    """U16 at the officers' address, with October drawn."""
    with october(kreis, tmp_path) as evidence:
        yield kreis, sit_down(kreis, "U16", "oversight")
        evidence.place()


def _entry(page):
    [found] = set(re.findall('name="eintrag" value="([^"]+)"', page))
    return found


def test_an_entry_is_a_sentence_with_three_answers_and_the_next_follows(officer):
    """By buttons, which the keys press; progress is said in words."""
    _, client = officer
    page = client.get(OCTOBER).text

    answer = post(client, OCTOBER, eintrag=_entry(page), urteil="plausible")

    assert "0 von 21 geprüft" in page
    assert ["1", "2", "3"] == re.findall('data-key="(.)"', page)
    assert re.search(r"Nutzer N-\d\d", page)
    following = client.get(answer.headers["Location"]).text
    assert "1 von 21 geprüft" in following
    assert "Gespeichert." in following
    assert _entry(following) != _entry(page)


def test_emergencies_and_spoken_consents_stand_apart(officer):
    """Twenty-one, two and five, each list with its own numbers."""
    _, client = officer
    page = client.get(OCTOBER).text

    for heading in ("Ausgelost (21)", "Notfallzugriffe (2)", "Mündliche Einwilligungen (5)"):
        assert heading in page


def test_drawing_again_is_told(officer):
    """The button is gone; whoever sends the form again is told that it stands in the log."""
    _, client = officer

    assert "Stichprobe Oktober 2026 ziehen" not in client.get(PAGE).text
    answer = post(client, PAGE, monat="2026-10", tun="ziehen")

    assert "Dieser Monat ist schon gezogen." in client.get(answer.headers["Location"]).text


def test_a_judgement_can_be_changed_until_the_report_is_signed(officer):
    """The entry is opened again from the list."""
    _, client = officer
    entry = _entry(client.get(OCTOBER).text)
    post(client, OCTOBER, eintrag=entry, urteil="question")
    assert "Rückfrage, " in client.get(OCTOBER).text

    post(client, OCTOBER, eintrag=entry, urteil="plausible")

    assert "Rückfrage, " not in client.get(OCTOBER).text
    assert entry == _entry(client.get(f"{OCTOBER}?eintrag={entry}").text)


def test_the_report_is_signed_at_the_end_and_taken_along(officer):
    """As a tagged document and as the file that is checked; no name in either."""
    kreis, client = officer
    assert 404 == client.get(f"{OCTOBER}/bericht.pdf").status_code
    judge_all(kreis)
    assert "Bericht abschließen" in client.get(OCTOBER).text

    answer = post(client, f"{OCTOBER}/abschluss")

    assert "Der Bericht ist unterschrieben." in client.get(answer.headers["Location"]).text
    pdf = client.get(f"{OCTOBER}/bericht.pdf")
    assert (b"%PDF", "application/pdf") == (pdf.data[:4], pdf.mimetype)
    told = json.loads(client.get(f"{OCTOBER}/bericht.json").text)
    assert {"report", "sheet", "note", "key"} == set(told)
    assert "N-" not in told["report"]


@pytest.mark.parametrize("ref", ["U01", "U07", "U12", "U17", "U19"])
def test_nobody_else_has_these_pages(kreis, ref):
    """Told so: no page of the sample names a family in its address."""
    group = {"U01": "jobcenter", "U07": "jugendamt", "U12": "provider"}.get(ref, "oversight")
    client = sit_down(kreis, ref, group)

    for path in (PAGE, OCTOBER, f"{OCTOBER}/bericht.json"):
        assert 403 == client.get(path).status_code
    assert 403 == post(client, PAGE, monat="2026-10", tun="ziehen").status_code
    assert 403 == post(client, OCTOBER, eintrag="x", urteil=Judgement.PLAUSIBLE).status_code


@pytest.mark.parametrize("path", ["2026-13", "oktober", "2026-1", "2026-09", "0000-00"])
def test_what_is_no_month_or_not_drawn_is_not_found(officer, path):
    """The same page for both."""
    assert 404 == officer[1].get(f"{PAGE}/{path}").status_code


@pytest.mark.parametrize(
    "fields", [{"monat": "2026-09", "tun": "x"}, {"eintrag": "x", "urteil": "plausible"}, {"urteil": "good"}]
)
def test_what_cannot_be_asked_changes_nothing(officer, fields):
    """An unknown act, an entry that is none, an unknown answer."""
    _, client = officer
    entry = _entry(client.get(OCTOBER).text)

    answer = post(client, PAGE if "tun" in fields else OCTOBER, **{"eintrag": entry, **fields})

    assert answer.status_code in (404, 422)
    assert "0 von 21 geprüft" in client.get(OCTOBER).text


def test_a_doubt_opens_a_case_once(officer):
    """Of an entry that concerns the body for which the officer acts; of two doubts one case."""
    kreis, client = officer
    sample = drawn(kreis)
    rows = kreis.superuser().execute("select entry_id::text from ledger.index where agency = 'jobcenter'").fetchall()
    own = next(one.entry for one in sample.entries if (one.entry,) in rows)

    first = post(client, OCTOBER, eintrag=own, urteil="conspicuous")
    second = post(client, OCTOBER, eintrag=own, urteil="question")

    assert "Dazu ist ein Vorgang eröffnet" in client.get(first.headers["Location"]).text
    assert "Gespeichert." in client.get(second.headers["Location"]).text
    cases = kreis.superuser().execute("select kind, entries::text[] from review.case_file").fetchall()
    assert [("sample", [own])] == cases


def test_a_doubt_about_the_other_bodys_own_entry_says_where_its_case_is_opened(officer):
    """The verdict is kept; the case is the business of who acts for that body."""
    kreis, client = officer
    rows = (
        kreis.superuser()
        .execute("select entry_id::text from ledger.index where not controllers @> array['jobcenter']")
        .fetchall()
    )
    other = next(one.entry for one in drawn(kreis).entries if (one.entry,) in rows)

    answer = post(client, OCTOBER, eintrag=other, urteil="conspicuous")

    assert "Ein Vorgang ist nicht eröffnet" in client.get(answer.headers["Location"]).text
    assert Judgement.CONSPICUOUS is drawn(kreis).find(other).judgement


def test_beside_the_sentence_stands_what_was_so_around_it(officer):
    """Duty and proof; the number is that of the quarter, not the log's."""
    page = officer[1].get(OCTOBER).text

    assert "log__beside" in page
    assert "log__proof" in page
