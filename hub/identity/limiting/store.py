"""Turns in the database, in a table that need not outlive it."""

from hashlib import sha256

from hub.db.database import Database


def take_turns(db: Database, who: str, wanted: int, most: int) -> tuple[int, int]:
    """Take turns of the minute that runs, for all workers together: how many there were, and seconds until the next."""
    [(taken, seconds)] = db.rows(
        "select taken, seconds from identity.take_turns(%s, %s, %s)", (sha256(who.encode()).digest(), wanted, most)
    )
    return int(taken), int(seconds)
