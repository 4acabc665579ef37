"""The proof that goes along with a document: written, read, checked offline, and refused when anything is changed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.ledger.checkpoint import Checkpoint, parse_checkpoint
from hub.ledger.errors import EvidenceMalformed, EvidenceRefused, ProofFailed, SignatureFailed
from hub.ledger.notes import Note, sign_note
from hub.ledger.proof import LogProof, make_proof, parse_proof, verify_proof
from hub.ledger.tree import Frontier, TreeHead, leaf_hash
from hub.ledger.trust import parse_policy
from hub.ledger.vkeys import Kind, make_signer

from . import reference
from .published import octets, published

ORIGIN = "hub.kreis.example/log1"
LOG, WITNESS = make_signer(ORIGIN, Kind.ED25519), make_signer("jobcenter.example/w", Kind.COSIGNATURE)
POLICY = parse_policy(f"log {LOG.verifier.write()}\nwitness w {WITNESS.verifier.write()}\nquorum w\n")
ENTRIES = [f"entry {number}".encode() for number in range(40)]
AT = datetime(2026, 11, 27, 8, 0, 9, tzinfo=UTC)
HEAD = Frontier().extend(map(leaf_hash, ENTRIES)).head


def _note(*signers):
    text = Checkpoint(ORIGIN, HEAD).write()
    return Note(text, tuple(sign_note(text, signer, AT) for signer in signers))


def _proof(index, *signers):
    return make_proof(reference.reader(ENTRIES), index, len(ENTRIES), _note(*signers or (LOG, WITNESS)))


@given(st.integers(0, len(ENTRIES) - 1), st.none() | st.binary(max_size=20))
def test_a_proof_is_read_as_written_and_verifies(index, extra):
    """Of every entry, with what is added or without; and says when a witness had seen it."""
    made = _proof(index)
    proof = LogProof(index, made.path, made.checkpoint, extra)

    read = parse_proof(proof.write())
    judgement = verify_proof(read, ENTRIES[index], POLICY)

    assert proof == read
    assert (HEAD, AT) == (judgement.checkpoint.head, judgement.since)


@pytest.mark.parametrize("case", published("tlog-proof-errors.json")["invalid"], ids=lambda case: case[1])
def test_published_malformed_proofs_are_refused(case):
    """Header, index, base64, hashes of another length."""
    with pytest.raises(EvidenceMalformed):
        parse_proof(case[0].encode())


def test_what_is_malformed_in_the_published_ones_is_the_head_and_not_only_the_note():
    """Their checkpoint is none, so that alone would do: put a real one below, and they are refused all the same."""
    note = _note(LOG, WITNESS).write()
    for text, _ in published("tlog-proof-errors.json")["invalid"]:
        head = text.split("\n\ncheckpoint\n")[0].encode()
        with pytest.raises(EvidenceMalformed):
            parse_proof(head + b"\n\n" + note)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        *((b"index 5", b"index 05"), (b"index 5", b"index  5"), (b"index 5", b"index +5"), (b"index 5", b"Index 5")),
        *((b"index 5", b"index 5\nextra AAAA"), (b"index 5", b"extra AA==\nextra AA==\nindex 5")),
        *(
            (b"index 5", b"extra AB==\nindex 5"),
            (b"index 5", b"index \xd9\xa5"),
            (b"index 5", b"index 99999999999999999999"),
        ),
        *(
            (b"@v1\n", b"@v1\r\n"),
            (b"@v1\n", b"@v2\n"),
            (b"@v1\n", b"@v1\n\n"),
            (b"@v1\n", b"@v1 \n"),
            (b"\n\n", b"\n"),
        ),
    ],
)
def test_a_proof_written_otherwise_is_refused(before, after):
    """Leading zeros, signs, blanks, digits of other scripts, lines in another order, line ends."""
    written = _proof(5).write()
    assert before in written

    with pytest.raises(EvidenceMalformed):
        parse_proof(written.replace(before, after, 1))


@given(st.integers(0, len(ENTRIES) - 1), st.data())
def test_a_changed_byte_anywhere_is_refused(index, data):
    """Whatever byte of the file is changed to whatever: it does not verify."""
    written = bytearray(_proof(index).write())
    place = data.draw(st.integers(0, len(written) - 1))
    written[place] ^= data.draw(st.integers(1, 255))

    with pytest.raises(EvidenceRefused):
        verify_proof(parse_proof(bytes(written)), ENTRIES[index], POLICY)


def test_another_entry_place_tree_or_too_few_witnesses_are_refused():
    """What it proves is this entry at this place, and only with who must have seen it."""
    proof = _proof(5)
    for wrong, entry in (
        (proof, ENTRIES[6]),
        (proof, ENTRIES[5] + b" "),
        (LogProof(4, proof.path, proof.checkpoint), ENTRIES[5]),
        (LogProof(40, proof.path, proof.checkpoint), ENTRIES[5]),
        (LogProof(5, proof.path[1:], proof.checkpoint), ENTRIES[5]),
    ):
        with pytest.raises(ProofFailed):
            verify_proof(wrong, entry, POLICY)
    for signers in ((LOG,), (WITNESS,)):
        with pytest.raises(SignatureFailed):
            verify_proof(_proof(5, *signers), ENTRIES[5], POLICY)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "\n",
            "log\n1\n",
            "log\n1\nAAAA\n",
            "\n1\n{root}\n",
            "log\n01\n{root}\n",
            "log\n+1\n{root}\n",
            "log\n1_0\n{root}\n",
        ),
        *(
            "log\n１\n{root}\n",
            "log\n-1\n{root}\n",
            "log\n 1\n{root}\n",
            "log\n1\n{root}",
            "log\n1\n{root}\n\n",
            "log\n0\n{root}\n",
        ),
        *("log\n1\n{root} \n", "log\n9223372036854775808\n{root}\n", "log\n1\n{root}\n\nmore\n", "log\n1\n{bare}\n"),
    ],
)
def test_a_checkpoint_written_otherwise_is_refused(text):
    """Three lines; a plain size that fits; 32 bytes in the one base64 they have; nothing has one root only."""
    root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    known = root.replace("47DE", "57DE")
    assert 32 == len(octets(known))

    with pytest.raises(EvidenceMalformed):
        parse_checkpoint(text.format(root=known, bare=known.rstrip("=")))


def test_checkpoints_are_read_as_written_and_never_with_a_line_more():
    """Lines that others add are read and mean nothing; we write none, since nobody could check them."""
    checkpoint = Checkpoint(ORIGIN, HEAD)
    theirs = parse_checkpoint(f"{checkpoint.write()}something of theirs\n")

    assert checkpoint == parse_checkpoint(checkpoint.write())
    assert (HEAD, ("something of theirs",)) == (theirs.head, theirs.extensions)
    for wrong in (theirs, Checkpoint("", HEAD), Checkpoint("two\nlines", HEAD)):
        with pytest.raises(EvidenceMalformed):
            wrong.write()
    assert Checkpoint("go", TreeHead(0, Frontier().root)) == parse_checkpoint(Checkpoint("go", Frontier().head).write())
