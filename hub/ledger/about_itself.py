"""Entries about the log itself: erasure, holds, keys, incidents. Both data protection officers read them."""

from datetime import datetime

from hub.ledger.entry import Entry, Event, Segment
from hub.terms.ids import EntryId, new_id
from hub.terms.lists import Effect, Owner
from hub.terms.principals import Principal

BOTH = frozenset({Owner.JOBCENTER.value, Owner.JUGENDAMT.value})
"""Whose officers read what concerns the whole log."""


def about_the_log(principal: Principal, at: datetime, policies: str, event: Event, told: Segment) -> Entry:
    """The entry of what is done with the log itself, for both data protection officers."""
    return Entry(
        id=EntryId(new_id()),
        event=event,
        at=at,
        principal=principal,
        effect=Effect.PERMIT,
        policies=policies,
        controllers=BOTH,
        subject={},
        access={"action": "change", "at": at.isoformat(timespec="milliseconds"), **told},
        decision={"effect": Effect.PERMIT, "policies": policies},
    )
