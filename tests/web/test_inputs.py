"""Whatever is typed or sent: a clear answer, and never more than that."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hub.web.log_query import API_NAMES, PAGE_NAMES
from hub.web.numbers import is_number, tidy_number
from tests.amounts import examples

ODD = st.text(max_size=80) | st.sampled_from(["\x00", "‮", "../..", "%2e%2e", "<script>", "x" * 1_000_000])
TOKEN = {"Authorization": "Bearer token-U01"}
ADDRESS = "http://localhost"
"""Said apart, since a path that begins with two slashes would be taken for a host by the test client."""
relaxed = settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))


@relaxed
@given(odd=ODD)
@example(odd="/" + "\x80" * 64)
def test_odd_text_in_an_address_is_never_an_error_of_ours(jobcoach, odd):
    """Numbers, purposes, places in the log: 4xx or the page that asks, never 5xx."""
    for path in (f"/familien/{quote(odd, safe='')}", f"/api/v1/families/{quote(odd, safe='')}", f"/{quote(odd)}"):
        assert jobcoach.get(path, base_url=ADDRESS, headers=TOKEN).status_code < 500
    for path, name in (
        ("/familien", "nach"),
        ("/familien", "sortierung"),
        ("/api/v1/families", "q"),
        ("/familien/FAM-1", "zweck"),
        ("/api/v1/families/FAM-1", "purpose"),
    ):
        assert jobcoach.get(path, query_string={name: odd}, headers=TOKEN).status_code < 500


@relaxed
@given(odd=ODD)
def test_odd_filters_of_the_log_are_never_an_error_of_ours(dpo, odd):
    """On the page and in the API, each parameter by itself and one that there is not."""
    for name in (*PAGE_NAMES, odd[:9]):
        assert dpo.get("/datenschutz/protokoll", query_string={name: odd}).status_code in {200, 422}
    for name in (*API_NAMES, odd[:9]):
        answer = dpo.get("/api/v1/log", query_string={name: odd}, headers={"Authorization": "Bearer token-U16"})
        assert answer.status_code in {200, 422}


@relaxed
@given(odd=ODD)
def test_odd_text_in_a_form_is_never_an_error_of_ours(jobcoach, odd):
    """Forms with and without their token; what is too large is told so."""
    jobcoach.get("/start")
    with jobcoach.session_transaction() as session:
        token = session["form_token"]

    for data in ({"csrf_token": odd}, {"csrf_token": token, "sprache": odd}):
        assert jobcoach.post("/sprache", data=data).status_code < 500
    assert jobcoach.post("/familien", data={"csrf_token": token, "suche": odd}).status_code < 500


@relaxed
@given(odd=st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=200))
@example(odd="Bearer " + "x" * 100_000)
def test_an_odd_token_is_nobody(stranger, odd):
    """401, whatever stands in the header."""
    assert stranger.get("/api/v1/me", headers={"Authorization": odd}).status_code == 401


@pytest.mark.parametrize("size", [70_000, 1_000_000])
def test_too_large_a_form_is_told_so(jobcoach, size):
    """Nothing of it is read."""
    response = jobcoach.post("/sprache", data={"sprache": "x" * size})

    assert response.status_code == 413
    assert "Die Eingabe ist zu lang." in response.text


@given(st.text())
def test_what_passes_for_a_number_is_plain(text):
    """Capital letters, digits and hyphens, at most 32: nothing else reaches another room."""
    tidy = tidy_number(text)

    if is_number(tidy):
        assert tidy.isascii()
        assert len(tidy) <= 32
        assert tidy.replace("-", "").isalnum() or set(tidy) == {"-"}
