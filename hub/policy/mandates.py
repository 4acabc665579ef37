"""May this be entered? Deputies, assignments and conflicts, by the table `policies/house/mandates.toml`; pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from hub.policy.policies import NOTHING, MandateRule, MandateTable, PolicySet, Tie
from hub.terms.lists import Role
from hub.terms.mandates import Fault, MandateAct, MandateFacts, Tied, Wish
from hub.terms.principals import Principal
from hub.terms.reasons import Reason

NO_RULE = MandateRule()
GRANTS = frozenset({MandateAct.GRANT_DEPUTY, MandateAct.TAKE_OVER})
ENDS = frozenset({MandateAct.END_DEPUTY, MandateAct.END_OWN_DEPUTY})
OWN = frozenset({MandateAct.TAKE_OVER, MandateAct.DECLARE_CONFLICT, MandateAct.END_OWN_DEPUTY})
"""What one enters for oneself; everything else is entered for somebody else, never for oneself."""


def may_enter(policies: PolicySet, role: Role) -> MandateRule:
    """What a role may enter, for colleagues of which roles. A role that is not in the table may enter nothing."""
    return policies.mandates.roles.get(role, NO_RULE)


def may_be_deputy(policies: PolicySet, role: Role) -> bool:
    """Whoever holds the role can stand in: in the role for that, or because it is nothing else."""
    rule = policies.roles.get(role, NOTHING)
    return rule.deputy_role is not None or rule.tie is Tie.DEPUTY


def may_be_replaced(policies: PolicySet, role: Role) -> bool:
    """Somebody can stand in for whoever holds the role."""
    return policies.roles.get(role, NOTHING).deputy_role is not None


def may_be_assigned(policies: PolicySet, role: Role) -> bool:
    """A case can be the own one of whoever holds the role."""
    return policies.roles.get(role, NOTHING).tie is Tie.ASSIGNMENT


def faults(table: MandateTable, wish: Wish, day: date) -> tuple[Fault, ...]:
    """What is wrong with the wish itself. Says nothing about any family."""
    return tuple(_faults(table, wish, day))


def fitting(wish: Wish, facts: MandateFacts) -> MandateFacts:
    """Of all a colleague's families those for which it can be entered; one that was named stays, fitting or not."""
    if wish.number is not None or wish.act in ENDS:
        return facts
    suited = tuple(one for one in facts.families if _FITS[wish.act](one) and not one.excludes_me)
    return replace(facts, families=suited)


def why_refused(policies: PolicySet, principal: Principal, wish: Wish, facts: MandateFacts) -> Reason | None:
    """Why the wish is refused; None if it is not. Unknown, foreign and unsuitable are one answer."""
    rule = may_enter(policies, principal.role)
    if wish.act not in rule.may or (wish.staff == principal.id) is not (wish.act in OWN):
        return Reason.PURPOSE_NOT_ALLOWED
    if any(one.excludes_me for one in facts.families) and wish.act is not MandateAct.DECLARE_CONFLICT:
        return Reason.EXCLUDED_RELATIVE
    are_fitting = bool(facts.families) and all(_FITS[wish.act](one) for one in facts.families)
    if not are_fitting or not _are_suited(policies, rule, wish, facts):
        return Reason.NOT_ASSIGNED
    return None


def _faults(table: MandateTable, wish: Wish, day: date) -> Iterator[Fault]:
    if wish.act in GRANTS:
        yield from _faults_of_grant(table, wish, day)
    if wish.act is MandateAct.DECLARE_CONFLICT and wish.ground is None:
        yield Fault.GROUND
    if wish.act not in GRANTS | ENDS and wish.number is None:
        yield Fault.NUMBER
    if wish.act is MandateAct.ASSIGN:
        yield from _faults_of_time(table, wish, day)


def _faults_of_grant(table: MandateTable, wish: Wish, day: date) -> Iterator[Fault]:
    is_own = wish.act is MandateAct.TAKE_OVER
    longest = table.self_declared_days if is_own else table.deputy_days
    if wish.stands_in_for is None or wish.stands_in_for == wish.staff:
        yield Fault.COLLEAGUE
    if is_own and wish.number is None:
        yield Fault.NUMBER
    if len(" ".join(wish.reason.split())) < table.reason_length:
        yield Fault.REASON
    yield from _faults_of_time(table, wish, day)
    if wish.until is None or (wish.until - wish.since).days >= longest:
        yield Fault.TOO_LONG


def _faults_of_time(table: MandateTable, wish: Wish, day: date) -> Iterator[Fault]:
    if wish.since < day:
        yield Fault.PAST
    if wish.since > day + timedelta(table.ahead_days):
        yield Fault.TOO_FAR
    if wish.until is not None and wish.until < wish.since:
        yield Fault.REVERSED


def _are_suited(policies: PolicySet, rule: MandateRule, wish: Wish, facts: MandateFacts) -> bool:
    """Who is to act, and in whose place, are colleagues for whom the asker may enter it."""
    staff = facts.staff_roles if wish.act in OWN else facts.staff_roles & rule.over
    if wish.act in GRANTS:
        others = facts.other_roles & rule.over
        return any(may_be_deputy(policies, one) for one in staff) and any(
            may_be_replaced(policies, one) for one in others
        )
    if wish.act is MandateAct.ASSIGN:
        return any(may_be_assigned(policies, one) for one in staff)
    return True


def _is_there(one: Tied) -> bool:
    return one.family is not None


_FITS: Mapping[MandateAct, Callable[[Tied], bool]] = {
    MandateAct.GRANT_DEPUTY: lambda one: _is_there(one) and one.other_assigned and not one.excludes_staff,
    MandateAct.TAKE_OVER: lambda one: _is_there(one) and one.other_assigned and not one.excludes_me,
    MandateAct.END_DEPUTY: _is_there,
    MandateAct.END_OWN_DEPUTY: _is_there,
    MandateAct.ASSIGN: lambda one: _is_there(one) and one.known and not one.excludes_staff,
    MandateAct.END_ASSIGNMENT: lambda one: _is_there(one) and one.staff_assigned,
    MandateAct.DECLARE_CONFLICT: lambda one: _is_there(one) and one.mine and not one.excludes_me,
    MandateAct.LIFT_CONFLICT: lambda one: _is_there(one) and one.staff_in_conflict,
}
"""What must be true of each family. Who has declared a conflict finds the case as if it were not there."""
