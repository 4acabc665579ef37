"""A log on a real database that a superuser attacks, and the officer of one agency who checks it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import orjson

from hub.gate.keeping import erase_what_is_over
from hub.ledger.checkpoint import Checkpoint
from hub.ledger.growing import Edge
from hub.ledger.keyfiles import load_key_files
from hub.ledger.leaf import canonical
from hub.ledger.mirror import MirrorSource, open_mirror
from hub.ledger.notes import Note, sign_note
from hub.ledger.tree import leaf_hash
from hub.ledger.vkeys import Kind
from hub.review.exporting import export_log
from hub.terms.clock import day_begins
from hub.terms.lists import Agency, Purpose
from tests.kreis import Kreis
from tests.ledger.checked import check
from tests.ledger.evidence import ORIGIN, Evidence

LEAVES = "select e.leaf from ledger.leaf l join ledger.entry e using (entry_id) order by l.leaf_index"


class Scene:
    """A Kreis whose log stands, and one agency that checks it alone."""

    def __init__(self, kreis: Kreis, evidence: Evidence, folder, name) -> None:
        self.kreis, self.evidence, self.folder, self.name = kreis, evidence, folder, name
        self.taken, self.postgres = 0, kreis.superuser()
        self.postgres.execute("set session_replication_role = replica")  # no trigger, no reference holds them up

    def act(self):
        """Something happens, is put into the tree and signed by all."""
        self.kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)
        self.kreis.open("U07")
        self.evidence.place()
        return self.evidence.sign()

    def erase(self, day):
        """What is over on a day is erased by the clerk, as the law says, and the log goes on and is signed."""
        erased = erase_what_is_over(self.kreis.house("clerk"), day_begins(day))
        self.kreis.at = day_begins(day)
        self.evidence.clock.ahead = self.kreis.at - datetime.now(UTC)
        self.evidence.place()
        self.evidence.sign()
        return erased

    def own(self, of="jobcenter"):
        """The place of a look by somebody of an agency."""
        asked = "select l.leaf_index from ledger.leaf l join ledger.index i using (entry_id)"
        [(place,), *_] = self.postgres.execute(
            f"{asked} where i.event = 'access.read' and i.agency = '{of}' order by 1"
        ).fetchall()
        return place

    def rebuild(self):
        """Tiles and head to fit whatever the entries say by now."""
        grown = Edge().grow([leaf_hash(bytes(leaf)) for (leaf,) in self.postgres.execute(LEAVES)])
        [(tenant,)] = self.postgres.execute("select tenant_id from ledger.head").fetchall()
        self.postgres.execute("delete from ledger.tile")
        for tile, data in grown.tiles.items():
            place = (tenant, tile.level, tile.index, data)
            self.postgres.execute("insert into ledger.tile values (%s, %s, %s, %s)", place)
        head = grown.edge.head
        changed = (head.size, b"".join(grown.edge.peaks), head.root)
        self.postgres.execute("update ledger.head set size = %s, peaks = %s, root = %s", changed)
        return head

    def forge(self, *stolen):
        """Signed anew with the stolen key of the log and of these witnesses, and said to be published."""
        head, at = self.rebuild(), self.evidence.at + timedelta(minutes=1)
        [key] = load_key_files(self.evidence.folder / "signer", [Kind.ED25519])
        text = Checkpoint(ORIGIN, head).write()
        lines = [sign_note(text, key)]
        for name in stolen:
            [key] = load_key_files(self.evidence.folder / name, [Kind.COSIGNATURE])
            lines.append(sign_note(text, key, self.evidence.clock()))
        note = Note(text, tuple(lines)).write().decode()
        self.postgres.execute("delete from ledger.checkpoint where size > %s", (head.size,))
        self.postgres.execute(
            "insert into ledger.checkpoint select tenant_id, %s, %s, %s, %s, '{}', %s from ledger.head",
            (at, head.size, head.root, note, at),
        )

    def cosigned(self, by):
        """What a witness cosigned last."""
        [own] = [one.verifier for one in self.evidence.policy.witnesses if one.name == by]
        return MirrorSource(open_mirror(self.evidence.folder / by, own), ORIGIN).checkpoint().decode()

    def roll_back(self):
        """To the first checkpoint, with all that belongs to it."""
        [(size,)] = self.postgres.execute("select min(size) from ledger.checkpoint").fetchall()
        lost = f"(select entry_id from ledger.leaf where leaf_index >= {size})"
        for table in ("payload", "index", "subject", "entry", "leaf"):
            self.postgres.execute(f"delete from ledger.{table} where entry_id in {lost}")
        self.postgres.execute("delete from ledger.checkpoint where size > %s", (size,))
        return self.rebuild()

    def rewrite(self, place):
        """The bytes of an entry: another agency's staff looked."""
        entry = f"(select entry_id from ledger.leaf where leaf_index = {place})"
        [(leaf,)] = self.postgres.execute(f"select leaf from ledger.entry where entry_id = {entry}").fetchall()
        told = orjson.loads(leaf) | {"ag": "provider"}
        self.postgres.execute(f"update ledger.entry set leaf = %s where entry_id = {entry}", (canonical(told),))

    def check(self, *, old=None, by=check):
        """Take the log along as the agency's officer and check it, beside `old`: what the own witness cosigned last.

        `by` is who checks: in this process, or the officer's own (`check_elsewhere`).
        """
        kept = [self.cosigned(self.name)] if old is None else old
        self.taken += 1
        officer = replace(self.kreis.principal("U16", "oversight"), agency=Agency(self.name))
        policy, target = self.evidence.policy.write(), self.folder / f"taken-{self.kreis.at:%Y}-{self.taken}" / "along"
        export_log(self.kreis.house("oversight"), officer, policy.encode(), target, self.kreis.at)
        return by(target, policy=policy, old=kept)
