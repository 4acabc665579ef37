"""Whose proofs of who somebody is count for what was confided: the providers of identity that the operator named."""

from hub.exchange.key_service import Believed
from hub.identity.tokens import API_AUDIENCE, KEYS_AUDIENCE
from hub.settings.operator import Settings
from hub.terms.handing import KeyAct


def believed(settings: Settings, act: KeyAct | None = None) -> Believed | None:
    """None where none is named: then the key service opens nothing that was confided.

    For an act with the keys a token made for that act counts alone: none that opens something, or is for another act.
    """
    if not settings.issuer or not settings.client_id:
        return None
    first = (settings.issuer, settings.client_id, settings.acr)
    others = ((one.url, one.client_id, one.acr) for one in settings.other_issuers)
    return Believed((first, *others), audience_of(act) if act else API_AUDIENCE, settings.step_up)


def audience_of(act: KeyAct) -> str:
    """What a token for an act names as its only audience."""
    return f"{KEYS_AUDIENCE}{act}"
