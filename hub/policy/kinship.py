"""How somebody whom the record is about stands to the others in it: for whom they may ask, and why for somebody not."""

from hub.policy.standpoint import Viewer
from hub.terms.access import OutlineCell
from hub.terms.catalogue import Field
from hub.terms.clock import age_on
from hub.terms.ids import PersonId
from hub.terms.lists import Category, Partition, Purpose
from hub.terms.people import FULL_AGE, Area, Holding, PersonKind
from hub.terms.reasons import Reason

YOUTH_AGE = 15
"""From here on a request is the youth's own, and parents need their agreement (F5)."""

_YOUTH_HELP = frozenset({Partition.SGB8, Partition.PROVIDER})


def area_of(field: Field) -> Area:
    """The part of custody into which a value falls: a child is represented by whoever holds that part (D19)."""
    if field.category is Category.HEALTH:
        return Area.HEALTH
    return Area.YOUTH_HELP if field.partition in _YOUTH_HELP else Area.PERSON


def is_theirs(viewer: Viewer, person: PersonId, area: Area) -> bool:
    """The viewer is the person, or asks in the place of a child (F5)."""
    if viewer.person is None:
        return False
    return viewer.person.id == person or why_not_theirs(viewer, person, area) is None


def others(viewer: Viewer, cell: OutlineCell) -> frozenset[PersonId]:
    """Of whom a value speaks beside the viewer and those for whom they may ask: these must have consented (F4)."""
    if viewer.person is None:  # a guest asks for nobody
        return cell.persons
    area = area_of(viewer.asking.policies.catalogue.by_id[cell.field])
    return frozenset(person for person in cell.persons if not is_theirs(viewer, person, area))


def why_not_theirs(viewer: Viewer, person: PersonId, area: Area) -> Reason | None:
    """Why the viewer may not ask in the place of somebody else; None if they may."""
    about = next((one for one in viewer.family.persons if one.id == person), None)
    if about is None or about.kind is PersonKind.THIRD:
        return Reason.THIRD_PARTY
    if about.deceased_on is not None and about.deceased_on <= viewer.day:
        return Reason.SUBJECT_DECEASED
    held = [holding for holding in about.custody if viewer.person is not None and holding.holder == viewer.person.id]
    if not held or about.born is None:
        return Reason.OTHERS_DATA
    age = age_on(about.born, viewer.day)
    if age >= FULL_AGE:
        return Reason.PARENT_ROLE_ENDED
    acting = [holding for holding in held if _acts(viewer, holding, area)]
    if not acting:
        return Reason.OTHERS_DATA
    if age >= YOUTH_AGE and not _youth_agrees(viewer):
        return Reason.YOUTH_DECIDES
    return None if _is_known_to_hold(viewer, acting) else Reason.CUSTODY_UNPROVEN


def _acts(viewer: Viewer, holding: Holding, area: Area) -> bool:
    """In force today for this part, and not resting; a resting that nobody has proven does not count (§ 1673 BGB)."""
    decides = Area.FAM_DATA in holding.areas and _is_proven(viewer, holding)
    if area not in holding.areas and not decides:
        return False
    if (holding.since or viewer.day) > viewer.day or (holding.until or viewer.day) < viewer.day:
        return False
    is_resting = holding.rests_since is not None and holding.rests_since <= viewer.day
    return not (is_resting and _is_proven(viewer, holding))


def _is_proven(viewer: Viewer, holding: Holding) -> bool:
    return holding.proven_on is not None and holding.proven_on <= viewer.day


def _is_known_to_hold(viewer: Viewer, held: list[Holding]) -> bool:
    """Whoever represents by office shows the order; of parents the record says who they are (D18, F12)."""
    by_office = viewer.person is not None and viewer.person.kind is PersonKind.REPRESENTATIVE
    return not by_office or any(_is_proven(viewer, holding) for holding in held)


def _youth_agrees(viewer: Viewer) -> bool:
    """At a conference the youth says so by consent, not by the word of whoever asks (R14)."""
    if viewer.asking.purpose is Purpose.CASE_CONFERENCE or viewer.grounds is None:
        return False
    return viewer.grounds.youth_agrees
