"""What the gate works with: one process group's database, rules, keys and writer."""

import os
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from hub.consent.papers import Paper
from hub.db.database import Database
from hub.gate.rules import Rules
from hub.ledger.confidant import ServiceConfidant
from hub.ledger.keyfolder import KeyFolder, PublicFolder, SignerFolder, known
from hub.ledger.keysocket import ServiceKeys
from hub.ledger.months.keys import LogReader, folder_of, seals
from hub.ledger.pairs import KeyUnusable, make_pair, need_closed, read_private, write_private
from hub.ledger.workerkeys import CONFIDING, Intakes, make_worker_folder
from hub.ledger.writer import Writer
from hub.policy.policies import PolicySet
from hub.record.blind import IndexKeys
from hub.record.keys import Keyring
from hub.terms.access import Outline
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Owner
from hub.terms.recent import Recent
from hub.terms.sealing import Opener, fingerprint

if TYPE_CHECKING:
    from hub.gate.plans import Plan
    from hub.gate.store import Facts

LOG_READERS = ("oversight", "family")
"""Who may open what the log says of everybody: the data protection officers, and the families themselves.

Beside them the group whose people acted: each of them reads the own entries."""


OWNERS = tuple(sorted(set(Owner) - {Owner.JOINT}))
LOADER = "loader"
INDEX_BYTES = 32

MOST_KNOWN = 256
"""Families whose outlines a process remembers: some 50 kB each."""


@dataclass(frozen=True, eq=False)
class Known:
    """Outline and papers of a family under the version at which the database gave them. Holds no value.

    One is the same as another only if it is it: what was worked out from one goes with it.
    """

    version: int
    outline: Outline
    papers: Sequence[Paper]


@dataclass(frozen=True, repr=False)
class House:
    """Made once a process, after the fork, so that no two share a connection, a key or a numbering.

    `known` is what the database last said of a family before anything is read; it says each time whether that holds.
    """

    db: Database
    rules: Rules
    ring: Keyring
    writer: Writer
    index: IndexKeys = field(default_factory=dict)
    known: Recent[FamilyNumber, Known] = field(default_factory=lambda: Recent(MOST_KNOWN))
    plans: "Recent[Hashable, Plan]" = field(default_factory=lambda: Recent(MOST_KNOWN))
    """What looks came to, under all that they were made from."""
    looked: "Recent[Hashable, Facts]" = field(default_factory=lambda: Recent(MOST_KNOWN))
    """What looks that showed something were decided from (`hub.gate.as_read`)."""
    journal: Path | None = None
    """The folder in which withdrawals are kept beside the database; None keeps none."""
    reader: LogReader | None = None
    """What opens the log here; None for whoever has public keys only."""

    @property
    def policies(self) -> PolicySet:
        """The rules to decide by. Whoever reads them twice may find others, unless the house is settled."""
        return self.rules.current

    def settled(self) -> "House":
        """This house by the rules of this moment, whatever is put in force meanwhile."""
        return replace(self, rules=Rules(self.rules.current, settled=True))

    def by_rules_of(self, instant: datetime) -> "House":
        """This house as it decided at an instant: by the set that was in force then. RulesUnusable if there is none."""
        return replace(self, rules=Rules(self.rules.at(self.db, instant), past=True))


def open_house(db: Database, policies: PolicySet, keys: Path, holder: str, journal: Path | None = None) -> House:
    """The house of one process group: its own private key, if it has one, and everybody's public keys."""
    public = _everybodys(keys)
    private = _opener(keys, holder)
    log = seals(keys, public)
    readers = {name: log[name] for name in (*LOG_READERS, holder) if name in log}
    index = {owner: _index(keys, owner) for owner in _searched_by(holder)}
    rules = Rules(policies)
    writer = Writer(readers, others=log, retention=lambda: rules.current.retention)
    own = folder_of(keys, holder) if isinstance(private, KeyFolder) else None  # who holds the keys looks after them
    reader = None if private is None else LogReader(holder, private, own)
    confidant = ServiceConfidant(keys / f"{holder}.sock") if holder in CONFIDING else None
    ring = Keyring(holder, private, public, SignerFolder(keys), Intakes(keys), confidant)
    return House(db, rules, ring, writer, index, journal=journal, reader=reader)


def need_keys(keys: Path, holder: str) -> None:
    """KeyUnusable, unless the house of this holder can open what is its own. The private key is read, and forgotten."""
    path, service = keys / f"{holder}.key", keys / f"{holder}.sock"
    if os.path.lexists(service) and not path.exists():
        ServiceKeys(service).derive(b"hub start", 1)
    elif not os.access(path, os.R_OK):
        raise KeyUnusable(f"{path} is not there or not readable: nothing of {holder}'s could be opened (HUB_KEYS)")
    else:
        read_private(path)
    _everybodys(keys)
    for owner in _searched_by(holder):
        _index(keys, owner)
    if holder in CONFIDING:
        _ = Intakes(keys)[holder]


def make_key(keys: Path, holder: str) -> None:
    """A new pair for a holder, and the key of its index, unless there are. What is secret is its owner's to read alone.

    A public key without its private half came from another machine, and is never overwritten.
    """
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    _make_index(keys, holder)
    make_pair(keys, holder)
    if holder in CONFIDING:
        make_worker_folder(keys, holder)


def load_fingerprints(keys: Path) -> Mapping[str, str]:
    """What two agencies read to each other before they trust a key: the SHA-256 of each public one in DER, in fours."""
    return {holder: fingerprint(key).hex(" ", 2) for holder, key in PublicFolder(keys).items()}


def load_signing_fingerprints(keys: Path) -> Mapping[str, str]:
    """The same of the keys that sign, of everybody whose file has one."""
    return {holder: fingerprint(key).hex(" ", 2) for holder, key in known(SignerFolder(keys)).items()}


def _opener(keys: Path, holder: str) -> Opener | None:
    """The key file, else the service whose socket lies (or is pointed to) there; None for whoever has neither."""
    if (keys / f"{holder}.key").exists():
        return KeyFolder(keys, holder)
    service = keys / f"{holder}.sock"
    return ServiceKeys(service) if os.path.lexists(service) else None


def _searched_by(holder: str) -> tuple[str, ...]:
    """Whose names a process can index: an agency its own; whoever loads files all, for whom the values are in clear."""
    return OWNERS if holder == LOADER else (holder,) if holder in OWNERS else ()


def _make_index(keys: Path, holder: str) -> None:
    path = keys / f"{holder}.index"
    if holder in OWNERS and not path.exists():
        write_private(path, token_hex(32).encode())


def _index(keys: Path, owner: str) -> bytes:
    path = keys / f"{owner}.index"
    try:
        need_closed(path)
        key = bytes.fromhex(path.read_text(encoding="ascii"))
    except KeyUnusable:
        raise
    except (OSError, ValueError) as error:
        raise KeyUnusable(f"{path} is not there or no key: nothing of {owner}'s could be found (HUB_KEYS)") from error
    if len(key) != INDEX_BYTES:
        raise KeyUnusable(f"{path.name}: not a key of {INDEX_BYTES} bytes")
    return key


def _everybodys(keys: Path) -> PublicFolder:
    public = PublicFolder(keys)
    dict(public)
    for missing in sorted(set(Owner) - {Owner.JOINT} - set(public)):
        raise KeyUnusable(f"{missing}.pub is not in the folder of keys: nothing could be written for that agency")
    return public
