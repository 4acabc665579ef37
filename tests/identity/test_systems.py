"""Which tokens make a system a client (RFC 9068)."""

from datetime import UTC, datetime, timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from hub.identity.systems import SystemTokens
from hub.identity.tokens import KeyRing, TokenRules, Verifier
from hub.web.demo_system import SYSTEM_AUDIENCE

ISSUER = "https://issuer.example"
AT = datetime(2026, 11, 16, 9, tzinfo=UTC)
KEY = ECKey.generate_key("P-256", auto_kid=True)


def _client(typ="at+jwt", **claims):
    said = {
        "iss": ISSUER,
        "aud": SYSTEM_AUDIENCE,
        "sub": "system-1",
        "client_id": "system-1",
        "scope": "openid access.evaluate",
        "jti": "1",
        "iat": int(AT.timestamp()),
        "exp": int((AT + timedelta(minutes=5)).timestamp()),
        **claims,
    }
    header = {"alg": "ES256", "kid": KEY.kid, **({"typ": typ} if typ else {})}
    token = jwt.encode(header, {name: value for name, value in said.items() if value is not None}, KEY)
    verifier = Verifier(TokenRules(ISSUER, SYSTEM_AUDIENCE), KeyRing(lambda: KeySet([KEY]).as_dict(private=False)))
    return SystemTokens(frozenset({"system-1"}), verifier).client(token, AT)


@pytest.mark.parametrize("typ", ["at+jwt", "AT+JWT", "application/at+jwt"])
def test_an_access_token_of_an_admitted_client_says_which(typ):
    """With the scope for this use, among others."""
    assert "system-1" == _client(typ)


@pytest.mark.parametrize(
    "said",
    [
        {"typ": "JWT"},
        {"typ": None},
        {"aud": "fam-hub-api"},
        {"sub": "U01"},
        {"client_id": "system-2", "sub": "system-2"},
        {"client_id": None},
        {"client_id": ["system-1"]},
        {"scope": "openid"},
        {"scope": None},
        {"scope": ["access.evaluate"]},
        {"jti": None},
        {"exp": int((AT - timedelta(minutes=1)).timestamp())},
        {"iss": "https://elsewhere.example"},
    ],
)
def test_every_other_token_is_nobody(said):
    """An id token, one for another use, for a user, for a client not admitted, without scope, expired, foreign."""
    assert _client(**said) is None
