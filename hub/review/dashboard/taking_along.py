"""The log to be taken along from a page: a delivery without contents, as one archive that is made while it goes out."""

from collections.abc import Iterator
from datetime import datetime
from tarfile import BLOCKSIZE, RECORDSIZE, USTAR_FORMAT, TarInfo

from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.ledger.export import files_of, size_of
from hub.review.exporting import NotAllowed, delivery
from hub.review.permitted import Deed, decided
from hub.terms.lists import Effect
from hub.terms.principals import Principal

FOLDER = "protokoll"
OWNERS_EYES = 0o600


@by_rules_in_force
def take_along(house: House, policy: bytes, principal: Principal, at: datetime) -> Iterator[bytes]:
    """The pieces of a tar archive, after an entry that says so. It holds leaves, tiles and checkpoints; no contents.

    Raises NotAllowed, and NotADelivery where nothing was signed yet.
    """
    made = delivery(house.db, policy)
    told = {"entries": size_of(made), "contents": "no"}
    deed = Deed(Event.LOG_EXPORTED, "export", frozenset({principal.agency.value}), told)
    with house.db.begin() as tx:  # by the rules in force, like any change
        append(tx, house.writer, entry := decided(house, principal, deed, at))
    if entry.effect is Effect.DENY:
        raise NotAllowed(f"no rule lets {principal.ref} export the log")
    return _archive(files_of(made), at)


def _archive(files: Iterator[tuple[str, bytes]], at: datetime) -> Iterator[bytes]:
    """POSIX ustar: a head of 512 bytes, the content filled up to whole blocks, two empty blocks in the end."""
    total = 0
    for place, content in files:
        head = TarInfo(f"{FOLDER}/{place}")
        head.size, head.mode, head.mtime = len(content), OWNERS_EYES, int(at.timestamp())
        piece = head.tobuf(USTAR_FORMAT) + content + bytes(-len(content) % BLOCKSIZE)
        total += len(piece)
        yield piece
    end = 2 * BLOCKSIZE
    yield bytes(end + -(total + end) % RECORDSIZE)
