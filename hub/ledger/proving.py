"""Proofs that go along with documents: who writes many waits once for all of their entries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from hub.ledger.assurance import Assurance
from hub.ledger.entry import Entry
from hub.ledger.errors import LedgerUnavailable
from hub.ledger.leaf import Known
from hub.ledger.notes import parse_note
from hub.ledger.proof import SUFFIX, LogProof, make_proof
from hub.ledger.tiles import hash_reader
from hub.ledger.tiling.store import load_leaves, load_newest, load_tile
from hub.ledger.watching import Watch
from hub.terms.ids import EntryId


@dataclass(frozen=True, repr=False)
class Proving:
    """In the place of a `Watch`: what has to be witnessed is not waited for one by one, but in `prove`.

    Until then nothing may leave the house.
    """

    watch: Watch
    entries: list[EntryId] = field(default_factory=list)

    def known(self) -> Known:
        """What leaves name."""
        return self.watch.known()

    def before(self, entry: Entry) -> None:
        """As the watch says."""
        self.watch.before(entry)

    def after(self, entry: Entry) -> None:
        """As the watch says, save for what `prove` waits for."""
        if self.watch.levels[entry.event] is Assurance.WITNESSED:
            self.entries.append(entry.id)
        else:
            self.watch.after(entry)

    def prove(self) -> Sequence[tuple[EntryId, LogProof]]:
        """The proof of each entry, with its bytes. Raises LedgerUnavailable where the witnesses do not sign in time."""
        places = {entry: self.watch.wait_for_place(entry) for entry in self.entries}
        if not places:
            return ()
        self.watch.wait_for_witnesses(max(places.values()))
        db, newest = self.watch.db, load_newest(self.watch.db, published=True)
        if newest is None or newest.size <= max(places.values()):
            raise LedgerUnavailable("no published checkpoint covers what has to be witnessed")
        read = hash_reader(newest.size, partial(load_tile, db))
        note, proofs = parse_note(newest.note.encode()), []
        for entry, place in places.items():
            [(_, leaf)] = load_leaves(db, place, place + 1)
            proofs.append((entry, replace(make_proof(read, place, newest.size, note), extra=leaf)))
        return proofs


def write_proofs(folder: Path, proofs: Iterable[tuple[EntryId, LogProof]]) -> None:
    """One file each, named by its entry; the entry itself goes along as extra data."""
    for entry, proof in proofs:
        (folder / f"{entry}{SUFFIX}").write_bytes(proof.write())
