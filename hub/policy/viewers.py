"""Everybody who will see, each with their own mandate and consents, and what each may see of one kind of cell."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from hub.policy.compile import OWNER_BITS, Program, program
from hub.policy.conditions_on_cells import naming
from hub.policy.kinship import others
from hub.policy.layout import Kind, kind_of
from hub.policy.packing import NOTHING, of_all
from hub.policy.policies import PolicySet
from hub.policy.standpoint import Side, Viewer, owner_of
from hub.policy.tables import Table, merged, table
from hub.terms.access import AccessRequest, Mandate, OutlineCell, Release
from hub.terms.ids import CellId, PersonId, ProviderId
from hub.terms.lists import Level, Owner
from hub.terms.people import Family
from hub.terms.principals import Principal

_NO_MANDATE = Mandate()
_NONE: frozenset[CellId] = frozenset()
_JOINT, _NO_LEVEL = Owner.JOINT, Level.NONE  # named once: to look a member up costs more than to compare it


class Seat(NamedTuple):
    """A viewer with the program for their role. `held` are the conditions that hold whatever the cell is.

    `opened` is what the consents about each person open, packed, entries named one by one aside. `is_kin`: the record
    is about them, so their cells are looked at one by one; a guest is not.
    """

    viewer: Viewer
    program: Program
    held: int
    opened: Mapping[PersonId, int]
    is_kin: bool


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
    me, purpose, named = principal.id, request.purpose, _NONE
    given: dict[PersonId, list[Release]] = {}
    for release in request.context.releases:
        if release.recipient == me and release.purpose is purpose:
            person = release.person
            if person in given:
                given[person].append(release)
            else:
                given[person] = [release]
            if release.entries:
                named |= release.entries
    opened: dict[PersonId, int] = {}
    for person, theirs in given.items():
        one = theirs[0]
        opened[person] = one.fields * repeats[one.level] if len(theirs) == 1 else _opened(repeats, theirs)
    viewer = Viewer(compiled.asking, request, principal, family, given, named)
    held = held_by_mandate(compiled, request, principal)
    for bit, condition in compiled.on_family:
        if condition(viewer):
            held |= bit
    return Seat(viewer, compiled, held, opened, compiled.is_for_kin and viewer.person is not None)


def look(seat: Seat, kinds: Iterable[Kind]) -> list[Sight]:
    """What this viewer may see of each of these kinds."""
    viewer, compiled, base, opened, is_kin = seat
    joint, mine = owner_of(_JOINT, viewer.family), viewer.principal.provider
    before: tuple[int, Owner | None, ProviderId | None] | None = None
    sights = []
    for kind in kinds:
        sample, _, owner, provider, by_entry, person = kind
        held = base
        for bit, condition in compiled.on_cell:
            if condition(viewer, sample):
                held |= bit
        key = (held, owner, provider)
        if key != before:  # of kinds that stand together mostly the same holds
            before = key
            plain = _without_consent(compiled, held, owner, joint, provider if provider == mine else None)
            what_applies = plain.table
        sight = plain
        if opened and what_applies.by_release:
            if person is None or by_entry or is_kin:
                released, used = _opened_by_consent(seat, kind)
            else:
                released, used = opened.get(person, NOTHING), viewer.releases.get(person, ())
            if released:
                sight = Sight(what_applies, released, used, what_applies.reach(released))
        sights.append(sight)
    return sights


def look_at(seat: Seat, cell: OutlineCell) -> Sight:
    """The same of one cell by itself."""
    [sight] = look(seat, (kind_of(seat.program.asking.policies.catalogue, cell),))
    return sight


@lru_cache(maxsize=8192)
def _without_consent(compiled: Program, held: int, owner: Owner | None, joint: Owner, mine: ProviderId | None) -> Sight:
    """By the rules alone, given what holds whatever the owner is; `owner` is None for fields that have but one each.

    `joint` is whose the joint record is today; a provider's values are those of `mine`, if that is the viewer's own.
    """
    side = Side(compiled.asking.own, joint, mine is not None)
    if owner is None:
        what_applies = merged(compiled, held, tuple([_of_owner(compiled, side, one) for one, _ in compiled.sole]))
    else:
        what_applies = table(compiled, held | _of_owner(compiled, side, owner))
    return Sight(what_applies, NOTHING, (), what_applies.reach(NOTHING))


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
    if seat.is_kin:
        persons = others(seat.viewer, kind.sample)
    used = [release for person in sorted(persons) for release in given.get(person, ())]
    if not kind.by_entry:
        return of_all([seat.opened.get(person, NOTHING) for person in persons]), used
    catalogue = seat.program.asking.policies.catalogue
    used, repeats = naming(catalogue, kind.sample, used), catalogue.repeats
    return of_all([_opened(repeats, [one for one in used if one.person == person]) for person in persons]), used


def _opened(repeats: Sequence[int], releases: Iterable[Release]) -> int:
    """What any of these opens, packed: level by level first, since to unite two sets costs less than to repeat one."""
    united, level, fields = NOTHING, _NO_LEVEL, NOTHING
    for release in releases:
        if release.level is level:
            fields |= release.fields
        else:
            united |= fields * repeats[level]
            level, fields = release.level, release.fields
    return united | fields * repeats[level]
