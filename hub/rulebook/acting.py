"""From a written act to an answer: its facts go to the gate, which judges them as it would judge the act itself."""

from dataclasses import dataclass
from datetime import datetime

from hub.gate.judging import judge_act
from hub.policy.act_rules import Names
from hub.policy.particulars import read_particulars
from hub.policy.policies import PolicySet
from hub.rulebook.asking import read_request
from hub.rulebook.judging import USUAL_INSTANT, Answer, Rules, signed_of
from hub.rulebook.people import Case, read_family
from hub.rulebook.pieces import Facts, Piece, entries, fields_about
from hub.rulebook.principals import staff_id
from hub.terms.access import AccessRequest, Outline
from hub.terms.acts import ActDecision, Particulars, Proposal
from hub.terms.ids import ActId


@dataclass(frozen=True, eq=False)
class WeighedAct:
    """One act of a case, with all that it was judged from."""

    request: AccessRequest
    outline: Outline
    proposal: Proposal
    found: ActDecision


def answer_act(case: Case, rules: Rules) -> Answer:
    """Judge one act."""
    found = weigh_act(case, rules).found
    return Answer(
        effect=found.effect,
        reason=found.reason,
        level=found.level,
        shown=frozenset(found.shown),
        withheld=frozenset(left.name for left in found.withheld),
        duties=frozenset(found.duties),
        rules=found.rules,
    )


def weigh_act(case: Case, rules: Rules) -> WeighedAct:
    """What the act names are facts of the catalogue, entries of the case, or all that the case holds."""
    ask, policies = case["ask"], rules.policies
    facts = Facts(case, datetime.fromisoformat(case.get("at", USUAL_INSTANT)), policies.catalogue)
    held = entries(facts)
    act, terms = ActId(ask["act"]), read_particulars(ask["details"], lambda ref: staff_id(case, ref))
    pieces = [*_named(facts, terms), *(piece for ref in terms.entries for piece in held.get(ref, ()))]
    if _names(policies, act) is Names.RECORD:
        pieces = [piece for one in held.values() for piece in one]
    outline = Outline(read_family(case), tuple(piece.cell for piece in pieces))
    request, signed = read_request(facts, policies), signed_of(case, held, rules)
    proposal = Proposal(act, terms)
    return WeighedAct(request, outline, proposal, judge_act(policies, request, outline, signed, proposal))


def _named(facts: Facts, terms: Particulars) -> tuple[Piece, ...]:
    return fields_about(facts, [str(fact) for fact in terms.facts], [str(person) for person in terms.about])


def _names(policies: PolicySet, act: ActId) -> Names:
    rule = policies.acts.get(act)
    return rule.names if rule else Names.NOTHING
