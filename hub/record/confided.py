"""What was confided to one worker (§ 65 SGB VIII): its keys are closed for that worker, and not for their agency.

A key of something confided is sealed to whoever holds the keys of the agency's workers, bound to the one to whom it was
said; that holder closes it anew for the worker's own key, and opens it against the worker's fresh proof alone.
"""

from collections.abc import Sequence

from hub.record.keys import Keyring
from hub.terms.changes import CellChange
from hub.terms.ids import FamilyId, KeyId
from hub.terms.lists import Level
from hub.terms.sealing import MARK, NAMED, confided_place, seal

_HPKE = 32 + 32 + 16
"""Bytes of a sealed key beside its name: what is needed to open it, the key, and its mark of wholeness."""


def is_confided(change: CellChange, level: Level, *, to_anybody: bool) -> bool:
    """Whether a text of an entry is for its worker alone: the whole of it always, the rest until it is passed on."""
    return to_anybody and (level is Level.FULL or change.passed_on_at is None)


def whose_key(family: FamilyId, key: KeyId) -> bytes:
    """What a key belongs to, for whoever opens it."""
    return f"{family}|{key}".encode()


def confide(ring: Keyring, maker: str, whose: tuple[FamilyId, KeyId, str], clear: bytes) -> bytes:
    """A key of a maker, closed for the worker of this id."""
    family, key, staff = whose
    return seal(clear, ring.intakes[maker], confided_place(whose_key(family, key), staff))


def is_sealed_for_a_worker(box: bytes) -> bool:
    """Whether a wrapped key is one that was confided. One under a key of a family is shorter."""
    return len(box) == NAMED + _HPKE and box.startswith(MARK)


def open_confided(
    ring: Keyring, family: FamilyId, grant: str, boxes: Sequence[tuple[KeyId, bytes]]
) -> dict[KeyId, bytes]:
    """Those of these keys that open to whose grant this is. Nobody is asked where nothing is confided, or no proof."""
    if not boxes or not grant or ring.confidant is None:
        return {}
    opened = ring.confidant.open(grant, [(box, whose_key(family, key)) for key, box in boxes])
    return {key: clear for (key, _), clear in zip(boxes, opened, strict=True) if clear is not None}
