"""Signatures of agencies' processes towards each other: each pair of keys signs too, by a half made out of its own."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hub.terms.sealing import NAMED, name_of

USE = b"fam-hub signed between agencies v1"
SEED = 32
SIGNED = NAMED + 64
"""Bytes of a signature: the name of its key, then Ed25519's."""


def signing_half(private: X25519PrivateKey) -> Ed25519PrivateKey:
    """HKDF-SHA256 of the private key, for this one use: whoever holds the pair signs, and nobody else."""
    seed = HKDF(algorithm=SHA256(), length=SEED, salt=None, info=USE).derive(private.private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(seed)


def sign(private: X25519PrivateKey, statement: bytes) -> bytes:
    """A signature that names its key."""
    half = signing_half(private)
    return name_of(half.public_key()) + half.sign(statement)


def is_signed(by: Ed25519PublicKey, statement: bytes, signature: bytes) -> bool:
    """Whether this key signed these very bytes."""
    if len(signature) != SIGNED or signature[:NAMED] != name_of(by):
        return False
    try:
        by.verify(signature[NAMED:], statement)
    except InvalidSignature:
        return False
    return True
