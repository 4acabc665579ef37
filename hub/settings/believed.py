"""Whose proofs of who somebody is count for what was confided: the providers of identity that the operator named."""

from hub.exchange.key_service import Believed
from hub.identity.tokens import API_AUDIENCE
from hub.settings.operator import Settings


def believed(settings: Settings) -> Believed | None:
    """None where none is named: then the key service opens nothing that was confided."""
    if not settings.issuer or not settings.client_id:
        return None
    first = (settings.issuer, settings.client_id, settings.acr)
    others = ((one.url, one.client_id, one.acr) for one in settings.other_issuers)
    return Believed((first, *others), API_AUDIENCE, settings.step_up)
