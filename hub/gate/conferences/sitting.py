"""A topic of a conference as whoever asks may know it: with its seats, those who are there, and its minutes."""

from dataclasses import dataclass, replace
from datetime import datetime

from hub.gate.conferences.seated import attendees
from hub.gate.house import House
from hub.record.conferences.store import load_meetings
from hub.record.minutes.store import load_minutes
from hub.record.rooms.store import load_presence
from hub.terms.access import AccessRequest, Act
from hub.terms.conferences import Meeting, MeetingState, Seat, SeatKind, Topic
from hub.terms.ids import FamilyNumber, PersonId
from hub.terms.lists import Purpose
from hub.terms.minutes import KeptMinutes, MinutesWanted
from hub.terms.principals import Principal


@dataclass(frozen=True, repr=False)
class Sitting:
    """One topic and its minutes. `present` are those who came to it, and whoever moderates.

    `is_planned`: no room was held, or nobody knows any more who came; then all who were to come.
    """

    meeting: Meeting
    topic: Topic
    kept: KeptMinutes
    family: FamilyNumber
    present: tuple[Seat, ...]
    is_planned: bool = False

    def request(self, principal: Principal, act: Act, at: datetime) -> AccessRequest:
        """Somebody asks or writes about it, for themselves."""
        return AccessRequest(principal, (principal,), act, Purpose.CASE_CONFERENCE, self.family, at)

    def for_all(self, request: AccessRequest) -> AccessRequest:
        """The same question for everybody who was there, whoever asks among them (I13)."""
        others = (one.principal for one in attendees(self.present))
        return replace(request, audience=tuple(dict.fromkeys((request.principal, *others))))

    @property
    def persons(self) -> frozenset[PersonId]:
        """Whoever of the family was there: of them everybody present knows."""
        return frozenset(one.person for one in self.present if one.kind is SeatKind.PERSON and one.person is not None)

    @property
    def draft(self) -> str:
        """The kind of a draft of these minutes."""
        return f"minutes:{self.topic.id}"


def load_sitting(house: House, principal: Principal, wanted: MinutesWanted, at: datetime) -> Sitting | None:
    """None where there is no such topic, it is off, or whoever asks has no part in it. Three statements, or one."""
    meeting = next(iter(load_meetings(house.db, house.ring, (principal.id, at), wanted.number)), None)
    topic = meeting.topic(wanted.topic) if meeting is not None else None
    is_off = meeting is not None and meeting.state is MeetingState.CANCELLED
    if meeting is None or topic is None or topic.family is None or is_off:
        return None
    kept = load_minutes(house.db, (principal.id, at), topic.id) or KeptMinutes()
    came = {one.seat for one in load_presence(house.db, (principal.id, at), meeting.id) if one.topic == topic.id}
    present = tuple(one for one in topic.seats if not came or one.id in came or one.staff == meeting.moderator)
    if meeting.moderated is not None and all(one.staff != meeting.moderator for one in present):
        present = (*present, meeting.moderated)
    return Sitting(meeting, topic, kept, topic.family, present, is_planned=not came)
