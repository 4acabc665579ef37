"""Keys: an agency's pair, one key for each holder and family, and the category keys under it.

An agency opens the holder key with its private key (HPKE, RFC 9180: X25519, HKDF-SHA256, AES-256-GCM), and with
that the category keys that were wrapped for it. Who has only public keys can make a family's keys, and not open them.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hub.terms.ids import FamilyId, KeyId
from hub.terms.recent import Recent
from hub.terms.sealing import Confidant, Opener, seal

NONCE = 12
REMEMBERED = 4096


class CannotOpen(RuntimeError):
    """A key or a value does not open: it was not made for this holder, or somebody changed it."""


class HolderKey(NamedTuple):
    """The key of a family that `maker` made, as it was sealed to a holder."""

    family: FamilyId
    maker: str
    sealed: bytes


@dataclass(frozen=True, repr=False)
class Keyring:
    """What a process may open and for whom it may close: its own private key, everybody's public keys.

    Opened holder keys are remembered for the last 4,096, and what the last 16,384 wrappings held. Both open nothing by
    themselves: sealed keys and wrappings are read anew with every ticket, and only the very same bytes are known again.

    `intakes` are the public keys of those who hold the keys of workers, by agency: what is confided is closed for them.
    `confidant` is the one of this process, who opens it to its worker; None where there is none.
    """

    holder: str
    private: Opener | None
    public: Mapping[str, X25519PublicKey]
    signers: Mapping[str, Ed25519PublicKey] = field(default_factory=dict)
    intakes: Mapping[str, X25519PublicKey] = field(default_factory=dict)
    confidant: Confidant | None = None
    _opened: Recent[HolderKey, bytes] = field(default_factory=lambda: Recent(REMEMBERED))
    _unwrapped: Recent[tuple[HolderKey, KeyId, bytes], AESGCM] = field(default_factory=lambda: Recent(4 * REMEMBERED))

    def new_holder_key(self, family: FamilyId, maker: str, holder: str) -> tuple[bytes, bytes]:
        """A key of a family, made by one agency for one holder: in clear, and sealed to that holder."""
        clear = secrets.token_bytes(32)
        return clear, seal(clear, self.public[holder], holder_place(family, maker, holder))

    def open_holder_key(self, family: FamilyId, maker: str, sealed: bytes) -> bytes:
        """The key of a family that `maker` made for this holder."""
        known = self._opened.get(HolderKey(family, maker, sealed))
        if known is not None:
            return known
        if self.private is None:
            raise CannotOpen("this process has no private key")
        try:
            clear = self.private.open(sealed, holder_place(family, maker, self.holder))
        except (InvalidTag, ValueError) as error:
            raise CannotOpen(f"the key of family {family} was not sealed for {self.holder}") from error
        self._opened.keep(HolderKey(family, maker, sealed), clear)
        return clear

    def open_category_key(self, under: HolderKey, key: KeyId, wrapped: bytes) -> AESGCM:
        """A category key that was wrapped for this holder, ready to open values."""
        known = self._unwrapped.get((under, key, wrapped))
        if known is None:
            known = AESGCM(unwrap_key(self.open_holder_key(*under), self.holder, key, wrapped))
            self._unwrapped.keep((under, key, wrapped), known)
        return known


def new_category_key() -> bytes:
    """A fresh AES-256 key."""
    return secrets.token_bytes(32)


def wrap_key(holder_key: bytes, holder: str, key: KeyId, clear: bytes) -> bytes:
    """A category key under a holder's key."""
    return close_box(holder_key, clear, f"wrap|{holder}|{key}".encode())


def unwrap_key(holder_key: bytes | AESGCM, holder: str, key: KeyId, wrapped: bytes) -> bytes:
    """The category key that `wrap_key` closed for this holder."""
    return open_box(holder_key, wrapped, f"wrap|{holder}|{key}".encode())


def close_box(key: bytes, clear: bytes, place: bytes) -> bytes:
    """AES-256-GCM under a fresh nonce, bound to its place: moved elsewhere it does not open."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, clear, place)


def open_box(key: bytes | AESGCM, box: bytes, place: bytes) -> bytes:
    """What `close_box` closed for this place. A key that opens many boxes comes as a cipher made once."""
    cipher = key if isinstance(key, AESGCM) else AESGCM(key)
    try:
        return cipher.decrypt(box[:NONCE], box[NONCE:], place)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("a box does not open with this key at this place") from error


def holder_place(family: FamilyId, maker: str, holder: str) -> bytes:
    """What the key of a family is bound to that a maker made for a holder."""
    return f"fam-hub holder key v1|{family}|{maker}|{holder}".encode()
