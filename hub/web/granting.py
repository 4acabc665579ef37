"""Proofs of who somebody is, handed on to whoever holds the keys of workers, and what comes back for them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import structlog

from hub.terms.principals import SignedIn
from hub.terms.sealing import KeysUnavailable
from hub.web.here import desk

log = structlog.get_logger()
SKEW = timedelta(minutes=1)
"""How far the clock of a provider may be ahead."""


def is_lately(moment: datetime | None) -> bool:
    """Whether a proof of then is good now."""
    now = datetime.now(UTC)
    return moment is not None and now - desk().settings.step_up <= moment <= now + SKEW


def challenge() -> str:
    """A nonce of whoever holds the keys of workers. Without one a proof is good for writing, and opens nothing."""
    confidant = desk().confidant
    try:
        return confidant.challenge() if confidant else ""
    except KeysUnavailable as trouble:
        log.warning("what was confided stays shut", trouble=type(trouble).__name__)
        return ""


def grant_for(token: str) -> str:
    """What a proof is exchanged for; nothing where nobody holds keys of workers, or none can be asked now."""
    confidant = desk().confidant
    try:
        return (confidant.prove(token) or "") if confidant else ""
    except KeysUnavailable as trouble:
        log.warning("what was confided stays shut", trouble=type(trouble).__name__)
        return ""


def with_grant(present: SignedIn | None, grant: object) -> SignedIn | None:
    """Who is there, with what they proved."""
    if present is None or not isinstance(grant, str) or not grant:
        return present
    return replace(present, principal=replace(present.principal, grant=grant))
