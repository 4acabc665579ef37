"""Everybody who will see, each with their own mandate and consents, and what each may see of one kind of cell."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from hub.policy.compile import OWNER_BITS, Program, program
from hub.policy.layout import Kind, kind_of
from hub.policy.packing import NOTHING, of_all, up_to
from hub.policy.policies import PolicySet
from hub.policy.standpoint import Viewer, owner_of
from hub.policy.tables import Table, merged, table
from hub.terms.access import AccessRequest, Mandate, OutlineCell, Release
from hub.terms.answers import Because
from hub.terms.catalogue import Catalogue
from hub.terms.ids import PersonId, ProviderId
from hub.terms.lists import Owner
from hub.terms.people import Family
from hub.terms.principals import Principal

_NO_MANDATE = Mandate()
_OWNERS = {owner.value: owner for owner in Owner}


class Seat(NamedTuple):
    """A viewer with the program for their role. `held` are the conditions that hold whatever the cell is.

    `opened` is what the consents about each person open, packed, entries named one by one aside. `owned` remembers
    for the length of one decision what holds of each owner, by provider.
    """

    viewer: Viewer
    program: Program
    held: int
    opened: Mapping[PersonId, int]
    owned: dict[ProviderId | None, tuple[int, ...]]


class Sight(NamedTuple):
    """What one viewer may see of one kind: fields by level, packed, and what opens them.

    `explained` remembers for the length of one decision, by level, of which fields a sentence is true.
    """

    table: Table
    released: int
    releases: Sequence[Release]
    reach: int
    explained: tuple[list[tuple[int, Because]], ...]


def everybody(request: AccessRequest) -> tuple[Principal, ...]:
    """Who asks, and everybody else who will see; nobody is forgotten because a list left them out (I13)."""
    return tuple(dict.fromkeys((request.principal, *request.audience)))


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
    compiled = program_for(policies, request, principal)
    releases = _releases_to(principal, request)
    viewer = Viewer(compiled.asking, request, principal, _OWNERS.get(principal.agency.value), family, releases)
    held = held_by_mandate(compiled, request, principal)
    for bit, condition in compiled.on_family:
        if condition(viewer):
            held |= bit
    catalogue = policies.catalogue
    return Seat(viewer, compiled, held, {who: opened(catalogue, found) for who, found in releases.items()}, {})


def look(seat: Seat, kind: Kind) -> Sight:
    """What this viewer may see of such cells."""
    what_applies = applying(seat, kind)
    released, used = _opened_by_consent(seat, kind) if what_applies.by_release else (NOTHING, ())
    return Sight(what_applies, released, used, what_applies.reach(released), ([], [], [], []))


def look_at(seat: Seat, cell: OutlineCell) -> Sight:
    """The same of one cell by itself."""
    return look(seat, kind_of(seat.program.asking.policies.catalogue, cell))


def applying(seat: Seat, kind: Kind) -> Table:
    """Which rules apply to such cells."""
    viewer, held = seat.viewer, seat.held
    for bit, condition in seat.program.on_cell:
        if condition(viewer, kind.sample):
            held |= bit
    provider = kind.sample.provider
    if kind.owner is not None:
        return table(seat.program, held | _of_owner(seat, kind.owner, provider))
    by_owner = seat.owned.get(provider)
    if by_owner is None:
        by_owner = tuple([_of_owner(seat, owner, provider) for owner, _ in seat.program.sole])
        seat.owned[provider] = by_owner
    return merged(seat.program, held, by_owner)


def _of_owner(seat: Seat, owner: Owner, provider: ProviderId | None) -> int:
    """What holds because of whose the value is."""
    held = OWNER_BITS[owner_of(owner, seat.viewer.family)]
    for bit, condition in seat.program.on_owner:
        if condition(seat.viewer, owner, provider):
            held |= bit
    return held


def _opened_by_consent(seat: Seat, kind: Kind) -> tuple[int, Sequence[Release]]:
    """What everybody the cells are about opens of them at each level, and the consents that do."""
    given, persons = seat.viewer.releases, kind.persons
    used = [release for person in sorted(persons) for release in given.get(person, ())]
    if not kind.by_entry:
        return of_all([seat.opened.get(person, NOTHING) for person in persons]), used
    used = [release for release in used if kind.sample.cell in release.entries]
    catalogue = seat.program.asking.policies.catalogue
    return of_all([opened(catalogue, (one for one in used if one.person == person)) for person in persons]), used


def opened(catalogue: Catalogue, releases: Iterable[Release]) -> int:
    """The fields that consents about one person open at each level, packed."""
    fields = NOTHING
    for release in releases:
        fields |= up_to(catalogue, release.fields, release.level)
    return fields


def _releases_to(principal: Principal, request: AccessRequest) -> Mapping[PersonId, tuple[Release, ...]]:
    found: dict[PersonId, tuple[Release, ...]] = {}
    for release in request.context.releases:
        if release.recipient == principal.id and release.purpose == request.purpose:
            found[release.person] = (*found.get(release.person, ()), release)
    return found
