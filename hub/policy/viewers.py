"""Everybody who will see, each with their own mandate and consents, and what each may see of one kind of cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hub.policy.compile import BITS, OWNER_BITS, Levels, Program, Table, program, table
from hub.policy.conditions import ON_CELL, ON_FAMILY, ON_REQUEST, Viewer, owner_of
from hub.policy.policies import PolicySet
from hub.terms.access import AccessRequest, Mandate, OutlineCell, Release
from hub.terms.answers import Because
from hub.terms.clock import legal_day
from hub.terms.ids import PersonId, PolicyId
from hub.terms.lists import Level, Owner
from hub.terms.people import Family
from hub.terms.principals import Principal

NOTHING: Levels = (0, 0, 0, 0)
_NO_MANDATE = Mandate()
_OWNERS = {owner.value: owner for owner in Owner}
_CELL_BITS = tuple((BITS[name], condition) for name, condition in ON_CELL.items())


@dataclass(frozen=True, eq=False)
class Seat:
    """A viewer with the program for their role. `held` are the conditions that hold whatever the cell is.

    `opened` is what the consents about each person open at each level, entries named one by one aside.
    """

    viewer: Viewer
    program: Program
    held: int
    opened: Mapping[PersonId, Levels]


@dataclass(frozen=True, eq=False)
class Sight:
    """What one viewer may see of cells that differ only in their field: fields by level, and what opens them."""

    table: Table
    released: Levels
    releases: tuple[Release, ...]
    reach: Levels
    explained: dict[tuple[tuple[PolicyId, ...], int], Because] = field(default_factory=dict)
    """A memo for the length of one decision."""


def everybody(request: AccessRequest) -> tuple[Principal, ...]:
    """Who asks, and everybody else who will see; nobody is forgotten because a list left them out (I13)."""
    return tuple(dict.fromkeys((request.principal, *request.audience)))


def program_for(policies: PolicySet, request: AccessRequest, principal: Principal) -> Program:
    """The program for this principal and the purpose of the request."""
    return program(policies, request.act, principal.agency, principal.role, request.purpose)


def held_by_mandate(compiled: Program, request: AccessRequest, principal: Principal) -> int:
    """The conditions that hold because of what ties this principal to the family. Without a mandate, nothing does."""
    mandate = request.context.mandates.get(principal.id, _NO_MANDATE)
    rule = compiled.asking.rule
    return sum(BITS[name] for name, condition in ON_REQUEST.items() if condition(rule, mandate))


def take_seat(policies: PolicySet, request: AccessRequest, principal: Principal, family: Family) -> Seat:
    """Somebody present. Their consents are those that name them, for this purpose: nobody sees by another's."""
    compiled = program_for(policies, request, principal)
    releases = _releases_to(principal, request)
    viewer = Viewer(
        asking=compiled.asking,
        principal=principal,
        own=_OWNERS.get(principal.agency.value),
        family=family,
        day=legal_day(request.at),
        releases=releases,
        named=frozenset(entry for found in releases.values() for release in found for entry in release.entries),
        locked=frozenset(person.id for person in family.persons if person.address_lock),
    )
    of_family = sum(BITS[name] for name, condition in ON_FAMILY.items() if condition(viewer))
    held = held_by_mandate(compiled, request, principal) | of_family
    return Seat(viewer, compiled, held, {person: opened(found) for person, found in releases.items()})


def look(seat: Seat, cell: OutlineCell) -> Sight:
    """What this viewer may see of a cell like this one, were it of any field."""
    viewer = seat.viewer
    held = seat.held | OWNER_BITS[owner_of(cell, viewer.family)]
    for bit, condition in _CELL_BITS:
        if condition(viewer, cell):
            held |= bit
    what_applies = table(seat.program, held)
    if not what_applies.by_release:
        return Sight(what_applies, NOTHING, (), what_applies.reach(NOTHING))
    if is_by_entry(seat.program, cell):
        used = _naming(cell, viewer)
        by_person: Mapping[PersonId, Levels] = {
            person: opened(r for r in used if r.person == person) for person in cell.persons
        }
    else:
        used = tuple(release for person in cell.persons for release in viewer.releases.get(person, ()))
        by_person = seat.opened
    released = of_all(by_person.get(person, NOTHING) for person in cell.persons)
    return Sight(what_applies, released, used, what_applies.reach(released))


def is_by_entry(compiled: Program, cell: OutlineCell) -> bool:
    """Consent opens this cell only if it names the very entry: confided things and single notes (C7)."""
    if cell.entrusted_to is not None or cell.entrusted_by or cell.passed_on:
        return True
    return compiled.bits[cell.field] & compiled.by_entry != 0


def opened(releases: Iterable[Release]) -> Levels:
    """The fields that consents about one person open at each level."""
    pseudonymised = summary = full = 0
    for release in releases:
        pseudonymised |= release.fields if release.level >= Level.PSEUDONYMISED else 0
        summary |= release.fields if release.level >= Level.SUMMARY else 0
        full |= release.fields if release.level >= Level.FULL else 0
    return (0, pseudonymised, summary, full)


def of_all(masks: Iterable[Levels]) -> Levels:
    """What reaches each level for every one: one's yes is not another's (D8). Of nobody, that is nothing."""
    _, pseudonymised, summary, full = next(each := iter(masks), NOTHING)
    for _, more_pseudonymised, more_summary, more_full in each:
        pseudonymised, summary, full = pseudonymised & more_pseudonymised, summary & more_summary, full & more_full
    return (0, pseudonymised, summary, full)


def _naming(cell: OutlineCell, viewer: Viewer) -> tuple[Release, ...]:
    """The releases that name this very entry."""
    found = (release for person in cell.persons for release in viewer.releases.get(person, ()))
    return tuple(release for release in found if cell.cell in release.entries)


def _releases_to(principal: Principal, request: AccessRequest) -> Mapping[PersonId, tuple[Release, ...]]:
    found: dict[PersonId, tuple[Release, ...]] = {}
    for release in request.context.releases:
        if release.recipient == principal.id and release.purpose == request.purpose:
            found[release.person] = (*found.get(release.person, ()), release)
    return found
