"""The owner's share of a look in a box: under a key of family and day that is sealed to that owner alone.

In it lies all that it takes to hold the share against the leaf. The box is kept and erased with the register.
"""

import hmac
from dataclasses import dataclass

import orjson
from cryptography.exceptions import InvalidTag

from hub.ledger.canonical import canonical
from hub.ledger.entry import SEGMENTS, Entry, Segment
from hub.ledger.leaf import PayloadDamaged, Written, close_segment, commit, decrypt_segment
from hub.ledger.shares import SALT, Opening, root_of_share
from hub.ledger.tree import HASH_BYTES as HASH
from hub.ledger.writer import Bucket, Place, Writer
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId

NOTE = SEGMENTS.index("note")
NAME = "given"
"""What a box is bound to, beside its entry."""


@dataclass(frozen=True, repr=False)
class Given:
    """One owner's box of an entry, its bucket, and where a writer remembers that."""

    place: Place
    bucket: Bucket
    box: bytes


def seal_given(writer: Writer, entry: Entry, written: Written) -> tuple[Given, ...]:
    """A box for each owner of something that the entry shows to another agency's people."""
    made, found = dict[str, Bucket | None](), []
    for opening in written.shares.openings(lambda share: share.holder) if written.shares else ():
        holder = opening.share.holder
        if holder not in made:
            made[holder] = writer.bucket_given(entry.family, entry.at, holder)
        bucket = made[holder]
        if bucket is not None:
            clear = _packed(opening, written.clear[NOTE][:SALT])
            box = close_segment(bucket.key, entry.id, NAME, clear)
            found.append(Given((entry.family, legal_day(entry.at), holder), bucket, box))
    return tuple(found)


def open_given(key: bytes, entry: EntryId, box: bytes, leaf: bytes) -> Segment:
    """The owner's share, if it is one that this leaf committed to. Raises PayloadDamaged."""
    try:
        clear = decrypt_segment(key, entry, NAME, box)
        note, salt, place, height = clear[:SALT], clear[SALT : 2 * SALT], clear[2 * SALT], clear[2 * SALT + 1]
        begin, end = 2 * SALT + 2, 2 * SALT + 2 + HASH * height
        path = [clear[at : at + HASH] for at in range(begin, end, HASH)]
        words, header = clear[end:], orjson.loads(leaf)
        root = canonical({"shares": root_of_share(salt, words, place, path).hex()})
        if header["id"] == entry and hmac.compare_digest(commit(note, "note", root), header["c"][NOTE]):
            told = orjson.loads(words)
            if isinstance(told, dict):
                return told
    except (InvalidTag, ValueError, LookupError, TypeError) as error:
        raise PayloadDamaged(f"what entry {entry} gives does not open") from error
    raise PayloadDamaged(f"what entry {entry} gives is not what its leaf committed to")


def _packed(opening: Opening, note: bytes) -> bytes:
    place = bytes([opening.place, len(opening.path)])
    return note + opening.salt + place + b"".join(opening.path) + opening.share.words
