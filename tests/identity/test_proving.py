"""A token as a proof of who a worker is, for what was confided to them: the holder of the keys checks it itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import ECKey

from hub.identity.proving import Proofs, Trusted
from hub.identity.tokens import KeyRing
from hub.ledger.confiding import Confided, Seat
from hub.ledger.spent import spend
from hub.ledger.workerkeys import WorkerKeys, make_worker_folder
from hub.terms.handing import KeyAct, very_act

ISSUER, HUB, PROGRAMS, LEVEL = "https://issuer.invalid", "hub", "fam-hub-api", "hoch"
STAFF = {"U07": "00000000-0000-4000-8000-000000000007", "U08": "00000000-0000-4000-8000-000000000008"}
KEY, FOREIGN = ECKey.generate_key("P-256"), ECKey.generate_key("P-256")
LIFE = timedelta(minutes=10)


def _proofs() -> Proofs:
    KEY.ensure_kid()
    ring = KeyRing(lambda: {"keys": [KEY.as_dict(private=False)]})
    return Proofs({ISSUER: Trusted(ISSUER, HUB, LEVEL, ring)}, PROGRAMS)


@pytest.fixture
def confided(tmp_path: Path) -> Confided:
    """The holder of keys of an agency with two workers."""
    make_worker_folder(tmp_path, "jugendamt")
    keys = WorkerKeys(tmp_path, "jugendamt")
    return Confided(
        keys, _proofs().read, lambda account: Seat(STAFF[account[1]]) if account[1] in STAFF else None, LIFE
    )


def _token(nonce: str | None, key: ECKey = KEY, header: dict[str, Any] | None = None, **claims: Any) -> str:
    now = int(datetime.now(UTC).timestamp())
    said = {"iss": ISSUER, "aud": HUB, "sub": "U07", "iat": now, "exp": now + 300, "auth_time": now, "acr": LEVEL}
    said |= {"nonce": nonce} if nonce is not None else {}
    key.ensure_kid()
    left = {name: value for name, value in (said | claims).items() if value is not None}
    return jwt.encode({"alg": "ES256", "kid": key.kid, **(header or {})}, left, key)


def _ago(**much: float) -> int:
    return int((datetime.now(UTC) - timedelta(**much)).timestamp())


def test_a_fresh_proof_for_this_nonce_grants_what_is_that_workers_and_counts_once(confided: Confided) -> None:
    """Shown again it is nothing; and a grant of one is none of another."""
    token = _token(confided.challenge())

    grant = confided.prove(token)

    assert grant
    assert confided.holds(grant, STAFF["U07"])
    assert not confided.holds(grant, STAFF["U08"])
    assert confided.prove(token) is None


FAULTY: dict[str, Callable[[str], str]] = {
    "of another key": lambda nonce: _token(nonce, FOREIGN, {"kid": KEY.kid}),
    "of a key that nobody knows": lambda nonce: _token(nonce, FOREIGN),
    "without a signature": lambda nonce: _token(nonce).rpartition(".")[0] + ".",
    "with another subject under the signature": lambda nonce: ".".join(
        (_token(nonce).split(".")[0], _token(nonce, sub="U08").split(".")[1], _token(nonce).split(".")[2])
    ),
    "for another audience": lambda nonce: _token(nonce, aud="hub-jobcenter"),
    "of another issuer": lambda nonce: _token(nonce, iss="https://other.invalid"),
    "of a lower level": lambda nonce: _token(nonce, acr="niedrig"),
    "of no level": lambda nonce: _token(nonce, acr=None),
    "of a sign-in of this morning": lambda nonce: _token(nonce, auth_time=_ago(minutes=11)),
    "of a sign-in to come": lambda nonce: _token(nonce, auth_time=_ago(minutes=-1)),
    "that does not say when": lambda nonce: _token(nonce, auth_time=None),
    "that is over": lambda nonce: _token(nonce, iat=_ago(minutes=9), exp=_ago(minutes=4)),
    "without a nonce": lambda _: _token(None),
    "with a nonce of its own": lambda _: _token("made-up"),
    "of nobody here": lambda nonce: _token(nonce, sub="U99"),
    "that is none": lambda _: "U07",
    "that is empty": lambda _: "",
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_token_that_does_not_hold_proves_nothing(confided: Confided, fault: str) -> None:
    """Forged, stale, too weak, for somebody else: no grant; and the right one opens afterwards."""
    assert confided.prove(FAULTY[fault](confided.challenge())) is None
    assert confided.prove(_token(confided.challenge()))


def test_a_nonce_is_for_one_answer_and_of_this_service_alone(confided: Confided, tmp_path: Path) -> None:
    """Two tokens for one nonce, or a nonce of another run of the service: the second is refused."""
    nonce = confided.challenge()
    again = Confided(confided.keys, _proofs().read, lambda _: Seat(STAFF["U07"]), LIFE)

    assert again.prove(_token(nonce)) is None
    assert confided.prove(_token(nonce))
    assert confided.prove(_token(nonce)) is None


def test_a_programs_token_counts_once_and_none_from_before_the_service_began(confided: Confided) -> None:
    """Nobody who read it on its way has anything of it afterwards, not even after a restart."""
    token = _token(None, aud=PROGRAMS)

    assert confided.prove(token)
    assert confided.prove(token) is None
    assert confided.prove(_token(None, aud=PROGRAMS, auth_time=_ago(seconds=30))) is None


ACT = "fam-hub-keys-hand-on-confirm"


@pytest.mark.parametrize(
    ("aud", "wanted"),
    [
        (PROGRAMS, ACT),
        (ACT, PROGRAMS),
        ([PROGRAMS, ACT], ACT),
        ([PROGRAMS, ACT], PROGRAMS),
        ([ACT, "fam-hub-keys-end"], ACT),
        ("fam-hub-keys-hand-on-propose", ACT),
        (f"{ACT}-too", ACT),
    ],
)
def test_a_token_for_another_act_or_for_two_proves_nothing(
    confided: Confided, aud: str | list[str], wanted: str
) -> None:
    """One for the very act does, and an audience of somebody else's beside does no harm."""
    asks = Confided(confided.keys, replace(_proofs(), programs=wanted).read, lambda _: Seat(STAFF["U07"]), LIFE)
    act = b"of this one" if wanted == ACT else b""

    def token(aud: str | list[str]) -> str:
        return _token(asks.challenge(act) if act else None, aud=aud)

    assert asks.prove(token(aud), act) is None
    assert asks.prove(token([wanted, "account"]), act)


@pytest.fixture
def at_the_keys(confided: Confided) -> Confided:
    """A command for an act with these keys."""
    return Confided(confided.keys, replace(_proofs(), programs=ACT).read, lambda _: Seat(STAFF["U07"]), LIFE)


CAUGHT: dict[str, Callable[[Confided], str]] = {
    "for the very act": lambda there: _token(there.challenge(b"A"), aud=ACT),
    "for another one": lambda there: _token(there.challenge(b"B"), aud=ACT),
    "for none": lambda there: _token(there.challenge(), aud=ACT),
    "with a nonce of its own": lambda _: _token("made-up", aud=ACT),
    "without a nonce": lambda _: _token(None, aud=ACT),
    "of a sign-in before the command": lambda there: _token(there.challenge(b"A"), aud=ACT, auth_time=_ago(seconds=30)),
    "of a browser at the hub": lambda there: _token(there.challenge(b"A")),
    "of a program": lambda there: _token(there.challenge(b"A"), aud=PROGRAMS),
}


@pytest.mark.parametrize("how", CAUGHT)
def test_a_token_proves_the_very_act_for_which_it_was_made_and_no_other(at_the_keys: Confided, how: str) -> None:
    """Once; what answers the nonce of another act is used up by that."""
    token = CAUGHT[how](at_the_keys)

    assert (how == "for the very act") is bool(at_the_keys.prove(token, b"A"))
    assert [None, None] == [at_the_keys.prove(token, act) for act in (b"A", b"B")]


def test_a_token_that_comes_after_its_minutes_proves_nothing(
    at_the_keys: Confided, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However fresh the sign-in is: its nonce waits no longer."""
    monkeypatch.setattr("hub.ledger.confiding.ANSWERED_WITHIN", timedelta(0))
    nonce = at_the_keys.challenge(b"A")

    assert at_the_keys.prove(_token(nonce, aud=ACT), b"A") is None


def test_two_acts_that_differ_in_one_word_are_two(at_the_keys: Confided) -> None:
    """Also where the words stand one behind the other, or a word moves from one place to the next."""
    said = {very_act(kind, about) for kind in (KeyAct.FREE, KeyAct.END) for about in (["a", "b"], ["ab", ""], ["a b"])}

    assert 6 == len(said)
    for one in said:
        assert at_the_keys.prove(_token(at_the_keys.challenge(one), aud=ACT), one)


def test_a_browsers_proof_with_the_audience_of_an_act_beside_is_none(confided: Confided) -> None:
    """It answers its nonce, and would be good for an act too."""
    assert confided.prove(_token(confided.challenge(), aud=[HUB, ACT])) is None
    assert confided.prove(_token(confided.challenge(), aud=[HUB]))


def test_a_programs_token_counts_once_for_all_processes_with_these_keys(confided: Confided) -> None:
    """The service and a command beside it: what proved something to the one proves nothing to the other."""
    keys = WorkerKeys(_keys_of(confided), "jugendamt")
    beside = Confided(keys, _proofs().read, lambda _: Seat(STAFF["U07"]), LIFE)
    token = _token(None, aud=PROGRAMS)

    assert confided.prove(token)
    assert beside.prove(token) is None
    assert beside.prove(_token(None, aud=PROGRAMS, jti="another"))


def test_of_a_spent_token_nothing_is_kept_once_it_is_too_old_to_count(confided: Confided) -> None:
    """Its hash alone, for as long as it could come again, closed to other accounts of the machine."""
    token, now = _token(None, aud=PROGRAMS), datetime.now(UTC)
    assert confided.prove(token)
    [path] = _keys_of(confided).rglob("*.spent")

    assert (0o600, b"") == (path.stat().st_mode & 0o777, path.read_bytes())
    assert path.stem not in token
    assert not spend(confided.keys, token, now, now + LIFE)
    assert spend(confided.keys, "another", now + 2 * LIFE, now + 3 * LIFE)
    assert path not in set(_keys_of(confided).rglob("*.spent"))


def _keys_of(confided: Confided) -> Path:
    with confided.keys.alone() as folder:
        return folder.parent


def test_the_account_that_proved_first_stays_that_workers(tmp_path: Path) -> None:
    """Whatever the database says afterwards of whose account it is; `unbind` is what frees it."""
    make_worker_folder(tmp_path, "jugendamt")
    keys = WorkerKeys(tmp_path, "jugendamt")
    confided = Confided(keys, _proofs().read, lambda _: Seat(STAFF["U07"]), LIFE)
    assert confided.prove(_token(confided.challenge()))

    assert confided.prove(_token(confided.challenge(), sub="U08")) is None
    keys.unbind(STAFF["U07"])
    assert confided.prove(_token(confided.challenge(), sub="U08"))


def test_an_issuer_that_cannot_be_reached_is_not_taken_for_a_forgery(tmp_path: Path) -> None:
    """The trouble comes through, and is not the worker's fault."""

    def away() -> dict[str, Any]:
        raise requests.ConnectionError

    proofs = Proofs({ISSUER: Trusted(ISSUER, HUB, LEVEL, KeyRing(away))}, PROGRAMS)
    with pytest.raises(requests.ConnectionError):
        proofs.read(_token("any"), datetime.now(UTC))


def test_a_worker_file_is_for_the_pair_alone_and_for_no_other_folder(tmp_path: Path) -> None:
    """Closed to others, without a private key in clear, worth nothing beside another pair."""
    make_worker_folder(tmp_path / "a", "jugendamt")
    make_worker_folder(tmp_path / "b", "jugendamt")
    keys = WorkerKeys(tmp_path / "a", "jugendamt")
    private = keys.ensure(STAFF["U07"]).privates[0].private_bytes_raw()
    [path] = (tmp_path / "a").rglob("*.worker")
    other = tmp_path / "b" / "jugendamt.workers" / path.name
    other.write_bytes(path.read_bytes())

    assert 0o600 == path.stat().st_mode & 0o777
    assert private not in path.read_bytes()
    assert private.hex().encode() not in path.read_bytes()
    with pytest.raises(OSError, match="does not open"):
        WorkerKeys(tmp_path / "b", "jugendamt").find(STAFF["U07"])
    for name in ("../service", "", "service", STAFF["U07"] + "/.."):
        with pytest.raises(LookupError):
            keys.find(name)
