"""Keyrings of two agencies, and a made-up family to seal things for."""

from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import strategies as st

from hub.ledger.keyfolder import Held
from hub.record.keys import Keyring
from hub.terms.ids import FamilyId, PersonId

FAMILY = FamilyId(str(UUID(int=1)))
PRIVATE = {name: X25519PrivateKey.generate() for name in ("jobcenter", "jugendamt", "provider")}
PUBLIC = {name: key.public_key() for name, key in PRIVATE.items()}
MOTHER, CHILD, OTHER = (PersonId(str(UUID(int=number))) for number in (11, 12, 13))

names = st.sampled_from(sorted(PRIVATE))
ids = st.uuids().map(str)
keys = st.binary(min_size=32, max_size=32)


def ring(holder: str) -> Keyring:
    """What the process of one agency holds."""
    return Keyring(holder, Held(PRIVATE[holder]), PUBLIC)
