"""Two leads hand on with tokens of the certified provider: each token is made for its act, and opens no other."""

import secrets
import shutil
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from hub.exchange.confidences import Believed
from hub.exchange.handing import Handover, open_handover
from hub.identity.tokens import API_AUDIENCE
from hub.settings.believed import audience_of
from hub.terms.handing import HandingRefused, KeyAct
from tests.attacks.test_handed_on import MOVED, OTHER, _families, _wish
from tests.identity.hub_with_provider import LEVEL, SECRET, Place, hub_with_provider
from tests.identity.provider import is_here
from tests.kreis import books, copied

pytestmark = pytest.mark.skipif(not is_here(), reason="oidc-provider of npm is not installed: make .provider/.ready")


@pytest.fixture(scope="module")
def place(server, request) -> Iterator[Place]:
    """A hub, its provider, and two families with something confided to U07."""
    with copied(server, request.config) as kreis, hub_with_provider(kreis) as found:
        _families(kreis)
        yield found


@pytest.fixture(scope="module")
def keys(place, tmp_path_factory) -> Path:
    """A folder of keys of these tests alone."""
    return Path(shutil.copytree(place.kreis.keys, tmp_path_factory.mktemp("service") / "keys"))


def _token(place: Place, subject: str, audience: str, acr: str = LEVEL) -> str:
    """As a program of that person gets it: a code with PKCE, and a sign-in of this moment."""
    verifier = secrets.token_urlsafe(48)
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    back, resource = f"{place.hub}/anmelden/zurueck", f"urn:{audience}"
    asked = {"client_id": "hub-", "response_type": "code", "scope": "openid", "redirect_uri": back, "state": "x"}
    asked |= {"code_challenge": challenge, "code_challenge_method": "S256", "prompt": "login", "max_age": "0"}
    asked |= {"acr_values": LEVEL, "resource": resource}
    with requests.Session() as browser:
        page = browser.get(f"{place.first}/auth?{urlencode(asked)}", timeout=10)
        step = browser.get(f"{page.url}?account={subject}&acr={acr}", allow_redirects=False, timeout=10)
        while not step.headers["Location"].startswith(place.hub):
            step = browser.get(step.headers["Location"], allow_redirects=False, timeout=10)
    [code] = parse_qs(urlsplit(step.headers["Location"]).query)["code"]
    said = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    answer = requests.post(f"{place.first}/token", {**said, "resource": resource}, auth=("hub-", SECRET), timeout=10)
    return str(answer.json()["access_token"])


@contextmanager
def _at_the_keys(place: Place, keys: Path, act: KeyAct) -> Iterator[Handover]:
    """The command of one act, which began before its token was made."""
    believed = Believed(((place.first, "hub-", LEVEL),), audience_of(act), timedelta(minutes=10))
    where = place.kreis.urls.url("hub_jugendamt"), keys
    with open_handover(books(), where, "jugendamt", believed, lambda: place.kreis.at) as handover:
        yield handover


def test_two_leads_hand_on_with_real_tokens(place: Place, keys: Path) -> None:
    """U21 proposes, U09 confirms, each by a sign-in of the step-up's level."""
    with _at_the_keys(place, keys, KeyAct.PROPOSE) as first:
        proposed = first.propose(_token(place, "U21", audience_of(KeyAct.PROPOSE)), _wish(MOVED), place.kreis.at)
    with _at_the_keys(place, keys, KeyAct.CONFIRM) as second:
        token = _token(place, "U09", audience_of(KeyAct.CONFIRM))

        assert 0 < second.confirm(token, proposed.entry, place.kreis.at)
        with pytest.raises(HandingRefused):
            second.propose(token, _wish(OTHER), place.kreis.at)


@pytest.mark.parametrize("of", [API_AUDIENCE, *(audience_of(act) for act in KeyAct if act is not KeyAct.PROPOSE)])
def test_a_real_token_for_something_else_proposes_nothing(place: Place, keys: Path, of: str) -> None:
    """Taken on its way: what opens records for a program, confirms, frees or ends, of that very lead and fresh."""
    with _at_the_keys(place, keys, KeyAct.PROPOSE) as handover, pytest.raises(HandingRefused):
        handover.propose(_token(place, "U21", of), _wish(OTHER), place.kreis.at)


@pytest.mark.parametrize(("subject", "acr"), [("U21", "niedrig"), ("U07", LEVEL)])
def test_a_weaker_sign_in_or_a_colleague_proposes_nothing(place: Place, keys: Path, subject: str, acr: str) -> None:
    """With a token for this very act."""
    with _at_the_keys(place, keys, KeyAct.PROPOSE) as handover, pytest.raises(HandingRefused):
        token = _token(place, subject, audience_of(KeyAct.PROPOSE), acr)
        handover.propose(token, _wish(OTHER), place.kreis.at)


def test_a_real_token_for_an_act_opens_nothing_at_the_service(place: Place) -> None:
    """Neither there nor through the API, though the lead has something of their own there."""
    for act in KeyAct:
        token = _token(place, "U21", audience_of(act))

        assert place.service.prove(token) is None
        answer = requests.get(
            f"{place.hub}/api/v1/families/{OTHER}?purpose=sgb8_help_planning",
            headers={"Authorization": f"Bearer {token}"},
            timeout=10,
        )
        assert 401 == answer.status_code
