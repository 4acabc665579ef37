"""Tokens of two issuers, each by its own keys."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from hub.exchange.load import Loaded, LoadFile, load_file
from hub.exchange.reading import LoadFaulty
from hub.identity.sessions import ServerSessions
from hub.identity.tokens import ByIssuer, KeyRing, TokenRules, Verifier
from tests.exchange.documents import document
from tests.kreis import ISSUER, load_schema

OTHER = "https://other.invalid"
KEYS = {issuer: ECKey.generate_key("P-256", auto_kid=True) for issuer in (ISSUER, OTHER)}
STAFF = {"id": "U31", "name": "Britta Bussard", "posts": [{"role": "jobcoach", "agency": "jobcenter"}]}


def _verifier(issuer: str) -> Verifier:
    return Verifier(TokenRules(issuer, "fam-hub-api"), KeyRing(lambda: KeySet([KEYS[issuer]]).as_dict(private=False)))


def _sessions(kreis) -> ServerSessions:
    return ServerSessions(
        kreis.house("jobcenter").db, lambda: kreis.at, ByIssuer({one: _verifier(one) for one in KEYS})
    )


def _token(issuer: str, signer: str, subject: str = "U01") -> str:
    now = datetime.now(UTC)
    times = {"iat": int(now.timestamp()), "exp": int((now + timedelta(minutes=5)).timestamp())}
    key = KEYS[signer]
    said = {"iss": issuer, "aud": "fam-hub-api", "sub": subject, **times}
    return jwt.encode({"alg": "ES256", "kid": key.kid}, said, key)


def test_a_token_of_one_issuer_for_a_subject_of_the_other_is_nobody(kreis):
    """U01 is who the first issuer says; the second may well have another U01."""
    sessions = _sessions(kreis)

    assert "U01" == sessions.bearer(_token(ISSUER, ISSUER)).principal.ref
    assert sessions.bearer(_token(OTHER, OTHER)) is None


def test_no_issuer_signs_for_the_other(kreis):
    """Whatever the token says of itself, the keys are those of the issuer that it names."""
    sessions = _sessions(kreis)

    assert sessions.bearer(_token(ISSUER, OTHER)) is None
    assert sessions.bearer(_token(OTHER, ISSUER)) is None


@pytest.mark.unchanged
@pytest.mark.parametrize("token", ["", "a", "a.b.c", "a.e30.c", "a.W10.c", "a." + "x" * 9000 + ".c", "ä.ö.ü", "a.MQ.c"])
def test_what_names_no_issuer_is_nobodys(kreis, token):
    """Nor does it cost an error page."""
    assert _sessions(kreis).bearer(token) is None


def test_a_file_says_by_name_at_which_issuer_an_account_is(kreis):
    """There and nowhere else; a name that the settings do not know stops the load."""

    def load(name: str) -> Loaded:
        text = json.dumps(document(staff=[{**STAFF, "issuer": name}])).encode()
        file = LoadFile("test.json", text, load_schema(), ISSUER)
        return load_file(kreis.house("loader"), replace(file, other_issuers={"other": OTHER}), kreis.at)

    with pytest.raises(LoadFaulty, match="no such issuer"):
        load("third")
    load("other")

    assert "U31" == _sessions(kreis).bearer(_token(OTHER, OTHER, "U31")).principal.ref
    assert _sessions(kreis).bearer(_token(ISSUER, ISSUER, "U31")) is None
