"""Conditions about those whom the record is about, as readers of it. Asked only of them and of guests (F1 to F6)."""

from hub.policy.conditions_on_cells import address_is_locked, is_entrusted
from hub.policy.kinship import others
from hub.policy.policies import Tie
from hub.policy.standpoint import Viewer
from hub.terms.access import OutlineCell


def is_person_concerned(viewer: Viewer, _: OutlineCell) -> bool:
    """Whoever asks is one of those whom the record is about, not an outsider in office (Art. 15 GDPR, § 83 SGB X)."""
    return viewer.asking.rule.tie is Tie.SELF or viewer.person is not None


def is_about_them(viewer: Viewer, cell: OutlineCell) -> bool:
    """The value speaks of whoever asks and of nobody else (Art. 15 Abs. 1 GDPR)."""
    return viewer.person is not None and cell.persons == {viewer.person.id}


def is_theirs_to_ask(viewer: Viewer, cell: OutlineCell) -> bool:
    """It speaks only of whoever asks, and of children for whom they may ask (F5).

    Under 15 that is whoever holds this part of custody; from 15 on only with the youth's agreement; from 18 nobody.
    """
    return bool(cell.persons) and not others(viewer, cell)


def is_confided_by_another(viewer: Viewer, cell: OutlineCell) -> bool:
    """Somebody else confided it, or confided it too; where nobody is named, whom it is about (§ 65 SGB VIII, F3)."""
    if not is_entrusted(viewer, cell):
        return False
    confiders = cell.entrusted_by or cell.persons
    return viewer.person is None or confiders != {viewer.person.id}


def is_about_somebody_flagged(viewer: Viewer, cell: OutlineCell) -> bool:
    """A conflict of interest is flagged for somebody else of whom it speaks (§ 1629 Abs. 2 S. 3 BGB, D23)."""
    return not viewer.flagged.isdisjoint(cell.persons)


def address_is_theirs(viewer: Viewer, cell: OutlineCell) -> bool:
    """Whoever asks lives under the same protection (§ 51 BMG): it was not set against them."""
    return address_is_locked(viewer, cell) and viewer.person is not None and viewer.person.address_lock
