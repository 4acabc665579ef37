"""Logout tokens of a provider (OpenID Connect Back-Channel Logout 1.0, 2.6), and those that are none."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from hub.identity.logout import EVENT
from hub.identity.tokens import KeyRing, TokenRules
from hub.terms.principals import Proof
from tests.identity.test_sessions import _sessions
from tests.kreis import ISSUER

KEY, OTHER = (ECKey.generate_key("P-256", auto_kid=True) for _ in range(2))
RULES = TokenRules(ISSUER, "hub")
RING = KeyRing(lambda: KeySet([KEY]).as_dict(private=False))


def _claims(**changed):
    now = int(datetime.now(UTC).timestamp())
    said = {"iss": ISSUER, "aud": "hub", "iat": now, "exp": now + 120, "jti": "one", "events": {EVENT: {}}}
    return {name: value for name, value in {**said, "sub": "U01", "sid": "a", **changed}.items() if value is not None}


def _token(signer=KEY, **changed):
    return jwt.encode({"alg": "ES256", "kid": KEY.kid, "typ": "logout+jwt"}, _claims(**changed), signer)


@pytest.fixture
def two(kreis):
    """Sessions of the Jobcenter, and the keys of two of one person: `a` and `b` in the provider's words."""
    sessions = _sessions(kreis)
    [post, *_] = sessions.accounts(ISSUER, "U01", kreis.at)
    return sessions, [sessions.open(post.id, Proof(ISSUER, "U01", sid)) for sid in ("a", "b")]


def _live(two):
    sessions, keys = two
    return [sessions.load(key) is not None for key in keys]


@pytest.mark.parametrize(
    ("changed", "ended", "live"),
    [
        ({}, 1, [False, True]),
        ({"sub": None}, 1, [False, True]),
        ({"sid": None}, 2, [False, False]),
        ({"sid": "elsewhere"}, 0, [True, True]),
        ({"sub": "U02"}, 0, [True, True]),
    ],
)
def test_a_token_ends_the_sessions_that_it_names(two, changed, ended, live):
    """One by `sid`, all of a person by `sub`, and those that both name where both are there."""
    assert ended == two[0].end(_token(**changed), RULES, RING)
    assert live == _live(two)


@pytest.mark.unchanged
@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://other.invalid"},
        {"aud": "somebody"},
        {"nonce": "n"},
        {"events": None},
        {"events": {}},
        {"events": {EVENT: True}},
        {"events": [EVENT]},
        {"jti": None},
        {"jti": ""},
        {"jti": 7},
        {"jti": "x" * 300},
        {"sub": None, "sid": None},
        {"sub": ["U01"]},
        {"sid": {}},
        {"exp": 1},
        {"iat": None},
        {"exp": None},
        {"iat": int((datetime.now(UTC) - timedelta(minutes=6)).timestamp())},
        {"iat": int((datetime.now(UTC) + timedelta(hours=1)).timestamp())},
    ],
)
def test_what_is_no_logout_token_ends_nothing(two, changed):
    """Another's, an ID token, one without its parts, one of long ago or of the future."""
    assert two[0].end(_token(**changed), RULES, RING) is None
    assert [True, True] == _live(two)


def test_a_forged_token_ends_nothing(two):
    """Signed by somebody else, by nobody, or cut."""
    parts = [
        base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode() for one in ({"alg": "none"}, _claims())
    ]
    for forged in (_token(OTHER), ".".join([*parts, ""]), _token()[:-4], "", "a.b.c", "x" * 10_000):
        assert two[0].end(forged, RULES, RING) is None
    assert [True, True] == _live(two)


def test_a_token_counts_once(kreis, two):
    """Who recorded it ends no later session with it."""
    sessions, _ = two
    token = _token(sid=None)
    sessions.end(token, RULES, RING)
    [post, *_] = sessions.accounts(ISSUER, "U01", kreis.at)
    new = sessions.open(post.id, Proof(ISSUER, "U01", "a"))

    assert sessions.end(token, RULES, RING) is None
    assert sessions.load(new) is not None


def test_a_provider_ends_nobody_at_another_group(kreis, two):
    """Each group hears its own provider, and ends its own sessions alone."""
    assert 0 == _sessions(kreis, "jugendamt").end(_token(sid=None), RULES, RING)
    assert [True, True] == _live(two)
