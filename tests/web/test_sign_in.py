"""Sign-in by OpenID Connect, through a real provider on loopback."""

import base64
import hashlib
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from hub.terms.lists import Agency, Role
from tests.web.sample import post, signed_in
from tests.web.servers import SECRET, sample_hub

VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


@pytest.fixture(scope="module")
def addresses() -> Iterator[tuple[str, str]]:
    """Where the provider and the hub are."""
    with sample_hub() as (issuer, address, _):
        yield issuer, address


@pytest.fixture
def browser() -> Iterator[requests.Session]:
    """A browser with cookies."""
    with requests.Session() as session:
        yield session


def _choose(browser: requests.Session, addresses: tuple[str, str], subject: str) -> str:
    """Go from the hub to the provider and choose an account; where the provider sends the browser then."""
    page = browser.get(f"{addresses[1]}/anmelden/los").url
    return browser.get(f"{page}&account={subject}", allow_redirects=False).headers["Location"]


def test_signing_in_leads_to_the_first_page(browser, addresses):
    """The whole way: hub, provider, back with a code, session."""
    response = browser.get(_choose(browser, addresses, "U01"))

    assert response.url == f"{addresses[1]}/start"
    assert "Jonas Kranichfeld" in response.text


def test_a_page_wanted_before_signing_in_is_the_page_after_it(browser, addresses):
    """A link leads where it says, but opens nothing: the purpose is asked of whoever signed in."""
    browser.get(f"{addresses[1]}/familien/FAM-2025-003?zweck=fam_joint_support")

    response = browser.get(_choose(browser, addresses, "U01"))

    assert response.url == f"{addresses[1]}/familien/FAM-2025-003"


def test_the_session_begins_anew_at_sign_in(browser, addresses):
    """A cookie planted before is worth nothing afterwards."""
    browser.get(f"{addresses[1]}/anmelden")
    before = browser.cookies.get_dict()

    browser.get(_choose(browser, addresses, "U01"))

    assert before["fam_jobcenter"] != browser.cookies.get_dict()["fam_jobcenter"]


def test_an_account_of_another_agency_is_shown_the_way(browser, addresses):
    """A friendly page with the right address instead of a refusal."""
    response = browser.get(_choose(browser, addresses, "U07"))

    assert response.status_code == 403
    assert 'href="http://127.0.0.1:3"' in response.text
    assert "Dieses Konto gehört zu einer anderen Adresse" in response.text


def test_an_account_that_belongs_here_without_a_post_is_sent_nowhere(browser, addresses):
    """Its post has ended: no other address would let it in either."""
    response = browser.get(_choose(browser, addresses, "U04"))

    assert response.status_code == 403
    assert "Keine aktuelle Funktion" in response.text
    assert 'href="http://127.0.0.1:3"' not in response.text


def test_an_answer_of_another_issuer_is_refused(browser, addresses):
    """The mix-up of RFC 9207."""
    back = _choose(browser, addresses, "U01")

    for forged in (re.sub("iss=[^&]*", "iss=http://elsewhere.example", back), re.sub("&iss=[^&]*", "", back)):
        assert browser.get(forged).status_code == 400


@pytest.mark.parametrize(
    "query", ["", "code=x", "code=x&state=y", "state=%00", "error=access_denied", "state=" + "x" * 9000]
)
def test_an_answer_to_a_question_never_asked_is_refused(browser, addresses, query):
    """No sign-in that this browser did not begin."""
    response = browser.get(f"{addresses[1]}/anmelden/zurueck?iss={addresses[0]}&{query}")

    assert response.status_code == 400
    assert "Die Anmeldung hat nicht geklappt." in response.text


def test_a_code_of_another_browser_is_refused(browser, addresses):
    """The state belongs to one browser."""
    back = _choose(browser, addresses, "U01")

    assert requests.get(back, timeout=60).status_code == 400


def test_the_provider_sends_nobody_to_an_unknown_address(addresses):
    """The redirect address is compared exactly."""
    for redirect_uri in ("http://elsewhere.example/", f"{addresses[1]}/anmelden/zurueck/", ""):
        query = {
            "client_id": "fam-hub-jobcenter",
            "redirect_uri": redirect_uri,
            "response_type": "code",
            "account": "U01",
        }
        response = requests.get(f"{addresses[0]}/authorize", query, timeout=60, allow_redirects=False)
        assert response.status_code == 400


def _code(addresses: tuple[str, str]) -> str:
    query = {
        "client_id": "fam-hub-jobcenter",
        "redirect_uri": f"{addresses[1]}/anmelden/zurueck",
        "response_type": "code",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        "account": "U01",
    }
    response = requests.get(f"{addresses[0]}/authorize", query, timeout=60, allow_redirects=False)
    return parse_qs(urlsplit(response.headers["Location"]).query)["code"][0]


def _exchange(addresses, code, verifier=VERIFIER, secret=SECRET, path="/anmelden/zurueck") -> requests.Response:
    form = {"code": code, "code_verifier": verifier, "redirect_uri": addresses[1] + path}
    return requests.post(f"{addresses[0]}/token", form, auth=("fam-hub-jobcenter", secret), timeout=60)


def test_a_code_is_taken_once(addresses):
    """A code that was read on the way is worth nothing."""
    code = _code(addresses)

    assert _exchange(addresses, code).status_code == 200
    assert _exchange(addresses, code).status_code == 400


@pytest.mark.parametrize(
    "wrong", [{"verifier": "w" * 43}, {"verifier": ""}, {"secret": "guessed"}, {"path": "/elsewhere"}]
)
def test_a_code_is_worth_nothing_without_what_belongs_to_it(addresses, wrong):
    """The verifier (PKCE), the client's secret, and the very address."""
    assert _exchange(addresses, _code(addresses), **wrong).status_code == 400


def test_who_has_several_posts_chooses_one(browser):
    """And then acts in that one alone (A4)."""
    other = signed_in("U16-2", "Dr. Ulrike Silberreiher", Role.DPO, Agency.JOBCENTER, "Für Pro Arbeit")
    with sample_hub() as (issuer, address, app):
        sessions = app.extensions["desk"].sessions
        sessions.people[post(other).id] = other
        sessions.posts["U16"] = (*sessions.posts["U16"], post(other))

        page = browser.get(_choose(browser, (issuer, address), "U16"))
        [token] = set(re.findall('name="csrf_token" value="([^"]+)"', page.text))
        chosen = browser.post(page.url, {"stelle": str(post(other).id), "csrf_token": token})

    assert page.url == f"{address}/anmelden/stelle"
    assert "Für Pro Arbeit" in chosen.text
    assert chosen.url == f"{address}/start"


def test_a_post_of_somebody_else_cannot_be_chosen(browser):
    """The choice is checked against the account."""
    other = signed_in("U16-2", "Dr. Ulrike Silberreiher", Role.DPO, Agency.JOBCENTER, "Für Pro Arbeit")
    with sample_hub() as (issuer, address, app):
        sessions = app.extensions["desk"].sessions
        sessions.posts["U16"] = (*sessions.posts["U16"], post(other))
        stolen = str(sessions.posts["U01"][0].id)

        page = browser.get(_choose(browser, (issuer, address), "U16"))
        [token] = set(re.findall('name="csrf_token" value="([^"]+)"', page.text))
        response = browser.post(page.url, {"stelle": stolen, "csrf_token": token})

    assert response.status_code == 422
    assert sessions.opened == {}


def test_without_its_provider_the_hub_says_not_now(app):
    """503 and not an error page: nobody can sign in, nothing else is wrong."""
    response = app.test_client().get("/anmelden/los")

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"


def test_the_demo_says_who_is_who(addresses):
    """The front page of the demo, with the address of each agency."""
    page = requests.get(addresses[0], timeout=60).text

    assert "Jonas Kranichfeld" in page
    assert addresses[1] in page


def test_a_page_that_the_demo_has_not_is_said_in_its_words(addresses):
    """German, with the way to the first page; whoever mistypes an address is not left with a bare line."""
    answer = requests.get(f"{addresses[0]}/nirgends", timeout=60)

    assert 404 == answer.status_code
    assert "Diese Seite gibt es hier nicht" in answer.text
    assert 'href="/"' in answer.text
