"""What pages of cases without names may ask of the house."""

from typing import Protocol

from hub.terms.nameless import Outcome, SheetState, Sitting, Table, Wish


class Nameless(Protocol):
    """Tables without names. None: there is no such table, or whoever asks does not sit there; the two look alike."""

    def look(self, sitting: Sitting) -> Table | None:
        """What lies on the table."""

    def stand(self, sitting: Sitting) -> SheetState | None:
        """Whether a sheet is shown, or stopped."""

    def prepare(self, sitting: Sitting, wish: Wish) -> Outcome | None:
        """What would be shown, to whoever writes it alone."""

    def show(self, sitting: Sitting, wish: Wish) -> Outcome | None:
        """Put it on the table; or what is wrong with it."""

    def recognise(self, sitting: Sitting) -> bool | None:
        """Stop it for everybody."""
