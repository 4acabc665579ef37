"""A meeting without names as it is planned: K-33 of the demo, with the same people at the table."""

from datetime import timedelta

from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.record.conferences.store import Planned, save_meeting, take_meeting_number
from hub.terms.conferences import Meeting, MeetingKind, MeetingState, Seat, SeatKind, Topic
from hub.terms.ids import new_id
from tests.attacks.by_hand import entry_of
from tests.kreis import Kreis

AT_K33 = ("U01", "U07", "U03", "U09")


def keep_nameless(kreis: Kreis, *refs: str, topics: int = 1) -> Meeting:
    """Planned by U01, who moderates; with so many topics, and the same people at each."""
    house, mine = kreis.house("jobcenter"), kreis.principal("U01")
    people = [kreis.principal(ref) for ref in refs or AT_K33]
    told = tuple(
        Topic(
            new_id(),
            place,
            None,
            "Kollegiale Fallberatung",
            tuple(Seat(new_id(), SeatKind.STAFF, staff=who.id, role=who.role.value, who=who) for who in people),
        )
        for place in range(1, topics + 1)
    )
    starts = kreis.at + timedelta(hours=1)
    ends = starts + timedelta(minutes=50)
    entry = entry_of(kreis, "jobcenter", Event.CONFERENCE_PLANNED)
    with house.db.begin() as tx:
        number = take_meeting_number(tx, kreis.at)
        meeting = Meeting(
            new_id(), number, MeetingKind.NAMELESS, starts, ends, "Raum 1", mine.id, MeetingState.PLANNED, 0, told
        )
        append(tx, house.writer, entry)
        save_meeting(tx, house.ring, [entry.id], meeting, Planned(mine.id, mine.agency, mine.agency, kreis.at))
    return meeting
