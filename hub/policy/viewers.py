"""Everybody who will see, each with their own mandate and consents, and what each may see of one kind of cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hub.policy.compile import BITS, OWNER_BITS, Levels, Program, Table, levels, program, table
from hub.policy.conditions import ON_CELL, ON_FAMILY, ON_REQUEST
from hub.policy.policies import PolicySet
from hub.policy.standpoint import Viewer, owner_of
from hub.terms.access import AccessRequest, Confidence, Mandate, OutlineCell, Release
from hub.terms.answers import Because
from hub.terms.clock import legal_day
from hub.terms.ids import PersonId
from hub.terms.lists import Owner
from hub.terms.people import Family
from hub.terms.principals import Principal

NOTHING: Levels = (0, 0, 0, 0)
_NO_MANDATE = Mandate()
_OWNERS = {owner.value: owner for owner in Owner}
_REQUEST_BITS = tuple((BITS[name], condition) for name, condition in ON_REQUEST.items())
_FAMILY_BITS = tuple((BITS[name], condition) for name, condition in ON_FAMILY.items())
_CELL_BITS = tuple((BITS[name], condition) for name, condition in ON_CELL.items())


@dataclass(frozen=True, eq=False)
class Seat:
    """A viewer with the program for their role. `held` are the conditions that hold whatever the cell is.

    `opened` is what the consents about each person open at each level, entries named one by one aside. `sights`
    remembers for the length of one decision what is seen of ordinary cells, by what applies and whom they are about.
    """

    viewer: Viewer
    program: Program
    held: int
    opened: Mapping[PersonId, Levels]
    sights: "dict[tuple[Table, frozenset[PersonId] | None], Sight]" = field(default_factory=dict)


class Sight(NamedTuple):
    """What one viewer may see of cells that differ only in their field: fields by level, and what opens them.

    `explained` remembers for the length of one decision, by level, of which fields a sentence is true.
    """

    table: Table
    released: Levels
    releases: Sequence[Release]
    reach: Levels
    explained: tuple[list[tuple[int, Because]], ...]


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
    return sum([bit for bit, condition in _REQUEST_BITS if condition(rule, mandate)])


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
        confidences=frozenset((one.person, one.entry) for one in _meant(request, principal)),
        sources=tuple(one for one in request.context.sources if one.recipient == principal.id),
        grounds=request.grounds if principal == request.principal else None,
        restore_pending=request.context.restore_pending,
    )
    of_family = sum([bit for bit, condition in _FAMILY_BITS if condition(viewer)])
    held = held_by_mandate(compiled, request, principal) | of_family
    return Seat(viewer, compiled, held, {person: opened(found) for person, found in releases.items()})


def look(seat: Seat, cell: OutlineCell) -> Sight:
    """What this viewer may see of a cell like this one, were it of any field."""
    viewer = seat.viewer
    held = seat.held | OWNER_BITS[owner_of(cell.owner, viewer.family)]
    for bit, condition in _CELL_BITS:
        if condition(viewer, cell):
            held |= bit
    what_applies = table(seat.program, held)
    if is_by_entry(seat.program, cell):
        return _sight(seat, what_applies, cell)
    alike = (what_applies, cell.persons if what_applies.by_release else None)
    return seat.sights.get(alike) or seat.sights.setdefault(alike, _sight(seat, what_applies, cell))


def _sight(seat: Seat, what_applies: Table, cell: OutlineCell) -> Sight:
    released, used = _opened_by_consent(seat, cell) if what_applies.by_release else (NOTHING, ())
    return Sight(what_applies, released, used, what_applies.reach(released), ([], [], [], []))


def _opened_by_consent(seat: Seat, cell: OutlineCell) -> tuple[Levels, Sequence[Release]]:
    """What everybody the cell is about opens of it at each level, and the consents that do."""
    by_person, used = seat.opened, [r for person in sorted(cell.persons) for r in seat.viewer.releases.get(person, ())]
    if is_by_entry(seat.program, cell):
        used = [release for release in used if cell.cell in release.entries]
        by_person = {person: opened(r for r in used if r.person == person) for person in cell.persons}
    return of_all([by_person.get(person, NOTHING) for person in cell.persons]), used


def is_by_entry(compiled: Program, cell: OutlineCell) -> bool:
    """Consent opens this cell only if it names the very entry: confided things and single notes (C7)."""
    if cell.entrusted_to is not None or cell.entrusted_by or cell.passed_on:
        return True
    return cell.field in compiled.by_entry


def opened(releases: Iterable[Release]) -> Levels:
    """The fields that consents about one person open at each level."""
    fields = [0, 0, 0, 0]
    for release in releases:
        for level in range(1, release.level + 1):
            fields[level] |= release.fields
    return levels(fields)


def of_all(masks: Sequence[Levels]) -> Levels:
    """What reaches each level for every one: one's yes is not another's (D8). Of nobody, that is nothing."""
    if not masks:
        return NOTHING
    _, pseudonymised, summary, full = masks[0]
    for _, more_pseudonymised, more_summary, more_full in masks[1:]:
        pseudonymised, summary, full = pseudonymised & more_pseudonymised, summary & more_summary, full & more_full
    return (0, pseudonymised, summary, full)


def _releases_to(principal: Principal, request: AccessRequest) -> Mapping[PersonId, tuple[Release, ...]]:
    found: dict[PersonId, tuple[Release, ...]] = {}
    for release in request.context.releases:
        if release.recipient == principal.id and release.purpose == request.purpose:
            found[release.person] = (*found.get(release.person, ()), release)
    return found


def _meant(request: AccessRequest, principal: Principal) -> Iterable[Confidence]:
    """What was agreed in person for this principal and this purpose."""
    return (
        one for one in request.context.confidences if one.recipient == principal.id and one.purpose == request.purpose
    )
