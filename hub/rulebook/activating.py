"""`hub policy activate`: a set of rules takes effect, once every promise is proven of it.

The set, all that it says, and the entry that says so are one transaction. From its commit on every process decides by
it; what was begun before is begun anew (`hub/gate/rules.py`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from hub.db.database import Database, Transaction
from hub.gate.activations.store import Activating, load_digest_in_force, load_document, write_activation
from hub.gate.house import LOADER, House, open_house
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.policy.documents import WrittenSet
from hub.policy.policies import PolicySet
from hub.terms.ids import EntryId, FamilyNumber, StaffId, new_id
from hub.terms.lists import Agency, Owner, Role
from hub.terms.principals import Principal

Prove = Callable[[PolicySet], Sequence[str]]
"""What is wrong with a set, a sentence each; none where every promise holds."""

_NIL = StaffId("00000000-0000-0000-0000-000000000000")
_OPERATOR = Principal(_NIL, "operator", Role.IT_ADMIN, Agency.EXTERNAL, pseudonym="N-00")
"""Whoever may run the command with the login for it. Who that was, the entry says in words."""


class Became(StrEnum):
    """What became of a set that was to be put in force."""

    ACTIVATED = "activated"
    IN_FORCE_ALREADY = "in force already"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """`findings` say why a set was refused. `before` is the digest of the set that was in force until then."""

    became: Became
    digest: str
    before: str | None = None
    findings: Sequence[str] = ()


@dataclass(frozen=True)
class Sponsor:
    """Who puts rules in force, in a word that the log keeps, and at what instant."""

    name: str
    at: datetime


def put_in_force(place: tuple[str, Path], written: WrittenSet, sponsor: Sponsor, prove: Prove) -> Outcome:
    """`activate` in a database, as the loader; `place` is its address and the folder of keys."""
    db = Database(place[0], size=1)
    try:
        return activate(open_house(db, written.policies, place[1], LOADER), written, sponsor, prove)
    finally:
        db.close()


def activate(house: House, written: WrittenSet, sponsor: Sponsor, prove: Prove) -> Outcome:
    """Put a set in force from its commit on. One with findings is refused; one in force already is left as it is.

    As the login that loads files; others are refused by the database.
    """
    digest = written.policies.digest
    before = load_digest_in_force(house.db)
    if before == digest and load_document(house.db, digest) == written.document:
        return Outcome(Became.IN_FORCE_ALREADY, digest, before)
    findings = tuple(prove(written.policies))
    if findings:
        return Outcome(Became.REFUSED, digest, before, findings)
    with house.db.begin() as tx:
        return _activate(house, tx, written, (sponsor, before))


def _activate(house: House, tx: Transaction, written: WrittenSet, told: tuple[Sponsor, str | None]) -> Outcome:
    """Whoever did the same at the same moment was first: then it is in force twice over, which changes nothing."""
    (sponsor, before), digest = told, written.policies.digest
    touched = Touched(
        Event.POLICY_ACTIVATED,
        FamilyNumber(""),
        owners=frozenset({Owner.JOINT}),
        details={"rules": digest, "before": before, "by": sponsor.name},
    )
    entry = change(EntryId(new_id()), _OPERATOR, sponsor.at, digest, touched)
    append(tx, house.writer, entry)
    is_new = write_activation(tx, entry.id, Activating(digest, written.document, sponsor.at, sponsor.name))
    return Outcome(Became.ACTIVATED if is_new else Became.IN_FORCE_ALREADY, digest, before)
