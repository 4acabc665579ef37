"""The witness protocol: the published script, each status, and that nothing is cosigned that does not continue."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hub.ledger.beginning import alone, begin_witness
from hub.ledger.checkpoint import Checkpoint
from hub.ledger.errors import StateLost
from hub.ledger.growing import Edge
from hub.ledger.keyfiles import load_key_files
from hub.ledger.mirror import MirrorSource, open_mirror
from hub.ledger.notes import Note, parse_note, parse_signatures, sign_note, verify_note
from hub.ledger.serving import find_resource
from hub.ledger.submission import read_size, write_submission
from hub.ledger.tiles import Bundle, hash_reader, pack_entries
from hub.ledger.tree import consistency_proof, leaf_hash
from hub.ledger.vkeys import Kind, make_signer, parse_verifier
from hub.ledger.witness import Witness, add_checkpoint

VECTORS = json.loads((Path(__file__).parent / "vectors" / "witness-add-checkpoint.json").read_text(encoding="utf-8"))
LOG_NAME = "hub.example/log1"


class _Log:
    """A log of a test: its entries, its key, and what it gives out."""

    def __init__(self):
        self.key, self.entries, self.gives = make_signer(LOG_NAME, Kind.ED25519), [], True

    def add(self, *entries):
        self.entries += entries
        return self

    def edge(self, size=None):
        return Edge().grow([leaf_hash(entry) for entry in self.entries[:size]])

    def head(self, size=None):
        return self.edge(size).edge.head

    def note(self, head):
        text = Checkpoint(LOG_NAME, head).write()
        return Note(text, (sign_note(text, self.key),))

    def ask(self, old, new=None):
        head = self.head(new)
        held = {(tile.level, tile.index): data for tile, data in self.edge(new).tiles.items()}
        read = hash_reader(head.size, lambda tile: held[tile.level, tile.index][: 32 * tile.width])
        proof = consistency_proof(read, old, head.size) if old < head.size else ()
        return write_submission(old, proof, self.note(head))

    def pull(self, origin, bundle: Bundle):
        start = bundle.index * 256
        return pack_entries(self.entries[start : start + bundle.width]) if self.gives else None


def _witness(folder, logs, pull=None, kinds=(Kind.COSIGNATURE,)):
    keys = begin_witness(folder, "jobcenter.example/witness", kinds)
    return Witness(keys, logs, open_mirror(folder, keys[0].verifier), lambda: datetime.now(UTC), pull)


@pytest.fixture
def log():
    """Three entries."""
    return _Log().add(b"one", b"two", b"three")


@pytest.fixture
def witness(tmp_path, log):
    """It knows the log and keeps a copy of it."""
    return _witness(tmp_path / "w", {LOG_NAME: (log.key.verifier,)}, log.pull)


def test_the_published_script_is_answered_as_it_says(tmp_path):
    """Nine requests in order, to a witness that keeps no copy (the published log has no entries)."""
    verifier = parse_verifier(VECTORS["log_vkey"])
    witness = _witness(tmp_path / "w", {verifier.name: (verifier,)})

    answers = [add_checkpoint(witness, step["body"].encode()) for step in VECTORS["steps"]]

    assert [step["expect"] for step in VECTORS["steps"]] == [answer.status for answer in answers]
    assert [3, 5] == [read_size(answer.body) for answer in answers if answer.status == 409]
    for step, answer in zip(VECTORS["steps"], answers, strict=True):
        if answer.status == 200:
            note = parse_note(step["body"].partition("\n\n")[2].encode())
            cosigned = note.with_signatures(parse_signatures(answer.body.decode()))
            assert verify_note(cosigned, [witness.keys[0].verifier])


def test_the_published_race_is_lost_by_whoever_comes_second(tmp_path):
    """Five leaves were cosigned; the request for three, which was right a moment ago, rolls nothing back."""
    verifier, race = parse_verifier(VECTORS["log_vkey"]), VECTORS["race"]
    witness = _witness(tmp_path / "w", {verifier.name: (verifier,)})
    assert 200 == add_checkpoint(witness, VECTORS["steps"][race["after_step"]]["body"].encode()).status

    assert race["expect"] == add_checkpoint(witness, race["body"].encode()).status

    good = [step["body"] for step in VECTORS["steps"] if step["body"].startswith("old 1\n") and step["expect"] == 200]
    late = add_checkpoint(witness, good[0].encode())
    assert (race["then_first_3_leaf_request_expect"], 5) == (late.status, read_size(late.body))


@pytest.mark.parametrize(
    "damage",
    [
        lambda body: b"",
        lambda body: body[4:],
        lambda body: body.replace(b"old 0", b"old 00"),
        lambda body: body.replace(b"old 0", b"old +0"),
        lambda body: body.replace(b"old 0\n", b"old 0\n" + b"AA==\n"),
        lambda body: body.replace(b"old 0\n", b"old 0\n" + b"A" * 43 + b"=\n" * 64),
        lambda body: body.replace(b"\n", b"\r\n"),
        lambda body: body.replace(b"old 0", b"old 4"),
    ],
)
def test_what_is_no_submission_is_answered_400(witness, log, damage):
    """Also an old size above the new one; nothing is remembered of it."""
    assert 400 == add_checkpoint(witness, damage(log.ask(0))).status
    assert 0 == witness.mirror.known(LOG_NAME).size


def test_a_checkpoint_of_another_key_or_log_is_refused(witness, log):
    """404 for a log that it does not know, 403 for a key that is not the log's."""
    other = _Log().add(b"one")

    assert 403 == add_checkpoint(witness, other.ask(0)).status
    assert 404 == add_checkpoint(witness, log.ask(0).replace(b"hub.example", b"hab.example")).status


def test_a_log_that_forgets_or_rewrites_is_not_cosigned(witness, log):
    """Rolled back: 409 with what is known. Rewritten, also when it has outgrown that: 409 or 422."""
    assert 200 == add_checkpoint(witness, log.ask(0)).status
    rewritten, outgrown = _Log(), _Log()
    rewritten.key = outgrown.key = log.key
    rewritten.add(b"one", b"two", b"other")
    outgrown.add(b"one", b"two", b"other", b"four")

    assert (409, b"3\n") == (lambda answer: (answer.status, answer.body))(add_checkpoint(witness, log.ask(0, 2)))
    assert 409 == add_checkpoint(witness, rewritten.ask(3)).status
    assert 422 == add_checkpoint(witness, outgrown.ask(3)).status
    assert log.head() == witness.mirror.known(LOG_NAME)


def test_the_copy_is_the_log_byte_by_byte(witness, log):
    """Mirrored in steps that cross the borders of tiles, and served as tlog-tiles."""
    for grown in (3, 255, 256, 257, 700, 700):
        log.add(*(b"entry %d" % number for number in range(len(log.entries), grown)))
        known = witness.mirror.known(LOG_NAME).size
        assert 200 == add_checkpoint(witness, log.ask(known)).status

    source = MirrorSource(witness.mirror, LOG_NAME)
    for index, width, path in ((0, 256, "000"), (1, 256, "001"), (2, 188, "002.p/188"), (0, 17, "000.p/17")):
        entries = log.entries[index * 256 : index * 256 + width]
        assert pack_entries(entries) == find_resource(source, f"tile/entries/{path}")
        assert b"".join(map(leaf_hash, entries)) == find_resource(source, f"tile/0/{path}")
    assert 64 == len(find_resource(source, "tile/1/000.p/2") or b"")
    for missing in ("tile/entries/002", "tile/0/002.p/189", "tile/1/000.p/3", "tile/2/000.p/1", "tile/0/3", "x"):
        assert find_resource(source, missing) is None
    note = parse_note(find_resource(source, "checkpoint") or b"")
    assert 2 == len(verify_note(note, [log.key.verifier, witness.keys[0].verifier]))


def test_entries_other_than_the_signed_ones_are_not_cosigned(witness, log):
    """The log shows its witness other entries than it signed: it hashes them itself, and says 422."""
    asked = log.ask(0)
    log.entries[1] = b"another"

    assert 422 == add_checkpoint(witness, asked).status
    assert 0 == witness.mirror.known(LOG_NAME).size


def test_without_the_entries_nothing_is_cosigned(witness, log):
    """Copy first, cosign second: the log that keeps its entries back gets no signature, and gets it later."""
    log.gives = False
    assert 503 == add_checkpoint(witness, log.ask(0)).status
    assert 0 == witness.mirror.known(LOG_NAME).size
    log.gives = True

    assert 200 == add_checkpoint(witness, log.ask(0)).status


def test_of_many_at_once_each_continues_what_was_known(witness, log):
    """Sixteen requests from the same size: one is taken, the others hear of it."""
    log.add(*(b"entry %d" % number for number in range(20)))
    bodies = [log.ask(0, size) for size in range(4, 20)]

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda body: add_checkpoint(witness, body), bodies))

    assert sorted([200] + [409] * 15) == sorted(answer.status for answer in answers)
    assert {answer.body for answer in answers if answer.status == 409} == {
        b"%d\n" % witness.mirror.known(LOG_NAME).size
    }


def test_an_answer_that_could_not_be_kept_is_not_given(witness, log, monkeypatch):
    """Stored first, answered second: where the disk is full the witness fails, and knows nothing new."""
    monkeypatch.setattr("hub.ledger.mirror.change", lambda _: (_ for _ in ()).throw(OSError("disk full")))

    with pytest.raises(OSError, match="disk full"):
        add_checkpoint(witness, log.ask(0))

    monkeypatch.undo()
    assert 0 == witness.mirror.known(LOG_NAME).size


def test_a_witness_never_begins_anew(tmp_path, witness, log):
    """Without its file, with that of another key, and a second time over what is there: it does not start."""
    verifier, own = witness.keys[0].verifier, [Kind.COSIGNATURE]
    add_checkpoint(witness, log.ask(0))
    with pytest.raises(StateLost, match="does not begin anew"):
        begin_witness(tmp_path / "w", "jobcenter.example/witness", own)
    with pytest.raises(StateLost):
        open_mirror(tmp_path / "w", make_signer("other.example", Kind.COSIGNATURE).verifier)
    (tmp_path / "w" / "signing.ed25519").rename(tmp_path / "kept")
    with pytest.raises(StateLost, match="whose key is gone"):
        begin_witness(tmp_path / "w", "jobcenter.example/witness", own)
    (tmp_path / "kept").rename(tmp_path / "w" / "signing.ed25519")
    (tmp_path / "w" / "witness.sqlite").unlink()
    with pytest.raises(StateLost, match="does not begin anew"):
        begin_witness(tmp_path / "w", "jobcenter.example/witness", own)
    with pytest.raises(StateLost):
        open_mirror(tmp_path / "w", verifier)
    with pytest.raises(StateLost):
        witness.mirror.known(LOG_NAME)


def test_a_copy_far_behind_catches_up_in_portions(witness, log, monkeypatch):
    """Two bundles at a time, over the borders of tiles; what comes out is the same copy."""
    monkeypatch.setattr("hub.ledger.witness.PORTION", 2)
    log.add(*(b"entry %d" % number for number in range(1500)))

    assert 200 == add_checkpoint(witness, log.ask(0)).status
    log.add(b"one more")
    assert 200 == add_checkpoint(witness, log.ask(1503)).status

    source = MirrorSource(witness.mirror, LOG_NAME)
    assert b"".join(map(leaf_hash, log.entries[1280:])) == find_resource(source, "tile/0/005.p/224")
    assert b"".join(map(leaf_hash, log.entries[:256])) == find_resource(source, "tile/0/000")
    assert log.head() == witness.mirror.edge(LOG_NAME, 1504).head


def test_entries_of_a_failed_attempt_do_not_stay(witness, log):
    """They were put there, and never counted: the next attempt puts the right ones in their place."""
    asked, right = log.ask(0), list(log.entries)
    log.entries[1] = b"another"
    assert 422 == add_checkpoint(witness, asked).status
    source = MirrorSource(witness.mirror, LOG_NAME)
    assert find_resource(source, "tile/entries/000.p/3") is None
    log.entries[:] = right

    assert 200 == add_checkpoint(witness, asked).status
    assert pack_entries(right) == find_resource(source, "tile/entries/000.p/3")


def test_two_processes_do_not_work_with_one_key(tmp_path, witness, monkeypatch):
    """The second one waits for a moment, and then does not start."""
    monkeypatch.setattr("hub.ledger.beginning.PATIENCE", 0.2)

    with alone(tmp_path / "w"), pytest.raises(StateLost, match="another process"), alone(tmp_path / "w"):
        pass
    with alone(tmp_path / "w"):
        pass


def test_a_second_cosignature_resists_quantum_computers(tmp_path, log):
    """By ML-DSA-44, beside the first one, where the operator switches it on."""
    kinds = (Kind.COSIGNATURE, Kind.MLDSA44)
    witness = _witness(tmp_path / "pq", {LOG_NAME: (log.key.verifier,)}, log.pull, kinds)

    answer = add_checkpoint(witness, log.ask(0))

    note = log.note(log.head()).with_signatures(parse_signatures(answer.body.decode()))
    signed = verify_note(note, [key.verifier for key in witness.keys])
    assert list(kinds) == [one.verifier.kind for one in signed]


def test_the_keys_of_a_witness_are_its_own_to_read(tmp_path, witness):
    """And a file that others may read is refused."""
    path = tmp_path / "w" / "signing.ed25519"
    assert 0o600 == path.stat().st_mode & 0o777
    path.chmod(0o640)

    with pytest.raises(StateLost, match="others"):
        load_key_files(tmp_path / "w", [Kind.COSIGNATURE])


def test_an_empty_tree_can_be_cosigned(witness, log):
    """Of size nothing, with the root of nothing; and not with another root."""
    assert 200 == add_checkpoint(witness, log.ask(0, 0)).status
    root = f"{LOG_NAME}\n0\n{'A' * 43}=\n"
    wrong = write_submission(0, (), Note(root, (sign_note(root, log.key),)))

    assert 400 == add_checkpoint(witness, wrong).status
