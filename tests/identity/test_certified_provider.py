"""Sign-in at the certified OpenID provider of npm: what holds, and what an attacker tries."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.identity.hub_with_provider import (
    LEVEL,
    Place,
    forget_provider,
    hub_with_provider,
    is_signed_in,
    sign_in,
    sign_out_at_provider,
    way_back,
)
from tests.identity.provider import is_here
from tests.kreis import copied

pytestmark = pytest.mark.skipif(not is_here(), reason="oidc-provider of npm is not installed: make .provider/.ready")

NELE = "/familien/FAM-2026-004/personen?zweck=sgb8_help_planning"
SAID = "morgens oft Bauchweh"
ENTRUSTED = "/familien/FAM-2025-003/notiz?zweck=fam_joint_support&art=entrusted"


@pytest.fixture(scope="module")
def place(server, request) -> Iterator[Place]:
    """One hub and two issuers for all of these tests."""
    with copied(server, request.config) as kreis, hub_with_provider(kreis) as found:
        yield found


@pytest.fixture
def browser() -> Iterator[requests.Session]:
    """A browser with cookies."""
    with requests.Session() as session:
        yield session


def test_signing_in_takes_a_code_with_pkce(browser, place):
    """The challenge goes out, the code comes back, the person is in."""
    asked = parse_qs(
        urlsplit(requests.get(f"{place.hub}/anmelden/los", allow_redirects=False, timeout=60).headers["Location"]).query
    )

    assert (["S256"], ["code"]) == (asked["code_challenge_method"], asked["response_type"])
    assert "Henrike Steinkauz" in sign_in(browser, place).text


def test_the_same_subject_at_the_other_issuer_is_nobody(browser, place):
    """Only the first issuer's U07 has an account."""
    assert 403 == sign_in(browser, place, begin="/anmelden/los?dienst=zweiter").status_code


def test_an_answer_of_another_issuer_is_a_mix_up(browser, place):
    """RFC 9207: `iss` of the other issuer, or none, is refused before the code is used."""
    back = way_back(browser, place)
    said = parse_qs(urlsplit(back).query)["iss"][0]

    for forged in (
        back.replace(requests.utils.quote(said, safe=""), requests.utils.quote(place.second, safe="")),
        back.partition("&iss=")[0],
    ):
        assert 400 == browser.get(forged, timeout=60).status_code
    assert not is_signed_in(browser, place)


def test_a_code_is_good_once_and_in_one_browser(browser, place):
    """Replayed with the same cookies, or taken to another browser, it opens nothing."""
    back = way_back(browser, place)
    cookies = browser.cookies.copy()

    assert 400 == requests.get(back, timeout=60).status_code
    assert 200 == browser.get(back, timeout=60).status_code
    assert 400 == requests.get(back, cookies=cookies, timeout=60).status_code


@pytest.mark.parametrize("how", ["unsigned", "foreign", "replayed"])
def test_a_forged_id_token_signs_nobody_in(browser, place, how):
    """Without a signature, with another subject under it, or that of an earlier sign-in (its nonce is another's)."""
    place.ask(f"/test/forge?how={how}")
    try:
        assert 400 == sign_in(browser, place).status_code
    finally:
        place.ask("/test/forge")
    assert not is_signed_in(browser, place)


@pytest.mark.parametrize(("seconds", "status"), [(-4, 200), (4, 200), (3600, 400), (86_400, 400)])
def test_a_clock_ahead_by_seconds_is_borne_and_by_hours_is_not(browser, place, seconds, status):
    """The provider's clock against ours: a token from the future is none."""
    place.ask(f"/test/clock?seconds={seconds}")
    try:
        assert status == sign_in(browser, place).status_code
    finally:
        place.ask("/test/clock?seconds=0")


def test_a_provider_changes_its_key_and_sign_in_goes_on(place, monkeypatch):
    """Keys are fetched anew for a key id that nobody knows."""
    monkeypatch.setattr("hub.identity.tokens.REFRESH_SECONDS", 0.0)
    with requests.Session() as before, requests.Session() as after:
        sign_in(before, place)
        place.ask("/test/rollover")

        assert 200 == sign_in(after, place).status_code
        assert is_signed_in(before, place)


def test_leaving_the_provider_ends_the_session_here_and_no_other(place):
    """Back-channel logout: no browser is asked."""
    with requests.Session() as leaving, requests.Session() as staying:
        sign_in(leaving, place)
        sign_in(staying, place)

        sign_out_at_provider(leaving, place)

        assert not is_signed_in(leaving, place)
        assert is_signed_in(staying, place)


def test_what_was_confided_asks_once_more_and_leads_back(browser, place):
    """An ordinary sign-in does not reach it; after one confirmation the form is there."""
    sign_in(browser, place)
    refused = browser.get(place.hub + ENTRUSTED, timeout=60)
    begin = f"/anmelden/bestaetigen?zurueck={requests.utils.quote(ENTRUSTED, safe='')}"

    opened = sign_in(browser, place, begin=begin)

    assert 403 == refused.status_code
    assert "Jetzt bestätigen" in refused.text
    assert (200, place.hub + ENTRUSTED) == (opened.status_code, opened.url)
    assert "anvertraut_von" in opened.text


def test_a_confided_note_waits_for_its_worker_and_opens_after_the_proof(browser, place):
    """The page says so in German and offers the way; the key service checks the provider's token itself."""
    sign_in(browser, place)
    before = browser.get(place.hub + NELE, timeout=60)

    opened = sign_in(browser, place, begin=f"/anmelden/bestaetigen?zurueck={requests.utils.quote(NELE, safe='')}")

    assert "Ihnen wurde ein Eintrag anvertraut." in before.text
    assert SAID not in before.text
    assert (200, place.hub + NELE) == (opened.status_code, opened.url)
    assert SAID in opened.text
    assert "anvertraut." not in opened.text


def test_a_colleague_proves_who_they_are_and_neither_sees_nor_hears_of_it(browser, place):
    """U08 is strong and fresh, and it was not said to them: 404, as for no family at all, or a page without a word."""
    sign_in(browser, place, subject="U08")
    sign_in(browser, place, subject="U08", begin="/anmelden/bestaetigen?zurueck=/start")

    page = browser.get(place.hub + NELE, timeout=60).text

    assert SAID not in page
    assert "anvertraut" not in page


def test_a_process_that_was_taken_over_gains_nothing_by_tokens_that_it_overheard(browser, place):
    """It has those of the confirming, used up, and of ordinary sign-ins, which answer no nonce of the key service."""
    sign_in(browser, place)
    sign_in(browser, place, begin="/anmelden/bestaetigen?zurueck=/start")
    [*_, token] = place.service.tokens
    head, said, seal = token.split(".")

    assert place.service.challenge()
    for forged in (token, f"{head}.{said}.", f"{said}.{head}.{seal}", "", token[:-4]):
        assert place.service.prove(forged) is None


@pytest.mark.parametrize(("subject", "acr"), [("U08", LEVEL), ("U07", "niedrig")])
def test_neither_a_colleague_nor_a_weaker_sign_in_confirms(browser, place, subject, acr):
    """The session stays whose it is, and goes on unconfirmed."""
    sign_in(browser, place)
    forget_provider(browser)

    answer = sign_in(browser, place, begin="/anmelden/bestaetigen?zurueck=/start", subject=subject, acr=acr)

    assert answer.status_code in {400, 403}
    assert "Henrike Steinkauz" in browser.get(f"{place.hub}/start", timeout=60).text
    assert 403 == browser.get(place.hub + ENTRUSTED, timeout=60).status_code


def test_a_confirmed_session_has_a_new_key_and_the_old_one_is_worth_nothing(browser, place):
    """Who had copied the cookie before gains nothing by the confirmation."""
    sign_in(browser, place)
    with requests.Session() as thief:
        thief.cookies.update(browser.cookies.copy())
        assert is_signed_in(thief, place)

        sign_in(browser, place, begin="/anmelden/bestaetigen?zurueck=/start")

        assert not is_signed_in(thief, place)
        assert is_signed_in(browser, place)
