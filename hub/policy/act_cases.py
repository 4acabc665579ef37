"""The examples in the files of `policies/acts`, run as written: one act with all the facts that it turns on."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from hub.policy.act_rules import ActCase, ActRule
from hub.policy.acts import decide_act
from hub.policy.particulars import read_particulars
from hub.policy.policies import PolicySet
from hub.terms.access import (
    AccessRequest,
    Act,
    Confidence,
    Context,
    Mandate,
    Order,
    Outline,
    OutlineCell,
    Release,
    SourceRelease,
)
from hub.terms.acts import ActDecision, Proposal
from hub.terms.catalogue import Catalogue
from hub.terms.ids import CellId, FamilyId, FamilyNumber, FieldId, PersonId, ProviderId, StaffId
from hub.terms.lists import Agency, Level, Owner, Purpose, Role, Sensitivity
from hub.terms.people import Family, FamStatus, Person
from hub.terms.principals import Principal

_AT = datetime(2026, 11, 16, 8, tzinfo=UTC)
_SELF, _SUBJECT = StaffId("principal"), PersonId("person_0")
_SOURCE = "somebody bound to secrecy"


def run_act_case(policies: PolicySet, act: ActRule, case: ActCase) -> ActDecision:
    """Decide an example by the whole set of rules, as the gate would."""
    return decide_act(policies, *ask_to_act(policies, act, case))


def ask_to_act(policies: PolicySet, act: ActRule, case: ActCase) -> tuple[AccessRequest, Outline, Proposal]:
    """The question that an example stands for: somebody, a family with what the act names, and the act."""
    terms = read_particulars(case.given["details"], StaffId)
    cells = tuple(_cell(policies.catalogue, FieldId(name), case.given) for name in (*terms.facts, *terms.entries))
    return _ask(policies, case.given, cells), Outline(_family(case), cells), Proposal(act.act, terms)


def meets(case: ActCase, found: ActDecision) -> bool:
    """Decision and reason are the expected ones; what is shown, withheld and due too, where the case says it."""
    if (case.expect, case.reason) != (found.effect, found.reason) or case.duties not in (None, set(found.duties)):
        return False
    shown, withheld = frozenset(found.shown), frozenset(left.name for left in found.withheld)
    return case.shown in (None, shown) and case.withheld in (None, withheld)


def _ask(policies: PolicySet, given: Mapping[str, Any], cells: tuple[OutlineCell, ...]) -> AccessRequest:
    role = Role(given["principal"])
    agency = Agency(given.get("agency", min(policies.roles[role].agencies)))
    principal = Principal(
        id=_SELF,
        ref="U01",
        role=role,
        agency=agency,
        provider=ProviderId("here"),
        recognised_social_worker=given.get("recognised", False),
    )
    purpose = Purpose(given["purpose"])
    named = cells if given.get("released") else ()
    context = Context(
        mandates={_SELF: _mandate(given)},
        releases=_releases(policies.catalogue, purpose, named),
        confidences=tuple(Confidence(_SELF, purpose, _SUBJECT, cell.cell) for cell in named),
        sources=_sources(policies.catalogue) if given.get("source") == "released" else (),
    )
    return AccessRequest(principal, (principal,), Act.PROCEED, purpose, FamilyNumber("FAM-0000-001"), _AT, context)


def _mandate(given: Mapping[str, Any]) -> Mandate:
    return Mandate(
        assigned=given.get("assigned", True),
        deputy=given.get("deputy", False),
        related=given.get("related", False),
        hr_decision=given.get("hr_decision", False),
        order=Order(given.get("order", Order.RUNNING)),
        named=given.get("named", True),
    )


def _family(case: ActCase) -> Family:
    """Two persons: whom the act is about, and, under the id of who asks, somebody of the age that the case says."""
    born = date(_AT.year - case.given.get("age", 40), 1, 1)
    return Family(
        id=FamilyId("family"),
        number=FamilyNumber("FAM-0000-001"),
        status=FamStatus.ADMITTED,
        proposing=Owner.JOBCENTER,
        persons=(Person(_SUBJECT, "P1"), Person(PersonId(_SELF), "P2", born=born)),
        staff_related=case.given.get("staff_related", False),
    )


def _cell(catalogue: Catalogue, name: FieldId, given: Mapping[str, Any]) -> OutlineCell:
    """A fact or entry about one person; an entry is called by its field."""
    field = catalogue.by_id[name]
    about = frozenset({PersonId(_SELF) if given.get("own") else _SUBJECT})
    is_confided = field.sensitivity is Sensitivity.ENTRUSTED_65
    return OutlineCell(
        cell=CellId(name),
        field=name,
        persons=about,
        owner=min(field.owners),
        levels=sum(1 << level for level in Level),
        entrusted_to=StaffId("somebody else") if is_confided else None,
        entrusted_by=about if is_confided else frozenset(),
        restricted=given.get("restricted", False),
        source=_SOURCE if "source" in given else None,
    )


def _sources(catalogue: Catalogue) -> tuple[SourceRelease, ...]:
    return (SourceRelease(_SELF, _SUBJECT, _SOURCE, catalogue.all),)


def _releases(catalogue: Catalogue, purpose: Purpose, cells: tuple[OutlineCell, ...]) -> tuple[Release, ...]:
    """The person agreed to everything, and named these entries; with none, to nothing."""
    agreed = Release(
        recipient=_SELF,
        purpose=purpose,
        person=_SUBJECT,
        fields=catalogue.all,
        level=Level.FULL,
        consents=("C01",),
        signed_on=date(2026, 2, 1),
        until=date(2027, 1, 31),
        signers=(_SUBJECT,),
        entries=frozenset(cell.cell for cell in cells),
    )
    return (agreed,) if cells else ()
