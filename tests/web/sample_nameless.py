"""Nobody sits at a table without names: for the tests of pages that need none."""

from hub.terms.nameless import Outcome, SheetState, Sitting, Table, Wish


class NoTables:
    """There is none, or whoever asks does not sit there."""

    def look(self, sitting: Sitting) -> Table | None:
        """Nothing."""
        return None

    def stand(self, sitting: Sitting) -> SheetState | None:
        """Nothing."""
        return None

    def prepare(self, sitting: Sitting, wish: Wish) -> Outcome | None:
        """Nothing."""
        return None

    def show(self, sitting: Sitting, wish: Wish) -> Outcome | None:
        """Nothing."""
        return None

    def recognise(self, sitting: Sitting) -> bool | None:
        """Nothing."""
        return None
