"""What everybody present may see of a whole record, as masks: the decision itself, before it names a cell.

A few integer operations for each kind of cell and each who is present; the number of fields, rules and consents of
others adds nothing (`bench/policy.py`).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hub.policy.because import because
from hub.policy.compile import FAMILY_BITS, REQUEST_BITS
from hub.policy.layout import Kind, Layout, lay_out
from hub.policy.packing import at
from hub.policy.policies import Policy, PolicySet
from hub.policy.tables import closing
from hub.policy.viewers import Seat, Sight, everybody, look, take_seat
from hub.terms.access import AccessRequest, Outline
from hub.terms.answers import Because
from hub.terms.lists import Level
from hub.terms.people import Family


class Seen(NamedTuple):
    """One kind, the fields of it that all may see (packed by level), and how each sees it; the asker's sight first."""

    kind: Kind
    fields: int
    sights: Sequence[Sight]


class Verdict(NamedTuple):
    """The whole record: by kind, in the order of the layout. Where something shuts everything, `closed` says what."""

    seats: tuple[Seat, ...]
    layout: Layout
    seen: tuple[Seen, ...]
    closed: tuple[Policy, ...] = ()

    @property
    def shows(self) -> bool:
        """Anything at all may be seen."""
        return any(one.fields for one in self.seen)


def weigh(policies: PolicySet, request: AccessRequest, outline: Outline, family: Family) -> Verdict:
    """Everybody looks at every kind; of each field the least of all, and the lowest limit wins."""
    seats = tuple([take_seat(policies, request, principal, family) for principal in everybody(request)])
    layout = _layout(policies, outline, seats)
    closed = closing(seats[0].program, seats[0].held, REQUEST_BITS | FAMILY_BITS)
    if closed:
        return Verdict(seats, layout, (), closed)
    return Verdict(seats, layout, tuple([see(seats, kind) for kind in layout.kinds]))


def see(seats: Sequence[Seat], kind: Kind) -> Seen:
    """What all may see of one kind, at the levels at which there is a text: nobody shortens one by machine."""
    sights = [look(seat, kind) for seat in seats]
    fields = kind.held
    for sight in sights:
        fields &= sight.reach
    return Seen(kind, fields, sights)


def grounds(seen: Seen) -> Iterator[tuple[Level, int, Because]]:
    """Why the asker sees what is seen: sets of fields at their highest level, each with its rules and consents."""
    sight, higher = seen.sights[0], 0
    catalogue = sight.table.catalogue
    for level in (Level.FULL, Level.SUMMARY, Level.PSEUDONYMISED):
        rest = at(catalogue, seen.fields, level) & ~higher
        higher |= rest
        while rest:
            alike, said = because(sight, rest & -rest, level)
            yield level, rest & alike, said
            rest &= ~alike


def highest(fields: int, field: int, width: int) -> int:
    """The highest level at which a field is among these, packed; 0 if at none."""
    if fields >> 2 * width & field:
        return 3
    if fields >> width & field:
        return 2
    return 1 if fields & field else 0


def _layout(policies: PolicySet, outline: Outline, seats: Sequence[Seat]) -> Layout:
    """With the cells by themselves that a consent of somebody present names."""
    layout = lay_out(policies.catalogue, outline)
    named = frozenset(entry for seat in seats if seat.viewer.releases for entry in seat.viewer.named)
    apart = named & layout.together if named else named
    return lay_out(policies.catalogue, outline, apart) if apart else layout
