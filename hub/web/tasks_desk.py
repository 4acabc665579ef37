"""What the page of tasks asks of the rest of the house."""

from datetime import datetime
from typing import Protocol

from hub.terms.principals import Principal
from hub.terms.task_turns import TurnFault, TurnWish
from hub.terms.tasks import TaskView, TaskWish


class Tasks(Protocol):
    """What is due about consents in the own families."""

    def open(self, principal: Principal, at: datetime) -> TaskView:
        """A look at them, written down as one list."""

    def settle(self, principal: Principal, wish: TaskWish, at: datetime) -> bool:
        """Say that one is done. False: there is nothing of the kind to be done."""

    def turn(self, principal: Principal, wish: TurnWish, at: datetime) -> TurnFault | None:
        """Put one off, or hand it to a colleague; or what is wrong, and then nothing was kept."""
