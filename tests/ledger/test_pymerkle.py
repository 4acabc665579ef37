"""A Merkle tree that nobody here wrote (pymerkle) has our roots, accepts our paths and refuses damaged ones.

Its consistency proofs are not those of RFC 6962, so they are not compared; it knows neither tiles nor notes.
"""

import random

import pytest
from pymerkle import InclusionProof, InmemoryTree, InvalidProof, verify_inclusion

from hub.ledger.tiles import grow, hash_reader
from hub.ledger.tree import Frontier, inclusion_proof, leaf_hash

ENTRIES = [f"entry {number}".encode() for number in range(300)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
TILES = {}
for begin in range(len(ENTRIES)):
    TILES |= grow(begin, LEAVES[begin : begin + 1], TILES.__getitem__)


def _theirs():
    tree = InmemoryTree(algorithm="sha256")
    tree.append_entries(ENTRIES)
    return tree


def test_the_roots_of_all_sizes_are_theirs():
    """300 sizes, extended one by one."""
    tree, frontier = _theirs(), Frontier()
    for size, leaf in enumerate(LEAVES, start=1):
        frontier = frontier.extend([leaf])

        assert tree.get_root(size) == frontier.root


def test_they_accept_our_paths_and_refuse_damaged_ones():
    """Read from our tiles; one bit changed in leaf, path or root, a neighbour's leaf, a hash too many or too few."""
    tree, chance = _theirs(), random.Random(6)
    for _ in range(150):
        size = chance.randrange(2, len(ENTRIES) + 1)
        index = chance.randrange(size)
        rule = tree.prove_inclusion(index + 1, size).rule
        path = [LEAVES[index], *inclusion_proof(hash_reader(size, TILES.__getitem__), index, size)]
        root = Frontier().extend(LEAVES[:size]).root

        _verify(rule, path, (index, size, root))

        place = chance.randrange(len(path))
        damaged = bytes((path[place][0] ^ 1, *path[place][1:]))
        for wrong, state in (
            ([*path[:place], damaged, *path[place + 1 :]], root),
            (path, bytes((root[0] ^ 1, *root[1:]))),
            ([LEAVES[index - 1], *path[1:]], root),
            (path[:-1], root),
            ([*path, root], root),
        ):
            with pytest.raises(InvalidProof):
                _verify(rule, wrong, (index, size, state))


def _verify(rule, path, state):
    index, size, root = state
    proof = InclusionProof("sha256", True, size, index + 1, rule, path)
    verify_inclusion(path[0], root, proof, index=index + 1, size=size)
