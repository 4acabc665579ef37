"""A hub over the demo Kreis that trusts two issuers of the certified provider, and browsers that sign in there."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace

import requests

from hub.ledger.confidant import ServiceConfidant
from hub.main.building import make_desk
from hub.settings.believed import audience_of
from hub.settings.operator import read_settings
from hub.terms.handing import KeyAct
from hub.web.desk import Group
from tests.identity.key_service import key_service
from tests.identity.provider import issuers
from tests.kreis import Kreis, books
from tests.web.apps import app_at
from tests.web.houses import journal_of
from tests.web.servers import Later, serving

SECRET = "only for tests, only for tests, 32"
NAMES = ("", "zweiter")
LEVEL = "hoch"


@dataclass(frozen=True)
class Overheard(ServiceConfidant):
    """The way to the key service, as a process has it that was taken over: it keeps every token that comes by."""

    tokens: list[str] = field(default_factory=list)

    def prove(self, token: str) -> str | None:
        """Hand it on, having read it."""
        self.tokens.append(token)
        return super().prove(token)


@dataclass(frozen=True)
class Place:
    """The addresses of the hub and of its two issuers. Accounts are known at both, as different people."""

    hub: str
    first: str
    second: str
    kreis: Kreis
    service: Overheard

    def ask(self, path: str, issuer: str = "") -> None:
        """Do something to an issuer: `/test/…`."""
        requests.get((issuer or self.first) + path, timeout=60).raise_for_status()


@contextmanager
def hub_with_provider(kreis: Kreis) -> Iterator[Place]:
    """Real servers on loopback; the accounts are those of the first issuer, the second has none."""
    with ExitStack() as stack:
        app = Later()
        hub = stack.enter_context(serving(app))
        first, second = stack.enter_context(issuers([[_client(hub, name), *_acts(hub)] for name in NAMES]))
        _move_accounts(kreis, first)
        other = f'[{{"name":"zweiter","issuer":"{second}","client_id":"hub-zweiter","client_secret":"{SECRET}"}}]'
        environ = {"HUB_ISSUER": first, "HUB_CLIENT_ID": "hub-", "HUB_CLIENT_SECRET": SECRET, "HUB_BASE_URL": hub}
        environ |= {"HUB_SECRET_KEY": SECRET, "HUB_OTHER_ISSUERS": other, "HUB_ACR": LEVEL}
        group = Group.JUGENDAMT
        environ |= {"HUB_KEYS": str(kreis.keys), "HUB_JOURNAL": str(journal_of(kreis))}
        settings = read_settings(environ)
        pages = stack.enter_context(key_service(kreis, group.value, settings))
        desk = make_desk(replace(settings, keys=pages), books(), group, kreis.house(group.value).db)
        service = Overheard(pages / f"{group.value}.sock")
        sessions = replace(desk.sessions, clock=lambda: kreis.at)
        app.app = app_at(replace(desk, clock=lambda: kreis.at, sessions=sessions, confidant=service))
        yield Place(hub, first, second, kreis, service)


def _client(hub: str, name: str) -> dict[str, object]:
    end = f"/{name}" if name else ""
    return {
        "client_id": f"hub-{name}",
        "client_secret": SECRET,
        "redirect_uris": [f"{hub}/anmelden/zurueck{end}"],
        "post_logout_redirect_uris": [f"{hub}/anmelden"],
        "backchannel_logout_uri": f"{hub}/abmelden/rueckkanal{end}",
        "backchannel_logout_session_required": True,
    }


def _acts(hub: str) -> list[dict[str, object]]:
    """One client for each act with the keys of workers, as a lead's own program uses it."""
    back = [f"{hub}/anmelden/zurueck"]
    return [{"client_id": audience_of(act), "client_secret": SECRET, "redirect_uris": back} for act in KeyAct]


def _move_accounts(kreis: Kreis, issuer: str) -> None:
    kreis.superuser().execute("update identity.account set issuer = %s", (issuer,))


def way_back(browser: requests.Session, place: Place, subject: str = "U07", **wanted: str) -> str:
    """Begin a sign-in and name an account; the address at the hub to which the provider sends the browser then."""
    begin = wanted.pop("begin", "/anmelden/los")
    page = browser.get(place.hub + begin, timeout=60)
    assert "/interaction/" in page.url, page.text
    level = f"&acr={wanted['acr']}" if "acr" in wanted else ""
    step = browser.get(f"{page.url}?account={subject}{level}", allow_redirects=False, timeout=60)
    while not step.headers["Location"].startswith(place.hub):
        step = browser.get(step.headers["Location"], allow_redirects=False, timeout=60)
    return step.headers["Location"]


def sign_in(browser: requests.Session, place: Place, **wanted: str) -> requests.Response:
    """The whole way."""
    return browser.get(way_back(browser, place, **wanted), timeout=60)


def is_signed_in(browser: requests.Session, place: Place) -> bool:
    """Whether the first page opens."""
    return browser.get(f"{place.hub}/start", timeout=60).url == f"{place.hub}/start"


def sign_out_at_provider(browser: requests.Session, place: Place) -> None:
    """Leave the provider, not the hub: the provider tells the hub behind the browser's back."""
    asked = browser.get(f"{place.hub}/abmelden/dienst", timeout=60)
    [token] = re.findall('name="xsrf" value="([^"]+)"', asked.text)
    left = {"xsrf": token, "logout": "yes"}
    browser.post(f"{asked.url.partition('?')[0]}/confirm", left, allow_redirects=False, timeout=60)


def forget_provider(browser: requests.Session) -> None:
    """Take the provider's own cookies away, so that whoever comes next is asked who they are."""
    for name in [name for name in browser.cookies.keys() if name.startswith("_session")]:  # noqa: SIM118  # a jar
        del browser.cookies[name]
