"""What somebody of a family reaches."""

import pytest

from hub.terms.lists import Agency, Role
from hub.web.app import create_app
from hub.web.door import FAMILY_ROLES, FAMILY_ROUTES, OPEN_ROUTES, OWN_PAGES
from tests.exchange.documents import NUMBER as OWN
from tests.exchange.documents import cell, document, family
from tests.web.houses import sit_down
from tests.web.sample import JOBCOACH, NUMBER, post, sample_desk, signed_in

MOTHER = signed_in("F01/F01-1", NUMBER, Role.PARENT, Agency.FAMILY, "Familie")


@pytest.fixture
def mother_app():
    """The sample desk, with somebody of a family at it."""
    return create_app(sample_desk((JOBCOACH, MOTHER)))


@pytest.fixture
def mother(mother_app):
    """Her browser."""
    client = mother_app.test_client()
    with client.session_transaction() as session:
        session["key"] = mother_app.extensions["desk"].sessions.open(post(MOTHER).id)
    return client


def test_the_first_page_shows_nothing_of_others(mother):
    """No number to open, no search, no other page in the menu."""
    page = mother.get("/start", follow_redirects=True)

    assert 200 == page.status_code
    assert "Meine Zustimmungen ansehen" in page.text
    assert "FAM-2025-007" not in page.text
    assert "nummer" not in page.text


def test_every_page_of_staff_is_as_if_it_were_not_there(mother, mother_app):
    """Pages and API, whatever is added to them: the list of what families reach is a short one."""
    mother_app.config["WTF_CSRF_ENABLED"] = False
    reached = set()
    for rule in mother_app.url_map.iter_rules():
        path = rule.rule.replace("<path:filename>", "hub.css").replace("<number>", NUMBER)
        for method in sorted(rule.methods & {"GET", "POST"}):
            headers = {"Authorization": f"Bearer token-{MOTHER.principal.ref}"} if path.startswith("/api/v1") else {}
            if rule.endpoint not in OPEN_ROUTES | OWN_PAGES | {"sign_in.sign_out"}:
                answer = mother.open(path, method=method, headers=headers)
                reached |= {rule.endpoint} if answer.status_code != 404 else set()

    assert {"entrance.show_start", "api.show_me", "own_sessions.show"} == reached


def test_the_lists_of_the_door_exist(mother_app):
    """A misspelt route would be shut to families, which is the harmless direction, but a mistake."""
    assert FAMILY_ROUTES <= mother_app.view_functions.keys()
    assert {role for role in Role if role.value in {"parent", "young_person", "relative", "external"}} == FAMILY_ROLES


def test_a_member_of_a_family_signs_in_over_the_real_house(kreis):
    """Her own case number stands in the head of the page, and nothing of the record anywhere."""
    account = {"person": "X-1", "subject": "erdachte.mutter", "role": "parent"}
    kreis.load(document(family([cell("given_name", owner="jobcenter", value="Erdacht")], accounts=[account])))

    mother = sit_down(kreis, "erdachte.mutter", "family")

    page = mother.get("/start", follow_redirects=True)
    assert (200, True, False) == (page.status_code, OWN in page.text, "Erdacht" in page.text)
    assert {404} == {mother.get(f"/familien/{number}?zweck=case_conference").status_code for number in (OWN, NUMBER)}
