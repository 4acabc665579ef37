"""A proposal: drafted, proven, and kept with its entry. What the proof finds refuses it, in its own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hub.gate.activations.store import load_digest_in_force, load_document
from hub.gate.house import House
from hub.gate.proposals.store import write_proposal
from hub.gate.rules import by_rules_in_force, check_in_force
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.policy.policies import PolicySet
from hub.rulebook.activating import Prove
from hub.rulebook.changes.drafting import Draft, draft
from hub.rulebook.holding import Held
from hub.rulebook.wording import Wording
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Owner
from hub.terms.principals import Principal
from hub.terms.rule_changes import PROPOSERS, CellChange
from hub.terms.rule_matrix import Drafted
from hub.terms.rule_wishes import CellWish, Fault, Wrong


@dataclass(frozen=True, eq=False)
class Workshop:
    """What a proposal is made with: the words, and the proof that `hub policy activate` asks for."""

    wording: Wording
    prove: Prove


@by_rules_in_force
def consider(house: House, workshop: Workshop, wish: CellWish, at: datetime) -> Drafted:
    """What a wish would change, or what stands against it. Nothing is kept."""
    return _drafted(*_proven(house, workshop, wish, at))


@by_rules_in_force
def propose(house: House, principal: Principal, workshop: Workshop, wish: CellWish, at: datetime) -> Drafted:
    """The same, and kept as a proposal where nothing stands against it. Only by whoever may propose."""
    if principal.role not in PROPOSERS:
        return Drafted((Fault(Wrong.NOT_SHARED),))
    found, faults = _proven(house, workshop, wish, at)
    drafted = _drafted(found, faults)
    if found is None:
        return drafted
    number = _keep(house, principal, (found, wish), at)
    return Drafted(moved=drafted.moved, detail=drafted.detail, widens=drafted.widens, number=number)


def _proven(house: House, workshop: Workshop, wish: CellWish, at: datetime) -> tuple[Draft | None, tuple[Fault, ...]]:
    check_in_force(house, load_digest_in_force(house.db))
    policies: PolicySet = house.policies
    document = load_document(house.db, policies.digest) or ""
    found, faults = draft(policies, document, wish, workshop.wording, legal_day(at))
    if found is None:
        return None, faults
    sentences = workshop.prove(found.written.policies, Held(policies), {})
    faults = tuple(Fault(Wrong.FINDING, sentence=one) for one in sentences)
    return (None, faults) if faults else (found, ())


def _drafted(found: Draft | None, faults: tuple[Fault, ...]) -> Drafted:
    if found is None:
        return Drafted(faults)
    compared = found.compared
    return Drafted(moved=compared.moved, detail=compared.detail, widens=compared.widens)


def _keep(house: House, principal: Principal, wanted: tuple[Draft, CellWish], at: datetime) -> str:
    found, wish = wanted
    cells = [_words(one) for one in found.cells]
    owners = frozenset({Owner.JOINT})
    told = [[str(word) for word in one.values()] for one in cells]
    details = {"rules": found.written.policies.digest, "cells": told}
    touched = Touched(Event.RULE_PROPOSED, FamilyNumber(""), owners=owners, details=details)
    entry = change(EntryId(new_id()), principal, at, house.policies.digest, touched)
    document = {
        "based_on": house.policies.digest,
        "digest": found.written.policies.digest,
        "document": found.written.document,
        "cell": cells,
        "widens": found.compared.widens,
        "narrows": found.compared.narrows,
        "reason": " ".join(wish.reason.split()),
        "valid_from": wish.valid_from,
        "by": principal.id,
        "role": principal.role,
        "day": legal_day(at),
        "at": at,
    }
    with house.db.begin() as tx:
        append(tx, house.writer, entry)
        return write_proposal(tx, entry.id, document)


def _words(one: CellChange) -> Mapping[str, str]:
    cell = one.cell
    words = {"category": cell.category, "role": cell.role, "purpose": cell.purpose}
    return {**words, "before": one.before, "value": one.value}
