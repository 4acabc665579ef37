"""Who may read how a family's consents stand, and whom of it they may know. Pure, and by the same rules as a look."""

from collections.abc import Iterable
from dataclasses import replace

from hub.policy.decide import decide
from hub.policy.policies import PolicySet
from hub.terms.access import AccessRequest, Outline, OutlineCell
from hub.terms.ids import CellId, FieldId, PersonId
from hub.terms.lists import Agency, Level, Owner, Purpose, Role
from hub.terms.people import Family

CUSTODY, HELP, AT_WORK = FieldId("sgb8_custody"), FieldId("sgb8_help_type"), FieldId("provider_worker")
DANGER = FieldId("sgb8_8a_assessment")
NAME = FieldId("given_name")


def consent_purposes(policies: PolicySet, role: Role) -> frozenset[Purpose]:
    """For what a role may read consents: the purposes of FAM, if it learns that somebody said no (D5). Else nothing."""
    rule = policies.roles.get(role)
    if rule is None or not rule.learns_of_refusals:
        return frozenset()
    return rule.purposes & policies.fam_purposes


def knows_custody(policies: PolicySet, request: AccessRequest, family: Family) -> bool:
    """Whether who asks may read the proof of custody for any task of theirs: they alone are told who is missing (D18).

    Others learn only that signatures are complete, or not.
    """
    return _knows(CUSTODY, policies, request, family)


def knows_danger(policies: PolicySet, request: AccessRequest, family: Family) -> bool:
    """Whether who asks may read of dangers to a child for any task of theirs (E1): they may be told of a conflict."""
    return _knows(DANGER, policies, request, family)


def _knows(field: FieldId, policies: PolicySet, request: AccessRequest, family: Family) -> bool:
    rule = policies.roles[request.principal.role]
    cells = _ordinary(field, family)
    asked = [replace(request, purpose=purpose) for purpose in sorted(rule.purposes)]
    return any(_shown(policies, one, Outline(family, cells)) for one in asked)


def knows_help(policies: PolicySet, request: AccessRequest, family: Family) -> frozenset[PersonId]:
    """Of whom who asks may know which help they have: a provider named in a paper tells of one."""
    return _shown(policies, request, Outline(family, _ordinary(HELP, family)))


def theirs_to_ask(policies: PolicySet, request: AccessRequest, family: Family) -> frozenset[PersonId]:
    """Of whom who asks may read what is about that person alone: of themselves, and of a child in its place (F5)."""
    return _shown(policies, request, Outline(family, _ordinary(NAME, family)))


def agencies_that_tell(policies: PolicySet) -> frozenset[Agency]:
    """Agencies that tell of a help by being named: who works there for a family is itself a value of K8."""
    owners = {owner.value for owner in policies.catalogue.by_id[AT_WORK].owners}
    return frozenset(agency for agency in Agency if agency.value in owners)


def _ordinary(field: FieldId, family: Family) -> tuple[OutlineCell, ...]:
    """A cell of the Jugendamt about each person, whether or not there is one."""
    return tuple(
        OutlineCell(CellId(str(number)), field, frozenset({person.id}), Owner.JUGENDAMT)
        for number, person in enumerate(family.participants)
    )


def _shown(policies: PolicySet, request: AccessRequest, outline: Outline) -> frozenset[PersonId]:
    whole: Iterable[OutlineCell] = (
        shown.cell
        for shown in decide(policies, replace(request, only=None), outline).shown
        if shown.level is Level.FULL
    )
    return frozenset(person for cell in whole for person in cell.persons)
