"""How much of the log a reading of it asked for, and whether that is how one works through a month's sample.

A line of the sample is one of many: who wants to judge it reads what stands around it. That is ordinary work of whoever
drew the sample, as long as it is open. Reading up one family or one colleague is not, nor is anything but reading.
"""

from collections.abc import Iterable
from datetime import date

from hub.ledger.entry import Event, Segment
from hub.review.log import LINES
from hub.terms.circumstances import SampleAtWork
from hub.terms.history import Action
from hub.terms.lists import Role
from hub.terms.logged import Deed, Logged, Reach

READINGS = {Event.LOG_READ.value: LINES, Event.LOG_IMPORTED.value: Action.LOG.value}
"""Which entries tell of reading the log on its own pages, by the word for it; not out of a case, nor taking it out."""
PLACES = frozenset({"since", "until", "before", "upto"})
"""What says where in the log one reads. Every other filter picks some lines out, also one that nobody knew here."""


def read_reach(event: str, access: Segment) -> Reach | None:
    """Of an entry that says by which filters it read; None of all others. What cannot be read is not everything."""
    asked = access.get("filters")
    if READINGS.get(event) != access.get("action") or not isinstance(asked, dict):
        return None
    try:
        since, until = (date.fromisoformat(str(asked[name])) if name in asked else None for name in ("since", "until"))
    except ValueError:
        return Reach()
    return Reach(since, until, is_whole=asked.keys() <= PLACES)


def is_for_sample(one: Logged, samples: Iterable[SampleAtWork]) -> bool:
    """Whether an officer read the log as a whole, of the month whose sample they had drawn and not yet signed.

    What a record tells is explained by a record alone, and what the hub saw by what it saw.
    """
    if one.action is not Deed.LOG or one.is_refused or one.role is not Role.DPO:
        return False
    if one.reach is None or not one.reach.is_whole:
        return False
    own = (work for work in samples if (work.officer, work.claimed) == (one.who, one.claimed))
    return any(work.is_worked_on(one.at) and _meets(one.reach, work) for work in own)


def _meets(reach: Reach, work: SampleAtWork) -> bool:
    """Whether the days asked for have one of the sampled month."""
    return (reach.since or work.month) < work.month_after and work.month <= (reach.until or work.month)
