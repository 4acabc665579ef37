"""Words of a case, sealed to those who may read them: officers and staff council, or the people of a family."""

from cryptography.exceptions import InvalidTag

from hub.gate.house import House
from hub.terms.case_boxes import words_place
from hub.terms.cases import CaseId
from hub.terms.sealing import seal as seal_box

OFFICERS, FAMILIES = "oversight", "family"
LONGEST = 2000
"""Signs that somebody may write."""
_STEP = 256
"""Boxes come in few lengths: how long somebody wrote stays unknown."""


class WordsUnreadable(RuntimeError):
    """A box is not what was sealed for this case, or for this process."""


def seal(house: House, to: str, case: CaseId, words: str) -> bytes | None:
    """A box that only `to` opens, and only as words of this case; None where there are none."""
    if not words.strip():
        return None
    clear = words.strip().encode()
    padded = clear + b"\n" * (_STEP - len(clear) % _STEP)
    return seal_box(padded, house.ring.public[to], words_place(to, case))


def unseal(house: House, case: CaseId, box: bytes | None) -> str:
    """The words of a box that was sealed to this process; nothing where there is no box, or no key here."""
    private = house.ring.private
    if box is None or private is None:
        return ""
    try:
        return private.open(box, words_place(house.ring.holder, case)).decode().rstrip("\n")
    except (InvalidTag, ValueError) as error:
        raise WordsUnreadable(f"case {case}") from error
