"""The keys of an agency's workers, for what was confided to them (§ 65 SGB VIII): a folder beside the agency's own.

`HOLDER.workers/service.key` is its own pair: whoever writes something confided closes it for that, bound to the worker.
`HOLDER.workers/STAFF.worker` is one worker's: their private keys, the present one first, and the account that proves
them, sealed for the pair. A copy of such a file is worth nothing without `service.key`; whoever deletes it makes what
was confided to that worker unreadable for good.
"""

import fcntl
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from threading import Lock

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from hub.ledger.durable import sync_folder
from hub.ledger.endings import note_ended
from hub.ledger.exchanging import Exchange
from hub.ledger.keyfolder import KeyFolder, PublicFolder
from hub.ledger.pairs import KeyUnusable, make_pair, read_private, read_public
from hub.terms.sealing import HPKE, MARK, NAMED, NOBODY, confided_place, name_of, seal

SERVICE = "service"
CONFIDING = ("jugendamt", "provider")
"""To whose workers something is confided: those of youth welfare (§ 61 Abs. 3, § 65 SGB VIII)."""
_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Account = tuple[str, str]
"""Issuer and subject."""


def workers_of(keys: Path, holder: str) -> Path:
    """The folder of a holder's workers."""
    return keys / f"{holder}.workers"


def make_worker_folder(keys: Path, holder: str) -> None:
    """Its pair, unless there is one. KeyUnusable where only the public half is there: it came from elsewhere."""
    make_pair(workers_of(keys, holder), SERVICE)


class Intakes(Mapping[str, X25519PublicKey]):
    """For which key something confided is closed, by agency; read anew when a file changes, and KeyUnusable without."""

    def __init__(self, keys: Path) -> None:
        self._keys = keys
        self.folders = {holder: PublicFolder(workers_of(keys, holder)) for holder in CONFIDING}

    def __getitem__(self, holder: str) -> X25519PublicKey:
        """KeyError for an agency to whose workers nothing is confided."""
        folder = self.folders[holder]
        try:
            return folder[SERVICE]
        except KeyError as missing:
            path = workers_of(self._keys, holder) / f"{SERVICE}.pub"
            raise KeyUnusable(f"{path} is not there: nothing could be confided to a worker of {holder}") from missing

    def __iter__(self) -> Iterator[str]:
        """By name."""
        return iter(self.folders)

    def __len__(self) -> int:
        """How many agencies."""
        return len(self.folders)


@dataclass(frozen=True, repr=False)
class Worker:
    """One worker's keys, the present one first; `account` is None until they first proved who they are."""

    staff: str
    privates: Sequence[X25519PrivateKey]
    account: Account | None = None

    def private_for(self, box: bytes) -> X25519PrivateKey | None:
        """The key that a box names."""
        return next((one for one in self.privates if name_of(one.public_key()) == box[:NAMED]), None)


class WorkerKeys:
    """Those in a folder, read anew at each use: there are few, and no two processes disagree about them."""

    def __init__(self, keys: Path, holder: str) -> None:
        self.folder = workers_of(keys, holder)
        self._service = KeyFolder(self.folder, SERVICE)
        self._pairs = Exchange(self.folder, SERVICE)
        self._lock = Lock()

    def find(self, staff: str) -> Worker | None:
        """A worker's keys; None for who has none. KeyUnusable where there are some that do not open."""
        path = self._path(staff)
        if not path.exists():
            return None
        try:
            said = orjson.loads(self._service.open(path.read_bytes(), _file_place(staff)))
            privates = [X25519PrivateKey.from_private_bytes(bytes.fromhex(one)) for one in said["keys"]]
            account = said["account"]
        except (InvalidTag, ValueError, KeyError, TypeError) as error:
            raise KeyUnusable(f"{path.name} does not open with the pair of this folder") from error
        return Worker(staff, privates, (account[0], account[1]) if account else None)

    def known(self) -> Iterator[str]:
        """Whose keys are here."""
        return (path.stem for path in sorted(self.folder.glob("*.worker")))

    def ensure(self, staff: str) -> Worker:
        """A worker's keys, made where there are none."""
        with self.alone():
            if (found := self.find(staff)) is None:
                found = Worker(staff, (X25519PrivateKey.generate(),))
                self._write(found)
            return found

    def bind(self, staff: str, account: Account) -> bool:
        """Whether this account is that worker's. The first that ever proves it is, whatever the database says later."""
        self.ensure(staff)
        with self.alone():
            found = self._need(staff)
            if found.account is None:
                self._write(replace(found, account=account))
            return found.account in (None, account)

    def unbind(self, staff: str) -> None:
        """The next account that proves to be this worker will be theirs: for a change of the provider of identity."""
        with self.alone():
            self._write(replace(self._need(staff), account=None))

    def renew(self, staff: str) -> None:
        """A new key before the old ones, which open on until nothing names them."""
        with self.alone():
            found = self._need(staff)
            self._write(replace(found, privates=(X25519PrivateKey.generate(), *found.privates)))

    def renew_pair(self) -> None:
        """A new pair in the place of the present one, which opens on, and all workers' files under it. Repeatable."""
        with self.alone():
            self._pairs.prepare()
            self._pairs.exchange()
            self._write_all()

    def old_names(self) -> frozenset[bytes]:
        """The names of all keys here that nothing is closed for any more, of workers and of the pair."""
        of_workers = (one for staff in self.known() for one in self._need(staff).privates[1:])
        of_pair = (read_private(path) for path in self._pairs.olds)
        return frozenset(name_of(one.public_key()) for one in (*of_workers, *of_pair))

    def note_unused(self, since: datetime | None) -> datetime | None:
        """Since when nothing was found closed for an old key, as far as that is known; None where something is."""
        self._pairs.prepare_old()
        self._pairs.note_unused(since)
        return self._pairs.unused_since

    def forget_olds(self) -> None:
        """Destroy all but the present keys."""
        with self.alone():
            self._write_all(most=1)
            self._pairs.destroy()

    def destroy(self, staff: str, day: date) -> None:
        """Nobody opens any more what was confided to this worker. LookupError where there is nothing to destroy."""
        with self.alone():
            path = self._path(staff)
            if not path.exists():
                raise LookupError("no keys of that worker here")
            note_ended(self.folder, staff, day)
            path.unlink()
            sync_folder(self.folder)

    def open(self, staff: str, box: bytes, where: bytes) -> bytes | None:
        """What was confided to this worker; None for a box that was not, or that belongs elsewhere."""
        place = confided_place(where, staff)
        try:
            if self._service.has(box):
                return self._service.open(box, place)
            worker = self.find(staff) if box.startswith(MARK) else None
            private = worker.private_for(box) if worker else None
            return HPKE.decrypt(box[NAMED:], private, info=place) if private else None
        except (InvalidTag, ValueError):
            return None

    def closed(self, staff: str, clear: bytes, where: bytes) -> bytes:
        """Closed for a worker's present key, which is made where there is none; of nobody's for the pair."""
        return seal(clear, self._present(staff), confided_place(where, staff))

    def closed_for_now(self, staff: str, clear: bytes, where: bytes) -> bytes:
        """Closed for the pair and bound to the worker, as whoever writes closes it; makes no key."""
        return seal(clear, self._present(NOBODY), confided_place(where, staff))

    def is_current(self, staff: str, box: bytes) -> bool:
        """Whether a box is closed for the worker's present key."""
        return box[:NAMED] == name_of(self._present(staff))

    def current_names(self) -> Sequence[bytes]:
        """For which keys boxes are as they should be: nobody's for the first, the pair; those of workers for theirs."""
        return [name_of(self._present(staff)) for staff in (NOBODY, *self.known())]

    def _present(self, staff: str) -> X25519PublicKey:
        if staff == NOBODY:
            return read_public(self.folder / f"{SERVICE}.pub")
        return self.ensure(staff).privates[0].public_key()

    @contextmanager
    def alone(self) -> Iterator[Path]:
        """The folder, for one at a time in this process and among all: service and commands change the same files."""
        with self._lock:
            folder = os.open(self.folder, os.O_RDONLY)
            try:
                fcntl.flock(folder, fcntl.LOCK_EX)
                yield self.folder
            finally:
                os.close(folder)

    def _need(self, staff: str) -> Worker:
        found = self.find(staff)
        if found is None:
            raise LookupError("no keys of that worker here")
        return found

    def _path(self, staff: str) -> Path:
        if not _ID.fullmatch(staff):
            raise LookupError("that is no worker")  # it becomes the name of a file
        return self.folder / f"{staff}.worker"

    def _write_all(self, most: int | None = None) -> None:
        """Under the present pair, each with so many of its keys."""
        for staff in self.known():
            found = self._need(staff)
            self._write(replace(found, privates=found.privates[:most]))

    def _write(self, worker: Worker) -> None:
        said = {"keys": [one.private_bytes_raw().hex() for one in worker.privates], "account": worker.account}
        box = seal(orjson.dumps(said), read_public(self.folder / f"{SERVICE}.pub"), _file_place(worker.staff))
        path = self._path(worker.staff)
        fresh = path.with_suffix(".fresh")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(box)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        sync_folder(self.folder)


def _file_place(staff: str) -> bytes:
    return f"fam-hub worker keys v1|{staff}".encode()
