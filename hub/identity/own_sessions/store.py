"""Where somebody is signed in: by the key of one of their sessions, or by what their provider of identity says."""

from hashlib import sha256

import orjson

from hub.db.database import Database
from hub.identity.logout import Logout
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


def end_sessions(db: Database, logout: Logout) -> int | None:
    """End the sessions of this process group that a logout token names; None where it was taken before."""
    said = {"issuer": logout.issuer, "subject": logout.subject, "sid": logout.sid}
    token = _hash(f"{logout.issuer} {logout.token_id}")
    asked = (token, logout.until, orjson.dumps(said).decode())
    [(ended,)] = db.rows("select identity.end_sessions(%s, %s, %s::jsonb)", asked)
    return None if ended is None else int(ended)


def _hash(key: str) -> bytes:
    return sha256(key.encode()).digest()
