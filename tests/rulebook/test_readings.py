"""Readings of the scenario format that no public case turns on, each as a case of its own."""

from typing import Any

import pytest

from hub.rulebook.judging import answer

from .books import public_cases, read, rules

PEOPLE = {
    "mother": {"born": "1988-04-14"},
    "father": {"born": "1985-04-14"},
    "youth": {"born": "2010-06-03", "custody": ["mother", "father"]},
}
STAFF = {
    "coach": {"role": "jobcoach"},
    "asd": {"role": "asd_worker"},
    "asd2": {"role": "asd_worker"},
    "lead": {"role": "asd_lead"},
    "oft1": {"role": "provider_worker", "team": "oft"},
    "oft_lead": {"role": "provider_lead", "team": "oft"},
    "finance": {"role": "youth_help_finance"},
    "auditor": {"role": "auditor", "agency": "jugendamt"},
}
STD = {"c1": {"for": ["mother"], "signed": ["mother"]}}
HELP = {"h1": {"provider": "oft", "workers": ["oft1"], "from": "2026-06-01"}}
NOTE = {"field": "sgb8_conversation_note", "about": ["father"], "entrusted_by": ["youth"], "entrusted_to": "asd"}
PASSED = {"passed_on": {"by": "asd", "at": "2026-11-19T09:30:00+01:00"}}
NAMED = {"categories": ["single_note"], "entries": ["n1"], "from": "2026-11-17", "to": "2027-02-28"}


def ask(principal: str, purpose: str, field: str | None = None, **more: Any) -> Any:
    """Decision, reason and duties of a question; facts beside it by their names."""
    about = more.pop("about", ["mother"])
    what = {"field": field, "about": about} if field else {"entries": ["n1"]}
    grounds = {"grounds": more.pop("grounds")} if "grounds" in more else {}
    question = {"principal": principal, "purpose": purpose, **what, **grounds}
    some = {"persons": PEOPLE, "principals": STAFF, "ask": question} | more
    [case] = read({**public_cases()["S001"], **some})
    found = answer(case, rules())
    return str(found.effect), str(found.reason), set(found.duties)


@pytest.mark.parametrize(
    ("principal", "more", "expected"),
    [
        ("oft1", {"help": HELP}, "own_task"),
        ("oft_lead", {"help": HELP}, "own_task"),
        ("oft1", {}, "not_assigned"),
        ("oft1", {"help": {"h1": {**HELP["h1"], "workers": []}}}, "not_assigned"),
        ("oft_lead", {"help": {"h1": {**HELP["h1"], "workers": []}}}, "own_task"),
        ("oft1", {"help": {"h1": {**HELP["h1"], "to": "2026-11-23"}}}, "own_task"),
        ("oft1", {"help": {"h1": {**HELP["h1"], "from": "2026-11-24"}}}, "help_not_running"),
        ("oft1", {"help": {"h1": {**HELP["h1"], "agreement": False}}}, "provider_not_activated"),
    ],
)
def test_a_provider_reads_within_a_running_help(principal, more, expected):
    """Named, begun, not ended, with an agreement (R5); a lead needs not be named."""
    assert expected == ask(principal, "provider_service", "provider_assignment", **more)[1]


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        ({}, "consent"),
        ({"restored_at": "2026-11-23T11:00:00+01:00"}, "consent"),
        ({"restored_at": "2026-11-23T09:00:00+01:00"}, "restore_pending"),
        (
            {"restored_at": "2026-11-23T09:00:00+01:00", "journal_replayed_at": "2026-11-23T10:00:01+01:00"},
            "restore_pending",
        ),
        ({"restored_at": "2026-11-23T09:00:00+01:00", "journal_replayed_at": "2026-11-23T10:00:00+01:00"}, "consent"),
    ],
)
def test_nothing_goes_across_between_a_restore_and_its_journal(system, expected):
    """From the second of the restore to that of the replay (G7); what is one's own stays open."""
    given = {"system": {"restored_from": "2026-11-22T02:00:00+01:00", **system} if system else {}, "consents": STD}
    given = {key: value for key, value in given.items() if value}

    assert expected == ask("coach", "fam_joint_support", "sgb8_help_type", **given)[1]
    assert "own_task" == ask("coach", "fam_joint_support", "sgb2_work_history", **given)[1]


def test_control_needs_an_occasion_and_sees_nothing_that_was_confided():
    """Case by case, with the reason written down, own data only (R4)."""
    why = {"grounds": {"basis": "supervision", "occasion": "Beschwerde"}}

    assert ("deny", "occasion_missing", set()) == ask("lead", "supervision", "sgb8_help_plan")
    assert ("permit_with_duty", "control", {"reason_logged"}) == ask("lead", "supervision", "sgb8_help_plan", **why)
    assert "entrusted" == ask("lead", "supervision", "sgb8_conversation_note", **why)[1]
    assert "deny" == ask("lead", "supervision", "sgb2_benefit_status", consents=STD, **why)[0]


def test_audit_is_about_money():
    """Of the own agency and, for the Jugendamt, of the providers it pays."""
    why = {"grounds": {"basis": "audit", "occasion": "Jahresprüfung"}, "help": HELP}

    assert "permit_with_duty" == ask("auditor", "audit", "sgb8_cost_contribution", **why)[0]
    assert "permit_with_duty" == ask("auditor", "audit", "provider_hours", **why)[0]
    assert "not_necessary" == ask("auditor", "audit", "sgb8_help_plan", **why)[1]


def test_a_confider_signs_in_person_and_nobody_beside_them():
    """The youth confided it about the father: his consent and the youth's own, without that of the custodians (R9)."""
    fathers = {"c1": {"for": ["father"], "signed": ["father"], **NAMED}}
    youths = {"c2": {"for": ["youth"], "signed": ["youth"], **NAMED}}
    parents = {"c2": {"for": ["youth"], "signed": ["mother", "father"], **NAMED}}
    entries = {"entries": {"n1": {**NOTE, **PASSED}}}

    assert ("permit_with_duty", "consent", {"purpose_bound"}) == ask(
        "coach", "fam_joint_support", consents={**fathers, **youths}, **entries
    )
    assert "entrusted" == ask("coach", "fam_joint_support", consents={**fathers, **parents}, **entries)[1]
    assert "entrusted" == ask("coach", "fam_joint_support", consents=youths, **entries)[1]
    still_there = {"entries": {"n1": NOTE}, "consents": {**fathers, **youths}}
    assert "entrusted" == ask("coach", "fam_joint_support", **still_there)[1]


@pytest.mark.parametrize(
    ("grounds", "duties"),
    [
        (
            {"basis": "successor", "danger_signs": ["Anzeichen"], "needed_for_estimate": True},
            {"danger_signs_recorded", "basis_recorded"},
        ),
        ({"basis": "successor", "danger_signs": [], "needed_for_estimate": True}, None),
        ({"basis": "successor", "danger_signs": ["Anzeichen"]}, None),
        ({"basis": "estimate", "called_in_by": "asd"}, {"basis_recorded", "pseudonymise"}),
        ({"basis": "estimate", "called_in_by": "asd", "names_needed": True}, {"basis_recorded"}),
        ({"basis": "estimate"}, None),
    ],
)
def test_danger_opens_what_was_confided_inside_the_own_agency(grounds, duties):
    """To a successor or to whoever is called in, for child protection alone (§ 65 Abs. 1 Nr. 3 and 4 SGB VIII)."""
    given = {"entries": {"n1": NOTE}, "grounds": grounds}

    found = ask("asd2", "sgb8_child_protection", **given)

    assert found == (("deny", "entrusted", set()) if duties is None else ("permit_with_duty", "statute", duties))
    assert "entrusted" == ask("asd2", "sgb8_help_planning", **given)[1]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "consent"),
        ({"bound": "Hausarzt"}, "source_not_released"),
        ({"recipients": ["jobcenter:coaching_team"]}, "source_not_released"),
        ({"fields": ["sgb2_disability_status"]}, "source_not_released"),
        ({"to": "2026-11-22"}, "source_not_released"),
        ({"by": "father"}, "source_not_released"),
        ({"withdrawn_at": "2026-11-23T10:00:00+01:00"}, "source_not_released"),
        ({"withdrawn_at": "2026-11-23T10:00:01+01:00"}, "consent"),
    ],
)
def test_a_source_bound_to_secrecy_is_released_by_name_recipient_and_matter(change, expected):
    """A paper of its own beside the consent (R11, D25)."""
    release = {
        "by": "mother",
        "bound": "Ärztin",
        "recipients": ["jugendamt:asd_west"],
        "fields": ["sgb2_work_capacity"],
        "from": "2026-06-01",
        "to": "2027-02-28",
    }
    given = {
        "consents": {"c1": {"for": ["mother"], "signed": ["mother"], "categories": ["health"]}},
        "releases_203": {"r1": release | change},
        "entries": {"n1": {"field": "sgb2_work_capacity", "about": ["mother"], "source_203": "Ärztin"}},
    }

    assert expected == ask("asd", "fam_joint_support", **given)[1]


def test_billing_reads_its_few_fields_own_and_the_providers():
    """Kind, period, hours and contribution; nothing of the content (R4)."""
    assert "own_task" == ask("finance", "provider_billing", "sgb8_help_type")[1]
    assert "within_help" == ask("finance", "provider_billing", "provider_hours", help=HELP)[1]
    assert "not_necessary" == ask("finance", "provider_billing", "sgb8_help_plan")[1]
