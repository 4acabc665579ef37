"""Keys that sign checkpoints, and how they are written (C2SP signed-note, tlog-cosignature).

A name and four bytes of a hash find a key again; whom to trust is said by whole keys only.
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from hub.ledger.errors import EvidenceMalformed
from hub.ledger.strict import read_base64, write_base64

KEY_HASH_BYTES = 4
SEED_BYTES = 32
_PRIVATE = "PRIVATE+KEY+"
_HASH = re.compile(r"[0-9a-f]{8}")


class Kind(IntEnum):
    """What a signature says, and by which method. The numbers are those of C2SP signed-note."""

    ED25519 = 0x01
    """The key's holder signed this text."""
    COSIGNATURE = 0x04
    """By Ed25519: at this time this was the largest tree the holder knew, and a continuation of all before."""
    MLDSA44 = 0x06
    """The same by ML-DSA-44 (FIPS 204), which a quantum computer does not break."""

    @property
    def is_timed(self) -> bool:
        """Whether the signature names its time."""
        return self is not Kind.ED25519


PUBLIC_BYTES = {Kind.ED25519: 32, Kind.COSIGNATURE: 32, Kind.MLDSA44: 1312}

_FIELD = 2**255 - 19
_ORDER_EIGHT = int.from_bytes(
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
)
_SMALL = {0, 1, _FIELD - 1, _ORDER_EIGHT, _FIELD - _ORDER_EIGHT}
"""The y of all points whose eightfold is the neutral one."""


@dataclass(frozen=True)
class Verifier:
    """A public key with its holder's name. Written: `name+hash+key`. Raises EvidenceMalformed for a key of no use."""

    name: str
    kind: Kind
    public: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if len(self.public) != PUBLIC_BYTES[self.kind]:
            raise EvidenceMalformed("key: not as long as its kind says")
        if self.kind is not Kind.MLDSA44 and _is_weak(self.public):
            raise EvidenceMalformed("key: of small order or not canonical, so anybody could sign with it")

    @property
    def key_hash(self) -> bytes:
        """The four bytes by which signatures name the key."""
        return sha256(self.name.encode() + b"\n" + bytes((self.kind,)) + self.public).digest()[:KEY_HASH_BYTES]

    def write(self) -> str:
        """As it stands in policy files."""
        return f"{self.name}+{self.key_hash.hex()}+{write_base64(bytes((self.kind,)) + self.public)}"

    def signed_by(self, message: bytes, signature: bytes) -> bool:
        """Whether these bytes are this key's signature of that message."""
        try:
            if self.kind is Kind.MLDSA44:
                MLDSA44PublicKey.from_public_bytes(self.public).verify(signature, message)
            else:
                Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, repr=False)
class Signer:
    """A private key with its holder's name. Does not print itself."""

    name: str
    kind: Kind
    private: Ed25519PrivateKey | MLDSA44PrivateKey

    @property
    def verifier(self) -> Verifier:
        """Its public half."""
        return Verifier(self.name, self.kind, self.private.public_key().public_bytes_raw())

    def write(self) -> str:
        """As it is kept in a file that only its holder reads: `PRIVATE+KEY+name+hash+seed`."""
        seed = bytes((self.kind,)) + self.private.private_bytes_raw()
        return f"{_PRIVATE}{self.name}+{self.verifier.key_hash.hex()}+{write_base64(seed)}"


def make_signer(name: str, kind: Kind) -> Signer:
    """A fresh key."""
    return Signer(name, kind, MLDSA44PrivateKey.generate() if kind is Kind.MLDSA44 else Ed25519PrivateKey.generate())


def parse_signer(text: str) -> Signer:
    """A private key as `Signer.write` writes it. Raises EvidenceMalformed without repeating anything of it."""
    if not text.startswith(_PRIVATE):
        raise EvidenceMalformed("private key: not written as one")
    name, key_hash, kind, seed = _parse(text.removeprefix(_PRIVATE))
    if len(seed) != SEED_BYTES:
        raise EvidenceMalformed("private key: not as long as its kind says")
    private: Ed25519PrivateKey | MLDSA44PrivateKey
    if kind is Kind.MLDSA44:
        private = MLDSA44PrivateKey.from_seed_bytes(seed)
    else:
        private = Ed25519PrivateKey.from_private_bytes(seed)
    signer = Signer(name, kind, private)
    if signer.verifier.key_hash != key_hash:
        raise EvidenceMalformed("private key: the hash is not that of this key")
    return signer


def parse_verifier(text: str) -> Verifier:
    """A verifier key as it stands in policy files. Raises EvidenceMalformed."""
    name, key_hash, kind, public = _parse(text)
    verifier = Verifier(name, kind, public)
    if verifier.key_hash != key_hash:
        raise EvidenceMalformed("key: the hash is not that of this key")
    return verifier


def check_name(name: str) -> None:
    """Raises EvidenceMalformed for a name that is empty, or that has a blank of any script, a plus or a control."""
    if not name or "+" in name or any(sign.isspace() or ord(sign) < 0x20 for sign in name):
        raise EvidenceMalformed("key name: empty, or holds a blank, a plus or a control character")


def _parse(text: str) -> tuple[str, bytes, Kind, bytes]:
    parts = text.split("+", 2)
    if len(parts) != 3 or not _HASH.fullmatch(parts[1]):
        raise EvidenceMalformed("key: not name, hash and key")
    octets = read_base64(parts[2], "key")
    if not octets or octets[0] not in set(Kind):
        raise EvidenceMalformed("key: of an unknown kind")
    return parts[0], bytes.fromhex(parts[1]), Kind(octets[0]), octets[1:]


def _is_weak(public: bytes) -> bool:
    """Whether an Ed25519 key is one of the eight points of small order, or written with more than the field holds."""
    height = int.from_bytes(public, "little") & (2**255 - 1)
    return height >= _FIELD or height in _SMALL
