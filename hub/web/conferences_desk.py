"""What the pages of conferences ask of the rest of the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from hub.terms.conference_ends import DueMeeting, EndFault, EndWish
from hub.terms.conference_plans import MeetingsView, MeetingWish, PlanFault, PlanOutcome, PlanView, TopicPreview
from hub.terms.ids import FamilyNumber
from hub.terms.principals import Principal


class Conferences(Protocol):
    """Conferences as colleagues plan them and families are invited to them."""

    def may_plan(self, principal: Principal) -> bool:
        """Whether a way to planning is offered to this function."""

    def show(self, principal: Principal, at: datetime, *, all_of_them: bool = False) -> MeetingsView:
        """Those in which somebody sits or which they run; written down as one list."""

    def find(self, principal: Principal, number: str, at: datetime) -> MeetingsView:
        """One of these; none where it is not there, or they do not sit in it."""

    def choices(self, principal: Principal, numbers: Sequence[FamilyNumber], at: datetime) -> PlanView:
        """Whom one can ask to come, for each of one's own families."""

    def plan(self, principal: Principal, wish: MeetingWish, at: datetime) -> PlanOutcome:
        """Keep a plan, new or changed; or what is wrong with it."""

    def end(self, principal: Principal, wish: EndWish, at: datetime) -> EndFault | None:
        """Call one off, or say that advice without names is over; or why not."""

    def take(self, principal: Principal, number: str, at: datetime) -> bool:
        """Moderate one that nobody runs any more; false where it is not theirs to take."""

    def due(self, principal: Principal, at: datetime) -> tuple[DueMeeting, ...]:
        """What comes up within a week, and minutes that wait for the own agency. Says nothing about any family."""

    def preview(
        self, principal: Principal, number: str, position: int, at: datetime, *, without: str = ""
    ) -> TopicPreview | None:
        """What all who are asked to come to a topic may see, for whoever runs it; None for everybody else."""

    def own(self, principal: Principal, at: datetime) -> MeetingsView:
        """Those to which somebody of a family is invited."""


class NoConferences:
    """Where nobody sits who holds conferences: there are none."""

    def may_plan(self, principal: Principal) -> bool:
        """Nobody."""
        return False

    def show(self, principal: Principal, at: datetime, *, all_of_them: bool = False) -> MeetingsView:
        """None."""
        return MeetingsView()

    def find(self, principal: Principal, number: str, at: datetime) -> MeetingsView:
        """None."""
        return MeetingsView()

    def choices(self, principal: Principal, numbers: Sequence[FamilyNumber], at: datetime) -> PlanView:
        """Nobody."""
        return PlanView()

    def plan(self, principal: Principal, wish: MeetingWish, at: datetime) -> PlanOutcome:
        """Nothing is kept."""
        return PlanOutcome(faults=((0, PlanFault.FAMILY),))

    def end(self, principal: Principal, wish: EndWish, at: datetime) -> EndFault | None:
        """Nothing is there."""
        return EndFault.UNKNOWN

    def take(self, principal: Principal, number: str, at: datetime) -> bool:
        """Nothing is there."""
        return False

    def due(self, principal: Principal, at: datetime) -> tuple[DueMeeting, ...]:
        """Nothing."""
        return ()

    def own(self, principal: Principal, at: datetime) -> MeetingsView:
        """None."""
        return MeetingsView()

    def preview(
        self, principal: Principal, number: str, position: int, at: datetime, *, without: str = ""
    ) -> TopicPreview | None:
        """None."""
        return None
