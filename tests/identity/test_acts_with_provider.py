"""Two leads hand on with tokens of the certified provider: each is made for one very act, and says no other."""

import secrets
import shutil
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from hub.exchange.confidences import Believed
from hub.exchange.handing import Handover, open_handover
from hub.exchange.worker_care import WorkerAct, WorkerCare
from hub.identity.tokens import API_AUDIENCE
from hub.settings.believed import audience_of
from hub.terms.handing import HandingRefused, HandingWish, KeyAct, Proposed
from tests.attacks.test_handed_on import MOVED, OTHER, REASON, _families, _wish
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


@dataclass(frozen=True)
class Wanted:
    """What a lead's own program asks the provider for."""

    client: str
    nonce: str = ""
    resource: str = ""
    acr: str = LEVEL


def _token(place: Place, subject: str, wanted: Wanted) -> str:
    """By a code with PKCE, and a sign-in of this moment: the ID token, or an access token for a resource."""
    verifier = secrets.token_urlsafe(48)
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    back, more = f"{place.hub}/anmelden/zurueck", {"resource": f"urn:{wanted.resource}"} if wanted.resource else {}
    asked = {"client_id": wanted.client, "response_type": "code", "scope": "openid", "redirect_uri": back}
    asked |= {"code_challenge": challenge, "code_challenge_method": "S256", "prompt": "login", "max_age": "0"}
    asked |= {"acr_values": LEVEL, "state": "x", **more} | ({"nonce": wanted.nonce} if wanted.nonce else {})
    with requests.Session() as browser:
        page = browser.get(f"{place.first}/auth?{urlencode(asked)}", timeout=10)
        step = browser.get(f"{page.url}?account={subject}&acr={wanted.acr}", allow_redirects=False, timeout=10)
        while not step.headers["Location"].startswith(place.hub):
            step = browser.get(step.headers["Location"], allow_redirects=False, timeout=10)
    [code] = parse_qs(urlsplit(step.headers["Location"]).query)["code"]
    said = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier, **more}
    answer = requests.post(f"{place.first}/token", said, auth=(wanted.client, SECRET), timeout=10).json()
    return str(answer["access_token" if wanted.resource else "id_token"])


@contextmanager
def _at_the_keys(place: Place, keys: Path, act: KeyAct) -> Iterator[Handover]:
    """The command of one act, which began before its token was made."""
    believed = Believed(((place.first, "hub-", LEVEL),), audience_of(act), timedelta(minutes=10))
    where = place.kreis.urls.url("hub_jugendamt"), keys
    with open_handover(books(), where, "jugendamt", believed, lambda: place.kreis.at) as handover:
        yield handover


def _proves(place: Place, handover: Handover, subject: str, act: KeyAct, about: HandingWish | Proposed) -> str:
    """A token of somebody for this very act."""
    return _token(place, subject, Wanted(audience_of(act), handover.challenge(act, about)))


def _proposed(place: Place, keys: Path, wish: HandingWish) -> Proposed:
    with _at_the_keys(place, keys, KeyAct.PROPOSE) as first:
        return first.propose(_proves(place, first, "U21", KeyAct.PROPOSE, wish), wish, place.kreis.at)


def test_two_leads_hand_on_with_real_tokens_and_each_counts_once(place: Place, keys: Path) -> None:
    """U21 proposes, U09 confirms, each by a sign-in of the step-up's level; the same token again says nothing."""
    proposed = _proposed(place, keys, _wish(MOVED))
    with _at_the_keys(place, keys, KeyAct.CONFIRM) as second:
        token = _proves(place, second, "U09", KeyAct.CONFIRM, proposed)

        assert 0 < second.confirm(token, proposed.entry, place.kreis.at)
        second.waiting.keep(proposed)
        with pytest.raises(HandingRefused, match="does not prove"):
            second.confirm(token, proposed.entry, place.kreis.at)


def test_a_token_for_one_proposal_confirms_no_other(place: Place, keys: Path) -> None:
    """Caught within its minutes: not another one, though it says the same; and then not its own."""
    proposed, other = (_proposed(place, keys, _wish(OTHER)) for _ in range(2))
    with _at_the_keys(place, keys, KeyAct.CONFIRM) as second:
        token = _proves(place, second, "U09", KeyAct.CONFIRM, proposed)
        for entry in (other.entry, proposed.entry):
            with pytest.raises(HandingRefused, match="does not prove"):
                second.confirm(token, entry, place.kreis.at)


BENT = {
    "another family": replace(_wish(OTHER), number=MOVED),
    "another successor": replace(_wish(OTHER), after="U11"),
    "taken from another": replace(_wish(OTHER), before="U08", after="U07"),
    "another reason": replace(_wish(OTHER), reason="Ein anderer Grund, der genauso lang und ohne Inhalt ist."),
}


@pytest.mark.parametrize("how", BENT)
def test_a_token_for_one_wish_proposes_no_other(place: Place, keys: Path, how: str) -> None:
    """Whoever catches it, or types on at the machine of the keys, changes nothing of what the lead said."""
    with _at_the_keys(place, keys, KeyAct.PROPOSE) as handover:
        token = _proves(place, handover, "U21", KeyAct.PROPOSE, _wish(OTHER))

        with pytest.raises(HandingRefused, match="does not prove"):
            handover.propose(token, BENT[how], place.kreis.at)


def test_a_token_asked_for_by_one_command_says_nothing_to_another(place: Place, keys: Path) -> None:
    """The very same act at the same time, in another session at those keys; nor one of eleven minutes ago to itself."""
    wish = _wish(OTHER)
    with _at_the_keys(place, keys, KeyAct.PROPOSE) as mine, _at_the_keys(place, keys, KeyAct.PROPOSE) as beside:
        beside.challenge(KeyAct.PROPOSE, wish)
        caught = _proves(place, mine, "U21", KeyAct.PROPOSE, wish)
        place.ask("/test/clock?seconds=-660")
        late = _proves(place, mine, "U21", KeyAct.PROPOSE, wish)
        place.ask("/test/clock?seconds=0")

        for where, token in ((beside, caught), (mine, late)):
            with pytest.raises(HandingRefused, match="does not prove"):
                where.propose(token, wish, place.kreis.at)
        assert mine.propose(caught, wish, place.kreis.at)


def test_no_sign_in_at_the_hub_is_taken_for_an_act(place: Place, keys: Path) -> None:
    """A web process that was taken over asks for the act's own nonce while a lead signs in; an access token."""
    with _at_the_keys(place, keys, KeyAct.PROPOSE) as handover:
        nonce, act = handover.challenge(KeyAct.PROPOSE, _wish(OTHER)), audience_of(KeyAct.PROPOSE)

        for wanted in (Wanted("hub-", nonce), Wanted("hub-", nonce, act), Wanted(act), Wanted(act, "made-up")):
            with pytest.raises(HandingRefused, match="does not prove"):
                handover.propose(_token(place, "U21", wanted), _wish(OTHER), place.kreis.at)
        assert handover.propose(_token(place, "U21", Wanted(act, nonce)), _wish(OTHER), place.kreis.at)


@pytest.mark.parametrize("verb", [KeyAct.FREE, KeyAct.END])
def test_tokens_for_one_workers_key_touch_no_other(place: Place, keys: Path, verb: KeyAct) -> None:
    """Of two leads, for U10's: not for U11's, nor on another day. For the very act they count: it fails for itself."""
    day = place.kreis.at.date()
    act = WorkerAct("U10", day, REASON)
    bent = {"another": replace(act, worker="U11"), "another day": replace(act, day=day - timedelta(days=1))}
    with _at_the_keys(place, keys, verb) as handover:
        care = WorkerCare(handover.house, handover.confided)
        say = care.free if verb is KeyAct.FREE else care.end
        for said, why in (*((one, "does not prove") for one in bent.values()), (act, "no key here|still works")):
            nonces = [(ref, care.challenge(verb, act)) for ref in ("U21", "U09")]
            tokens = [_token(place, ref, Wanted(audience_of(verb), nonce)) for ref, nonce in nonces]
            with pytest.raises(HandingRefused, match=why):
                say(tokens, said, place.kreis.at)


@pytest.mark.parametrize("of", [API_AUDIENCE, *(audience_of(act) for act in KeyAct if act is not KeyAct.PROPOSE)])
def test_a_real_token_for_something_else_proposes_nothing(place: Place, keys: Path, of: str) -> None:
    """Taken on its way: what opens records for a program, confirms, frees or ends, of that very lead and fresh."""
    with _at_the_keys(place, keys, KeyAct.PROPOSE) as handover:
        nonce = handover.challenge(KeyAct.PROPOSE, _wish(OTHER))
        wanted = Wanted("hub-", nonce, of) if of == API_AUDIENCE else Wanted(of, nonce)

        with pytest.raises(HandingRefused):
            handover.propose(_token(place, "U21", wanted), _wish(OTHER), place.kreis.at)


@pytest.mark.parametrize(("subject", "acr"), [("U21", "niedrig"), ("U07", LEVEL)])
def test_a_weaker_sign_in_or_a_colleague_proposes_nothing(place: Place, keys: Path, subject: str, acr: str) -> None:
    """With a token for this very act."""
    with _at_the_keys(place, keys, KeyAct.PROPOSE) as handover, pytest.raises(HandingRefused):
        nonce = handover.challenge(KeyAct.PROPOSE, _wish(OTHER))
        wanted = Wanted(audience_of(KeyAct.PROPOSE), nonce, acr=acr)
        handover.propose(_token(place, subject, wanted), _wish(OTHER), place.kreis.at)


def test_a_real_token_for_an_act_opens_nothing_at_the_service(place: Place) -> None:
    """Neither there, not even with a nonce of its own, nor through the API; though the lead has something there."""
    for act in KeyAct:
        for wanted in (Wanted(audience_of(act), place.service.challenge()), Wanted("hub-", "", audience_of(act))):
            token = _token(place, "U21", wanted)

            assert place.service.prove(token) is None
            answer = requests.get(
                f"{place.hub}/api/v1/families/{OTHER}?purpose=sgb8_help_planning",
                headers={"Authorization": f"Bearer {token}"},
                timeout=10,
            )
            assert 401 == answer.status_code
