"""Is this a logout token (OpenID Connect Back-Channel Logout 1.0, 2.4 and 2.6), and whose sessions does it end?"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hub.identity.tokens import KeyRing, LogoutRules, TokenRules, verify_token

EVENT = "http://schemas.openid.net/event/backchannel-logout"
OLDEST = timedelta(minutes=5)
"""A token that was made longer ago is refused, however long it says that it is good."""
LONGEST_WORD = 255


@dataclass(frozen=True)
class Logout:
    """What a logout token says: one session (`sid`), or all of a `subject`; taken once under its `token_id`."""

    issuer: str
    subject: str | None
    sid: str | None
    token_id: str
    until: datetime


def read_logout(token: str, rules: TokenRules, ring: KeyRing, at: datetime) -> Logout | None:
    """None for whatever is not a logout token of this issuer for this client, made just now: an ID token least of all.

    An issuer that cannot be reached is not the token's fault: `requests.RequestException` comes through.
    """
    claims = verify_token(token, LogoutRules(rules.issuer, rules.audience), ring, at)
    if claims is None or "nonce" in claims:
        return None
    events, made = claims.get("events"), datetime.fromtimestamp(int(claims["iat"]), UTC)
    if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict) or at - made > OLDEST:
        return None
    subject, sid, token_id = claims.get("sub"), claims.get("sid"), claims.get("jti")
    whose = [one for one in (subject, sid) if one is not None]
    if not whose or not _are_words(token_id, *whose):
        return None
    return Logout(rules.issuer, subject, sid, str(token_id), made + 2 * OLDEST)


def _are_words(*said: object) -> bool:
    return all(isinstance(one, str) and 0 < len(one) <= LONGEST_WORD for one in said)
