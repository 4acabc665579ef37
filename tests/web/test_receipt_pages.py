"""Receipts on pages over the real house: who gets which, what is in it and what is not, and what its headers say."""

import json

import pytest

from tests.kreis import F01
from tests.web.houses import post, sit_down

FAM = "?zweck=fam_joint_support"
STAFF = "/familien/{}/einwilligungen/{}/beleg{}"
OWN = "/meine/zustimmungen/{}/beleg{}"
TYPES = {"pdf": "application/pdf", "txt": "text/plain; charset=utf-8", "jsonld": "application/ld+json"}


@pytest.fixture
def jonas(kreis):
    """The Jobcoach of the first family."""
    return sit_down(kreis, "U01", "jobcenter")


def _staff(number, ref, form, person=""):
    return STAFF.format(number, ref, f".{form}{FAM}" + (f"&person={person}" if person else ""))


@pytest.mark.parametrize("form", TYPES)
def test_staff_get_a_receipt_as_a_file_that_nobody_keeps_on_the_way(jonas, form):
    """The right type, a name without anybody's name, and no caching."""
    answer = jonas.get(_staff(F01, "C01", form))

    assert 200 == answer.status_code
    assert TYPES[form] == answer.headers["Content-Type"]
    assert f'attachment; filename="C01_F01-1.{form}"' == answer.headers["Content-Disposition"]
    assert "no-store" == answer.headers["Cache-Control"]
    assert "nosniff" == answer.headers["X-Content-Type-Options"]


def test_a_paper_about_several_people_asks_for_whom_first(jonas):
    """One receipt for each person; the card of the paper leads there."""
    asked = jonas.get(_staff(F01, "C02", "pdf"))
    page = jonas.get(STAFF.format(F01, "C02", FAM)).text

    assert "text/html; charset=utf-8" == asked.headers["Content-Type"]
    assert "person=F01-2" in page
    assert "person=F01-3" in page
    assert "Mia Ahornwald (F01-2)" in jonas.get(_staff(F01, "C02", "txt", "F01-2")).text
    assert f"/familien/{F01}/einwilligungen/C02/beleg" in jonas.get(f"/familien/{F01}/einwilligungen{FAM}").text


def test_not_there_not_yours_and_not_of_this_person_are_the_same_bytes(kreis, jonas):
    """Nobody learns which papers and which families there are (A2)."""
    other = next(one for one in ("FAM-2025-007", "FAM-2025-009") if one != F01)
    paths = [
        _staff(F01, "C999", "pdf"),
        _staff("FAM-2025-999", "C01", "pdf"),
        _staff(F01, "C12", "txt"),
        _staff(F01, "C02", "jsonld", "F01-1"),
        _staff(other, "C01", "pdf"),
    ]

    answers = [jonas.get(path) for path in paths]

    assert {404} == {one.status_code for one in answers}
    assert 1 == len({one.data for one in answers})


@pytest.mark.parametrize(("ref", "group"), [("U05", "jobcenter"), ("U16", "oversight"), ("U19", "oversight")])
def test_who_may_not_learn_of_a_no_gets_no_receipt(kreis, ref, group):
    """Benefits never see how consents stand (D5); nor do data protection or IT read cases here."""
    assert 404 == sit_down(kreis, ref, group).get(_staff(F01, "C01", "pdf")).status_code


def test_every_receipt_is_written_down_before_it_is_handed_out(kreis, jonas):
    """As a look at consents, with the paper named; a refusal names none."""
    jonas.get(_staff(F01, "C01", "txt"))
    jonas.get(_staff("FAM-2025-999", "C01", "txt"))

    rows = kreis.superuser().execute("select event from ledger.index where role = 'jobcoach'").fetchall()
    assert {("consent.read",), ("access.denied",)} == set(rows)


def test_a_receipt_costs_a_fixed_number_of_statements(kreis, jonas):
    """The sign-in, the look in four, the names of the controllers, and who was there in the talk."""
    jonas.get(_staff(F01, "C01", "txt"))
    kreis.statements.clear()

    jonas.get(_staff(F01, "C01", "txt"))

    assert 7 == len(kreis.statements)


def test_a_provider_gets_no_receipt_of_what_names_others(kreis):
    """A paper to the two agencies alone is nothing of theirs."""
    path = STAFF.format(F01, "C01", ".pdf?zweck=provider_service")

    assert 404 == sit_down(kreis, "U12", "provider").get(path).status_code


def test_a_mother_gets_what_she_said_herself(kreis):
    """By name, in all three forms; and her own page leads there."""
    sandra = sit_down(kreis, "sandra.ahornwald", "family")

    text = sandra.get(OWN.format("C01", ".txt")).text
    record = json.loads(sandra.get(OWN.format("C01", ".jsonld")).text)

    assert "Sandra Ahornwald (F01-1): Ja" in " ".join(text.split())
    assert "F01-1" == record["dpv:hasDataSubject"]["dct:identifier"]
    assert sandra.get(OWN.format("C01", ".pdf")).data.startswith(b"%PDF-1.7")
    assert OWN.format("C01", "") in sandra.get("/meine/zustimmungen").text


def test_a_co_custodians_answer_is_in_nobody_elses_receipt(kreis):
    """Leon's health: Julia said yes, Markus no; each gets their own word alone (D8)."""
    julia, markus = (sit_down(kreis, name, "family") for name in ("julia.brombeer", "markus.brombeer"))

    said = julia.get(OWN.format("C07", ".txt")).text

    assert "Ja" in said
    assert "Markus" not in said
    assert 404 == julia.get(OWN.format("C08", ".txt")).status_code
    assert 404 == markus.get(OWN.format("C07", ".txt")).status_code
    assert "Nein" in markus.get(OWN.format("C08", ".txt")).text


def test_of_a_family_what_is_not_theirs_is_the_same_404(kreis):
    """Somebody else's, no such, another family's, and the page of staff."""
    julia = sit_down(kreis, "julia.brombeer", "family")

    answers = [julia.get(OWN.format(ref, ".pdf")) for ref in ("C08", "C999", "C02")]
    answers.append(julia.get(_staff(F01, "C01", "pdf")))

    assert {404} == {one.status_code for one in answers}
    assert 1 == len({one.data for one in answers})


def test_staff_have_no_receipts_of_their_own(jonas):
    """403: it names no family."""
    assert 403 == jonas.get(OWN.format("C01", ".pdf")).status_code


def test_whoever_is_not_signed_in_gets_nothing(kreis):
    """The way to the sign-in, and no file."""
    stranger = sit_down(kreis, "U01", "jobcenter")
    with stranger.session_transaction() as session:
        session.clear()

    assert 303 == stranger.get(_staff(F01, "C01", "pdf")).status_code


def test_a_family_reads_beside_the_german_text_what_their_pages_are_read_in(kreis):
    """Leichte Sprache where it was chosen; English where the pages are English; else German alone."""
    sandra = sit_down(kreis, "sandra.ahornwald", "family")
    plain = sandra.get(OWN.format("C01", ".txt")).text
    post(sandra, "/meine/sprache", leicht="ja", zurueck="/meine/zustimmungen")

    easy = sandra.get(OWN.format("C01", ".txt")).text

    assert "Ihre Antwort, Stand am" in plain
    assert "noch nicht geprüft" not in plain
    assert "Leichte Sprache, noch nicht geprüft" in easy
    assert "Verbindlich ist allein der deutsche Text." in easy
    assert sandra.get(OWN.format("C01", ".pdf")).data.startswith(b"%PDF-1.7")
