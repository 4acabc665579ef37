"""Everybody who will see, each with their own mandate and consents, and what each may see of one kind of cell."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from hub.policy.compile import OWNER_BITS, Program, program
from hub.policy.kinship import others
from hub.policy.layout import Kind, kind_of
from hub.policy.packing import NOTHING, of_all, up_to
from hub.policy.policies import PolicySet
from hub.policy.standpoint import Side, Viewer, side_of
from hub.policy.tables import Table, merged, table
from hub.terms.access import AccessRequest, Mandate, OutlineCell, Release
from hub.terms.ids import PersonId, ProviderId
from hub.terms.lists import Owner
from hub.terms.people import Family
from hub.terms.principals import Principal

_NO_MANDATE = Mandate()
_OWNERS = {owner.value: owner for owner in Owner}


class Seat(NamedTuple):
    """A viewer with the program for their role. `held` are the conditions that hold whatever the cell is.

    `opened` is what the consents about each person open, packed, entries named one by one aside. `owned` remembers
    for the length of one decision what holds of each owner, and what is seen without consent, by provider.
    """

    viewer: Viewer
    program: Program
    held: int
    opened: Mapping[PersonId, int]
    owned: "dict[ProviderId | None, tuple[tuple[int, ...], dict[int, Sight]]]"


class Sight(NamedTuple):
    """What one viewer may see of one kind: fields by level, packed, and what opens them."""

    table: Table
    released: int
    releases: Sequence[Release]
    reach: int


def everybody(request: AccessRequest) -> tuple[Principal, ...]:
    """Who asks, and everybody else who will see; nobody is forgotten because a list left them out (I13)."""
    principal, audience = request.principal, request.audience
    if not audience or (len(audience) == 1 and audience[0] is principal):
        return (principal,)
    return tuple(dict.fromkeys((principal, *audience)))


def program_for(policies: PolicySet, request: AccessRequest, principal: Principal) -> Program:
    """The program for this principal and the purpose of the request."""
    return program(policies, request.act, principal.agency, principal.role, request.purpose)


def held_by_mandate(compiled: Program, request: AccessRequest, principal: Principal) -> int:
    """The conditions that hold because of what ties this principal to the family. Without a mandate, nothing does."""
    mandate, rule, held = request.context.mandates.get(principal.id, _NO_MANDATE), compiled.asking.rule, 0
    for bit, condition in compiled.on_request:
        if condition(rule, mandate):
            held |= bit
    return held


def take_seat(policies: PolicySet, request: AccessRequest, principal: Principal, family: Family) -> Seat:
    """Somebody present. Their consents are those that name them, for this purpose: nobody sees by another's."""
    compiled, repeats = program_for(policies, request, principal), policies.catalogue.repeats
    given: dict[PersonId, list[Release]] = {}
    opened: dict[PersonId, int] = {}
    for release in request.context.releases:
        if release.recipient == principal.id and release.purpose is request.purpose:
            given.setdefault(release.person, []).append(release)
            opened[release.person] = opened.get(release.person, NOTHING) | release.fields * repeats[release.level]
    viewer = Viewer(compiled.asking, request, principal, _OWNERS.get(principal.agency.value), family, given)
    held = held_by_mandate(compiled, request, principal)
    for bit, condition in compiled.on_family:
        if condition(viewer):
            held |= bit
    return Seat(viewer, compiled, held, opened, {})


def look(seat: Seat, kind: Kind) -> Sight:
    """What this viewer may see of such cells."""
    plain = applying(seat, kind)
    if not plain.table.by_release or not seat.opened:
        return plain
    released, used = _opened_by_consent(seat, kind)
    return Sight(plain.table, released, used, plain.table.reach(released)) if released else plain


def look_at(seat: Seat, cell: OutlineCell) -> Sight:
    """The same of one cell by itself."""
    return look(seat, kind_of(seat.program.asking.policies.catalogue, cell))


def applying(seat: Seat, kind: Kind) -> Sight:
    """Which rules apply to such cells, and what they show of them without any consent."""
    viewer, held = seat.viewer, seat.held
    for bit, condition in seat.program.on_cell:
        if condition(viewer, kind.sample):
            held |= bit
    if kind.owner is not None:
        own = table(seat.program, held | _of_owner(seat.program, side_of(viewer, kind.provider), kind.owner))
        return _without_consent(own)
    known = seat.owned.get(kind.provider)
    if known is None:
        known = seat.owned[kind.provider] = (_by_owner(seat.program, side_of(viewer, kind.provider)), {})
    by_owner, sights = known
    sight = sights.get(held)
    if sight is None:
        sight = sights[held] = _without_consent(merged(seat.program, held, by_owner))
    return sight


def _without_consent(what_applies: Table) -> Sight:
    return Sight(what_applies, NOTHING, (), what_applies.fixed & what_applies.caps)


@lru_cache(maxsize=4096)
def _by_owner(compiled: Program, side: Side) -> tuple[int, ...]:
    return tuple([_of_owner(compiled, side, owner) for owner, _ in compiled.sole])


def _of_owner(compiled: Program, side: Side, owner: Owner) -> int:
    """What holds because of whose the value is."""
    held = OWNER_BITS[side.owner(owner)]
    for bit, condition in compiled.on_owner:
        if condition(side, owner):
            held |= bit
    return held


def _opened_by_consent(seat: Seat, kind: Kind) -> tuple[int, Sequence[Release]]:
    """What everybody the cells are about opens of them at each level, and the consents that do."""
    given, persons = seat.viewer.releases, kind.persons
    if seat.program.is_for_kin:
        persons = others(seat.viewer, kind.sample)
    if len(persons) == 1 and not kind.by_entry:
        [person] = persons
        return seat.opened.get(person, NOTHING), given.get(person, ())
    used = [release for person in sorted(persons) for release in given.get(person, ())]
    if not kind.by_entry:
        return of_all([seat.opened.get(person, NOTHING) for person in persons]), used
    used = [release for release in used if kind.sample.cell in release.entries]
    return of_all([_opened(seat, [one for one in used if one.person == person]) for person in persons]), used


def _opened(seat: Seat, releases: Iterable[Release]) -> int:
    fields = NOTHING
    for release in releases:
        fields |= up_to(seat.program.asking.policies.catalogue, release.fields, release.level)
    return fields
