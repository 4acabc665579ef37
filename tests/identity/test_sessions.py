"""Sign-in as the server remembers it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from hub.db.errors import DatabaseRefused
from hub.identity.sessions import ServerSessions
from hub.identity.tokens import KeyRing, TokenRules, Verifier
from hub.terms.ids import new_id
from hub.terms.lists import Agency
from hub.terms.principals import Proof
from tests.kreis import ISSUER

KEY = ECKey.generate_key("P-256", auto_kid=True)
RULES = TokenRules(ISSUER, "fam-hub-api")


def _sessions(kreis, group="jobcenter"):
    ring = KeyRing(lambda: KeySet([KEY]).as_dict(private=False))
    return ServerSessions(kreis.house(group).db, lambda: kreis.at, Verifier(RULES, ring))


def _token(subject, **claims):
    now = datetime.now(UTC)
    times = {"iat": int(now.timestamp()), "exp": int((now + timedelta(minutes=5)).timestamp())}
    said = {"iss": ISSUER, "aud": RULES.audience, "sub": subject, **times, **claims}
    return jwt.encode({"alg": "ES256", "kid": KEY.kid}, said, KEY)


def _open(kreis, who="U01", group="jobcenter"):
    sessions = _sessions(kreis, group)
    [post, *_] = sessions.accounts(ISSUER, who, kreis.at)
    return sessions, sessions.open(post.id)


def _age(kreis, column, minutes):
    kreis.superuser().execute(
        f"update identity.session set {column} = clock_timestamp() - make_interval(mins => %s)", (minutes,)
    )


def test_a_session_says_who_is_there(every_kreis):
    """As long as it lasts; and is nobody's once it is closed."""
    sessions, key = _open(every_kreis)

    there = sessions.load(key)
    sessions.close(key)

    assert ("U01", "Jonas Kranichfeld") == (there.principal.ref, there.name)
    assert sessions.load(key) is None


def test_the_database_holds_the_hash_of_a_key_alone(kreis):
    """Who reads the table cannot sign in."""
    _, key = _open(kreis)

    rows = kreis.superuser().execute("select key_hash, s::text from identity.session s").fetchall()

    assert [sha256(key.encode()).digest()] == [found for found, _ in rows]
    assert key not in rows[0][1]


def test_every_session_has_another_key(kreis):
    """Of 256 bits; two windows are two sessions."""
    sessions, first = _open(kreis)
    _, second = _open(kreis)

    assert first != second
    assert len(first) >= 43
    sessions.close(first)
    assert sessions.load(second) is not None


@pytest.mark.parametrize(
    ("column", "minutes", "lasts"),
    [
        ("seen_at", 14, True),
        ("seen_at", 16, False),
        ("opened_at", 599, True),
        ("opened_at", 601, False),
    ],
)
def test_a_session_idles_fifteen_minutes_and_lives_ten_hours(kreis, column, minutes, lasts):
    """Whatever the clock of the demo says."""
    sessions, key = _open(kreis)
    _age(kreis, column, minutes)

    assert lasts == (sessions.load(key) is not None)


def test_using_a_session_keeps_it_alive(kreis):
    """Until its ten hours are over."""
    sessions, key = _open(kreis)
    _age(kreis, "seen_at", 14)
    sessions.load(key)

    [(idle,)] = kreis.superuser().execute("select clock_timestamp() - seen_at from identity.session")
    assert idle < timedelta(minutes=1)


def test_a_session_ends_with_the_post(kreis):
    """Who left yesterday is nobody today, in open windows too."""
    kreis.at = datetime(2026, 10, 31, 10, tzinfo=UTC)
    sessions, key = _open(kreis, "U11", "jugendamt")
    assert sessions.load(key) is not None

    kreis.at += timedelta(days=1)

    assert sessions.load(key) is None


@pytest.mark.parametrize("key", ["", "x", "\x01", "‮", "x" * 100_000])
def test_a_key_that_was_never_given_is_nobodys(kreis, key):
    """Whatever stands in the cookie."""
    assert _sessions(kreis).load(key) is None


def test_a_session_is_worth_nothing_at_another_address(kreis):
    """Each process group knows its own people alone."""
    _, key = _open(kreis)

    assert _sessions(kreis, "jugendamt").load(key) is None


@pytest.mark.parametrize("said", [None, timedelta(0), timedelta(hours=-1), timedelta(hours=1)])
def test_a_session_is_confirmed_by_what_the_provider_said_alone(kreis, said):
    """Where it said nothing, never; and at no moment that is still to come."""
    now = datetime.now(UTC)
    sessions, _ = _open(kreis)
    [post, *_] = sessions.accounts(ISSUER, "U01", kreis.at)
    key = sessions.open(post.id, Proof(ISSUER, "U01", confirmed_at=None if said is None else now + said))

    confirmed = sessions.load(key).confirmed_at
    later = sessions.load(sessions.confirm(key, Proof(ISSUER, "U01", confirmed_at=now - timedelta(minutes=5))))

    assert (confirmed is None) == (said is None)
    assert confirmed is None or confirmed <= min(now + said, datetime.now(UTC))
    assert now - timedelta(minutes=5) == later.confirmed_at


@pytest.mark.parametrize("proof", [Proof(ISSUER, "U02"), Proof("https://other.invalid", "U01")])
def test_nobody_else_confirms_a_session(kreis, proof):
    """It stays as it was, under the key that it had."""
    sessions = _sessions(kreis)
    [post, *_] = sessions.accounts(ISSUER, "U01", kreis.at)
    key = sessions.open(post.id, Proof(ISSUER, "U01"))

    assert sessions.confirm(key, replace(proof, confirmed_at=datetime.now(UTC))) is None
    assert sessions.load(key).confirmed_at is None


@pytest.mark.parametrize(("column", "minutes"), [("seen_at", 16), ("opened_at", 601)])
def test_what_is_over_is_not_confirmed(kreis, column, minutes):
    """A proof anew prolongs no session beyond its limits."""
    sessions = _sessions(kreis)
    [post, *_] = sessions.accounts(ISSUER, "U01", kreis.at)
    key = sessions.open(post.id, Proof(ISSUER, "U01"))
    _age(kreis, column, minutes)

    assert sessions.confirm(key, Proof(ISSUER, "U01", confirmed_at=datetime.now(UTC))) is None


def test_nobody_opens_a_session_in_a_post_of_another_group(kreis):
    """Nor in one that is not there."""
    foreign = _sessions(kreis, "jugendamt").accounts(ISSUER, "U07", kreis.at)[0].id

    for post in (foreign, new_id()):
        with pytest.raises(DatabaseRefused, match="HB032"):
            _sessions(kreis).open(post)


def test_a_token_speaks_for_its_account(kreis):
    """At the address of its agency, and at no other."""
    assert "U01" == _sessions(kreis).bearer(_token("U01")).principal.ref
    assert _sessions(kreis, "jugendamt").bearer(_token("U01")) is None
    assert _sessions(kreis).bearer(_token("U99")) is None


def test_a_token_of_somebody_with_two_posts_says_for_whom(kreis):
    """Without that it speaks for nobody (A4)."""
    sessions = _sessions(kreis, "oversight")

    assert sessions.bearer(_token("U16")) is None
    assert Agency.JUGENDAMT is sessions.bearer(_token("U16", agency="jugendamt")).principal.agency
    assert sessions.bearer(_token("U16", agency="provider")) is None
    assert sessions.bearer(_token("U16", agency=["jugendamt"])) is None


@pytest.mark.parametrize("subject", [7, ["U01"], {"a": "U01"}, True])
def test_a_token_whose_subject_is_no_text_speaks_for_nobody(kreis, subject):
    """An issuer that writes something else is not understood, and that is no error."""
    assert _sessions(kreis).bearer(_token(subject)) is None


def test_a_token_ends_with_the_post(kreis):
    """Who left on Saturday speaks through no program on Sunday, whatever the token's own hour says."""
    kreis.at = datetime(2026, 10, 31, 22, 59, tzinfo=UTC)  # still Saturday in Berlin
    sessions = _sessions(kreis, "jugendamt")
    assert "U11" == sessions.bearer(_token("U11")).principal.ref

    kreis.at += timedelta(minutes=1)

    assert sessions.bearer(_token("U11")) is None
