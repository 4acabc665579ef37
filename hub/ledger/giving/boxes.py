"""The owner's share of a look in a box: under a key of family and day that is sealed to that owner alone.

In it lies all that it takes to hold the share against the leaf. The box is kept and erased with the register. Of a list
each family has its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import orjson
from cryptography.exceptions import InvalidTag

from hub.ledger.entry import Segment
from hub.ledger.leaf import PayloadDamaged, close_segment, decrypt_segment, says_root
from hub.ledger.shares import SALT, Opening, root_of_share
from hub.ledger.tree import HASH_BYTES as HASH
from hub.ledger.writer import Bucket, Place, Writer
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, FamilyId

NAME = "given"
"""What a box is bound to, beside its entry."""
HEAD = 2 * SALT + 2
"""Both salts, the low byte of the place, the height. A tree of more than 256 places takes more bytes for the place."""


@dataclass(frozen=True, repr=False)
class Given:
    """One owner's box of an entry, its bucket, and where a writer remembers that."""

    place: Place
    bucket: Bucket
    box: bytes


class About(NamedTuple):
    """Which entry, whose family's, and when it was."""

    entry: EntryId
    family: FamilyId | None
    at: datetime


def seal_given(writer: Writer, about: About, openings: Iterable[Opening], note: bytes) -> tuple[Given, ...]:
    """A box for each share that has a holder: an owner of something shown to another agency's people."""
    made, found = dict[str, Bucket | None](), []
    for opening in openings:
        holder = opening.share.holder
        if holder not in made:
            made[holder] = writer.bucket_given(about.family, about.at, holder)
        bucket = made[holder]
        if bucket is not None:
            box = close_segment(bucket.key, about.entry, NAME, _packed(opening, note))
            found.append(Given((about.family, legal_day(about.at), holder), bucket, box))
    return tuple(found)


def open_given(key: bytes, entry: EntryId, box: bytes, leaf: bytes) -> Segment:
    """The owner's share, if it is one that this leaf committed to. Raises PayloadDamaged."""
    try:
        clear = decrypt_segment(key, entry, NAME, box)
        note, salt, height = clear[:SALT], clear[SALT : 2 * SALT], clear[HEAD - 1]
        begin = HEAD + _more(height)
        place = int.from_bytes(clear[HEAD - 2 : HEAD - 1] + clear[HEAD:begin], "little")
        end = begin + HASH * height
        path = [clear[at : at + HASH] for at in range(begin, end, HASH)]
        if orjson.loads(leaf)["id"] == entry and says_root(leaf, note, root_of_share(salt, clear[end:], place, path)):
            told = orjson.loads(clear[end:])
            if isinstance(told, dict):
                return told
    except (InvalidTag, ValueError, LookupError, TypeError) as error:
        raise PayloadDamaged(f"what entry {entry} gives does not open") from error
    raise PayloadDamaged(f"what entry {entry} gives is not what its leaf committed to")


def _packed(opening: Opening, note: bytes) -> bytes:
    height = len(opening.path)
    low, *more = opening.place.to_bytes(1 + _more(height), "little")
    head = note + opening.salt + bytes([low, height, *more])
    return head + b"".join(opening.path) + opening.share.words


def _more(height: int) -> int:
    """Bytes of a place beyond the first."""
    return max(height - 1, 0) // 8
