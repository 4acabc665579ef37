"""What a look comes to, made once for all looks that are alike. The entry is each look's own, and so are the values.

Deciding is pure: the same question about the same facts has the same answer. So an answer is remembered under all that
it was made from, and under the last instant at which it could have turned (midnight, a yes, a withdrawal). Every look
asks the database first; where it says that something changed, or that other rules are in force, nothing kept fits.
"""

from collections.abc import Hashable
from dataclasses import dataclass, fields, replace
from operator import attrgetter

from hub.consent.releases import last_turn
from hub.gate.confided import is_proven, shut
from hub.gate.deputies import standing_in
from hub.gate.frames import frame_of, seen_of
from hub.gate.house import House
from hub.gate.judging import Judgement, Signed, judge
from hub.gate.store import Facts
from hub.ledger.entry import Entry, look
from hub.terms.access import AccessRequest, Context
from hub.terms.answers import Frame
from hub.terms.ids import EntryId

asked_of = attrgetter(*(one.name for one in fields(AccessRequest) if one.name not in {"at", "context"}))
"""All of a question but its instant; what is known beside it comes from the facts alone."""


@dataclass(frozen=True, eq=False)
class Plan:
    """The judgement, the entry as of the first such look, and all that is said beside the values. Holds no value.

    No frame: nothing is shown, not even a blank. `shut` is the same look without a proof of who asks, where
    something was confided to them, and `waiting` how much that leaves out.
    """

    judged: Judgement
    entry: Entry
    frame: Frame | None
    waiting: int = 0
    shut: "Plan | None" = None


def plan_look(house: House, request: AccessRequest, facts: Facts) -> Plan:
    """What a look comes to for whoever proved, or did not, that they are the worker to whom something was confided."""
    plan = _kept(house, request, facts)
    return plan if plan.shut is None or is_proven(house, request.principal) else plan.shut


def _kept(house: House, request: AccessRequest, facts: Facts) -> Plan:
    """A family that may not be looked at is judged each time, as one that is not there."""
    if facts.known is None:
        return _made(house, request, facts)
    mandates = tuple(facts.ties.mandates.items())
    turned = last_turn(facts.papers, request.at)
    made_from: Hashable = (house.policies, facts.known, mandates, turned, *asked_of(request))
    plan = house.plans.get(made_from)
    if plan is None:
        plan = _made(house, request, facts)
        house.plans.keep(made_from, plan)
    return plan


def _made(house: House, request: AccessRequest, facts: Facts) -> Plan:
    request = standing_in(house.policies, replace(request, context=Context(mandates=facts.ties.mandates)))
    judged = judge(house.policies, request, facts.outline, Signed(facts.papers))
    plan, (fewer, waiting) = _laid_out(house, judged), shut(judged)
    return replace(plan, shut=replace(_laid_out(house, fewer), waiting=waiting)) if waiting else plan


def _laid_out(house: House, judged: Judgement) -> Plan:
    decision, family = judged.decision, judged.outline.family
    entry = look(EntryId(""), judged.request, decision, seen_of(house, family, decision))
    says_something = family is not None and bool(decision.shown or decision.blanks)
    return Plan(judged, entry, frame_of(house, decision, judged.outline) if says_something else None)
