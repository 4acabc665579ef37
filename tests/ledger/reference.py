"""The tree as RFC 6962 defines it, word for word: slow, recursive, and obvious."""

from hashlib import sha256


def split(count):
    """The largest power of two smaller than a count."""
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def mth(entries):
    """2.1: the Merkle Tree Hash."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = split(len(entries))
    return sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def path(index, entries):
    """2.1.1: the audit path."""
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if index < k:
        return [*path(index, entries[:k]), mth(entries[k:])]
    return [*path(index - k, entries[k:]), mth(entries[:k])]


def proof(old, entries):
    """2.1.2: the consistency proof."""
    return _subproof(old, entries, True)


def _subproof(old, entries, whole):
    if old == len(entries):
        return [] if whole else [mth(entries)]
    k = split(len(entries))
    if old <= k:
        return [*_subproof(old, entries[:k], whole), mth(entries[k:])]
    return [*_subproof(old - k, entries[k:], False), mth(entries[:k])]


def reader(entries):
    """Hashes of complete nodes, from the entries themselves."""
    known = {}

    def read(level, index):
        if (level, index) not in known:
            begin, end = index << level, (index + 1) << level
            assert end <= len(entries), "only complete nodes are asked for"
            known[level, index] = mth(entries[begin:end])
        return known[level, index]

    return read
