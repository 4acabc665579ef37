"""Calling a conference off, and saying that advice without names is over: kept with an entry for each family."""

from datetime import datetime

from hub.db.errors import CellChanged, NotYours, OutOfOrder
from hub.gate.anew import begun_anew
from hub.gate.conferences.seating import entry_about, owners_of
from hub.gate.conferences.tables import PURPOSE, Table, lay_table
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Entry, Event, Touched
from hub.record.conferences.store import load_meetings
from hub.record.endings.store import write_end
from hub.terms.conference_ends import EndFault, EndWish
from hub.terms.conference_plans import NO_FAMILY
from hub.terms.conferences import Meeting, MeetingState, Topic
from hub.terms.principals import Principal

_EVENTS = {MeetingState.CANCELLED: Event.CONFERENCE_CANCELLED, MeetingState.CLOSED: Event.CONFERENCE_CHANGED}
"""What a conference can be ended as; that it is held, its room says."""


@by_rules_in_force
@begun_anew
def end_meeting(house: House, principal: Principal, wish: EndWish, at: datetime) -> EndFault | None:
    """Keep that it does not take place, or is over; or why not, and then nothing was kept.

    Raises LedgerUnavailable and DatabaseUnavailable: then nothing was written.
    """
    found = next(iter(load_meetings(house.db, house.ring, (principal.id, at), wish.number)), None)
    if found is None or not found.runs(principal.id) or wish.state not in _EVENTS:
        return EndFault.UNKNOWN
    table = lay_table(house, principal, [one.family for one in found.topics if one.family], at)
    entries = [_entry(house, table, found, topic, wish) for topic in found.topics]
    try:
        with house.db.begin() as tx:
            for entry in entries:
                append(tx, house.writer, entry)
            write_end(tx, [entry.id for entry in entries], found, wish, (principal.id, at))
    except NotYours:
        return EndFault.UNKNOWN
    except CellChanged:
        return EndFault.CHANGED
    except OutOfOrder:
        return EndFault.USED
    return None


def _entry(house: House, table: Table, meeting: Meeting, topic: Topic, wish: EndWish) -> Entry:
    touched = Touched(
        _EVENTS[wish.state],
        topic.family or NO_FAMILY,
        persons=frozenset(one.person for one in topic.seats if one.person),
        owners=owners_of(topic),
        purpose=PURPOSE,
        details={"conference": meeting.number, "kind": meeting.kind, "state": wish.state},
    )
    return entry_about(house, table, touched)
