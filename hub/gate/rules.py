"""The rules in force: one set for a decision, another for the next, and none where it cannot be known.

The database says with the facts of each look which set is in force. Where that is another than this process decides
by, nothing was decided yet: the set is taken from the database, its digest worked out anew, and all is asked again.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import structlog

from hub.db.database import Database
from hub.db.errors import RulesChanged, RulesUnusable
from hub.gate.activations.store import load_activations, load_digest_in_force, load_document
from hub.policy.documents import read_set
from hub.policy.faults import PolicyFaulty
from hub.policy.policies import PolicySet
from hub.terms.catalogue import Catalogue

if TYPE_CHECKING:
    from hub.gate.house import House

log = structlog.get_logger()
TRIES = 3
_Terms = ParamSpec("_Terms")
_Answer = TypeVar("_Answer")


class Rules:
    """The set that a process decides by now. A settled one stays: it is that of one decision.

    `past` are rules by which is asked what was so once; the database is not to say that others are in force.
    """

    def __init__(self, current: PolicySet, *, settled: bool = False, past: bool = False) -> None:
        self._current = current
        self._known = {current.digest: current}
        self._loading = Lock()
        self.is_settled = settled or past
        self.is_past = past

    @property
    def current(self) -> PolicySet:
        """The set to decide by."""
        return self._current

    def follow(self, db: Database) -> None:
        """Decide by what is in force from here on. One thread loads a set, the others wait for it."""
        with self._loading:
            digest = load_digest_in_force(db)
            if digest is None:
                raise RulesUnusable("no rules are in force: run `hub policy activate`")
            if digest == self._current.digest:
                return
            self._current = self._load(db, digest)
            log.info("other rules are in force", policies=digest)

    def at(self, db: Database, instant: datetime) -> PolicySet:
        """The set in force at an instant. Before the first one there was no other: it counts for what lies before."""
        digest = digest_at(db, instant)
        with self._loading:
            return self._load(db, digest)

    def _load(self, db: Database, digest: str) -> PolicySet:
        if digest not in self._known:
            self._known[digest] = load_set(db, digest, self._current.catalogue)
        return self._known[digest]


def digest_at(db: Database, instant: datetime) -> str:
    """The digest of the set that was in force at an instant."""
    activations = load_activations(db)
    if not activations:
        raise RulesUnusable("no rules are in force: run `hub policy activate`")
    by_then = [one for one in activations if one.since <= instant]
    return (by_then[-1] if by_then else activations[0]).digest


def load_set(db: Database, digest: str, catalogue: Catalogue) -> PolicySet:
    """A set out of the database. RulesUnusable where it is not there, says anything else, or speaks of other fields."""
    try:
        policies = read_set(load_document(db, digest) or "", digest, catalogue)
    except PolicyFaulty as fault:
        log.error("rules in force cannot be read", policies=digest)
        raise RulesUnusable(f"rules {digest[:12]} cannot be read: {fault}") from fault
    if policies.catalogue is not catalogue:
        raise RulesUnusable(f"rules {digest[:12]} speak of other fields than this process: start it from their release")
    return policies


def check_in_force(house: "House", digest: str | None) -> None:
    """Raises RulesChanged where the database, asked for the facts, named another set than the one of this house."""
    if digest != house.policies.digest and not house.rules.is_past:
        raise RulesChanged("HB014")


def by_rules_in_force(
    verb: Callable[Concatenate["House", _Terms], _Answer],
) -> Callable[Concatenate["House", _Terms], _Answer]:
    """A verb that decides by one set from its first word to its last, and by the one in force.

    What was begun under another one is begun anew; nothing was decided or written by then. A verb inside a verb goes
    by the set of the outer one.
    """

    @wraps(verb)
    def decided(house: "House", /, *args: _Terms.args, **kwargs: _Terms.kwargs) -> _Answer:
        if house.rules.is_settled:
            return verb(house, *args, **kwargs)
        for _ in range(TRIES):
            try:
                return verb(house.settled(), *args, **kwargs)
            except RulesChanged:
                house.rules.follow(house.db)
        raise RulesUnusable("the rules in force keep changing")

    return decided
