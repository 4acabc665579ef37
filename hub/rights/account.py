"""Who saw what about me, for somebody of a family (Art. 15 GDPR, F6)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from hub.gate.account import account
from hub.gate.house import House
from hub.ledger.delivery.proving import prove
from hub.rights.consents import own_request
from hub.terms.account import Account
from hub.terms.ids import EntryId
from hub.terms.log import MOST_LINES, LogQuery
from hub.terms.principals import Principal


@dataclass(frozen=True, repr=False)
class OwnAccount:
    """The statements of whoever is signed in as one of a family."""

    house: House

    def read(self, principal: Principal, session: str, query: LogQuery, at: datetime) -> Account:
        """One stretch, newest first."""
        return account(self.house, own_request(principal, at), session, query)

    def read_all(self, principal: Principal, session: str, at: datetime) -> tuple[Account, ...]:
        """Every stretch, newest first: the whole statement, to be taken along."""
        told = [self.read(principal, session, LogQuery(limit=MOST_LINES), at)]
        while told[-1].next is not None:
            told.append(self.read(principal, session, LogQuery(before=told[-1].next, limit=MOST_LINES), at))
        return tuple(told)

    def proofs(self, told: Account) -> Mapping[EntryId, bytes]:
        """The proof of each line that the published checkpoint covers, as `c2sp.org/tlog-proof@v1` with its leaf.

        On a line of its own after the leaf, what the entry says of this person.
        """
        if told.published is None:
            return {}
        places = {line.entry: line.place for line in told.lines if line.place is not None}
        told_of = {line.entry: b"\n".join(filter(None, (line.leaf, line.share))) for line in told.lines}
        found = prove(self.house.db, told.published, places)
        return {entry: replace(proof, extra=told_of[entry]).write() for entry, proof in found.items()}
