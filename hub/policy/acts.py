"""May an act be carried out, and with what? Decided by the rules of `policies/acts` and by those of reading; pure.

Who may act at all is asked of the compiled rules, as for a look (K1); then whether the act is one of this function and
purpose (K2); then what the act itself requires; then of each thing that it names whether it is let go. The answer gives
the first reason in the decision order K.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from hub.policy.act_rules import Names, Otherwise, Requirement
from hub.policy.because import K_ORDER
from hub.policy.compile import FAMILY_BITS, REQUEST_BITS
from hub.policy.letting import Piece, holds, names_of, pieces_of
from hub.policy.policies import Policy, PolicySet
from hub.policy.proceeding import Proceeding
from hub.policy.small_cells import told
from hub.policy.tables import closing
from hub.policy.viewers import take_seat
from hub.policy.withheld import Finding
from hub.terms.access import AccessRequest, Act, Outline
from hub.terms.acts import ActDecision, Left, Proposal
from hub.terms.lists import Effect, Level
from hub.terms.reasons import Reason


def decide_act(policies: PolicySet, request: AccessRequest, outline: Outline, proposal: Proposal) -> ActDecision:
    """The answer to an act. `outline` holds the facts or entries that it names, or all of the record.

    An act that no file names is refused, and so is one about a family that is not there.
    """
    tried = attempt(policies, request, outline, proposal)
    if tried is None:
        rule = policies.acts.get(proposal.act)
        reason = Reason.PURPOSE_NOT_ALLOWED if rule is None else rule.says if rule.never else Reason.NOT_ASSIGNED
        return _refused(policies, (), [Finding(reason, (rule.id,) if rule else ())])
    refusals = list(_refusals(tried))
    if refusals:
        return _refused(policies, names_of(tried.one), refusals)
    alone = replace(request, audience=(request.principal,), only=None, act=Act.DISCLOSE)
    pieces = pieces_of(tried.one, alone)
    return _answered(policies, tried.one, pieces, _other_basis(policies, tried.one, pieces, alone))


@dataclass(frozen=True, eq=False)
class Attempt:
    """An act that somebody wants to carry out, and what is in its way before anything that it names is looked at.

    `closed` are prohibitions for who asks about this family; of the requirements of the act that concern their agency,
    `met` hold and `unmet` do not.
    """

    one: Proceeding
    closed: tuple[Policy, ...]
    lets: bool
    met: tuple[Requirement, ...]
    unmet: tuple[Requirement, ...]


def attempt(policies: PolicySet, request: AccessRequest, outline: Outline, proposal: Proposal) -> Attempt | None:
    """None where no file names the act, where nobody ever may, or where there is no such family."""
    rule = policies.acts.get(proposal.act)
    if rule is None or rule.never or outline.family is None:
        return None
    seat = take_seat(policies, replace(request, act=Act.PROCEED), request.principal, outline.family)
    one = Proceeding(rule, seat.viewer, proposal.particulars, outline.cells)
    needed = [part for part in rule.requires if not part.agencies or request.principal.agency in part.agencies]
    met = [part for part in needed if holds(one, part.when, part.unless)]
    return Attempt(
        one,
        closed=tuple(closing(seat.program, seat.held, REQUEST_BITS | FAMILY_BITS)),
        lets=rule.lets(request.principal.role, request.purpose),
        met=tuple(met),
        unmet=tuple(part for part in needed if part not in met),
    )


def _refusals(tried: Attempt) -> Iterator[Finding]:
    """Who asks, then the function and the purpose, then what the act itself requires."""
    yield from (Finding(policy.says, (policy.id,)) for policy in tried.closed)
    if not tried.lets:
        yield Finding(Reason.PURPOSE_NOT_ALLOWED, (tried.one.rule.id,))
    yield from (Finding(part.says, (tried.one.rule.id,)) for part in tried.unmet)


def _refused(policies: PolicySet, names: Iterable[str], findings: Sequence[Finding]) -> ActDecision:
    first = min(findings, key=lambda finding: K_ORDER[finding.reason])
    withheld = tuple(Left(name, first.reason) for name in names)
    return ActDecision(Effect.DENY, first.reason, policies.digest, first.policies, withheld=withheld)


def _other_basis(
    policies: PolicySet, one: Proceeding, pieces: Sequence[Piece], reading: AccessRequest
) -> Otherwise | None:
    """On what else the act rests where reading does not open all that it names; None where on nothing else.

    What no consent could have brought for any purpose of FAM was not received by one, and stays closed (D28).
    """
    other, reasons = one.rule.otherwise, _reasons(pieces)
    if not reasons or other is None or not reasons <= other.instead_of or not holds(one, other.when):
        return None
    if Reason.PURPOSE_NOT_ALLOWED not in reasons:
        return other
    liftable = other.instead_of - {Reason.PURPOSE_NOT_ALLOWED}
    for purpose in sorted(policies.fam_purposes & policies.roles[reading.principal.role].purposes):
        if _reasons(pieces_of(one, replace(reading, purpose=purpose))) <= liftable:
            return other
    return None


def _reasons(pieces: Sequence[Piece]) -> frozenset[Reason]:
    return frozenset(piece.refused for piece in pieces if piece.refused is not None)


def _answered(policies: PolicySet, one: Proceeding, pieces: Sequence[Piece], other: Otherwise | None) -> ActDecision:
    """Let go with what may go; all of it where it rests on the other basis of the act."""
    refused = tuple(piece for piece in pieces if piece.refused is not None)
    if other is not None:
        pieces, refused = [piece._replace(refused=None, level=Level.FULL) for piece in pieces], ()
    shown = tuple(piece for piece in pieces if piece.refused is None)
    effect = _effect(one, len(shown), len(refused))
    duties = (*_duties(one), *(duty for piece in shown for duty in piece.duties)) if other is None else other.duties
    return ActDecision(
        effect=effect if effect is not Effect.PERMIT or not duties else Effect.PERMIT_WITH_DUTY,
        reason=_reason(refused, one.rule.says if other is None else other.says),
        policies=policies.digest,
        rules=tuple(dict.fromkeys((one.rule.id, *(rule for piece in refused or shown for rule in piece.rules)))),
        shown=tuple(piece.name for piece in shown),
        withheld=tuple(Left(piece.name, piece.refused) for piece in refused if piece.refused and piece.name),
        duties=() if effect is Effect.DENY else tuple(dict.fromkeys(duties)),
        level=min((piece.level for piece in shown), default=Level.NONE),
    )


def _effect(one: Proceeding, shown: int, refused: int) -> Effect:
    """Of a table the sums are told always, so that hiding all numbers leaves a part, unless the sums tell them (J3)."""
    if not refused:
        return Effect.PERMIT
    if shown or (one.rule.names is Names.TABLE and not told(one.terms.table, frozenset(names_of(one)))):
        return Effect.REDACT
    return Effect.DENY


def _reason(refused: Sequence[Piece], says: Reason) -> Reason:
    """That of what is left out, else that of the act."""
    return min((piece.refused for piece in refused if piece.refused), key=K_ORDER.__getitem__, default=says)


def _duties(one: Proceeding) -> tuple[str, ...]:
    agency = one.viewer.principal.agency
    return tuple(
        given.duty
        for given in one.rule.duties
        if (not given.agencies or agency in given.agencies) and holds(one, given.when, given.unless)
    )
