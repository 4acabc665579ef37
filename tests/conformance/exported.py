"""A log as we export it, with an older checkpoint beside it, and ways to damage it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hub.ledger.checkpoint import Checkpoint
from hub.ledger.notes import Note, parse_note, sign_note
from hub.ledger.tiles import bundles_of, grow, pack_entries
from hub.ledger.tree import Frontier, leaf_hash
from hub.ledger.vkeys import Kind, make_signer

ROOT = Path(__file__).parents[2]
PEERS = ROOT / ".conformance"
ORIGIN = "hub.kreis.example/log1"
LOG = make_signer(ORIGIN, Kind.ED25519)
WITNESSES = [make_signer(f"{one}.kreis.example/w", Kind.COSIGNATURE) for one in ("jobcenter", "jugendamt")]
SIZE, OLD = 700, 300
ENTRIES = [b'{"v":1,"id":"%d"}' % number for number in range(SIZE)]


@dataclass(frozen=True)
class Exported:
    """The folder, and beside it the checkpoint of an older size."""

    log: Path
    old: Path


def export(folder, entries=tuple(ENTRIES), old=OLD):
    """Tiles, bundles and checkpoints of these entries, signed and cosigned by all."""
    log = folder / "log"
    leaves = [leaf_hash(entry) for entry in entries]
    for tile, held in grow(0, leaves, {}.__getitem__).items():
        _write(log / tile.path, held)
    for bundle in bundles_of(len(entries)):
        _write(log / bundle.path, pack_entries(entries[256 * bundle.index : 256 * bundle.index + bundle.width]))
    _write(log / "checkpoint", checkpoint(leaves))
    _write(folder / "checkpoint.old", checkpoint(leaves[:old]))
    return Exported(log, folder / "checkpoint.old")


def checkpoint(leaves):
    """The note of a log of these leaves."""
    text = Checkpoint(ORIGIN, Frontier().extend(leaves).head).write()
    at = datetime(2026, 11, 27, 8, 0, 9, tzinfo=UTC)
    return Note(text, tuple(sign_note(text, signer, at) for signer in (LOG, *WITNESSES))).write()


def _write(path, held):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(held)


def _flip(path):
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 1
    path.write_bytes(bytes(held))


def _drop_last_signature(path):
    note = parse_note(path.read_bytes())
    path.write_bytes(Note(note.text, note.signatures[:-1]).write())


def _flip_signature(path):
    note = parse_note(path.read_bytes())
    first, *others = note.signatures
    value = bytes((first.value[0] ^ 1, *first.value[1:]))
    path.write_bytes(Note(note.text, (type(first)(first.name, first.key_hash, value), *others)).write())


def _swap_signatures(path):
    """The time of the one cosignature on the value of the other."""
    note = parse_note(path.read_bytes())
    log, one, other = note.signatures
    path.write_bytes(Note(note.text, (log, type(one)(one.name, one.key_hash, other.value), other)).write())


DAMAGES = {
    "an entry": lambda log: _flip(log / "tile/entries/001"),
    "the last entry": lambda log: _flip(log / "tile/entries/002.p/188"),
    "a leaf's hash": lambda log: _flip(log / "tile/0/000"),
    "the right edge": lambda log: _flip(log / "tile/0/002.p/188"),
    "the level above": lambda log: _flip(log / "tile/1/000.p/2"),
    "an entry dropped": lambda log: (log / "tile/entries/000").write_bytes(pack_entries(ENTRIES[1:256])),
    "entries exchanged": lambda log: (log / "tile/entries/000").write_bytes(
        pack_entries([ENTRIES[1], ENTRIES[0], *ENTRIES[2:256]])
    ),
    "a signature": lambda log: _flip_signature(log / "checkpoint"),
    "a letter of the checkpoint": lambda log: _flip(log / "checkpoint"),
    "a witness missing": lambda log: _drop_last_signature(log / "checkpoint"),
    "one witness for the other": lambda log: _swap_signatures(log / "checkpoint"),
}
"""What is changed -> how, in the exported folder."""


def rewrite(folder):
    """The whole log anew with one early entry changed, signed by everybody: only the old checkpoint tells."""
    forged = export(folder / "forged", (*ENTRIES[:7], b"forged", *ENTRIES[8:]))
    whole = export(folder / "whole")
    return Exported(forged.log, whole.old)
