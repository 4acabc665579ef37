"""The holder of workers' keys within a test: the real one, which believes whoever a token names first."""

import shutil
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from hub.exchange.confidences import CONFIDING, seat_of
from hub.exchange.handing import Handover
from hub.gate.house import House
from hub.ledger.confiding import Confided, Verify
from hub.ledger.workerkeys import WorkerKeys, workers_of
from hub.terms.handing import HandingWish, KeyAct, Proposed
from hub.terms.ids import EntryId
from hub.terms.principals import Proof

LIFE = timedelta(minutes=10)


def proof_of(ref: str, *nonce: str) -> str:
    """A token of somebody, another one each time; it may answer a nonce."""
    return " ".join((ref, str(uuid4()), *nonce))


def proposed_by(handover: Handover, ref: str, wish: HandingWish, at: datetime) -> Proposed:
    """By somebody's proof for this very act."""
    return handover.propose(proof_of(ref, handover.challenge(KeyAct.PROPOSE, wish)), wish, at)


def confirmed_by(handover: Handover, ref: str, entry: EntryId, at: datetime) -> int:
    """The same."""
    return handover.confirm(proof_of(ref, handover.challenge(KeyAct.CONFIRM, handover.find(entry))), entry, at)


def named(issuer: str) -> Verify:
    """Believes such a token, of this issuer."""

    def verify(token: str, _: datetime) -> tuple[Proof, str | None]:
        who, *rest = token.split()
        return Proof(issuer, who, confirmed_at=datetime.now(UTC)), next(iter(rest[1:]), None)

    return verify


def with_confidant(house: House, place: tuple[ExitStack, Path], verify: Verify, at: datetime) -> House:
    """This house, with the holder of its workers' keys in the same process; `place`: for how long, and all keys."""
    holder = house.ring.holder
    if holder not in CONFIDING:
        return house
    keys = WorkerKeys(_own_folder(*place, holder), holder)
    confided = Confided(keys, verify, partial(seat_of, house.db, lambda: at), LIFE)
    return replace(house, ring=replace(house.ring, confidant=confided))


def _own_folder(stack: ExitStack, keys: Path, holder: str) -> Path:
    """With the holder's pair, and no worker's key yet: tests that run at the same time have the same pairs."""
    folder = Path(stack.enter_context(TemporaryDirectory()))
    shutil.copytree(workers_of(keys, holder), workers_of(folder, holder))
    return folder
