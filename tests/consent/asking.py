"""Asking this room about a made-up family, in the words of the scenario format."""

from collections.abc import Mapping
from typing import Any

from hub.consent.releases import Standing, work_out
from hub.terms.access import Release
from hub.terms.ids import FieldId, PersonId

from .scenario_facts import USUAL_INSTANT, catalogue, identity, papers_of, question_of

COACH = {"coach": {"role": "jobcoach"}}
ASD = {"asd": {"role": "asd_worker"}}
PROOF = {"kind": "register_58", "seen_on": "2026-01-20"}
PARENTS = {"mother": {"born": "1988-04-14"}, "father": {"born": "1985-04-14"}}


def child(born: str, *custody: Any, **facts: Any) -> dict[str, Any]:
    """Somebody born on a day; with both parents as custodians unless others are named."""
    return {"born": born, "custody": list(custody) or ["mother", "father"], **facts}


def case(persons: Mapping[str, Any], consents: Mapping[str, Any], **other: Any) -> dict[str, Any]:
    """A scenario in which a Jobcoach asks to support the family, unless said otherwise."""
    principals = other.get("principals", COACH)
    asking = {"principal": next(iter(principals)), "purpose": other.get("purpose", "fam_joint_support")}
    return {
        "at": other.get("at", USUAL_INSTANT),
        "persons": persons,
        "principals": principals,
        "consents": consents,
        "ask": asking,
    }


def standing(facts: Mapping[str, Any]) -> Standing:
    """All that the consents of a scenario open, and what is in the way."""
    return work_out(papers_of(facts), question_of(facts), catalogue())


def release(facts: Mapping[str, Any], person: str, field: str) -> Release | None:
    """What opens one field of one person."""
    bit = 1 << catalogue().by_id[FieldId(field)].bit
    found = [one for one in standing(facts).releases if one.fields & bit and one.person == PersonId(identity(person))]
    assert len(found) <= 1
    return found[0] if found else None


def answer(facts: Mapping[str, Any], person: str, field: str = "sgb8_help_type") -> str:
    """`consent` where one field of one person is open, else the code of what is in the way."""
    if release(facts, person, field) is not None:
        return "consent"
    bit = 1 << catalogue().by_id[FieldId(field)].bit
    about = PersonId(identity(person))
    reasons = [str(one.reason) for one in standing(facts).obstacles if one.fields & bit and one.person == about]
    assert len(reasons) <= 1
    return reasons[0] if reasons else "consent_missing"
