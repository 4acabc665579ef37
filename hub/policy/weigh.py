"""What everybody present may see of a whole record, as masks: the decision itself, before it names a cell.

A few integer operations for each kind of cell and each who is present; the number of fields, rules and consents of
others adds nothing (`bench/policy.py`).
"""

from collections.abc import Sequence
from functools import lru_cache
from operator import and_, itemgetter
from typing import NamedTuple

from hub.policy.because import Ground, grounds
from hub.policy.compile import FAMILY_BITS, REQUEST_BITS
from hub.policy.layout import Kind, Layout, lay_out
from hub.policy.policies import Policy, PolicySet
from hub.policy.tables import Table, closing
from hub.policy.viewers import Seat, Sight, everybody, look, take_seat
from hub.terms.access import AccessRequest, Outline, Release
from hub.terms.ids import CellId, PolicyId
from hub.terms.people import Family

Credits = tuple[tuple[PolicyId | tuple[str, ...], int], ...]
"""Rules and consents, each with the fields, packed, that it opens of what is seen."""

_reach = itemgetter(Sight._fields.index("reach"))


class Verdict(NamedTuple):
    """The whole record: `fields` are, kind by kind in the order of the layout, what all may see of it, packed by level.

    `rounds` are how each who is present sees each kind; the asker's first. Where something shuts everything, `closed`
    says what.
    """

    seats: Sequence[Seat]
    layout: Layout
    fields: Sequence[int]
    rounds: Sequence[Sequence[Sight]]
    closed: tuple[Policy, ...] = ()

    @property
    def shows(self) -> bool:
        """Anything at all may be seen."""
        return any(self.fields)


def weigh(policies: PolicySet, request: AccessRequest, outline: Outline, family: Family) -> Verdict:
    """Everybody looks at every kind; of each field the least of all, and the lowest limit wins.

    At the levels at which there is a text: nobody shortens one by machine.
    """
    seats = [take_seat(policies, request, principal, family) for principal in everybody(request)]
    plain, apart = _layouts(policies, outline, seats)
    first = seats[0]
    closed = closing(first.program, first.held, REQUEST_BITS | FAMILY_BITS) if first.program.prohibitions else ()
    if closed:
        return Verdict(seats, apart, (), (), closed)
    spread = _spread(plain, apart)
    fields, rounds = apart.held, []
    for seat in seats:
        sights: Sequence[Sight] = look(seat, apart.kinds if seat.is_kin else plain.kinds)
        if not seat.is_kin and spread:
            sights = [sights[number] for number in spread]
        fields = tuple(map(and_, fields, map(_reach, sights)))
        rounds.append(sights)
    return Verdict(seats, apart, fields, rounds)


def _spread(plain: Layout, apart: Layout) -> Sequence[int]:
    """For each kind of a layout with more cells by themselves, the number of the kind in the plain one in which they
    stand; nothing where the two are one.
    """
    if plain is apart:
        return ()
    numbers = {cell.cell: number for cell, number, _ in plain.places}
    return [numbers[kind.sample.cell] for kind in apart.kinds]


def why_seen(verdict: Verdict) -> list[Sequence[Ground]]:
    """Why the asker sees what all see, kind by kind: sets of fields, each with its rules and consents."""
    if verdict.closed:
        return []
    return [
        grounds(sight.table, fields, sight.released, sight.releases) if fields else ()
        for fields, sight in zip(verdict.fields, verdict.rounds[0], strict=True)
    ]


def credited(verdict: Verdict) -> list[tuple[Kind, Credits]]:
    """The same rule by rule and consent by consent, for each kind of which something is seen."""
    told: list[tuple[Kind, Credits]] = []
    if verdict.closed:
        return told
    for kind, fields, (what_applies, released, releases, _) in zip(
        verdict.layout.kinds, verdict.fields, verdict.rounds[0], strict=True
    ):
        if not fields:
            continue
        opened = fields & released & what_applies.opens if released else 0
        credits = _by_rules(what_applies, fields, opened)
        if opened:
            credits += _by_consents(what_applies.catalogue.repeats, opened, releases)
        told.append((kind, credits))
    return told


@lru_cache(maxsize=8192)
def _by_rules(what_applies: Table, fields: int, opened: int) -> Credits:
    """What rules open of these fields, and of those that consents open: the same for all of whom the same is seen."""
    found = [(policy, fields & reached) for policy, reached in what_applies.credits if fields & reached]
    if opened:
        found += [(policy, opened & spoken) for policy, spoken in what_applies.consenting if opened & spoken]
    return tuple(found)


def _by_consents(repeats: Sequence[int], opened: int, releases: Sequence[Release]) -> Credits:
    if len(releases) == 1:
        return ((releases[0].consents, opened),)  # all that is opened, one opens
    return tuple([(one.consents, part) for one in releases if (part := opened & one.fields * repeats[one.level])])


def _layouts(policies: PolicySet, outline: Outline, seats: Sequence[Seat]) -> tuple[Layout, Layout]:
    """With the cells by themselves that a consent of somebody present names; and, for those whom they are about, all.

    So whoever is not of the family looks at some kinds, however many cells there are.
    """
    layout = lay_out(policies.catalogue, outline)
    named = frozenset[CellId]().union(*[seat.viewer.named for seat in seats if seat.viewer.named])
    plain = lay_out(policies.catalogue, outline, layout.together & named) if layout.together & named else layout
    if not layout.together or not any([seat.is_kin for seat in seats]):
        return plain, plain
    return plain, lay_out(policies.catalogue, outline, layout.together)
