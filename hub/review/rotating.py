"""Whom to trust has changed: which keys of the log and of its witnesses came and which left, as an entry."""

from hashlib import sha256

from hub.gate.house import House
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.ledger.trust import parse_policy
from hub.review.incidents import Approved, entry_about_the_log
from hub.terms.ids import EntryId


def note_rotation(house: House, before: bytes, after: bytes, approved: Approved) -> EntryId:
    """Write down that one trust policy follows another: the SHA-256 of both files, and the keys that differ, in full.

    Raises EvidenceMalformed where one of them is no policy.
    """
    old, new = (_keys(policy) for policy in (before, after))
    told = {
        "before": sha256(before).hexdigest(),
        "after": sha256(after).hexdigest(),
        "came": sorted(new - old),
        "left": sorted(old - new),
    }
    entry = entry_about_the_log(house, approved, Event.KEY_ROTATED, told)
    with house.db.begin() as tx:
        append(tx, house.writer, entry)
    return entry.id


def _keys(policy: bytes) -> frozenset[str]:
    return frozenset(one.write() for one in parse_policy(policy.decode("utf-8", errors="surrogateescape")).verifiers)
