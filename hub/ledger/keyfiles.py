"""Keys that sign checkpoints, as files that their owner alone may read; and the trust policy beside them."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from hub.ledger.durable import sync_folder
from hub.ledger.errors import EvidenceMalformed, StateLost
from hub.ledger.trust import TrustPolicy, parse_policy
from hub.ledger.vkeys import Kind, Signer, parse_signer

SUFFIX = {Kind.ED25519: "ed25519", Kind.COSIGNATURE: "ed25519", Kind.MLDSA44: "mldsa44"}


NOW, NEXT = "signing", "next"
"""The key that signs, and the one that will."""


def write_key_file(folder: Path, signer: Signer, name: str = NOW) -> None:
    """Keep a key in a folder, on the disk when this returns. One that is there is never overwritten."""
    path = _path(folder, signer.kind, name)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(f"{signer.write()}\n")
        file.flush()
        os.fsync(file.fileno())


def has_keys(folder: Path) -> bool:
    """Whether any key lies in a folder."""
    return any(_path(folder, kind).exists() for kind in Kind)


def load_key_files(folder: Path, kinds: Sequence[Kind]) -> tuple[Signer, ...]:
    """The keys of a folder. Raises StateLost for one that is missing, unreadable, or readable by others too."""
    return tuple(_read(_path(folder, kind)) for kind in kinds)


def load_next(folder: Path, kind: Kind) -> Signer | None:
    """The key that will sign, if there is one. Raises StateLost where it cannot be used."""
    path = _path(folder, kind, NEXT)
    return _read(path) if path.exists() else None


def promote(folder: Path, kind: Kind) -> None:
    """The next key takes the place of the one that signed, which is gone for good; on the disk when this returns."""
    _path(folder, kind, NEXT).replace(_path(folder, kind))
    sync_folder(folder)


def load_trust(path: Path) -> TrustPolicy:
    """The trust policy in a file. Raises StateLost where it cannot be read as one, with the place and no words."""
    try:
        return parse_policy(path.read_text(encoding="utf-8"))
    except (OSError, EvidenceMalformed, UnicodeDecodeError) as fault:
        raise StateLost(f"{path} is no trust policy: {fault}") from fault


def _path(folder: Path, kind: Kind, name: str = NOW) -> Path:
    return folder / f"{name}.{SUFFIX[kind]}"


def _read(path: Path) -> Signer:
    try:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise StateLost(f"{path} may be read by others than its owner: chmod 600")
        return parse_signer(path.read_text(encoding="ascii").strip())
    except (FileNotFoundError, PermissionError, EvidenceMalformed, UnicodeDecodeError) as fault:
        raise StateLost(f"{path} is not there, or no key that signs") from fault
