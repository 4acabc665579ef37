"""When somebody was last asked who they are, as strongly as the operator wants it (RFC 9470; OpenID Connect Core 2)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def confirmed_at(claims: Mapping[str, Any], acr: str) -> datetime | None:
    """The `auth_time` of a token that was verified, if its `acr` is the one wanted (`""`: any); else None."""
    said = claims.get("auth_time")
    if not isinstance(said, int) or isinstance(said, bool) or (acr and claims.get("acr") != acr):
        return None
    try:
        return datetime.fromtimestamp(said, UTC)
    except (OverflowError, ValueError, OSError):
        return None
