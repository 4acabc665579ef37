"""Conferences of a load file: what each brings, or what is wrong, place by place."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from hub.exchange.reading import Document
from hub.terms.conference_plans import Brought, BroughtLine, BroughtMinutes, GuestWish, MeetingWish, TopicWish
from hub.terms.conferences import GuestFunction, MeetingKind, MeetingState
from hub.terms.ids import FamilyNumber, FieldId
from hub.terms.lists import Agency, Role
from hub.terms.minutes import Section
from hub.terms.principals import Principal

LONGEST = timedelta(hours=12)
HOLDING = frozenset({Agency.JOBCENTER, Agency.JUGENDAMT})


def read_conferences(
    document: Document, staff: Mapping[str, Sequence[Principal]], roles: frozenset[Role], errors: list[str]
) -> tuple[Brought, ...]:
    """In the order of the file; `roles` are those that hold conferences: in one of these somebody comes who has it."""
    found: list[Brought] = []
    seen: set[str] = set()
    for place, one in enumerate(document.get("conferences", ())):
        where = f"conferences[{place}]"
        if one["number"] in seen:
            errors.append(f"{where}.number: given twice")
        seen.add(one["number"])
        faults = list(_faults(where, one, staff))
        errors += faults
        if not faults:
            found.append(_brought(where, one, {ref: _post(posts, roles) for ref, posts in staff.items() if posts}))
    return tuple(found)


def _faults(where: str, one: Document, staff: Mapping[str, Sequence[Principal]]) -> Iterator[str]:
    starts, ends = datetime.fromisoformat(one["from"]), datetime.fromisoformat(one["to"])
    if not starts < ends <= starts + LONGEST:
        yield f"{where}.to: does not lie after from, or more than twelve hours after"
    if not any(post.agency in HOLDING for post in staff.get(one["moderator"], ())):
        yield f"{where}.moderator: no such staff of the two agencies, here or in the hub"
    is_nameless = one["kind"] == MeetingKind.NAMELESS
    for place, topic in enumerate(one["topics"]):
        yield from _faults_of_topic(f"{where}.topics[{place}]", topic, staff, is_nameless=is_nameless)
        if not is_nameless:
            yield from _missing(f"{where}.topics[{place}].staff", (*topic["staff"], one["moderator"]), staff)


def _faults_of_topic(
    where: str, topic: Document, staff: Mapping[str, Sequence[Principal]], *, is_nameless: bool
) -> Iterator[str]:
    if is_nameless is ("family" in topic):
        yield f"{where}.family: without names there is none, else there is one"
    for number, ref in enumerate(topic["staff"]):
        if not staff.get(ref):
            yield f"{where}.staff[{number}]: no such staff, here or in the hub"
    yield from _faults_of_minutes(f"{where}.minutes", topic, staff)
    if is_nameless and topic.get("persons"):
        yield f"{where}.persons: without names nobody of a family comes"


def _missing(where: str, refs: Sequence[str], staff: Mapping[str, Sequence[Principal]]) -> Iterator[str]:
    """Each of the two agencies is at every topic about a family: both confirm its minutes."""
    there = {post.agency for ref in refs for post in staff.get(ref, ())}
    yield from (f"{where}: nobody of the {agency} comes or moderates" for agency in sorted(HOLDING - there))


def _faults_of_minutes(where: str, topic: Document, staff: Mapping[str, Sequence[Principal]]) -> Iterator[str]:
    """Whoever wrote or confirmed is of the two agencies; what was agreed has a day, and nothing else has one."""
    told = topic.get("minutes")
    if told is None:
        return
    if "family" not in topic:
        yield f"{where}: without names there are none"
    people = [("author", told["author"])]
    people += [(f"confirmed[{place}].staff", yes["staff"]) for place, yes in enumerate(told.get("confirmed", ()))]
    for place, ref in people:
        if not any(post.agency in HOLDING for post in staff.get(ref, ())):
            yield f"{where}.{place}: no such staff of the two agencies, here or in the hub"
    for number, line in enumerate(told["lines"]):
        if ("due" in line) is not (line["section"] == Section.AGREED):
            yield f"{where}.lines[{number}].due: what was agreed has a day, and nothing else has one"


def _post(posts: Sequence[Principal], roles: frozenset[Role]) -> Principal:
    return next((one for one in posts if one.role in roles), posts[0])


def _brought(where: str, one: Document, staff: Mapping[str, Principal]) -> Brought:
    wish = MeetingWish(
        kind=MeetingKind(one["kind"]),
        starts=datetime.fromisoformat(one["from"]),
        ends=datetime.fromisoformat(one["to"]),
        place=one["place"],
        moderator=one["moderator"],
        topics=tuple(_topic(topic, staff) for topic in one["topics"]),
    )
    return Brought(where, one["number"], MeetingState(one.get("state", "planned")), wish, staff)


def _topic(one: Document, staff: Mapping[str, Principal]) -> TopicWish:
    return TopicWish(
        number=FamilyNumber(one["family"]) if "family" in one else None,
        reason=one["reason"],
        people=(*one["staff"], *one.get("persons", ())),
        guests=tuple(GuestWish(GuestFunction(guest["as"]), guest["name"]) for guest in one.get("guests", ())),
        duration=one.get("duration"),
        minutes=_minutes(one["minutes"], staff) if "minutes" in one else None,
    )


def _minutes(one: Document, staff: Mapping[str, Principal]) -> BroughtMinutes:
    return BroughtMinutes(
        author=staff[one["author"]],
        at=datetime.fromisoformat(one["at"]),
        lines=tuple(
            BroughtLine(
                section=Section(line["section"]),
                field=FieldId(line["field"]),
                persons=tuple(line["persons"]),
                entry=line.get("entry", 1),
                due=date.fromisoformat(line["due"]) if "due" in line else None,
            )
            for line in one["lines"]
        ),
        confirmed=tuple((staff[yes["staff"]], datetime.fromisoformat(yes["at"])) for yes in one.get("confirmed", ())),
    )
