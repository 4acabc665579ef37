"""From a written case to an answer: its facts go to the gate, which judges them as it judges a look."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hub.gate.consents import Words, read_papers, read_releases_203
from hub.gate.judging import Judgement, Signed, judge
from hub.policy.because import K_ORDER
from hub.policy.decide import why_not
from hub.policy.policies import PolicySet
from hub.rulebook.asking import read_request
from hub.rulebook.people import Case, read_family
from hub.rulebook.pieces import Facts, Piece, asked_fields, entries
from hub.rulebook.principals import staff_id
from hub.terms.access import AccessRequest, Outline
from hub.terms.ids import PersonId, PolicyId, StaffId
from hub.terms.lists import Effect, Level
from hub.terms.people import Family
from hub.terms.reasons import Reason

Held = Mapping[str, tuple[Piece, ...]]
USUAL_INSTANT = "2026-11-23T10:00:00+01:00"


@dataclass(frozen=True)
class Answer:
    """What came out of a case, and the rules that decided it. `shown` and `withheld` are names of the case."""

    effect: Effect
    reason: Reason
    level: Level = Level.NONE
    shown: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()
    duties: frozenset[str] = frozenset()
    rules: tuple[PolicyId, ...] = ()


@dataclass(frozen=True)
class Rules:
    """By what cases are judged: the rules, and what a consent says where a case is silent."""

    policies: PolicySet
    standard_consent: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Weighed:
    """A case with all that it was judged from. `pieces` are those asked for and the extracts looked at instead."""

    facts: Facts
    family: Family
    request: AccessRequest
    signed: Signed
    asked: Sequence[Piece]
    pieces: Sequence[Piece]
    judged: Judgement


def answer(case: Case, rules: Rules) -> Answer:
    """Judge one case."""
    weighed = weigh(case, rules)
    return _answer(rules.policies, weighed.judged, weighed.asked, weighed.pieces)


def weigh(case: Case, rules: Rules) -> Weighed:
    """Judge one case. Of an entry that is withheld, what was released as an extract of it is judged instead (R10)."""
    facts = Facts(case, datetime.fromisoformat(case.get("at", USUAL_INSTANT)), rules.policies.catalogue)
    held = entries(facts)
    asked = [piece for ref in case["ask"].get("entries", ()) for piece in held[ref]] or list(asked_fields(facts))
    request, family, signed = read_request(facts, rules.policies), read_family(case), signed_of(case, held, rules)
    pieces = asked
    while True:
        outline = Outline(family, tuple(piece.cell for piece in pieces))
        judged = judge(rules.policies, request, outline, signed)
        extracts = _instead(case, held, pieces, judged)
        if not extracts:
            return Weighed(facts, family, request, signed, asked, pieces, judged)
        pieces = [*pieces, *extracts]


def _instead(case: Case, held: Held, pieces: Sequence[Piece], judged: Judgement) -> list[Piece]:
    """The extracts, not yet looked at, of entries of which nothing is shown."""
    known, shown = {piece.entry for piece in pieces}, {one.cell.cell for one in judged.decision.shown}
    withheld = known - {piece.entry for piece in pieces if piece.cell.cell in shown}
    written = case.get("entries", {}).items()
    found = [ref for ref, entry in written if entry.get("extract_of") in withheld and ref not in known]
    return [piece for ref in found for piece in held[ref]]


def signed_of(case: Case, held: Held, rules: Rules) -> Signed:
    """What was signed in the case: consents, and releases from professional secrecy."""
    words = Words(
        persons=_Strangers({ref: PersonId(ref) for ref in case.get("persons", {})}),
        staff=_Anybody({ref: staff_id(case, ref) for ref in case["principals"]}),
        cells={piece.name: piece.cell.cell for pieces in held.values() for piece in pieces},
    )
    documents = [(ref, _naming_parts(one, held)) for ref, one in case.get("consents", {}).items()]
    catalogue = rules.policies.catalogue
    return Signed(
        read_papers(documents, words, catalogue, rules.standard_consent),
        read_releases_203(case.get("releases_203", {}).items(), words, catalogue),
    )


class _Strangers(dict[str, PersonId]):
    """Persons whom a text names; who is not in the case is somebody all the same, and nobody who asks."""

    def __missing__(self, ref: str) -> PersonId:
        return PersonId(f"person:{ref}")


class _Anybody(dict[str, StaffId]):
    """Staff whom a text names; who is not in the case is somebody all the same, and nobody who asks."""

    def __missing__(self, ref: str) -> StaffId:
        return StaffId(f"staff:{ref}")


def _naming_parts(document: Mapping[str, Any], held: Held) -> Mapping[str, Any]:
    """A consent that names an entry names all its parts; each is then decided by itself (R10)."""
    if not document.get("entries"):
        return document
    pieces = [piece for ref in document["entries"] for piece in held.get(ref, ()) or _part(ref, held)]
    return {**document, "entries": [piece.name for piece in pieces]}


def _part(name: str, held: Held) -> list[Piece]:
    return [piece for pieces in held.values() for piece in pieces if piece.name == name]


def _answer(policies: PolicySet, judged: Judgement, asked: Sequence[Piece], pieces: Sequence[Piece]) -> Answer:
    shown = {one.cell.cell: one for one in judged.decision.shown}
    seen = [piece for piece in pieces if piece.cell.cell in shown]
    withheld = [piece for piece in asked if piece.cell.cell not in shown]
    used = [shown[piece.cell.cell] for piece in seen]
    findings = [why_not(policies, judged.request, judged.outline, piece.cell) for piece in withheld]
    reasons = [one.reason for one in findings] or [one.because.reason for one in used]
    deciding = [rule for one in findings for rule in one.policies] or [r for one in used for r in one.because.policies]
    return Answer(
        effect=_effect(seen, withheld, judged.decision.duties),
        reason=min(reasons, key=K_ORDER.__getitem__),
        level=min((one.level for one in used), default=Level.NONE),
        shown=frozenset(piece.name for piece in seen),
        withheld=frozenset(_withheld_names(seen, withheld)),
        duties=frozenset(judged.decision.duties),
        rules=tuple(dict.fromkeys(deciding)),
    )


def _withheld_names(seen: list[Piece], withheld: list[Piece]) -> Iterator[str]:
    """A column that is shown of one row is not withheld as such: then it is the other row that is withheld."""
    columns = {piece.name for piece in seen if piece.is_column}
    return (piece.entry if piece.name in columns else piece.name for piece in withheld)


def _effect(seen: list[Piece], withheld: list[Piece], duties: Sequence[str]) -> Effect:
    """Part of it is part of it, whatever duties come with it; a duty makes a permit one with duty (R13)."""
    if withheld:
        return Effect.REDACT if seen else Effect.DENY
    return Effect.PERMIT_WITH_DUTY if duties else Effect.PERMIT
