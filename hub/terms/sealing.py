"""Boxes that one holder opens: sealed by HPKE (RFC 9180), and saying for which of its keys.

Who opens them stands behind one small interface: a file today, a key service or PKCS#11 where an operator has one.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
MARK = b"HUBk"
"""How the name of a key begins in a box. What does not begin so is from before boxes named their key."""
NAMED = 16
"""Bytes of a name: the mark, and the first 12 of the key's fingerprint."""


class KeysUnavailable(OSError):
    """Who holds the private keys could not be asked, or has not the one that is needed: nothing was opened."""


class Opener(Protocol):
    """The private keys of one holder, wherever they are. KeysUnavailable where they cannot be asked now."""

    def open(self, box: bytes, info: bytes) -> bytes:
        """What is in a box that was sealed for this holder. InvalidTag where it was not, or for another place."""

    def open_month(self, month: str, box: bytes, info: bytes) -> bytes | None:
        """What is in a box of the log (HPKE, without a name) of a month; None where that month's key is destroyed."""

    def derive(self, info: bytes, length: int) -> bytes:
        """A secret made out of the private key by HKDF-SHA256, for one use that `info` names."""

    def derive_all(self, info: bytes, length: int) -> Sequence[bytes]:
        """The same of every key that is here: the present one first, then those before it."""

    def sign(self, statement: bytes) -> bytes:
        """A signature of the present key (`hub.terms.key_signing`); what signs is handed to nobody."""


def fingerprint(public: X25519PublicKey | Ed25519PublicKey) -> bytes:
    """SHA-256 of a public key in DER: what two agencies read to each other."""
    return sha256(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()


def name_of(public: X25519PublicKey | Ed25519PublicKey) -> bytes:
    """16 bytes with which every box for this key, or signature of it, begins."""
    return named(fingerprint(public))


def named(print_of_key: bytes) -> bytes:
    """The same from a fingerprint."""
    return MARK + print_of_key[: NAMED - len(MARK)]


def seal(clear: bytes, public: X25519PublicKey, info: bytes) -> bytes:
    """A box for the holder of the private half, bound to a place."""
    return name_of(public) + HPKE.encrypt(clear, public, info=info)
