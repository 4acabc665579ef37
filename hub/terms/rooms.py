"""The room in which a conference is held: who is there, and how the shared view stands."""

from dataclasses import dataclass
from typing import Protocol

from hub.terms.ids import PersonId, StaffId
from hub.terms.principals import Principal


class Chair(Protocol):
    """What is asked of a seat: who sits there. A guest has neither account nor place in the family."""

    @property
    def id(self) -> str:
        """The seat itself; a guest is known by it alone."""

    @property
    def staff(self) -> StaffId | None:
        """Whoever of the staff sits there."""

    @property
    def person(self) -> PersonId | None:
        """Whoever of the family sits there."""

    @property
    def guest(self) -> str | None:
        """The function of a guest."""


@dataclass(frozen=True)
class Attendee:
    """Somebody in the room, as the rules ask about them; `function` is what the log calls them: a role, or a guest's.

    Who belongs to the family or comes from outside sees by law or consent alone, never by an office.
    """

    principal: Principal
    function: str
