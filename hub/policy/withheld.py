"""Why a cell is withheld: the exact code, for the log alone. Decides nothing."""

from hub.policy.because import K_ORDER
from hub.policy.compile import BITS
from hub.policy.viewers import Seat, Sight
from hub.terms.access import Obstacle, OutlineCell
from hub.terms.lists import Level
from hub.terms.people import PersonKind
from hub.terms.reasons import Reason


def why_withheld(seat: Seat, sight: Sight, cell: OutlineCell, obstacles: tuple[Obstacle, ...]) -> Reason:
    """The first reason in the decision order K: what seals the cell, else what is missing to open it."""
    field = seat.program.bits[cell.field]
    seals = [rule.policy.says for rule in sight.table.rules if rule.blocked & field]
    if seals:
        return min(seals, key=K_ORDER.__getitem__)
    if sight.table.by_release & field:
        return _missing_consent(seat, sight, cell, matching(seat, obstacles))
    return why_not_asked(seat)


def why_not_asked(seat: Seat) -> Reason:
    """Why no policy permits: the purpose is none for which agencies share, or FAM is over, or it is another's."""
    asking = seat.viewer.asking
    if asking.purpose not in asking.policies.fam_purposes:
        return Reason.PURPOSE_NOT_ALLOWED
    return Reason.OTHER_CONTROLLER if seat.held & BITS["fam-is-open"] else Reason.FAM_NOT_ACTIVE


def matching(seat: Seat, obstacles: tuple[Obstacle, ...]) -> tuple[Obstacle, ...]:
    """The obstacles that stand between this viewer and the consents, for the purpose asked for."""
    viewer = seat.viewer
    return tuple(o for o in obstacles if o.recipient == viewer.principal.id and o.purpose == viewer.asking.purpose)


def _missing_consent(seat: Seat, sight: Sight, cell: OutlineCell, met: tuple[Obstacle, ...]) -> Reason:
    """Of everybody the cell is about and who has not opened it: a third person first, since nobody asks those (B4)."""
    field = seat.program.bits[cell.field]
    lacking = cell.persons - {r.person for r in sight.releases if r.fields & field and r.level > Level.NONE}
    persons = [person for person in seat.viewer.family.persons if person.id in lacking]
    if any(person.kind is PersonKind.THIRD for person in persons):
        return Reason.THIRD_PARTY
    reasons = [obstacle.reason for obstacle in met if obstacle.person in lacking and obstacle.fields & field]
    return min(reasons, key=K_ORDER.__getitem__, default=Reason.CONSENT_MISSING)
