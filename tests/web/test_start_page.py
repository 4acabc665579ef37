"""The day's first page: what was opened last, and what it is for those who open no family."""

from dataclasses import replace

import pytest

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency, Role
from hub.web.recent import MOST
from tests.web.apps import app_at
from tests.web.sample import FAMILY, JOBCOACH, NUMBER, SECOND, post, sample_desk, signed_in

ADMIN = signed_in("U19", "Max Stieglitz", Role.IT_ADMIN, Agency.JOBCENTER, "Pro Arbeit")
NUMBERS = tuple(FamilyNumber(f"FAM-2026-{number:03}") for number in range(1, MOST + 3))


def _client(desk, who=JOBCOACH):
    client = app_at(desk).test_client()
    with client.session_transaction() as session:
        session["key"] = desk.sessions.open(post(who).id)
    return client


def _desk(own):
    return replace(
        sample_desk(open_family=lambda principal, number, *rest: replace(FAMILY, family=number)),
        assigned=lambda principal, at: own,
    )


def _recent(client):
    page = client.get("/start").text
    _, found, after = page.partition('aria-labelledby="start-recent"')
    return [one for one in (*NUMBERS, NUMBER, SECOND) if found and f">{one}<" in after[: after.index("</section>")]]


def test_the_families_opened_last_are_offered_again():
    """At most five, none twice; before the first there is no such part."""
    client = _client(_desk(NUMBERS))
    assert _recent(client) == []

    for number in (*NUMBERS, NUMBERS[-1]):
        client.get(f"/familien/{number}?zweck=fam_joint_support")

    assert _recent(client) == list(NUMBERS[-MOST:])


def test_what_is_no_longer_ones_own_is_not_offered():
    """Whatever the cookie still knows."""
    own = [NUMBER, SECOND]
    client = _client(_desk(own))
    for number in (NUMBER, SECOND):
        client.get(f"/familien/{number}?zweck=fam_joint_support")

    own.remove(SECOND)

    assert _recent(client) == [NUMBER]


def test_a_family_that_is_refused_is_not_kept():
    """Neither its number nor that somebody asked."""
    client = _client(sample_desk())

    answer = client.get(f"/familien/{SECOND}?zweck=fam_joint_support")

    assert 404 == answer.status_code
    assert _recent(client) == []


def test_nothing_of_it_outlives_the_sign_in():
    """Whoever signs in next at this browser is offered nothing of it."""
    client = _client(_desk((NUMBER,)))
    client.get(f"/familien/{NUMBER}?zweck=fam_joint_support")
    desk = client.application.extensions["desk"]
    page = client.get("/start").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]

    assert 303 == client.post("/abmelden", data={"csrf_token": token}).status_code
    with client.session_transaction() as session:
        assert "recent" not in session
        session["key"] = desk.sessions.open(post(JOBCOACH).id)

    assert _recent(client) == []


def test_who_opens_no_families_is_told_so():
    """Not that nothing is due today: nothing ever is."""
    page = _client(sample_desk(people=(ADMIN,)), ADMIN).get("/start").text

    assert "Fachadministration: In dieser Funktion werden keine Familien geöffnet." in page
    assert "Heute wichtig" not in page


@pytest.mark.parametrize(("language", "mark"), [("de", ""), ("en", " lang=de")])
def test_names_of_fields_are_german_on_an_english_page_and_say_so(language, mark):
    """So that they are read aloud as German; a yes is written in the language of the page."""
    client = _client(sample_desk())
    with client.session_transaction() as session:
        session["language"] = language
    page = client.get(f"/familien/{NUMBER}/personen?zweck=fam_joint_support").text

    assert f'<dt{mark}>Kooperationsplan: Eingliederungsziel</dt><dd><p dir="auto"{mark}>Ausbildung zur' in page
    assert f"<dt{mark}>Telefon</dt>" in page
    said = {"de": "Nein", "en": "No"}[language]
    assert f'<dt{mark}>Dolmetschbedarf</dt><dd><p dir="auto">{said}</p>' in page
