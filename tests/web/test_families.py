"""The list of families and the search: by page and by API, with and without hits."""

import re
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from hub.terms.families import Glances
from hub.terms.lists import Agency, Role
from tests.web.apps import app_at
from tests.web.sample import JOBCOACH, NUMBER, SECOND, post, sample_desk, signed_in

TOKEN = {"Authorization": "Bearer token-U01"}
URL = "/api/v1/families"
PURPOSE = "fam_joint_support"
NOTHING = "Keine Familie gefunden oder keine Zuständigkeit."


def _search(client, query):
    client.get("/start")
    with client.session_transaction() as session:
        token = session["form_token"]
    return client.post("/familien", data={"csrf_token": token, "suche": query})


def _main(response):
    """The page without what was typed, which stands in its field again."""
    main = response.text[response.text.index("<main") : response.text.index("</main")]
    return re.sub(r'value="[^"]*"', "", main)


def test_the_list_shows_number_name_next_date_and_open_points(jobcoach):
    """Names as far as they may be shown; the page says for what."""
    page = jobcoach.get("/familien").text

    assert "Ahornwald: Sandra, Mia, Ben" in page
    assert "Mo 07.12.2026, 10:00" in page
    assert "Einwilligung läuft am 30.11.2026 ab" in page
    assert "Eigene Entscheidung steht aus" in page
    assert f'href="/familien/{NUMBER}?zweck=sgb2_integration"' in page
    assert SECOND in page


@pytest.mark.parametrize(
    ("query", "first"),
    [("", NUMBER), ("?richtung=ab", SECOND), ("?sortierung=name&richtung=ab", SECOND), ("?sortierung=termin", NUMBER)],
)
def test_the_list_is_sorted_by_links(jobcoach, query, first):
    """Without a script; the column says so to screen readers."""
    page = jobcoach.get(f"/familien{query}").text

    numbers = re.findall(r">(FAM-\d{4}-\d{3})</a>", page)
    assert first == numbers[0]
    assert 1 == page.count("aria-sort")


def test_from_a_search_the_purpose_is_asked_and_the_query_is_in_no_address(jobcoach):
    """Case numbers stand in addresses, names never."""
    response = _search(jobcoach, "Ahornwald")

    assert f'href="/familien/{NUMBER}"' in response.text
    assert not re.search(r'(href|action)="[^"]*hornwald', response.text)
    assert "Eine Familie gefunden." in response.text
    assert "<title>" in response.text
    assert "Ahornwald" not in response.text[: response.text.index("</title>")]


@pytest.mark.parametrize("query", ["FAM-2025-999", "FAM-2026-001", "Niemand", "01.01.1900"])
def test_unknown_and_out_of_reach_are_the_same_page(jobcoach, query):
    """Whatever was typed: one text."""
    response = _search(jobcoach, query)

    assert 200 == response.status_code
    assert NOTHING in response.text
    assert _main(response) == _main(_search(jobcoach, "Sonstwer"))


@pytest.mark.parametrize("query", ["", "   ", "x" * 101])
def test_nothing_and_too_much_are_not_searched_for(jobcoach, query):
    """Told so, and nothing is asked of anybody."""
    assert 422 == _search(jobcoach, query).status_code


def test_who_has_no_family_is_told_so(app):
    """And gets no empty table."""
    app.extensions["desk"] = replace(app.extensions["desk"], list_own=lambda *asked: Glances(()))
    client = app.test_client()
    with client.session_transaction() as session:
        session["key"] = app.extensions["desk"].sessions.open(post(JOBCOACH).id)

    page = client.get("/familien").text

    assert "Ihnen ist noch keine Familie zugeordnet." in page
    assert "<table" not in page


@pytest.mark.parametrize("role", [Role.DPO, Role.JOBCENTER_LEAD, Role.ASD_LEAD, Role.PLANNER])
def test_roles_without_cases_have_no_search(role):
    """No box on the first page, no item in the menu, and the page itself is refused."""
    lead = signed_in("U06", "Erdacht", role, Agency.JOBCENTER, "Pro Arbeit")
    app = app_at(sample_desk(people=(lead,)))
    client = app.test_client()
    with client.session_transaction() as session:
        session["key"] = app.extensions["desk"].sessions.open(post(lead).id)

    assert "suche" not in client.get("/start").text
    assert 403 == client.get("/familien").status_code
    headers = {"Authorization": "Bearer token-U06"}
    assert 403 == client.get(URL, query_string={"purpose": PURPOSE}, headers=headers).status_code


def test_the_api_gives_the_same_page_by_page(stranger):
    """`next` is the cursor of the following page; null at the end."""
    first = stranger.get(URL, query_string={"purpose": PURPOSE, "limit": 1}, headers=TOKEN).json
    second = stranger.get(URL, query_string={"purpose": PURPOSE, "cursor": first["next"]}, headers=TOKEN).json

    [line] = first["families"]
    assert {"person": "F01-1", "given_name": "Sandra", "family_name": "Ahornwald"} == line["people"][0]
    assert ("2026-12-07T10:00:00+01:00", "2026-11-30", True) == (
        line["next_date"],
        line["consent_ends"],
        line["own_decision_due"],
    )
    assert ([SECOND], None) == ([one["number"] for one in second["families"]], second["next"])
    document = stranger.get("/api/openapi.json").json
    schema = {"$ref": "#/components/schemas/Families", "components": document["components"]}
    Draft202012Validator(schema).validate(first)


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({}, "purpose"),
        ({"purpose": "curiosity"}, "purpose"),
        ({"purpose": "provider_billing"}, "purpose"),
        ({"purpose": PURPOSE, "q": ""}, "q"),
        ({"purpose": PURPOSE, "q": "x" * 101}, "q"),
        ({"purpose": PURPOSE, "limit": "0"}, "limit"),
        ({"purpose": PURPOSE, "limit": "51"}, "limit"),
        ({"purpose": PURPOSE, "cursor": "a/b"}, "cursor"),
        ({"purpose": PURPOSE, "cursor": ["A", "B"]}, "cursor"),
    ],
)
def test_a_parameter_that_is_wrong_is_named(stranger, asked, parameter):
    """422 with the name of the parameter, never with what stood in it."""
    response = stranger.get(URL, query_string=asked, headers=TOKEN)

    assert (422, parameter) == (response.status_code, response.json["parameter"])


def test_a_search_through_the_api_finds_or_gives_an_empty_page(stranger):
    """Unknown and out of reach: an empty list, and the same bytes."""
    found = stranger.get(URL, query_string={"purpose": PURPOSE, "q": "ahornwald"}, headers=TOKEN).json
    nothing = [
        stranger.get(URL, query_string={"purpose": PURPOSE, "q": query}, headers=TOKEN).data
        for query in ("FAM-2025-999", "Niemand")
    ]

    assert [NUMBER] == [one["number"] for one in found["families"]]
    assert nothing[0] == nothing[1]
