"""What a talk gives away: custody to nobody who may not know it (D18), and no evidence without an entry."""

import re
from io import BytesIO

import pytest

from tests.web.houses import post, sit_down
from tests.web.talks import HELP, SHEET, YES, Z2, begin, papers

OWN = "zweck=provider_service"
F03 = "FAM-2025-011"


@pytest.fixture
def worker(kreis):
    """The ASD worker of F07."""
    return sit_down(kreis, "U07", "jugendamt")


def _looks(kreis):
    """How many entries there are of looks at consents."""
    [(count,)] = kreis.superuser().execute("select count(*) from ledger.index where event = 'consent.read'").fetchall()
    return count


def test_a_jobcoach_does_not_find_out_by_signing_who_holds_custody(kreis):
    """For a step-parent and for a parent the same is answered at each step; the one opens nothing (D18, D20)."""
    coach = sit_down(kreis, "U01", "jobcenter")
    talks = f"/familien/{F03}/einwilligungen/gespraech?{Z2}"
    question = {**HELP, "person": "F03-3", "empfaenger": "U07", "kategorie": "school_childcare", "angesprochen": "ja"}
    steps = {}
    for who in ("F03-1", "F03-2"):  # the mother, and her partner who has no custody of her child
        begun = post(coach, talks, wer=who)
        assert 303 == begun.status_code
        path = begun.headers["Location"]
        asked = post(coach, path, **question)
        signed = post(coach, path.replace("/vorbereiten", ""), **YES)
        steps[who] = (asked.status_code, signed.status_code)

    assert [(303, 303)] * 2 == list(steps.values())
    assert 2 == len(papers(kreis))


@pytest.mark.parametrize("page", ["/fertig", "/kopie", "/kopie.pdf"])
def test_what_was_signed_is_not_shown_without_an_entry(kreis, worker, page):
    """The copy holds names, answers and the drawing: each look at it is written down, with its papers."""
    talk = begin(worker)
    post(worker, f"{talk}?{Z2}", **YES)
    before = _looks(kreis)

    assert 200 == worker.get(f"{talk}{page}?{Z2}").status_code

    assert before + 1 == _looks(kreis)


def test_a_scan_is_not_shown_without_an_entry(kreis, worker):
    """Nor is it sent to somebody who has not the case."""
    talk = begin(worker)
    post(worker, f"{talk}?{Z2}", **{**YES, "tun": "papier"})
    post(worker, f"{talk}/scan?{Z2}", scan=(BytesIO(SHEET), "blatt.pdf"))
    before = _looks(kreis)

    assert SHEET == worker.get(f"{talk}/scan.pdf?{Z2}").data

    assert before + 1 == _looks(kreis)
    assert 404 == sit_down(kreis, "U08", "jugendamt").get(f"{talk}/scan.pdf?{Z2}").status_code


def test_who_may_look_at_consents_and_not_take_them_is_refused_in_the_log(kreis):
    """A provider reads how its consents stand; a talk is refused like a family that is not there, and written down."""
    trainer, case = sit_down(kreis, "U12", "provider"), "/familien/FAM-2026-001/einwilligungen"
    assert 200 == trainer.get(f"{case}?{OWN}").status_code
    denied = "select count(*) from ledger.index where event = 'access.denied'"
    [(before,)] = kreis.superuser().execute(denied).fetchall()

    assert 404 == trainer.get(f"{case}/gespraech?{OWN}").status_code

    [(after,)] = kreis.superuser().execute(denied).fetchall()
    assert before + 1 == after


def test_why_something_was_only_spoken_is_kept_sealed(kreis, worker):
    """It may tell of a clinic: a paper lies in clear and is read at both agencies; it says that there is a reason."""
    talk, reason = begin(worker), "Telefonat aus der Klinik"
    post(worker, f"{talk}?{Z2}", **{"antwort-1": "ja", "tun": "muendlich", "grund": reason})

    assert "stated" == papers(kreis)["E-2026-1-1"]["special_circumstances"]
    assert reason in worker.get(f"{talk}/kopie?{Z2}").text


@pytest.mark.parametrize(("number", "ref", "name"), [("FAM-2025-007", "U01", "F02-2"), (F03, "U01", "F03-6")])
def test_of_whom_no_birthday_may_be_seen_no_age_is_told(kreis, number, ref, name):
    """A father who lives elsewhere can be asked; how old he is is not the Jobcoach's to know."""
    coach = sit_down(kreis, ref, "jobcenter")

    page = coach.get(f"/familien/{number}/einwilligungen/gespraech?{Z2}").text

    lines = re.findall(r'name="wer" value="([^"]+)".*?<label[^>]*>(.*?)</label>', page)
    ages = {who: re.search(r"(\d+) Jahre", words) for who, words in lines}
    assert ages[name] is None
    assert any(ages.values()), "of others it is told"
