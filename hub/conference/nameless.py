"""A case told to colleagues without names: brought, read, stopped (I3)."""

from dataclasses import dataclass

from hub.gate.house import House
from hub.gate.nameless.bringing import prepare_sheet, show_sheet
from hub.gate.nameless.sitting import find_stand, look_at_table
from hub.gate.nameless.stopping import recognise
from hub.terms.nameless import Outcome, SheetState, Sitting, Table, Wish


@dataclass(frozen=True, repr=False)
class Nameless:
    """Tables of one process group. None: no such table, or whoever asks does not sit there; the two look alike."""

    house: House

    def look(self, sitting: Sitting) -> Table | None:
        """What lies on the table; a sheet is a look of its own in the log."""
        return look_at_table(self.house, sitting)

    def stand(self, sitting: Sitting) -> SheetState | None:
        """Whether a sheet is shown, or stopped."""
        return find_stand(self.house, sitting)

    def prepare(self, sitting: Sitting, wish: Wish) -> Outcome | None:
        """What would be shown, to whoever writes it alone."""
        return prepare_sheet(self.house, sitting, wish)

    def show(self, sitting: Sitting, wish: Wish) -> Outcome | None:
        """Put it on the table; or what is wrong with it."""
        return show_sheet(self.house, sitting, wish)

    def recognise(self, sitting: Sitting) -> bool | None:
        """Stop it for everybody."""
        return recognise(self.house, sitting)
