"""Sets of rules in the database. Every function here is one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson

from hub.db.database import Database, Transaction
from hub.terms.ids import EntryId, PolicyId


@dataclass(frozen=True)
class Activation:
    """That a set was put in force, when, by whom, and the entry that says so; `given_up` are promises with reasons."""

    ordinal: int
    digest: str
    since: datetime
    activated_by: str
    entry: EntryId
    given_up: Mapping[str, str]


@dataclass(frozen=True)
class Activating:
    """A set that is to be in force from an instant on, in the name of somebody.

    It was held against the promises of the set `before`, which was in force until then; `given_up` are those it does
    not keep, each with the reason. `emergency` says why nobody released it.
    """

    digest: str
    document: str
    since: datetime
    name: str
    before: str | None
    given_up: Mapping[PolicyId, str]
    emergency: str = ""


def load_digest_in_force(db: Database) -> str | None:
    """The digest of the set in force; None where there is none yet."""
    [(digest,)] = db.rows("select rulebook.in_force()")
    return None if digest is None else str(digest)


def load_activations(db: Database) -> tuple[Activation, ...]:
    """Every set that was ever in force, the first one first."""
    return tuple(Activation(*row) for row in db.rows("select * from rulebook.activations()"))


def load_document(db: Database, digest: str) -> str | None:
    """What the set of a digest says, as it was last put in force."""
    [(document,)] = db.rows("select rulebook.document(%s)", (digest,))
    return None if document is None else str(document)


def write_activation(tx: Transaction, entry: EntryId, wanted: Activating) -> bool:
    """Put a set in force with its entry; false where it is so already.

    Raises RulesChanged where another one was put in force since `before`.
    """
    document = {
        "digest": wanted.digest,
        "document": wanted.document,
        "since": wanted.since,
        "by": wanted.name,
        "before": wanted.before,
        "given_up": dict(wanted.given_up),
        "emergency": wanted.emergency,
    }
    [(is_new,)] = tx.rows("select rulebook.activate(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))
    return bool(is_new)
