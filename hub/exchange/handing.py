"""Handing on what was confided, where the keys of workers are: two people prove here who they are."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hub.db.database import Database
from hub.exchange.confidences import LEADS, Believed, Clock, hold_confidences
from hub.exchange.houses import Books, open_group
from hub.gate.handing import confirm_handing, propose_handing
from hub.gate.house import House
from hub.identity.store import load_posts
from hub.ledger.confiding import Confided
from hub.ledger.handings import Handings
from hub.ledger.workerkeys import workers_of
from hub.terms.clock import legal_day
from hub.terms.handing import HandingRefused, HandingWish, KeyAct, Proposed, very_act
from hub.terms.ids import EntryId
from hub.terms.principals import Principal


@dataclass(frozen=True, repr=False)
class Handover:
    """The keys of one agency's workers, in the hands of those who lead there."""

    house: House
    confided: Confided
    waiting: Handings

    def challenge(self, kind: KeyAct, about: HandingWish | Proposed) -> str:
        """The nonce that a token for this very act answers; good once, for some minutes."""
        return self.confided.challenge(very_act(kind, about))

    def propose(self, token: str, wish: HandingWish, at: datetime) -> Proposed:
        """By whom the token proves. Raises HandingRefused."""
        lead = self._lead(token, very_act(KeyAct.PROPOSE, wish), at)
        proposed = propose_handing(self.house, (lead, at), wish)
        self.waiting.keep(proposed)
        return proposed

    def find(self, entry: EntryId) -> Proposed:
        """What was proposed by this entry. Raises HandingRefused."""
        proposed = self.waiting.find(entry)
        if proposed is None:
            raise HandingRefused("no such proposal waits here")
        return proposed

    def confirm(self, token: str, entry: EntryId, at: datetime) -> int:
        """What was proposed by this entry, by another person; how many keys went. Raises HandingRefused."""
        proposed = self.find(entry)
        lead = self._lead(token, very_act(KeyAct.CONFIRM, proposed), at)
        done = confirm_handing(self.house, self.confided.keys, (lead, at), proposed)
        self.waiting.drop(entry)
        return done

    def _lead(self, token: str, act: bytes, at: datetime) -> Principal:
        return proven_lead(self.house, self.confided, (token, act), at)


def proven_lead(house: House, confided: Confided, said: tuple[str, bytes], at: datetime) -> Principal:
    """Who a fresh proof for this very act is of, in the post in which they lead. Raises HandingRefused."""
    seat = confided.seat_of(confided.prove(*said) or "")
    worker = confided.keys.find(seat.staff) if seat is not None and seat.leads else None
    if worker is None or worker.account is None:
        raise HandingRefused("that token does not prove, freshly and for this very act, somebody who leads here")
    posts = (one.principal for _, one in load_posts(house.db, *worker.account, legal_day(at)))
    return next(one for one in posts if one.role in LEADS)


@contextmanager
def open_handover(
    books: Books, place: tuple[str, Path], holder: str, believed: Believed, clock: Clock
) -> Iterator[Handover]:
    """While the block lasts; `place` is the database and the folder of keys. KeyUnusable without those of workers."""
    url, keys = place
    with closing(Database(url, size=2)) as db:
        confided = hold_confidences(db, keys, holder, believed, clock)
        yield Handover(open_group(db, books, keys, holder), confided, Handings(workers_of(keys, holder)))
