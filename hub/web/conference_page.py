"""A conference as it is laid out: what a seat lets somebody know, with names as far as they may be seen."""

from collections.abc import Mapping
from dataclasses import dataclass

from hub.terms.answers import Projection
from hub.terms.clock import BERLIN
from hub.terms.conference_plans import MeetingsView
from hub.terms.conferences import Meeting, MeetingKind, MeetingState, Seat, SeatKind, Topic
from hub.terms.ids import FieldId, PersonId
from hub.terms.lists import Level
from hub.web.texts import Texts

_OPEN = (MeetingState.PLANNED, MeetingState.HELD)
_PARTS = (FieldId("given_name"), FieldId("family_name"))


@dataclass(frozen=True, repr=False)
class SeatLine:
    """Somebody who comes: the name, and as what."""

    name: str
    function: str
    kind: SeatKind
    is_me: bool = False


@dataclass(frozen=True, repr=False)
class TopicLine:
    """One topic: which family, why, and who comes."""

    position: int
    number: str
    names: str
    reason: str
    seats: tuple[SeatLine, ...]
    invites: bool
    """Somebody of the family, or a guest, is invited on paper."""
    has_guest: bool = False
    """One who is told what it may be used for (§ 78 SGB X)."""
    time: str = ""
    """From when, and how long: where that is planned."""


@dataclass(frozen=True, repr=False)
class MeetingLine:
    """One conference."""

    number: str
    title: str
    when: str
    until: str
    place: str
    kind: str
    state: str
    moderator: str
    topics: tuple[TopicLine, ...]
    runs: bool
    can_change: bool
    version: int = 0
    may_close: bool = False
    """Advice without names that whoever reads moderates, and that is not closed."""
    is_off: bool = False
    """Called off."""
    notice: str = ""
    """The text that whoever is invited has to read first: that it was moved, or is off."""
    moved_from: str = ""

    @property
    def rights(self) -> tuple[str, ...]:
        """What an invitation says somebody may do. To a Hilfeplangespräch nobody is told that staying away costs
        nothing: the plan is made with them (§ 36 SGB VIII, §§ 60 ff. SGB I).
        """
        first = self.kind if self.kind == MeetingKind.HELP_PLAN else "free"
        return tuple(f"invitation-right-{one}" for one in (first, "support", "language", "screen", "guests"))


def person_names(projection: Projection | None) -> Mapping[PersonId, str]:
    """What people may be called here: from whole values about one person alone."""
    parts: dict[tuple[PersonId, FieldId], str] = {}
    for value in projection.shown if projection else ():
        if len(value.persons) == 1 and value.level is Level.FULL and value.field in _PARTS:
            parts.setdefault((next(iter(value.persons)), value.field), str(value.content))
    people = dict.fromkeys(person for person, _ in parts)
    return {one: " ".join(parts[one, part] for part in _PARTS if (one, part) in parts) for one in people}


def family_names(projection: Projection | None) -> str:
    """The family names of a family, each once."""
    shown = projection.shown if projection else ()
    named = [one for one in shown if one.field == _PARTS[1] and one.level is Level.FULL and len(one.persons) == 1]
    return ", ".join(dict.fromkeys(str(one.content) for one in named))


def lay_out(view: MeetingsView, meeting: Meeting, me: str, texts: Texts) -> MeetingLine:
    """One conference for whoever reads it."""
    runs = me in (meeting.moderator, meeting.planned_by)
    return MeetingLine(
        number=meeting.number,
        title=texts.say(f"conference-kind-{meeting.kind}"),
        when=texts.moment(meeting.starts),
        until=texts.moment(meeting.ends).rpartition(", ")[2],
        place=meeting.place,
        kind=meeting.kind.value,
        state=meeting.state.value,
        moderator=meeting.moderator_name,
        topics=tuple(_topic(view, one, me, texts) for one in meeting.topics),
        runs=runs,
        can_change=runs and meeting.state == MeetingState.PLANNED,
        version=meeting.version,
        may_close=me == meeting.moderator and meeting.kind is MeetingKind.NAMELESS and meeting.state in _OPEN,
        is_off=meeting.state is MeetingState.CANCELLED,
        notice=_notice(meeting),
        moved_from=texts.moment(meeting.moved_from) if meeting.moved_from else "",
    )


def _topic(view: MeetingsView, topic: Topic, me: str, texts: Texts) -> TopicLine:
    projection = view.families.get(topic.family) if topic.family else None
    names = person_names(projection)
    return TopicLine(
        position=topic.position,
        number=topic.family or "",
        names=family_names(projection),
        reason=topic.reason,
        seats=tuple(_seat(one, names, me, texts) for one in topic.seats),
        invites=any(one.kind is not SeatKind.STAFF for one in topic.seats),
        has_guest=any(one.kind is SeatKind.GUEST for one in topic.seats),
        time=_time(topic, texts),
    )


def _time(topic: Topic, texts: Texts) -> str:
    if topic.duration is None:
        return ""
    if topic.starts is None:
        return texts.say("conference-duration", count=topic.duration)
    clock = f"{topic.starts.astimezone(BERLIN):%H:%M}"
    return texts.say("conference-time", time=clock, count=topic.duration)


def _notice(meeting: Meeting) -> str:
    if meeting.state is MeetingState.CANCELLED:
        return "invitation-off"
    is_moved = meeting.state is MeetingState.PLANNED and meeting.moved_from is not None
    return "invitation-moved" if is_moved else ""


def _seat(seat: Seat, names: Mapping[PersonId, str], me: str, texts: Texts) -> SeatLine:
    if seat.kind is SeatKind.PERSON:
        name = names.get(seat.person, "") if seat.person else ""
        function = texts.say("conference-of-the-family")
        return SeatLine(name or texts.say("conference-somebody"), function, seat.kind, is_me=seat.person == me)
    if seat.kind is SeatKind.GUEST:
        return SeatLine(seat.name or texts.say("conference-guest"), texts.say(f"guest-{seat.guest}"), seat.kind)
    function = texts.say(f"role-{seat.role}")
    if seat.agency_name:
        function = f"{function}, {seat.agency_name}"
    return SeatLine(seat.name, function, seat.kind, is_me=seat.staff == me)
