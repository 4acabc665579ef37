"""The holder of workers' keys within a test: the real one, which believes a token that is the name of who proves it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hub.exchange.confidences import CONFIDING, seat_of
from hub.gate.house import House
from hub.ledger.confiding import Confided
from hub.ledger.workerkeys import WorkerKeys
from hub.terms.principals import Proof

LIFE = timedelta(minutes=10)


def with_confidant(house: House, keys: Path, issuer: str, at: datetime) -> House:
    """This house, with the holder of its workers' keys in the same process."""
    if house.ring.holder not in CONFIDING:
        return house
    confided = Confided(
        WorkerKeys(keys, house.ring.holder),
        lambda token, _: (Proof(issuer, token, confirmed_at=datetime.now(UTC)), None),
        lambda account: seat_of(house.db, lambda: at, account),
        LIFE,
    )
    return replace(house, ring=replace(house.ring, confidant=confided))
