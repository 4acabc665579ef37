"""Is this token what it says it is? Signature, issuer, audience and time; who it names is somebody else's question."""

import base64
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from threading import Lock
from typing import Any

import requests
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet

from hub.terms.recent import Recent

API_AUDIENCE = "fam-hub-api"
"""For what tokens of programs are made."""
KEYS_AUDIENCE = "fam-hub-keys-"
"""For what a token is made that says one act with the keys of workers: followed by the act (`KeyAct`)."""
ALGORITHMS = ["ES256", "RS256", "PS256"]
LONGEST = 8192
REFRESH_SECONDS = 30.0
LEEWAY_SECONDS = 5
REMEMBERED_SECONDS = 60.0
MOST_REMEMBERED = 1024


@dataclass(frozen=True)
class TokenRules:
    """Whose tokens count, and for what they must have been made."""

    issuer: str
    audience: str

    essential = ("exp", "iat", "sub")
    """Claims without which such a token is none."""


@dataclass(frozen=True)
class LogoutRules(TokenRules):
    """The same of a logout token, which need name no subject."""

    essential = ("exp", "iat", "jti")


class KeyRing:
    """The issuer's public keys. A key id it does not know makes it fetch them anew, at most every 30 seconds."""

    def __init__(self, fetch: Callable[[], Mapping[str, Any]], ticks: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._ticks = ticks
        self._lock = Lock()
        self._keys = KeySet([])
        self._fetched: float | None = None

    def key_for(self, kid: object) -> Key:
        """The key with this id; a JoseError where the issuer has none."""
        with self._lock:
            if self._is_due() and not any(key.kid == kid for key in self._keys.keys):
                self._fetched = self._ticks()
                self._keys = KeySet.import_key_set({"keys": list(self._fetch()["keys"])})
            return self._keys.get_by_kid(str(kid))

    def _is_due(self) -> bool:
        return self._fetched is None or self._ticks() - self._fetched >= REFRESH_SECONDS


class Verifier:
    """Verifies tokens of one issuer. One that held is not verified again for a minute, and never after it expired.

    So an issuer's key that was taken back is good for a minute more here; whose post is over is found out at once: the
    database is asked each time.
    """

    def __init__(self, rules: "TokenRules", ring: KeyRing, ticks: Callable[[], float] = time.monotonic) -> None:
        self._rules = rules
        self._ring = ring
        self._ticks = ticks
        self._held: Recent[bytes, tuple[Mapping[str, Any], float]] = Recent(MOST_REMEMBERED)

    def claims(self, token: str, at: datetime) -> Mapping[str, Any] | None:
        """What the token says, if all of it holds at this instant; else None."""
        digest = sha256(token.encode("utf-8", "surrogatepass")).digest()
        claims, until = self._held.get(digest) or (None, 0.0)
        if claims is not None and self._ticks() < until and at.timestamp() < claims["exp"]:
            return claims
        claims = verify_token(token, self._rules, self._ring, at)
        if claims is not None:
            self._held.keep(digest, (claims, self._ticks() + REMEMBERED_SECONDS))
        return claims


class ByIssuer:
    """Tokens of several issuers: each is verified by the rules and keys of the issuer that it names itself, or not."""

    def __init__(self, verifiers: Mapping[str, Verifier]) -> None:
        self._verifiers = dict(verifiers)

    def claims(self, token: str, at: datetime) -> Mapping[str, Any] | None:
        """What the token says, if all of it holds at this instant; else None."""
        verifier = self._verifiers.get(claimed_issuer(token))
        return verifier.claims(token, at) if verifier else None


def claimed_issuer(token: str) -> str:
    """Whose token this claims to be: worth nothing before it is verified."""
    parts = token.split(".")
    if len(token) > LONGEST or not token.isascii() or len(parts) != 3:
        return ""
    try:
        said = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, RecursionError):
        return ""
    issuer = said.get("iss") if isinstance(said, dict) else None
    return issuer if isinstance(issuer, str) else ""


def fetch_keys(issuer: str) -> Mapping[str, Any]:
    """The issuer's key set, by way of its discovery document."""
    metadata = _load_json(issuer.rstrip("/") + "/.well-known/openid-configuration")
    return _load_json(str(metadata["jwks_uri"]))


def verify_token(token: str, rules: TokenRules, ring: KeyRing, at: datetime) -> Mapping[str, Any] | None:
    """What the token says, if all of it holds at this instant; else None, whatever is wrong with it.

    An issuer that cannot be reached is not the token's fault: `requests.RequestException` comes through.
    """
    if len(token) > LONGEST or not token.isascii():
        return None
    try:
        decoded = jwt.decode(token, lambda guest: ring.key_for(guest.headers().get("kid")), algorithms=ALGORITHMS)
        _registry(rules, at).validate(decoded.claims)
    except requests.RequestException:
        raise
    except (JoseError, ValueError, KeyError, TypeError):
        return None
    return decoded.claims


def _load_json(url: str) -> Mapping[str, Any]:
    answer = requests.get(url, timeout=5)
    answer.raise_for_status()
    content: Mapping[str, Any] = answer.json()
    return content


def _registry(rules: TokenRules, at: datetime) -> jwt.JWTClaimsRegistry:
    wanted: dict[str, Any] = {name: {"essential": True} for name in rules.essential}
    wanted |= {"iss": {"essential": True, "value": rules.issuer}, "aud": {"essential": True, "value": rules.audience}}
    return jwt.JWTClaimsRegistry(now=int(at.timestamp()), leeway=LEEWAY_SECONDS, **wanted)
