"""How one case comes out, derived: for each piece and each who will see, the rules, the consents, and what is missing.

The level is the one that the gate decided. Rules and consents are read off the same tables and releases.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from hub.gate.judging import Signed, with_consents
from hub.policy.packing import at, written
from hub.policy.policies import Bearing, Measure, Policy
from hub.policy.viewers import Seat, Sight, everybody, look_at, take_seat
from hub.policy.withheld import Finding, why_withheld
from hub.rulebook.judging import Rules, Weighed, weigh
from hub.rulebook.people import Case
from hub.rulebook.pieces import Piece
from hub.rulebook.turning import Turning, turning
from hub.rulebook.wording import Wording
from hub.terms.access import AccessRequest, Obstacle, Release
from hub.terms.ids import PersonId
from hub.terms.lists import Level, Purpose
from hub.terms.people import Family
from hub.terms.principals import Principal


@dataclass(frozen=True)
class PaperStanding:
    """What one paper comes to alone: it opens up to a level, or is in the way for a reason; neither: it is silent."""

    paper: str
    level: Level = Level.NONE
    obstacle: Obstacle | None = None


@dataclass(frozen=True)
class PersonStanding:
    """How the consents about one person stand to the piece: the release that opens it, or the nearest miss."""

    person: PersonId
    release: Release | None
    obstacle: Obstacle | None
    papers: tuple[PaperStanding, ...]


@dataclass(frozen=True)
class SeatDerived:
    """One piece, seen by one who will see. `would` are permits that wait for consent, `dutiful` limits to nothing less.

    `finding` and `turning` are of what is withheld; `turning` is None also where nothing could open it.
    """

    principal: Principal
    level: Level
    permits: tuple[Policy, ...]
    would: tuple[Policy, ...]
    limits: tuple[Policy, ...]
    dutiful: tuple[Policy, ...]
    persons: tuple[PersonStanding, ...]
    finding: Finding | None = None
    turning: Turning | None = None


@dataclass(frozen=True)
class PieceDerived:
    """One piece: the level at which everybody sees it, and how each would; who asks comes first."""

    piece: Piece
    level: Level
    seats: tuple[SeatDerived, ...]

    @property
    def stopping(self) -> tuple[SeatDerived, ...]:
        """Those who may not see it."""
        return tuple(seat for seat in self.seats if seat.level is Level.NONE)


@dataclass(frozen=True)
class Derivation:
    """One case, derived."""

    case: str
    at: datetime
    day: date
    purpose: Purpose
    family: Family
    pieces: tuple[PieceDerived, ...]
    duties: tuple[str, ...]


def derive(case: Case, rules: Rules, wording: Wording) -> Derivation:
    """Everything that the answer to a case follows from."""
    weighed = weigh(case, rules)
    request = with_consents(rules.policies, weighed.request, weighed.family, weighed.signed)
    seats = [take_seat(rules.policies, request, one, weighed.family) for one in everybody(request)]
    levels = {one.cell.cell: one.level for one in weighed.judged.decision.shown}
    pieces = [
        PieceDerived(
            piece,
            levels.get(piece.cell.cell, Level.NONE),
            tuple(_seat(seat, piece, _Said(weighed, request), wording) for seat in seats),
        )
        for piece in weighed.pieces
    ]
    return Derivation(
        case=case["id"],
        at=request.at,
        day=seats[0].viewer.day,
        purpose=request.purpose,
        family=weighed.family,
        pieces=tuple(pieces),
        duties=weighed.judged.decision.duties,
    )


@dataclass(frozen=True)
class _Said:
    """What was signed, and what all of it comes to."""

    weighed: Weighed
    request: AccessRequest


def _seat(seat: Seat, piece: Piece, said: _Said, wording: Wording) -> SeatDerived:
    sight, cell = look_at(seat, piece.cell), piece.cell
    catalogue, bit = seat.program.asking.policies.catalogue, seat.program.bits[cell.field]
    wanted = written(catalogue, bit, cell.levels)
    seen = sight.reach & wanted
    level = max((one for one in Level if one and at(catalogue, seen, one) & bit), default=Level.NONE)
    permits = list(_about(sight, bit, Bearing.PERMIT))
    waiting = [rule for rule in permits if rule.level is Measure.RELEASE and not sight.released & wanted]
    limits = [rule for rule in sight.table.rules if rule.fields & bit and rule.policy.effect is Bearing.LIMIT]
    lowering = [rule.policy for rule in limits if not rule.reach[min(level + 1, Level.FULL)] & bit]
    return SeatDerived(
        principal=seat.viewer.principal,
        level=level,
        permits=tuple(rule for rule in permits if rule not in waiting),
        would=tuple(waiting),
        limits=tuple(lowering),
        dutiful=tuple(rule.policy for rule in limits if rule.policy.duties and rule.policy not in lowering),
        persons=tuple(_persons(seat, piece, bit, said)),
        finding=None if level else why_withheld(seat, sight, cell, said.request.context.obstacles),
        turning=None if level else turning(seat, cell, sight.released, wording),
    )


def _about(sight: Sight, bit: int, effect: Bearing) -> Iterator[Policy]:
    """Rules that apply and speak of the field."""
    return (rule.policy for rule in sight.table.rules if rule.fields & bit and rule.policy.effect is effect)


def _persons(seat: Seat, piece: Piece, bit: int, said: _Said) -> Iterator[PersonStanding]:
    """How consents stand, person by person, each paper also by itself: that shows which of them fails by how little."""
    signed = said.weighed.signed
    for person in sorted(piece.cell.persons):
        release, obstacle = _standing(said.request, seat.viewer.principal, piece, (person, bit))
        papers = []
        for paper in signed.papers:
            if person in paper.persons:
                alone = _alone(said.weighed, Signed((paper,), signed.releases_203), seat)
                opens, misses = _standing(alone, seat.viewer.principal, piece, (person, bit))
                papers.append(PaperStanding(paper.ref, opens.level if opens else Level.NONE, misses))
        yield PersonStanding(person, release, obstacle, tuple(papers))


def _alone(weighed: Weighed, signed: Signed, seat: Seat) -> AccessRequest:
    return with_consents(seat.program.asking.policies, weighed.request, weighed.family, signed)


def _standing(
    request: AccessRequest, principal: Principal, piece: Piece, of: tuple[PersonId, int]
) -> tuple[Release | None, Obstacle | None]:
    """The highest release and the first obstacle to this principal, about the person and the field."""
    person, bit = of
    context = request.context
    opening = [
        one
        for one in context.releases
        if one.recipient == principal.id
        and one.person == person
        and one.fields & bit
        and (not one.entries or piece.cell.cell in one.entries)
    ]
    missed = [o for o in context.obstacles if o.recipient == principal.id and o.person == person and o.fields & bit]
    release = max(opening, key=lambda one: one.level, default=None)
    return release, None if release else next(iter(missed), None)
