"""`hub policy activate`: a set of rules takes effect, once every promise is proven of it, and none in force forgotten.

The set, all that it says, and the entry that says so are one transaction. From its commit on every process decides by
it; what was begun before is begun anew (`hub/gate/rules.py`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from hub.db.database import Database, Transaction
from hub.db.errors import RulesChanged
from hub.gate.activations.store import Activating, load_digest_in_force, load_document, write_activation
from hub.gate.house import LOADER, House, open_house
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.policy.documents import WrittenSet, with_agreement
from hub.policy.keeping import given_up
from hub.policy.policies import PolicySet
from hub.rulebook.holding import REASON_LENGTH, Held, Reasons, load_held
from hub.terms.ids import EntryId, FamilyNumber, PolicyId, new_id
from hub.terms.lists import Owner
from hub.terms.principals import machine

Prove = Callable[[PolicySet, Held, Reasons], Sequence[str]]
"""What is wrong with a set after the one that held, a sentence each; none where it can be put in force."""

TRIES = 3

_OPERATOR = machine("operator")
"""Whoever may run the command with the login for it. Who that was, the entry says in words."""


class Became(StrEnum):
    """What became of a set that was to be put in force."""

    ACTIVATED = "activated"
    IN_FORCE_ALREADY = "in force already"
    REFUSED = "refused"
    UNRELEASED = "unreleased"
    """Rules are in force, and both leads release what follows; the operator alone needs an emergency to name."""


@dataclass(frozen=True)
class Outcome:
    """`findings` say why a set was refused. `before` is the digest of the set that was in force until then.

    `ending` are the promises of that one which this set does not make, whether they were given up by name or not.
    """

    became: Became
    digest: str
    before: str | None = None
    findings: Sequence[str] = ()
    ending: Sequence[PolicyId] = ()


@dataclass(frozen=True)
class Sponsor:
    """Who puts rules in force, in a word that the log keeps, when, and which promises they give up for which reason.

    `emergency` says why the operator does so alone, where rules are in force and both leads would have to release it.
    """

    name: str
    at: datetime
    gives_up: Reasons = field(default_factory=dict)
    emergency: str = ""


def put_in_force(place: tuple[str, Path], written: WrittenSet, sponsor: Sponsor, prove: Prove) -> Outcome:
    """`activate` in a database, as the loader; `place` is its address and the folder of keys."""
    db = Database(place[0], size=1)
    try:
        return activate(open_house(db, written.policies, place[1], LOADER), written, sponsor, prove)
    finally:
        db.close()


def activate(house: House, written: WrittenSet, sponsor: Sponsor, prove: Prove) -> Outcome:
    """Put a set in force from its commit on. One with findings is refused; one in force already is left as it is.

    As the login that loads files; others are refused by the database. Where somebody else was faster, it is held
    against the set that they put in force.
    """
    for _ in range(TRIES - 1):
        try:
            return _activate_once(house, written, sponsor, prove)
        except RulesChanged:
            continue
    return _activate_once(house, written, sponsor, prove)


def _activate_once(house: House, written: WrittenSet, sponsor: Sponsor, prove: Prove) -> Outcome:
    before = load_digest_in_force(house.db)
    document = load_document(house.db, before) if before is not None else None
    written = with_agreement(written, document)
    policies = written.policies
    if before == policies.digest and document == written.document:
        return Outcome(Became.IN_FORCE_ALREADY, policies.digest, before)
    held = load_held(house.db, policies.catalogue)
    ending = tuple(one.id for one in given_up(held.policies, policies)) if held.policies else ()
    findings = tuple(prove(policies, held, sponsor.gives_up))
    if findings:
        return Outcome(Became.REFUSED, policies.digest, before, findings, ending)
    if before is not None and len(sponsor.emergency.strip()) < REASON_LENGTH:
        return Outcome(Became.UNRELEASED, policies.digest, before, ending=ending)
    with house.db.begin() as tx:
        became = _activate(house, tx, written, (sponsor, before))
    return Outcome(became, policies.digest, before, ending=ending)


def _activate(house: House, tx: Transaction, written: WrittenSet, told: tuple[Sponsor, str | None]) -> Became:
    """Whoever did the same at the same moment was first: then it is in force already, and nothing changes."""
    (sponsor, before), digest = told, written.policies.digest
    touched = Touched(
        Event.POLICY_ACTIVATED,
        FamilyNumber(""),
        owners=frozenset({Owner.JOINT}),
        details={"rules": digest, "before": before, "by": sponsor.name, "gave_up": sorted(sponsor.gives_up)},
    )
    entry = change(EntryId(new_id()), _OPERATOR, sponsor.at, digest, touched)
    note: dict[str, object] = {"reasons": dict(sponsor.gives_up)} if sponsor.gives_up else {}
    if sponsor.emergency:
        note["reason"] = sponsor.emergency
    entry = replace(entry, note=note)
    append(tx, house.writer, entry)
    wanted = Activating(digest, written.document, sponsor.at, sponsor.name, before, sponsor.gives_up, sponsor.emergency)
    return Became.ACTIVATED if write_activation(tx, entry.id, wanted) else Became.IN_FORCE_ALREADY
