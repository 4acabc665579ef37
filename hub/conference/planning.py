"""Planning conferences, and looking at those in which one sits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.gate.conferences.calling_off import end_meeting
from hub.gate.conferences.planning import look_at_choices, plan_meeting
from hub.gate.conferences.previewing import Ahead, preview_topic
from hub.gate.conferences.reading import Which, look_at_due, look_at_meetings, look_at_own_meetings
from hub.gate.conferences.tables import may_plan
from hub.gate.conferences.taking_over import take_over
from hub.gate.house import House
from hub.terms.access import AccessRequest, Act
from hub.terms.conference_ends import DueMeeting, EndFault, EndWish
from hub.terms.conference_plans import MeetingsView, MeetingWish, PlanOutcome, PlanView, TopicPreview
from hub.terms.ids import FamilyNumber, FieldId
from hub.terms.lists import Purpose
from hub.terms.principals import Principal

NAMES = frozenset(map(FieldId, ("given_name", "family_name")))
SOON = timedelta(days=7)
LATELY = timedelta(days=90)
"""How far back the list goes, unless somebody wants all of it."""


@dataclass(frozen=True, repr=False)
class Conferences:
    """Conferences as colleagues plan them and families are invited to them, for one process group."""

    house: House

    def may_plan(self, principal: Principal) -> bool:
        """Whether a way to planning is offered to this function. Says nothing about any family."""
        return may_plan(self.house, principal)

    def show(self, principal: Principal, at: datetime, *, all_of_them: bool = False) -> MeetingsView:
        """Those in which somebody sits or which they run: to come, and of the last three months; or all."""
        return look_at_meetings(self.house, principal, Which(since=None if all_of_them else at - LATELY), at)

    def find(self, principal: Principal, number: str, at: datetime) -> MeetingsView:
        """One of these; none where there is none, or where they do not sit in it."""
        return look_at_meetings(self.house, principal, Which(number=number), at)

    def choices(self, principal: Principal, numbers: Sequence[FamilyNumber], at: datetime) -> PlanView:
        """Whom one can ask to come, for each of one's own families."""
        return look_at_choices(self.house, principal, tuple(numbers), at)

    def plan(self, principal: Principal, wish: MeetingWish, at: datetime) -> PlanOutcome:
        """Keep a plan, new or changed; or what is wrong with it."""
        return plan_meeting(self.house, principal, wish, at)

    def end(self, principal: Principal, wish: EndWish, at: datetime) -> EndFault | None:
        """Call one off, or say that advice without names is over; or why not."""
        return end_meeting(self.house, principal, wish, at)

    def take(self, principal: Principal, number: str, at: datetime) -> bool:
        """Moderate one that nobody runs any more; false where it is not theirs to take."""
        return take_over(self.house, principal, number, at)

    def due(self, principal: Principal, at: datetime) -> tuple[DueMeeting, ...]:
        """What comes up within a week, and minutes that wait for the own agency. Says nothing about any family."""
        return look_at_due(self.house, principal, at, SOON)

    def preview(
        self, principal: Principal, number: str, position: int, at: datetime, *, without: str = ""
    ) -> TopicPreview | None:
        """What all who are asked to come to a topic may see, for whoever runs it; None for everybody else."""
        return preview_topic(self.house, principal, Ahead(number, position, without), at)

    def own(self, principal: Principal, at: datetime) -> MeetingsView:
        """Those to which somebody of a family is invited."""
        number = FamilyNumber(principal.ref.partition("/")[0])
        purpose = Purpose.DATA_SUBJECT_ACCESS
        return look_at_own_meetings(
            self.house, AccessRequest(principal, (principal,), Act.DISCLOSE, purpose, number, at, only=NAMES)
        )
