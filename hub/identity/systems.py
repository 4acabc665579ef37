"""Other systems, as clients with a token of their own (RFC 9068); no member of staff stands behind it."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hub.identity.tokens import ByIssuer, Verifier

SCOPE = "access.evaluate"
_TYPES = frozenset({"at+jwt", "application/at+jwt"})


@dataclass(frozen=True)
class SystemTokens:
    """Tokens of the systems that one process group admits, by their client ids. None admitted: nobody is."""

    admitted: frozenset[str]
    verifier: Verifier | ByIssuer

    def client(self, token: str, at: datetime) -> str | None:
        """The client of a token; None for everything that is not an access token of an admitted client itself.

        It must say that it is one (`typ`), be made for this use (`aud`, `scope`), and speak for no user.
        """
        claims = self.verifier.claims(token, at)
        if claims is None or _header(token).get("typ", "").lower() not in _TYPES:
            return None
        client, scope = claims.get("client_id"), claims.get("scope")
        if not isinstance(client, str) or not isinstance(scope, str) or not isinstance(claims.get("jti"), str):
            return None
        return client if client in self.admitted and claims["sub"] == client and SCOPE in scope.split() else None


def _header(token: str) -> Mapping[str, str]:
    """The header of a token whose signature was verified."""
    text = token.partition(".")[0]
    said = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return {key: value for key, value in said.items() if isinstance(value, str)}
