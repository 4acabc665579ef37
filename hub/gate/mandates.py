"""Entering who works with whom: a change of mandates and its entry are one transaction, for each family its own.

Whether it may be entered is asked of `hub.policy.mandates`; a refusal is written down like any other. Number unknown,
family of others, colleague unsuitable: one answer.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.identity.store import load_colleagues, load_grants, load_mandate_facts, load_unattended, write_mandate
from hub.ledger.append import TRIES, append
from hub.ledger.entry import Entry, Event, Touched, change
from hub.ledger.errors import NumberTaken
from hub.policy.mandates import ENDS, faults, fitting, may_be_deputy, may_be_replaced, may_enter, why_refused
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Effect
from hub.terms.mandates import Grant, MandateAct, MandateBoard, MandateFacts, Outcome, Tied, Wish
from hub.terms.principals import Principal
from hub.terms.reasons import Reason

EVENTS = {
    MandateAct.GRANT_DEPUTY: Event.DEPUTY_GRANTED,
    MandateAct.TAKE_OVER: Event.DEPUTY_TAKEN,
    MandateAct.END_DEPUTY: Event.DEPUTY_ENDED,
    MandateAct.END_OWN_DEPUTY: Event.DEPUTY_ENDED,
    MandateAct.ASSIGN: Event.ASSIGNED,
    MandateAct.END_ASSIGNMENT: Event.ASSIGNMENT_ENDED,
    MandateAct.DECLARE_CONFLICT: Event.CONFLICT_DECLARED,
    MandateAct.LIFT_CONFLICT: Event.CONFLICT_LIFTED,
}
NO_NUMBER = FamilyNumber("")


@by_rules_in_force
def enter_mandate(house: House, principal: Principal, wish: Wish, at: datetime) -> Outcome:
    """Enter one change of mandates, if the table lets this principal. All its families, or none.

    Raises ThereAlready where it is so already, LedgerUnavailable and DatabaseUnavailable: then nothing was written.
    """
    wrong = faults(house.policies.mandates, wish, legal_day(at))
    if wrong:
        return Outcome(Effect.DENY, Reason.STEPS_MISSING, faults=wrong)
    for _ in range(TRIES - 1):
        try:
            return _enter_once(house, principal, wish, at)
        except NumberTaken:  # somebody wrote about one of the families meanwhile
            continue
    return _enter_once(house, principal, wish, at)


@by_rules_in_force
def load_board(house: House, principal: Principal, at: datetime) -> MandateBoard:
    """What the page of mandates shows: colleagues to choose from, grants, families without anybody. No case content.

    Three statements at most. Who may enter nothing is shown nothing.
    """
    rule, day = may_enter(house.policies, principal.role), legal_day(at)
    if not rule.may & {MandateAct.GRANT_DEPUTY, MandateAct.TAKE_OVER, MandateAct.END_OWN_DEPUTY}:
        return MandateBoard(rule.may)
    table = house.policies.mandates
    empty = MandateBoard(rule.may, table.deputy_days, table.self_declared_days, table.reason_length)
    colleagues = tuple(one for one in load_colleagues(house.db, day) if one.roles & rule.over)
    grants = load_grants(house.db, principal.id, day)
    if MandateAct.END_DEPUTY not in rule.may:
        return replace(
            empty,
            others=tuple(one for one in colleagues if one.id != principal.id),
            grants=tuple(one for one in grants if principal.id in (one.staff, one.stands_in_for)),
        )
    return replace(
        empty,
        colleagues=colleagues,
        deputies=tuple(one for one in colleagues if any(may_be_deputy(house.policies, role) for role in one.roles)),
        others=tuple(one for one in colleagues if any(may_be_replaced(house.policies, role) for role in one.roles)),
        grants=grants,
        unattended=load_unattended(house.db, principal.id, rule.over, day),
    )


def _enter_once(house: House, principal: Principal, wish: Wish, at: datetime) -> Outcome:
    if wish.act in ENDS:
        wish, facts = _facts_of_grant(house, principal, wish, at)
    else:
        facts = fitting(wish, load_mandate_facts(house.db, principal.id, wish, legal_day(at)))
    reason = why_refused(house.policies, principal, wish, facts)
    if reason is not None:
        return _refuse(house, _entry(house, principal, wish, at), facts.families, reason)
    entries: list[EntryId] = []
    with house.db.begin() as tx:
        grant = wish.grant or new_id()
        for one in facts.families:
            entry = _entry(house, principal, replace(wish, number=one.number), at)
            append(tx, house.writer, replace(entry, family=one.family, family_seq=one.next_seq))
            write_mandate(tx, entry.id, _document(principal, wish, one, at) | {"grant": grant})
            entries.append(entry.id)
    return Outcome(Effect.PERMIT, Reason.OWN_TASK, tuple(entries))


def _facts_of_grant(house: House, principal: Principal, wish: Wish, at: datetime) -> tuple[Wish, MandateFacts]:
    """A grant of the own agency that still runs; whose it is says the database, not the form."""
    found: Grant | None = next(
        (one for one in load_grants(house.db, principal.id, legal_day(at)) if one.id == wish.grant), None
    )
    if found is None:
        return wish, MandateFacts(frozenset(), frozenset(), ())
    return replace(wish, staff=found.staff), MandateFacts(frozenset(), frozenset(), found.families)


def _refuse(house: House, entry: Entry, families: Sequence[Tied], reason: Reason) -> Outcome:
    """Written down; with the family where one was named and is there, so that it stands in its own numbering."""
    decision = {**entry.decision, "effect": Effect.DENY, "reason": reason}
    entry = replace(entry, effect=Effect.DENY, decision=decision)
    if len(families) == 1:
        entry = replace(entry, family=families[0].family, family_seq=families[0].next_seq)
    with house.db.begin() as tx:  # refused by the rules in force, like any change
        ticket = append(tx, house.writer, entry)
    return Outcome(Effect.DENY, reason, (ticket.entry,))


def _entry(house: House, principal: Principal, wish: Wish, at: datetime) -> Entry:
    """Whose mandate, for whom and how long; the words of reason stand in the note alone. Of a conflict no ground."""
    details: dict[str, object] = {
        "act": wish.act,
        "staff": wish.staff,
        "stands_in_for": wish.stands_in_for,
        "since": wish.since.isoformat(),
        "until": wish.until and wish.until.isoformat(),
    }
    touched = Touched(EVENTS[wish.act], wish.number or NO_NUMBER, details=details)
    entry = change(EntryId(new_id()), principal, at, house.policies.digest, touched)
    return replace(entry, note={"reason": wish.reason} if wish.reason else {})


def _document(principal: Principal, wish: Wish, one: Tied, at: datetime) -> dict[str, object]:
    return {
        "act": MandateAct.END_DEPUTY if wish.act in ENDS else wish.act,
        "family": one.family,
        "staff": wish.staff,
        "for": wish.stands_in_for,
        "since": wish.since,
        "until": wish.until,
        "reason": " ".join(wish.reason.split()),
        "by": principal.id,
        "ground": wish.ground,
        "at": at,
        "day": legal_day(at),
    }
