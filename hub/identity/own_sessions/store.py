"""Where somebody is signed in: by the key of one of their sessions, and for nobody else."""

from hashlib import sha256

from hub.db.database import Database
from hub.identity.store import IDLE, LIFE
from hub.terms.lists import Role
from hub.terms.principals import OwnSession


def load_own_sessions(db: Database, key: str) -> tuple[OwnSession, ...]:
    """The newest first; none for a key that is nobody's. One statement."""
    rows = db.rows("select * from identity.own_sessions(%s, %s, %s)", (_hash(key), IDLE, LIFE))
    return tuple(
        OwnSession(mark, since, seen, Role(role), agency, here) for mark, since, seen, role, agency, here in rows
    )


def end_own_session(db: Database, key: str, mark: str) -> bool:
    """End the one of this mark, if it is of the same person."""
    [(ended,)] = db.rows("select identity.end_own_session(%s, %s)", (_hash(key), mark))
    return bool(ended)


def _hash(key: str) -> bytes:
    return sha256(key.encode()).digest()
