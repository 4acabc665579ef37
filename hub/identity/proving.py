"""What a token proves to whoever holds the keys of workers: verified there once more, by the issuer's own keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hub.identity.confirming import confirmed_at
from hub.identity.tokens import API_AUDIENCE, KEYS_AUDIENCE, KeyRing, TokenRules, claimed_issuer, verify_token
from hub.terms.principals import Proof


@dataclass(frozen=True, repr=False)
class Trusted:
    """One provider of identity: for which audience browsers sign in with it, and the `acr` that it must name."""

    issuer: str
    client_id: str
    acr: str
    ring: KeyRing


@dataclass(frozen=True, repr=False)
class Proofs:
    """Tokens of the issuers that the operator named. `programs` is the audience of tokens that programs bring.

    Where that is an act with the keys, no browser's sign-in counts: it could be asked for with any nonce.
    """

    issuers: Mapping[str, Trusted] = field(default_factory=dict)
    programs: str = ""

    def read(self, token: str, at: datetime) -> tuple[Proof, str | None] | None:
        """What it proves, and the nonce that it answers: None as nonce for a program's, save for an act. None for what
        does not hold, or is made for another act beside.

        An issuer that cannot be reached is not the token's fault: `requests.RequestException` comes through.
        """
        trusted = self.issuers.get(claimed_issuer(token))
        if trusted is None:
            return None
        for audience, has_nonce in self._audiences(trusted):
            claims = verify_token(token, TokenRules(trusted.issuer, audience), trusted.ring, at) if audience else None
            if claims is not None and not _is_for_more(claims["aud"], audience):
                return _proven(claims, trusted, has_nonce=has_nonce)
        return None

    def _audiences(self, trusted: Trusted) -> Sequence[tuple[str, bool]]:
        """Those that count here, and whether a token for one must answer a nonce."""
        if self.programs.startswith(KEYS_AUDIENCE):
            return [(self.programs, True)]
        return [(trusted.client_id, True), (self.programs, False)]


def _is_for_more(named: str | list[str], audience: str) -> bool:
    """Whether a token that is for this would be for programs, or for an act with keys, as well."""
    others = {named} if isinstance(named, str) else set(named)
    return any(one == API_AUDIENCE or one.startswith(KEYS_AUDIENCE) for one in others - {audience})


def _proven(claims: Mapping[str, Any], trusted: Trusted, *, has_nonce: bool) -> tuple[Proof, str | None] | None:
    """A browser's token without a nonce proves nothing, nor does one for an act."""
    nonce = claims.get("nonce")
    if has_nonce and (not isinstance(nonce, str) or not nonce):
        return None
    proof = Proof(str(claims["iss"]), str(claims["sub"]), confirmed_at=confirmed_at(claims, trusted.acr))
    return proof, nonce if has_nonce else None
