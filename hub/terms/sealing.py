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


NOBODY = "nobody"
"""To whom something was said that counts as confided and names no worker: it opens to nobody, until it is handed on."""


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


class Confidant(Protocol):
    """Who holds the keys of an agency's workers, and opens what was confided to one of them to that one alone.

    A grant is what a worker's fresh proof of who they are was exchanged for; it is worth nothing for another worker,
    and soon nothing at all. KeysUnavailable where it cannot be asked now.
    """

    def challenge(self) -> str:
        """A nonce, for the next proof: good once, for some minutes."""

    def prove(self, token: str) -> str | None:
        """A grant for whom this token of a provider of identity names; None for one that does not hold."""

    def holds(self, grant: str, staff: str) -> bool:
        """Whether this is a grant of this worker, and good now."""

    def open(self, grant: str, boxes: Sequence[tuple[bytes, bytes]]) -> Sequence[bytes | None]:
        """What is in these boxes, each with its place; None for one that was not confided to whose grant this is."""


def fingerprint(public: X25519PublicKey | Ed25519PublicKey) -> bytes:
    """SHA-256 of a public key in DER: what two agencies read to each other."""
    return sha256(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()


def name_of(public: X25519PublicKey | Ed25519PublicKey) -> bytes:
    """16 bytes with which every box for this key, or signature of it, begins."""
    return named(fingerprint(public))


def named(print_of_key: bytes) -> bytes:
    """The same from a fingerprint."""
    return MARK + print_of_key[: NAMED - len(MARK)]


def confided_place(where: bytes, staff: str) -> bytes:
    """What the key of something confided is bound to: whose it is, and the worker to whom it was said."""
    return b"fam-hub confided v1|" + where + b"|" + staff.encode()


def seal(clear: bytes, public: X25519PublicKey, info: bytes) -> bytes:
    """A box for the holder of the private half, bound to a place."""
    return name_of(public) + HPKE.encrypt(clear, public, info=info)
