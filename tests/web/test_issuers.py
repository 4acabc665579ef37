"""Two providers of identity: accounts are those of their own issuer, and neither answers for the other."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from joserfc.jwk import ECKey

from hub.web.demo_provider import Client, create_provider
from hub.web.desk import Group, Issuer
from tests.web.apps import app_at
from tests.web.sample import JOBCOACH, MemorySessions, post, sample_desk
from tests.web.servers import ACCOUNTS, SECRET, Later, serving


@dataclass(frozen=True)
class Two:
    """The addresses of two issuers and of a hub that trusts both."""

    first: str
    second: str
    hub: str


class _ByIssuer(MemorySessions):
    """The subject U01 is the Jobcoach at one issuer alone."""

    issuer = ""

    def accounts(self, issuer, subject, at):
        """Posts of this account."""
        return super().accounts(issuer, subject, at) if issuer == self.issuer else ()


@pytest.fixture(params=["first", "second"])
def home(request: pytest.FixtureRequest) -> str:
    """At which of the two the Jobcoach has an account."""
    return str(request.param)


@pytest.fixture
def two(home: str) -> Iterator[Two]:
    """Two real OpenID providers and a hub."""
    apps = [Later(), Later(), Later()]
    with ExitStack() as stack:
        addresses = Two(*(stack.enter_context(serving(app)) for app in apps))
        ways = {addresses.first: "/anmelden/zurueck", addresses.second: "/anmelden/zurueck/zweiter"}
        for app, (issuer, way) in zip(apps, ways.items(), strict=False):
            client = Client(f"at-{issuer[-5:]}", SECRET, addresses.hub + way, Group.JOBCENTER, addresses.hub)
            app.app = create_provider(ACCOUNTS, ECKey.generate_key("P-256"), issuer, [client])
        sessions = _ByIssuer(posts={"U01": (post(JOBCOACH),)}, people={post(JOBCOACH).id: JOBCOACH})
        sessions.issuer = getattr(addresses, home)
        apps[2].app = app_at(_desk(addresses, sessions))
        yield addresses


def _desk(addresses: Two, sessions: MemorySessions):
    desk = sample_desk(issuer=addresses.first, base_url=addresses.hub)
    other = Issuer("zweiter", "Zweiter Dienst", addresses.second, f"at-{addresses.second[-5:]}", SECRET)
    settings = replace(
        desk.settings, client_id=f"at-{addresses.first[-5:]}", issuer_label="Erster Dienst", other_issuers=(other,)
    )
    return replace(desk, sessions=sessions, settings=settings)


def _way_back(browser: requests.Session, two: Two, service: str, subject: str = "U01") -> str:
    """Begin at the hub with one service and choose an account there; where the browser is sent then."""
    page = browser.get(f"{two.hub}/anmelden/los", params={"dienst": service}).url
    return browser.get(f"{page}&account={subject}", allow_redirects=False).headers["Location"]


def test_the_page_offers_both_by_name(two):
    """And says nothing of their addresses where they have names."""
    page = requests.get(f"{two.hub}/anmelden", timeout=60).text

    assert "Anmelden mit Erster Dienst" in page
    assert "Anmelden mit Zweiter Dienst" in page


def test_who_signs_in_at_the_own_issuer_is_let_in_and_at_the_other_is_nobody(two, home):
    """The same subject at another issuer is somebody else."""
    answers = {}
    for name, service in (("first", ""), ("second", "zweiter")):
        with requests.Session() as browser:
            answers[name] = browser.get(_way_back(browser, two, service))

    assert f"{two.hub}/start" == answers.pop(home).url
    assert [403] == [answer.status_code for answer in answers.values()]


@pytest.mark.parametrize("begun", ["", "zweiter"])
def test_an_answer_of_one_does_not_answer_a_question_to_the_other(two, begun):
    """Neither at its own way back nor at the other's, whatever issuer it names (RFC 9207)."""
    with requests.Session() as browser:
        back = urlsplit(_way_back(browser, two, begun))
        said = {key: values[0] for key, values in parse_qs(back.query).items()}
        other = "/anmelden/zurueck" if begun else "/anmelden/zurueck/zweiter"
        forged = [
            f"{two.hub}{path}?{urlencode({**said, 'iss': issuer})}"
            for path, issuer in (
                (other, two.first),
                (other, two.second),
                (back.path, two.first if begun else two.second),
            )
        ]

        assert [400, 400, 400] == [browser.get(address).status_code for address in forged]


def test_a_service_that_is_not_there_is_not_found(two):
    """No open redirect and no error page."""
    for path in ("/anmelden/los?dienst=dritter", "/anmelden/zurueck/dritter?code=x", "/abmelden/dienst?dienst=dritter"):
        assert 404 == requests.get(two.hub + path, timeout=60, allow_redirects=False).status_code


def test_leaving_leads_back_to_the_service_that_one_came_by(two, home):
    """Not to the first one by default."""
    service = {"first": "", "second": "zweiter"}[home]
    with requests.Session() as browser:
        page = browser.get(_way_back(browser, two, service))
        [token] = set(re.findall('name="csrf_token" value="([^"]+)"', page.text))
        left = browser.post(f"{two.hub}/abmelden", {"csrf_token": token})
        [way] = re.findall('href="(/abmelden/dienst[^"]*)"', left.text)
        gone = browser.get(two.hub + way.replace("&amp;", "&"), allow_redirects=False)

    assert gone.headers["Location"].startswith(f"{getattr(two, home)}/end-session")
