"""Proofs that others published, good and damaged: ours is of the same opinion about every one."""

import pytest

from hub.ledger.checkpoint import parse_checkpoint
from hub.ledger.notes import parse_note, verify_note
from hub.ledger.tree import (
    EMPTY_ROOT,
    Frontier,
    TreeHead,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
    verify_subtree,
)
from hub.ledger.vkeys import Kind, Verifier

from .published import is_refused, octets, published

PROOFS = published("rfc6962-proofs.json")
TREE8 = published("rfc6962-tree8.json")
SUBTREES = PROOFS["subtree_consistency"]


def _verify_inclusion(case):
    head = TreeHead(case["treeSize"], octets(case["root"]))
    verify_inclusion(head, case["leafIdx"], octets(case["leafHash"]), octets(case["proof"]))


def _verify_consistency(case):
    old, new = (TreeHead(case[f"size{one}"], octets(case[f"root{one}"])) for one in (1, 2))
    verify_consistency(old, new, octets(case["proof"]))


def _verify_subtree(case):
    if "leafIdx" in case:
        head = TreeHead(case["end"] - case["start"], octets(case["root"]))
        return verify_inclusion(head, case["leafIdx"] - case["start"], octets(case["leafHash"]), octets(case["proof"]))
    head = TreeHead(case["size"], octets(case["root2"]))
    return verify_subtree(head, (case["start"], case["end"]), octets(case["root1"]), octets(case["proof"]))


SHORT_ROOT = {
    "testdata/consistency/additional/sizes-are-equal-one-and-proof-is-empty.json",
    "testdata/subtreeconsistency/additional/sizes-are-equal-one-and-proof-is-empty.json",
    *(
        f"testdata/subtreeconsistency/additional/subtree-is-empty-sizes-are-equal-{size}"
        "-subtree-root-valid-tree-root-random-proof-is-empty.json"
        for size in ("zero", "one")
    ),
}
"""Good for their source, with a root of 12 bytes. A root has 32: what is shorter is refused."""


def _is_wrong(case):
    return case["wantErr"] or case["file"] in SHORT_ROOT


@pytest.mark.parametrize(
    ("kind", "count", "verify"),
    [("inclusion", 98, _verify_inclusion), ("consistency", 98, _verify_consistency)],
)
def test_published_proofs_are_accepted_and_refused_as_published(kind, count, verify):
    """Both good ones and every damaged one: wrong leaf, index, size, root, too long, too short, garbage."""
    cases = PROOFS[kind]
    wrong = [case["file"] for case in cases if is_refused(verify, case) != _is_wrong(case)]

    assert count == len(cases)
    assert [] == wrong


def test_published_proofs_of_parts_are_accepted_and_refused_as_published():
    """The same verification for any part of a tree, so that what the first two kinds do not reach is tried too."""
    wrong = [case["file"] for case in SUBTREES if is_refused(_verify_subtree, case) != _is_wrong(case)]

    assert 322 == len(SUBTREES)
    assert [] == wrong


def test_the_eight_classic_leaves_have_their_roots():
    """The reference tree of Certificate Transparency, every prefix of it."""
    leaves = [leaf_hash(bytes.fromhex(text)) for text in TREE8["leaf_inputs"]]
    roots = [Frontier().extend(leaves[:count]).root.hex() for count in range(1, 9)]

    assert TREE8["roots"] == roots


def test_leaf_node_and_nothing_hash_as_published():
    """A leaf cannot pass for a node, nor a node for a leaf."""
    known = TREE8["hasher"]

    assert known["empty_root"] == EMPTY_ROOT.hex() == Frontier().root.hex()
    assert known["leaf_of_empty"] == leaf_hash(b"").hex()
    assert known["leaf_of_L123456"] == leaf_hash(b"L123456").hex()
    assert known["node_of_N123_N456"] == node_hash(b"N123", b"N456").hex()


def test_an_entry_of_a_real_public_log_is_in_it():
    """A log that others run, with their body, their proof, their checkpoint and their key."""
    vector = published("rekor-v2-entry.json")
    proof, log = vector["entry"]["inclusionProof"], vector["log"]
    note = parse_note(proof["checkpoint"]["envelope"].encode())
    key = Verifier("log2025-alpha1.rekor.sigstage.dev", Kind.ED25519, octets(log["publicKey"]["rawBytes"])[-32:])
    checkpoint = parse_checkpoint(note.text)
    body, index, path = octets(vector["entry"]["canonicalizedBody"]), int(proof["logIndex"]), octets(proof["hashes"])

    verify_inclusion(checkpoint.head, index, leaf_hash(body), path)

    assert (646, octets(proof["rootHash"])) == (checkpoint.size, checkpoint.root)
    assert is_refused(verify_inclusion, checkpoint.head, index, leaf_hash(body + b" "), path)
    assert [key] == [signed.verifier for signed in verify_note(note, [key])]
