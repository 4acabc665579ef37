"""What lacks before a consent counts: who has yet to speak, why it is for them, and by which paragraph."""

from dataclasses import dataclass
from enum import StrEnum

from hub.terms.ids import CellId, PersonId
from hub.terms.lists import Category
from hub.terms.reasons import Reason


class Ground(StrEnum):
    """Why it is for somebody to speak; from `birth_unknown` on, why at present nobody can."""

    OWN_ADULT = "own_adult"
    OWN_ALONE = "own_alone"
    OWN_BESIDE = "own_beside"
    OWN_VETO = "own_veto"
    CUSTODY_JOINT = "custody_joint"
    CUSTODY_SOLE = "custody_sole"
    CUSTODY_REMAINING = "custody_remaining"
    CUSTODY_DECIDED = "custody_decided"
    GUARDIAN = "guardian"
    MINOR_PARENT = "minor_parent"
    RESTRICTED = "restricted"
    BETREUER = "betreuer"
    CONFIDER = "confider"
    BIRTH_UNKNOWN = "birth_unknown"
    NO_CUSTODIAN = "no_custodian"
    CUSTODY_UNPROVEN = "custody_unproven"
    INSIGHT_DOUBTED = "insight_doubted"
    NO_BETREUER = "no_betreuer"
    BETREUER_UNPROVEN = "betreuer_unproven"
    CONFLICT = "conflict"
    DECEASED = "deceased"

    @property
    def bars(self) -> bool:
        """Nobody can speak, or no word counts, until this is settled."""
        return self in _BARS


_BARS = frozenset(list(Ground)[list(Ground).index(Ground.BIRTH_UNKNOWN) :])


@dataclass(frozen=True)
class Lack:
    """One word that lacks about one person, of whom, on which ground, and what became of what they said so far.

    `by` is None where nobody is known whose word or proof it could be. `reason` says what is wrong with the last yes
    (spoken, run out, given at 14 …); where there is none, that it is missing. `categories` are those it is about.
    """

    about: PersonId
    by: PersonId | None
    ground: Ground
    reason: Reason
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True)
class NoteLack:
    """What lacks before one confided note may be passed on: to those whom the papers of these names mean.

    Without `refs` nobody was asked. `is_told` is false for whom it is not told who lacks (D18).
    """

    cell: CellId
    refs: tuple[str, ...]
    is_complete: bool
    missing: tuple[Lack, ...] = ()
    is_told: bool = True
