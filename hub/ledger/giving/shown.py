"""A person's own share of a look or a list, made anew out of the opened entry, to be shown and taken along."""

from dataclasses import dataclass

import orjson

from hub.ledger.giving.several import lay_again
from hub.ledger.leaf import says_root
from hub.ledger.shares import Opening, lay_out, root_of_share, shares_of
from hub.ledger.store import Opened
from hub.terms.ids import PersonId


@dataclass(frozen=True, repr=False)
class OwnShare:
    """A share, and the salt of the note, which says to what it leads."""

    opening: Opening
    note: bytes

    def is_of(self, leaf: bytes) -> bool:
        """Whether the leaf committed to it."""
        one = self.opening
        return says_root(leaf, self.note, root_of_share(one.salt, one.share.words, one.place, one.path))

    def written(self) -> bytes:
        """As `verify.py` reads it: salt, salt of the note, place, path, words."""
        one = self.opening
        path = [beside.hex() for beside in one.path]
        return orjson.dumps([one.salt.hex(), self.note.hex(), one.place, path, one.share.words.decode()])


def share_of(one: Opened, person: PersonId) -> OwnShare | None:
    """The person's part; None where the entry has none, or was written by something that commits otherwise."""
    try:
        found = _share_of(one, person)
    except (LookupError, TypeError, ValueError):  # by hand anything can be written
        return None
    return found if found and found.is_of(one.leaf) else None


def _share_of(one: Opened, person: PersonId) -> OwnShare | None:
    shares, told = shares_of(one.segments["subject"], one.segments["access"]), one.segments["note"]
    if not shares:
        return None
    is_part = "path" in told
    laid = lay_again(told, shares) if is_part else lay_out(one.salts["access"], shares)
    note = bytes.fromhex(str(told["salt"])) if is_part else one.salts["note"]
    found = next(laid.openings(lambda share: share.of == person), None)
    return OwnShare(found, note) if found else None
