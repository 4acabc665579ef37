"""A plan beside what stands there: what is wrong with it, and whom it may name. Reads and writes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.gate.conferences.minutes import CONFIRMING
from hub.gate.conferences.tables import Table
from hub.terms.conference_ends import Used
from hub.terms.conference_plans import NO_FAMILY, Choice, MeetingWish, PlanFault, TopicWish
from hub.terms.conferences import Meeting, MeetingKind, MeetingState, Topic
from hub.terms.ids import FamilyNumber, StaffId
from hub.terms.lists import Agency, Role
from hub.terms.principals import Principal

JOBCOACHES = frozenset({Role.JOBCOACH, Role.JOBCOACH_U25, Role.JOBCOACH_DEPUTY})


@dataclass(frozen=True)
class Plan:
    """A wish beside what stands there, and who can be asked to come."""

    wish: MeetingWish
    before: Meeting | None
    table: Table
    choices: Mapping[FamilyNumber, Choice]
    principal: Principal
    at: datetime
    used: tuple[Used, ...] = ()
    """What of the meeting stays as it is."""

    def choice(self, topic: TopicWish) -> Choice | None:
        """Who can come to a topic; None where the family is none of theirs."""
        return self.choices.get(topic.number or NO_FAMILY)

    @property
    def topics_before(self) -> Mapping[str, Topic]:
        """By their ids."""
        return {one.id: one for one in self.before.topics} if self.before else {}


def faults_of(plan: Plan) -> Iterator[tuple[int, PlanFault]]:
    """What is wrong, with the place of the topic; 0 for the whole."""
    wish, seen = plan.wish, set[FamilyNumber]()
    if plan.before and (plan.before.state is not MeetingState.PLANNED or plan.before.version != wish.version):
        yield 0, PlanFault.CHANGED
    if wish.kind is MeetingKind.NAMELESS and len(wish.topics) != 1:
        yield 0, PlanFault.NAMELESS
    for place, topic in enumerate(wish.topics, 1):
        yield from ((place, fault) for fault in _about(plan, topic))
        if topic.number and topic.number in seen:
            yield place, PlanFault.TWICE
        seen |= {topic.number} if topic.number else set()
    if moderator_of(plan) is None:
        yield 0, PlanFault.MODERATOR
    if timedelta(minutes=sum(one.duration or 0 for one in wish.topics)) > wish.ends - wish.starts:
        yield 0, PlanFault.TOO_LONG
    yield from dict.fromkeys((place, fault) for place, fault, _ in _gone(plan))


def begins(wish: MeetingWish) -> Iterator[datetime | None]:
    """When each topic begins, as long as it is said how long those before it take."""
    at: datetime | None = wish.starts
    for one in wish.topics:
        yield at
        at = at + timedelta(minutes=one.duration) if at is not None and one.duration is not None else None


def named_in(plan: Plan) -> Mapping[PlanFault, str]:
    """Whom or what was taken out that stays: colleagues and guests by name, of a family the reference."""
    found: dict[PlanFault, list[str]] = {}
    for _, fault, said in _gone(plan):
        found.setdefault(fault, []).append(said)
    return {fault: ", ".join(sorted(set(said))) for fault, said in found.items()}


def _gone(plan: Plan) -> Iterator[tuple[int, PlanFault, str]]:
    """What was used and is wanted no longer: where it stood, and what it is called."""
    places = {one.id: (place, one) for place, one in enumerate(plan.wish.topics, 1)}
    for used in plan.used:
        was = plan.topics_before.get(used.topic)
        if was is None:
            continue
        place, wanted = places.get(used.topic, (0, None))
        if wanted is None or wanted.number != was.family:
            fault = PlanFault.TOPIC_MINUTES if used.why == "minutes" else PlanFault.TOPIC_USED
            yield min(was.position, len(plan.wish.topics)), fault, was.family or was.reason
        elif used.seat is not None:
            stays = set(wanted.people) | {one.id for one in wanted.guests}
            seats = [one for one in was.seats if one.id == used.seat and not stays & {one.ref, one.id}]
            yield from ((place, PlanFault.SEAT_USED, one.name or one.ref) for one in seats)


def _about(plan: Plan, topic: TopicWish) -> Iterator[PlanFault]:
    is_nameless = plan.wish.kind is MeetingKind.NAMELESS
    if is_nameless != (topic.number is None):
        yield PlanFault.NAMELESS if is_nameless else PlanFault.FAMILY
        return
    choice = plan.choice(topic)
    if choice is None:
        yield PlanFault.FAMILY
        return
    colleagues = {one.ref: one for one in choice.colleagues}
    known = set(colleagues) | set(choice.people.values()) | _seated_before(plan, topic)
    if not set(topic.people) <= known or len(set(topic.people)) != len(topic.people):
        yield PlanFault.PEOPLE
    elif not topic.people and not topic.guests:
        yield PlanFault.NOBODY
    elif plan.wish.kind is MeetingKind.CASE and not _confirming(plan, choice, topic) >= {*CONFIRMING}:
        yield PlanFault.AGENCIES
    roles = [colleagues[one].role for one in topic.people if one in colleagues]
    agencies = [colleagues[one].agency for one in topic.people if one in colleagues]
    if plan.wish.kind is MeetingKind.HELP_PLAN and not (
        Agency.JUGENDAMT in agencies and JOBCOACHES.intersection(roles)
    ):
        yield PlanFault.HELP_PLAN


def _confirming(plan: Plan, choice: Choice, topic: TopicWish) -> frozenset[Agency]:
    """Whose staff will be there and works with the family; whoever moderates always is."""
    there = {*topic.people, plan.wish.moderator}
    return frozenset(one.agency for one in choice.colleagues if one.ref in there)


def _seated_before(plan: Plan, topic: TopicWish) -> set[str]:
    """Whoever was asked to come before may stay, also once they work there no longer."""
    was = plan.topics_before.get(topic.id)
    return {one.ref for one in was.seats if one.who} if was else set()


def moderator_of(plan: Plan) -> tuple[StaffId, Agency] | None:
    """Somebody of one of the two agencies: whoever plans, or who is asked to come."""
    if plan.wish.moderator == plan.principal.ref:
        return plan.principal.id, plan.principal.agency
    invited = {one for topic in plan.wish.topics for one in topic.people}
    for choice in plan.choices.values():
        for one in choice.colleagues:
            if one.ref == plan.wish.moderator and one.ref in invited and one.agency is not Agency.PROVIDER:
                return one.id, one.agency
    return None
