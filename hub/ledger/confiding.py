"""Opening what was confided to a worker, against that worker's own fresh proof and nothing else (§ 65 SGB VIII).

Rule 1: a proof is a token of a provider of identity, verified here, not where it came in: signature, issuer, audience,
        strength and age. Whoever sends it may be lying.
Rule 2: a proof counts once. A browser's, and one for an act with the keys, answers a nonce that was given out here; a
        program's token has none: it is known again by every process with these keys. One for an act or of a program
        from before this process began counts for nothing.
Rule 3: the account that first proved to be a worker stays that worker's, whatever the database says later.
Rule 4: the nonce of an act is made of that very act, and made anew from what is to be done when its proof comes.
"""

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from threading import Lock

import structlog

from hub.ledger.spent import spend
from hub.ledger.workerkeys import Account, WorkerKeys
from hub.terms.principals import Proof

log = structlog.get_logger()
ANSWERED_WITHIN = timedelta(minutes=10)
"""How long a nonce waits for its proof."""
SKEW = timedelta(seconds=5)
"""How far the clock of a provider may be ahead."""
MOST = 10_000
"""Nonces that are remembered at once."""


@dataclass(frozen=True)
class Seat:
    """Who an account is at this agency: the worker's id, and whether they lead there."""

    staff: str
    leads: bool = False


@dataclass(frozen=True)
class Granted:
    """For whom a grant is, and until when."""

    seat: Seat
    until: datetime


@dataclass(frozen=True, repr=False)
class Asked:
    """A nonce that waits: what was mixed into it, and until when it waits."""

    salt: bytes
    until: datetime


Verify = Callable[[str, datetime], tuple[Proof, str | None] | None]
"""A token, and the instant: what it proves, and the nonce that it answers; a program's answers none. None for one that
does not hold."""
Seating = Callable[[Account], Seat | None]
"""Who an account is by the database; None for nobody of this agency."""


class Confided:
    """The `Confidant` (`hub.terms.sealing`) in the process that holds the keys of workers."""

    def __init__(self, keys: WorkerKeys, verify: Verify, seating: Seating, life: timedelta) -> None:
        self.keys, self._verify, self._seating, self._life = keys, verify, seating, life
        self._began = datetime.now(UTC).replace(microsecond=0)  # as tokens say it
        self._nonces: dict[str, Asked] = {}
        self._grants: dict[str, Granted] = {}
        self._lock = Lock()

    def challenge(self, act: bytes = b"") -> str:
        """See `Confidant`. For an `act` (`hub.terms.handing.very_act`) where these keys are: for no other one."""
        salt, now = secrets.token_bytes(32), datetime.now(UTC)
        nonce = _nonce(salt, act)
        with self._lock:
            self._nonces = _still({**self._nonces, nonce: Asked(salt, now + ANSWERED_WITHIN)}, now)
        return nonce

    def prove(self, token: str, act: bytes = b"") -> str | None:
        """See `Confidant`. `act` is what shall be done now."""
        now = datetime.now(UTC)
        proof, nonce = self._verify(token, now) or (None, None)
        at = proof.confirmed_at if proof else None
        if proof is None or at is None or not now - self._life < at <= now + SKEW:
            return None
        if act and (nonce is None or at < self._began):
            return None
        if not (self._answers(nonce, act, now) if nonce is not None else self._is_new(token, at, now)):
            return None
        account = proof.issuer, proof.subject
        seat = self._seating(account)
        if seat is None or not self.keys.bind(seat.staff, account):
            log.warning("an account proved to be nobody to whom anything is confided here")
            return None
        grant = secrets.token_urlsafe(32)
        with self._lock:
            self._grants[grant] = Granted(seat, at + self._life)
            self._grants = {one: of for one, of in self._grants.items() if of.until > now}
        return grant

    def holds(self, grant: str, staff: str) -> bool:
        """See `Confidant`."""
        seat = self.seat_of(grant)
        return seat is not None and seat.staff == staff

    def open(self, grant: str, boxes: Sequence[tuple[bytes, bytes]]) -> Sequence[bytes | None]:
        """See `Confidant`."""
        seat = self.seat_of(grant)
        return [self.keys.open(seat.staff, box, where) if seat else None for box, where in boxes]

    def seat_of(self, grant: str) -> Seat | None:
        """Whose grant this is, while it is good."""
        with self._lock:
            found = self._grants.get(grant)
        return found.seat if found is not None and datetime.now(UTC) < found.until else None

    def _answers(self, nonce: str, act: bytes, now: datetime) -> bool:
        """Whether a nonce was given out here, for this act, and waits yet; from now on it waits no more."""
        with self._lock:
            asked = self._nonces.pop(nonce, None)
        return asked is not None and now < asked.until and compare_digest(nonce, _nonce(asked.salt, act))

    def _is_new(self, token: str, at: datetime, now: datetime) -> bool:
        """Whether a program's token comes for the first time, wherever these keys are used."""
        return at >= self._began and spend(self.keys, token, now, at + self._life)


def _nonce(salt: bytes, act: bytes) -> str:
    return urlsafe_b64encode(sha256(salt + act).digest()).rstrip(b"=").decode("ascii")


def _still(nonces: Mapping[str, Asked], now: datetime) -> dict[str, Asked]:
    """Those that still wait, the youngest where there are too many."""
    waiting = [one for one in nonces.items() if one[1].until > now]
    return dict(waiting[-MOST:])
