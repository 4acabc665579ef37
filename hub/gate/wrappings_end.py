"""Wrappings of consents and statutory grounds whose time is over end: after a load, or where nobody signs again.

Nothing is shut by it that the rules leave open; what it takes away opens to an entry that names a past instant alone.
"""

from datetime import datetime

from hub.gate.clerk import CLERK
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.about_itself import about_the_log
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.record.store import count_ended, end_wrappings


@by_rules_in_force
def end_what_ran_out(house: House, at: datetime) -> int:
    """How many went, in one transaction with its entry. Where there are none: one statement, no entry."""
    if not count_ended(house.db, at):
        return 0
    with house.db.begin() as tx:
        entry = about_the_log(CLERK, at, house.policies.digest, Event.KEYS_ENDED, {})
        append(tx, house.writer, entry)
        return end_wrappings(tx, entry.id, at)
