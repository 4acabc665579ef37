"""The tree over the leaves (RFC 6962, section 2.1, with SHA-256): hashes, frontier, proofs and their verification.

Every hash is 32 bytes; anything else is refused, as is every index or size in the wrong order.
A node of the tree is named by (level, index): it covers the 2^level leaves from index * 2^level on, all of them there.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from hub.ledger.errors import EvidenceMalformed, ProofFailed

HASH_BYTES = 32
MOST_LEAVES = 2**63 - 1
"""A size must fit a signed 64-bit integer, as the tools of others count."""
EMPTY_ROOT = sha256(b"").digest()

HashReader = Callable[[int, int], bytes]
"""(level, index) -> the hash of that complete node."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry: SHA-256(0x00 || entry)."""
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256(0x01 || left || right)."""
    return sha256(b"\1" + left + right).digest()


@dataclass(frozen=True)
class TreeHead:
    """How many leaves, and the one hash that stands for all of them in their order."""

    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not 0 <= self.size <= MOST_LEAVES:
            raise EvidenceMalformed("tree head: the size is out of range")
        check_hashes((self.root,))
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise EvidenceMalformed("tree head: nothing, with a root of something")


@dataclass(frozen=True)
class Frontier:
    """All that is needed to go on: the roots of the largest complete trees, from the left; one per bit of the size."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.size <= MOST_LEAVES or len(self.peaks) != self.size.bit_count():
            raise EvidenceMalformed("frontier: the number of peaks does not fit the size")
        check_hashes(self.peaks)

    @property
    def root(self) -> bytes:
        """The root over all leaves so far."""
        return fold(self.peaks)

    @property
    def head(self) -> TreeHead:
        """Size and root."""
        return TreeHead(self.size, self.root)

    def extend(self, leaf_hashes: Iterable[bytes]) -> "Frontier":
        """The frontier after these leaves too. In how many batches they come makes no difference."""
        size, peaks = self.size, list(self.peaks)
        for node in leaf_hashes:
            if len(node) != HASH_BYTES:
                raise EvidenceMalformed("a hash does not have 32 bytes")
            size, complete = size + 1, size + 1
            while complete % 2 == 0:
                node = sha256(b"\1" + peaks.pop() + node).digest()
                complete //= 2
            peaks.append(node)
        return Frontier(size, tuple(peaks))

    def pack(self) -> bytes:
        """The peaks one after the other, as they are stored."""
        return b"".join(self.peaks)

    @classmethod
    def unpack(cls, size: int, packed: bytes) -> "Frontier":
        """From size and stored peaks. Raises EvidenceMalformed where they do not fit."""
        return cls(size, split_hashes(packed))


def fold(peaks: Sequence[bytes]) -> bytes:
    """The root over complete trees that follow each other, the largest first."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def peaks_of(begin: int, end: int) -> Iterator[tuple[int, int]]:
    """(level, index) of the largest complete nodes that cover the leaves from begin to before end, from the left.

    `begin` is a multiple of the largest of them, as the begin of each half of a tree is.
    """
    while begin < end:
        level = (end - begin).bit_length() - 1
        yield level, begin >> level
        begin += 1 << level


def root_of(read: HashReader, size: int) -> bytes:
    """The root of the first `size` leaves."""
    return _range_root(read, 0, size)


def inclusion_proof(read: HashReader, index: int, size: int) -> tuple[bytes, ...]:
    """The audit path of a leaf in the tree of a size, from the leaf up (RFC 6962, 2.1.1)."""
    if not 0 <= index < size:
        raise ProofFailed("inclusion proof: the index is not below the size")
    path, begin, end = [], 0, size
    while end - begin > 1:
        middle = begin + _half(end - begin)
        if index < middle:
            path.append(_range_root(read, middle, end))
            end = middle
        else:
            path.append(_range_root(read, begin, middle))
            begin = middle
    return tuple(reversed(path))


def consistency_proof(read: HashReader, old: int, new: int) -> tuple[bytes, ...]:
    """That the tree of the old size is the beginning of the new one (RFC 6962, 2.1.2). Empty from 0, and for equals."""
    if not 0 <= old <= new:
        raise ProofFailed("consistency proof: the old size is above the new one")
    path, begin, end = [], 0, new
    while 0 < old < end:
        middle = begin + _half(end - begin)
        if old <= middle:
            path.append(_range_root(read, middle, end))
            end = middle
        else:
            path.append(_range_root(read, begin, middle))
            begin = middle
    if begin > 0:
        path.append(_range_root(read, begin, end))
    return tuple(reversed(path))


def verify_inclusion(head: TreeHead, index: int, leaf: bytes, proof: Sequence[bytes]) -> None:
    """That a leaf of this hash has this index in the tree of this head. Raises ProofFailed."""
    verify_subtree(head, (index, index + 1), leaf, proof)


def verify_consistency(old: TreeHead, new: TreeHead, proof: Sequence[bytes]) -> None:
    """That the tree of the old head is the beginning of the new one. Raises ProofFailed.

    Of the empty tree every tree is a continuation, without any proof.
    """
    verify_subtree(new, (0, old.size), old.root, proof)


def verify_subtree(head: TreeHead, span: tuple[int, int], part: bytes, proof: Sequence[bytes]) -> None:
    """That the leaves from begin to before end, with `part` as their root, lie just there in the tree of this head.

    A leaf is the part of length one, an older tree the part from the first leaf on: so this verifies all proofs of
    RFC 9162, 2.1.3.2 and 2.1.4.2 (draft-ietf-plants-merkle-tree-certs, 4.4.3). Raises ProofFailed.
    """
    check_hashes((part, *proof))
    first, last, edge = span[0], span[1] - 1, head.size - 1
    _check_span(head, span)
    if first > last:
        if proof or part != EMPTY_ROOT:
            raise ProofFailed("proof: of nothing, with a proof or a root of something")
        return
    while first != last and (last == edge or last % 2 == 1):
        first, last, edge = first // 2, last // 2, edge // 2
    path = [part, *proof] if first == last else list(proof)
    if not path:
        raise ProofFailed("proof: too short")
    if _climb((first, last, edge), path) != (part, head.root):
        raise ProofFailed("proof: does not lead to the root")


def _check_span(head: TreeHead, span: tuple[int, int]) -> None:
    begin, end = span
    if not 0 <= begin <= end <= head.size or (begin < end and begin % (1 << (end - begin - 1).bit_length())):
        raise ProofFailed("proof: what is to be proved is no part of a tree of this size")


def _climb(at: tuple[int, int, int], path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The roots of the part and of the tree, from a node that they have in common upwards."""
    first, last, edge = at
    part = root = path[0]
    for sibling in path[1:]:
        if edge == 0:
            raise ProofFailed("proof: too long")
        if last % 2 == 1 or last == edge:
            part = node_hash(sibling, part) if first < last else part
            root = node_hash(sibling, root)
            while last % 2 == 0:
                first, last, edge = first // 2, last // 2, edge // 2
        else:
            root = node_hash(root, sibling)
        first, last, edge = first // 2, last // 2, edge // 2
    if edge != 0:
        raise ProofFailed("proof: too short")
    return part, root


def check_hashes(hashes: Iterable[bytes]) -> None:
    """Raises EvidenceMalformed unless every one has 32 bytes."""
    if any(len(digest) != HASH_BYTES for digest in hashes):
        raise EvidenceMalformed("a hash does not have 32 bytes")


def split_hashes(packed: bytes) -> tuple[bytes, ...]:
    """Hashes that stand one after the other. Raises EvidenceMalformed where one is cut off."""
    if len(packed) % HASH_BYTES:
        raise EvidenceMalformed("hashes: one is cut off")
    return tuple(packed[place : place + HASH_BYTES] for place in range(0, len(packed), HASH_BYTES))


def _range_root(read: HashReader, begin: int, end: int) -> bytes:
    peaks = [read(level, index) for level, index in peaks_of(begin, end)]
    check_hashes(peaks)
    return fold(peaks)


def _half(count: int) -> int:
    """The largest power of two below a count of at least two."""
    return 1 << ((count - 1).bit_length() - 1)
