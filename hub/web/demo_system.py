"""The demo's specialist systems: what their access tokens look like. Never part of a production process."""

import secrets
from datetime import datetime, timedelta

from joserfc import jwt
from joserfc.jwk import ECKey

SYSTEM_AUDIENCE = "fam-hub-access"


def mint_system_token(signing_key: ECKey, issuer: str, client: str, at: datetime, lifetime: timedelta) -> str:
    """An access token of a system (RFC 9068), as `hub demo system jobcenter` prints it."""
    signing_key.ensure_kid()
    said = {"sub": client, "client_id": client, "scope": "access.evaluate", "jti": secrets.token_hex(16)}
    times = {"iat": int(at.timestamp()), "exp": int((at + lifetime).timestamp())}
    header = {"alg": "ES256", "kid": signing_key.kid, "typ": "at+jwt"}
    return jwt.encode(header, {**said, **times, "iss": issuer, "aud": SYSTEM_AUDIENCE}, signing_key)
