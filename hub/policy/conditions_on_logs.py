"""The conditions of the closed list about rows of a log: whose they are, how old, and whether they name a colleague."""

from hub.policy.layout import LOGS
from hub.policy.standpoint import Viewer
from hub.terms.access import OutlineCell
from hub.terms.grounds import Basis, Grounds
from hub.terms.lists import Owner


def controller_is_own_or_joint(viewer: Viewer, cell: OutlineCell) -> bool:
    """The row is about an act of the own controller, or of both together (§ 81 SGB X, Art. 26 GDPR, H4)."""
    return cell.field in LOGS and cell.owner in (viewer.own, Owner.JOINT)


def is_expired(_: Viewer, cell: OutlineCell) -> bool:
    """Its six months are over, and no incident holds it (§ 79 Abs. 4 SGB X, H6)."""
    return cell.row is not None and cell.row.is_expired


def names_staff(_: Viewer, cell: OutlineCell) -> bool:
    """What is asked of the row says by name which colleague it was (F6, H8)."""
    return cell.row is not None and cell.row.names_staff


def reveal_is_asked(viewer: Viewer) -> bool:
    """Whoever asks gives it as a ground that a name has to be revealed (H8)."""
    return _revealing(viewer) is not None


def suspicion_is_given(viewer: Viewer) -> bool:
    """A concrete suspicion is named; without one this would be control of behaviour (Art. 6 GDPR, H8)."""
    grounds = _revealing(viewer)
    return grounds is not None and bool(grounds.suspicion.strip())


def second_key_is_turned(viewer: Viewer) -> bool:
    """The staff council has turned its key (H8)."""
    grounds = _revealing(viewer)
    return grounds is not None and grounds.second_key


def _revealing(viewer: Viewer) -> Grounds | None:
    return viewer.grounds if viewer.grounds is not None and viewer.grounds.basis is Basis.REVEAL else None
