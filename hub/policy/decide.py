"""The decision: what everybody present may see, and why.

Both combinations are monotone: less consent, one more limit or one more person present never shows more. Nothing is
caught here: what cannot be decided is an exception, and then nothing is shown.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from hub.policy.because import K_ORDER
from hub.policy.blanks import blanks
from hub.policy.compile import ANY, FAMILY_BITS, REQUEST_BITS
from hub.policy.packing import anywhere, written
from hub.policy.policies import PolicySet
from hub.policy.tables import Table, closing, could_permit
from hub.policy.viewers import Seat, everybody, held_by_mandate, look_at, program_for, take_seat
from hub.policy.weigh import Verdict, weigh, why_seen
from hub.policy.withheld import Finding, first_of, why_withheld
from hub.terms.access import AccessRequest, Act, Decision, Outline, OutlineCell, Shown
from hub.terms.answers import Blank
from hub.terms.catalogue import Catalogue
from hub.terms.ids import FieldId, PolicyId
from hub.terms.lists import Effect
from hub.terms.people import Family
from hub.terms.reasons import Reason


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
    verdict = weigh(policies, request, outline, outline.family)
    seats = verdict.seats
    if verdict.closed:
        return Decision(Effect.DENY, first_of(verdict.closed).reason, policies.digest)
    gaps = blanks(seats[0], request.context.obstacles) if request.act is Act.DISCLOSE and len(seats) == 1 else ()
    if not gaps and not verdict.shows:
        return Decision(Effect.DENY, _why_nothing(seats, request, outline.cells).reason, policies.digest)
    shown, duties = _named(verdict), _duties(verdict)
    return Decision(_effect(gaps, duties), _main_reason(shown, gaps), policies.digest, shown, gaps, duties)


def opens(policies: PolicySet, request: AccessRequest, family: Family | None) -> bool:
    """Whether whoever asks may know of the family at all: they are admitted, and nothing shuts all of it to them."""
    if family is None or not admits(policies, request):
        return False
    seat = take_seat(policies, request, request.principal, family)
    return not closing(seat.program, seat.held, REQUEST_BITS | FAMILY_BITS)


def why_not(policies: PolicySet, request: AccessRequest, outline: Outline, cell: OutlineCell) -> Finding:
    """Why this one cell is not shown, and by which rules. For whoever keeps log or rules, never for a page."""
    unfit = _unfit(policies, request)
    if outline.family is None or unfit is not None:
        return unfit or Finding(Reason.NOT_ASSIGNED)
    family = outline.family
    seats = tuple(take_seat(policies, request, principal, family) for principal in everybody(request))
    closed = closing(seats[0].program, seats[0].held, REQUEST_BITS | FAMILY_BITS)
    return first_of(closed) if closed else _why_nothing(seats, request, (cell,))


def _unfit(policies: PolicySet, request: AccessRequest) -> Finding | None:
    compiled = program_for(policies, request, request.principal)
    held = held_by_mandate(compiled, request, request.principal)
    wanted = policies.catalogue.all if request.only is None else _mask(policies.catalogue, request.only)
    closed = closing(compiled, held, REQUEST_BITS, wanted)
    if closed:
        return first_of(closed)
    return None if could_permit(compiled, held, REQUEST_BITS, wanted) else Finding(Reason.PURPOSE_NOT_ALLOWED)


@lru_cache(maxsize=64)
def _mask(catalogue: Catalogue, only: frozenset[FieldId]) -> int:
    return catalogue.mask(field for field in catalogue.fields if field.id in only)


def _named(verdict: Verdict) -> tuple[Shown, ...]:
    """The cells that are shown, in the order of the outline."""
    catalogue, why = verdict.seats[0].program.asking.policies.catalogue, why_seen(verdict)
    seen = [anywhere(catalogue, fields) for fields in verdict.fields]
    return tuple(
        Shown(cell, ANY[level], said)
        for cell, number, field in verdict.layout.places
        if field & seen[number]
        for level, fields, said in why[number]
        if fields & field
    )


def _duties(verdict: Verdict) -> tuple[str, ...]:
    """Of everybody present, for what is really shown: duties add up (R12)."""
    catalogue = verdict.seats[0].program.asking.policies.catalogue
    seen: dict[Table, int] = {}
    for fields, *sights in zip(verdict.fields, *verdict.rounds, strict=True):
        for sight in sights if fields else ():
            seen[sight.table] = seen.get(sight.table, 0) | fields
    dutiful = (
        (rule.policy.duties, rule.fields & anywhere(catalogue, fields))
        for table, fields in seen.items()
        for rule in table.dutiful
    )
    return tuple(dict.fromkeys(duty for duties, fields in dutiful if fields for duty in duties))


def _effect(gaps: tuple[Blank, ...], duties: tuple[str, ...]) -> Effect:
    if gaps:
        return Effect.REDACT
    return Effect.PERMIT_WITH_DUTY if duties else Effect.PERMIT


def _main_reason(shown: tuple[Shown, ...], gaps: tuple[Blank, ...]) -> Reason:
    """Why most of it is shown; where nothing is, why most of it is withheld; of equals, the first in the order K."""
    counted = Counter([item.because.reason for item in shown] or [blank.reason for blank in gaps])
    return min(counted, key=lambda reason: (-counted[reason], K_ORDER[reason]))


def _why_nothing(seats: Sequence[Seat], request: AccessRequest, cells: tuple[OutlineCell, ...]) -> Finding:
    """Why not one cell is shown: the asker's own refusal first, then that somebody present may not see it."""
    own = [(cell, look_at(seats[0], cell)) for cell in cells]
    for cell, sight in own:
        if _is_seen(seats[0], sight.reach, cell):
            return Finding(Reason.ATTENDEE_NOT_ENTITLED, _stopped_by(seats[1:], request, cell))
    found = [why_withheld(seats[0], sight, cell, request.context.obstacles) for cell, sight in own]
    return min(found, key=lambda one: K_ORDER[one.reason], default=Finding(Reason.OTHER_CONTROLLER))


def _is_seen(seat: Seat, reach: int, cell: OutlineCell) -> bool:
    catalogue = seat.program.asking.policies.catalogue
    return reach & written(catalogue, seat.program.bits[cell.field], cell.levels) != 0


def _stopped_by(others: Sequence[Seat], request: AccessRequest, cell: OutlineCell) -> tuple[PolicyId, ...]:
    """The rules that keep the cell from the first of the others who may not see it."""
    for seat in others:
        sight = look_at(seat, cell)
        if not _is_seen(seat, sight.reach, cell):
            return why_withheld(seat, sight, cell, request.context.obstacles).policies
    return ()
