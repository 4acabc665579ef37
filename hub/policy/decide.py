"""The decision: what everybody present may see, and why.

Both combinations are monotone: less consent, one more limit or one more person present never shows more. Nothing is
caught here: what cannot be decided is an exception, and then nothing is shown.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from operator import itemgetter
from typing import NamedTuple

from hub.policy.because import K_ORDER, because
from hub.policy.blanks import blanks
from hub.policy.compile import ANY, FAMILY_BITS, REQUEST_BITS, Levels, closing, could_permit, union
from hub.policy.policies import PolicySet
from hub.policy.viewers import (
    Seat,
    Sight,
    everybody,
    held_by_mandate,
    look,
    of_all,
    program_for,
    take_seat,
)
from hub.policy.withheld import Finding, first_of, why_withheld
from hub.terms.access import AccessRequest, Act, Decision, Outline, OutlineCell, Shown
from hub.terms.answers import Blank
from hub.terms.ids import PolicyId
from hub.terms.lists import Effect
from hub.terms.people import Family
from hub.terms.reasons import Reason

_LOOKED_AT = (
    "persons",
    "owner",
    "provider",
    "entrusted_to",
    "entrusted_by",
    "passed_on",
    "disputed",
    "restricted",
    "discussed",
)
_kind = itemgetter(*map(OutlineCell._fields.index, _LOOKED_AT))
"""All that conditions look at in a cell, save its field and its name."""


class _View(NamedTuple):
    """What all who are present may see of cells that differ only in their field. The asker's sight comes first.

    `fields` collects, for the length of one decision, those that are really shown.
    """

    sights: list[Sight]
    reach: Levels
    fields: list[int]


def admits(policies: PolicySet, request: AccessRequest) -> bool:
    """Whether anything at all could be permitted, given only who asks, for what, and what ties them to the family.

    Asked before the outline is loaded: when not, the request is refused and nothing about the family is looked up.
    """
    return _unfit(policies, request) is None


def refusal(policies: PolicySet, request: AccessRequest) -> Decision:
    """The answer to a request that is not admitted, or whose family is not there: the two look alike from outside."""
    unfit = _unfit(policies, request) or Finding(Reason.NOT_ASSIGNED)
    return Decision(Effect.DENY, unfit.reason, policies.digest)


def decide(policies: PolicySet, request: AccessRequest, outline: Outline) -> Decision:
    """What may be shown of each cell to everybody at once: for each the least of all, and the lowest limit wins."""
    if outline.family is None or not admits(policies, request):
        return refusal(policies, request)
    seats = _seats(policies, request, outline.family)
    closed = closing(seats[0].program, seats[0].held, REQUEST_BITS | FAMILY_BITS)
    if closed:
        return Decision(Effect.DENY, first_of(closed).reason, policies.digest)
    shown, views = _looked_at(seats, outline.cells)
    gaps = blanks(seats[0], request.context.obstacles) if request.act is Act.DISCLOSE and len(seats) == 1 else ()
    if not shown and not gaps:
        return Decision(Effect.DENY, _why_nothing(seats, request, outline.cells).reason, policies.digest)
    duties = _duties(views)
    return Decision(_effect(gaps, duties), _main_reason(shown, gaps), policies.digest, shown, gaps, duties)


def why_not(policies: PolicySet, request: AccessRequest, outline: Outline, cell: OutlineCell) -> Finding:
    """Why this one cell is not shown, and by which rules. For whoever keeps log or rules, never for a page."""
    unfit = _unfit(policies, request)
    if outline.family is None or unfit is not None:
        return unfit or Finding(Reason.NOT_ASSIGNED)
    seats = _seats(policies, request, outline.family)
    closed = closing(seats[0].program, seats[0].held, REQUEST_BITS | FAMILY_BITS)
    return first_of(closed) if closed else _why_nothing(seats, request, (cell,))


def _seats(policies: PolicySet, request: AccessRequest, family: Family) -> tuple[Seat, ...]:
    return tuple(take_seat(policies, request, principal, family) for principal in everybody(request))


def _unfit(policies: PolicySet, request: AccessRequest) -> Finding | None:
    compiled = program_for(policies, request, request.principal)
    held = held_by_mandate(compiled, request, request.principal)
    closed = closing(compiled, held, REQUEST_BITS)
    if closed:
        return first_of(closed)
    return None if could_permit(compiled, held, REQUEST_BITS) else Finding(Reason.PURPOSE_NOT_ALLOWED)


def _looked_at(seats: tuple[Seat, ...], cells: Iterable[OutlineCell]) -> tuple[tuple[Shown, ...], Iterable[_View]]:
    """What is shown, and by which views of it."""
    bits, by_entry = seats[0].program.bits, seats[0].program.by_entry
    named = frozenset(entry for seat in seats for entry in seat.viewer.named)
    views: dict[Hashable, _View] = {}
    shown: list[Shown] = []
    for cell in cells:
        kind = cell if cell.source or cell.field in by_entry or cell.cell in named else _kind(cell)
        view = views.get(kind) or views.setdefault(kind, _view(seats, cell))
        field = bits[cell.field]
        level = _highest(view.reach, field, cell.levels)
        if level:
            view.fields.append(field)
            shown.append(Shown(cell, ANY[level], because(view.sights[0], field, level)))
    return tuple(shown), views.values()


def _view(seats: tuple[Seat, ...], cell: OutlineCell) -> _View:
    sights = [look(seat, cell) for seat in seats]
    return _View(sights, of_all([sight.reach for sight in sights]), [])


def _highest(reach: Levels, field: int, written: int) -> int:
    """The highest level that may be seen and at which the owner has written a text: nobody shortens one by machine."""
    if reach[3] & field and written & 8:
        return 3
    if reach[2] & field and written & 4:
        return 2
    return 1 if reach[1] & field and written & 2 else 0


def _duties(views: Iterable[_View]) -> tuple[str, ...]:
    """Of everybody present, for what is really shown: duties add up (R12)."""
    looked_at = [(sight.table, union(view.fields)) for view in views for sight in view.sights]
    dutiful = ((rule, shown) for applying, shown in looked_at for rule in applying.dutiful)
    return tuple(dict.fromkeys(duty for rule, shown in dutiful if rule.fields & shown for duty in rule.policy.duties))


def _effect(gaps: tuple[Blank, ...], duties: tuple[str, ...]) -> Effect:
    if gaps:
        return Effect.REDACT
    return Effect.PERMIT_WITH_DUTY if duties else Effect.PERMIT


def _main_reason(shown: tuple[Shown, ...], gaps: tuple[Blank, ...]) -> Reason:
    """Why most of it is shown; where nothing is, why most of it is withheld; of equals, the first in the order K."""
    counted = Counter([item.because.reason for item in shown] or [blank.reason for blank in gaps])
    return min(counted, key=lambda reason: (-counted[reason], K_ORDER[reason]))


def _why_nothing(seats: tuple[Seat, ...], request: AccessRequest, cells: Iterable[OutlineCell]) -> Finding:
    """Why not one cell is shown: the asker's own refusal first, then that somebody present may not see it."""
    fields = seats[0].program.bits
    own = [(cell, look(seats[0], cell)) for cell in cells]
    for cell, sight in own:
        if _highest(sight.reach, fields[cell.field], cell.levels):
            return Finding(Reason.ATTENDEE_NOT_ENTITLED, _stopped_by(seats[1:], request, cell))
    found = [why_withheld(seats[0], sight, cell, request.context.obstacles) for cell, sight in own]
    return min(found, key=lambda one: K_ORDER[one.reason], default=Finding(Reason.OTHER_CONTROLLER))


def _stopped_by(others: tuple[Seat, ...], request: AccessRequest, cell: OutlineCell) -> tuple[PolicyId, ...]:
    """The rules that keep the cell from the first of the others who may not see it."""
    for seat in others:
        sight = look(seat, cell)
        if not _highest(sight.reach, seat.program.bits[cell.field], cell.levels):
            return why_withheld(seat, sight, cell, request.context.obstacles).policies
    return ()
