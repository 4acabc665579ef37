"""How old the evidence may be until somebody is told, and until reading stops. Pure; the times are the operator's.

Without a sequencer nothing gets a place in the tree; without a quorum nobody but the hub vouches for it. Both are borne
for a while, so that a witness that is restarted stops no office; then reading stops, save in an emergency.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hub.ledger.tiling.store import Standing


@dataclass(frozen=True)
class Grace:
    """How long each is borne: warned of in the log of the process, shown to the data protection officers, stopped."""

    unplaced_warn: timedelta = timedelta(seconds=60)
    unplaced_stop: timedelta = timedelta(minutes=5)
    unwitnessed_warn: timedelta = timedelta(minutes=15)
    unwitnessed_banner: timedelta = timedelta(hours=1)
    unwitnessed_stop: timedelta = timedelta(hours=4)


class Trouble(StrEnum):
    """What is not as it should be."""

    UNPLACED = "unplaced"
    """Entries wait for their place: no sequencer works."""
    UNWITNESSED = "unwitnessed"
    """No checkpoint got as many cosignatures as the policy asks for."""
    FORKED = "forked"
    """The log is not the one that was witnessed."""


@dataclass(frozen=True)
class Verdict:
    """What follows: what to warn of, what to show to the data protection officers, and whether reading stops."""

    warned: frozenset[Trouble] = frozenset()
    shown: frozenset[Trouble] = frozenset()
    stopped: frozenset[Trouble] = frozenset()

    @property
    def reads(self) -> bool:
        """Whether social data may be read. Emergency access goes on: it is logged all the same."""
        return not self.stopped


FINE = Verdict()
FORKED = Verdict(*[frozenset({Trouble.FORKED})] * 3)


def judge_freshness(standing: Standing, grace: Grace) -> Verdict:
    """Of what the database says about its tree, by its own clock."""
    unplaced = _age(standing.now, standing.waiting_since)
    unwitnessed = max(_age(standing.now, standing.unwitnessed_since), unplaced)
    if standing.published_at is not None:  # the newest checkpoint may be as old as it is while nothing was written
        unwitnessed = min(unwitnessed, _age(standing.now, standing.published_at))
    ages = {
        Trouble.UNPLACED: (unplaced, grace.unplaced_warn, grace.unplaced_warn, grace.unplaced_stop),
        Trouble.UNWITNESSED: (
            unwitnessed,
            grace.unwitnessed_warn,
            grace.unwitnessed_banner,
            grace.unwitnessed_stop,
        ),
    }
    return Verdict(*(frozenset(one for one, row in ages.items() if row[0] > row[at]) for at in (1, 2, 3)))


def _age(now: datetime, since: datetime | None) -> timedelta:
    return now - since if since is not None else timedelta(0)
