"""Why a cell is withheld: the exact code and the rules it comes from, for the log alone. Decides nothing."""

from collections.abc import Iterable
from typing import NamedTuple

from hub.policy.because import K_ORDER
from hub.policy.compile import Rule
from hub.policy.conditions import fam_is_open, restore_is_pending
from hub.policy.conditions_on_cells import naming, owner_is_own
from hub.policy.kinship import area_of, others, why_not_theirs
from hub.policy.layout import is_by_entry
from hub.policy.policies import Bearing, Measure, Policy, Tie
from hub.policy.standpoint import side_of
from hub.policy.viewers import Seat, Sight
from hub.terms.access import Obstacle, OutlineCell, Release
from hub.terms.ids import PersonId, PolicyId
from hub.terms.lists import Level
from hub.terms.people import PersonKind
from hub.terms.reasons import Reason


class Finding(NamedTuple):
    """Why something is withheld, and the rules that say so: those that shut it, or that would open it with consent."""

    reason: Reason
    policies: tuple[PolicyId, ...] = ()


def why_withheld(seat: Seat, sight: Sight, cell: OutlineCell, obstacles: tuple[Obstacle, ...]) -> Finding:
    """The first reason in the decision order K: what seals the cell, else what is missing to open it."""
    field = seat.program.bits[cell.field]
    seals = [rule.policy for rule in sight.table.rules if rule.blocked & field]
    sealed = first_of(seals) if seals else None
    if sealed is not None and sealed.reason is not Reason.OTHERS_DATA:  # of whom it is, is worked out below
        return sealed
    if sight.table.by_release & field:
        asking = [rule.policy.id for rule in sight.table.rules if _by_release(rule) and rule.fields & field]
        return Finding(_missing_consent(seat, cell, matching(seat, obstacles)), tuple(asking))
    if sealed is not None:
        return sealed
    if _is_concerned(seat):
        return Finding(_why_not_concerned(seat, cell))
    if owner_is_own(side_of(seat.viewer, cell.provider), cell.owner):
        return Finding(Reason.PURPOSE_NOT_ALLOWED)
    return Finding(why_not_asked(seat))


def first_of(policies: Iterable[Policy]) -> Finding:
    """What several rules say that shut the same thing: the first reason in the order K, and who gives it."""
    found = tuple(policies)
    reason = min((policy.says for policy in found), key=K_ORDER.__getitem__)
    return Finding(reason, tuple(policy.id for policy in found if policy.says is reason))


def _by_release(rule: Rule) -> bool:
    return rule.policy.effect is Bearing.PERMIT and rule.policy.level is Measure.RELEASE


def why_not_asked(seat: Seat) -> Reason:
    """Why no policy permits: the purpose is none for which agencies share, FAM is over, a restore is
    not complete, or it is another's."""
    asking = seat.viewer.asking
    if asking.purpose not in asking.policies.fam_purposes:
        return Reason.PURPOSE_NOT_ALLOWED
    if not fam_is_open(seat.viewer):
        return Reason.FAM_NOT_ACTIVE
    return Reason.RESTORE_PENDING if restore_is_pending(seat.viewer) else Reason.OTHER_CONTROLLER


def matching(seat: Seat, obstacles: tuple[Obstacle, ...]) -> tuple[Obstacle, ...]:
    """The obstacles that stand between this viewer and the consents, for the purpose asked for."""
    viewer = seat.viewer
    return tuple(o for o in obstacles if o.recipient == viewer.principal.id and o.purpose == viewer.asking.purpose)


def _missing_consent(seat: Seat, cell: OutlineCell, met: tuple[Obstacle, ...]) -> Reason:
    """Of everybody the cell is about and who has not opened it: a third person first, since nobody asks those (B4)."""
    field = seat.program.bits[cell.field]
    lacking = cell.persons - {r.person for r in _releases(seat, cell) if r.fields & field and r.level > Level.NONE}
    if _is_concerned(seat):
        return _not_theirs(seat, cell, lacking, [one for one in met if one.fields & field])
    persons = [person for person in seat.viewer.family.persons if person.id in lacking]
    if any(person.kind is PersonKind.THIRD for person in persons):
        return Reason.THIRD_PARTY
    reasons = [obstacle.reason for obstacle in met if obstacle.person in lacking and obstacle.fields & field]
    return min(reasons, key=K_ORDER.__getitem__, default=Reason.CONSENT_MISSING)


def _releases(seat: Seat, cell: OutlineCell) -> list[Release]:
    """Of everybody the cell is about, whether or not all of them agreed; of single notes those that name the note."""
    found = [release for person in cell.persons for release in seat.viewer.releases.get(person, ())]
    catalogue = seat.viewer.asking.policies.catalogue
    return naming(catalogue, cell, found) if is_by_entry(catalogue, cell) else found


def _is_concerned(seat: Seat) -> bool:
    """Whoever asks is one of those, or asks as if they were; a guest in a conference need not be."""
    asking = seat.viewer.asking
    if not seat.program.is_for_kin or seat.viewer.person is not None or asking.rule.tie is Tie.SELF:
        return seat.program.is_for_kin
    return asking.purpose not in asking.policies.fam_purposes


def _why_not_concerned(seat: Seat, cell: OutlineCell) -> Reason:
    """No consent can open it to somebody whom the record is about: not now, or not at all."""
    if not cell.persons.isdisjoint(seat.viewer.releases):
        if seat.viewer.asking.purpose in seat.viewer.asking.policies.fam_purposes:
            return why_not_asked(seat)
        if restore_is_pending(seat.viewer):
            return Reason.RESTORE_PENDING
    return _not_theirs(seat, cell, cell.persons, [])


_SCOPE = frozenset({Reason.RECIPIENT_NOT_COVERED, Reason.PURPOSE_NOT_ALLOWED, Reason.FIELD_NOT_IN_TEXT})
"""Somebody consented, but to another thing than that this relative sees it: nothing was said to them (F4)."""


def _not_theirs(seat: Seat, cell: OutlineCell, lacking: frozenset[PersonId], met: list[Obstacle]) -> Reason:
    """To somebody whom the record is about: what stands between them and the others of whom the value speaks."""
    area = area_of(seat.viewer.asking.policies.catalogue.by_id[cell.field])
    theirs = [one.reason for one in met if one.person in lacking and one.reason not in _SCOPE]
    reasons = [why_not_theirs(seat.viewer, person, area) for person in lacking & others(seat.viewer, cell)]
    told = [reason for reason in reasons if reason is not None]
    if theirs and set(told) <= {Reason.OTHERS_DATA}:
        told = theirs
    return min(told, key=K_ORDER.__getitem__, default=Reason.OTHERS_DATA)
