"""Every field for every function and purpose, held against a small reading of R2 to R6 that knows no rule file."""

import pytest

from hub.policy.decide import decide
from hub.terms.access import AccessRequest, Act, Context, Mandate, Outline, OutlineCell
from hub.terms.catalogue import Field
from hub.terms.grounds import Basis, Grounds
from hub.terms.ids import CellId, ProviderId, StaffId
from hub.terms.lists import Agency, Level, Owner, Purpose, Role, Sensitivity
from hub.terms.principals import Principal
from tests.policy.worlds import AT, CATALOGUE, FAMILY, MOTHER, POLICIES, release

FAM = set(["fam_admission", "fam_joint_support", "case_conference", "school_to_work", "provider_service", "livelihood"])
COACHING = FAM - {"provider_service"} | {"sgb2_integration"}
ASD = FAM - {"provider_service"} | set(
    ["sgb8_help_planning", "sgb8_child_protection", "sgb8_court_support", "transition_36b", "aftercare_41a"]
)
GUEST = {"case_conference", "data_subject_access"}
READS = {
    "jobcoach": COACHING,
    "jobcoach_u25": COACHING,
    "jobcoach_deputy": COACHING,
    "fam_coordinator": {"fam_admission", "fam_joint_support", "case_conference"},
    "benefit_officer": {"sgb2_benefit", "sgb2_sanction", "sgb2_fraud_control", "livelihood"},
    "asd_worker": ASD,
    "asd_deputy": ASD,
    "youth_help_finance": {"provider_billing", "sgb8_cost_contribution"},
    "youth_court_aid": {"youth_court"},
    "guardian_office": {"guardianship"},
    "provider_worker": {"provider_service", "provider_billing", "case_conference"},
    "provider_lead": {"provider_service", "provider_billing"},
    "jobcenter_lead": {"supervision"},
    "asd_lead": {"supervision"},
    "auditor": {"audit"},
    "parent": GUEST,
    "young_person": GUEST,
    "relative": GUEST,
    "external": GUEST,
}
FINANCE = {"sgb8_help_type", "sgb8_help_period", "provider_hours", "sgb8_cost_contribution"}
ORDER = {"sgb8_help_goals_released", "sgb8_help_plan_meeting", "family_name", "given_name", "address"}
ORDER |= {"phone", "email", "preferred_language", "interpreter_need"}
LOGS = {"access_log", "disclosure_register"}
AUDITED = {"sgb2_benefit", "provider_billing", "sgb8_cost_contribution"}
TO_JUGENDAMT = {"sgb8_help_planning", "sgb8_child_protection"}
HERE = ProviderId("oft")
POSTS = [(role, agency) for role in Role for agency in sorted(POLICIES.roles[role].agencies)]
CELLS = tuple(
    OutlineCell(
        CellId(f"{field.id}|{owner}"),
        field.id,
        frozenset({MOTHER}),
        owner,
        levels=15,
        provider=HERE if owner is Owner.PROVIDER else None,
    )
    for field in CATALOGUE.fields
    for owner in sorted(field.owners)
)


def expected(role: Role, agency: Agency, purpose: Purpose, field: Field, owner: Owner, released: Level) -> Level:
    """How far one field is read: who, why, own, provider, across."""
    if purpose not in READS.get(role, set()) or field.sensitivity is Sensitivity.ENTRUSTED_65:
        return Level.NONE
    if role is Role.YOUTH_HELP_FINANCE:
        return Level.FULL if field.id in FINANCE and owner in ("jugendamt", "provider") else Level.NONE
    mine = owner.value == agency.value
    if purpose is Purpose.AUDIT:
        audited = mine or (agency is Agency.JUGENDAMT and owner is Owner.PROVIDER)
        return Level.FULL if audited and AUDITED & field.default_purposes else Level.NONE
    if purpose is Purpose.SUPERVISION:
        return Level.FULL if mine else Level.NONE
    if mine:
        kept = purpose in field.default_purposes or (purpose in FAM and field.ceiling > Level.NONE)
        return Level.FULL if kept else Level.NONE
    if agency is Agency.JUGENDAMT and owner is Owner.PROVIDER and purpose in TO_JUGENDAMT & field.default_purposes:
        return Level.FULL
    if purpose is Purpose.PROVIDER_SERVICE and field.id in ORDER:
        return Level.FULL
    return min(released, across(role, purpose, field))


def of_logs(role: Role, purpose: Purpose) -> Level:
    """Rows of a log are for data protection officers (R15); these are joint, and about somebody else."""
    return Level.FULL if role is Role.DPO and purpose is Purpose.DPO_CONTROL else Level.NONE


def across(role: Role, purpose: Purpose, field: Field) -> Level:
    """By consent up to the ceiling. A family is admitted, so admission is not cleared any more.

    Two things are stricter here than in R6: notes are released one by one, and who decides about benefits reads neither
    consents and withdrawals nor why a family left (D5, D6, I4).
    """
    to_relatives = purpose is Purpose.DATA_SUBJECT_ACCESS and role is not Role.EXTERNAL
    if (purpose not in FAM - {"fam_admission"} and not to_relatives) or field.category == "single_note":
        return Level.NONE
    if role is Role.BENEFIT_OFFICER and field.id in {"fam_exit_reason", "consent_record", "consent_withdrawal"}:
        return Level.NONE
    return field.ceiling


@pytest.mark.parametrize("released", Level, ids=lambda level: f"released {level.id}")
@pytest.mark.parametrize(("role", "agency"), POSTS, ids=lambda word: str(word))
def test_every_field_is_read_as_far_as_section_8_says(role: Role, agency: Agency, released: Level) -> None:
    """For every purpose and owner, in an admitted family, by somebody whose case it is, with an occasion."""
    who = Principal(StaffId("who"), "U99", role, agency, provider=HERE if agency is Agency.PROVIDER else None)
    tied = {who.id: Mandate(assigned=True, deputy=True)}

    for purpose in Purpose:
        opened = (release(who, MOTHER, CATALOGUE.all, purpose=purpose, level=released),)
        grounds = Grounds(Basis(purpose), occasion="Anlass") if purpose in ("supervision", "audit") else None
        request = AccessRequest(
            who, (who,), Act.DISCLOSE, purpose, FAMILY.number, AT, Context(tied, opened), grounds=grounds
        )
        found = {one.cell.cell: one.level for one in decide(POLICIES, request, Outline(FAMILY, CELLS)).shown}
        for cell in CELLS:
            reading = of_logs(role, purpose)
            if cell.field not in LOGS:
                reading = expected(role, agency, purpose, CATALOGUE.by_id[cell.field], cell.owner, released)
            assert reading == found.get(cell.cell, Level.NONE), f"{role} {purpose} {cell.cell}"


def test_the_small_reading_knows_every_function() -> None:
    """Who is not in it reads nothing at all; and nothing is read by nobody."""
    assert set(READS) <= {str(role) for role in Role}
    assert {"isef", "planner", "staff_council", "it_admin", "dpo"} == {str(role) for role in Role} - set(READS)
