"""A release from professional secrecy in the consent talk: its own question, its own paper, its own receipt (D25)."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from json import loads

import pytest

from hub.consent.coverage import Question
from hub.consent.secrecy import sources_signed
from hub.consent.store import load_papers
from hub.record.store import load_outline
from hub.terms.bound import mark_of
from hub.terms.clock import BERLIN
from hub.terms.lists import Category, Purpose
from tests.attacks.by_hand import family_id
from tests.kreis import books
from tests.web.houses import post, sit_down
from tests.web.talks import F07, HELP, SHEET, TALKS, YES, Z2, begin, faults, papers, seen

DOCTOR = "Frau Dr. Beispiel, Kinderärztin"
RELEASE = {
    **HELP,
    "art": "entbindung",
    "entbunden": DOCTOR,
    "kategorie": "health",
    "wofuer": "Damit Herr Kranichfeld weiß, was bei der Arbeit geht.",
}
FILES = f"/familien/{F07}/einwilligungen/E-2026-1-1/beleg"


@pytest.fixture
def worker(kreis):
    """The ASD worker of F07."""
    return sit_down(kreis, "U07", "jugendamt")


def _sources(kreis, ref="U01"):
    house = kreis.house("jobcenter")
    family = load_outline(house.db, family_id(kreis.superuser(), F07)).family
    signed = load_papers(house.db, family.id, books().catalogue)
    question = Question(family, kreis.principal(ref), Purpose.FAM_JOINT_SUPPORT, kreis.at)
    return sources_signed(signed, question, books().catalogue)


def test_a_yes_releases_whoever_is_named_towards_whoever_is_named(kreis, worker):
    """A paper of its own kind; the doctor may speak with this Jobcoach about health, and with nobody else."""
    talk = begin(worker, question=RELEASE)
    page = worker.get(f"{talk}?{Z2}").text
    assert "hat Schweigepflicht" in page
    assert () == _sources(kreis)

    post(worker, f"{talk}?{Z2}", **YES)

    [source] = _sources(kreis)
    mark = mark_of(family_id(kreis.superuser(), F07), DOCTOR)
    assert (mark, books().catalogue.category_masks[Category.HEALTH]) == (source.source, source.fields)
    assert {"E-2026-1-1": DOCTOR} == {ref: one["bound"] for ref, one in papers(kreis).items()}
    assert () == _sources(kreis, "U02")


@pytest.mark.parametrize("said", ["nein", "spaeter"])
def test_neither_a_no_nor_a_later_releases_anybody(kreis, worker, said):
    """Silence is no yes here either (G4)."""
    talk = begin(worker, question=RELEASE)
    post(worker, f"{talk}/vorbereiten?{Z2}", **HELP)

    post(worker, f"{talk}?{Z2}", **{**YES, "antwort-1": said, "antwort-2": "ja"})

    assert () == _sources(kreis)
    assert seen(kreis, "help_type")


def test_it_opens_nothing_by_itself(kreis, worker):
    """Who may speak is one question, what may be seen is another."""
    post(worker, f"{begin(worker, question={**RELEASE, 'kategorie': 'help_type'})}?{Z2}", **YES)

    assert _sources(kreis)
    assert not seen(kreis, "help_type")


NOBODY = {"nobody": "", "blank": "   ", "long": "x" * 121, "control signs": "a\x00b"}


@pytest.mark.parametrize("bound", NOBODY.values(), ids=NOBODY)
def test_whoever_is_released_is_named(worker, bound):
    """422, and the list is as long as before."""
    talk = begin(worker)

    answer = post(worker, f"{talk}/vorbereiten?{Z2}", **{**RELEASE, "entbunden": bound})

    assert 422 == answer.status_code
    assert any("Name oder Funktion" in fault for fault in faults(answer))
    assert "Frage 2 entfernen" not in worker.get(f"{talk}/vorbereiten?{Z2}").text


def test_a_version_without_the_words_asks_no_such_question(kreis):
    """What was prepared before the words were there is prepared anew: nothing is asked in other words."""
    kreis.at -= timedelta(days=1)
    worker = sit_down(kreis, "U07", "jugendamt")
    talk = begin(worker)
    assert "Schweigepflicht" not in worker.get(f"{talk}/vorbereiten?{Z2}").text

    answer = post(worker, f"{talk}/vorbereiten?{Z2}", **RELEASE)

    assert any("hat keine Worte" in fault for fault in faults(answer))


def test_a_no_to_the_one_leaves_the_other_to_be_asked(worker):
    """Six months of peace are for the question that was refused, for this doctor (J4)."""
    post(worker, f"{begin(worker, question=RELEASE)}?{Z2}", **{**YES, "antwort-1": "nein"})
    again = begin(worker, question={**HELP, "kategorie": "housing"})

    refused = post(worker, f"{again}/vorbereiten?{Z2}", **RELEASE)
    another = post(worker, f"{again}/vorbereiten?{Z2}", **{**RELEASE, "entbunden": "Herr Muster, Schuldnerberater"})
    consent = post(worker, f"{again}/vorbereiten?{Z2}", **{**HELP, "kategorie": "contact"})

    assert any("Bitte nicht erneut fragen" in fault for fault in faults(refused))
    assert (303, 303) == (another.status_code, consent.status_code)


def test_on_paper_it_is_open_until_the_scan_was_looked_at(kreis, worker):
    """The sheet is the same document as of a consent, with the words of secrecy."""
    talk = begin(worker, question=RELEASE)
    post(worker, f"{talk}?{Z2}", **{**YES, "tun": "papier"})
    assert "hat Schweigepflicht" in worker.get(f"{talk}/kopie?{Z2}").text
    assert worker.get(f"{talk}/kopie.pdf?{Z2}").data.startswith(b"%PDF-")
    assert () == _sources(kreis)
    send(worker, f"{talk}/scan?{Z2}")
    assert () == _sources(kreis)

    looked = {"antwort-1": "ja", "unterschrieben": "ja", "tag": "16.11.2026"}
    assert 303 == post(worker, f"{talk}/pruefen?{Z2}", **looked).status_code

    assert _sources(kreis)


def test_its_receipt_says_that_it_is_no_consent(kreis, worker):
    """As text, as document and as record: who may speak, with whom, about what; for both agencies."""
    post(worker, f"{begin(worker, question=RELEASE)}?{Z2}", **YES)

    text = " ".join(worker.get(f"{FILES}.txt?{Z2}").text.split())
    record = loads(worker.get(f"{FILES}.jsonld?{Z2}").text)

    for said in ("Beleg über eine Entbindung von der Schweigepflicht", DOCTOR, "Gesundheit", "Jonas Kranichfeld"):
        assert said in text, said
    assert DOCTOR == record["fam:releasesFromSecrecy"]
    assert [{"@id": "fam:ReleaseFromSecrecy"}] == record["dpv:hasLegalBasis"]
    assert worker.get(f"{FILES}.pdf?{Z2}").data.startswith(b"%PDF-")
    assert DOCTOR in sit_down(kreis, "U01", "jobcenter").get(f"{FILES}.txt?{Z2}").text


def test_it_is_taken_back_like_a_consent(kreis, worker):
    """From that second the doctor is silent again (D27)."""
    post(worker, f"{begin(worker, question=RELEASE)}?{Z2}", **YES)
    back = f"/familien/{F07}/einwilligungen/E-2026-1-1/widerruf?{Z2}"

    now = f"{kreis.at.astimezone(BERLIN):%H:%M}"
    answer = post(worker, back, weg="in_person", wer="F07-1", umfang="alles", tag="16.11.2026", uhrzeit=now)

    assert 303 == answer.status_code, answer.text
    assert () == _sources(replace(kreis, at=kreis.at + timedelta(seconds=1)))


def test_among_the_talks_there_is_a_way_to_it(worker):
    """The list offers it, and its page asks who may speak; nothing is ticked."""
    talk = begin(worker)

    page = worker.get(f"{talk}/vorbereiten?{Z2}").text
    asked = worker.get(f"{talk}/vorbereiten?{Z2}&art=entbindung").text

    assert "art=entbindung" in page
    assert "Wer soll sprechen dürfen?" in asked
    assert "Wer soll sprechen dürfen?" not in page
    assert TALKS in page


def send(worker, path):
    """The scan of the sheet."""
    page = worker.get(path).text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    data = {"csrf_token": token, "scan": (BytesIO(SHEET), "scan.pdf")}
    return worker.post(path, data=data, content_type="multipart/form-data")
