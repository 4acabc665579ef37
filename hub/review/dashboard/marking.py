"""What of an entry is counted beside its time, as the database keeps it: a keyed word, another one each month."""

import hmac
from collections.abc import Iterable, Mapping
from datetime import date

from hub.ledger.store import Opened
from hub.review.lines import as_texts
from hub.terms.history import Action
from hub.terms.lists import Agency, Effect
from hub.terms.marks import EMERGENCY, MARKS, REFUSED, Mark, refused
from hub.terms.reasons import Reason
from hub.terms.sealing import Opener

BYTES = 16


class Marker:
    """Makes and recognises the marks of one controller. Only who opens the log's payloads has the key."""

    def __init__(self, private: Opener, controller: Agency) -> None:
        self._key = private.derive(b"hub review marks", 32)
        self._controller = controller

    @property
    def fingerprint(self) -> bytes:
        """Tells this key from another one. Kept beside the marks: under another key all are made anew."""
        return self._keyed("key", "")

    def token(self, month: str, mark: Mark) -> bytes:
        """What stands for a mark in the entries of a month (`2026-11`)."""
        return self._keyed(mark, month)

    def tokens(self, mark: Mark, months: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """By month, in hex, as the log is asked for it."""
        return tuple((month, self.token(month, mark).hex()) for month in months)

    def marks(self, counted: Mapping[str, int], months: Iterable[str]) -> Mapping[Mark, int]:
        """How many of which mark, out of how many of which token. Tokens of other months are not known."""
        known = {self.token(month, mark).hex(): mark for month in months for mark in MARKS}
        found: dict[Mark, int] = {}
        for token, entries in counted.items():
            if token in known:
                found[known[token]] = found.get(known[token], 0) + entries
        return found

    def _keyed(self, word: str, month: str) -> bytes:
        return hmac.digest(self._key, f"{self._controller}\0{month}\0{word}".encode(), "sha256")[:BYTES]


def marks_of(one: Opened) -> tuple[Mark, ...]:
    """Why it was refused, and whether it was an emergency."""
    access, decision = one.segments.get("access", {}), one.segments.get("decision", {})
    found = [_refusal(decision.get("reason"))] if one.effect == Effect.DENY else []
    if access.get("action") == Action.EMERGENCY_ACCESS or "emergency" in as_texts(decision.get("basis")):
        found.append(EMERGENCY)
    return tuple(found)


def _refusal(reason: object) -> Mark:
    return refused(Reason(str(reason))) if str(reason) in set(Reason) else REFUSED


def months_of(since: date, until: date) -> tuple[str, ...]:
    """All months from one day to another, `2026-11`, the oldest first."""
    first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    return tuple(f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1))
