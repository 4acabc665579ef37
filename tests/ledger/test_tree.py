"""The tree: frontier and proofs against the definition, for every size up to some hundreds."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.ledger.errors import EvidenceMalformed, ProofFailed
from hub.ledger.tiles import grow
from hub.ledger.tree import (
    EMPTY_ROOT,
    Frontier,
    TreeHead,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
    verify_subtree,
)
from tests.amounts import examples

from . import reference
from .published import is_refused

ENTRIES = [f"entry {number}".encode() for number in range(400)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
READ = reference.reader(ENTRIES)

sizes = st.integers(1, len(ENTRIES))
two_sizes = st.tuples(sizes, sizes).map(sorted)


def head(size):
    """The head of the first entries."""
    return TreeHead(size, Frontier().extend(LEAVES[:size]).root)


def flipped(octets, bit):
    """The same bytes with one bit changed."""
    changed = bytearray(octets)
    changed[bit // 8 % len(octets)] ^= 1 << bit % 8
    return bytes(changed)


def test_the_root_of_every_size_is_that_of_the_definition():
    """Extended leaf by leaf, and read from complete nodes: the same root as RFC 6962 defines."""
    frontier = Frontier()
    for size in range(1, 130):
        frontier = frontier.extend(LEAVES[size - 1 : size])

        assert reference.mth(ENTRIES[:size]) == frontier.root == root_of(READ, size)
        assert frontier == Frontier.unpack(size, frontier.pack())


@given(st.lists(sizes, max_size=12))
def test_however_the_batches_are_cut_the_frontier_is_the_same(cuts):
    """How busy the sequencer was is not to be seen in the tree."""
    frontier = Frontier()
    for begin, end in pairwise([0, *sorted(cuts), len(LEAVES)]):
        frontier = frontier.extend(LEAVES[begin:end])

    assert Frontier().extend(LEAVES) == frontier
    assert frontier.size.bit_count() == len(frontier.peaks)


def test_every_leaf_of_every_size_is_proved():
    """All pairs up to 70, each path as the definition has it."""
    for size in range(1, 71):
        for index in range(size):
            path = inclusion_proof(READ, index, size)

            assert reference.path(index, ENTRIES[:size]) == list(path)
            verify_inclusion(head(size), index, LEAVES[index], path)


def test_every_size_continues_every_smaller_one():
    """All pairs up to 70, each proof as the definition has it."""
    for new in range(1, 71):
        for old in range(new + 1):
            path = consistency_proof(READ, old, new)

            assert (reference.proof(old, ENTRIES[:new]) if old else []) == list(path)
            verify_consistency(head(old), head(new), path)


@given(st.data())
def test_a_changed_bit_of_an_inclusion_is_refused(data):
    """In the leaf, in the root or in any hash of the path; and so is every other index."""
    size = data.draw(sizes)
    index = data.draw(st.integers(0, size - 1))
    bit = data.draw(st.integers(0, 255))
    path = inclusion_proof(READ, index, size)
    tree = head(size)

    assert is_refused(verify_inclusion, tree, index, flipped(LEAVES[index], bit), path)
    assert is_refused(verify_inclusion, TreeHead(size, flipped(tree.root, bit)), index, LEAVES[index], path)
    for place, one in enumerate(path):
        damaged = (*path[:place], flipped(one, bit), *path[place + 1 :])
        assert is_refused(verify_inclusion, tree, index, LEAVES[index], damaged)
    other = data.draw(st.integers(0, size))
    assert (other == index) != is_refused(verify_inclusion, tree, other, LEAVES[index], path)


@given(two_sizes, st.integers(0, 255))
def test_a_changed_bit_of_a_continuation_is_refused(pair, bit):
    """In either root or in any hash of the proof; and a proof that is longer or shorter by one."""
    old, new = pair
    path = consistency_proof(READ, old, new)
    before, after = head(old), head(new)

    verify_consistency(before, after, path)

    assert is_refused(verify_consistency, TreeHead(old, flipped(before.root, bit)), after, path)
    assert is_refused(verify_consistency, before, TreeHead(new, flipped(after.root, bit)), path)
    assert is_refused(verify_consistency, before, after, (*path, before.root))
    for place, one in enumerate(path):
        assert is_refused(verify_consistency, before, after, path[:place] + path[place + 1 :])
        damaged = (*path[:place], flipped(one, bit), *path[place + 1 :])
        assert is_refused(verify_consistency, before, after, damaged)


@given(two_sizes)
def test_a_tree_that_grew_smaller_is_refused(pair):
    """A log that was rolled back has no proof, whatever is offered as one."""
    old, new = pair
    if old == new:
        return

    with pytest.raises(ProofFailed):
        verify_consistency(head(new), head(old), consistency_proof(READ, old, new))
    with pytest.raises(ProofFailed):
        consistency_proof(READ, new, old)


@settings(max_examples=examples(30))
@given(two_sizes, st.data())
def test_a_tree_with_another_past_is_refused(pair, data):
    """One earlier entry rewritten, all later ones the same: no proof leads from the old root to the new one."""
    old, new = pair
    place = data.draw(st.integers(0, old - 1))
    forged = [*ENTRIES[:place], b"forged", *ENTRIES[place + 1 : new]]
    tree = TreeHead(new, Frontier().extend(map(leaf_hash, forged)).root)

    assert is_refused(verify_consistency, head(old), tree, consistency_proof(reference.reader(forged), old, new))
    assert is_refused(verify_consistency, head(old), tree, consistency_proof(READ, old, new))


@pytest.mark.parametrize("length", [0, 12, 31, 33, 64])
def test_what_has_not_32_bytes_is_no_hash(length):
    """Neither as root nor as leaf, in a path or in a frontier: otherwise hashes could be joined anew."""
    wrong = bytes(length)
    path = inclusion_proof(READ, 2, 5)

    for act in (
        lambda: TreeHead(5, wrong),
        lambda: Frontier(1, (wrong,)),
        lambda: Frontier().extend([LEAVES[0], wrong, LEAVES[1], LEAVES[2]]),
        lambda: grow(0, [LEAVES[0], wrong], {}.__getitem__),
        lambda: Frontier.unpack(2, wrong) if length % 32 else Frontier(2, (wrong,)),
        lambda: verify_inclusion(head(5), 2, wrong, path),
        lambda: verify_inclusion(head(5), 2, LEAVES[2], (*path[:-1], wrong)),
        lambda: verify_consistency(head(3), head(5), (wrong,)),
        lambda: root_of(lambda level, index: wrong, 5),
    ):
        with pytest.raises(EvidenceMalformed):
            act()


def test_sizes_out_of_range_and_an_empty_log_with_content_are_refused():
    """A size is at least nothing and fits 63 bits; nothing has one root only; there is a peak per bit of the size."""
    for act in (
        lambda: TreeHead(-1, EMPTY_ROOT),
        lambda: TreeHead(2**63, EMPTY_ROOT),
        lambda: TreeHead(0, LEAVES[0]),
        lambda: Frontier(3, (LEAVES[0],)),
        lambda: Frontier(-1, ()),
    ):
        with pytest.raises(EvidenceMalformed):
            act()


@pytest.mark.parametrize("span", [(1, 3), (2, 6), (-1, 1), (3, 2), (0, 9), (8, 9)])
def test_a_span_that_is_no_part_of_the_tree_is_refused(span):
    """It begins at a multiple of the power of two that holds it, and ends within the tree."""
    with pytest.raises(ProofFailed):
        verify_subtree(head(8), span, LEAVES[0], (LEAVES[1],))


def test_the_beginning_of_a_tree_does_not_pass_for_a_part_from_its_middle():
    """A good proof of the first leaves, offered for a span that begins later."""
    for size in range(2, 20):
        for end in range(2, size + 1):
            proof = consistency_proof(READ, end, size)
            verify_subtree(head(size), (0, end), head(end).root, proof)
            for begin in range(1, end):
                assert is_refused(verify_subtree, head(size), (begin, end), head(end).root, proof)


@pytest.mark.parametrize(("index", "size"), [(-1, 5), (5, 5), (0, 0)])
def test_no_proof_is_made_of_what_is_not_there(index, size):
    """An index lies below the size."""
    with pytest.raises(ProofFailed):
        inclusion_proof(READ, index, size)
