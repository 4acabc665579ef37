"""A conference of the demo Kreis as it is held: planned, opened, who comes and goes, and what its window shows."""

from dataclasses import dataclass, replace
from datetime import timedelta

from hub.conference.holding import Rooms
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.record.conferences.store import Planned, save_meeting, take_meeting_number
from hub.record.rooms.store import load_presence
from hub.terms.conferences import Meeting, MeetingKind, MeetingState, Topic
from hub.terms.ids import new_id
from hub.terms.rooms import Move, Wish
from tests.attacks.by_hand import entry_of, family_id
from tests.gate.ahead import persons
from tests.gate.gathered import seat


def planned(kreis, topics, moderator="U06", hours=2, kind=MeetingKind.CASE):
    """A meeting from now on, about these families with these people: `{F01: ["U01", "F01-1", "school"]}`."""
    who = kreis.principal(moderator)
    found = tuple(
        Topic(
            new_id(),
            place,
            number,
            "Wie es weitergeht",
            _seats(kreis, number, names),
            family_id=family_id(kreis.superuser(), number),
        )
        for place, (number, names) in enumerate(topics.items(), 1)
    )
    ends = kreis.at + timedelta(hours=hours)
    meeting = Meeting(new_id(), "", kind, kreis.at, ends, "Raum 2.14", who.id, MeetingState.PLANNED, 0, found)
    return keep(kreis, meeting, who)


def keep(kreis, meeting, who):
    """Keep it as it is, with its entries."""
    house = kreis.house(who.agency.value)
    events = [(Event.CONFERENCE_PLANNED, topic.family) for topic in meeting.topics]
    entries = [replace(entry_of(kreis, who.agency.value, *one), principal=who) for one in events]
    with house.db.begin() as tx:
        kept = [append(tx, house.writer, entry).entry for entry in entries]
        if not meeting.number:
            meeting = replace(meeting, number=take_meeting_number(tx, kreis.at))
        save_meeting(tx, house.ring, kept, meeting, Planned(who.id, who.agency, who.agency, kreis.at))
    return meeting


def _seats(kreis, number, names):
    people = persons(kreis, number)
    return tuple(seat(kreis, people, name) for name in names)


@dataclass
class Held:
    """Somebody holds a meeting; `at` moves with the Kreis."""

    kreis: object
    meeting: Meeting
    moderator: str = "U06"

    @property
    def rooms(self):
        """The service in the moderator's process."""
        who = self.kreis.principal(self.moderator)
        return Rooms(self.kreis.house(who.agency.value))

    def move(self, move, what="", seen=None):
        """A move of the moderator's, on the page as it is now."""
        if seen is None:
            stand = self.look().stand
            seen = stand.changes if stand else 0
        return self.rooms.move(self.kreis.principal(self.moderator), self.wish(move, what, seen), self.kreis.at)

    def wish(self, move, what="", seen=1):
        """A move as a form sends it."""
        return Wish(self.meeting.number, move, seen, what)

    def look(self):
        """The moderator's page."""
        return self.rooms.look(self.kreis.principal(self.moderator), self.meeting.number, self.kreis.at)

    def opened(self):
        """Opened, with a window bound to it; returns its cookie."""
        self.move(Move.OPEN)
        return self.bound()

    def bound(self):
        """Another window."""
        return self.rooms.bind(self.move(Move.CODE).code, self.kreis.at)

    def come(self, *places, topic=0):
        """They come, by their places at the table."""
        for place in places:
            self.move(Move.COME, self.meeting.topics[topic].seats[place].id)

    def go(self, *places, topic=0):
        """They go."""
        for place in places:
            self.move(Move.GO, self.meeting.topics[topic].seats[place].id)

    def confirm(self):
        """Who is there is confirmed."""
        return self.move(Move.CONFIRM)

    def show(self, cookie):
        """What the window shows."""
        return self.rooms.show(cookie, self.kreis.at)

    def was(self, ref):
        """Who was there, as somebody is told."""
        who = self.kreis.principal(ref)
        return load_presence(self.kreis.house(who.agency.value).db, (who.id, self.kreis.at), self.meeting.id)
