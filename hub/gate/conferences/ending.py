"""A room whose time is over is ended, if nobody closed it: with its instant, and an entry of its own.

The window is dark from that instant on whether this ran or not; here the conference becomes one that was held.
"""

from dataclasses import replace
from datetime import datetime

from hub.db.errors import OutOfOrder
from hub.gate.clerk import CLERK
from hub.gate.conferences.arriving import about_room
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.record.rooms.store import end_room, load_rooms_over


@by_rules_in_force
def end_rooms(house: House, at: datetime) -> int:
    """One pass of the clerk; how many were ended. Nothing over, no entry; done twice, each is ended once."""
    return sum(_end(house, *one, at) for one in load_rooms_over(house.db, at))


def _end(house: House, meeting: str, number: str, agency: str, at: datetime) -> bool:
    entry = about_room(house, CLERK, (number, "end"), at)
    try:
        with house.db.begin() as tx:
            append(tx, house.writer, replace(entry, controllers=frozenset({agency})))
            end_room(tx, entry.id, meeting, at)
    except OutOfOrder:  # another clerk ended it meanwhile
        return False
    return True
