"""Which tokens count."""

from datetime import UTC, datetime, timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey

from hub.identity.tokens import KeyRing, TokenRules, Verifier, verify_token

ISSUER = "https://issuer.example"
RULES = TokenRules(ISSUER, "fam-hub-api")
AT = datetime(2026, 11, 16, 9, tzinfo=UTC)
KEY = ECKey.generate_key("P-256", auto_kid=True)
OTHER = ECKey.generate_key("P-256", auto_kid=True)


def _ring() -> KeyRing:
    return KeyRing(lambda: KeySet([KEY]).as_dict(private=False))


def _token(key=KEY, kid=None, alg="ES256", **claims: object) -> str:
    times = {"iat": int(AT.timestamp()), "exp": int((AT + timedelta(minutes=5)).timestamp())}
    said = {"iss": ISSUER, "aud": "fam-hub-api", "sub": "U01", **times, **claims}
    return jwt.encode({"alg": alg, "kid": kid or key.kid}, {k: v for k, v in said.items() if v is not None}, key)


def test_a_token_of_the_issuer_says_who():
    """Signature, issuer, audience and time hold."""
    claims = verify_token(_token(), RULES, _ring(), AT)

    assert claims is not None
    assert claims["sub"] == "U01"


@pytest.mark.parametrize(
    "token",
    [
        _token(iss="https://elsewhere.example"),
        _token(aud="fam-hub-jobcenter"),
        _token(exp=int((AT - timedelta(minutes=1)).timestamp())),
        _token(iat=int((AT + timedelta(minutes=1)).timestamp())),
        _token(nbf=int((AT + timedelta(minutes=1)).timestamp())),
        _token(exp=None),
        _token(sub=None),
        _token(aud=None),
        _token(exp="soon"),
        _token(key=OTHER),
        _token(key=OTHER, kid=KEY.kid),
        _token(key=OctKey.import_key(b"0" * 32), kid=KEY.kid, alg="HS256"),
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJVMDEifQ.",
        "",
        "a.b.c",
        "\x00",
        "‮" * 20,
        "x" * 1_000_000,
    ],
)
def test_every_other_token_counts_for_nothing(token):
    """Foreign, expired, not yet valid, for another purpose, forged, unsigned, or no token at all."""
    assert verify_token(token, RULES, _ring(), AT) is None


def test_unknown_keys_make_it_ask_at_most_every_thirty_seconds():
    """A flood of forged tokens is not passed on to the issuer; a new key is found soon."""
    ticks, asked, keys = [0.0], [], [KEY]

    def fetch() -> dict[str, object]:
        asked.append(ticks[0])
        return KeySet(list(keys)).as_dict(private=False)

    ring = KeyRing(fetch, lambda: ticks[0])
    for _ in range(5):
        assert verify_token(_token(key=OTHER), RULES, ring, AT) is None
    keys.append(OTHER)
    ticks[0] = 31.0

    assert verify_token(_token(key=OTHER), RULES, ring, AT) is not None
    assert asked == [0.0, 31.0]


class _Clock:
    """A clock that a test turns."""

    now = 0.0

    def __call__(self):
        return self.now


def _verifier(clock, keys):
    return Verifier(RULES, KeyRing(lambda: KeySet(keys).as_dict(private=False), clock), clock)


def test_a_token_that_held_is_trusted_for_a_minute_and_no_longer():
    """A key that the issuer took back is good for that minute at most."""
    clock, keys = _Clock(), [KEY]
    verifier = _verifier(clock, keys)
    token = _token()
    assert verifier.claims(token, AT)
    keys[:] = [OTHER]

    clock.now = 59.0
    within = verifier.claims(token, AT)
    clock.now = 61.0
    verifier.claims(_token(key=OTHER, kid="another"), AT)  # an unknown key id makes the ring ask anew
    after = verifier.claims(token, AT)

    assert within
    assert after is None


def test_an_expired_token_is_not_trusted_because_it_once_held():
    """Not for the rest of its minute either."""
    verifier = _verifier(_Clock(), [KEY])
    token = _token(exp=int((AT + timedelta(seconds=10)).timestamp()))
    assert verifier.claims(token, AT)

    assert verifier.claims(token, AT + timedelta(seconds=20)) is None


def test_what_did_not_hold_is_looked_at_each_time():
    """A token that comes before its key is known counts as soon as the key is."""
    clock, keys = _Clock(), []
    verifier = _verifier(clock, keys)
    assert verifier.claims(_token(), AT) is None

    keys.append(KEY)
    clock.now = 31.0

    assert verifier.claims(_token(), AT)
