"""Taking over a conference that nobody runs any more: whoever did is excluded, or works here no longer."""

from datetime import datetime

from hub.db.errors import CellChanged, NotYours
from hub.gate.anew import begun_anew
from hub.gate.conferences.seating import entry_about, owners_of
from hub.gate.conferences.tables import PURPOSE, Table, lay_table, may_plan
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Entry, Event, Touched
from hub.record.endings.store import load_vacant, write_taken
from hub.terms.conference_plans import NO_FAMILY
from hub.terms.conferences import Meeting, Topic
from hub.terms.principals import Principal


@by_rules_in_force
@begun_anew
def take_over(house: House, principal: Principal, number: str, at: datetime) -> bool:
    """Moderate it from now on, with an entry for each of its families; false where it is not theirs to take.

    Raises LedgerUnavailable and DatabaseUnavailable: then nothing was written.
    """
    found = load_vacant(house.db, house.ring, (principal.id, at), number) if may_plan(house, principal) else None
    if found is None:
        return False
    table = lay_table(house, principal, [one.family for one in found.topics if one.family], at)
    entries = [_entry(house, table, found, topic) for topic in found.topics]
    try:
        with house.db.begin() as tx:
            for entry in entries:
                append(tx, house.writer, entry)
            write_taken(tx, [entry.id for entry in entries], found, (principal.id, at))
    except (NotYours, CellChanged):  # somebody else took it meanwhile
        return False
    return True


def _entry(house: House, table: Table, meeting: Meeting, topic: Topic) -> Entry:
    touched = Touched(
        Event.CONFERENCE_CHANGED,
        topic.family or NO_FAMILY,
        persons=frozenset(one.person for one in topic.seats if one.person),
        owners=owners_of(topic),
        purpose=PURPOSE,
        details={"action": "take_over", "conference": meeting.number, "kind": meeting.kind},
    )
    return entry_about(house, table, touched)
