"""A log as we export it, with an older checkpoint beside it, and ways to damage it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hub.ledger.checkpoint import Checkpoint
from hub.ledger.export import Delivery, write_delivery
from hub.ledger.notes import Note, parse_note, sign_note
from hub.ledger.tiles import grow, pack_entries
from hub.ledger.tree import Frontier, leaf_hash
from hub.ledger.vkeys import Kind, make_signer

ROOT = Path(__file__).parents[2]
PEERS = ROOT / ".conformance"
ORIGIN = "hub.kreis.example/log1"
LOG = make_signer(ORIGIN, Kind.ED25519)
WITNESSES = [make_signer(f"{one}.kreis.example/w", Kind.COSIGNATURE) for one in ("jobcenter", "jugendamt")]
POLICY = "".join(
    [
        f"log {LOG.verifier.write()}\n",
        *(f"witness w{number} {one.verifier.write()}\n" for number, one in enumerate(WITNESSES)),
        "group both all w0 w1\nquorum both\n",
    ]
)
SIZE, OLD = 700, 300
ENTRIES = [b'{"v":1,"id":"%d"}' % number for number in range(SIZE)]


@dataclass(frozen=True)
class Exported:
    """The folder, and beside it the checkpoint of an older size."""

    log: Path
    old: Path


def export(folder, entries=tuple(ENTRIES), old=OLD):
    """The folder that `hub ledger export` writes of these entries, signed and cosigned by all."""
    leaves = [leaf_hash(entry) for entry in entries]
    tiles = grow(0, leaves, {}.__getitem__)
    notes = [checkpoint(leaves[:old]), checkpoint(leaves)]
    delivery = Delivery(
        policy=POLICY.encode(),
        checkpoints=[note.decode() for note in notes],
        leaves=lambda begin, end: entries[begin:end],
        tiles=lambda wanted: {tile: tiles[tile] for tile in wanted},
    )
    write_delivery(folder / "log", delivery)
    return Exported(folder / "log", folder / "log" / "checkpoints" / "000001")


def checkpoint(leaves):
    """The note of a log of these leaves."""
    text = Checkpoint(ORIGIN, Frontier().extend(leaves).head).write()
    at = datetime(2026, 11, 27, 8, 0, 9, tzinfo=UTC)
    return Note(text, tuple(sign_note(text, signer, at) for signer in (LOG, *WITNESSES))).write()


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
