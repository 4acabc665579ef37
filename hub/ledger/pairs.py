"""Pairs of keys as files: `NAME.key` for its owner alone, `NAME.pub` for everybody. PEM, X25519.

A public file has a second key: that of the signatures which the pair makes (`hub.terms.key_signing`).
"""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from hub.terms.key_signing import signing_half

OTHERS = 0o077
"""What nobody but the owner of a secret may do with its file."""


_END = b"-----END PUBLIC KEY-----\n"


class KeyUnusable(OSError):
    """A key file is missing, unreadable, or no X25519 key."""


def make_pair(folder: Path, name: str) -> None:
    """A new pair, unless there is one. The private half is never readable by others, not even for a moment.

    KeyUnusable where only the public half is there: it came from another machine, and is never overwritten.
    """
    path, public = folder / f"{name}.key", folder / f"{name}.pub"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.exists():
        _complete(public, path)
        return
    if public.exists():
        raise KeyUnusable(f"{public} is there without {path.name}: a pair for {name} was made elsewhere, or is lost")
    private = X25519PrivateKey.generate()
    write_private(path, private)
    write_public(public, private)


def _complete(public: Path, path: Path) -> None:
    """A public file from before pairs signed, or that was cut off, is written anew beside its own private half."""
    try:
        read_signer(public)
    except KeyUnusable:
        write_public(public, read_private(path))


def write_private(path: Path, secret: X25519PrivateKey | bytes) -> None:
    """A secret for its owner alone, from the first moment: all of it or, on a full disk, nothing (OSError).

    KeyUnusable where there is one: it is never overwritten.
    """
    if isinstance(secret, X25519PrivateKey):
        secret = secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    half = path.with_name(f"{path.name}.half")
    half.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        os.link(half, path)
    except FileExistsError as error:
        raise KeyUnusable(f"{path} is there already, and is not overwritten") from error
    finally:
        half.unlink(missing_ok=True)


def destroy_private(path: Path) -> None:
    """A secret, overwritten where it lies before its name goes."""
    with path.open("r+b") as file:
        file.write(b"\0" * path.stat().st_size)
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def write_public(path: Path, private: X25519PrivateKey) -> None:
    """The public halves of a pair. Whoever reads them meanwhile finds all of it, or nothing."""
    half = path.with_suffix(".half")
    keys = (private.public_key(), signing_half(private).public_key())
    half.write_bytes(b"".join(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo) for key in keys))
    half.replace(path)


def need_closed(path: Path) -> None:
    """KeyUnusable where others may read a secret: it is none any more. OSError if there is no such file."""
    if path.stat().st_mode & OTHERS:
        raise KeyUnusable(f"{path} is open to others than its owner: chmod 600, and ask who had it")


def read_private(path: Path) -> X25519PrivateKey:
    """The private half in a file of its owner alone. KeyUnusable names the file, and nothing of what is in it."""
    try:
        need_closed(path)
        key = load_pem_private_key(path.read_bytes(), None)
    except KeyUnusable:
        raise
    except (OSError, ValueError, TypeError) as error:
        raise KeyUnusable(f"{path.name}: cannot be read as a private key") from error
    if not isinstance(key, X25519PrivateKey):
        raise KeyUnusable(f"{path.name}: not an X25519 key")
    return key


def read_public(path: Path) -> X25519PublicKey:
    """The public half in a file. KeyUnusable as above."""
    try:
        key = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as error:
        raise KeyUnusable(f"{path.name}: cannot be read as a public key") from error
    if not isinstance(key, X25519PublicKey):
        raise KeyUnusable(f"{path.name}: not an X25519 key")
    return key


def read_signer(path: Path) -> Ed25519PublicKey:
    """The second key in a public file. KeyUnusable where there is none: it is from before pairs signed."""
    try:
        _, end, second = path.read_bytes().partition(_END)
        key = load_pem_public_key(second if end else b"")
    except (OSError, ValueError) as error:
        raise KeyUnusable(f"{path.name}: has no key of signatures: have it made and handed over again") from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyUnusable(f"{path.name}: the key of signatures is not an Ed25519 key")
    return key
