"""The conditions of the closed list that look at one cell. Asked once for cells that differ in nothing they look at."""

from collections.abc import Iterable
from dataclasses import replace

from hub.policy.standpoint import Side, Viewer
from hub.terms.access import OutlineCell, Release
from hub.terms.catalogue import Catalogue
from hub.terms.lists import Category, Owner, Partition, Sensitivity

_YOUTH_HELP = (Partition.SGB8, Partition.PROVIDER)
_PROVIDER = Owner.PROVIDER  # named once: to look a member up costs more than to compare it


def owner_is_own(side: Side, owner: Owner) -> bool:
    """The value belongs to the agency of whoever asks; a provider's to that very provider (§ 67 Abs. 4 SGB X)."""
    whose = side.owner(owner)
    return whose is side.own and (whose is not _PROVIDER or side.is_provider)


def owner_is_another(side: Side, owner: Owner) -> bool:
    """The value belongs to another controller, or to both agencies together (§ 67d Abs. 1 SGB X)."""
    return not owner_is_own(side, owner)


def is_entrusted(viewer: Viewer, cell: OutlineCell) -> bool:
    """The entry was confided, or its field is one in which everything counts as confided (§ 65 SGB VIII, C6)."""
    if cell.entrusted_to is not None or cell.entrusted_by:
        return True
    field = viewer.asking.policies.catalogue.by_id[cell.field]
    return field.sensitivity is Sensitivity.ENTRUSTED_65


def principal_is_entrustee(viewer: Viewer, cell: OutlineCell) -> bool:
    """The entry was confided to the very worker who asks (§ 65 Abs. 1 SGB VIII).

    A colleague, a deputy or the head of the same office is not that worker.
    """
    return cell.entrusted_to == viewer.principal.id


def is_passed_on(_: Viewer, cell: OutlineCell) -> bool:
    """The worker to whom it was confided has passed the entry on (§ 65 Abs. 1 S. 1 Nr. 1 SGB VIII)."""
    return cell.passed_on


def entry_is_released(viewer: Viewer, cell: OutlineCell) -> bool:
    """For everybody it is about a consent names this one entry, and whoever confided it signed in person (C5, C7).

    Nobody signs for a confider: not who has custody, not a Betreuer.
    """
    if not viewer.named:
        return False
    catalogue = viewer.asking.policies.catalogue
    alike = signed_alike(catalogue, catalogue.by_id[cell.field].partition)
    naming = [one for given in viewer.releases.values() for one in given if cell.cell in one.entries]
    naming = [one for one in naming if one.fields & alike]
    subjects = {release.person for release in naming}
    confiders = cell.entrusted_by or (cell.persons if is_entrusted(viewer, cell) else frozenset())
    if not cell.persons or not cell.persons <= subjects:
        return False
    return all((confider, cell.cell) in viewer.confidences for confider in confiders)


def signed_alike(catalogue: Catalogue, partition: Partition) -> int:
    """The fields for which the same people sign as for one of these: a youth alone signs for the Jobcenter's (D12)."""
    partitions = _YOUTH_HELP if partition in _YOUTH_HELP else (partition,)
    return sum(catalogue.partition_masks[one] for one in partitions)


def naming(catalogue: Catalogue, cell: OutlineCell, releases: Iterable[Release]) -> list[Release]:
    """The releases that name this entry. One of single notes opens what was confided, whatever its field (C5, C7).

    The same people must sign for both, and health is never named so: it needs a tick of its own (C9).
    """
    found = [one for one in releases if cell.cell in one.entries]
    field = catalogue.by_id[cell.field]
    if not (cell.entrusted_to or cell.entrusted_by) or field.category is Category.HEALTH:
        return found
    alike = signed_alike(catalogue, field.partition) & catalogue.category_masks[Category.SINGLE_NOTE]
    return [replace(one, fields=one.fields | 1 << field.bit) if one.fields & alike else one for one in found]


def is_restricted(_: Viewer, cell: OutlineCell) -> bool:
    """Processing of the value is restricted (Art. 18 GDPR)."""
    return cell.restricted


def is_disputed(_: Viewer, cell: OutlineCell) -> bool:
    """The person disputes the value, and its truth cannot be found (§ 84 Abs. 2 SGB X)."""
    return cell.disputed


def address_is_locked(viewer: Viewer, cell: OutlineCell) -> bool:
    """Somebody it is about has a protected address (§ 51 BMG)."""
    return not viewer.family.locked.isdisjoint(cell.persons)


def source_is_open(viewer: Viewer, cell: OutlineCell) -> bool:
    """It came from nobody bound to secrecy, or everybody it is about released that source for it (§ 76 Abs. 1 SGB X).

    A release names the source, the recipient and the matter; an institution as such cannot be released (D25).
    """
    if cell.source is None:
        return True
    bit = 1 << viewer.asking.policies.catalogue.by_id[cell.field].bit
    meant = [one for one in viewer.sources if one.source == cell.source and one.fields & bit]
    return bool(cell.persons) and cell.persons <= {one.person for one in meant}


def is_discussed(_: Viewer, cell: OutlineCell) -> bool:
    """The report was talked over with the family (§ 36 Abs. 1 SGB VIII, I9)."""
    return cell.discussed
