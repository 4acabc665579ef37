"""May a name be learned? The rules say it: a concrete suspicion, and the key of the staff council (H8).

The answer is that of `policies/gdpr`: `names-only-revealed`, `suspicion-needed`, `second-key`, `two-keys`.
"""

from datetime import datetime

from hub.gate.house import House
from hub.policy.decide import decide
from hub.terms.access import AccessRequest, Act, Decision, LogRow, Outline, OutlineCell
from hub.terms.case_words import NameState, StepKind
from hub.terms.cases import Case
from hub.terms.grounds import Basis, Grounds
from hub.terms.ids import CellId, FamilyId, FamilyNumber, FieldId
from hub.terms.lists import Owner, Purpose
from hub.terms.people import Family, FamStatus
from hub.terms.principals import Principal

ACCESS_LOG = FieldId("access_log")


def decide_name(house: House, principal: Principal, case: Case, at: datetime) -> Decision:
    """Whether this officer learns the name behind the pseudonym of this case, now."""
    asked = next((one for one in reversed(case.steps) if one.kind is StepKind.NAME_REQUESTED), None)
    suspicion = asked.words or (asked.reason or "") if asked is not None else ""
    number = case.families[0] if case.families else FamilyNumber("")
    request = AccessRequest(
        principal=principal,
        audience=(principal,),
        act=Act.DISCLOSE,
        purpose=Purpose.DPO_CONTROL,
        family=number,
        at=at,
        only=frozenset({ACCESS_LOG}),
        grounds=Grounds(Basis.REVEAL, suspicion=suspicion, second_key=case.name is NameState.GRANTED),
    )
    whose = Owner.JOINT if case.is_joint else Owner(case.controllers[0].value)
    row = OutlineCell(CellId(case.id), ACCESS_LOG, frozenset(), whose, row=LogRow(names_staff=True))
    family = Family(FamilyId(case.id), number, FamStatus.ADMITTED, Owner.JOBCENTER, ())
    return decide(house.policies, request, Outline(family, (row,)))
