"""The examples in the rule files, run as they are written: one question with all the facts that it turns on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hub.policy.decide import decide, why_not
from hub.policy.policies import Case, PolicySet
from hub.terms.access import (
    AccessRequest,
    Act,
    Confidence,
    Context,
    LogRow,
    Mandate,
    Order,
    Outline,
    OutlineCell,
    Release,
    SourceRelease,
)
from hub.terms.clock import legal_day
from hub.terms.grounds import Basis, Grounds
from hub.terms.ids import CellId, FamilyId, FamilyNumber, FieldId, PersonId, ProviderId, StaffId
from hub.terms.lists import Agency, Level, Owner, Purpose, Role
from hub.terms.people import Family, FamStatus, Holding, Person, PersonKind
from hub.terms.principals import Principal
from hub.terms.reasons import Reason

_AT = datetime(2026, 11, 16, 8, tzinfo=UTC)
_SELF, _OTHER = StaffId("principal"), StaffId("somebody else")
_CELL = CellId("cell")
_SOURCE = "somebody bound to secrecy"
_HERE, _ELSEWHERE = ProviderId("here"), ProviderId("elsewhere")
_BORN = {"child": date(2016, 11, 16), "youth": date(2010, 11, 16), "grown": date(2008, 11, 16)}
_LEVELS = {level.id: level for level in Level}


@dataclass(frozen=True)
class Outcome:
    """What came out of a case, to be held against what it expects."""

    level: Level
    reason: Reason
    duties: frozenset[str]

    def meets(self, case: Case) -> bool:
        """The level is the expected one; reason and duties too, as far as the case names any."""
        if self.level is not case.expect or not case.duties <= self.duties:
            return False
        return case.reason is None or case.reason is self.reason


def run_case(policies: PolicySet, case: Case) -> Outcome:
    """Decide a case by the whole set of rules, as the gate would."""
    request, outline = ask(policies, case)
    decision = decide(policies, request, outline)
    if not decision.shown:
        return Outcome(Level.NONE, why_not(policies, request, outline, outline.cells[0]).reason, frozenset())
    shown = decision.shown[0]
    return Outcome(shown.level, shown.because.reason, frozenset(decision.duties))


def ask(policies: PolicySet, case: Case) -> tuple[AccessRequest, Outline]:
    """The question that a case stands for: a look at one cell, or a change of it."""
    given = case.given
    role = Role(given["principal"])
    agency = Agency(given.get("agency", min(policies.roles[role].agencies)))
    principal = Principal(
        id=_SELF,
        ref="U01",
        role=role,
        agency=agency,
        provider=_HERE if agency is Agency.PROVIDER else None,
    )
    family, cell = _family(given), _cell(given)
    request = AccessRequest(
        principal=principal,
        audience=(principal,),
        act=Act(given.get("act", Act.DISCLOSE)),
        purpose=Purpose(given["purpose"]),
        family=family.number,
        at=_AT,
        context=_context(given, policies.catalogue.all),
        grounds=_grounds(given),
    )
    return request, Outline(family, (cell,))


def _context(given: Mapping[str, Any], fields: int) -> Context:
    releases = tuple(_releases(given, fields))
    purpose = Purpose(given["purpose"])
    return Context(
        mandates={_SELF: _mandate(given)},
        releases=releases,
        confidences=tuple(Confidence(_SELF, purpose, one.person, _CELL) for one in releases if one.entries),
        sources=tuple(SourceRelease(_SELF, person, _SOURCE, fields) for person in _persons(given))
        if given.get("source") == "released"
        else (),
        restore_pending=given.get("restore_pending", False),
    )


def _grounds(given: Mapping[str, Any]) -> Grounds | None:
    """Grounds as they are complete, save for what the case says is missing."""
    basis, missing = given.get("grounds"), given.get("missing")
    if basis is None:
        return None
    return Grounds(
        Basis(basis),
        occasion="occasion",
        since=legal_day(_AT),
        danger_signs=("sign",),
        needed_for_estimate=True,
        called_in=True,
        names_needed=given.get("names_needed", False),
        reason="" if missing == "reason" else "a reason that somebody else can review",
        danger_is_present=missing != "danger",
        owner_is_reachable=missing == "unreachable",
        records=2 if missing == "single" else 1,
        suspicion="" if missing == "suspicion" else "suspicion",
        second_key=missing != "second_key",
        youth_agrees=missing != "agreement",
    )


def _mandate(given: Mapping[str, Any]) -> Mandate:
    return Mandate(
        assigned=given.get("assigned", True),
        deputy=given.get("deputy", False),
        related=given.get("related", False),
        hr_decision=given.get("hr_decision", False),
        order=Order(given.get("order", Order.RUNNING)),
        named=given.get("named", True),
    )


def _persons(given: Mapping[str, Any]) -> tuple[PersonId, ...]:
    """Persons in order; whoever asks is the first of them where the case says so."""
    names = [f"person {number}" for number in range(given.get("persons", 1))]
    return tuple(map(PersonId, [_SELF, *names[1:]] if given.get("kin") == "self" else names))


def _family(given: Mapping[str, Any]) -> Family:
    """Participants in order; with `third`, the last of them is spoken of only."""
    lock = given.get("address_lock", False)
    persons = [Person(person, f"P{n}", address_lock=lock) for n, person in enumerate(_persons(given), start=1)]
    if given.get("third"):
        persons[-1] = replace(persons[-1], kind=PersonKind.THIRD)
    if given.get("flagged"):
        persons[0] = replace(persons[0], conflict_since=legal_day(_AT))
    if given.get("kin", "self") != "self":
        held = () if given["kin"] == "stranger" else (Holding(PersonId(_SELF)),)
        persons[0] = replace(persons[0], born=_BORN.get(given["kin"]), custody=held)
        persons.append(Person(PersonId(_SELF), "P0"))
    today = legal_day(_AT)
    return Family(
        id=FamilyId("family"),
        number=FamilyNumber("FAM-0000-001"),
        status=FamStatus(given.get("status", FamStatus.ADMITTED)),
        proposing=Owner.JOBCENTER,
        persons=tuple(persons),
        exit_date={"today": today, "yesterday": today - timedelta(days=1)}.get(given.get("exit", "")),
        staff_related=given.get("staff_related", False),
    )


def _cell(given: Mapping[str, Any]) -> OutlineCell:
    owner = Owner(given["owner"])
    confider = {PersonId("confider")} if given.get("entrusted_by_another") else set()
    confider |= {PersonId(_SELF)} if given.get("entrusted_by_them") else set()
    provider = _ELSEWHERE if given.get("other_provider") else _HERE
    return OutlineCell(
        cell=_CELL,
        field=FieldId(given["field"]),
        persons=frozenset(_persons(given)),
        owner=owner,
        levels=sum(1 << level for level in Level),
        provider=provider if owner is Owner.PROVIDER else None,
        entrusted_to={"principal": _SELF, "somebody_else": _OTHER}.get(given.get("entrusted_to", "")),
        entrusted_by=frozenset(confider),
        passed_on=given.get("passed_on", False),
        disputed=given.get("disputed", False),
        restricted=given.get("restricted", False),
        source=_SOURCE if "source" in given else None,
        discussed=given.get("discussed", False),
        row=LogRow(given.get("expired", False), given.get("names_staff", False)),
    )


def _releases(given: Mapping[str, Any], fields: int) -> Iterator[Release]:
    """The first `consenting` of the persons open every field, so that a case shows what the rules still withhold."""
    level = _LEVELS[given.get("released", "none")]
    for person in _persons(given)[: given.get("consenting")] if level else ():
        yield Release(
            recipient=_SELF,
            purpose=Purpose(given["purpose"]),
            person=person,
            fields=fields,
            level=level,
            consents=("C01",),
            signed_on=date(2026, 2, 1),
            until=date(2027, 1, 31),
            signers=(person,),
            entries=frozenset({_CELL} if given.get("entry_released") else set()),
        )
