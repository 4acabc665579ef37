"""What everybody present may see of a whole record, as masks: the decision itself, before it names a cell.

A few integer operations for each kind of cell and each who is present; the number of fields, rules and consents of
others adds nothing (`bench/policy.py`).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hub.policy.because import Ground, grounds
from hub.policy.compile import FAMILY_BITS, REQUEST_BITS
from hub.policy.layout import Kind, Layout, lay_out
from hub.policy.policies import Policy, PolicySet
from hub.policy.tables import closing
from hub.policy.viewers import Seat, Sight, everybody, look, take_seat
from hub.terms.access import AccessRequest, Outline
from hub.terms.ids import CellId, PolicyId
from hub.terms.people import Family

Seen = tuple[Kind, int, Sequence[Sight]]
"""One kind, the fields of it that all may see (packed by level), and how each sees it; the asker's sight first."""

Credits = list[tuple[PolicyId | tuple[str, ...], int]]
"""Rules and consents, each with the fields, packed, that it opens of what is seen."""


class Verdict(NamedTuple):
    """The whole record: by kind, in the order of the layout. Where something shuts everything, `closed` says what."""

    seats: tuple[Seat, ...]
    layout: Layout
    seen: tuple[Seen, ...]
    closed: tuple[Policy, ...] = ()

    @property
    def shows(self) -> bool:
        """Anything at all may be seen."""
        return any(fields for _, fields, _ in self.seen)


def weigh(policies: PolicySet, request: AccessRequest, outline: Outline, family: Family) -> Verdict:
    """Everybody looks at every kind; of each field the least of all, and the lowest limit wins."""
    seats = tuple([take_seat(policies, request, principal, family) for principal in everybody(request)])
    layout = _layout(policies, outline, seats)
    first = seats[0]
    closed = closing(first.program, first.held, REQUEST_BITS | FAMILY_BITS) if first.program.prohibitions else ()
    if closed:
        return Verdict(seats, layout, (), closed)
    if len(seats) == 1:
        alone = zip(layout.kinds, look(first, layout.kinds), strict=True)
        return Verdict(seats, layout, tuple([(kind, kind.held & sight.reach, (sight,)) for kind, sight in alone]))
    rounds = zip(*[look(seat, layout.kinds) for seat in seats], strict=True)
    return Verdict(seats, layout, tuple(map(_together, layout.kinds, rounds)))


def _together(kind: Kind, sights: Sequence[Sight]) -> Seen:
    """What all may see of one kind, at the levels at which there is a text: nobody shortens one by machine."""
    fields = kind.held
    for sight in sights:
        fields &= sight.reach
    return kind, fields, sights


def why_seen(seen: Seen) -> Iterator[Ground]:
    """Why the asker sees what all see: sets of fields at their highest level, each with its rules and consents."""
    _, fields, (sight, *_) = seen
    return grounds(sight.table, fields, sight.released, sight.releases)


def credited(verdict: Verdict) -> list[tuple[Kind, Credits]]:
    """The same rule by rule and consent by consent, for each kind of which something is seen."""
    told: list[tuple[Kind, Credits]] = []
    known: dict[tuple[int, int], Credits] = {}
    for kind, fields, sights in verdict.seen:
        if not fields:
            continue
        key = (fields, id(sights[0]))  # of people of whom the same is seen in the same way, the same is said
        credits = known.get(key)
        if credits is None:
            credits = known[key] = _credits(fields, sights[0])
        told.append((kind, credits))
    return told


def _credits(fields: int, sight: Sight) -> Credits:
    what_applies, released, releases, _ = sight
    opened = fields & released
    found: Credits = [(policy, part) for policy, reached in what_applies.credits if (part := fields & reached)]
    if not opened:
        return found
    found += [(policy, part) for policy, spoken in what_applies.consenting if (part := opened & spoken)]
    if len(releases) == 1:
        return [*found, (releases[0].consents, opened)]  # all that is opened, one opens
    repeats = what_applies.catalogue.repeats
    return found + [(one.consents, opened & one.fields * repeats[one.level]) for one in releases]


def _layout(policies: PolicySet, outline: Outline, seats: Sequence[Seat]) -> Layout:
    """With the cells by themselves that a consent of somebody present names; all, for those whom they are about."""
    layout = lay_out(policies.catalogue, outline)
    apart: frozenset[CellId] = frozenset()
    for seat in seats:
        if seat.program.is_for_kin or seat.viewer.named:
            apart |= layout.together if seat.program.is_for_kin else layout.together & seat.viewer.named
    return lay_out(policies.catalogue, outline, apart) if apart else layout
