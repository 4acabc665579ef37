"""The form of a plan as it was typed: what it says, and what is wrong with it, field by field. Nothing is lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from werkzeug.datastructures import MultiDict

from hub.terms.clock import BERLIN
from hub.terms.conference_plans import (
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_REASON,
    LONGEST_TOPIC,
    MOST_GUESTS,
    MOST_PEOPLE,
    MOST_TOPICS,
    SHORTEST_TOPIC,
    GuestWish,
    MeetingWish,
    PlanFault,
    TopicWish,
)
from hub.terms.conferences import GuestFunction, Meeting, MeetingKind, Topic
from hub.terms.ids import FamilyNumber
from hub.web.days import read_day
from hub.web.numbers import is_number, tidy_number

LONGEST_MEETING = timedelta(hours=12)
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")
_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_PLACES = {
    PlanFault.FAMILY: "familie",
    PlanFault.TWICE: "familie",
    PlanFault.PEOPLE: "leute",
    PlanFault.NOBODY: "leute",
    PlanFault.HELP_PLAN: "leute",
    PlanFault.AGENCIES: "leute",
    PlanFault.SEAT_USED: "leute",
    PlanFault.TOPIC_MINUTES: "familie",
    PlanFault.TOPIC_USED: "familie",
    PlanFault.SPILLED: "anlass",
    PlanFault.TRACES: "anlass",
}
_WHOLE = {
    PlanFault.MODERATOR: "moderation",
    PlanFault.CHANGED: "stand",
    PlanFault.SENT: "stand",
    PlanFault.TOO_LONG: "bis",
}
Faults = dict[str, str]
"""What is wrong by the name of the field; the first of each."""


@dataclass(frozen=True, repr=False)
class PlanForm:
    """A form as it came."""

    fields: "MultiDict[str, str]"

    def one(self, name: str) -> str:
        """The text of a field, without signs that nobody can see."""
        return "".join(sign for sign in self.fields.get(name, "") if sign.isprintable() or sign == "\n").strip()

    def many(self, name: str) -> list[str]:
        """What is ticked, each once."""
        return list(dict.fromkeys(self.fields.getlist(name)))[: MOST_PEOPLE + 1]

    @property
    def topics(self) -> int:
        """How many topics the form has."""
        said = self.one("themen")
        return min(max(int(said), 1), MOST_TOPICS) if said.isascii() and said.isdigit() and len(said) < 3 else 1

    @property
    def is_nameless(self) -> bool:
        """Advice without names is about no family."""
        return self.one("art") == MeetingKind.NAMELESS

    def family(self, topic: int) -> FamilyNumber | None:
        """The case number of a topic, where there can be such a one."""
        said = tidy_number(self.one(f"thema-{topic}-familie"))
        return FamilyNumber(said) if is_number(said) else None

    @property
    def families(self) -> tuple[FamilyNumber, ...]:
        """All that are named."""
        found = (self.family(topic) for topic in range(1, self.topics + 1))
        return () if self.is_nameless else tuple(dict.fromkeys(one for one in found if one))

    @property
    def key(self) -> str:
        """By which the form is known again when it is sent twice."""
        return self.one("schluessel")

    @property
    def version(self) -> int:
        """That of the plan that was changed."""
        said = self.one("stand")
        return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def read_plan(form: PlanForm, number: str | None) -> tuple[MeetingWish | None, Faults]:
    """The wish; or none, and what is wrong."""
    faults: Faults = {}
    kind = next((one for one in MeetingKind if one == form.one("art")), None)
    if kind is None:
        faults["art"] = "kind"
    day = read_day(form.one("tag"))
    if day is None or not date(2020, 1, 1) <= day <= date(2199, 12, 31):
        faults["tag"], day = "day", None
    span = _span(form, day, faults)
    if len(form.one("ort")) > LONGEST_PLACE:
        faults["ort"] = "long"
    if not _REF.fullmatch(form.one("moderation")):
        faults["moderation"] = "moderator"
    count = 1 if form.is_nameless else form.topics
    topics = [_topic(form, place, faults) for place in range(1, count + 1)]
    if faults or kind is None or span is None:
        return None, faults
    place, moderator = form.one("ort"), form.one("moderation")
    wish = MeetingWish(kind, *span, place, moderator, tuple(topics), number, form.version, form.key)
    return wish, faults


def _span(form: PlanForm, day: date | None, faults: Faults) -> tuple[datetime, datetime] | None:
    since, until = _clock(form, "von", faults), _clock(form, "bis", faults)
    if day is None or since is None or until is None:
        return None
    if until <= since:
        faults["bis"] = "ends"
        return None
    return datetime.combine(day, since, BERLIN), datetime.combine(day, until, BERLIN)


def _clock(form: PlanForm, name: str, faults: Faults) -> time | None:
    found = _TIME.fullmatch(form.one(name))
    if found is None:
        faults[name] = "time"
        return None
    return time(int(found[1]), int(found[2]))


def _topic(form: PlanForm, place: int, faults: Faults) -> TopicWish:
    prefix = f"thema-{place}"
    family = None if form.is_nameless else form.family(place)
    if family is None and not form.is_nameless:
        faults[f"{prefix}-familie"] = "family"
    reason = form.one(f"{prefix}-anlass")
    if not reason or len(reason) > LONGEST_REASON:
        faults[f"{prefix}-anlass"] = "long" if reason else "reason"
    people = form.many(f"{prefix}-leute")
    if len(people) > MOST_PEOPLE or not all(_REF.fullmatch(one) for one in people):
        faults[f"{prefix}-leute"] = "people"
    return TopicWish(
        family,
        reason,
        tuple(people),
        tuple(_guests(form, prefix, faults)),
        duration=_duration(form, f"{prefix}-dauer", faults),
        id=_id(form.one(f"{prefix}-id")),
    )


def _duration(form: PlanForm, name: str, faults: Faults) -> int | None:
    """Minutes; nothing where nothing was typed."""
    said = form.one(name)
    if not said:
        return None
    found = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0
    if not SHORTEST_TOPIC <= found <= LONGEST_TOPIC:
        faults[name] = "duration"
        return None
    return found


def _guests(form: PlanForm, prefix: str, faults: Faults) -> Iterator[GuestWish]:
    for number in range(1, MOST_GUESTS + 1):
        at = f"{prefix}-gast-{number}"
        name, said = form.one(f"{at}-name"), form.one(f"{at}-als")
        if not name and not said:
            continue
        function = next((one for one in GuestFunction if one == said), None)
        if function is None:
            faults[f"{at}-als"] = "guest"
        if not name or len(name) > LONGEST_NAME:
            faults[f"{at}-name"] = "guest_name"
        if function is not None and name:
            yield GuestWish(function, name, _id(form.one(f"{at}-id")))


def _id(said: str) -> str:
    try:
        return str(UUID(said))
    except ValueError:
        return ""


def placed(faults: tuple[tuple[int, PlanFault], ...]) -> Faults:
    """Where the form says what the gate found."""
    found: Faults = {}
    for topic, fault in faults:
        name = f"thema-{topic}-{_PLACES[fault]}" if topic and fault in _PLACES else ""
        name = name or _WHOLE.get(fault, "art")
        found.setdefault(name, fault.value)
    return found


def form_of(meeting: Meeting) -> PlanForm:
    """A plan as its form would have it."""
    local = (meeting.starts.astimezone(BERLIN), meeting.ends.astimezone(BERLIN))
    moderator = next((s.who.ref for t in meeting.topics for s in t.seats if s.who and s.staff == meeting.moderator), "")
    fields = [
        ("art", meeting.kind.value),
        ("tag", f"{local[0]:%d.%m.%Y}"),
        ("von", f"{local[0]:%H:%M}"),
        ("bis", f"{local[1]:%H:%M}"),
        ("ort", meeting.place),
        ("moderation", moderator),
        ("stand", str(meeting.version)),
        ("themen", str(len(meeting.topics))),
        ("leute", "ja"),
    ]
    for topic in meeting.topics:
        fields += _fields_of(f"thema-{topic.position}", topic)
    return PlanForm(MultiDict(fields))


def _fields_of(prefix: str, topic: Topic) -> list[tuple[str, str]]:
    guests = [one for one in topic.seats if one.guest]
    fields = [(f"{prefix}-id", topic.id), (f"{prefix}-familie", topic.family or ""), (f"{prefix}-anlass", topic.reason)]
    fields += [(f"{prefix}-dauer", str(topic.duration))] if topic.duration else []
    fields += [(f"{prefix}-leute", one.ref) for one in topic.seats if one.who]
    for number, one in enumerate(guests, 1):
        at = f"{prefix}-gast-{number}"
        fields += [(f"{at}-id", one.id), (f"{at}-als", str(one.guest)), (f"{at}-name", one.name)]
    return fields
