"""What is due about consents in the own families."""

from dataclasses import dataclass
from datetime import datetime

from hub.gate.house import House
from hub.gate.task_turns import turn_task
from hub.gate.tasks import look_at_tasks, settle_task
from hub.policy.consent_sight import consent_purposes
from hub.terms.lists import Purpose
from hub.terms.principals import Principal
from hub.terms.task_turns import TurnFault, TurnWish
from hub.terms.tasks import TaskView, TaskWish


@dataclass(frozen=True, repr=False)
class Tasks:
    """The tasks of workers, for one process group."""

    house: House

    def open(self, principal: Principal, at: datetime) -> TaskView:
        """A look at them, for the purpose of planning together; written down as one list."""
        purpose = self._purpose(principal)
        return look_at_tasks(self.house, principal, purpose, at) if purpose else TaskView()

    def settle(self, principal: Principal, wish: TaskWish, at: datetime) -> bool:
        """Say that one is done. False: there is nothing of the kind to be done."""
        purpose = self._purpose(principal)
        return settle_task(self.house, principal, purpose, wish, at) if purpose else False

    def turn(self, principal: Principal, wish: TurnWish, at: datetime) -> TurnFault | None:
        """Put one off, or hand it to a colleague; or what is wrong."""
        purpose = self._purpose(principal)
        return turn_task(self.house, principal, purpose, wish, at) if purpose else TurnFault.GONE

    def _purpose(self, principal: Principal) -> Purpose | None:
        """Planning together, where the role may look at consents for it; else the first purpose for which it may."""
        may = consent_purposes(self.house.policies, principal.role)
        return min(may, key=[Purpose.FAM_JOINT_SUPPORT, *Purpose].index, default=None)
