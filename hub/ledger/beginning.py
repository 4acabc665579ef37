"""The one time that a signer or a witness begins: memory first, then the key, and never a second time."""

import fcntl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hub.ledger.errors import StateLost
from hub.ledger.keyfiles import has_keys, write_key_file
from hub.ledger.mirror import FILE as WITNESS
from hub.ledger.mirror import is_unused, make_mirror
from hub.ledger.signer_state import FILE as SIGNER
from hub.ledger.signer_state import make_signer_state
from hub.ledger.vkeys import Kind, Signer, make_signer

PATIENCE = 10.0


def begin_signer(folder: Path, origin: str) -> Signer:
    """A log of this name, of which nothing was signed yet. StateLost where there is a key: it may have signed."""
    _refuse_a_second_time(folder)
    if not (folder / SIGNER).exists():  # else it was cut off here: without a key nothing was signed
        make_signer_state(folder)
    key = make_signer(origin, Kind.ED25519)
    write_key_file(folder, key)
    return key


def begin_witness(folder: Path, name: str, kinds: Sequence[Kind]) -> tuple[Signer, ...]:
    """A witness of this name that knows nothing yet. StateLost where there is a key: it may have cosigned."""
    _refuse_a_second_time(folder)
    if (folder / WITNESS).exists() and not is_unused(folder):
        raise StateLost(f"{folder} holds the copy of a witness whose key is gone: keep it, and begin elsewhere")
    (folder / WITNESS).unlink(missing_ok=True)
    keys = tuple(make_signer(name, kind) for kind in kinds)
    make_mirror(folder, keys[0].verifier)
    for key in reversed(keys):
        write_key_file(folder, key)
    return keys


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process a folder, as long as this lasts: two of them with one key could sign side by side."""
    with open(folder / "running", "w") as held:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as busy:
                if time.monotonic() > end:
                    raise StateLost(f"another process works in {folder}") from busy
                time.sleep(0.1)
        yield


def _refuse_a_second_time(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if has_keys(folder):
        raise StateLost(f"{folder} has a key already: it may have signed, and does not begin anew")
