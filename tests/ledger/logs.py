"""Logs to be checked: made here, with keys made here, and signed by a library that the verifier does not use."""

import hashlib
import json
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hub.ledger.leaf import canonical, commit

ORIGIN = "hub.kreis.example/log1"
WITNESSES = ("jobcenter", "jugendamt")
START = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
NAMES = ("actor", "subject", "access", "decision", "note")
POLICY = hashlib.sha256(b"rules").hexdigest()


def stamp(at):
    """A time as leaves write it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class Signer:
    """A key with the name that it signs as: of a log (1) or of a witness (4)."""

    name: str
    kind: int
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def public(self):
        return self.key.public_key().public_bytes_raw()

    @property
    def id(self):
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def vkey(self):
        return f"{self.name}+{self.id.hex()}+{b64encode(bytes([self.kind]) + self.public).decode()}"

    def line(self, text, at):
        """The signature line under a checkpoint's text."""
        if self.kind == 1:
            signature = self.key.sign(text.encode())
        else:
            seconds = int(at.timestamp())
            signed = self.key.sign(f"cosignature/v1\ntime {seconds}\n{text}".encode())
            signature = seconds.to_bytes(8, "big") + signed
        return f"\u2014 {self.name} {b64encode(self.id + signature).decode()}\n"


def root_of(leaves):
    """RFC 6962, section 2.1, as it is written there."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root_of(leaves[:half]) + root_of(leaves[half:])).digest()


def path_of(index, leaves):
    """RFC 6962, section 2.1.1, likewise."""
    if len(leaves) == 1:
        return []
    half = 1 << (len(leaves) - 1).bit_length() - 1
    if index < half:
        return [*path_of(index, leaves[:half]), root_of(leaves[half:])]
    return [*path_of(index - half, leaves[half:]), root_of(leaves[:half])]


@dataclass
class Kept:
    """An entry: its leaf, its five boxes as (salt, words), and those of families. A box is None once erased."""

    leaf: dict
    boxes: list
    parts: list = field(default_factory=list)
    commitments: bytes = b""

    @property
    def bytes(self):
        return canonical(self.leaf)


class Log:
    """A log as the hub would keep it; whoever holds the object can do with it what a superuser can."""

    def __init__(self):
        self.log = Signer(ORIGIN, 1)
        self.witnesses = {name: Signer(f"{name}.kreis.example/witness", 4) for name in WITNESSES}
        self.kept, self.numbers, self.families = [], {}, {}
        self.checkpoints, self.lists, self.known, self.at = [], {}, [0, ""], START
        self.writers = [str(UUID(int=n, version=4)) for n in (1, 2)]

    def add(self, event="access.read", family="FAM-2026-001", **more):
        """One more entry, a second after the last. `more` are members of its leaf, and `parts` families."""
        self.at += timedelta(seconds=1)
        writer = more.pop("w", self.writers[len(self.kept) % len(self.writers)])
        number = more.pop("ws", None) or self.numbers.get(writer, 0) + 1
        self.numbers[writer] = max(self.numbers.get(writer, 0), number)
        parts = [self._part(n, one) for n, one in enumerate(more.pop("parts", ()), start=1)]
        words = [{"ref": "U01"}, self._subject(family), {"purpose": "case"}, {"effect": "permit"}, {}]
        boxes = [(uuid4().bytes, canonical(word)) for word in words]
        leaf = {
            "v": 1,
            "id": str(uuid4()),
            "t": event,
            "at": stamp(self.at),
            "ag": "jobcenter",
            "w": writer,
            "ws": number,
            "rc": "access_log",
            "ru": (self.at + timedelta(days=184)).strftime("%Y-%m-%d"),
            "pol": POLICY,
            "ck": list(self.known),
            "c": [commit(s, n, w) for n, (s, w) in zip(NAMES, boxes, strict=True)],
        }
        commitments = b"".join(bytes.fromhex(commit(s, f"part-{n}", w)) for n, (s, w) in enumerate(parts, start=1))
        if parts:
            leaf |= {"p": hashlib.sha256(commitments).hexdigest(), "pr": "access_log"}
        self.kept.append(Kept(leaf | more, boxes, parts, commitments))
        return self.kept[-1]

    def _subject(self, family):
        if family is None:
            return {}
        self.families[family] = self.families.get(family, 0) + 1
        return {"number": family, "persons": [], "seq": self.families[family]}

    def _part(self, number, family):
        words = {"subject": self._subject(family), "access": {}, "decision": {}}
        return uuid4().bytes, canonical(words)

    @property
    def leaves(self):
        return [one.bytes for one in self.kept]

    def text(self, size=None):
        """What a checkpoint of this size says."""
        leaves = self.leaves[:size]
        return f"{ORIGIN}\n{len(leaves)}\n{b64encode(root_of(leaves)).decode()}\n"

    def sign(self, *, without=(), at=None, signers=()):
        """Log and witnesses sign what is there; the writers learn of it."""
        text, at = self.text(), at or self.at + timedelta(seconds=5)
        signers = [self.log, *signers, *(one for name, one in self.witnesses.items() if name not in without)]
        note = text + "\n" + "".join(one.line(text, at) for one in signers)
        self.known = [len(self.kept), root_of(self.leaves).hex()[:16]]
        self.checkpoints.append((len(self.kept), note))
        return note

    def policy(self, quorum="group both all jobcenter jugendamt\nquorum both\n"):
        """Whom a data protection officer believes."""
        witnesses = "".join(f"witness {name} {one.vkey}\n" for name, one in self.witnesses.items())
        return f"# Kreis\nlog {self.log.vkey}\n{witnesses}{quorum}"

    def export(self, folder: Path, *, payload=True):
        """The folder that a data protection officer gets: tlog-tiles, and beside it what else is to be judged."""
        for size, note in self.checkpoints:
            write(folder / f"checkpoints/{size}", note.encode())
        write(folder / "checkpoint", self.checkpoints[-1][1].encode())
        write(folder / "policy", self.policy().encode())
        for name, text in self.lists.items():
            write(folder / "erased" / name, text.encode())
        size = self.checkpoints[-1][0]
        write_tree(folder, self.leaves[:size])
        for at in range(0, size if payload else 0, 256):
            lines = "".join(json.dumps(self._line(one)) + "\n" for one in self.kept[at : min(size, at + 256)])
            write(folder / (place("payload", at, 2**40)[5:] + ".jsonl"), lines.encode())
        return folder

    def _line(self, one):
        boxes = [box and [box[0].hex(), box[1].decode()] for box in (*one.boxes, *one.parts)]
        return [one.commitments.hex(), *boxes]

    def proof(self, index, note=None):
        """A tlog-proof of an entry under the last checkpoint."""
        size, last = self.checkpoints[-1]
        path = "".join(b64encode(one).decode() + "\n" for one in path_of(index, self.leaves[:size]))
        extra = b64encode(self.leaves[index]).decode()
        return f"c2sp.org/tlog-proof@v1\nextra {extra}\nindex {index}\n{path}\n{note or last}"


def place(level, at, size):
    """Where a tile lies (tlog-tiles), as far as these logs reach."""
    number, width = at // 256, min(256, size - at)
    low, high = number % 1000, number // 1000
    name = f"x{high:03}/{low:03}" if high else f"{low:03}"
    return f"tile/{level}/{name}" + (f".p/{width}" if width < 256 else "")


def write_tree(folder, leaves):
    """Bundles of entries, and tiles of all levels."""
    for at in range(0, len(leaves), 256):
        bundle = b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves[at : at + 256])
        write(folder / place("entries", at, len(leaves)), bundle)
    row, level, span = [hashlib.sha256(b"\0" + leaf).digest() for leaf in leaves], 0, 1
    while row:
        for at in range(0, len(row), 256):
            write(folder / place(level, at, len(row)), b"".join(row[at : at + 256]))
        level, span = level + 1, span * 256
        row = [root_of(leaves[at : at + span]) for at in range(0, len(leaves) - span + 1, span)]


def write(path, content):
    """A file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def small_log(entries=300):
    """A log of two writers and three families, with a page of several, signed now and then."""
    log = Log()
    for number in range(entries):
        if number % 10 == 3:
            log.add("access.list", None, parts=["FAM-2026-001", "FAM-2026-002"])
        else:
            log.add(family=f"FAM-2026-00{1 + number % 3}")
        if number % 50 == 49:
            log.sign()
    log.sign()
    return log
