"""Schweigepflichtentbindungen: objects of their own, beside consents; they open nothing alone (§ 203 StGB, D25)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hub.consent.coverage import Question
from hub.consent.secrecy import sources_signed
from hub.consent.store import load_papers
from hub.record.store import load_outline
from hub.terms.bound import mark_of
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Category, Purpose
from tests.attacks.by_hand import family_id
from tests.attacks.families import cell, consent, family, withdraw
from tests.kreis import books
from tests.kreis_tables.seats import Seats

NUMBER = FamilyNumber("FAM-2026-792")
DOCTOR = "Dr. Erdacht, Kinderarztpraxis"


def _release(ref="X92-S1", **more):
    return consent(ref, "X92-1", ["U07"], bound=DOCTOR, categories=["health"]) | more


@pytest.fixture
def loaded(kreis):
    """Somebody who released their doctor towards U07, and consented to nothing."""

    def load(*papers):
        cells = [
            cell("given_name", "X92-1", "Alma", owner="jugendamt"),
            cell("sgb2_work_capacity", "X92-1", "Erdacht", summary="Kurz"),
        ]
        kreis.load(family(NUMBER, "X92", cells, consents=list(papers)))
        return kreis

    return load


def _sources(kreis, ref="U07"):
    house = kreis.house("jugendamt")
    family_of = load_outline(house.db, family_id(kreis.superuser(), NUMBER)).family
    papers = load_papers(house.db, family_of.id, books().catalogue)
    question = Question(family_of, kreis.principal(ref), Purpose.FAM_JOINT_SUPPORT, kreis.at)
    return sources_signed(papers, question, books().catalogue)


def _health(kreis):
    shown = kreis.open("U07", NUMBER).projection.shown
    return [one for one in shown if one.category is Category.HEALTH]


def test_it_releases_its_source_towards_its_recipient_alone(loaded):
    """For the fields of its categories; nobody else may be told by this doctor."""
    kreis = loaded(_release())

    [source] = _sources(kreis)

    assert mark_of(family_id(kreis.superuser(), NUMBER), DOCTOR) == source.source
    assert books().catalogue.category_masks[Category.HEALTH] == source.fields
    assert () == _sources(kreis, "U01")


def test_it_opens_nothing(loaded):
    """A release from secrecy is no consent; with one beside it the field is open."""
    kreis = loaded(_release())

    assert [] == _health(kreis)


def test_a_consent_beside_it_opens(loaded):
    """Or the test above would prove nothing."""
    assert _health(loaded(_release(), consent("X92-C1", "X92-1", ["U07"])))


def test_it_is_taken_back_like_a_consent_and_counts_from_that_second(loaded):
    """At either agency, with a place in the journal (D27)."""
    kreis = loaded(_release())

    withdraw(kreis, "X92-S1", "X92-1", NUMBER)

    assert () == _sources(replace(kreis, at=kreis.at + timedelta(seconds=1)))


def test_it_ends_with_its_last_day(loaded):
    """A period is part of it."""
    assert () == _sources(loaded(_release(to="2026-11-15")))


def test_the_page_of_consents_has_a_section_for_them(loaded):
    """Who may speak, towards whom, about what, until when, a way back; the table knows nothing of it."""
    seats = Seats(loaded(_release()))

    page = seats.page("U07", NUMBER, Purpose.FAM_JOINT_SUPPORT, "/einwilligungen").text
    consents, _, releases = page.partition('id="entbindungen"')

    for part in (DOCTOR, "Henrike Steinkauz", "Gesundheit", "01.10.2026 bis 30.09.2027", "erteilt", "X92-S1/widerruf"):
        assert part in releases, part
    assert DOCTOR not in consents
    assert "X92-S1/beleg" in releases
    assert "Noch niemand gefragt." in consents
    receipt = seats.page("U07", NUMBER, Purpose.FAM_JOINT_SUPPORT, "/einwilligungen/X92-S1/beleg.txt").text
    assert f"Wer sprechen darf: {DOCTOR}" in receipt


def test_to_a_program_it_is_named_as_no_consent(loaded):
    """`bound` says that it releases from secrecy; of a consent it is null."""
    seats = Seats(loaded(_release(), consent("X92-C1", "X92-1", ["U07"])))

    papers = seats.ask("U07", f"/families/{NUMBER}/consents?purpose=fam_joint_support").json["papers"]

    assert {"X92-S1": DOCTOR, "X92-C1": None} == {one["consent"]: one["bound"] for one in papers}
    assert all(one["complete"] and one["lacks"] == [] for one in papers)


def test_without_any_there_is_no_section(loaded):
    """Nothing empty is drawn."""
    seats = Seats(loaded(consent("X92-C1", "X92-1", ["U07"])))

    page = seats.page("U07", NUMBER, Purpose.FAM_JOINT_SUPPORT, "/einwilligungen").text

    assert "Schweigepflicht" not in page
