"""Who asks in a written case and who is present, and what ties them to the family."""

from collections.abc import Iterator
from datetime import date, datetime

from hub.policy.policies import PolicySet
from hub.rulebook.people import Case, read_day
from hub.terms.access import Mandate, Order
from hub.terms.clock import legal_day
from hub.terms.ids import ProviderId, StaffId, TeamId
from hub.terms.lists import Agency, Role
from hub.terms.principals import Principal

TEAMS = {
    Role.JOBCOACH: "coaching_team",
    Role.JOBCOACH_DEPUTY: "coaching_team",
    Role.JOBCOACH_U25: "u25_team",
    Role.BENEFIT_OFFICER: "service_centre",
    Role.ASD_WORKER: "asd_west",
    Role.ASD_DEPUTY: "asd_west",
    Role.YOUTH_HELP_FINANCE: "youth_help_finance",
}
"""The team of a role where a case names none (R2 of the scenario format)."""

NOBODY_HERE = StaffId("staff:")
"""Somebody who is not in the case."""


def staff_id(case: Case, ref: str) -> StaffId:
    """The id of a principal; who belongs to the family signs in under the id of the person."""
    person = case["principals"].get(ref, {}).get("person")
    return StaffId(person if person in case.get("persons", {}) else f"staff:{ref}")


def read_principal(case: Case, ref: str, policies: PolicySet) -> Principal:
    """One principal in their role; the agency follows from it, save for roles that several agencies have."""
    facts = case["principals"][ref]
    role = Role(facts["role"])
    agency = Agency(facts.get("agency", min(policies.roles[role].agencies)))
    team = facts.get("team", TEAMS.get(role))
    return Principal(
        id=staff_id(case, ref),
        ref=ref,
        role=role,
        agency=agency,
        team=TeamId(team) if team else None,
        provider=ProviderId(team) if team and agency is Agency.PROVIDER else None,
        recognised_social_worker=facts.get("recognised_social_worker", False),
    )


def read_mandate(case: Case, ref: str, at: datetime, policies: PolicySet) -> Mandate:
    """What ties this principal to the family on the day of the instant."""
    facts, day = case["principals"][ref], legal_day(at)
    standings = [_standing(one, day) for one in _helps(case, facts.get("team"))]
    naming = [_standing(one, day) for one in _helps(case, facts.get("team")) if ref in one.get("workers", ())]
    return Mandate(
        assigned=facts.get("assigned", True),
        deputy=_stands_in(facts.get("deputy"), day),
        stands_in_for=_colleague(case, Role(facts["role"]), policies) if "deputy" in facts else None,
        related=bool(facts.get("related_to")),
        hr_decision=facts.get("hr_decision", False),
        order=min(naming or standings, key=_BEST.index, default=Order.NONE),
        named=bool(naming),
    )


def _colleague(case: Case, deputy: Role, policies: PolicySet) -> StaffId | None:
    """For whom a deputy's grant can be, where it does not say so: the only one of that office who has the case."""
    having = [
        ref
        for ref, facts in case["principals"].items()
        if policies.roles[Role(facts["role"])].deputy_role is deputy and facts.get("assigned", True)
    ]
    return staff_id(case, having[0]) if len(having) == 1 else None


_BEST = (Order.RUNNING, Order.UNAGREED, Order.ENDED, Order.NONE)


def _helps(case: Case, team: str | None) -> Iterator[Case]:
    return (one for one in case.get("help", {}).values() if one["provider"] == team)


def _standing(facts: Case, day: date) -> Order:
    first, last = date.fromisoformat(facts["from"]), read_day(facts.get("to"))
    if day < first or (last is not None and last < day):
        return Order.ENDED
    return Order.RUNNING if facts.get("agreement", True) else Order.UNAGREED


def _stands_in(grant: Case | None, day: date) -> bool:
    """A grant with a reason, from day to day; both count."""
    if grant is None or not grant["reason"].strip():
        return False
    return date.fromisoformat(grant["from"]) <= day <= date.fromisoformat(grant["to"])
