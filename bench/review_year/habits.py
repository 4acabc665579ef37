"""For what each role usually opens which kinds of things: the ordinary that the rules compare with."""

from random import Random

from hub.terms.lists import Agency, Category, Purpose, Role

C, P, R = Category, Purpose, Role

PURPOSES: dict[Role, dict[Purpose, int]] = {
    R.JOBCOACH: {P.SGB2_INTEGRATION: 50, P.FAM_JOINT_SUPPORT: 34, P.LIVELIHOOD: 8, P.SCHOOL_TO_WORK: 5},
    R.JOBCOACH_U25: {P.SCHOOL_TO_WORK: 45, P.SGB2_INTEGRATION: 30, P.FAM_JOINT_SUPPORT: 20},
    R.BENEFIT_OFFICER: {P.SGB2_BENEFIT: 70, P.LIVELIHOOD: 28},
    R.FAM_COORDINATOR: {P.FAM_ADMISSION: 60, P.FAM_JOINT_SUPPORT: 20, P.SUPERVISION: 20},
    R.JOBCENTER_LEAD: {P.SUPERVISION: 100},
    R.ASD_WORKER: {P.SGB8_HELP_PLANNING: 58, P.FAM_JOINT_SUPPORT: 30, P.SGB8_COURT_SUPPORT: 4, P.TRANSITION_36B: 3},
    R.ASD_DEPUTY: {P.SGB8_HELP_PLANNING: 100},
    R.ASD_LEAD: {P.SUPERVISION: 80, P.FAM_ADMISSION: 20},
    R.YOUTH_HELP_FINANCE: {P.SGB8_COST_CONTRIBUTION: 55, P.PROVIDER_BILLING: 45},
    R.YOUTH_COURT_AID: {P.YOUTH_COURT: 100},
    R.GUARDIAN_OFFICE: {P.GUARDIANSHIP: 100},
    R.ISEF: {P.SGB8_CHILD_PROTECTION: 100},
    R.PROVIDER_WORKER: {P.PROVIDER_SERVICE: 92, P.CASE_CONFERENCE: 6},
    R.PROVIDER_LEAD: {P.PROVIDER_SERVICE: 60, P.PROVIDER_BILLING: 40},
    R.AUDITOR: {P.AUDIT: 100},
}
OPENED: dict[Purpose, tuple[Category, ...]] = {
    P.SGB2_INTEGRATION: (C.CONTACT, C.WORK_TRAINING, C.APPOINTMENTS, C.BENEFIT_STATUS),
    P.FAM_JOINT_SUPPORT: (C.APPOINTMENTS, C.FAM_JOINT, C.CONTACT, C.HELP_GOALS, C.WORK_TRAINING),
    P.LIVELIHOOD: (C.BENEFIT_STATUS, C.CONTACT, C.HOUSING),
    P.SCHOOL_TO_WORK: (C.SCHOOL_CHILDCARE, C.WORK_TRAINING, C.CONTACT),
    P.SGB2_BENEFIT: (C.BENEFIT_STATUS, C.FINANCE_DETAIL, C.HOUSING, C.CONTACT),
    P.FAM_ADMISSION: (C.CONTACT, C.FAMILY_RELATIONS, C.BENEFIT_STATUS),
    P.SUPERVISION: (C.FAM_JOINT, C.HELP_GOALS, C.CONTACT),
    P.SGB8_HELP_PLANNING: (C.HELP_GOALS, C.CONTACT, C.FAMILY_RELATIONS, C.SCHOOL_CHILDCARE, C.HELP_TYPE),
    P.SGB8_COURT_SUPPORT: (C.FAMILY_RELATIONS, C.HELP_GOALS),
    P.TRANSITION_36B: (C.HELP_GOALS, C.CONTACT),
    P.SGB8_COST_CONTRIBUTION: (C.BENEFIT_STATUS, C.HELP_TYPE, C.CONTACT),
    P.PROVIDER_BILLING: (C.HELP_TYPE, C.PROVIDER_REPORTS),
    P.YOUTH_COURT: (C.CONTACT, C.SCHOOL_CHILDCARE),
    P.GUARDIANSHIP: (C.FAMILY_RELATIONS, C.CONTACT),
    P.SGB8_CHILD_PROTECTION: (C.CONTACT, C.FAMILY_RELATIONS, C.SCHOOL_CHILDCARE),
    P.PROVIDER_SERVICE: (C.CONTACT, C.HELP_GOALS, C.PROVIDER_REPORTS, C.APPOINTMENTS),
    P.CASE_CONFERENCE: (C.FAM_JOINT, C.HELP_GOALS, C.APPOINTMENTS, C.WORK_TRAINING),
    P.AUDIT: (C.BENEFIT_STATUS, C.FINANCE_DETAIL),
}
SELDOM_OPENED: dict[Purpose, tuple[Category, ...]] = {
    P.SGB2_INTEGRATION: (C.HEALTH, C.SCHOOL_CHILDCARE, C.FAMILY_RELATIONS),
    P.FAM_JOINT_SUPPORT: (C.HEALTH, C.HOUSING, C.SCHOOL_CHILDCARE),
    P.SGB2_BENEFIT: (C.FAMILY_RELATIONS, C.HEALTH, C.WORK_TRAINING),
    P.SGB8_HELP_PLANNING: (C.PROVIDER_REPORTS, C.HEALTH, C.HOUSING),
    P.SGB8_COST_CONTRIBUTION: (C.FINANCE_DETAIL, C.FAMILY_RELATIONS),
    P.PROVIDER_SERVICE: (C.SCHOOL_CHILDCARE, C.HEALTH, C.FAMILY_RELATIONS),
}
SELDOM = 0.01
"""How often a look needs something of these besides: whether somebody can work at all, what a provider reported."""
OTHERS: dict[Agency, frozenset[Category]] = {
    Agency.JOBCENTER: frozenset({C.HELP_GOALS, C.HELP_TYPE, C.FAM_JOINT, C.APPOINTMENTS}),
    Agency.JUGENDAMT: frozenset({C.WORK_TRAINING, C.BENEFIT_STATUS, C.FAM_JOINT}),
    Agency.PROVIDER: frozenset({C.CONTACT, C.HELP_GOALS, C.APPOINTMENTS, C.WORK_TRAINING}),
}
"""What an agency sees of others' data, or of joint ones: it rests on a consent."""


def purpose_of(chance: Random, role: Role) -> Purpose:
    """For what somebody of this role opens a file, as often as it is usual."""
    usual = PURPOSES.get(role, {P.FAM_JOINT_SUPPORT: 1})
    return chance.choices(list(usual), list(usual.values()))[0]


def opened_for(chance: Random, purpose: Purpose) -> tuple[Category, ...]:
    """What is opened for it in one look: one or two kinds of things, seldom four, and sometimes an unusual one."""
    fitting, unusual = OPENED.get(purpose, (C.CONTACT,)), SELDOM_OPENED.get(purpose, ())
    found = chance.sample(fitting, min(len(fitting), chance.choice((1, 1, 1, 2, 2, 3))))
    return (*found, chance.choice(unusual)) if unusual and chance.random() < SELDOM else tuple(found)
