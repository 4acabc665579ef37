"""The conditions of the closed list about danger: what was confided, and an emergency that nothing else averts."""

from hub.policy.policies import Tie
from hub.policy.standpoint import Asking, Viewer
from hub.terms.grounds import Basis, Grounds
from hub.terms.lists import Purpose

REASON_LENGTH = 30
"""Characters of a reason that somebody else can review (E8)."""


def is_successor_in_danger(viewer: Viewer) -> bool:
    """The case changed hands, danger shows, and the estimate needs it (§ 65 Abs. 1 S. 1 Nr. 3 SGB VIII)."""
    grounds = _to_protect(viewer)
    if grounds is None or grounds.basis is not Basis.SUCCESSOR or not grounds.needed_for_estimate:
        return False
    return any(sign.strip() for sign in grounds.danger_signs) and (grounds.since or viewer.day) <= viewer.day


def is_called_in_for_estimate(viewer: Viewer) -> bool:
    """Whoever estimates the danger called this professional in (§ 65 Abs. 1 S. 1 Nr. 4 SGB VIII)."""
    grounds = _to_protect(viewer)
    return grounds is not None and grounds.basis is Basis.ESTIMATE and grounds.called_in


def _to_protect(viewer: Viewer) -> Grounds | None:
    return viewer.grounds if viewer.asking.purpose is Purpose.SGB8_CHILD_PROTECTION else None


def names_are_needed(viewer: Viewer) -> bool:
    """The estimate cannot be made under a pseudonym (§ 64 Abs. 2a SGB VIII, C4)."""
    return viewer.grounds is not None and viewer.grounds.names_needed


def emergency_is_for_them(asking: Asking) -> bool:
    """The purpose is to protect a child, and the function works with single cases (§ 34 StGB, E8)."""
    return asking.purpose is Purpose.SGB8_CHILD_PROTECTION and asking.rule.tie in (Tie.ASSIGNMENT, Tie.DEPUTY)


def emergency_is_claimed(viewer: Viewer) -> bool:
    """Whoever asks gives an emergency as the ground, for a purpose and in a function in which one can (E8)."""
    return _claim(viewer) is not None


def is_emergency(viewer: Viewer) -> bool:
    """Present danger, the owner not to be reached, one single record, and a reason to be reviewed (§ 34 StGB, E8)."""
    claim = _claim(viewer)
    if claim is None or not claim.danger_is_present or claim.owner_is_reachable or claim.records != 1:
        return False
    return len(" ".join(claim.reason.split())) >= REASON_LENGTH


def _claim(viewer: Viewer) -> Grounds | None:
    grounds = viewer.grounds
    if grounds is None or grounds.basis is not Basis.BREAK_GLASS or not emergency_is_for_them(viewer.asking):
        return None
    return grounds
