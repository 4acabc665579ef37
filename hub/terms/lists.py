"""The closed lists of the vocabulary. The ids are stable: they stand in policies, consents, the log and the API."""

from enum import IntEnum, StrEnum


class Agency(StrEnum):
    """A controller; who works here belongs to exactly one at a time (A4)."""

    JOBCENTER = "jobcenter"
    JUGENDAMT = "jugendamt"
    PROVIDER = "provider"
    FAMILY = "family"
    EXTERNAL = "external"


class Owner(StrEnum):
    """Whose a value is. `joint` is what both agencies control together (Art. 26 GDPR)."""

    JOBCENTER = "jobcenter"
    JUGENDAMT = "jugendamt"
    PROVIDER = "provider"
    JOINT = "joint"


class Partition(StrEnum):
    """Where a value lies."""

    CORE = "core"
    SGB2 = "sgb2"
    SGB8 = "sgb8"
    PROVIDER = "provider"
    FAM = "fam"


class Role(StrEnum):
    """A function. What it may do stands in `policies/`, never in code."""

    JOBCOACH = "jobcoach"
    JOBCOACH_U25 = "jobcoach_u25"
    JOBCOACH_DEPUTY = "jobcoach_deputy"
    FAM_COORDINATOR = "fam_coordinator"
    JOBCENTER_LEAD = "jobcenter_lead"
    BENEFIT_OFFICER = "benefit_officer"
    ASD_WORKER = "asd_worker"
    ASD_DEPUTY = "asd_deputy"
    ASD_LEAD = "asd_lead"
    YOUTH_HELP_FINANCE = "youth_help_finance"
    YOUTH_COURT_AID = "youth_court_aid"
    GUARDIAN_OFFICE = "guardian_office"
    ISEF = "isef"
    PLANNER = "planner"
    PROVIDER_WORKER = "provider_worker"
    PROVIDER_LEAD = "provider_lead"
    DPO = "dpo"
    STAFF_COUNCIL = "staff_council"
    AUDITOR = "auditor"
    IT_ADMIN = "it_admin"
    PARENT = "parent"
    YOUNG_PERSON = "young_person"
    RELATIVE = "relative"
    EXTERNAL = "external"


class Purpose(StrEnum):
    """Why somebody reads (B8)."""

    FAM_ADMISSION = "fam_admission"
    FAM_JOINT_SUPPORT = "fam_joint_support"
    CASE_CONFERENCE = "case_conference"
    SCHOOL_TO_WORK = "school_to_work"
    PROVIDER_SERVICE = "provider_service"
    LIVELIHOOD = "livelihood"
    SGB2_INTEGRATION = "sgb2_integration"
    SGB2_BENEFIT = "sgb2_benefit"
    SGB2_SANCTION = "sgb2_sanction"
    SGB2_FRAUD_CONTROL = "sgb2_fraud_control"
    SGB8_HELP_PLANNING = "sgb8_help_planning"
    SGB8_CHILD_PROTECTION = "sgb8_child_protection"
    SGB8_COST_CONTRIBUTION = "sgb8_cost_contribution"
    PROVIDER_BILLING = "provider_billing"
    SGB8_COURT_SUPPORT = "sgb8_court_support"
    YOUTH_COURT = "youth_court"
    GUARDIANSHIP = "guardianship"
    TRANSITION_36B = "transition_36b"
    AFTERCARE_41A = "aftercare_41a"
    ADOPTION = "adoption"
    SUPERVISION = "supervision"
    AUDIT = "audit"
    DPO_CONTROL = "dpo_control"
    HR_CONTROL = "hr_control"
    DATA_SUBJECT_ACCESS = "data_subject_access"
    PLANNING_STATISTICS = "planning_statistics"
    RESEARCH = "research"
    HANDOVER = "handover"
    LAW_ENFORCEMENT = "law_enforcement"
    IMMIGRATION = "immigration"


class Category(StrEnum):
    """What a family ticks; a field belongs to exactly one."""

    CONTACT = "contact"
    FAMILY_RELATIONS = "family_relations"
    HOUSING = "housing"
    BENEFIT_STATUS = "benefit_status"
    FINANCE_DETAIL = "finance_detail"
    WORK_TRAINING = "work_training"
    SCHOOL_CHILDCARE = "school_childcare"
    HEALTH = "health"
    HELP_TYPE = "help_type"
    HELP_GOALS = "help_goals"
    PROVIDER_REPORTS = "provider_reports"
    APPOINTMENTS = "appointments"
    FAM_JOINT = "fam_joint"
    SINGLE_NOTE = "single_note"
    NONE = "none"


class Level(IntEnum):
    """How much of a value may be seen. The lower of two levels always wins."""

    NONE = 0
    PSEUDONYMISED = 1
    SUMMARY = 2
    FULL = 3

    @property
    def id(self) -> str:
        """The word for it in policies, files and the API."""
        return _LEVEL_WORDS[self]


_LEVEL_WORDS = tuple(level.name.lower() for level in Level)
"""By number: asked for each value of a look, and to build it anew took ten times as long."""


class Sensitivity(StrEnum):
    """How a value is to be protected."""

    NORMAL = "normal"
    SOCIAL = "social"
    ART9 = "art9"
    ENTRUSTED_65 = "entrusted_65"
    THIRD_PARTY = "third_party"
    CHILD_PROTECTION = "child_protection"


class BlankReason(StrEnum):
    """All that a blank says to the other side; the exact code stays in the log."""

    CONSENT_MISSING = "consent_missing"
    CONSENT_REFUSED = "consent_refused"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONSENT_EXPIRED = "consent_expired"
    SIGNER_MISSING = "signer_missing"
    OWN_CONSENT_MISSING = "own_consent_missing"
    RECIPIENT_NOT_COVERED = "recipient_not_covered"
    PURPOSE_NOT_ALLOWED = "purpose_not_allowed"
    FAM_NOT_ACTIVE = "fam_not_active"


class Effect(StrEnum):
    """What came out."""

    PERMIT = "permit"
    PERMIT_WITH_DUTY = "permit_with_duty"
    REDACT = "redact"
    DENY = "deny"
