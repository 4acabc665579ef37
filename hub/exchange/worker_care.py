"""The care of workers' keys where they are: exchanged, freed for another account, ended when their worker left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.exchange.handing import proven_lead
from hub.gate.house import House
from hub.gate.key_renewal import NotRenewable
from hub.gate.worker_keys import HeldKey, KeyState, WorkerAct, end_key, end_old_keys, exchange_keys, free_key, list_keys
from hub.ledger.confiding import Confided
from hub.terms.handing import KeyAct, very_act
from hub.terms.principals import Principal

__all__ = ["HeldKey", "KeyState", "NotRenewable", "WorkerAct", "WorkerCare"]


@dataclass(frozen=True, repr=False)
class WorkerCare:
    """The keys of one agency's workers. What two people must say, each says by a token of their own, checked here."""

    house: House
    confided: Confided

    def challenge(self, kind: KeyAct, act: WorkerAct) -> str:
        """The nonce that one person's token for this very act answers; good once, for some minutes."""
        return self.confided.challenge(very_act(kind, act))

    def exchange(self, worker: str, at: datetime) -> int:
        """A new key for a worker; for the pair where none is named. How many boxes were closed anew."""
        return exchange_keys(self.house, self.confided.keys, worker, at)

    def end_olds(self, heard: str, at: datetime) -> None:
        """Destroy what an exchange left behind. Raises NotRenewable."""
        end_old_keys(self.house, self.confided.keys, heard, at)

    def free(self, tokens: Sequence[str], act: WorkerAct, at: datetime) -> None:
        """For another account of the same worker. Raises HandingRefused."""
        leads = self._leads(tokens, very_act(KeyAct.FREE, act), at)
        free_key(self.house, self.confided.keys, leads, act, at)

    def end(self, tokens: Sequence[str], act: WorkerAct, at: datetime) -> None:
        """Of somebody who left. Raises HandingRefused."""
        leads = self._leads(tokens, very_act(KeyAct.END, act), at)
        end_key(self.house, self.confided.keys, leads, act, at)

    def held(self, at: datetime) -> tuple[HeldKey, ...]:
        """Whose keys lie here, and whose ended lately."""
        return list_keys(self.house, self.confided.keys, at)

    def _leads(self, tokens: Sequence[str], act: bytes, at: datetime) -> tuple[Principal, ...]:
        return tuple(proven_lead(self.house, self.confided, (token, act), at) for token in tokens)
