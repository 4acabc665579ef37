"""An agency's private key for the day on which it is lost: two officers together open it, one alone nothing.

The key lies in an age file within an age file, for each two officers in both orders: whoever opens the outer one with
their identity holds what only the other opens. It is made with public halves alone: each new key can have one at once.
Not trusted: that a file is what it says. What comes out must be the private half of a public key that is known.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import orjson
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pyrage import DecryptError, EncryptError, IdentityError, RecipientError, decrypt, encrypt
from pyrage.x25519 import Identity, Recipient

from hub.ledger.pairs import KeyUnusable, need_closed, read_private, read_public, write_private, write_public
from hub.ledger.workerkeys import CONFIDING, SERVICE, workers_of
from hub.terms.sealing import fingerprint

FORMAT = "fam-hub escrow v1"
KEY = 32
"""Bytes of the private key, and of the key of the index behind it where the holder has one."""
FEWEST = 2
OF_WORKERS = tuple(f"{holder}.workers" for holder in CONFIDING)
"""The pairs under which the keys of an agency's workers lie. Their files are in the backup of that folder."""


class EscrowUnusable(ValueError):
    """What is no escrow, does not open with this identity, or holds another key. Names no secret."""


@dataclass(frozen=True, repr=False)
class Escrow:
    """Boxes for a holder's key of that fingerprint, `layers` deep."""

    holder: str
    fingerprint: str
    layers: int
    boxes: Sequence[bytes]

    def write(self) -> bytes:
        """As a file. Nothing in it is secret from one who has no identity."""
        boxes = [b64encode(box).decode() for box in self.boxes]
        said = {"format": FORMAT, "holder": self.holder, "fingerprint": self.fingerprint, "layers": self.layers}
        return orjson.dumps({**said, "boxes": boxes}, option=orjson.OPT_INDENT_2)


@dataclass(frozen=True, repr=False)
class Recovered:
    """The private key, and that of the index; b"" where the holder has none."""

    private: X25519PrivateKey
    index: bytes


def parse_escrow(content: bytes) -> Escrow:
    """The file that `write` wrote. Raises EscrowUnusable."""
    try:
        said = orjson.loads(content)
        boxes = [b64decode(box, validate=True) for box in said["boxes"]]
        if said["format"] != FORMAT or said["layers"] not in (1, 2):
            raise EscrowUnusable("no escrow of this format")
        return Escrow(str(said["holder"]), str(said["fingerprint"]), int(said["layers"]), boxes)
    except (ValueError, KeyError, TypeError) as error:
        raise EscrowUnusable("no escrow of this format") from error


def make_officer(path: Path) -> str:
    """An officer's identity in a file of theirs alone, never over another; the public half as others take it."""
    identity = Identity.generate()
    write_private(path, f"{identity}\n".encode())
    return str(identity.to_public())


def escrow_key(keys: Path, holder: str, officers: Sequence[str]) -> Escrow:
    """For at least two officers, by their public halves. Raises EscrowUnusable and KeyUnusable."""
    if len(set(officers)) < FEWEST:
        raise EscrowUnusable(f"an escrow needs {FEWEST} different officers at least")
    folder, name = _place(keys, holder)
    private = read_private(folder / f"{name}.key")
    clear = private.private_bytes_raw() + _index(folder / f"{name}.index")
    try:
        known = [Recipient.from_str(one) for one in dict.fromkeys(officers)]
        boxes = [encrypt(encrypt(clear, [second]), [first]) for first, second in permutations(known, 2)]
    except (RecipientError, EncryptError) as error:
        raise EscrowUnusable("that is no public half of an officer (age1…)") from error
    return Escrow(holder, fingerprint(private.public_key()).hex(), FEWEST, boxes)


def open_layer(escrow: Escrow, identity: Path) -> Escrow:
    """What is left when one officer has opened theirs. EscrowUnusable where nothing opens with that identity."""
    found = tuple(box for sealed in escrow.boxes for box in _opened(sealed, _identity(identity)))
    if escrow.layers < FEWEST or not found:
        raise EscrowUnusable("nothing in it opens with this identity")
    return Escrow(escrow.holder, escrow.fingerprint, escrow.layers - 1, found)


def recovered(escrow: Escrow, identity: Path) -> Recovered:
    """The keys, from what the first officer left, with the second one's identity. Raises EscrowUnusable."""
    opened = [clear for sealed in escrow.boxes for clear in _opened(sealed, _identity(identity))]
    if escrow.layers != 1 or not opened or len(opened[0]) not in (KEY, 2 * KEY):
        raise EscrowUnusable("nothing in it opens with this identity: has another officer opened theirs before?")
    return Recovered(X25519PrivateKey.from_private_bytes(opened[0][:KEY]), opened[0][KEY:])


def need_known(found: Recovered, heard: str) -> None:
    """EscrowUnusable, unless this is the key whose public half the others know by the fingerprint `heard`, in hex."""
    if "".join(heard.split()).lower() != fingerprint(found.private.public_key()).hex():
        raise EscrowUnusable("the key in it is not that of this fingerprint: nothing was written")


def put_back(keys: Path, holder: str, found: Recovered) -> None:
    """Write the files of a recovered key. KeyUnusable where there is one already: nothing is overwritten."""
    public, (folder, name) = found.private.public_key(), _place(keys, holder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{name}.pub"
    if path.exists() and fingerprint(read_public(path)) != fingerprint(public):
        raise KeyUnusable(f"{path} is of another key than the one in the escrow: nothing was written")
    index = folder / f"{name}.index"
    if found.index and not index.exists():
        write_private(index, found.index.hex().encode())
    write_private(folder / f"{name}.key", found.private)
    write_public(path, found.private)


def _place(keys: Path, holder: str) -> tuple[Path, str]:
    """Where a pair lies, and how its files are named."""
    return (workers_of(keys, holder.removesuffix(".workers")), SERVICE) if holder in OF_WORKERS else (keys, holder)


def _index(path: Path) -> bytes:
    if not path.exists():
        return b""
    need_closed(path)
    return bytes.fromhex(path.read_text(encoding="ascii").strip())


def _identity(path: Path) -> Identity:
    try:
        need_closed(path)
        return Identity.from_str(path.read_text(encoding="ascii").strip())
    except KeyUnusable:
        raise
    except (OSError, ValueError, IdentityError) as error:
        raise EscrowUnusable(f"{path.name}: cannot be read as an officer's identity") from error


def _opened(box: bytes, identity: Identity) -> tuple[bytes, ...]:
    try:
        return (decrypt(box, [identity]),)
    except DecryptError:
        return ()
