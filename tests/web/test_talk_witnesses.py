"""Who interpreted and who was there is kept with the talk, sealed, and stands on its copy and its receipt (D1, D32)."""

import pytest

from tests.web.houses import post, sit_down
from tests.web.talks import F07, YES, Z2, begin

THERE = "Mara Erdacht, Freundin"
INTERPRETER = "Sprachdienst Beispiel, Herr Erfunden"
RECEIPT = f"/familien/{F07}/einwilligungen/E-2026-1-1/beleg"
IN_CLEAR = (
    "select string_agg(concat(p.document, d.document), '') from consent.paper p"
    " left join consent.declaration d using (tenant_id, consent_id) where p.ref like 'E-%'"
)


@pytest.fixture
def worker(kreis):
    """The ASD worker of F07."""
    return sit_down(kreis, "U07", "jugendamt")


@pytest.fixture
def talk(worker):
    """A talk in Dari with an interpreter, signed while a friend was there."""
    talk = begin(worker)
    post(worker, f"{talk}/vorbereiten?{Z2}", tun="sprache", sprache="prs", uebersetzt=INTERPRETER)
    answer = post(worker, f"{talk}?{Z2}", **{**YES, "zeugen": f"  {THERE} "})
    assert 303 == answer.status_code, answer.text
    return talk


def test_both_stand_on_the_copy(worker, talk):
    """On the page to be printed and in the document."""
    copy = worker.get(f"{talk}/kopie?{Z2}").text

    assert THERE in copy
    assert INTERPRETER in copy
    assert worker.get(f"{talk}/kopie.pdf?{Z2}").data.startswith(b"%PDF-")


def test_both_stand_on_the_receipt_of_the_agency_that_held_the_talk(kreis, worker, talk):
    """The other agency and the family read the same receipt without: the names are sealed to the first."""
    here = " ".join(worker.get(f"{RECEIPT}.txt?{Z2}").text.split())
    there = " ".join(sit_down(kreis, "U01", "jobcenter").get(f"{RECEIPT}.txt?{Z2}").text.split())

    assert f"Übersetzt hat: {INTERPRETER}" in here
    assert f"Dabei waren: {THERE}" in here
    assert "Gedolmetscht in: Dari" in there
    assert not [name for name in (INTERPRETER, THERE) if name in there]


def test_neither_name_is_kept_in_clear(kreis, talk):
    """Not in the paper, and not with what was declared on it."""
    [(kept,)] = kreis.superuser().execute(IN_CLEAR)

    assert not [name for name in (INTERPRETER, THERE) if name in kept]


def test_without_any_nothing_is_said_of_them(worker):
    """Nothing empty is drawn."""
    talk = begin(worker)
    post(worker, f"{talk}?{Z2}", **YES)

    assert "Dabei waren" not in worker.get(f"{talk}/kopie?{Z2}").text
    assert "Dabei waren" not in worker.get(f"{RECEIPT}.txt?{Z2}").text
