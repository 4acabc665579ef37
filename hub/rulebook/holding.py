"""What holds until other rules take effect: the promises of the set in force, which the next set makes as well.

Whoever gives one up names it, with a reason that stays with the set (`rulebook.activation`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hub.db.database import Database
from hub.gate.activations.store import load_activations, load_document
from hub.policy.documents import read_set
from hub.policy.faults import PolicyFaulty
from hub.policy.keeping import given_up
from hub.policy.policies import PolicySet
from hub.policy.prove import refute
from hub.rulebook.complaints import Complaints
from hub.rulebook.wording import Wording
from hub.terms.catalogue import Catalogue
from hub.terms.ids import PolicyId

UNREADABLE = PolicyId("unreadable")
"""What is named in place of promises that nobody can read any more."""

REASON_LENGTH = 10
"""The fewest characters of a reason, as for a grant to stand in."""

Reasons = Mapping[PolicyId, str]
"""Promises that are to be given up, each with the reason."""


@dataclass(frozen=True, eq=False)
class Held:
    """The set whose promises count: that in force, else the last one before it that can be read.

    None where no rules were ever in force; with `is_lost`, where there were some and none of them can be read.
    """

    policies: PolicySet | None = None
    is_lost: bool = False


def held_in(url: str, catalogue: Catalogue) -> Held:
    """`load_held` of the database at an address, as the loader."""
    db = Database(url, size=1)
    try:
        return load_held(db, catalogue)
    finally:
        db.close()


def load_held(db: Database, catalogue: Catalogue) -> Held:
    """Two statements, unless a set is unreadable. One that was tampered with is passed over, it frees from nothing."""
    activations = load_activations(db)
    for one in reversed(activations):
        try:
            return Held(read_set(load_document(db, one.digest) or "", one.digest, catalogue))
        except PolicyFaulty:
            continue
    return Held(is_lost=bool(activations))


def unkept(policies: PolicySet, held: Held, reasons: Reasons, wording: Wording) -> Iterator[str]:
    """A sentence for each promise that would end unnamed, for each name that is none of them, and for a poor reason."""
    say = Complaints(policies, wording)
    ending = {one.id: one for one in given_up(held.policies, policies)} if held.policies else {}
    for promise in ending.values():
        if promise.id not in reasons:
            yield say.given_up(promise)
            example = refute(policies, promise)
            if example is not None:
                yield say.broken(example)
    if held.is_lost and UNREADABLE not in reasons:
        yield say.lost(UNREADABLE)
    known = {*ending, *([UNREADABLE] if held.is_lost else [])}
    yield from (say.needless(one) for one in reasons if one not in known)
    yield from (say.unreasoned(one) for one in reasons if one in known and len(reasons[one].strip()) < REASON_LENGTH)
